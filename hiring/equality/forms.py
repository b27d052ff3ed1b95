"""What a candidate's browser sends of the voluntary questions."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy

from hiring.equality.questions import ASKED, Asked
from people.forms import PlainForm, RadioField

_name = lazy(gettext, str)


class EqualityForm(PlainForm):
    """One group of radios a question, the same for everybody; "I'd rather not say" is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for asked in ASKED:
            self.fields[asked.code] = _field(asked)

    def answers(self) -> dict[str, str]:
        """By question; empty for what she rather not says."""
        return {asked.code: self.cleaned_data[asked.code] for asked in ASKED}


def _field(asked: Asked) -> forms.ChoiceField:
    choices = [(choice.code, _name(choice.name)) for choice in asked.choices]
    field = RadioField(
        label=_name(asked.asks),
        choices=[*choices, ("", gettext_lazy("I’d rather not say"))],
        missing=gettext_lazy("Choose one of the answers."),
    )
    field.required, field.initial = False, ""
    return field
