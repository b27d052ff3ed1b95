"""The page of one's own scorecard: kept as it is written, locked once."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hiring.actions.scorecards import VERSION, Seen, lock_scorecard, save_scorecard
from hiring.drafts import card_form
from hiring.forms import ScorecardForm
from hiring.guide import Guide, Question, named
from hiring.models import Candidate
from hiring.openings.queries import guide_of
from hiring.permissions import check_interview
from hiring.queries import Card, own_card
from hiring.talks.pages.cards import rating_words
from hiring.talks.queries.cards import Ratings
from hiring.views.drafts import drafted, kept_in, last, put_back
from hiring.views.gone import gone_page, who_left
from hiring.views.openings import for_team, see_other
from people.refusals import Refused
from people.requests import MemberRequest

# A question, what it is about, its two fields, and what is stored where that differs from what they say.
Row = tuple[Question, str, BoundField, BoundField, tuple[str, str] | None]


@require_http_methods(["GET", "HEAD", "POST"])
@for_team
def scorecard(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """One's own card: kept as it is written, locked once."""
    if request.method == "POST" and (left := who_left(request, candidate_id)):
        return gone_page(request, left)
    reached = Candidate.objects.reached_by(request.membership).select_related("opening__own_guide")
    found: Candidate = get_object_or_404(reached, pk=candidate_id)
    check_interview(request.membership, found)
    card, asked = own_card(found, request.membership), guide_of(found.opening)
    if request.method == "POST":
        return _write(request, found, card, ScorecardForm(request.POST, guide=asked, locking=_locks(request)))
    if found.state == Candidate.State.WITHDRAWN or (card is not None and card.locked_at is not None):
        return see_other("hiring:candidate", candidate_id=found.pk)
    return _begin(request, found, card, asked)


def _begin(request: MemberRequest, found: Candidate, card: Card | None, asked: Guide) -> HttpResponse:
    """The card as it is stored, with what was sent when she was signed out in the place of it."""
    draft = drafted(request, card_form(found.pk))
    form = ScorecardForm(guide=asked, initial=first_of_card(card))
    kept = put_back(form, draft)
    seen = _seen({name: last(draft, name) for name in ("page", "last")})
    is_older = kept and card is not None and not seen.knows(card.saved_from)
    return _page(request, found, form, card, kept=kept, is_older=is_older)


def _write(request: MemberRequest, found: Candidate, card: Card | None, form: ScorecardForm) -> HttpResponse:
    whole = form.is_valid()
    # An empty card would stand for one that is owed, and who only decides waits for those.
    saves = card is not None or _says_something(form)
    try:
        if saves:
            _save(request, found, form, locks=whole and form.locking)
    except Refused as refusal:
        return _refused(request, found, form, refusal)
    except Candidate.DoesNotExist:
        return gone_page(request, found)
    if _is_quiet(request):
        return _quietly(form)
    if not whole:
        return _page(request, found, form, own_card(found, request.membership))
    if saves:
        told = _("Your scorecard is locked.") if form.locking else _("Saved. You can go on at any time.")
        messages.success(request, told)
    return see_other("hiring:candidate", candidate_id=found.pk)


def _save(request: MemberRequest, found: Candidate, form: ScorecardForm, *, locks: bool) -> None:
    act = lock_scorecard if locks else save_scorecard
    seen = _seen(request.POST)
    act(candidate=found, ratings=form.told(), by=request.membership, now=timezone.now(), seen=seen)


def _quietly(form: ScorecardForm) -> JsonResponse:
    """What could be kept is kept; of the rest the script says why not."""
    if form.is_valid():
        return JsonResponse({"saved": ""})
    why = next(iter(form.errors.values()))[0]
    told = _("Not all of it is saved. %(why)s") % {"why": why}
    return JsonResponse({"saved": None, "told": told}, status=422)


def _refused(request: MemberRequest, found: Candidate, form: ScorecardForm, refusal: Refused) -> HttpResponse:
    """What was typed stands there again, under the sentence; where nothing was, only the sentence.

    Where another tab has saved the card since, what it says now stands beside.
    """
    is_older = refusal.field == VERSION
    if _is_quiet(request):
        return _quietly_refused(str(refusal), is_older=is_older)
    if not is_older and not _says_something(form):
        messages.info(request, str(refusal))
        return see_other("hiring:candidate", candidate_id=found.pk)
    form.add_error(None, str(refusal))
    return _page(request, found, form, own_card(found, request.membership), is_older=is_older)


def _quietly_refused(why: str, *, is_older: bool) -> JsonResponse:
    """To see two versions of a card beside each other takes a page."""
    if is_older:
        why = _("Your card was changed in another tab. Select “Save and come back” to see both.")
    return JsonResponse({"saved": None, "told": _("Not saved. %(why)s") % {"why": why}}, status=409)


def _page(
    request: MemberRequest,
    found: Candidate,
    form: ScorecardForm,
    card: Card | None,
    *,
    kept: bool = False,
    is_older: bool = False,
) -> HttpResponse:
    """The form. It carries which page of the card it is, and what it has shown of it.

    `kept`: with a draft. `is_older`: typed on what the card said before, so what it says now stands beside.
    """
    context = {
        "form": form,
        "candidate": found,
        "guide": form.guide,
        "rows": card_rows(form, card.ratings if card and is_older else None),
        "seen": Seen(uuid4(), card.saved_from if card else None),
        "is_older": is_older,
        **kept_in(request, card_form(found.pk), kept=kept),
    }
    return render(request, "hiring/scorecard.html", context)


def _is_quiet(request: MemberRequest) -> bool:
    return "quiet" in request.GET


def _locks(request: MemberRequest) -> bool:
    return not _is_quiet(request) and request.POST.get("then", "lock") == "lock"


def _seen(sent: Mapping[str, str]) -> Seen:
    """What the form carried. Without a name of its own a page is a new one: it knows nothing of another."""
    return Seen(as_uuid(sent.get("page", "")) or uuid4(), as_uuid(sent.get("last", "")))


def _says_something(form: ScorecardForm) -> bool:
    return any(one.rating is not None or one.evidence for one in form.told().values())


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def first_of_card(card: Card | None) -> dict[str, object]:
    """The fields of a form with what the card says."""
    told: dict[str, object] = {}
    for code, (rating, evidence) in card.ratings.items() if card else ():
        told |= {f"rating_{code}": rating, f"evidence_{code}": evidence}
    return told


def card_rows(form: ScorecardForm, stored: Ratings | None = None) -> list[Row]:
    """Question by question; `stored` where another tab has saved something that the form does not say."""
    return [
        (
            one,
            named(one, form.guide),
            (rating := form[f"rating_{one.code}"]),
            (evidence := form[f"evidence_{one.code}"]),
            None if stored is None else _beside(rating, evidence, *stored.get(one.code, (None, ""))),
        )
        for one in form.guide.questions
    ]


def _beside(
    rating: BoundField, evidence: BoundField, now_rating: int | None, now_evidence: str
) -> tuple[str, str] | None:
    """What is stored of one question, in words; None where the fields say the same."""
    typed = (_text(rating.value()), _text(evidence.value()))
    if typed == (_text(now_rating), _text(now_evidence)):
        return None
    return rating_words(now_rating), now_evidence


def _text(value: object) -> str:
    """As it compares: browsers send ends of lines in two ways."""
    return "" if value is None else " ".join(str(value).split())
