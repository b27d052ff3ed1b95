"""Pages that belong to no room: the front door, Today, Support, Help."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from assessments.method import method_page
from assessments.permissions import can_read_evidence
from eiapp.helplines import load_helplines
from eiapp.today import today_of
from journal.actions import report_unopened
from journal.plans.actions import report_unopened as report_unopened_plans
from people.guards import always_open
from people.requests import MemberRequest


@always_open
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the product is and who can read what; a signed-in person goes on to Today."""
    if request.user.is_authenticated:
        return redirect("today")
    return render(request, "eiapp/home.html")


@require_safe
def today(request: MemberRequest) -> HttpResponse:
    """The day: write a moment, see what was written, what is due."""
    now = timezone.now()
    page = today_of(request.membership, now)
    report_unopened(by=request.membership, rows=page.journal.unopened, now=now)
    report_unopened_plans(by=request.membership, rows=page.plans.unopened, now=now)
    return render(request, "eiapp/today.html", {"today": page})


@always_open
@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Somebody to talk to. Opening it is neither logged nor counted."""
    return render(request, "eiapp/support.html", {"helplines": load_helplines()})


@always_open
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """How to do things here."""
    return render(request, "eiapp/help.html")


@always_open
@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How scores and ranges are computed."""
    member = getattr(request, "membership", None)
    context = {
        "method": SimpleLazyObject(method_page),  # it is kept once it is rendered
        "evidence": member is not None and can_read_evidence(member),
        "member": member is not None,
    }
    return render(request, "eiapp/method.html", context)


@always_open
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and whom to tell."""
    return render(request, "eiapp/accessibility.html")


@always_open
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept, who can read it, how long: the first-use notice, one click from every screen."""
    return render(request, "eiapp/privacy.html")
