"""Writes of a candidate about situations: begun, each rating kept, on the server's clock."""

import datetime as dt
from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.actions.answers import refuse_ended
from hiring.actions.links import WayBack, mail_way_back
from hiring.judgement.queries import Situations, situations_of
from hiring.judgement.timing import Pace
from hiring.models import Candidate, JudgementAnswer, JudgementSitting
from hiring.permissions import check_adjust
from people.audit import record
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def begin_situations(*, candidate: Candidate, now: dt.datetime) -> None:
    """Begin, once: where there is a limit its clock runs from here. A second time nothing changes."""
    candidate = _held(candidate.pk, now)
    sitting = _sitting(candidate)
    if sitting.started_at is None:
        sitting.started_at = now
        sitting.save()


@transaction.atomic
def rate_ways(*, candidate: Candidate, ratings: Mapping[str, int | None], now: dt.datetime) -> None:
    """Keep these ratings, by option code; None is "I'd rather not say". An earlier one is replaced.

    ValueError for an option that she is not asked about: what a browser sent is sorted out by the form.
    """
    _keep(_held(candidate.pk, now), ratings, now)


@transaction.atomic
def rate_ways_later(*, candidate: Candidate, ratings: Mapping[str, int | None], now: dt.datetime) -> WayBack:
    """Keep these ratings and mail her a link to come back with."""
    candidate = _held(candidate.pk, now)
    _keep(candidate, ratings, now)
    return mail_way_back(candidate, now)


@transaction.atomic
def grant_time(*, candidate: Candidate, pace: Pace, by: Membership, now: dt.datetime) -> None:
    """Say how much time she has, of that which the opening sets. The record does not say how much.

    More time may tell of a disability, so it is for those who answer what she asks for.
    """
    check_adjust(by, candidate)
    candidate = _locked(candidate.pk)
    if candidate.state not in {Candidate.State.INVITED, Candidate.State.STARTED}:
        raise Refused(_("This person has sent the answers or withdrawn, so the time stays as it was."))
    sitting = _sitting(candidate)
    sitting.pace = pace
    sitting.save()
    record(
        organisation=by.organisation,
        actor=by,
        act="candidate.time-granted",
        kind="candidate",
        object_id=candidate.pk,
        now=now,
    )


def _keep(candidate: Candidate, ratings: Mapping[str, int | None], now: dt.datetime) -> None:
    """Upsert in one statement."""
    found = _asked(candidate)
    if found.started_at is None:
        raise Refused(_("Start with the situations first. Nothing was saved."))
    if found.is_over(now):
        raise Refused(
            _("The time for the situations is over, so these answers were not saved."), field="time"
        )
    outside = ratings.keys() - found.sheets.codes
    if outside:
        raise ValueError(f"Not asked of this candidate: {sorted(outside)!r}.")
    about = {one.code: scenario.code for scenario in found.sheets.scenarios for one in scenario.options}
    JudgementAnswer.objects.bulk_create(
        [
            JudgementAnswer(
                organisation_id=candidate.organisation_id,
                candidate=candidate,
                scenario=about[code],
                option=code,
                rating=rating,
            )
            for code, rating in ratings.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "candidate", "option"],
        update_fields=["rating"],
    )


def _asked(candidate: Candidate) -> Situations:
    found = situations_of(candidate)
    if found is None:
        raise ValueError("This opening asks about no situations.")
    return found


def _held(candidate_id: UUID, now: dt.datetime) -> Candidate:
    """A candidate who may still answer."""
    candidate = _locked(candidate_id)
    refuse_ended(candidate, now)
    return candidate


def _locked(candidate_id: UUID) -> Candidate:
    """Held until the transaction ends, with her opening. Candidate.DoesNotExist outside the scope."""
    found: Candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("opening__organisation")
        .get(pk=candidate_id)
    )
    return found


def _sitting(candidate: Candidate) -> JudgementSitting:
    """Hers, or a new one that is not written yet."""
    fresh = JudgementSitting(organisation_id=candidate.organisation_id, candidate=candidate)
    return JudgementSitting.objects.filter(candidate=candidate).first() or fresh
