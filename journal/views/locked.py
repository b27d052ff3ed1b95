"""Writing at a locked screen, where nothing is shown, and its owner's answer once she is back."""

import datetime as dt
from dataclasses import replace
from uuid import UUID, uuid4

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.forms import MomentForm
from journal.locked import answer_locked, save_locked, waiting_rows
from people.door import closed_until
from people.guards import while_locked
from people.hidden import is_hidden
from people.readers import readers_sentence
from people.requests import MemberRequest


@while_locked
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """The quick form at a locked screen: no draft, no words of hers, and after Save only that it is saved."""
    now = timezone.now()
    if not is_hidden(request) and closed_until(request, now) is None:
        return redirect("journal:moment-write")
    form = MomentForm(request.POST if request.method == "POST" else None, initial={"submission_key": uuid4()})
    if request.method == "POST" and form.is_valid() and not form.found and _may_write(request, form):
        _save(request, form, now)
        return HttpResponseRedirect(f"{reverse('journal:moment-locked')}?saved", status=303)
    key = form["submission_key"].value() if not form.is_bound else form.cleaned_data["submission_key"]
    told = {
        "form": form,
        "submission_key": key,
        "saved": "saved" in request.GET,
        "hidden": is_hidden(request),
    }
    return render(request, "journal/moment_locked.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: MemberRequest) -> HttpResponse:
    """What was written while the screen was locked; each is kept or deleted."""
    if request.method == "POST":
        _answer(request)
        return HttpResponseRedirect(reverse("journal:locked-list"), status=303)
    told = {
        "rows": waiting_rows(request.membership),
        "readers": readers_sentence(request.membership, "moment"),
    }
    return render(request, "journal/locked_list.html", told)


def _may_write(request: MemberRequest, form: MomentForm) -> bool:
    """Somebody else at her desk must not be able to fill her journal."""
    if ratelimit.consume(request, app="allauth.account", action="write_locked", user=request.user):
        return True
    form.add_error(None, _("That were many moments in an hour. Return to your page to write more."))
    return False


def _save(request: MemberRequest, form: MomentForm, now: dt.datetime) -> None:
    document = replace(form.document(request.user.time_zone), while_locked=True)
    key = form.cleaned_data["submission_key"]
    save_locked(by=request.membership, document=document, submission_key=key, now=now)


def _answer(request: MemberRequest) -> None:
    try:
        row = UUID(request.POST.get("moment", ""))
    except ValueError:
        raise Http404 from None
    keep = request.POST.get("then") == "keep"
    if answer_locked(by=request.membership, row=row, keep=keep, now=timezone.now()):
        messages.success(
            request,
            _("Kept in your journal.") if keep else _("Deleted. For seven days you can bring it back."),
        )
