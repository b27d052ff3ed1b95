"""The quick form: a moment between two contacts."""

import datetime as dt
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.actions import NOW_FORM, SavedOtherwise, put_down
from journal.forms import MomentForm
from journal.queries.writing import trigger_chips
from journal.views.kept import Kept, keep, keep_sent, kept_of
from journal.views.told import tell_saved, tell_saved_before
from people.drafts import form_token
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """The quick form. With something missing it comes back with all that was typed, status 200."""
    now = timezone.now()
    if request.method == "POST":
        form = MomentForm(request.POST)
        if form.is_valid() and not form.found:
            return _save(request, form, now)
        keep_sent(request, NOW_FORM, now)
        form.chips = trigger_chips(request.membership, now)
        return _form_page(request, form, Kept())
    kept = kept_of(request.membership, NOW_FORM, MomentForm, now)
    initial = {"submission_key": uuid4()} | kept.initial
    return _form_page(
        request, MomentForm(initial=initial, chips=trigger_chips(request.membership, now)), kept
    )


def _save(request: MemberRequest, form: MomentForm, now: dt.datetime) -> HttpResponse:
    me, document = request.membership, form.document(request.user.time_zone)
    key = form.cleaned_data["submission_key"]
    try:
        moment = put_down(by=me, document=document, felt_at=now, submission_key=key, now=now)
    except SavedOtherwise as before:
        keep(request, NOW_FORM, now, but="submission_key")
        tell_saved_before(request, before.moment)
        return HttpResponseRedirect(reverse("journal:moment-write"), status=303)
    tell_saved(request, moment, document)
    return HttpResponseRedirect(reverse("today"), status=303)


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
