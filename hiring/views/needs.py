"""A candidate's pages around the statements: what she needs, a trial, the voluntary questions after."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hiring.adjustments.actions import save_wishes
from hiring.adjustments.forms import WishesForm
from hiring.adjustments.queries import Asked, asked_by, display_of
from hiring.equality.actions import are_closed, keep_equality_answers
from hiring.equality.forms import EqualityForm
from hiring.forms import sort_sheet
from hiring.judgement.queries import situations_of
from hiring.models import Candidate
from hiring.retention import REGIMES
from hiring.trial import trial
from hiring.views.openings import see_other
from hiring.views.steps import for_candidates, onward, own_sitting, to_open_page
from hiring.views.taking import sheet_context
from people.refusals import Refused


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def adjustments(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """How her pages look, and what she asks HR for, with the answers. All of it may be left as it is."""
    if candidate.state == Candidate.State.WITHDRAWN:
        return onward(candidate)
    asked = asked_by(candidate)
    if request.method == "POST":
        form = WishesForm(request.POST, first=request.POST.get("then") == "first")
        if form.is_valid() and _saved(candidate, form):
            return _next(request, candidate, form)
    else:
        form = WishesForm(initial=_as_chosen(candidate, asked))
    opening = candidate.opening
    context = {"form": form, "candidate": candidate, "opening": opening, "asked": asked}
    # Where she has just written something, it stands in the form with the reason why it was not saved.
    ended = candidate.has_ended(timezone.now()) and not form.is_bound
    context |= {"limit": _limit_before(candidate), "ended": ended}
    context["is_floor"] = REGIMES[opening.retention].is_floor
    return render(request, "hiring/adjustments.html", context)


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def practice(request: HttpRequest, candidate: Candidate, number: int) -> HttpResponse:
    """Statements to try the answers with: nothing of it is kept."""
    if candidate.state != Candidate.State.STARTED:
        return onward(candidate)
    own = own_sitting(candidate)
    found = trial(own.asked, own.together)
    if not 1 <= number <= len(found.sheets):
        raise Http404
    form = None
    if request.method == "POST":
        form = sort_sheet(request.POST.dict(), found, found.sheets[number - 1])
        if not form.errors:
            if number < len(found.sheets):
                return see_other("hiring:candidate-practice", number=number + 1)
            return to_open_page(candidate, own)
    return render(request, "hiring/practice.html", sheet_context(found, number, form))


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """The voluntary questions, once, after sending; to skip them is as easy as to answer.

    The way here stands on her page as long as that does, and closed they look alike for everybody.
    """
    if candidate.state != Candidate.State.SENT:
        return onward(candidate)
    if are_closed(candidate, timezone.now()):
        return render(request, "hiring/about_you_closed.html", {"opening": candidate.opening})
    form = EqualityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if request.POST.get("then") == "skip":
            return see_other("hiring:candidate-done")
        if form.is_valid():
            try:
                keep_equality_answers(candidate=candidate, answers=form.answers(), now=timezone.now())
            except Refused as refusal:  # answered in another window, or decided a moment ago
                messages.info(request, str(refusal))
            return see_other("hiring:candidate-done")
    return render(request, "hiring/about_you.html", {"form": form, "opening": candidate.opening})


def _limit_before(candidate: Candidate) -> int | None:
    """Minutes for the situations, as long as she has not begun with them and can ask for more."""
    situations = situations_of(candidate) if candidate.sent_at is None else None
    return situations.minutes if situations is not None and situations.started_at is None else None


def _saved(candidate: Candidate, form: WishesForm) -> bool:
    try:
        save_wishes(candidate=candidate, wishes=form.told(), now=timezone.now())
    except Refused as refusal:
        form.add_error("text" if refusal.field else None, str(refusal))
        return False
    return True


def _next(request: HttpRequest, candidate: Candidate, form: WishesForm) -> HttpResponse:
    """Who asked first sees here what HR says; the others go on: to the trial before the first statement."""
    candidate = Candidate.objects.select_related("opening", "display").get(pk=candidate.pk)
    if form.first:
        messages.success(request, _("HR is asked. You get a message when the answer is there."))
        return see_other("hiring:candidate-adjustments")
    if candidate.state != Candidate.State.STARTED:
        return onward(candidate)
    found = own_sitting(candidate)
    if found.asked.items and not found.answers:
        return see_other("hiring:candidate-practice", number=1)
    return to_open_page(candidate, found)


def _as_chosen(candidate: Candidate, asked: tuple[Asked, ...]) -> dict[str, object]:
    """The form as she left it, with the text that still waits for HR, so that it can be changed."""
    display = display_of(candidate)
    waiting = [one.text for one in asked if one.answered_at is None]
    return {
        "one_statement": display.one_statement,
        "text_size": display.text_size,
        "spaced": display.spaced,
        "tinted": display.tinted,
        "text": waiting[0] if waiting else "",
    }
