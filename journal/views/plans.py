"""Plans and goals in one list; a plan written, read, rehearsed, changed, ended or taken up again."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.plans.actions import (
    PLAN_FORM,
    change_plan,
    make_plan,
    rehearse_plan,
    report_unopened,
    set_plan_state,
    too_many,
)
from journal.plans.drafted import read_drafted
from journal.plans.forms import PlanForm, RehearsalForm
from journal.plans.models import Plan, State
from journal.plans.queries import one_plan, plans_page
from journal.plans.rows import active_plans_of
from journal.plans.rules import LOOK_AGAIN, MOST_ACTIVE, next_look
from journal.plans.said import plan_sentence
from journal.plans.sealing import open_plan
from journal.queries.opened import today_of
from journal.queries.own import OwnNames, own_of
from journal.views.sheets import Sheet
from people.keys import open_key
from people.models import Membership
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest


@require_safe
def list_plans(request: MemberRequest) -> HttpResponse:
    """All plans and goals of hers."""
    now = timezone.now()
    page = plans_page(request.membership, now)
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    readers = readers_sentence(request.membership, "plan")
    return render(request, "journal/plans.html", {"page": page, "readers": readers})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """A plan, perhaps one that a pattern or a report suggests. A fourth is refused, and nothing is lost."""
    me, now, sheet = request.membership, timezone.now(), _sheet(_("New plan"))
    today, own = today_of(me, now), own_of(me)
    if request.method == "POST":
        form = PlanForm(request.POST, today=today, own=own)
        return sheet.answer(
            request,
            form,
            now,
            save=lambda: make_plan(
                by=me, wording=form.wording(), now=now, **form.told("review_on", "submission_key")
            ),
            said=_("The plan stands. Now say it to yourself once."),
            then=lambda made: reverse("journal:plan-rehearse", args=[made.pk]),
        )
    kept = sheet.kept(me, now)
    written = {name: each for name, each in kept.initial.items() if each}
    first = {"submission_key": uuid4(), "review_on": today + LOOK_AGAIN} | _suggested(request) | written
    notice = too_many() if len(active_plans_of(owner=me.pk)) >= MOST_ACTIVE else ""
    return sheet.page(request, PlanForm(initial=first, today=today, own=own), kept=kept, notice=notice)


@require_safe
def read(request: MemberRequest, row: UUID) -> HttpResponse:
    """One plan with what was seen of it. A seal that does not open is told by people.middleware."""
    plan = _plan(request, row)
    context = {
        "plan": one_plan(request.membership, plan, timezone.now()),
        "readers": readers_sentence(request.membership, "plan", plan.pk),
    }
    return render(request, "journal/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, row: UUID) -> HttpResponse:
    """Other words, or another day. What another tab saved meanwhile is shown and not overwritten."""
    me, now, plan = request.membership, timezone.now(), _plan(request, row)
    present, sheet = open_plan(open_key(me), plan).present.wording, _sheet(_("Change the plan"), row)
    hers: dict[str, Any] = {"today": today_of(me, now), "own": own_of(me), "before": present}
    if request.method == "POST":
        form = PlanForm(request.POST, **hers)
        return sheet.answer(
            request,
            form,
            now,
            save=lambda: change_plan(
                row=row, by=me, wording=form.wording(), now=now, **form.told("review_on", "version")
            ),
            said=_("The plan is changed."),
            then=lambda changed: reverse("journal:plan-read", args=[changed.pk]),
            present=partial(_said_by, me),
        )
    kept = sheet.kept(me, now)
    first = {name: getattr(present, name) for name in ("trigger", "technique", "own_words")}
    first |= {"review_on": next_look(plan.review_on, hers["today"]), "version": plan.version} | kept.initial
    return sheet.page(request, PlanForm(initial=first, **hers), kept=kept)


@require_http_methods(["GET", "HEAD", "POST"])
def rehearse(request: MemberRequest, row: UUID) -> HttpResponse:
    """Read it, then repeat it, once. What is typed here is not kept."""
    me, plan = request.membership, _plan(request, row)
    form = RehearsalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rehearse_plan(row=row, by=me, now=timezone.now())
        messages.success(request, _("Done. That is all the practice it takes."))
        return see_other("journal:plan-read", row)
    context = {"form": form, "plan": plan, "sentence": _said_by(me, plan)}
    return render(request, "journal/plan_rehearse.html", context)


@require_POST
def settle(request: MemberRequest, row: UUID) -> HttpResponse:
    """Done, did not fit, or under way (again)."""
    me, now, state = request.membership, timezone.now(), state_told(request)
    _plan(request, row)
    try:
        set_plan_state(row=row, state=state, by=me, today=today_of(me, now), now=now)
    except Refused as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _said(state))
    return see_other("journal:plan-read", row)


def see_other(name: str, row: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse(name, args=[row]), status=303)


def state_told(request: MemberRequest) -> State:
    """What the button said; anything else is no state, and keeps the thing under way."""
    told = request.POST.get("state", "")
    return State(told) if told in State.values else State.ACTIVE


def _said(state: State) -> str:
    return {
        State.ACTIVE: _("The plan is under way. You look at it again in four weeks."),
        State.DONE: _("The plan is done. Its counts stay here."),
        State.STOPPED: _("The plan is put aside. Finding out what does not fit is worth something, too."),
    }[state]


def _plan(request: MemberRequest, row: UUID) -> Plan:
    """Hers; one of somebody else answers like one that never was."""
    plan: Plan = get_object_or_404(Plan.objects.of(request.membership), pk=row)
    return plan


def _said_by(me: Membership, plan: Plan) -> str:
    """The plan in one sentence. Raises SealBroken."""
    wording = open_plan(open_key(me), plan).present.wording
    return plan_sentence(wording, OwnNames(me).of(wording.trigger))


def _suggested(request: MemberRequest) -> dict[str, str]:
    """Codes from a sealed token, or a technique that a report names; what is unknown chooses nothing."""
    given = read_drafted(request.membership, request.GET.get("of", ""))
    technique = request.GET.get("technique", "")
    return {name: code for name, code in ({"technique": technique} | given).items() if code}


def _sheet(title: str, row: UUID | None = None) -> Sheet:
    return Sheet(
        form=f"{PLAN_FORM}:{row}" if row else PLAN_FORM,
        of=PlanForm,
        kind="plan",
        title=title,
        back=reverse("journal:plan-read", args=[row]) if row else reverse("journal:plan-list"),
        lead=(
            _("A plan that names the moment beats a good intention: the moment itself reminds you."),
            _("Choose something that comes up often, and something that you can do there and then."),
        ),
    )
