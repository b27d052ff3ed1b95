"""Hiding a person, reporting a thread, and the pages of the contact who takes reports."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.models import Report, Thread
from coaching.protection.actions import hide_person, read_report, report_thread, show_again
from coaching.protection.drafted import report_form
from coaching.protection.forms import ReportForm
from coaching.protection.queries import (
    choices_of,
    contact_of,
    find_own_report,
    find_report,
    hidden_people,
    own_report,
    reports_of,
    reports_to,
    sent_about,
)
from coaching.queries.sharing import code_of
from coaching.queries.thread import others_of
from coaching.queries.told import address
from coaching.views.feedback import thread_of
from coaching.views.pages import (
    for_sharers,
    hands_back,
    limited,
    not_yet,
    only_ahead,
    page_number,
    see_other,
)
from coaching.views.written import Sheet, write
from people.models import Membership
from people.queries import report_contact_of
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
def hide(request: MemberRequest, row: UUID) -> HttpResponse:
    """One question first: what this person says to her goes out of her lists."""
    me = request.membership
    thread = thread_of(request, row)
    if thread.receiver_id != me.pk:
        raise Http404
    if request.method != "POST":
        return render(request, "coaching/hide.html", {"row": row, "name": thread.giver.user.name})
    try:
        hide_person(row=row, by=me, now=timezone.now())
    except Thread.DoesNotExist:  # it has ended in this moment
        raise Http404 from None
    messages.success(request, _("%(name)s is hidden for you.") % {"name": thread.giver.user.name})
    return see_other("coaching:hidden")


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
def hidden(request: MemberRequest) -> HttpResponse:
    """Whom she hides; a button beside each shows that person again."""
    people = hidden_people(request.membership)
    if request.method == "POST":
        named = {each.code: each for each in people}
        person = named.get(request.POST.get("person", ""))
        if person is not None:
            show_again(person=person.id, by=request.membership)
            messages.success(request, _("%(name)s is not hidden any more.") % {"name": person.name})
        return see_other("coaching:hidden")
    return render(request, "coaching/hidden.html", {"people": people})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
@hands_back
def report(request: MemberRequest, row: UUID) -> HttpResponse:
    """Words to the contact of the organisation, and what of the thread goes with them."""
    me = request.membership
    thread = thread_of(request, row)
    contact = contact_of(me)
    if contact is None and request.method != "POST":
        return render(request, "coaching/report_nobody.html", {"row": row, "sent": sent_about(me, row)})
    sheet = Sheet(
        draft=report_form(row),
        of=ReportForm,
        make=partial(ReportForm, offered=choices_of(me, thread), contact=_code(me, contact)),
        here=address("coaching:report", row),
        back=address("coaching:feedback", row),
        title=_("Report this thread"),
        lead=_lead(request, thread, contact),
        readers=_readers(contact),
        send=_("Send the report"),
    )
    return write(request, sheet, partial(_reported, request, row, contact))


@require_safe
@for_sharers
def list_reports(request: MemberRequest) -> HttpResponse:
    """What was reported to her, where her organisation has named her for that, and what she reported."""
    me = request.membership
    page = reports_to(me, page_number(request))
    if page.newer_href and not page.rows:  # an old address: what stood there has gone
        return see_other("coaching:reports")
    takes = page.rows or report_contact_of(me.organisation) == me
    sent = () if page.newer_href else reports_of(me)
    return render(request, "coaching/report_list.html", {"page": page, "sent": sent, "takes": takes})


@require_safe
@for_sharers
def read(request: MemberRequest, row: UUID) -> HttpResponse:
    """One report. That its contact opens it is recorded before she sees it, each time."""
    me = request.membership
    own = find_own_report(me, row)
    if own is not None:
        told = own_report(me, own, timezone.now())
        return render(request, "coaching/report_read.html", {"report": told, "is_own": True})
    if only_ahead(request):
        return not_yet(request, there=find_report(me, row) is not None)
    try:
        opened = read_report(row=row, by=me, now=timezone.now())
    except Report.DoesNotExist:
        raise Http404 from None
    return render(request, "coaching/report_read.html", {"report": opened})


def _code(me: Membership, contact: Membership | None) -> str:
    return code_of(me, contact.pk) if contact else ""


def _readers(contact: Membership | None) -> str:
    if contact is None:
        return _("Nobody but you would read this now.")
    told = _("You and %(name)s can read this once it is sent. Nobody else is told.")
    return told % {"name": contact.user.name}


def _lead(request: MemberRequest, thread: Thread, contact: Membership | None) -> str:
    """To whom it goes, and whether that is somebody of the thread; what she has reported about it before."""
    name = {"name": contact.user.name if contact else ""}
    told = [_("Your organisation has named nobody for reports yet. An admin can do that.")]
    if contact is not None:
        told = [_("It goes to %(name)s, whom your organisation has named for this.") % name]
    if contact is not None and contact in others_of(thread, request.membership):
        told.append(_("%(name)s reads this thread, too. Under Support you find whom else to talk to.") % name)
    for each in sent_about(request.membership, thread.pk):
        opened = _("It was opened on %(at)s.") if each.opened else _("It is not opened yet.")
        told += [
            _("You sent a report to %(to)s on %(at)s.") % {"to": each.name, "at": each.at},
            opened % {"at": each.opened},
        ]
    return " ".join(told)


def _reported(
    request: MemberRequest, row: UUID, contact: Membership | None, form: ReportForm
) -> HttpResponse:
    """Raises Refused."""
    me = request.membership
    told = contact is not None and form.cleaned_data["version"] == _code(me, contact)
    try:
        report_thread(
            row=row,
            text=form.cleaned_data["text"],
            chosen=form.chosen(),
            to=contact.pk if contact and told else None,
            submission_key=form.cleaned_data["submission_key"],
            by=me,
            now=timezone.now(),
        )
    except Thread.DoesNotExist:  # taken back in this moment
        raise Http404 from None
    messages.success(request, _("Your report is sent. Nobody but its reader is told."))
    return see_other("coaching:feedback", row)
