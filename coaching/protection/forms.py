"""What people write and choose to protect themselves, and whom an organisation names for reports."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from coaching.forms import LONGEST_REPLY, SeenField
from coaching.protection.queries import Choice
from journal.plans.forms import KeyField, WordsField
from people.forms import PlainForm


class ContactField(SeenField):
    """Whom the page named. It says so anew each time it is shown, whatever was sent."""

    present = ""

    def bound_data(self, data: Any, initial: Any) -> str:
        return self.present


class ReportForm(PlainForm):
    """Her words to the contact, and which messages of the thread the contact sees."""

    text = WordsField(
        longest=LONGEST_REPLY,
        rows=4,
        missing=gettext_lazy("Write what you want to report."),
        label=gettext_lazy("What do you want to report?"),
        help_text=gettext_lazy("Say what happened and what you want to happen next."),
    )
    shown = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("What of the thread do you want to show? (optional)"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Select from what stands in the thread.")},
    )
    submission_key = KeyField(required=False)
    version = ContactField(required=False)

    def __init__(self, *args: Any, offered: Sequence[Choice] = (), contact: str = "", **kwargs: Any) -> None:
        """`contact` stands for who takes reports now: what was sent or kept may name another."""
        super().__init__(*args, **kwargs)
        self._ids = {each.code: each.id for each in offered}
        self.initial["version"] = self.fields["version"].present = contact  # type: ignore[attr-defined]
        field: Any = self.fields["shown"]
        field.choices = [(each.code, each.label) for each in offered]

    def chosen(self) -> tuple[UUID, ...]:
        """Only after is_valid()."""
        return tuple(self._ids[code] for code in self.cleaned_data["shown"])
