"""The plans under way on the form of a moment: which one came up, and whether it was used."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.plans.documents import Wording
from journal.plans.rows import Stored
from journal.plans.said import plan_sentence

NAME = "plan"
_USED, _UNUSED = "used", "unused"


@dataclass(frozen=True, slots=True)
class CameUp:
    """A plan that came up in a moment, used or not."""

    plan: UUID
    used: bool


@dataclass(frozen=True, slots=True)
class PlanChoice:
    """A plan with its two radios; the script shows it where its trigger, or an item under it, is chosen."""

    trigger: str
    sentence: str
    used: str
    unused: str


class PlanField(forms.Field):
    """A radio of plan_choices_html: a plan with whether it was used, or None where none came up."""

    def __init__(self) -> None:
        # The widget draws nothing: the error summary asks it where the first radio stands.
        first = forms.RadioSelect(choices=[("", "")])
        super().__init__(required=False, label=gettext_lazy("Did you use your plan?"), widget=first)
        self.plans: frozenset[UUID] = frozenset()

    def to_python(self, value: Any) -> CameUp | None:
        if not value:
            return None
        told, _colon, how = str(value).partition(":")
        try:
            plan = UUID(told)
        except ValueError:
            plan = None
        if plan not in self.plans or how not in (_USED, _UNUSED):
            raise ValidationError(_("Select one of your plans, or that none came up."), code="unknown")
        return CameUp(plan, how == _USED)


def plan_choices_html(plans: Sequence[tuple[Stored, Wording]], chosen: str) -> SafeString:
    """Listed under the triggers, all of them; nothing where no plan is under way."""
    if not plans:
        return SafeString()
    choices = [
        PlanChoice(wording.trigger, plan_sentence(wording), f"{row.pk}:{_USED}", f"{row.pk}:{_UNUSED}")
        for row, wording in plans
    ]
    told = {"name": NAME, "plans": choices, "chosen": chosen}
    return render_to_string("journal/plan_choices.html", told)
