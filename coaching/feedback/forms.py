"""What people write around feedback: whom it is for, what they ask for, thanks, what they see otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy

from coaching.documents import Reply
from coaching.feedback.documents import Ask
from coaching.forms import LONGEST_FIELD, LONGEST_REPLY, FeedbackForm
from coaching.models import Message
from coaching.queries.sharing import Person
from coaching.sealing import Words
from journal.plans.forms import KeyField, WordsField
from people.forms import PlainForm

LONGEST_BEHAVIOUR = 500


class PersonField(forms.ChoiceField):
    """One of her people, by the code that stands for each on her pages alone."""

    def __init__(self, *, label: Any, missing: Any, **kwargs: Any) -> None:
        gone = gettext_lazy("Select a person from the list. Somebody who left or changed teams is not in it.")
        told = {"required": missing, "invalid_choice": gone}
        super().__init__(label=label, error_messages=told, **kwargs)
        self.people: dict[str, Person] = {}

    def offer(self, people: Sequence[Person], none: Any) -> None:
        """These, and `none` for nobody chosen yet."""
        self.people = {each.code: each for each in people}
        self.choices = [("", none), *((each.code, each.name) for each in people)]

    def chosen(self, code: str) -> Person | None:
        return self.people.get(code)


class ChoosesPerson(PlainForm):
    """A form with a person among those offered."""

    person = PersonField(label="", missing=gettext_lazy("Select a person."))

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_nobody = not people
        field: Any = self.fields["person"]
        field.offer(people, gettext_lazy("Select a person"))

    @property
    def chosen(self) -> Person:
        """Only after is_valid()."""
        field: Any = self.fields["person"]
        person: Person = field.people[self.cleaned_data["person"]]
        return person


class SeenForm(ChoosesPerson, FeedbackForm):
    """Feedback on something seen: for whom, and the four fields."""

    field_order = ("person", "situation", "behaviour", "impact", "question")

    person = PersonField(
        label=gettext_lazy("For whom?"), missing=gettext_lazy("Select for whom the feedback is.")
    )


class AskWordsForm(PlainForm):
    """On what somebody wants feedback."""

    behaviour = WordsField(
        longest=LONGEST_BEHAVIOUR,
        missing=gettext_lazy("Write what you want feedback on."),
        label=gettext_lazy("What do you want feedback on?"),
        help_text=gettext_lazy("Something you do. For example: How I say no. No customer names or numbers."),
    )
    look_at = WordsField(
        longest=LONGEST_FIELD,
        label=gettext_lazy("What should they look at? (optional)"),
        help_text=gettext_lazy("For example: Whether I give a reason before I offer something else."),
    )
    submission_key = KeyField(required=False)

    def document(self) -> Ask:
        """What the form says. Only after is_valid()."""
        return Ask(self.cleaned_data["behaviour"], self.cleaned_data["look_at"])


class AskForm(ChoosesPerson, AskWordsForm):
    """Whom she asks, and for what."""

    field_order = ("person", "behaviour", "look_at")

    person = PersonField(
        label=gettext_lazy("Whom do you want to ask?"), missing=gettext_lazy("Select whom you want to ask.")
    )


class WordsForm(PlainForm):
    """Words of hers that she puts otherwise."""

    text = WordsField(
        longest=LONGEST_REPLY,
        rows=4,
        missing=gettext_lazy("Write what is to stand there."),
        label=gettext_lazy("Your words"),
    )
    submission_key = KeyField(required=False)

    def document(self) -> Reply:
        """What the form says. Only after is_valid()."""
        return Reply(self.cleaned_data["text"])


class ThankForm(WordsForm):
    """Thanks, with words or without."""

    text = WordsField(
        longest=LONGEST_REPLY,
        rows=3,
        label=gettext_lazy("A few words (optional)"),
        help_text=gettext_lazy("For example: That helped. I tried it in the next call."),
    )


class DisagreeForm(WordsForm):
    """What she sees otherwise, and perhaps a second person who then reads the thread."""

    text = WordsField(
        longest=LONGEST_REPLY,
        rows=4,
        missing=gettext_lazy("Write what you see otherwise."),
        label=gettext_lazy("What do you see otherwise?"),
        help_text=gettext_lazy("For example: I had asked him twice before. That is why I cut it short."),
    )
    second = PersonField(
        required=False,
        label=gettext_lazy("Show the thread to somebody else, too? (optional)"),
        missing=gettext_lazy("Select a person."),
        help_text=gettext_lazy(
            "That person reads all that was said here and can reply. You can stop it at any time. Both of "
            "you see to whom it was shown."
        ),
    )

    def __init__(self, *args: Any, people: Sequence[Person] | None, **kwargs: Any) -> None:
        """People None: it is shown to somebody already. Whom she chose and who left meanwhile is told."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["second"]
        field.offer(people or (), gettext_lazy("Nobody else"))
        if people is None or not (people or self.data.get("second")):
            del self.fields["second"]

    def second_id(self) -> UUID | None:
        """Whom she chose. Only after is_valid()."""
        field: Any = self.fields.get("second")
        person = field.chosen(self.cleaned_data["second"]) if field else None
        return person.id if person else None


# Where words of a kind are changed.
FORMS: Mapping[str, Any] = {
    Message.Kind.FEEDBACK: FeedbackForm,
    Message.Kind.ASK: AskWordsForm,
    Message.Kind.THANKS: ThankForm,
}


def form_of(kind: str) -> Any:
    return FORMS.get(kind, WordsForm)


def initial_of(words: Words) -> dict[str, Any]:
    """What a form for other words begins with: the present ones."""
    return words.as_json()
