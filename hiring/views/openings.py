"""Pages about openings: the list, a new one, one with its candidates; opening, closing, throwing away."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.actions.candidates import stand_as_sent
from hiring.adjustments.queries import queue_of, waiting_for
from hiring.forms import retention_words
from hiring.judgement.pages import situations_words
from hiring.models import Candidate, Opening
from hiring.openings.actions.states import close_opening, discard_opening, open_opening, start_opening
from hiring.openings.forms.job import NewOpeningForm
from hiring.openings.queries import task_list
from hiring.openings.readiness import Part
from hiring.openings.starter import starter
from hiring.permissions import can_hire, check_enter, check_hire
from hiring.queries import opening_of, opening_page, openings
from people.refusals import Refused
from people.requests import MemberRequest

View = Callable[..., HttpResponse]
# The lines of the task list.
NAMES = {
    Part.JOB: gettext_lazy("What the job needs"),
    Part.STAGES: gettext_lazy("Stages"),
    Part.GUIDE: gettext_lazy("Questions of the talk"),
    Part.RULE: gettext_lazy("The rule"),
    Part.TOLD: gettext_lazy("What candidates are told"),
    Part.TEAM: gettext_lazy("Who talks and who decides"),
}


def for_hr(view: View) -> View:
    """Closed by role alone: 403 with the reason for everybody else; a person alone has no such pages."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.membership.organisation.is_personal:
            raise Http404
        check_hire(request.membership)
        return view(request, *args, **kwargs)

    return guarded


def for_team(view: View) -> View:
    """For HR, and for whoever talks or decides for some opening: which ones the view's query says."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.membership.organisation.is_personal:
            raise Http404
        check_enter(request.membership)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
def list_openings(request: MemberRequest) -> HttpResponse:
    """The openings that she reaches, fifty a page; for whom none names, the sentence that none does.

    Every member may come here. Who talks or decides without being of HR finds the way under Preferences,
    where the link stands for all: whether a link is hers would be one more query on everybody's pages, and a
    flag beside her row would have to be kept true.
    """
    if request.membership.organisation.is_personal:
        raise Http404
    found = openings(request.membership, page_number(request), timezone.now())
    context = {"openings": found, "may_hire": can_hire(request.membership)}
    return render(request, "hiring/opening_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def new(request: MemberRequest) -> HttpResponse:
    """Begin a draft: with the starter pack, or with nothing in it."""
    form = NewOpeningForm(
        request.POST if request.method == "POST" else None, initial={"title": starter().title}
    )
    if request.method == "POST" and form.is_valid():
        made = start_opening(
            title=form.cleaned_data["title"],
            from_starter=request.POST.get("begin") != "empty",
            by=request.membership,
            now=timezone.now(),
        )
        return see_other("hiring:opening", opening_id=made.pk)
    return render(request, "hiring/opening_new.html", {"form": form})


@require_safe
@for_team
def show(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """A draft: its task list. One that is open: who stands where, and what was set. No score of anybody."""
    opening = opening_of(request.membership, opening_id)
    if opening is None:
        raise Http404
    if opening.state == Opening.State.DRAFT:
        return _tasks(request, opening)
    page = opening_page(opening, page_number(request), timezone.now(), reader=request.membership)
    context = {
        "page": page,
        "queue": queue_of(opening, request.membership),
        "kept": retention_words(opening.retention),
        "may_hire": can_hire(request.membership),
    }
    return render(request, "hiring/opening.html", context)


@require_POST
@for_hr
def open_it(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Open a draft; with a part missing its task list comes back and says so."""
    opening: Opening = get_object_or_404(Opening, pk=opening_id)
    try:
        open_opening(opening=opening, by=request.membership, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("The opening is open. Now invite somebody."))
    return see_other("hiring:opening", opening_id=opening.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def close(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Ask once, then close it for candidates."""
    opening: Opening = get_object_or_404(Opening, pk=opening_id)
    if request.method != "POST":
        return render(request, "hiring/opening_close.html", _closing(request, opening))
    try:
        close_opening(opening=opening, by=request.membership, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        for again in Candidate.objects.opened_again().filter(opening=opening).values_list("pk", flat=True):
            stand_as_sent(candidate_id=again, now=timezone.now())
        messages.success(request, _("The opening is closed."))
    return see_other("hiring:opening", opening_id=opening.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def discard(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Ask once, then throw a draft away. What was ever open is not found here."""
    drafts = Opening.objects.filter(state=Opening.State.DRAFT)
    opening: Opening = get_object_or_404(drafts, pk=opening_id)
    if request.method != "POST":
        return render(request, "hiring/opening_discard.html", {"opening": opening})
    try:
        discard_opening(opening=opening, by=request.membership, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
        return see_other("hiring:opening", opening_id=opening.pk)
    messages.success(request, _("The draft is thrown away."))
    return see_other("hiring:opening-list")


def _closing(request: MemberRequest, opening: Opening) -> dict[str, object]:
    """With how many wait for an answer of hers; for whom requests are no business of, nobody does."""
    return {"opening": opening, "waiting": dict(waiting_for(request.membership)).get(opening.pk, 0)}


def _tasks(request: MemberRequest, opening: Opening) -> HttpResponse:
    tasks = task_list(opening)
    lines = [
        (NAMES[each.part], f"hiring:opening-{each.part.value}", each.status.value) for each in tasks.tasks
    ]
    context = {
        "opening": opening,
        "tasks": tasks,
        "lines": lines,
        "situations": situations_words(opening),
    }
    return render(request, "hiring/opening_tasks.html", context)


def page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1


def see_other(name: str, **arguments: object) -> HttpResponseRedirect:
    """To another page, by GET whatever this was."""
    return HttpResponseRedirect(reverse(name, kwargs=arguments), status=303)
