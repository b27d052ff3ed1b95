"""Pages of talks: everybody's cards, a change of one's own, people side by side, agreement for HR."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hiring.actions.scorecards import VERSION
from hiring.drafts import change_form
from hiring.models import Candidate, Opening
from hiring.openings.queries import guide_of
from hiring.permissions import check_interview
from hiring.queries import Card, own_card
from hiring.talks.actions import change_scorecard, open_cards, open_comparison
from hiring.talks.forms import ChangeForm, CompareForm
from hiring.talks.pages.agreement import agreement_table
from hiring.talks.pages.cards import card_pages
from hiring.talks.pages.compare import compare_page
from hiring.talks.queries.agreement import agreement_page
from hiring.talks.queries.cards import Ratings, locked_cards, version_of
from hiring.talks.queries.comparison import choices, chosen, comparison
from hiring.views.drafts import drafted, kept_in, last, put_back
from hiring.views.gone import gone_page, who_left
from hiring.views.openings import for_hr, for_team, see_other
from hiring.views.scorecards import as_uuid, card_rows, first_of_card
from people.refusals import Refused
from people.requests import MemberRequest


@require_safe
@for_team
def cards(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Every locked card of a candidate, recorded each time; closed while one's own is open."""
    found = _candidate(request, candidate_id)
    open_cards(candidate=found, by=request.membership, now=timezone.now())
    told = card_pages(guide_of(found.opening), locked_cards(found, request.membership))
    return render(request, "hiring/talks_cards.html", {"candidate": found, "cards": told})


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def change(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Change one's own locked card; what it said before stays readable."""
    if request.method == "POST" and (left := who_left(request, candidate_id)):
        return gone_page(request, left)
    found = _candidate(request, candidate_id)
    check_interview(request.membership, found)
    version = version_of(found, request.membership)  # read before the card: never newer than what is shown
    card, asked = own_card(found, request.membership), guide_of(found.opening)
    if card is None or card.locked_at is None:
        return see_other("hiring:scorecard", candidate_id=found.pk)
    if request.method != "POST":
        return _begin_change(request, found, card, version)
    form, typed_on = ChangeForm(request.POST, guide=asked), _number(request.POST.get("version", ""))
    if not form.is_valid():
        return _change_page(request, found, form, typed_on)
    try:
        _change(request, found, form, typed_on)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        stored = card.ratings if refusal.field == VERSION else None
        return _change_page(request, found, form, version, stored)
    except Candidate.DoesNotExist:
        return gone_page(request, found)
    messages.success(request, _("Your card is changed. What it said before stays readable."))
    return see_other("hiring:candidate", candidate_id=found.pk)


@require_safe
@for_team
def compare(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Two to four people side by side, recorded for each; without them, whom she may select."""
    reached = Opening.objects.reached_by(request.membership).select_related("own_guide")
    opening: Opening = get_object_or_404(reached.exclude(state=Opening.State.DRAFT), pk=opening_id)
    asked_for = [found for text in request.GET.getlist("who") if (found := as_uuid(text))]
    people = chosen(request.membership, opening, asked_for)
    offered = choices(request.membership, opening, people)
    form = CompareForm(
        request.GET if "show" in request.GET else None,
        choices=offered,
        initial={"who": [str(one.pk) for one in people]},
    )
    if not (form.is_bound and form.is_valid()):
        context = {"opening": opening, "form": form, "offered": offered}
        return render(request, "hiring/talks_choose.html", context)
    open_comparison(candidates=people, by=request.membership, now=timezone.now())
    page = compare_page(comparison(opening, people))
    return render(request, "hiring/talks_compare.html", {"opening": opening, "page": page})


@require_safe
@for_hr
def agreement(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """How far interviewers agree and how mildly each rates: figures over many cards, no card."""
    drafts = Opening.objects.exclude(state=Opening.State.DRAFT).select_related("own_guide")
    opening: Opening = get_object_or_404(drafts, pk=opening_id)
    table = agreement_table(agreement_page(opening, request.membership))
    return render(request, "hiring/talks_agreement.html", {"opening": opening, "table": table})


def _begin_change(request: MemberRequest, found: Candidate, card: Card, version: int) -> HttpResponse:
    """The card as it is, with what was sent when she was signed out in the place of it."""
    draft = drafted(request, change_form(found.pk))
    form = ChangeForm(guide=guide_of(found.opening), initial=first_of_card(card))
    kept = put_back(form, draft)
    is_older = kept and _number(last(draft, "version")) != version
    return _change_page(request, found, form, version, card.ratings if is_older else None, kept=kept)


def _change(request: MemberRequest, found: Candidate, form: ChangeForm, version: int) -> None:
    change_scorecard(
        candidate=found,
        ratings=form.told(),
        reason=form.cleaned_data["reason"],
        version=version,
        by=request.membership,
        now=timezone.now(),
    )


def _change_page(
    request: MemberRequest,
    found: Candidate,
    form: ChangeForm,
    version: int,
    stored: Ratings | None = None,
    *,
    kept: bool = False,
) -> HttpResponse:
    """The form, with the version that it was typed on; `stored` where the card says something else by now.

    `kept`: with a draft.
    """
    context = {
        "form": form,
        "candidate": found,
        "guide": form.guide,
        "rows": card_rows(form, stored),
        "version": version,
        "is_older": stored is not None,
        **kept_in(request, change_form(found.pk), kept=kept),
    }
    return render(request, "hiring/talks_change.html", context)


def _candidate(request: MemberRequest, candidate_id: UUID) -> Candidate:
    """One of an opening that this person reaches; 404 for all others."""
    shown = Candidate.objects.reached_by(request.membership).select_related("opening__own_guide")
    found: Candidate = get_object_or_404(shown, pk=candidate_id)
    return found


def _number(text: str) -> int:
    """What was sent as a version; 0, which is never one, for anything else."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0
