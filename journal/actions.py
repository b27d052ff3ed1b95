"""Every write of the room."""

import datetime as dt
from collections.abc import Iterable, Sequence, Set
from contextlib import suppress
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from journal.documents import MomentDocument
from journal.models import UNDO_DELETING, DeletedMoment, EarlierVersion, Moment, OwnVocabulary
from journal.own import Own, OwnWords
from journal.queries.own import opened_own
from journal.sealing import TABLE, MomentOpener, open_moment, own_row, seal_moment, seal_own
from people.actions.seals import report_broken
from people.days import local_day
from people.drafts import drop_draft, drop_drafts_of_all
from people.keys import open_key
from people.models import Membership
from people.ports import Ports
from people.sealing import SealBroken

# The names of the writing forms, for their drafts.
NOW_FORM = "journal:now"
NEW_FORM = "journal:new"
# How long saving can be undone with one press.
UNDO_SAVING = dt.timedelta(minutes=10)
# Rows that one statement names.
_AT_ONCE = 500


class SavedOtherwise(Exception):
    """The same form was sent before and said something else: the first moment stands, this is not saved."""

    def __init__(self, moment: Moment) -> None:
        super().__init__(f"Moment {moment.pk} was saved from the same form before.")
        self.moment = moment


class ChangedElsewhere(Exception):
    """The moment was changed since the form was opened: nothing is overwritten, its owner chooses."""

    def __init__(self, moment: Moment, present: MomentDocument) -> None:
        super().__init__(f"Moment {moment.pk} has reached version {moment.version}.")
        self.moment, self.present = moment, present


class TooLateToUndo(Exception):
    """Ten minutes are over, or the moment was changed since: it can be deleted, with a question first."""


def edit_form(row: UUID) -> str:
    """The name of the form that changes this moment, for its draft."""
    return f"journal:edit:{row}"


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
    """Put down what the four choices of the quick form hold."""
    document = MomentDocument(tuple(feelings), tuple(triggers), strength, note, by.user.time_zone)
    return put_down(by=by, document=document, felt_at=now, submission_key=submission_key, now=now)


def put_down(
    *,
    by: Membership,
    document: MomentDocument,
    felt_at: dt.datetime,
    submission_key: UUID,
    now: dt.datetime,
    form: str = NOW_FORM,
) -> Moment:
    """Put a moment down; the draft of its form goes in the same transaction.

    The same form sent again (a double click, a retry) returns the moment that the first one made. The
    transaction itself is what an IntegrityError undoes, so that the usual save needs no savepoint and no
    question beforehand. Raises SavedOtherwise where the second sending holds other words or another time.
    """
    try:
        with transaction.atomic():
            moment = _insert(by, document, felt_at, submission_key, now)
            drop_draft(membership=by, form=form)
            Ports.moment_saved(by, {moment.local_day})
    except IntegrityError:
        first = Moment.objects.of(by).filter(submission_key=submission_key).first()
        if first is None:  # something else was refused, not a second sending
            raise
        at = felt_at if felt_at != now else None  # the clock alone has gone on
        return _sent_again(by, first, document, at, form)
    return moment


@transaction.atomic
def change_moment(
    *,
    by: Membership,
    row: UUID,
    version: int,
    document: MomentDocument,
    felt_at: dt.datetime,
    now: dt.datetime,
) -> Moment:
    """Write a moment anew and keep what it held, sealed as it was.

    `version` is the one that the form was opened with. Raises ChangedElsewhere where another tab was quicker
    with other words, Moment.DoesNotExist where the moment is not hers or is gone.
    """
    moment: Moment = Moment.objects.of(by).select_for_update().get(pk=row)
    key = open_key(by)
    present = open_moment(key, moment)
    changed = (present, moment.felt_at) != (document, felt_at)
    if changed and moment.version != version:
        raise ChangedElsewhere(moment, present)
    if changed:
        day_before = moment.local_day
        _keep_version(moment)
        moment.version += 1
        if moment.felt_at != felt_at:  # else it stays with its day, wherever her days end by now
            moment.local_day = local_day(felt_at, document.zone, by.user.day_ends_at)
        moment.felt_at, moment.changed_at = felt_at, now
        moment.sealed = seal_moment(key, moment, document)
        moment.save(update_fields=["version", "felt_at", "changed_at", "local_day", "sealed"])
        Ports.moment_saved(by, {day_before, moment.local_day})
    drop_draft(membership=by, form=edit_form(row))
    return moment


@transaction.atomic
def delete_moment(*, by: Membership, row: UUID, now: dt.datetime) -> DeletedMoment:
    """Put a moment out of sight; for seven days its owner can bring it back. Raises Moment.DoesNotExist."""
    return _put_away(by, Moment.objects.of(by).select_for_update().get(pk=row), now)


@transaction.atomic
def undo_saving(*, by: Membership, row: UUID, now: dt.datetime) -> DeletedMoment:
    """Take back a moment that was put down a few minutes ago. Raises TooLateToUndo, Moment.DoesNotExist."""
    moment = Moment.objects.of(by).select_for_update().get(pk=row)
    if moment.version > 1 or now - moment.changed_at > UNDO_SAVING:
        raise TooLateToUndo
    return _put_away(by, moment, now)


@transaction.atomic
def restore_moment(*, by: Membership, row: UUID, now: dt.datetime) -> Moment:
    """Bring a deleted moment back as it was, at its place. Raises DeletedMoment.DoesNotExist.

    `changed_at` is new, so that what is remembered of its days is made anew. Where its form was sent
    once more in the meantime, that moment holds the form's key, and this one gets another.
    """
    kept = DeletedMoment.objects.of(by).since(now - UNDO_DELETING).select_for_update().get(pk=row)
    taken = Moment.objects.of(by).filter(submission_key=kept.submission_key).exists()
    moment = Moment(
        id=kept.pk,
        organisation_id=kept.organisation_id,
        membership=by,
        felt_at=kept.felt_at,
        local_day=kept.local_day,
        version=kept.version,
        submission_key=uuid4() if taken else kept.submission_key,
        changed_at=now,
        sealed=kept.sealed,
    )
    moment.save(force_insert=True)
    DeletedMoment.objects.of(by).filter(pk=row).delete()
    Ports.moment_saved(by, {moment.local_day})
    return moment


@transaction.atomic
def purge_deleted(*, now: dt.datetime) -> int:
    """End for good what was deleted more than seven days ago, with all that it held before.

    In any scope: of one organisation, or of the installation. Returns how many moments.
    """
    due = DeletedMoment.objects.before(now - UNDO_DELETING)
    rows = list(due.values_list("pk", flat=True))
    EarlierVersion.objects.filter(moment__in=rows).delete()
    # A window that stood open may have kept a draft after its moment was deleted.
    drop_drafts_of_all(forms=[edit_form(row) for row in rows])
    DeletedMoment.objects.filter(pk__in=rows).delete()
    return len(rows)


@transaction.atomic
def add_own_word(*, by: Membership, kind: str, text: str, place: str, now: dt.datetime) -> OwnWords:
    """A word or trigger of her own. Raises journal.own.CannotAdd, people.sealing.SealBroken."""
    own = _locked_own(by).with_word(kind, text, place, row=uuid4())
    _keep_own(by, own, now)
    return own


@transaction.atomic
def add_own_words(*, by: Membership, words: Iterable[Own], now: dt.datetime) -> OwnWords:
    """Those of another time whose codes are not here any more. Raises people.sealing.SealBroken."""
    present = _locked_own(by)
    own = present.joined(words)
    if own != present:
        _keep_own(by, own, now)
        _count_anew(by, {each.code for each in own.words} - {each.code for each in present.words}, now)
    return own


@transaction.atomic
def stop_offering(*, by: Membership, code: str, now: dt.datetime) -> OwnWords:
    """Offer an own word no longer. Moments that name it keep it. Raises people.sealing.SealBroken."""
    own = _locked_own(by).without(code)
    _keep_own(by, own, now)
    return own


def report_unopened(*, by: Membership, rows: Iterable[UUID], now: dt.datetime) -> None:
    """Record, once each, that moments of hers do not open: somebody changed the database."""
    for row in rows:
        report_broken(member=by, table=TABLE, row=row, now=now)


def _insert(
    by: Membership, document: MomentDocument, felt_at: dt.datetime, submission_key: UUID, now: dt.datetime
) -> Moment:
    moment = Moment(
        organisation_id=by.organisation_id,
        membership=by,
        felt_at=felt_at,
        local_day=local_day(felt_at, document.zone, by.user.day_ends_at),
        submission_key=submission_key,
        changed_at=now,
    )
    moment.sealed = seal_moment(open_key(by), moment, document)
    moment.save(force_insert=True)
    return moment


def _sent_again(
    by: Membership, first: Moment, document: MomentDocument, felt_at: dt.datetime | None, form: str
) -> Moment:
    """`felt_at` is None where no time was told, as on the quick form."""
    kept = open_moment(open_key(by), first)
    is_same = kept.as_json() | {"zone": ""} == document.as_json() | {"zone": ""}
    if not is_same or felt_at not in (None, first.felt_at):
        raise SavedOtherwise(first)
    drop_draft(membership=by, form=form)
    return first


def _keep_version(moment: Moment) -> None:
    EarlierVersion.objects.create(
        organisation_id=moment.organisation_id,
        membership_id=moment.membership_id,
        moment=moment.pk,
        version=moment.version,
        felt_at=moment.felt_at,
        changed_at=moment.changed_at,
        sealed=moment.sealed,
    )


def _locked_own(by: Membership) -> OwnWords:
    """Hers, while no other tab can change them: the membership's row stands for one that may not be yet."""
    Membership.objects.select_for_update().get(pk=by.pk)
    return opened_own(by)


def _keep_own(by: Membership, own: OwnWords, now: dt.datetime) -> None:
    row = OwnVocabulary(
        id=own_row(by.pk),
        organisation_id=by.organisation_id,
        membership=by,
        changed_at=now,
        sealed=seal_own(open_key(by), by.pk, own),
    )
    OwnVocabulary.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["membership"], update_fields=["changed_at", "sealed"]
    )


def _count_anew(by: Membership, codes: Set[str], now: dt.datetime) -> None:
    """Moments that named these before anybody knew them: what is remembered of their days is made anew."""
    opener, named = MomentOpener(open_key(by), by.pk), list[UUID]()
    for moment in Moment.objects.of(by).only("id", "membership_id", "sealed").iterator():
        with suppress(SealBroken):  # told where it is shown
            if not codes.isdisjoint(opener.open(moment).word_codes):
                named.append(moment.pk)
    for start in range(0, len(named), _AT_ONCE):
        Moment.objects.of(by).filter(pk__in=named[start : start + _AT_ONCE]).update(changed_at=now)


def _put_away(by: Membership, moment: Moment, now: dt.datetime) -> DeletedMoment:
    """Among the deleted, with the same id, which its seal is bound to."""
    deleted = DeletedMoment.objects.create(
        id=moment.pk,
        organisation_id=moment.organisation_id,
        membership=by,
        felt_at=moment.felt_at,
        local_day=moment.local_day,
        version=moment.version,
        submission_key=moment.submission_key,
        changed_at=moment.changed_at,
        deleted_at=now,
        sealed=moment.sealed,
    )
    Moment.objects.of(by).filter(pk=moment.pk).delete()
    drop_draft(membership=by, form=edit_form(moment.pk))
    Ports.moment_saved(by, {moment.local_day})
    return deleted
