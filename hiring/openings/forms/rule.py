"""What HR types about the rule: weights, what is enough, what decides between equals."""

from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.forms import LONGEST_TEXT, sentences
from hiring.guide import Guide
from hiring.openings.rule import WHOLE, Rule, Ties, one_weighs_most
from hiring.openings.rule import Part as Weighed
from hiring.openings.ties import QUESTION, TIES
from people.forms import PlainForm, RadioField


class RuleForm(PlainForm):
    """A weight and a least mean for each competency, what is enough together, what decides between equals."""

    enough = forms.DecimalField(
        label=gettext_lazy("What is enough together"),
        help_text=gettext_lazy("The least weighted mean of all, from 1 to 5. Who is exactly there meets it."),
        max_digits=4,
        decimal_places=2,
    )
    ties = RadioField(
        choices=list(TIES.items()),
        label=QUESTION,
        missing=gettext_lazy("Select what is done then."),
    )
    reason = sentences(
        gettext_lazy("Why the rule is changed"),
        gettext_lazy("Write why the rule is changed: everybody who reads it will ask."),
        LONGEST_TEXT,
        gettext_lazy("The earlier version stays to be read."),
    )

    def __init__(self, *args: Any, guide: Guide, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide
        last = {name: self.fields.pop(name) for name in ("enough", "ties", "reason")}
        for one in guide.competencies:
            self.fields |= {f"weight_{one.code}": _weight(one.name), f"least_{one.code}": _least(one.name)}
        if not is_change:
            last.pop("reason")
        last["enough"].error_messages |= _between()
        self.fields |= last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = [f"weight_{one.code}" for one in self.guide.competencies]
        if all(name in cleaned for name in names):
            total = sum(cleaned[name] for name in names)
            if total != WHOLE:
                told = _("The weights add up to %(total)s. Together they have to be 100.") % {"total": total}
                self.add_error(names[0], told)
            if cleaned.get("ties") == Ties.HEAVIEST and not one_weighs_most([cleaned[one] for one in names]):
                self.add_error(
                    "ties", _("No competency alone weighs most. Weigh one more, or select another way.")
                )
        for name in (*(f"least_{one.code}" for one in self.guide.competencies), "enough"):
            if name in cleaned and not 1 <= cleaned[name] <= 5:
                self.add_error(name, _("Enter a number from 1 to 5."))
        return cleaned

    def told(self) -> Rule:
        said = self.cleaned_data
        parts = tuple(
            Weighed(one.code, said[f"weight_{one.code}"], Fraction(said[f"least_{one.code}"]))
            for one in self.guide.competencies
        )
        return Rule(parts, Fraction(said["enough"]), Ties(said["ties"]))

    @property
    def reason_told(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


def first_of_rule(rule: Rule) -> dict[str, Any]:
    """What the form of a rule begins with."""
    told: dict[str, Any] = {"enough": _plain(rule.enough), "ties": rule.ties.value}
    for part in rule.parts:
        told |= {f"weight_{part.code}": part.weight, f"least_{part.code}": _plain(part.least)}
    return told


def _plain(number: Fraction) -> str:
    return f"{float(number):g}"


def _weight(name: str) -> forms.IntegerField:
    told = _("Enter a whole number from 0 to 100.")
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), told)
    return forms.IntegerField(
        label=_("Weight of “%(name)s”") % {"name": name},
        min_value=0,
        max_value=WHOLE,
        error_messages=messages,
    )


def _least(name: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Least mean rating of “%(name)s”") % {"name": name},
        max_digits=4,
        decimal_places=2,
        error_messages=_between(),
    )


def _between() -> dict[str, str]:
    codes = ("required", "invalid", "max_digits", "max_decimal_places", "max_whole_digits")
    return dict.fromkeys(codes, _("Enter a number from 1 to 5."))
