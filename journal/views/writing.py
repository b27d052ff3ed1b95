"""The quick form: a moment between two contacts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import NOW_FORM, SavedOtherwise, save_moment
from journal.forms import MomentForm
from journal.queries.rows import clock
from people.actions.seals import report_broken
from people.drafts import drop_draft, form_token, keep_draft, read_draft
from people.models import Membership
from people.readers import readers_sentence
from people.requests import MemberRequest
from people.sealing import SealBroken


@dataclass(frozen=True, slots=True)
class Kept:
    """What the draft of the quick form gives back, and what is said about it."""

    initial: dict[str, Any] = field(default_factory=dict)
    told: str = ""
    broken: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """The quick form. With something missing it comes back with all that was typed, status 200."""
    now = timezone.now()
    if request.method == "POST":
        form = MomentForm(request.POST)
        if form.is_valid():
            return _save(request, form.cleaned_data, now)
        # Without scripts the form's own sending is what keeps a draft.
        if _anything_written(request.POST.dict()):
            _keep(request, now)
        else:
            drop_draft(membership=request.membership, form=NOW_FORM)
        return _form_page(request, form, Kept())
    kept = _kept(request.membership, now)
    return _form_page(request, MomentForm(initial={"submission_key": uuid4()} | kept.initial), kept)


def _save(request: MemberRequest, told: dict[str, Any], now: dt.datetime) -> HttpResponse:
    me, back = request.membership, "today"
    try:
        moment = save_moment(
            by=me,
            feelings=[told["feeling"]],
            triggers=[told["trigger"]],
            strength=int(told["strength"]),
            note=told["note"],
            submission_key=told["submission_key"],
            now=now,
        )
        messages.success(request, _("Saved %(time)s") % {"time": clock(moment.felt_at, me.user.time_zone)})
    except SavedOtherwise as before:
        _keep(request, now, but="submission_key")
        time = clock(before.moment.felt_at, me.user.time_zone)
        said = _("You saved this at %(time)s. What you changed since then is not saved yet: it is below.")
        messages.info(request, said % {"time": time})
        back = "journal:moment-write"
    return HttpResponseRedirect(reverse(back), status=303)


def _form_page(request: MemberRequest, form: MomentForm, kept: Kept) -> HttpResponse:
    key = form.cleaned_data["submission_key"] if form.is_bound else form.initial["submission_key"]
    context = {
        "form": form,
        "kept": kept,
        "submission_key": key,
        "draft_token": form_token(request.membership, NOW_FORM),
        "readers": readers_sentence(request.membership, "moment"),
    }
    return render(request, "journal/moment_write.html", context)


def _keep(request: MemberRequest, now: dt.datetime, *, but: str = "") -> None:
    fields = {name: values for name, values in request.POST.lists() if name != but}
    keep_draft(membership=request.membership, form=NOW_FORM, fields=fields, now=now)


def _kept(me: Membership, now: dt.datetime) -> Kept:
    """Her draft. One that does not open is recorded and must not keep her from writing."""
    try:
        draft = read_draft(me, NOW_FORM)
    except SealBroken as broken:
        report_broken(member=me, table=broken.table, row=broken.row, now=now)
        return Kept(broken=True)
    if draft is None:
        return Kept()
    typed = {name: values[-1] for name, values in draft.fields.items() if values}
    if not _anything_written(typed):
        return Kept()
    return Kept(initial=typed, told=_when(draft.saved_at, me.user.time_zone, now))


def _anything_written(fields: Mapping[str, Any]) -> bool:
    """Whether the form holds more than its own tokens: an autosave may come after all was cleared again."""
    return any(str(fields.get(name, "")).strip() for name in ("feeling", "trigger", "strength", "note"))


def _when(saved_at: dt.datetime, zone: str, now: dt.datetime) -> str:
    local = saved_at.astimezone(ZoneInfo(zone))
    if local.date() == now.astimezone(ZoneInfo(zone)).date():
        return _("We kept what you wrote at %(time)s.") % {"time": f"{local:%H:%M}"}
    day = date_format(local, "j F")
    return _("We kept what you wrote on %(day)s at %(time)s.") % {"day": day, "time": f"{local:%H:%M}"}
