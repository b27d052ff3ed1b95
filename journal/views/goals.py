"""A goal written, read, changed, reached or let go."""

from functools import partial
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.plans.actions import GOAL_FORM, change_goal, make_goal, set_goal_state
from journal.plans.forms import GoalForm
from journal.plans.models import Goal, State
from journal.plans.queries import one_goal
from journal.plans.rules import LOOK_AGAIN, next_look
from journal.plans.sealing import open_goal
from journal.queries.opened import today_of
from journal.views.plans import see_other, state_told
from journal.views.sheets import Sheet
from people.keys import open_key
from people.models import Membership
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """A goal. With something missing it comes back with all that was typed."""
    me, now, sheet = request.membership, timezone.now(), _sheet(_("New goal"))
    today = today_of(me, now)
    if request.method == "POST":
        form = GoalForm(request.POST, today=today)
        return sheet.answer(
            request,
            form,
            now,
            save=lambda: make_goal(
                by=me, document=form.document(), now=now, **form.told("review_on", "submission_key")
            ),
            said=_("The goal is set."),
            then=_address,
        )
    kept = sheet.kept(me, now)
    first = {"submission_key": uuid4(), "review_on": today + LOOK_AGAIN} | kept.initial
    return sheet.page(request, GoalForm(initial=first, today=today), kept=kept)


@require_safe
def read(request: MemberRequest, row: UUID) -> HttpResponse:
    """One goal. A seal that does not open is told by people.middleware."""
    goal = _goal(request, row)
    context = {
        "goal": one_goal(request.membership, goal, timezone.now()),
        "readers": readers_sentence(request.membership, "goal", goal.pk),
    }
    return render(request, "journal/goal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, row: UUID) -> HttpResponse:
    """Other words, or another day. What another tab saved meanwhile is shown and not overwritten."""
    me, now, goal = request.membership, timezone.now(), _goal(request, row)
    today, sheet = today_of(me, now), _sheet(_("Change the goal"), row)
    if request.method == "POST":
        form = GoalForm(request.POST, today=today)
        return sheet.answer(
            request,
            form,
            now,
            save=lambda: change_goal(
                row=row, by=me, document=form.document(), now=now, **form.told("review_on", "version")
            ),
            said=_("The goal is changed."),
            then=_address,
            present=partial(_told, me),
        )
    kept = sheet.kept(me, now)
    first = open_goal(open_key(me), goal).as_json() | {"version": goal.version}
    first |= {"review_on": next_look(goal.review_on, today)} | kept.initial
    return sheet.page(request, GoalForm(initial=first, today=today), kept=kept)


@require_POST
def settle(request: MemberRequest, row: UUID) -> HttpResponse:
    """Reached, let go, or taken up (again)."""
    me, now, state = request.membership, timezone.now(), state_told(request)
    _goal(request, row)
    set_goal_state(row=row, state=state, by=me, today=today_of(me, now), now=now)
    messages.success(request, _said(state))
    return see_other("journal:goal-read", row)


def _said(state: State) -> str:
    return {
        State.ACTIVE: _("The goal is under way. You look at it again in four weeks."),
        State.DONE: _("Reached. Well done."),
        State.STOPPED: _("Let go. That makes room for another one."),
    }[state]


def _goal(request: MemberRequest, row: UUID) -> Goal:
    """Hers; one of somebody else answers like one that never was."""
    goal: Goal = get_object_or_404(Goal.objects.of(request.membership), pk=row)
    return goal


def _address(goal: Goal) -> str:
    return reverse("journal:goal-read", args=[goal.pk])


def _told(me: Membership, goal: Goal) -> str:
    """All its words, for whoever has to choose between two versions."""
    document = open_goal(open_key(me), goal)
    return " · ".join(text for text in (document.what, document.why, document.next_step) if text.strip())


def _sheet(title: str, row: UUID | None = None) -> Sheet:
    return Sheet(
        form=f"{GOAL_FORM}:{row}" if row else GOAL_FORM,
        of=GoalForm,
        kind="goal",
        title=title,
        back=reverse("journal:goal-read", args=[row]) if row else reverse("journal:plan-list"),
    )
