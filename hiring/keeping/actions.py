"""Writes about keeping: a legal hold is placed and lifted, and every night what is due is deleted."""

import datetime as dt
import logging
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.actions.leaving import let_go, purge_candidate, purge_day_of
from hiring.models import Candidate, CandidateQuerySet, LegalHold, Opening, PurgeRun
from hiring.permissions import check_hire
from hiring.sealing import HOLDS, seal_for
from hiring.wall import hiring_transaction
from people.audit import record
from people.models import Membership, Organisation
from people.refusals import Refused

log = logging.getLogger("eiapp.hiring")


@transaction.atomic
def hold_opening(*, opening: Opening, name: str, reason: str, by: Membership, now: dt.datetime) -> LegalHold:
    """From now on nothing of this opening is deleted, of no candidate, until the hold is lifted."""
    check_hire(by)
    _refuse_unnamed(name, reason)
    # Whoever is being deleted just now is gone first, or waits and finds the hold.
    list(_held(Candidate.objects.filter(opening=opening)).values_list("pk"))
    hold = LegalHold.objects.create(
        organisation=by.organisation,
        opening=opening,
        name=name.strip(),
        reason=reason.strip(),
        placed_by=by,
        placed_at=now,
    )
    _record(hold, by, "held", now)
    return hold


@transaction.atomic
def hold_candidate(
    *, candidate: Candidate, name: str, reason: str, by: Membership, now: dt.datetime
) -> LegalHold:
    """From now on nothing of this candidate is deleted. Candidate.DoesNotExist where she is gone."""
    check_hire(by)
    _refuse_unnamed(name, reason)
    found = _held(Candidate.objects.shown()).get(pk=candidate.pk)
    row = uuid4()
    hold = LegalHold.objects.create(
        id=row,
        organisation=by.organisation,
        opening_id=found.opening_id,
        candidate=found,
        name=name.strip(),
        sealed=seal_for(found, {"reason": reason.strip()}, table=HOLDS, row=row),
        placed_by=by,
        placed_at=now,
    )
    _record(hold, by, "held", now)
    return hold


@transaction.atomic
def lift_hold(*, hold: LegalHold, by: Membership, now: dt.datetime) -> None:
    """End a hold, once. Who has withdrawn meanwhile is deleted now, unless another hold stands.

    A second time nothing is left to do.
    """
    check_hire(by)
    about = Candidate.objects.filter(opening=hold.opening_id)
    if hold.candidate_id is not None:
        about = about.filter(pk=hold.candidate_id)
    # Whoever withdraws just now has done so first, or waits and finds the hold lifted.
    list(_held(about).values_list("pk"))
    stood = LegalHold.objects.standing().filter(pk=hold.pk)
    if not stood.update(lifted_by=by, lifted_at=now):
        return
    _record(hold, by, "hold-lifted", now)
    for candidate in _held(about.filter(state=Candidate.State.WITHDRAWN)):
        if not LegalHold.objects.over(candidate).exists():
            let_go(candidate)


def purge_due(*, organisation: Organisation, now: dt.datetime) -> PurgeRun:
    """Delete every candidate of an organisation whose time is over, each in a transaction of her own.

    That it ran is written down before and after. One that goes wrong stops no other: it is counted, logged
    by its id, and tried again the next night.
    """
    with hiring_transaction():
        run = PurgeRun.objects.create(organisation=organisation, began_at=now)
        # Nobody's time ends before the last day to answer is over.
        over = Candidate.objects.filter(organisation=organisation, opening__deadline__lt=now.date())
        ids = list(over.order_by("pk").values_list("pk", flat=True))
    run.looked_at = len(ids)
    _purge_each(run, ids, now)
    run.ended_at = now
    with hiring_transaction():
        run.save(update_fields=["looked_at", "purged", "held", "broken", "ended_at"])
    return run


def _purge_each(run: PurgeRun, ids: Iterable[UUID], now: dt.datetime) -> None:
    for candidate_id in ids:
        try:
            with hiring_transaction():
                if purge_candidate(candidate_id=candidate_id, now=now):
                    run.purged += 1
                elif _is_held_back(candidate_id, now):
                    run.held += 1
        except Exception as error:
            run.broken += 1
            log.error("Candidate %s was not deleted: %s", candidate_id, type(error).__name__)


def _is_held_back(candidate_id: UUID, now: dt.datetime) -> bool:
    """Whether she is due and still there: only a legal hold keeps her."""
    found = Candidate.objects.select_related("opening").filter(pk=candidate_id).first()
    return found is not None and purge_day_of(found) <= now.date()


def _held(candidates: CandidateQuerySet) -> CandidateQuerySet:
    """Held until the transaction ends, in one order, so that two who hold many never wait for each other."""
    rows: CandidateQuerySet = (
        candidates.select_for_update(of=("self",)).select_related("opening__organisation").order_by("pk")
    )
    return rows


def _refuse_unnamed(name: str, reason: str) -> None:
    if not name.strip() or not reason.strip():
        raise Refused(_("Give the hold a name, and write why it is placed."))


def _record(hold: LegalHold, by: Membership, act: str, now: dt.datetime) -> None:
    kind = "opening" if hold.candidate_id is None else "candidate"
    record(
        organisation=by.organisation,
        actor=by,
        act=f"{kind}.{act}",
        kind=kind,
        object_id=hold.candidate_id or hold.opening_id,
        now=now,
    )
