"""How a candidate's data ends: she withdraws, or her time is over and the nightly purge comes."""

import datetime as dt
from enum import Enum, auto
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max

from hiring.actions.links import forget_mails
from hiring.actions.shared import go_on, held_candidate, record_act
from hiring.drafts import forms_about
from hiring.equality.actions import forget_equality_answers
from hiring.models import Candidate, CandidateDisplay, JudgementSitting, LegalHold, Opening
from hiring.retention import REGIMES, purge_day
from people.drafts import drop_drafts_of_all
from people.keys import new_data_key, shred
from people.models import DataKey


class Record(Enum):
    """What there is of a candidate that a law can ask the company to keep."""

    NOTHING = auto()
    # A card or a decision about her, or a request that the law counts among the records; no answers sent.
    WRITTEN = auto()
    SENT = auto()  # her answers, whether or not they were opened again since


# When the last record of her was made, beside a decision.
OF_RECORDS = ("scorecards__saved_at", "adjustments__asked_at", "adjustments__answered_at")


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, now: dt.datetime) -> None:
    """Stop at the candidate's wish. A second time nothing is left to do.

    What was never sent is deleted at once; where nothing was written about her either, that she was invited
    and withdrew stays on HR's page. Else she leaves every page. Where the law sets no time to keep records
    all is deleted at once; where it does, nobody can open it any more, and it is deleted on the day that her
    page names. Under a legal hold nothing is deleted before it is lifted.
    """
    candidate = held_candidate(candidate.pk)
    if candidate.state == Candidate.State.WITHDRAWN:
        return
    go_on(candidate, Candidate.State.WITHDRAWN)
    candidate.withdrawn_at = now
    candidate.save(update_fields=["state", "withdrawn_at"])
    if not LegalHold.objects.over(candidate).exists():
        let_go(candidate)
    record_act(candidate, None, "candidate.withdrawn", now)


def let_go(candidate: Candidate) -> None:
    """Delete what a withdrawal deletes. For one who has withdrawn and is held, when no legal hold stands."""
    is_floor, record = _is_floor(candidate), record_of(candidate)
    if record is Record.NOTHING or (record is Record.WRITTEN and is_floor):
        _drop_own(candidate)
    elif not is_floor:
        _erase(candidate)


def record_of(candidate: Candidate) -> Record:
    """In a query at most. A card that nobody has saved is none."""
    if candidate.sent_at is not None:
        return Record.SENT
    rows = Candidate.objects.filter(pk=candidate.pk)
    written = (
        ("scorecards", "decisions", "adjustments") if _is_floor(candidate) else ("scorecards", "decisions")
    )
    told = rows.aggregate(*(Count(one) for one in written), opened=Count("reopenings"))
    if told.pop("opened"):
        return Record.SENT
    return Record.WRITTEN if any(told.values()) else Record.NOTHING


def purge_day_of(candidate: Candidate) -> dt.date:
    """The day on which nothing of this candidate is left, as things stand: a decision may move it.

    Where the law asks for records, it counts from the last of them too. A legal hold moves no day; it keeps
    what is due.
    """
    regime = REGIMES[candidate.opening.retention]
    rows = Candidate.objects.filter(pk=candidate.pk)
    counted = ("decisions__decided_at", *(OF_RECORDS if regime.is_floor else ()))
    times = rows.aggregate(*(Max(one) for one in counted)).values()
    decided = max((each.date() for each in times if each is not None), default=None)
    return purge_day(regime, deadline=candidate.last_day, decided=decided)


@transaction.atomic
def purge_candidate(*, candidate_id: UUID, now: dt.datetime) -> bool:
    """Delete a candidate whose time is over, with her key. False where it is not, held, or gone."""
    candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("opening", "organisation")
        .filter(pk=candidate_id)
        .first()
    )
    if candidate is None:
        return False
    if purge_day_of(candidate) > now.date() or LegalHold.objects.over(candidate).exists():
        return False
    record_act(candidate, None, "candidate.purged", now)
    forget_mails(candidate)
    drop_drafts_of_all(forms=forms_about(candidate.pk))
    forget_equality_answers(candidate=candidate)
    key = candidate.data_key_id
    candidate.delete()
    shred(key)
    return True


def _drop_own(candidate: Candidate) -> None:
    """What she said herself, and cards about her that nobody saved."""
    candidate.answers.all().delete()
    candidate.judgements.all().delete()
    JudgementSitting.objects.filter(candidate=candidate).delete()
    _forget_needs(candidate)
    drop_drafts_of_all(forms=forms_about(candidate.pk))


def _erase(candidate: Candidate) -> None:
    """All that she said and all that was said about her; the row stays for her own page, without a name.

    Where it was decided about her, whether she said something of her groups or not, the figures of fairness
    end with it: the page of before, and one without her, would tell what she said.
    """
    if candidate.decisions.exists():
        Opening.objects.filter(pk=candidate.opening_id).update(figures_shut=True)
    _drop_own(candidate)
    candidate.scorecards.all().delete()
    candidate.decisions.all().delete()
    candidate.reopenings.all().delete()
    candidate.holds.all().delete()  # lifted ones: what they say is sealed under the key that goes
    forget_equality_answers(candidate=candidate)
    forget_mails(candidate)
    old = candidate.data_key_id
    candidate.data_key = new_data_key(
        purpose=DataKey.Purpose.CANDIDATE, organisation=candidate.opening.organisation
    )
    candidate.name = candidate.email = ""
    candidate.save(update_fields=["name", "email", "data_key"])
    shred(old)


def _forget_needs(candidate: Candidate) -> None:
    """How her pages looked, and what she asked HR for, but where the law counts that among the records."""
    if not _is_floor(candidate):
        candidate.adjustments.all().delete()
    CandidateDisplay.objects.filter(candidate=candidate).delete()


def _is_floor(candidate: Candidate) -> bool:
    """Whether the law where the job is sets a time to keep records."""
    return REGIMES[candidate.opening.retention].is_floor
