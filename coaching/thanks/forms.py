"""What somebody writes to thank a colleague."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments import COMPONENTS
from coaching.queries.sharing import Person
from coaching.thanks.actions import not_near
from coaching.thanks.documents import ThanksDocument
from journal.plans.forms import KeyField, WordsField
from people.forms import PlainForm

LONGEST_FIELD, LONGEST_CUSTOMER = 2000, 1000


class ThanksForm(PlainForm):
    """To whom, what she did, what it led to, perhaps a customer's words and what it shows."""

    receiver = forms.ChoiceField(
        label=gettext_lazy("Whom do you want to thank?"),
        error_messages={"required": gettext_lazy("Select whom you want to thank.")},
    )
    did = WordsField(
        longest=LONGEST_FIELD,
        rows=3,
        missing=gettext_lazy("Write what the person did."),
        label=gettext_lazy("What did the person do?"),
        help_text=gettext_lazy(
            "Write to the person, about one thing that you saw. For example: You took over my call when I "
            "was lost."
        ),
    )
    effect = WordsField(
        longest=LONGEST_FIELD,
        rows=3,
        missing=gettext_lazy("Write what it led to."),
        label=gettext_lazy("What did it lead to?"),
        help_text=gettext_lazy(
            "For you, a customer or the team. For example: I could breathe, and learned how you do it."
        ),
    )
    customer = WordsField(
        longest=LONGEST_CUSTOMER,
        label=gettext_lazy("A customer said (optional)"),
        help_text=gettext_lazy("The customer’s words. No customer names or numbers."),
    )
    components = forms.MultipleChoiceField(
        label=gettext_lazy("What does it show? (optional)"),
        help_text=gettext_lazy("Select all that fit."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Select from the five parts.")},
    )
    submission_key = KeyField(required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {each.code: each for each in people}
        receiver: Any = self.fields["receiver"]
        receiver.choices = [("", _("Choose a person")), *((each.code, each.name) for each in people)]
        receiver.error_messages["invalid_choice"] = not_near()
        offered: Any = self.fields["components"]
        offered.choices = [(each.code, _(each.name)) for each in COMPONENTS]

    @property
    def person(self) -> Person:
        """Whom she chose. Only after is_valid()."""
        return self.people[self.cleaned_data["receiver"]]

    def document(self) -> ThanksDocument:
        """What the form says. Only after is_valid()."""
        told = self.cleaned_data
        return ThanksDocument(told["did"], told["effect"], told["customer"], tuple(told["components"]))
