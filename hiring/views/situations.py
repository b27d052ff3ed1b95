"""The situations: a candidate's pages, one situation each, and HR's two: what an opening asks, whose time."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hiring.forms import SheetForm
from hiring.judgement.actions.answers import begin_situations, grant_time, rate_ways, rate_ways_later
from hiring.judgement.actions.settings import Use, choose_situations
from hiring.judgement.forms import SituationsForm, TimeForm, sort_sheet
from hiring.judgement.pages import situation_page
from hiring.judgement.queries import Situations, newest_key, situations_of
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.timing import Pace, minutes_left
from hiring.models import Candidate, JudgementSetting, JudgementSitting, Opening
from hiring.permissions import check_adjust
from hiring.views.openings import for_hr, see_other
from hiring.views.steps import for_candidates, later_page, onward, refused
from people.refusals import Refused
from people.requests import MemberRequest


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    """What comes, and how long she has; POST starts the clock where there is one."""
    found = _asked(candidate)
    if candidate.state != Candidate.State.STARTED or found.started_at is not None:
        return onward(candidate)
    if request.method == "POST":
        try:
            begin_situations(candidate=candidate, now=timezone.now())
        except Refused as refusal:
            return refused(request, str(refusal), candidate, quiet=False)
        return see_other("hiring:situation", number=1)
    context = {"found": found, "minutes": found.minutes, "opening": candidate.opening}
    return render(request, "hiring/situations_begin.html", context)


@for_candidates
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, candidate: Candidate, number: int) -> HttpResponse:
    """One situation; every way to leave it keeps what was answered."""
    found, now = _asked(candidate), timezone.now()
    if candidate.state != Candidate.State.STARTED:
        return onward(candidate)
    if not 1 <= number <= len(found.sheets.scenarios):
        raise Http404
    if found.started_at is None:
        return see_other("hiring:situations")
    if request.method == "POST":
        return _answer(request, candidate, found, number)
    return _time_over(request) if found.is_over(now) else _show(request, found, number)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def settings(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """What a draft does with situations: nothing, practice, or a part of the decision by a frozen key."""
    opening = get_object_or_404(Opening, pk=opening_id, state=Opening.State.DRAFT)
    key = newest_key()
    posted = request.POST if request.method == "POST" else None
    form = SituationsForm(posted, initial=_initial(opening), has_key=key is not None)
    if form.is_bound and form.is_valid():
        use, seconds = form.told()
        try:
            choose_situations(
                opening=opening, use=use, seconds=seconds, by=request.membership, now=timezone.now()
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return see_other("hiring:opening", opening_id=opening.pk)
    experts = key.document["experts"] if key else 0
    context = {
        "form": form,
        "opening": opening,
        "experts": experts,
        "test": judgement_test(KEY, VERSION),
    }
    return render(request, "hiring/situations_settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def time(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """How much time one candidate has, where the opening sets one at all."""
    candidate: Candidate = get_object_or_404(Candidate.objects.shown(), pk=candidate_id)
    check_adjust(request.membership, candidate)
    get_object_or_404(JudgementSetting, opening=candidate.opening_id, seconds__isnull=False)
    there = JudgementSitting.objects.filter(candidate=candidate).first()
    posted = request.POST if request.method == "POST" else None
    form = TimeForm(posted, initial={"pace": there.pace if there else Pace.USUAL.value})
    if form.is_bound and form.is_valid():
        pace = Pace(form.cleaned_data["pace"])
        try:
            grant_time(candidate=candidate, pace=pace, by=request.membership, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The time is saved."))
            return see_other("hiring:candidate", candidate_id=candidate.pk)
    return render(request, "hiring/candidate_time.html", {"form": form, "candidate": candidate})


def _asked(candidate: Candidate) -> Situations:
    found = situations_of(candidate)
    if found is None:
        raise Http404
    return found


def _initial(opening: Opening) -> dict[str, object]:
    there = JudgementSetting.objects.filter(opening=opening).first()
    if there is None:
        return {"use": Use.OFF.value}
    use = Use.PRACTICE if there.for_practice else Use.DECISION
    return {"use": use.value, "minutes": there.seconds // 60 if there.seconds else None}


def _answer(request: HttpRequest, candidate: Candidate, found: Situations, number: int) -> HttpResponse:
    quiet, then, now = "quiet" in request.GET, request.POST.get("then", ""), timezone.now()
    form = sort_sheet(request.POST.dict(), found.sheets, number, may_skip=True)
    try:
        if then == "later" and not quiet:
            return _later(request, candidate, form)
        rate_ways(candidate=candidate, ratings=form.answers, now=now)
    except Refused as refusal:
        if refusal.field == "time" and not quiet:
            return _time_over(request)
        return refused(request, str(refusal), candidate, quiet=quiet)
    if quiet:
        return JsonResponse({"saved": ""})
    if then == "back":
        return see_other("hiring:situation", number=max(1, number - 1))
    if form.errors:
        return _show(request, found, number, form)
    if "check" in request.GET or number == len(found.sheets.scenarios):
        return see_other("hiring:candidate-check")
    return see_other("hiring:situation", number=number + 1)


def _time_over(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("The time for the situations is over. What you answered before is saved."))
    return see_other("hiring:candidate-check")


def _later(request: HttpRequest, candidate: Candidate, form: SheetForm) -> HttpResponse:
    return later_page(request, rate_ways_later(candidate=candidate, ratings=form.answers, now=timezone.now()))


def _show(
    request: HttpRequest, found: Situations, number: int, form: SheetForm | None = None
) -> HttpResponse:
    context = situation_page(found.sheets, number, form, may_skip=True) | {
        "address": request.get_full_path(),
        "quiet": f"{request.path}?quiet=1",
        "minutes": minutes_left(found.ends, timezone.now()) if found.ends else None,
        "is_timed": found.ends is not None,
    }
    return render(request, "hiring/situation.html", context)
