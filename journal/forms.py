"""The quick form: a feeling, what set it off, how strong it felt, and a note if wanted."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.choices import (
    feelings_html,
    meanings_html,
    quick_codes,
    strength_codes,
    strengths_html,
    trigger_codes,
    triggers_html,
)
from journal.text import first_unstorable, with_plain_newlines

LONGEST_NOTE = 500


class CodeField(forms.Field):
    """One code of a group of radios that stands ready as HTML; one sentence says what to do without one."""

    def __init__(self, *, codes: tuple[str, ...], missing: Any, label: Any) -> None:
        # The widget draws nothing: the error summary asks it where the first radio stands.
        first = forms.RadioSelect(choices=[(codes[0], "")])
        super().__init__(label=label, widget=first, error_messages={"required": missing})
        self.codes = codes

    def validate(self, value: Any) -> None:
        if value not in self.codes:
            raise ValidationError(self.error_messages["required"], code="required")


class NoteField(forms.Field):
    """Text as it was typed: newlines as LF, spaces kept, nothing cut."""

    widget = forms.Textarea(attrs={"rows": 2})

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


class MomentForm(forms.Form):
    """Nothing is chosen beforehand, and nothing that was typed is lost when something is missing."""

    feeling = CodeField(
        codes=quick_codes(),
        label=gettext_lazy("How do you feel?"),
        missing=gettext_lazy("Select how you feel."),
    )
    trigger = CodeField(
        codes=trigger_codes(),
        label=gettext_lazy("What set it off?"),
        missing=gettext_lazy("Select what set it off."),
    )
    strength = CodeField(
        codes=strength_codes(),
        label=gettext_lazy("How strong did it feel?"),
        missing=gettext_lazy("Select how strong it felt."),
    )
    note = NoteField(
        required=False,
        label=gettext_lazy("Note (optional)"),
        help_text=gettext_lazy("Up to 500 characters. No customer names or numbers."),
    )
    submission_key = SubmissionKeyField(required=False)

    def feelings(self) -> SafeString:
        fresh = not self.is_bound and not self.initial.get("feeling")
        return feelings_html(self._chosen("feeling"), fresh=fresh)

    def triggers(self) -> SafeString:
        return triggers_html(self._chosen("trigger"))

    def strengths(self) -> SafeString:
        return strengths_html(self._chosen("strength"))

    def meanings(self) -> SafeString:
        return meanings_html()

    def _chosen(self, name: str) -> str:
        return str(self[name].value() or "")
