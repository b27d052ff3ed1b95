"""Moments that were written at a locked screen: put down unseen, then kept or deleted by their owner.

Which of them still wait stands in one sealed document of hers, so that Today can ask without opening all she
ever wrote. The mark in the moment itself stays: it says how the words came there.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID, uuid4

from django.db import transaction

from journal.actions import delete_moment
from journal.documents import MomentDocument
from journal.models import Moment, MomentQuerySet
from journal.queries.rows import MomentRow, StoredMoment, rows_of
from journal.sealing import open_moment, seal_moment
from people.days import local_day
from people.drafts import drop_draft, keep_draft, read_draft
from people.keys import open_key
from people.models import Membership
from people.ports import Ports
from people.sealing import SealBroken

# The name under which the ids of those that wait are kept.
WAITING = "journal:locked"


@transaction.atomic
def save_locked(*, by: Membership, document: MomentDocument, submission_key: UUID, now: dt.datetime) -> None:
    """Put it down, whoever sits there; nothing of it or of the owner's is given back.

    The same form sent twice makes one moment. With other words it makes another: nobody can be shown here
    that the first is saved already. Two sendings at once wait for each other at the list of what waits.
    """
    waiting = _waiting(by)
    first = Moment.objects.of(by).filter(submission_key=submission_key).first()
    if first is not None and open_moment(open_key(by), first) == document:
        return
    moment = Moment(
        organisation_id=by.organisation_id,
        membership=by,
        felt_at=now,
        local_day=local_day(now, document.zone, by.user.day_ends_at),
        submission_key=submission_key if first is None else uuid4(),
        changed_at=now,
    )
    moment.sealed = seal_moment(open_key(by), moment, document)
    moment.save(force_insert=True)
    _keep_waiting(by, [*waiting, moment.pk], now)


@transaction.atomic
def answer_locked(*, by: Membership, row: UUID, keep: bool, now: dt.datetime) -> bool:
    """Its owner keeps it, and it counts from now on; or deletes it, as any other. False where none waits."""
    waiting = _waiting(by)
    if row not in waiting:
        return False
    _keep_waiting(by, [each for each in waiting if each != row], now)
    moment = Moment.objects.of(by).filter(pk=row).first()
    if moment is None:
        return False
    if keep:
        Ports.moment_saved(by, {moment.local_day})
    else:
        delete_moment(by=by, row=row, now=now)
    return True


def count_waiting(owner: Membership) -> int:
    """How many she has not answered yet, in one query, or two where some are named. A list that does not
    open asks for none of them.
    """
    rows = _waiting_or_none(owner)
    return _still_there(owner, rows).count() if rows else 0


def waiting_rows(owner: Membership) -> list[MomentRow]:
    """Those that wait, newest first."""
    found = _still_there(owner, _waiting_or_none(owner)).newest_first()
    stored = map(StoredMoment._make, found.values_list(*StoredMoment._fields))
    return rows_of(open_key(owner), owner, stored)


def unanswered(owner: Membership) -> frozenset[UUID]:
    """What nobody has taken for hers yet: it counts nowhere. One query, and nothing is locked."""
    return frozenset(_waiting_or_none(owner))


def _still_there(owner: Membership, rows: Collection[UUID]) -> MomentQuerySet:
    """One that she has deleted from its own page is answered."""
    found: MomentQuerySet = Moment.objects.of(owner).filter(pk__in=rows)
    return found


def _waiting(by: Membership) -> list[UUID]:
    """Read to be changed: two browsers at once must not lose one another's."""
    Membership.objects.select_for_update().get(pk=by.pk)
    return _waiting_or_none(by)


def _waiting_or_none(owner: Membership) -> list[UUID]:
    try:
        kept = read_draft(owner, WAITING)
    except SealBroken:
        return []
    return [UUID(each) for each in kept.fields["moments"]] if kept else []


def _keep_waiting(by: Membership, rows: Collection[UUID], now: dt.datetime) -> None:
    if rows:
        keep_draft(membership=by, form=WAITING, fields={"moments": list(map(str, rows))}, now=now)
    else:
        drop_draft(membership=by, form=WAITING)
