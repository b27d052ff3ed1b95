"""The pages about one candidate: where she stands, the answers, the decision."""

from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.actions.candidates import send_new_link
from hiring.actions.scorecards import decide, open_profile
from hiring.drafts import decision_form
from hiring.forms import DecisionForm
from hiring.judgement.queries import is_timed, result_of, situations_of
from hiring.keeping.queries import is_held
from hiring.models import Candidate, OpeningStage
from hiring.openings.queries import guide_of
from hiring.permissions import (
    can_adjust,
    can_hire,
    can_interview,
    can_read_profile,
    check_decide,
    is_decider,
    is_interviewer,
    stands_outside,
)
from hiring.queries import decisions, own_card, reopenings, sitting, status, switched_on, with_stages
from hiring.report import kept_drawing, profile_page
from hiring.talks.pages.cards import decided_rows, rated_rows
from hiring.talks.pages.ruling import ruling_page
from hiring.talks.queries.ruling import next_stage
from hiring.talks.queries.ruling import ruling as ruling_of
from hiring.views.drafts import drafted, kept_in, last, put_back
from hiring.views.gone import decision_gone, who_left
from hiring.views.openings import for_hr, for_team, see_other
from people.refusals import Refused
from people.requests import MemberRequest


@require_safe
@for_team
def show(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Where the candidate stands and what comes next; of the talk, one's own card alone."""
    found, member = _candidate(request, candidate_id), request.membership
    card, asked = own_card(found, member), guide_of(found.opening)
    reads, adjusts = can_read_profile(member, found), can_adjust(member, found)
    outside, interviews = stands_outside(member, found.opening_id), can_interview(member, found)
    context = {
        "candidate": found,
        "status": status(found, tells_decided=reads or outside),
        "withdrawn": found.state == Candidate.State.WITHDRAWN,
        "held": is_held(found),
        "card": card,
        "is_timed": is_timed(found),
        "locked": card is not None and card.locked_at is not None,
        "reads": reads,
        "may_hire": can_hire(member),
        "may_adjust": adjusts,
        "interviews": interviews,
        "came_late": not (interviews or outside) and is_interviewer(member, found),
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
    if request.method == "POST" and (left := who_left(request, candidate_id, may=is_decider)):
        return decision_gone(request, left)
    found = _candidate(request, candidate_id)
    if found.state == Candidate.State.WITHDRAWN:
        return _withdrawn(request, found)
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
        except Candidate.DoesNotExist:
            return decision_gone(request, found)
        else:
            messages.success(request, _("The decision is written down."))
            return see_other("hiring:candidate", candidate_id=found.pk)
    kept = _put_back(request, found, form, stage)
    ruling = ruling_page(ruling_of(found), asked)
    context = {"form": form, "candidate": found, "stage": stage, "ruling": ruling}
    context |= kept_in(request, decision_form(found.pk), kept=kept)
    return render(request, "hiring/decision.html", context)


def _put_back(
    request: MemberRequest, found: Candidate, form: DecisionForm, stage: OpeningStage | None
) -> bool:
    """What was sent when she was signed out. Of another talk only the reason: what was selected there says
    nothing about this one.
    """
    draft = drafted(request, decision_form(found.pk))
    is_same = stage is not None and last(draft, "stage") == str(stage.pk)
    return put_back(form, draft, only=() if is_same else ("reason",))


def _withdrawn(request: MemberRequest, found: Candidate) -> HttpResponse:
    """Nothing is decided about her; what was typed is not lost to who may decide."""
    if request.method == "POST" and is_decider(request.membership, found):
        return decision_gone(request, found)
    return see_other("hiring:candidate", candidate_id=found.pk)


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
