"""What people write and choose to protect themselves, and whom an organisation names for reports."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from coaching.forms import LONGEST_REPLY
from coaching.protection.queries import Choice
from journal.plans.forms import KeyField, WordsField
from people.forms import PlainForm


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

    def __init__(self, *args: Any, offered: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["shown"]
        field.choices = [(str(each.id), each.label) for each in offered]

    def chosen(self) -> tuple[UUID, ...]:
        """Only after is_valid()."""
        return tuple(map(UUID, self.cleaned_data["shown"]))
