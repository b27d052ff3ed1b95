"""What stands out in a year of moments, as sentences with their links, and the questions that were asked."""

from collections.abc import Callable, Sequence
from typing import Any

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
from journal.plans.drafted import drafted_address
from journal.queries.behind import DAYS, Behind, address_of
from journal.queries.opened import Window
from people.models import Membership
from people.sealed_cache import remembered


def findings_html(
    owner: Membership, window: Window, planned: Sequence[str], felt: Callable[[], Sequence[FeltMoment]]
) -> SafeString:
    """The part of the page above the charts. It asks the same year whatever period is chosen for these.

    One window, not one for each period: who may choose among three sets of answers finds more by chance.
    `planned` are the triggers that a plan of hers is under way for: no other is drafted for them.
    """
    kept = remembered(
        owner,
        "journal.findings",
        (*window.parts, *planned),
        lambda: {"html": _render(owner, window, planned, felt())},
    )
    # Ours as it was rendered: the cache is sealed, so nobody else has written it.
    return SafeString(kept["html"])


def _render(owner: Membership, window: Window, planned: Sequence[str], felt: Sequence[FeltMoment]) -> str:
    answers = find(felt)
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
