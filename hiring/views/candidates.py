"""The pages about one candidate: where she stands, the scorecard, only then the answers, the decision."""

from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hiring.actions.candidates import send_new_link
from hiring.actions.scorecards import card_form, decide, lock_scorecard, open_profile, save_scorecard
from hiring.forms import DecisionForm, ScorecardForm, named
from hiring.guide import Guide
from hiring.models import Candidate
from hiring.openings.queries import guide_of
from hiring.permissions import can_hire, can_interview, check_decide, check_interview
from hiring.queries import Card, decision, own_card, sitting, status, switched_on, with_stages
from hiring.report import profile_page
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
    found = _candidate(request, candidate_id)
    card = own_card(found, request.membership)
    locked = card is not None and card.locked_at is not None
    decided = decision(found) if locked else None
    competencies = {one.code: one.name for one in guide_of(found.opening).competencies}
    context = {
        "candidate": found,
        "status": status(found),
        "withdrawn": found.state == Candidate.State.WITHDRAWN,
        "card": card,
        "locked": locked,
        "may_hire": can_hire(request.membership),
        "interviews": can_interview(request.membership, found),
        "rated": _rated(guide_of(found.opening), card) if card else (),
        "decision": decided,
        "decision_grounds": [competencies[code] for code in decided.grounds] if decided else [],
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
    found = _candidate(request, candidate_id)
    check_interview(request.membership, found)
    card, asked = own_card(found, request.membership), guide_of(found.opening)
    if request.method == "POST":
        return _write(request, found, asked)
    if card is not None and card.locked_at is not None:
        return see_other("hiring:candidate", candidate_id=found.pk)
    kept = _kept(request, found, asked)
    return _form_page(
        request, found, ScorecardForm(guide=asked, initial=_initial(card) | kept), kept=bool(kept)
    )


@require_safe
@for_team
def profile(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """The answers as scores with ranges, recorded each time; closed until one's own card is locked."""
    found = _candidate(request, candidate_id)
    open_profile(candidate=found, by=request.membership, now=timezone.now())
    context = {"candidate": found, "components": switched_on(found.opening), "page": None}
    if found.state == Candidate.State.SENT:
        context["page"] = profile_page(sitting(found), own=False)
    return render(request, "hiring/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def make_decision(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Decide, by name and with a reason; closed until one's own card is locked."""
    found = _candidate(request, candidate_id)
    check_decide(request.membership, found)
    form = DecisionForm(request.POST if request.method == "POST" else None, guide=guide_of(found.opening))
    if request.method == "POST" and form.is_valid():
        try:
            decide(candidate=found, verdict=form.told(), by=request.membership, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is written down."))
            return see_other("hiring:candidate", candidate_id=found.pk)
    return render(request, "hiring/decision.html", {"form": form, "candidate": found})


def _candidate(request: MemberRequest, candidate_id: UUID) -> Candidate:
    """One of an opening that this person reaches; 404 for all others."""
    shown = with_stages(Candidate.objects.reached_by(request.membership)).select_related(
        "opening__organisation", "opening__own_guide"
    )
    found: Candidate = get_object_or_404(shown, pk=candidate_id)
    return found


def _initial(card: Card | None) -> dict[str, object]:
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


def _rated(asked: Guide, card: Card) -> list[tuple[str, str, str]]:
    """Competency, rating in words, evidence."""
    none = (None, "")
    rows = [(named(one, asked), *card.ratings.get(one.code, none)) for one in asked.questions]
    return [
        (
            name,
            str(rating) if rating else _("could not tell") if rating == 0 else _("not rated yet"),
            evidence,
        )
        for name, rating, evidence in rows
    ]


def _write(request: MemberRequest, found: Candidate, asked: Guide) -> HttpResponse:
    quiet, locking = "quiet" in request.GET, request.POST.get("then", "lock") == "lock"
    form = ScorecardForm(request.POST, guide=asked, locking=locking and not quiet)
    whole = form.is_valid()
    act = lock_scorecard if whole and form.locking else save_scorecard
    try:
        act(candidate=found, ratings=form.told(), by=request.membership, now=timezone.now())
    except Refused as refusal:
        if quiet:
            return JsonResponse({"saved": None}, status=409)
        messages.info(request, str(refusal))
        return see_other("hiring:candidate", candidate_id=found.pk)
    except Candidate.DoesNotExist as gone:
        raise Http404 from gone
    if quiet:
        return JsonResponse({"saved": ""}, status=200 if whole else 422)
    if not whole:
        return _form_page(request, found, form)
    told = _("Your scorecard is locked.") if form.locking else _("Saved. You can go on at any time.")
    messages.success(request, told)
    return see_other("hiring:candidate", candidate_id=found.pk)


def _form_page(
    request: MemberRequest, found: Candidate, form: ScorecardForm, *, kept: bool = False
) -> HttpResponse:
    rows = [
        (one, named(one, form.guide), form[f"rating_{one.code}"], form[f"evidence_{one.code}"])
        for one in form.guide.questions
    ]
    context = {"form": form, "candidate": found, "guide": form.guide, "rows": rows, "kept": kept}
    context["draft_token"] = form_token(request.membership, card_form(found.pk))
    return render(request, "hiring/scorecard.html", context)
