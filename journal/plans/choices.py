"""The plans under way on the form of a moment: which one came up, and whether it was used."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.own import NONE, TRIGGER, OwnWords
from journal.plans.documents import Wording
from journal.plans.rows import Stored
from journal.plans.said import plan_sentence

Plans = tuple[tuple[Stored, Wording], ...]
NAME = "plan"
USED, UNUSED = "used", "unused"


@dataclass(frozen=True, slots=True)
class CameUp:
    """A plan that came up in a moment, used or not."""

    plan: UUID
    used: bool


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan with its two radios; the script shows it where a trigger, or an item under one, is chosen."""

    triggers: str
    sentence: str
    used: str
    unused: str


class AsksPlans(forms.Form):
    """A form of a moment that asks which plan came up; `plans` are read when they are shown or told."""

    plan = forms.Field(
        required=False,
        label=gettext_lazy("Did you use your plan? (optional)"),
        # The widget draws nothing: the error summary asks it where the first radio stands.
        widget=forms.RadioSelect(choices=[("", "")]),
    )

    # Her own words, where a form has them.
    own: OwnWords = NONE

    def __init__(self, *told: Any, plans: Callable[[], Plans] = tuple, **more: Any) -> None:
        super().__init__(*told, **more)
        self._plans = plans

    @cached_property
    def plans(self) -> Plans:
        """Those under way."""
        return self._plans()

    def clean_plan(self) -> CameUp | None:
        """None where none came up, or nothing was said."""
        told, _colon, how = str(self.cleaned_data["plan"] or "").partition(":")
        if not told:
            return None
        if told not in {str(row.pk) for row, _wording in self.plans} or how not in (USED, UNUSED):
            raise ValidationError(_("Select one of your plans, or that none came up."), code="unknown")
        return CameUp(UUID(told), how == USED)

    def came_up(self) -> dict[str, Any]:
        """The fields of a moment's document. Only after is_valid()."""
        told = self.cleaned_data["plan"]
        return {"plan": told.plan, "plan_used": told.used} if told else {"plan": None, "plan_used": None}

    def plan_list(self) -> SafeString:
        return plan_choices_html(self.plans, str(self["plan"].value() or ""), self.own)


def plan_code(plan: UUID | None, used: bool | None) -> str:
    """The value of the radio that says so."""
    return "" if plan is None or used is None else f"{plan}:{USED if used else UNUSED}"


def plan_choices_html(plans: Plans, chosen: str, own: OwnWords = NONE) -> SafeString:
    """Listed under the triggers, all of them; nothing where no plan is under way."""
    if not plans:
        return SafeString()
    choices = [
        PlanChoice(
            " ".join((wording.trigger, *_under(wording.trigger, own))),
            plan_sentence(wording, own),
            plan_code(row.pk, used=True),
            plan_code(row.pk, used=False),
        )
        for row, wording in plans
    ]
    told = {"name": NAME, "plans": choices, "chosen": chosen}
    return render_to_string("journal/plan_choices.html", told)


def _under(letter: str, own: OwnWords) -> tuple[str, ...]:
    """Her own triggers that she put there: what is planned for a letter is meant for them as well."""
    return tuple(code for code, place in own.places(TRIGGER).items() if place == letter)
