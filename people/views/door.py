"""The door: what opens it, from when on it opens by itself, and whose the other sign-ins were."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.actions.accounts import forget_other_sign_in
from people.door import closed_until
from people.guards import before_notice
from people.opening import WAIT
from people.other_sign_ins import day_and_time
from people.queries import second_steps
from people.requests import MemberRequest
from people.sessions import end_other_sessions


@before_notice
@require_safe
def door(request: MemberRequest) -> HttpResponse:
    """What stands in place of a private page; once it is open, on to Today."""
    now, user = timezone.now(), request.user
    opens = closed_until(request, now)
    if opens is None:
        return redirect("today")
    reset_at = user.password_reset_at
    told = {
        "opens": day_and_time(opens, user.time_zone),
        "steps": second_steps(user),
        "own_password": user.has_usable_password() and (reset_at is None or reset_at + WAIT <= now),
        "has_password": user.has_usable_password(),
    }
    return render(request, "people/door.html", told)


@require_POST
def answer(request: MemberRequest) -> HttpResponse:
    """She says whose another sign-in was. Behind the door, so that nobody else says it for her."""
    noted, whose = request.POST.get("noted", ""), request.POST.get("whose", "")
    if whose not in {"mine", "not mine"}:
        return HttpResponseRedirect(reverse("today"), status=303)
    forget_other_sign_in(user=request.user, noted=noted, now=timezone.now())
    if whose == "mine":
        messages.success(request, _("Good. We do not tell you of it again."))
        return HttpResponseRedirect(reverse("today"), status=303)
    end_other_sessions(request)
    said = _("You are signed out everywhere else. Change your password, and tell who keeps your mail safe.")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("people:security"), status=303)
