"""Sharing a thing, and what ends it. Her own acts leave no audit record: whether she shares is hers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.feedback.drafted import forms_of
from coaching.kinds import KINDS, Thing, kind_of
from coaching.mails import tell_reader
from coaching.models import DAYS, KEEP_REST, KEEP_THREAD, Share, Thread
from coaching.permissions import check_share
from coaching.queries.sharing import find_sent
from coaching.sealing import seal_snapshot
from coaching.submissions import submission_of
from coaching.visibility import ending_of, supervisors_of, with_standing
from people.drafts import drafted_forms, drop_draft, drop_drafts_of_all
from people.keys import new_data_key, open_data_key, shred
from people.models import DataKey, Membership
from people.notice_kinds import SHARED, WITHDRAWN
from people.refusals import Refused

_SHARE_FORM = "coaching:share:"


class ChangedSince(Exception):
    """The thing was changed after what would be shared of it was checked."""


class NotThere(LookupError):
    """There is no such thing of hers to share."""


def share_form(kind: str, row: UUID) -> str:
    """The name of the draft of what she is about to share."""
    return f"{_SHARE_FORM}{kind}:{row}"


def answer_form(share: UUID) -> str:
    return f"coaching:answer:{share}"


def reply_form(thread: UUID) -> str:
    return f"coaching:reply:{thread}"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What she chose: with whom, which parts, her question, for how many days."""

    reader: UUID
    parts: tuple[str, ...]
    question: str
    days: int

    def submission(self, row: UUID, key: UUID) -> UUID:
        """Of a form with this key, about this thing."""
        return submission_of(key, row, self.reader, sorted(self.parts), self.question, self.days)


@transaction.atomic
def share_thing(
    *,
    kind: Share.Kind,
    row: UUID,
    version: str,
    chosen: Chosen,
    submission_key: UUID,
    by: Membership,
    now: dt.datetime,
) -> Share:
    """Seal the chosen parts of a thing of hers for one person. The same from the same form gives the same
    share.

    `version` is the thing's as she checked it: ChangedSince where it has another by now. NotThere for one
    that is not hers. Refused for whoever does not look after her team, and where this form's share has ended:
    she is never told that somebody reads what nobody can.
    """
    check_share(by)
    # Held until the end: of two clicks at once the second finds the share of the first.
    thing = kind_of(kind).find(by, row, now, hold=True)
    if thing is None:
        raise NotThere
    submission = chosen.submission(row, submission_key)
    before = find_sent(by, submission)
    if before is not None:
        return _still_on(before, now)
    if thing.version != version:
        raise ChangedSince
    if chosen.days not in DAYS:
        raise Refused(_("Select how long it is shared."), field="days")
    if chosen.reader not in supervisors_of(by):
        raise Refused(_("Select a person who looks after your team."), field="reader")
    share = _sealed(kind, thing, chosen, submission, by=by, now=now)
    drop_draft(membership=by, form=share_form(kind, row))
    tell_reader(share, SHARED, now)
    return share


@transaction.atomic
def stop_sharing(*, row: UUID, by: Membership, now: dt.datetime) -> Share:
    """Take it back: from the next request on it is not there for the other. A second time nothing is left
    to do. Share.DoesNotExist for one that is not hers.
    """
    mine = with_standing(Share.objects.all(), by).select_for_update(of=("self",))
    share: Share = mine.get(pk=row)
    if share.ended_at is None:
        before = ending_of(share, now)
        _end(share, before or Share.Ending.WITHDRAWN, now)
        if before is None:  # else it was over for the other already, and what is done here is none of hers
            tell_reader(share, WITHDRAWN, now)
    return share


@transaction.atomic
def end_due(*, row: UUID, now: dt.datetime) -> bool:
    """End a share that nobody can open any more, so that it cannot come back either. In its scope."""
    held = Share.objects.select_for_update().filter(pk=row, ended_at=None).first()
    share = with_standing(Share.objects.filter(pk=row), held.owner).first() if held else None
    ending = ending_of(share, now) if share else None
    if share is None or ending is None:
        return False
    _end(share, ending, now)
    return True


@transaction.atomic
def forget_ended(*, row: UUID, now: dt.datetime) -> bool:
    """Delete what is left of an ended share once its time is over; whether anything was.

    After 30 days the unreadable rest of what was shared, and the whole row where nothing was said about it;
    a year after its last word the thread as well, with its key.
    """
    share = Share.objects.select_for_update().filter(pk=row, ended_at__lte=now - KEEP_REST).first()
    if share is None:
        return False
    thread = Thread.objects.filter(share=share).first()
    if thread is None or thread.last_at <= now - KEEP_THREAD:
        forms = _forms_about(row, thread)
        share.delete()
        if thread is not None:
            shred(thread.key_id)
        drop_drafts_of_all(forms=forms)
        return True
    return bool(Share.objects.filter(pk=row, sealed__isnull=False).update(sealed=None))


def forget_half_shared() -> None:
    """Delete what was half chosen of things that nobody can bring back. In the scope of an organisation."""
    for code, kind in KINDS.items():
        beginning = f"{_SHARE_FORM}{code}:"
        forms = {form: UUID(form.removeprefix(beginning)) for form in drafted_forms(beginning)}
        kept = kind.kept(forms.values())
        drop_drafts_of_all(forms=[form for form, row in forms.items() if row not in kept])


def due_shares(now: dt.datetime) -> Iterable[UUID]:
    """Shares of the organisation in scope for `end_due` and `forget_ended` to look at."""
    still_on = Share.objects.filter(ended_at=None)
    over = Share.objects.filter(ended_at__lte=now - KEEP_REST)
    return [*still_on.values_list("pk", flat=True), *over.values_list("pk", flat=True)]


def _still_on(before: Share, now: dt.datetime) -> Share:
    if ending_of(before, now) is not None:
        raise Refused(_("You shared this before, and that has ended. To share it anew, check it once more."))
    return before


def _sealed(
    kind: Share.Kind, thing: Thing, chosen: Chosen, submission: UUID, *, by: Membership, now: dt.datetime
) -> Share:
    snapshot = thing.snapshot(chosen.parts, chosen.question)
    key = new_data_key(purpose=DataKey.Purpose.SHARE, organisation=by.organisation)
    share = Share(
        id=uuid4(),
        organisation=by.organisation,
        owner=by,
        reader_id=chosen.reader,
        kind=kind,
        source=thing.id,
        shared_at=now,
        expires_at=now + dt.timedelta(days=chosen.days),
        submission_key=submission,
        snapshot_key=key,
    )
    share.sealed = seal_snapshot(open_data_key(key.pk), share, snapshot)
    share.save(force_insert=True)
    return share


def _end(share: Share, ending: Share.Ending, now: dt.datetime) -> None:
    """Its key goes at once, and what the other had begun to write about it; what she began stays hers,
    and what a second person of the thread began, who still reads that, stays too.
    """
    key = share.snapshot_key_id
    assert key is not None  # share_has_a_key_until_it_ends
    share.snapshot_key, share.ended_at, share.ending = None, now, ending
    share.save(update_fields=["snapshot_key", "ended_at", "ending"])
    shred(key)
    forms = _forms_about(share.pk, Thread.objects.filter(share=share).first())
    drop_drafts_of_all(forms=forms, of=share.reader_id)


def _forms_about(share: UUID, thread: Thread | None) -> tuple[str, ...]:
    said = (reply_form(thread.pk), *forms_of(thread.pk)) if thread else ()
    return (answer_form(share), *said)
