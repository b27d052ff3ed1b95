"""What the pages of a candidate share: whose they are, and which of them comes next."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from hiring.access import COOKIE, session_scope
from hiring.actions.links import WayBack
from hiring.adjustments.queries import display_of
from hiring.asked import Sitting
from hiring.judgement.queries import situations_of
from hiring.models import Candidate
from hiring.queries import sitting
from hiring.views.openings import see_other
from hiring.views.whose import refused_as_other
from people.guards import always_open
from people.views.invitations import gone

View = Callable[..., HttpResponseBase]


def for_candidates(view: View) -> View:
    """Opens the scope of the cookie's candidate; without a live one, the page of every dead link.

    What was sent from the page of another invitation does nothing.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with session_scope(request.COOKIES.get(COOKIE, ""), timezone.now()) as link:
            if link is None:
                return gone(request)
            request.display = display_of(link.candidate)  # type: ignore[attr-defined]
            refused = refused_as_other(request, link.candidate_id)
            return refused or view(request, link.candidate, *args, **kwargs)

    return always_open(guarded)


def onward(candidate: Candidate) -> HttpResponseRedirect:
    """To the page that is hers now."""
    if candidate.state == Candidate.State.WITHDRAWN:
        return see_other("hiring:candidate-withdraw")
    if candidate.state == Candidate.State.SENT:
        return see_other("hiring:candidate-done")
    if candidate.has_ended(timezone.now()) and candidate.adjustments.exclude(answered_at=None).exists():
        return see_other("hiring:candidate-adjustments")
    return to_open_page(candidate, own_sitting(candidate))


def to_open_page(candidate: Candidate, found: Sitting) -> HttpResponseRedirect:
    """To the next page with a statement without an answer; behind the statements where there is none."""
    if found.first_open is None:
        return after_statements(candidate)
    return see_other("hiring:candidate-page", number=found.first_open)


def after_statements(candidate: Candidate) -> HttpResponseRedirect:
    """To the situations where her opening asks about them and some are open, else to the check."""
    judged = situations_of(candidate)
    if judged is None or judged.is_done(timezone.now()):
        return see_other("hiring:candidate-check")
    if judged.started_at is None:
        return see_other("hiring:situations")
    return see_other("hiring:situation", number=judged.sheets.first_open)


def own_sitting(candidate: Candidate) -> Sitting:
    """As many statements to a page as she chose."""
    return sitting(candidate, display_of(candidate).together)


def refused(request: HttpRequest, told: str, candidate: Candidate, *, quiet: bool) -> HttpResponse:
    """The last day is over, or she withdrew in another window. The same again would be refused again, so the
    script says why and does not try on.
    """
    if quiet:
        return JsonResponse({"saved": None, "told": told}, status=409)
    return render(request, "hiring/closed.html", {"told": told, "opening": candidate.opening})


def later_page(request: HttpRequest, way_back: WayBack) -> HttpResponse:
    """What was answered is kept. Without a way back it is as with every link that does not open."""
    if way_back is WayBack.STOPPED:
        return gone(request)
    if way_back is WayBack.MAILED:
        messages.success(request, _("Saved. A link to come back with is on its way to your mailbox."))
    else:
        messages.success(request, _("Saved. The link of a few minutes ago in your mailbox still works."))
    return see_other("hiring:candidate-later")
