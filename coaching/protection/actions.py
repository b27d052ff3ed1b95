"""Hiding a person, and reporting a thread. Neither is told to the one whom it concerns, nor in any audit but
for the reading of a report.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.mails import tell_contact
from coaching.models import KEEP_REPORT, HiddenPerson, Report, Thread
from coaching.permissions import check_share
from coaching.protection.documents import ReportDocument
from coaching.protection.drafted import report_form
from coaching.protection.queries import Opened, contact_of, find_report, opened_report, quoted_of
from coaching.protection.sealing import seal_report
from coaching.queries.thread import find_thread
from coaching.submissions import submission_of
from people.audit import record
from people.drafts import drop_draft
from people.keys import new_data_key, open_data_key, shred
from people.models import DataKey, Membership
from people.refusals import Refused


@transaction.atomic
def hide_person(*, row: UUID, by: Membership, now: dt.datetime) -> HiddenPerson:
    """Hide who gave her the feedback of this thread, from now on and what was said before.

    A second time changes nothing. Thread.DoesNotExist for whoever did not get this feedback.
    """
    thread = find_thread(by, row, now)
    if thread is None or thread.receiver_id != by.pk:
        raise Thread.DoesNotExist
    found: HiddenPerson = HiddenPerson.objects.get_or_create(
        owner=by, person=thread.giver, defaults={"organisation": by.organisation, "hidden_at": now}
    )[0]
    return found


@transaction.atomic
def show_again(*, person: UUID, by: Membership) -> None:
    """Hide her no longer. Nothing happens where she was not hidden."""
    HiddenPerson.objects.filter(owner=by, person=person).delete()


@transaction.atomic
def report_thread(
    *,
    row: UUID,
    text: str,
    chosen: Iterable[UUID],
    to: UUID | None,
    submission_key: UUID,
    by: Membership,
    now: dt.datetime,
) -> Report:
    """Send words about a thread, and the chosen messages of it, to the contact, the one that she was told of
    on the page. Once for the same form.

    Thread.DoesNotExist for whoever does not read the thread. Refused where no contact is named, where the
    contact is she herself, or is somebody else by now.
    """
    check_share(by)
    # Held until the end: of two clicks at once the second finds the report of the first.
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    thread = find_thread(by, row, now)
    if thread is None:
        raise Thread.DoesNotExist
    chosen = sorted(chosen)
    submission = submission_of(submission_key, row, text, chosen)
    before = Report.objects.filter(reporter=by, submission_key=submission).first()
    if before is not None:
        return before
    contact = contact_of(by)
    if contact is None:
        raise Refused(
            _("Your organisation has named nobody for reports. Nothing was sent; your words are kept.")
        )
    if contact.pk != to:
        raise Refused(
            _("Somebody else takes reports now. Nothing was sent. Look whom it goes to, then send it.")
        )
    document = ReportDocument(text, quoted_of(by, thread, chosen))
    report = _sealed(by, contact, thread, document, submission, now)
    drop_draft(membership=by, form=report_form(row))
    tell_contact(contact, now)
    return report


@transaction.atomic
def read_report(*, row: UUID, by: Membership, now: dt.datetime) -> Opened:
    """Open a report as its contact: recorded before anything is shown. Report.DoesNotExist for others."""
    report = find_report(by, row, hold=True)
    if report is None:
        raise Report.DoesNotExist
    first = report.first_read_at or now
    Report.objects.filter(pk=row).update(first_read_at=first, last_read_at=now)
    record(
        organisation=by.organisation,
        actor=by,
        act="report.read",
        kind="report",
        object_id=report.pk,
        subject=report.reporter_id,
        now=now,
    )
    return opened_report(by, report)


@transaction.atomic
def forget_report(*, row: UUID, now: dt.datetime) -> bool:
    """Delete a report with its key once its time is over; whether it was. In its scope."""
    report = Report.objects.select_for_update().filter(pk=row, sent_at__lte=now - KEEP_REPORT).first()
    if report is None:
        return False
    report.delete()
    shred(report.key_id)
    return True


def due_reports(now: dt.datetime) -> Iterable[UUID]:
    """Reports of the organisation in scope for `forget_report` to look at."""
    return list(Report.objects.filter(sent_at__lte=now - KEEP_REPORT).values_list("pk", flat=True))


def _sealed(
    by: Membership,
    contact: Membership,
    thread: Thread,
    document: ReportDocument,
    submission: UUID,
    now: dt.datetime,
) -> Report:
    key = new_data_key(purpose=DataKey.Purpose.REPORT, organisation=by.organisation)
    report = Report(
        id=uuid4(),
        organisation=by.organisation,
        reporter=by,
        contact=contact,
        thread=thread.pk,
        sent_at=now,
        submission_key=submission,
        key=key,
    )
    report.sealed = seal_report(open_data_key(key.pk), report, document)
    report.save(force_insert=True)
    return report
