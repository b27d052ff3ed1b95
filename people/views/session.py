"""The screen that can be hidden, the draft that is kept, the form that came too late."""

from zoneinfo import ZoneInfo

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from people import hidden, idle
from people.drafts import drop_draft, read_form_token
from people.guards import always_open
from people.requests import MemberRequest
from people.unsent import Unsent, keep


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
def hide_screen(request: HttpRequest) -> HttpResponse:
    """A blank page: POST hides the screen, GET is the page itself. Left alone, it says that it is locked."""
    if request.method != "POST":
        locked = hidden.is_hidden(request) and hidden.asks(request) and request.user.is_authenticated
        return render(request, "people/locked.html" if locked else "people/hidden.html")
    response = HttpResponseRedirect(reverse("hide-screen"), status=303)
    hidden.say_no_more(request)
    if not hidden.hidden_since_before(request):
        # Whoever hides a page that was left alone too long may be somebody else, and must not unlock it so.
        member = request.membership  # type: ignore[attr-defined]  # people.middleware sets it
        left = "left" in request.POST or idle.is_idle(request, member, timezone.now())
        hidden.hide(response, back=request.POST.get("back", ""), asks=left)
    return response


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
def show_screen(request: HttpRequest) -> HttpResponse:
    """Back to the page that was hidden; after five minutes the person says again who she is."""
    back, soon = hidden.way_back(request)
    if not soon and request.user.is_authenticated:
        if not get_reauthentication_flows(request.user):
            return _sign_in_anew(request, back)
        if not did_recently_reauthenticate(request):
            again = urlencode({"next": reverse("show-screen")})
            return redirect(f"{reverse('account_reauthenticate')}?{again}")
    response = HttpResponseRedirect(back, status=303)
    hidden.show(response)
    if request.user.is_authenticated and request.membership is not None:  # type: ignore[attr-defined]
        idle.be_seen(response, request.membership, timezone.now())  # type: ignore[attr-defined]
    return response


def _sign_in_anew(request: HttpRequest, back: str) -> HttpResponse:
    """Somebody without a password or a second step can show who she is with another code alone."""
    get_adapter().logout(request)
    response = redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")
    hidden.show(response)
    return response


@require_POST
def stay(request: MemberRequest) -> HttpResponse:
    """The page tells that its person is still there; people.middleware notes it."""
    return HttpResponse(status=204)


# The form's own token says what a CSRF token would: it stands in her page alone. Hers may have been changed
# by signing in beside it, and every try would then be refused.
@csrf_exempt
@always_open
@require_POST
def save_draft(request: HttpRequest) -> JsonResponse:
    """Quiet autosave. Takes the form's signed token, so that a dead session loses nothing.

    Open while the screen is hidden too: the last words are sent as their page goes away.
    """
    now = timezone.now()
    became = keep(request, now=now)
    if became is not Unsent.KEPT:
        return JsonResponse({"saved": None}, status=429 if became is Unsent.TOO_OFTEN else 400)
    if not request.user.is_authenticated:
        return JsonResponse({"saved": None, "signed_out": True}, status=401)
    return JsonResponse({"saved": now.astimezone(ZoneInfo(request.user.time_zone)).strftime("%H:%M")})


@require_POST
def drop(request: MemberRequest) -> HttpResponse:
    """Start afresh: forget what was kept of a form."""
    told = read_form_token(request.POST.get("draft_token", ""))
    if told is not None and told[0] == request.membership.pk:
        drop_draft(membership=request.membership, form=told[1])
    return HttpResponseRedirect(hidden.own_address(request.POST.get("back", "")), status=303)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old to be taken; what it carried is kept where it has our token."""
    kept = request.method == "POST" and keep(request, now=timezone.now()) is Unsent.KEPT
    if request.headers.get("Accept") == "application/json":  # app.js saves while she writes, and tries again
        return JsonResponse({"saved": None}, status=403)
    if kept and request.user.is_authenticated:
        messages.info(request, _("This page had grown too old to be saved. What you wrote is still here."))
        return HttpResponseRedirect(request.path, status=303)
    return render(request, "people/too_old.html", {"kept": kept}, status=403)
