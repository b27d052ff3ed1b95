"""Every write of the room."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from journal.documents import MomentDocument
from journal.models import Moment
from journal.ports import Ports
from journal.sealing import TABLE, open_moment, seal_moment
from people.actions.seals import report_broken
from people.days import local_day
from people.drafts import drop_draft
from people.keys import open_key
from people.models import Membership

# The name of the quick form, for its draft.
NOW_FORM = "journal:now"


class SavedOtherwise(Exception):
    """The same form was sent before with other words in it: the first moment stands, these are not saved."""

    def __init__(self, moment: Moment) -> None:
        super().__init__(f"Moment {moment.pk} was saved from the same form before.")
        self.moment = moment


def save_moment(
    *,
    by: Membership,
    feelings: Sequence[str],
    triggers: Sequence[str],
    strength: int,
    note: str,
    submission_key: UUID,
    now: dt.datetime,
) -> Moment:
    """Put a moment down; its draft goes in the same transaction.

    The same form sent again (a double click, a retry) returns the moment that the first one made. The
    transaction itself is what an IntegrityError undoes, so that the usual save needs no savepoint and no
    question beforehand. Raises SavedOtherwise where the second sending holds other words.
    """
    document = MomentDocument(tuple(feelings), tuple(triggers), strength, note, by.user.time_zone)
    try:
        with transaction.atomic():
            moment = _insert(by, document, submission_key, now)
            drop_draft(membership=by, form=NOW_FORM)
            Ports.moment_saved(moment, document)
    except IntegrityError:
        first = Moment.objects.of(by).filter(submission_key=submission_key).first()
        if first is None:  # something else was refused, not a second sending
            raise
        return _sent_again(by, first, document)
    return moment


def report_unopened(*, by: Membership, rows: Iterable[UUID], now: dt.datetime) -> None:
    """Record, once each, that moments of hers do not open: somebody changed the database."""
    for row in rows:
        report_broken(member=by, table=TABLE, row=row, now=now)


def _insert(by: Membership, document: MomentDocument, submission_key: UUID, now: dt.datetime) -> Moment:
    moment = Moment(
        organisation_id=by.organisation_id,
        membership=by,
        felt_at=now,
        local_day=local_day(now, document.zone, by.user.day_ends_at),
        submission_key=submission_key,
        changed_at=now,
    )
    moment.sealed = seal_moment(open_key(by), moment, document)
    moment.save(force_insert=True)
    return moment


def _sent_again(by: Membership, first: Moment, document: MomentDocument) -> Moment:
    kept = open_moment(open_key(by), first)
    if kept.as_json() | {"zone": ""} != document.as_json() | {"zone": ""}:
        raise SavedOtherwise(first)
    drop_draft(membership=by, form=NOW_FORM)
    return first
