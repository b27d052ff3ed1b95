"""Totals of a unit, and each person's own switch for being counted in them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.totals.actions import set_counted
from coaching.totals.forms import CountedForm
from coaching.totals.insights import insights_html
from coaching.views.pages import for_sharers, see_other
from people.anonymity import FEWEST, K
from people.requests import MemberRequest


@require_safe
@for_sharers
def insights(request: MemberRequest) -> HttpResponse:
    """What was released for her unit. The same page for everybody who has none, or none with numbers."""
    context = {"units": insights_html(request.membership), "fewest": FEWEST}
    return render(request, "coaching/insights.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
def consent(request: MemberRequest) -> HttpResponse:
    """What being counted means, and the switch."""
    me = request.membership
    form = CountedForm(request.POST if request.method == "POST" else None, initial={"counted": me.in_totals})
    if request.method == "POST" and form.is_valid():
        counted = form.cleaned_data["counted"]
        set_counted(counted=counted, by=me, now=timezone.now())
        told = _("You have agreed to be counted.") if counted else _("You are not counted any more.")
        messages.success(request, told)
        return see_other("coaching:totals-consent")
    return render(request, "coaching/totals_consent.html", {"form": form, "fewest": FEWEST, "k": K})
