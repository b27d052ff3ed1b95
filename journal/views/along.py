"""Taking moments along as files, bringing them in from a file, and printing them."""

import datetime as dt
from collections.abc import Callable, Iterator

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions import report_unopened
from journal.along.actions import drop_file, keep_file, take_in
from journal.along.forms import MOST_MOODS, ChoicesForm, FileForm
from journal.along.queries import (
    Check,
    Journey,
    check_of,
    mark_of,
    not_opened_sentence,
    read_brought,
    waiting_file,
)
from journal.along.queries import printed as printed_moments
from journal.along.words import unreadable_sentence
from journal.exchange.carried import Carried, Unreadable
from journal.exchange.mapping import as_moments, moods_of
from journal.queries.opened import first_day, today_of
from journal.sealing import TABLE_OF_OWN, own_row
from people.actions.seals import report_broken
from people.again import has_said_again, say_again
from people.keys import open_key
from people.models import Membership
from people.readers import readers_sentence
from people.requests import MemberRequest
from people.scope import member_scope

Write = Callable[[Journey], Iterator[str]]
FILES: dict[str, tuple[str, Write]] = {
    "json": ("application/json", Journey.as_json),
    "md": ("text/markdown; charset=utf-8", Journey.as_markdown),
    "csv": ("text/csv; charset=utf-8", Journey.as_table),
}
PERIODS = (7, 28, 84, 365)


@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="bring_file")
def along(request: MemberRequest) -> HttpResponse:
    """Files to take along, and the form for one to bring; a file that can be read goes on to its check."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request.membership, form.data_of_file(), timezone.now())
        except Unreadable as unreadable:
            form.add_error("file", unreadable_sentence(unreadable))
        else:
            return _see("journal:along-check")
    kind = request.GET.get("ready", "")
    context = {
        "form": form,
        "ready": kind if kind in FILES and has_said_again(request) else "",
        "readers": readers_sentence(request.membership, "moment"),
    }
    return render(request, "journal/along.html", context)


@require_safe
def file(request: MemberRequest, kind: str) -> HttpResponseBase:
    """All moments as a file, in pieces; whoever sits at the desk says first who she is."""
    if kind not in FILES:
        raise Http404
    if not has_said_again(request):
        return say_again(back=f"{reverse('journal:along')}?ready={kind}")
    now = timezone.now()
    content_type, write = FILES[kind]
    return StreamingHttpResponse(
        _sent(request.membership, write, now),
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="moments-{now:%Y-%m-%d}.{kind}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest) -> HttpResponse:
    """What the waiting file would bring; POST takes it in. A file that is gone leads back."""
    me, now = request.membership, timezone.now()
    data = waiting_file(me)
    if data is None:
        return _see("journal:along")
    try:
        told = check_of(me, read_brought(me, data, now))
    except Unreadable as unreadable:  # kept by a version that could read it
        drop_file(by=me)
        messages.info(request, unreadable_sentence(unreadable))
        return _see("journal:along")
    mark = mark_of(data, told)
    if request.POST.get("seen", mark) != mark:  # another window has sent another file
        messages.info(request, _("This page had grown old. Here is what would come in now."))
        return _see("journal:along-check")
    form = ChoicesForm(request.POST if request.method == "POST" else None, check=told)
    if request.method == "POST" and form.is_valid():
        number = take_in(moments=_moments(me, told, form), words=told.found.words, by=me, now=now)
        messages.success(request, _came_in(number, told.words))
        return _see("journal:moment-list")
    context = {"check": told, "form": form, "mark": mark, "readers": readers_sentence(me, "moment")}
    return render(request, "journal/along_check.html", context)


@require_POST
def drop(request: MemberRequest) -> HttpResponse:
    """Forget the waiting file."""
    drop_file(by=request.membership)
    messages.info(request, _("The file is forgotten. Nothing was brought in."))
    return _see("journal:along")


@require_safe
def printed(request: MemberRequest) -> HttpResponse:
    """Moments of a period, each with all its fields, for paper."""
    me, now = request.membership, timezone.now()
    told = request.GET.get("period", "")
    days = next((each for each in PERIODS if str(each) == told), PERIODS[0])
    last = today_of(me, now)
    page = printed_moments(me, first_day(last, days), last)
    report_unopened(by=me, rows=page.unopened, now=now)
    context = {
        "page": page,
        "days": days,
        "periods": [(each, _("Last %(days)d days") % {"days": each}) for each in PERIODS],
        "not_opened": not_opened_sentence(len(page.unopened)) if page.unopened else "",
        "first": first_day(last, days),
        "last": last,
        "readers": readers_sentence(me, "moment"),
    }
    return render(request, "journal/moment_print.html", context)


def _keep(me: Membership, data: bytes, now: dt.datetime) -> None:
    """Only a file that can be read waits. Raises Unreadable."""
    found = read_brought(me, data, now)
    if len(moods_of(found.notes)) > MOST_MOODS:
        raise Unreadable("moods")
    keep_file(data=data, by=me, now=now)


def _sent(me: Membership, write: Write, now: dt.datetime) -> Iterator[str]:
    """The file, and afterwards a record of what did not open."""
    journey = Journey(me)
    yield from write(journey)
    with member_scope(me):
        report_unopened(by=me, rows=journey.unopened, now=now)
        if journey.own is None:
            report_broken(member=me, table=TABLE_OF_OWN, row=own_row(me.pk), now=now)


def _moments(me: Membership, told: Check, form: ChoicesForm) -> tuple[Carried, ...]:
    if told.found.moments:
        return told.found.moments
    secret, ends = open_key(me).secret, me.user.day_ends_at
    return as_moments(told.found, form.choices(), secret=secret, day_ends_at=ends)


def _came_in(number: int, words: int) -> str:
    if not number:
        return _("Your own words came in.") if words else _("Nothing new came in.")
    return ngettext("%(n)d moment came in.", "%(n)d moments came in.", number) % {"n": number}


def _see(name: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name), status=303)
