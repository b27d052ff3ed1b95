"""A person's own words and triggers: added, and no longer offered."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import add_own_word, stop_offering
from journal.forms import OwnWordForm
from journal.own import FEELING, TRIGGER, CannotAdd
from journal.queries.own import opened_own
from journal.words import corner_name, trigger_name
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: MemberRequest) -> HttpResponse:
    """Hers, and a form for one more. A document that does not open is told by people.middleware."""
    if "stop" in request.POST:
        stop_offering(by=request.membership, code=request.POST["stop"], now=timezone.now())
        messages.success(request, _("It is no longer offered. Moments that have it keep it."))
        return HttpResponseRedirect(reverse("journal:own-words"), status=303)
    form = OwnWordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added(request, form):
        messages.success(request, _("Added. It is offered from now on."))
        return HttpResponseRedirect(reverse("journal:own-words"), status=303)
    own = opened_own(request.membership)
    context = {
        "form": form,
        "feelings": [(each, corner_name(each.place)) for each in own.offered(FEELING)],
        "triggers": [(each, trigger_name(each.place)) for each in own.offered(TRIGGER)],
        "readers": readers_sentence(request.membership, "moment"),
    }
    return render(request, "journal/own_words.html", context)


def _added(request: MemberRequest, form: OwnWordForm) -> bool:
    kind, place = form.cleaned_data["place"].split(":")
    text = form.cleaned_data["text"]
    try:
        add_own_word(by=request.membership, kind=kind, text=text, place=place, now=timezone.now())
    except CannotAdd as refused:
        there = str(refused) == "there"
        form.add_error(
            "text",
            _("You have this word already.")
            if there
            else _("You have as many words as can be offered. Take one away first."),
        )
        return False
    return True
