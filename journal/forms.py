"""The quick form: a feeling, what set it off, how strong it felt, and a note if wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.documents import STRENGTHS
from journal.text import first_unstorable, with_plain_newlines
from journal.words import feeling_word, strength_word, trigger_name
from people.forms import RadioField
from vocabulary.feelings import Feeling, feeling, not_sure, quadrants, quick_feelings
from vocabulary.triggers import SERIOUS, first_day_chips, triggers

LONGEST_NOTE = 500
# As the eye meets them: unpleasant left, pleasant right, more energy above.
_CORNERS = ("hu", "hp", "lu", "lp")


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio of a group that the template draws itself."""

    value: str
    id: str
    label: str
    checked: bool
    autofocus: bool = False


@dataclass(frozen=True, slots=True)
class Corner:
    """One block of the mood grid."""

    code: str
    label: str
    words: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the grid and what it means."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A group in the list of all triggers."""

    name: str
    choices: tuple[Choice, ...]
    serious: bool


class NoteField(forms.Field):
    """Text as it was typed: newlines as LF, spaces kept, nothing cut."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        return with_plain_newlines(value or "")

    def validate(self, value: Any) -> None:
        found = first_unstorable(value)
        if found:
            raise ValidationError(
                _("Character %(place)d of the note (%(code)s) cannot be stored. Delete it and save again.")
                % {"place": found[0], "code": found[1]}
            )
        if len(value) > LONGEST_NOTE:
            raise ValidationError(
                _("Shorten the note to %(most)d characters. It has %(now)d.")
                % {"most": LONGEST_NOTE, "now": len(value)}
            )


class SubmissionKeyField(forms.Field):
    """The form's own key. One that is missing or was changed counts as a new form's."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


@cache
def quick_codes() -> tuple[str, ...]:
    """The sixteen words by corner, then "not sure"."""
    words = [word.code for corner in _CORNERS for word in quick_feelings() if _corner(word) == corner]
    return (*words, not_sure().code)


@cache
def trigger_codes() -> tuple[str, ...]:
    """The six chips, then all others by letter."""
    chips = [chip.code for chip in first_day_chips()]
    everything = [one.code for letter in triggers() for one in (letter, *letter.items)]
    return tuple(dict.fromkeys([*chips, *everything]))


def _corner(word: Feeling) -> str:
    return word.quadrant.code if word.quadrant else ""


class MomentForm(forms.Form):
    """Nothing is chosen beforehand, and nothing that was typed is lost when something is missing."""

    feeling = RadioField(
        choices=[(code, code) for code in quick_codes()],
        label=gettext_lazy("How do you feel?"),
        missing=gettext_lazy("Select how you feel"),
    )
    trigger = RadioField(
        choices=[(code, code) for code in trigger_codes()],
        label=gettext_lazy("What set it off?"),
        missing=gettext_lazy("Select what set it off"),
    )
    strength = RadioField(
        choices=[(str(step), str(step)) for step in STRENGTHS],
        label=gettext_lazy("How strong did it feel?"),
        missing=gettext_lazy("Select how strong it felt"),
    )
    note = NoteField(
        required=False,
        label=gettext_lazy("Note (optional)"),
        help_text=gettext_lazy("Up to 500 characters. No customer names or numbers."),
    )
    submission_key = SubmissionKeyField(required=False)

    def corners(self) -> tuple[Corner, ...]:
        """The mood grid. The cursor waits in its first word when the page opens empty."""
        fresh = not self.is_bound and not self.initial.get("feeling")
        words = self._choices("feeling", quick_codes(), feeling_word)
        names = {quadrant.code: _(quadrant.name) for quadrant in quadrants()}
        size = (len(words) - 1) // len(_CORNERS)
        blocks = [words[start : start + size] for start in range(0, len(words) - 1, size)]
        if fresh:
            first = blocks[0][0]
            blocks[0] = (Choice(first.value, first.id, first.label, False, autofocus=True), *blocks[0][1:])
        return tuple(Corner(code, names[code], block) for code, block in zip(_CORNERS, blocks, strict=True))

    def not_sure(self) -> Choice:
        return self._choices("feeling", quick_codes(), feeling_word)[-1]

    def meanings(self) -> tuple[Meaning, ...]:
        words = (feeling(code) for code in quick_codes())
        return tuple(Meaning(_(word.word), _(word.definition)) for word in words)

    def chips(self) -> tuple[Choice, ...]:
        return self._triggers()[: len(first_day_chips())]

    def letters(self) -> tuple[Letter, ...]:
        """All triggers that are no chips, under their letters."""
        left = {choice.value: choice for choice in self._triggers()[len(first_day_chips()) :]}
        return tuple(
            Letter(
                name=trigger_name(letter.code),
                choices=tuple(left[one.code] for one in (letter, *letter.items) if one.code in left),
                serious=letter.code == SERIOUS,
            )
            for letter in triggers()
        )

    def other_chosen(self) -> bool:
        """Whether the list of all triggers has to stand open, because the choice is in it."""
        chosen = self["trigger"].value()
        return chosen in trigger_codes() and chosen not in {chip.code for chip in first_day_chips()}

    def steps(self) -> tuple[Choice, ...]:
        return self._choices("strength", map(str, STRENGTHS), lambda step: strength_word(int(step)))

    def _triggers(self) -> tuple[Choice, ...]:
        return self._choices("trigger", trigger_codes(), trigger_name)

    def _choices(self, name: str, codes: Iterable[str], said: Any) -> tuple[Choice, ...]:
        chosen = self[name].value()
        return tuple(
            Choice(code, f"id_{name}_{number}", said(code), code == chosen)
            for number, code in enumerate(codes)
        )
