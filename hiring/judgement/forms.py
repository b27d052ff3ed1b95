"""What HR types about experts, and what the browser of an expert or a candidate sends about situations."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.addresses import is_address
from hiring.forms import SheetForm, sort_sent
from hiring.judgement.actions.panels import Person
from hiring.judgement.actions.settings import Use
from hiring.judgement.sheets import Sheets
from hiring.judgement.timing import Pace
from people.forms import PlainForm

LONGEST_NAME, LONGEST_LIST = 120, 20_000
LEAST_MINUTES, MOST_MINUTES = 5, 240


class ExpertsForm(PlainForm):
    """Whom to ask, one a line."""

    people = forms.CharField(
        label=gettext_lazy("Experts, one a line"),
        help_text=gettext_lazy("Name, then a comma, then the e-mail address."),
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": gettext_lazy("Write at least one name with its e-mail address."),
            "max_length": gettext_lazy("Ask fewer at once: this list is too long."),
        },
    )

    def clean_people(self) -> tuple[Person, ...]:
        lines = [line.strip() for line in str(self.cleaned_data["people"]).splitlines()]
        return tuple(_person(line) for line in lines if line)


def _person(line: str) -> Person:
    name, _comma, email = (part.strip() for part in line.rpartition(","))
    email = email.lower()  # which can make it longer
    if not is_address(email) or not name or len(name) > LONGEST_NAME:
        told = _("Write this line as a name, a comma and an e-mail address: %(line)s")
        raise forms.ValidationError(told % {"line": line[:LONGEST_NAME]})
    return Person(name, email)


def sort_sheet(posted: Mapping[str, str], sheets: Sheets, number: int, *, may_skip: bool) -> SheetForm:
    """Sort what a browser sent for this page into kept, refused and missed."""
    told = _("Select an answer to way %(number)s.")
    ways = enumerate(sheets.options(number), start=1)
    return sort_sent(
        posted,
        codes=sheets.codes,
        kept=sheets.answers,
        shown=[(one, told % {"number": place}) for place, one in ways],
        may_skip=may_skip,
    )


class SituationsForm(PlainForm):
    """What an opening does with situations; for the decision only where a key is frozen."""

    use = forms.ChoiceField(
        label=gettext_lazy("What the answers are for"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select what the answers are for."),
            "invalid_choice": gettext_lazy("Select one of those offered."),
        },
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Time for all situations, in minutes (optional)"),
        help_text=gettext_lazy(
            "Leave it empty for no limit: that is fair to most. With a limit you can give single people more."
        ),
        required=False,
        min_value=LEAST_MINUTES,
        max_value=MOST_MINUTES,
        error_messages={
            "invalid": gettext_lazy("Enter whole minutes, for example 30."),
            "min_value": gettext_lazy("Give at least %(limit_value)s minutes."),
            "max_value": gettext_lazy("Give at most %(limit_value)s minutes, or leave it empty."),
        },
    )

    def __init__(self, *args: Any, has_key: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use: Any = self.fields["use"]
        use.choices = [
            (Use.OFF.value, _("Nothing: do not ask about situations")),
            (Use.PRACTICE.value, _("For practice, not for the decision: only the candidate sees the result")),
        ]
        if has_key:
            use.choices += [(Use.DECISION.value, _("A part of the decision, by the key of the experts"))]

    def told(self) -> tuple[Use, int | None]:
        """The use, and seconds. Only after is_valid()."""
        minutes = self.cleaned_data["minutes"]
        return Use(self.cleaned_data["use"]), None if minutes is None else 60 * minutes


class TimeForm(PlainForm):
    """How much time one candidate has."""

    pace = forms.ChoiceField(
        label=gettext_lazy("Time for this person"),
        help_text=gettext_lazy(
            "Nobody who talks or decides is told. It stands on no page about the person but this one."
        ),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select how much time."),
            "invalid_choice": gettext_lazy("Select one of those offered."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pace: Any = self.fields["pace"]
        pace.choices = [
            (Pace.USUAL.value, _("As everybody")),
            (Pace.A_FIFTH_MORE.value, _("A fifth more")),
            (Pace.HALF_MORE.value, _("Half as much again")),
            (Pace.DOUBLE.value, _("Double")),
            (Pace.UNTIMED.value, _("No limit")),
        ]
