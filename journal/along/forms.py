"""The file that somebody brings, and what she says of another app's words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.along.queries import Check
from journal.documents import STRENGTHS
from journal.exchange.mapping import Choices, Chosen, Word
from journal.words import strength_word, words
from vocabulary.feelings import feelings, not_sure, quadrants
from vocabulary.triggers import triggers

# A page with more of them is not read to its end.
MOST_MOODS, MOST_TAGS = 60, 40
LEAVE_OUT = "leave-out"
Groups = list[tuple[str, Any]]


class FileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("Our own JSON, Daylio’s table (CSV), Day One’s zip or JSON. Up to 20 MB."),
        error_messages={
            "required": gettext_lazy("Select a file."),
            "invalid": gettext_lazy("Select a file."),
            "missing": gettext_lazy("Select a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def data_of_file(self) -> bytes:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        return bytes(file.read())


class ChoicesForm(forms.Form):
    """What each mood means, and what set the notes off. Without notes of another app it has no fields."""

    def __init__(self, *args: Any, check: Check, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.moods, self.tags = check.moods[:MOST_MOODS], check.tags[:MOST_TAGS]
        for number, mood in enumerate(self.moods):
            self._ask_mood(number, mood)
        if self.moods:
            self.fields["otherwise"] = _select(
                _("What set these moments off, where nothing below says it?"),
                [("", _("Select")), *_triggers()],
                missing=_("Select what set these moments off."),
            )
        for number, tag in enumerate(self.tags):
            label = _("“%(tag)s” (%(times)d) stands for") % {"tag": tag.text, "times": tag.times}
            self.fields[f"tag-{number}"] = _select(label, [("", _("Stays in the note")), *_triggers()])

    def choices(self) -> Choices:
        """What she chose; a mood that is left out has no feeling."""
        told = self.cleaned_data
        chosen = {}
        for number, mood in enumerate(self.moods):
            feeling, strength = told[f"mood-{number}"], told[f"strength-{number}"]
            chosen[mood.text] = Chosen("" if feeling == LEAVE_OUT else feeling, int(strength or 1))
        named = {tag.text: told[f"tag-{number}"] for number, tag in enumerate(self.tags)}
        return Choices(moods=chosen, triggers=named, otherwise=told.get("otherwise", ""))

    def clean(self) -> dict[str, Any]:
        """A strength is asked of what comes in alone."""
        told = super().clean() or {}
        for number, mood in enumerate(self.moods):
            feeling, strength = told.get(f"mood-{number}"), told.get(f"strength-{number}")
            if feeling and feeling != LEAVE_OUT and not strength:
                self.add_error(f"strength-{number}", ValidationError(_strength_missing(mood)))
        return told

    def _ask_mood(self, number: int, mood: Word) -> None:
        told = {"mood": mood.text, "times": mood.times}
        what = _("“%(mood)s” (%(times)d) means that you felt") % told if mood.text else _("How you felt")
        strength = _("How strong “%(mood)s” felt") % told if mood.text else _("How strong it felt")
        by_word = {word.casefold(): code for code, word in words().feelings.items()}
        self.fields[f"mood-{number}"] = _select(
            what,
            [*_feelings(), (LEAVE_OUT, _("Leave these out"))],
            missing=_("Select how you felt."),
            initial=by_word.get(mood.text.casefold(), not_sure().code),
        )
        steps = [(str(step), strength_word(step)) for step in STRENGTHS]
        self.fields[f"strength-{number}"] = _select(strength, [("", _("Select")), *steps])


def _strength_missing(mood: Word) -> str:
    if not mood.text:
        return _("Select how strong it felt.")
    return _("Select how strong “%(mood)s” felt.") % {"mood": mood.text}


def _select(label: str, choices: Groups, *, missing: str = "", initial: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=bool(missing),
        initial=initial,
        error_messages={"required": missing, "invalid_choice": missing or _("Select one of the list.")},
    )


def _feelings() -> Groups:
    said = words().feelings
    named = [
        (_(quadrant.name), [(one.code, said[one.code]) for one in feelings() if one.quadrant == quadrant])
        for quadrant in quadrants()
    ]
    return [(not_sure().code, said[not_sure().code]), *named]


def _triggers() -> Groups:
    said = words().triggers
    return [
        (said[letter.code], [(one.code, said[one.code]) for one in (letter, *letter.items)])
        for letter in triggers()
    ]
