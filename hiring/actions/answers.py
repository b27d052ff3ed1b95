"""Writes of a candidate without an account: her answers, kept as she gives them and sent once."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.instruments import Instrument
from hiring.actions.links import WayBack, mail_way_back
from hiring.actions.shared import go_on, held_candidate
from hiring.asked import Sitting, asked_of
from hiring.judgement.queries import situations_of
from hiring.models import Candidate, CandidateAnswer
from people.refusals import Refused


@transaction.atomic
def answer_statements(*, candidate: Candidate, answers: Mapping[str, int | None], now: dt.datetime) -> None:
    """Keep these answers, by item code; None is "I'd rather not say". An earlier answer is replaced.

    ValueError for a code that she is not asked: what a browser sent is sorted out by the form.
    """
    _keep(held_candidate(candidate.pk), answers, now)


@transaction.atomic
def answer_later(*, candidate: Candidate, answers: Mapping[str, int | None], now: dt.datetime) -> WayBack:
    """Keep these answers and mail her a link to come back with."""
    candidate = held_candidate(candidate.pk)
    _keep(candidate, answers, now)
    return mail_way_back(candidate, now)


@transaction.atomic
def send_answers(*, candidate: Candidate, now: dt.datetime) -> Candidate:
    """Send the answers, once; a second time it is the same. Refused while a statement has none."""
    candidate = held_candidate(candidate.pk)
    if candidate.state == Candidate.State.SENT:
        return candidate
    refuse_ended(candidate, now)
    answers = dict(candidate.answers.values_list("item_code", "value"))
    if Sitting(_asked(candidate), answers).first_open is not None:
        raise Refused(_("Some statements still have no answer."), field="answers")
    situations = situations_of(candidate)
    if situations is not None and not situations.is_done(now):
        raise Refused(_("Some situations still have no answer."), field="situations")
    go_on(candidate, Candidate.State.SENT)
    candidate.sent_at = now
    candidate.save(update_fields=["state", "sent_at"])
    return candidate


def refuse_ended(candidate: Candidate, now: dt.datetime) -> None:
    """Refused where she has sent, has withdrawn, or the last day is over."""
    if candidate.state == Candidate.State.SENT:
        raise Refused(_("These answers were already sent, so they stay as they are."))
    if candidate.state != Candidate.State.STARTED:
        raise Refused(_("You have withdrawn, so nothing was saved."))
    if not candidate.takes(now):
        raise Refused(_("The last day to answer is over, so nothing was saved."))


def _keep(candidate: Candidate, answers: Mapping[str, int | None], now: dt.datetime) -> None:
    """Upsert in one statement. ValueError for a code that she is not asked."""
    refuse_ended(candidate, now)
    outside = answers.keys() - {item.code for item in _asked(candidate).items}
    if outside:
        raise ValueError(f"Not asked of this candidate: {sorted(outside)!r}.")
    CandidateAnswer.objects.bulk_create(
        [
            CandidateAnswer(
                organisation_id=candidate.organisation_id, candidate=candidate, item_code=code, value=value
            )
            for code, value in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "candidate", "item_code"],
        update_fields=["value"],
    )


def _asked(candidate: Candidate) -> Instrument:
    components = set(candidate.opening.components.values_list("component", flat=True))
    return asked_of(candidate.instrument_key, candidate.instrument_version, components)
