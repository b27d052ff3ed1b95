"""What the pages of protection show: whom she hides, what she reported, what was reported to a contact."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from coaching.models import HiddenPerson, Message, Report, Thread
from coaching.protection.documents import Quoted
from coaching.protection.sealing import open_report
from coaching.queries.sharing import PAGE, Person, code_of
from coaching.queries.thread import entry_lines, find_thread
from coaching.queries.told import address, day_told, moment_told
from coaching.sealing import open_message
from people.keys import open_data_key, with_slot
from people.models import Membership
from people.queries import report_contact_of

# How much of a message names it among those to choose from.
SHORT = 80


@dataclass(frozen=True, slots=True)
class Choice:
    """One message of a thread that she may show: its id, what stands for it on her page, how it begins."""

    id: UUID
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A report of hers: to whom it went when, and when it was opened."""

    name: str
    at: str
    opened: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in the contact's list."""

    href: str
    name: str
    at: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A page of what was reported to her, newest first."""

    rows: tuple[ReportRow, ...]
    newer_href: str
    older_href: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A report as its contact reads it, or she who sent it: `name` is the other of the two.

    `is_cut` where what was shown of the thread is kept from her who reads it.
    """

    name: str
    at: str
    text: str
    quoted: tuple[Quoted, ...]
    is_cut: bool = False


def contact_of(member: Membership) -> Membership | None:
    """Who takes reports in her organisation: named by it, still there, and not she herself."""
    contact = report_contact_of(member.organisation)
    return None if contact is None or contact.pk == member.pk else contact


def hidden_people(owner: Membership) -> tuple[Person, ...]:
    """Whom she hides, by name; each with the code that stands for her on this person's pages."""
    found = HiddenPerson.objects.filter(owner=owner).order_by("person__user__name", "person")
    named = found.values_list("person", "person__user__name")
    return tuple(Person(pk, code_of(owner, pk), name) for pk, name in named)


def choices_of(viewer: Membership, thread: Thread) -> tuple[Choice, ...]:
    """What stands in the thread now, oldest first: the words that were not replaced.

    For a second person without the words: she reads them on the thread's page alone, where that is recorded.
    """
    is_second = thread.second_id == viewer.pk
    return tuple(
        Choice(message.pk, code_of(viewer, message.pk), _label(quoted, "" if is_second else _begins(quoted)))
        for message, quoted in _quoted(viewer, thread)
    )


def quoted_of(viewer: Membership, thread: Thread, chosen: Iterable[UUID]) -> tuple[Quoted, ...]:
    """These messages of the thread as they read; ids of others are left out."""
    wanted = set(chosen)
    return tuple(quoted for message, quoted in _quoted(viewer, thread) if message.pk in wanted)


def sent_about(reporter: Membership, thread: UUID) -> tuple[Sent, ...]:
    """What she reported about this thread, newest first."""
    found = Report.objects.filter(reporter=reporter, thread=thread).select_related("contact__user")
    return tuple(
        Sent(
            name=each.contact.user.name,
            at=moment_told(each.sent_at, reporter),
            opened=moment_told(each.first_read_at, reporter) if each.first_read_at else "",
        )
        for each in found.order_by("-sent_at", "-id")
    )


def reports_to(contact: Membership, page: int) -> ReportPage:
    """A page of her list in one query; one row more is read to see whether more follow."""
    start = (page - 1) * PAGE
    found = Report.objects.filter(contact=contact).select_related("reporter__user")
    rows = list(found.order_by("-sent_at", "-id")[start : start + PAGE + 1])
    return ReportPage(
        rows=tuple(_row(contact, each, each.reporter) for each in rows[:PAGE]),
        newer_href=f"?page={page - 1}" if page > 1 else "",
        older_href=f"?page={page + 1}" if len(rows) > PAGE else "",
    )


def reports_of(reporter: Membership) -> tuple[ReportRow, ...]:
    """What she reported, newest first: all of it, since it ends after a year."""
    found = Report.objects.filter(reporter=reporter).select_related("contact__user")
    return tuple(_row(reporter, each, each.contact) for each in found.order_by("-sent_at", "-id"))


def find_own_report(reporter: Membership, row: UUID) -> Report | None:
    """A report that she sent; None for all others."""
    found = with_slot(Report.objects.filter(pk=row, reporter=reporter), "key")
    report: Report | None = found.select_related("contact__user").first()
    return report


def own_report(reporter: Membership, report: Report, now: dt.datetime) -> Opened:
    """What she sent: her own words, and what she showed of the thread while that is open to her as one of the
    two it is between. What was taken back stays so, and a second person reads it nowhere unrecorded.

    Raises people.sealing.SealBroken.
    """
    told, thread = _opened(reporter, report, report.contact), find_thread(reporter, report.thread, now)
    if thread is not None and thread.second_id != reporter.pk:
        return told
    return replace(told, quoted=(), is_cut=bool(told.quoted))


def find_report(contact: Membership, row: UUID, *, hold: bool = False) -> Report | None:
    """A report that went to her; None for all others. `hold` it until the transaction ends."""
    found = Report.objects.filter(pk=row, contact=contact)
    whole = with_slot(found.select_for_update(of=("self",)) if hold else found, "key")
    report: Report | None = whole.select_related("reporter__user").first()
    return report


def opened_report(contact: Membership, report: Report) -> Opened:
    """Only in the transaction that records that it is read. Raises people.sealing.SealBroken."""
    return _opened(contact, report, report.reporter)


def _opened(viewer: Membership, report: Report, other: Membership) -> Opened:
    document = open_report(report)
    return Opened(other.user.name, moment_told(report.sent_at, viewer), document.text, document.quoted)


def _row(viewer: Membership, report: Report, other: Membership) -> ReportRow:
    return ReportRow(
        href=address("coaching:report-read", report.pk),
        name=other.user.name,
        at=day_told(report.sent_at, viewer),
        is_read=report.first_read_at is not None,
    )


def _quoted(viewer: Membership, thread: Thread) -> Iterable[tuple[Message, Quoted]]:
    key = open_data_key(thread.key_id)
    present = Message.objects.filter(thread=thread, replaced_by=None).select_related("author__user")
    for message in present.order_by("said_at", "id"):
        lines = tuple((line.name, line.value) for line in entry_lines(open_message(key, message)))
        yield message, Quoted(message.author.user.name, moment_told(message.said_at, viewer), lines)


def _label(quoted: Quoted, words: str) -> str:
    return ": ".join(filter(None, (f"{quoted.name}, {quoted.at}", words)))


def _begins(quoted: Quoted) -> str:
    words = " ".join(value for _name, value in quoted.lines)
    return words if len(words) <= SHORT else f"{words[:SHORT].rstrip()}…"
