"""What people choose and write about what is shared: with whom which parts, feedback, a reply."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, ngettext_lazy

from coaching.actions.sharing import Chosen
from coaching.documents import Feedback
from coaching.models import DAYS, USUAL_DAYS
from coaching.queries.sharing import Person
from journal.contacts import contacts_in
from journal.forms import contact_sentence
from journal.plans.forms import KeyField, WordsField
from people.forms import PlainForm, RadioField

LONGEST_QUESTION, LONGEST_FIELD, LONGEST_REPLY = 500, 2000, 5000


class SeenField(forms.Field):
    """How the thing read when it was checked. What is missing or was changed fits none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> str:
        return str(value or "")


class ShareForm(PlainForm):
    """With whom, which parts, a question, how long. The people and parts are hers."""

    reader = RadioField(
        choices=(),
        label=gettext_lazy("With whom?"),
        missing=gettext_lazy("Select with whom you want to share this."),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want to show?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Select what you want to show."),
            "invalid_choice": gettext_lazy("Select from what there is to share."),
        },
    )
    question = WordsField(
        longest=LONGEST_QUESTION,
        rows=3,
        label=gettext_lazy("What do you want to ask? (optional)"),
        help_text=gettext_lazy("For example: What would you have said next? No customer names or numbers."),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        help_text=gettext_lazy("You can stop it at any time before."),
        choices=[(days, ngettext_lazy("%(n)s day", "%(n)s days", days) % {"n": days}) for days in DAYS],
        widget=forms.RadioSelect,
        coerce=int,
        initial=USUAL_DAYS,
        error_messages={
            "required": gettext_lazy("Select how long it is shared."),
            "invalid_choice": gettext_lazy("Select how long it is shared."),
        },
    )
    submission_key = KeyField(required=False)
    version = SeenField(required=False)

    def __init__(
        self,
        *args: Any,
        people: Sequence[Person],
        parts: Mapping[str, str],
        usual: Sequence[str],
        **kwargs: Any,
    ) -> None:
        """`parts` by their codes with their names; of one alone there is nothing to choose."""
        super().__init__(*args, **kwargs)
        self.people = {each.code: each for each in people}
        reader: Any = self.fields["reader"]
        reader.choices = [(each.code, each.name) for each in people]
        if len(people) == 1:
            reader.initial = people[0].code
        self.only = tuple(parts) if len(parts) == 1 else ()
        offered: Any = self.fields["parts"]
        offered.choices, offered.initial = list(parts.items()), tuple(usual)
        if self.only:
            del self.fields["parts"]

    @property
    def person(self) -> Person:
        """Whom she chose. Only after is_valid()."""
        return self.people[self.cleaned_data["reader"]]

    def chosen(self) -> Chosen:
        """What the action takes. Only after is_valid()."""
        told = self.cleaned_data
        parts = self.only or tuple(told["parts"])
        return Chosen(self.person.id, parts, told["question"], told["days"])


class FeedbackForm(PlainForm):
    """What was seen, what it did, and a question back: behaviour and one next step, not the person."""

    situation = WordsField(
        longest=LONGEST_FIELD,
        missing=gettext_lazy("Write which situation you mean."),
        label=gettext_lazy("Situation"),
        help_text=gettext_lazy("When and where. For example: In the call about the late parcel."),
    )
    behaviour = WordsField(
        longest=LONGEST_FIELD,
        missing=gettext_lazy("Write what was said or done."),
        label=gettext_lazy("Behaviour"),
        help_text=gettext_lazy(
            "What was said or done, as a camera would show it. For example: You let him finish before you "
            "answered."
        ),
    )
    impact = WordsField(
        longest=LONGEST_FIELD,
        missing=gettext_lazy("Write what it did."),
        label=gettext_lazy("Effect"),
        help_text=gettext_lazy("What followed. For example: After that he spoke more quietly."),
    )
    question = WordsField(
        longest=LONGEST_FIELD,
        label=gettext_lazy("A question back (optional)"),
        help_text=gettext_lazy("For example: What were you hoping for?"),
    )
    submission_key = KeyField(required=False)

    def document(self) -> Feedback:
        """What the form says. Only after is_valid()."""
        told = self.cleaned_data
        return Feedback(told["situation"], told["behaviour"], told["impact"], told["question"])


class ReplyForm(PlainForm):
    """Further words in a thread."""

    text = WordsField(
        longest=LONGEST_REPLY,
        rows=4,
        missing=gettext_lazy("Write your reply."),
        label=gettext_lazy("Your reply"),
    )
    submission_key = KeyField(required=False)


def pointed_to(*texts: str) -> tuple[str, ...]:
    """A sentence for each kind of address or number that seems to stand in these texts."""
    return tuple(contact_sentence(kind) for kind in contacts_in(*texts))
