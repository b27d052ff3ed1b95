"""The pages about one candidate: where she stands, the scorecard, only then the answers, the decision."""

from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.forms import BoundField
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.actions.candidates import send_new_link
from hiring.actions.scorecards import card_form, decide, lock_scorecard, open_profile, save_scorecard
from hiring.forms import DecisionForm, ScorecardForm
from hiring.guide import Guide, Question, named
from hiring.judgement.queries import result_of, situations_of
from hiring.keeping.queries import is_held
from hiring.models import Candidate, OpeningStage
from hiring.openings.queries import guide_of
from hiring.permissions import (
    can_adjust,
    can_hire,
    can_interview,
    can_read_profile,
    check_decide,
    check_interview,
    stands_outside,
)
from hiring.queries import Card, decisions, own_card, reopenings, sitting, status, switched_on, with_stages
from hiring.report import kept_drawing, profile_page
from hiring.talks.pages.cards import decided_rows, rated_rows
from hiring.talks.pages.ruling import ruling_page
from hiring.talks.queries.ruling import next_stage
from hiring.talks.queries.ruling import ruling as ruling_of
from hiring.views.gone import gone_page, who_left
from hiring.views.openings import for_hr, for_team, see_other
from people.actions.seals import report_broken
from people.drafts import form_token, read_draft
from people.refusals import Refused
from people.requests import MemberRequest
from people.sealing import SealBroken


@require_safe
@for_team
def show(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Where the candidate stands and what comes next; of the talk, one's own card alone."""
    found, member = _candidate(request, candidate_id), request.membership
    card, asked = own_card(found, member), guide_of(found.opening)
    reads, adjusts = can_read_profile(member, found), can_adjust(member, found)
    outside = stands_outside(member, found.opening_id)
    context = {
        "candidate": found,
        "status": status(found, tells_decided=reads or outside),
        "withdrawn": found.state == Candidate.State.WITHDRAWN,
        "held": is_held(found),
        "card": card,
        "is_timed": _is_timed(found),
        "locked": card is not None and card.locked_at is not None,
        "reads": reads,
        "may_hire": can_hire(member),
        "may_adjust": adjusts,
        "interviews": can_interview(member, found),
        "rated": rated_rows(asked, card.ratings) if card else (),
        "decisions": decided_rows(asked, decisions(found)) if reads else (),
        "next_stage": next_stage(found) if reads else None,
        "reopenings": reopenings(found) if outside or (reads and can_hire(member)) else (),
        "may_reopen": found.state == Candidate.State.SENT and _takes_openly(found, adjusts=adjusts),
    }
    return render(request, "hiring/candidate.html", context)


@require_POST
@for_hr
@rate_limit(action="invite")
def send_link(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Mail a new link."""
    found = _candidate(request, candidate_id)
    try:
        send_new_link(candidate=found, by=request.membership, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("A link is on its way to %(email)s.") % {"email": found.email})
    return see_other("hiring:candidate", candidate_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def scorecard(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """One's own card: kept as it is written, locked once."""
    if request.method == "POST" and (left := who_left(request, candidate_id)):
        return gone_page(request, left)
    found = _candidate(request, candidate_id)
    check_interview(request.membership, found)
    card, asked = own_card(found, request.membership), guide_of(found.opening)
    if request.method == "POST":
        return _write(request, found, asked)
    if found.state == Candidate.State.WITHDRAWN or (card is not None and card.locked_at is not None):
        return see_other("hiring:candidate", candidate_id=found.pk)
    kept = _kept(request, found, asked)
    return _form_page(
        request, found, ScorecardForm(guide=asked, initial=first_of_card(card) | kept), kept=bool(kept)
    )


@require_safe
@for_team
def profile(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """The answers as scores with ranges, recorded each time; closed until one's own card is locked."""
    found = _candidate(request, candidate_id)
    open_profile(candidate=found, by=request.membership, now=timezone.now())
    context = {"candidate": found, "components": switched_on(found.opening), "page": None}
    if found.state == Candidate.State.SENT:
        context["page"] = profile_page(sitting(found), own=False, draw=kept_drawing(found))
        judged = situations_of(found)
        context["result"] = result_of(judged) if judged else None
    return render(request, "hiring/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def make_decision(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Decide at the next talk, by name and with a reason; closed until one's own card is locked."""
    found = _candidate(request, candidate_id)
    if found.state == Candidate.State.WITHDRAWN:
        return see_other("hiring:candidate", candidate_id=found.pk)
    check_decide(request.membership, found)
    asked, stage = guide_of(found.opening), next_stage(found)
    form = DecisionForm(request.POST if request.method == "POST" else None, guide=asked)
    if request.method == "POST" and form.is_valid():
        try:
            at = _stage_sent(request, found)
            told = form.told()
            decide(candidate=found, verdict=told, by=request.membership, now=timezone.now(), stage=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is written down."))
            return see_other("hiring:candidate", candidate_id=found.pk)
    ruling = ruling_page(ruling_of(found), asked)
    context = {"form": form, "candidate": found, "stage": stage, "ruling": ruling}
    return render(request, "hiring/decision.html", context)


def _stage_sent(request: MemberRequest, found: Candidate) -> OpeningStage | None:
    """The talk that the page was about, so that a form that is sent twice does not decide the next one."""
    sent = request.POST.get("stage", "")
    talks = OpeningStage.objects.filter(opening=found.opening_id, kind=OpeningStage.Kind.INTERVIEW)
    return next((one for one in talks if str(one.pk) == sent), None)


def _candidate(request: MemberRequest, candidate_id: UUID) -> Candidate:
    """One of an opening that this person reaches; 404 for all others."""
    shown = with_stages(Candidate.objects.reached_by(request.membership)).select_related(
        "opening__organisation", "opening__own_guide", "opening__judgement"
    )
    found: Candidate = get_object_or_404(shown, pk=candidate_id)
    return found


def _takes_openly(candidate: Candidate, *, adjusts: bool) -> bool:
    """Whether she may still answer, as far as who looks may know.

    Days of her own tell that she asked HR for something, and that is for those who answer it.
    """
    now = timezone.now()
    return candidate.takes(now) and (adjusts or candidate.opening.takes(now))


def _is_timed(candidate: Candidate) -> bool:
    """Whether her opening sets a time, which HR can lengthen."""
    setting = getattr(candidate.opening, "judgement", None)
    return setting is not None and setting.seconds is not None


def first_of_card(card: Card | None) -> dict[str, object]:
    """The fields of a form with what the card says."""
    told: dict[str, object] = {}
    for code, (rating, evidence) in card.ratings.items() if card else ():
        told |= {f"rating_{code}": rating, f"evidence_{code}": evidence}
    return told


def _kept(request: MemberRequest, found: Candidate, asked: Guide) -> dict[str, object]:
    """What she sent when she was signed out, by field. A draft that does not open keeps her from nothing."""
    try:
        draft = read_draft(request.membership, card_form(found.pk))
    except SealBroken as broken:
        report_broken(member=request.membership, table=broken.table, row=broken.row, now=timezone.now())
        return {}
    fields = draft.fields if draft else {}
    names = {f"{what}_{one.code}" for one in asked.questions for what in ("rating", "evidence")}
    return {name: values[-1] for name, values in fields.items() if name in names and values and values[-1]}


def _write(request: MemberRequest, found: Candidate, asked: Guide) -> HttpResponse:
    quiet, locking = "quiet" in request.GET, request.POST.get("then", "lock") == "lock"
    form = ScorecardForm(request.POST, guide=asked, locking=locking and not quiet)
    whole = form.is_valid()
    if not locking and not _says_something(form) and own_card(found, request.membership) is None:
        # An empty card would stand for one that is owed, and who only decides waits for those.
        return JsonResponse({"saved": ""}) if quiet else see_other("hiring:candidate", candidate_id=found.pk)
    act = lock_scorecard if whole and form.locking else save_scorecard
    try:
        act(candidate=found, ratings=form.told(), by=request.membership, now=timezone.now())
    except Refused as refusal:
        if quiet:
            return JsonResponse({"saved": None}, status=409)
        return _refused(request, found, form, str(refusal))
    except Candidate.DoesNotExist as gone:
        raise Http404 from gone
    if quiet:
        return JsonResponse({"saved": ""}, status=200 if whole else 422)
    if not whole:
        return _form_page(request, found, form)
    told = _("Your scorecard is locked.") if form.locking else _("Saved. You can go on at any time.")
    messages.success(request, told)
    return see_other("hiring:candidate", candidate_id=found.pk)


def _says_something(form: ScorecardForm) -> bool:
    return any(one.rating is not None or one.evidence for one in form.told().values())


def _refused(request: MemberRequest, found: Candidate, form: ScorecardForm, why: str) -> HttpResponse:
    """What was typed stands there again, under the sentence; where nothing was, only the sentence."""
    if not _says_something(form):
        messages.info(request, why)
        return see_other("hiring:candidate", candidate_id=found.pk)
    form.add_error(None, why)
    return _form_page(request, found, form)


def _form_page(
    request: MemberRequest, found: Candidate, form: ScorecardForm, *, kept: bool = False
) -> HttpResponse:
    context = {"form": form, "candidate": found, "guide": form.guide, "rows": card_rows(form), "kept": kept}
    context["draft_token"] = form_token(request.membership, card_form(found.pk))
    return render(request, "hiring/scorecard.html", context)


def card_rows(form: ScorecardForm) -> list[tuple[Question, str, BoundField, BoundField]]:
    """Question by question: what it is about, and its two fields."""
    return [
        (one, named(one, form.guide), form[f"rating_{one.code}"], form[f"evidence_{one.code}"])
        for one in form.guide.questions
    ]
