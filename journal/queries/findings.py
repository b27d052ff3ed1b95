"""What stands out in a year of moments, as sentences with their links, and the questions that were asked."""

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from journal.answers import (
    askable,
    interval,
    nothing_said,
    outcome,
    plan_sentence,
    question,
    said_first,
    sentence,
)
from journal.patterns.findings import Answer, NextStep, find, next_step
from journal.patterns.moments import FeltMoment
from journal.patterns.sentences import Finding, finding_of
from journal.plans.drafted import drafted_address
from journal.queries.behind import DAYS, Behind, address_of
from journal.queries.opened import Window
from people.keys import open_key
from people.models import Membership
from people.sealed_cache import remembered


def findings_html(
    owner: Membership, window: Window, planned: Sequence[str], felt: Callable[[], Sequence[FeltMoment]]
) -> SafeString:
    """The part of the page above the charts. It asks the same year whatever period is chosen for these.

    One window, not one for each period: who may choose among three sets of answers finds more by chance.
    `planned` are the triggers that a plan of hers is under way for: no other is drafted for them.
    """
    # Ours as it was rendered: the cache is sealed, so nobody else has written it.
    return SafeString(_kept(owner, window, planned, felt)["html"])


def said_of(
    owner: Membership, window: Window, planned: Sequence[str], felt: Callable[[], Sequence[FeltMoment]]
) -> tuple[Finding, ...]:
    """What the sentences of that part say, in their order."""
    return tuple(map(Finding.from_json, _kept(owner, window, planned, felt)["said"]))


def sentence_id(owner: Membership, finding: Finding) -> UUID:
    """By what it is about: the same while its numbers change. Only her key can make it."""
    about = json.dumps(["journal.sentence", finding.subject.value, finding.code]).encode()
    return UUID(bytes=hmac.new(open_key(owner).secret, about, hashlib.sha256).digest()[:16])


def _kept(
    owner: Membership, window: Window, planned: Sequence[str], felt: Callable[[], Sequence[FeltMoment]]
) -> dict[str, Any]:
    def make() -> dict[str, Any]:
        seen = felt()
        answers = find(seen)
        said = [finding_of(one, answers).as_json() for one in said_first(answers)]
        return {"html": _render(owner, window, planned, seen, answers), "said": said}

    return remembered(owner, "journal.findings", (*window.parts, *planned), make)


def _render(
    owner: Membership,
    window: Window,
    planned: Sequence[str],
    felt: Sequence[FeltMoment],
    answers: Sequence[Answer],
) -> str:
    said = [_said(owner, window, one, answers) for one in said_first(answers)]
    told = {
        "days": DAYS,
        "said": said,
        "nothing": "" if said else nothing_said(answers),
        "step": _step(owner, window, next_step(felt, answers, planned)),
        "asked_caption": _("What was asked, of the last %(days)d days") % {"days": DAYS},
        "asked_header": (_("Question"), _("With"), _("Without"), _("Answer")),
        "asked": [
            (question(one), str(one.having.times), str(one.lacking.times), outcome(one))
            for one in askable(answers)
        ],
    }
    return render_to_string("journal/findings.html", told)


def _said(owner: Membership, window: Window, answer: Answer, answers: Sequence[Answer]) -> dict[str, Any]:
    later = None if answer.code or answer.split is None else answer.split.minute
    return {
        "sentence": sentence(answer, answers),
        "share": None if owner.organisation.is_personal else sentence_id(owner, finding_of(answer, answers)),
        "interval": interval(answer),
        "many": len(answer.rows),
        "href": address_of(owner, Behind(answer.code, later, window.last)),
    }


def _step(owner: Membership, window: Window, step: NextStep | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "sentence": plan_sentence(step),
        "many": len(step.rows),
        "href": address_of(owner, Behind(step.trigger, None, window.last)),
        "plan": drafted_address(owner, step.trigger, step.technique),
    }
