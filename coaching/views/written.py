"""Pages on which somebody writes: feedback, which is checked before it is sent, and other words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from coaching.feedback.hints import checked
from coaching.forms import pointed_to
from coaching.queries.thread import entry_lines
from coaching.views.pages import CHANGE, SEND, carried, said
from journal.views.kept import Kept, keep_sent, kept_of
from people.drafts import form_token
from people.forms import PlainForm
from people.refusals import Refused
from people.requests import MemberRequest

Send = Callable[[Any], HttpResponse]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form for words: its draft's name, its kind and what makes it, its address, where it leads back.

    `readers` says who can read it once it is sent; `send` is what its button says.
    """

    draft: str
    of: type[PlainForm]
    make: Callable[..., Any]
    here: str
    back: str
    title: str
    readers: str
    send: str = ""
    back_text: str = ""
    lead: str = ""
    notice: str = ""


def write_checked(request: MemberRequest, sheet: Sheet, send: Send) -> HttpResponse:
    """Write feedback, look at it once more, send it. `send` may raise Refused; no word is lost."""
    now = timezone.now()
    if request.method != "POST":
        return _begun(request, sheet, now, "coaching/feedback_form.html")
    form = sheet.make(request.POST)
    if form.is_valid() and said(request) == SEND:
        answer = _sent(form, send)
        if answer is not None:
            return answer
    keep_sent(request, sheet.draft, now)
    if form.is_valid() and said(request) != CHANGE:
        return _check_page(request, sheet, form)
    return _page(request, sheet, form, Kept(), "coaching/feedback_form.html")


def write(
    request: MemberRequest, sheet: Sheet, send: Send, initial: dict[str, Any] | None = None
) -> HttpResponse:
    """Write words and send them. `send` may raise Refused and Anew; nothing that was typed is lost."""
    now = timezone.now()
    if request.method != "POST":
        return _begun(request, sheet, now, "coaching/words.html", initial)
    form = sheet.make(request.POST)
    if form.is_valid():
        try:
            answer = _sent(form, send)
        except Anew as anew:
            sheet = replace(sheet, here=anew.here, draft=anew.draft, notice=anew.notice)
        else:
            if answer is not None:
                return answer
    keep_sent(request, sheet.draft, now)
    return _page(request, sheet, form, Kept(), "coaching/words.html")


class Anew(Exception):
    """What would be replaced is not what it was: the form comes again, for what stands there now."""

    def __init__(self, *, here: str, draft: str, notice: str) -> None:
        super().__init__(here)
        self.here, self.draft, self.notice = here, draft, notice


def _sent(form: Any, send: Send) -> HttpResponse | None:
    try:
        return send(form)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None


def _begun(
    request: MemberRequest,
    sheet: Sheet,
    now: dt.datetime,
    template: str,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """The form with what was begun before."""
    kept = kept_of(request.membership, sheet.draft, sheet.of, now)
    first = {"submission_key": uuid4()} | (initial or {}) | kept.initial
    return _page(request, sheet, sheet.make(initial=first), kept, template)


def _page(request: MemberRequest, sheet: Sheet, form: Any, kept: Kept, template: str) -> HttpResponse:
    token = form_token(request.membership, sheet.draft)
    return render(request, template, {"sheet": sheet, "form": form, "kept": kept, "draft_token": token})


def _check_page(request: MemberRequest, sheet: Sheet, form: Any) -> HttpResponse:
    lines = entry_lines(form.document())
    person = getattr(form, "chosen", None)
    context = {
        "sheet": sheet,
        "form": form,
        "name": person.name if person else "",
        "lines": checked(lines),
        "pointed_to": pointed_to(*(line.value for line in lines)),
        "sent": carried(request),
        "draft_token": form_token(request.membership, sheet.draft),
    }
    return render(request, "coaching/feedback_check.html", context)
