"""What a person looks for in her own moments. Sent by POST: no word of it stands in an address."""

from functools import cache, lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from journal.documents import STRENGTHS
from journal.searching import Sought
from journal.text import first_unstorable
from journal.words import feeling_word, strength_word, trigger_name, words
from vocabulary.feelings import not_sure, quadrants
from vocabulary.triggers import triggers

LONGEST_TEXT = 200
PERIODS = (1, 7, 30, 90, 365)
Choices = list[tuple[str, str]]


class WordsField(forms.CharField):
    """Words to look for; what no moment can hold is told."""

    def clean(self, value: Any) -> str:
        text = str(value or "").strip()
        if found := first_unstorable(text):
            raise ValidationError(
                _("Character %(place)d of the words (%(code)s) stands in no moment. Delete it.")
                % {"place": found[0], "code": found[1]}
            )
        if len(text) > LONGEST_TEXT:
            raise ValidationError(
                _("Shorten the words to %(most)d characters. There are %(now)d.")
                % {"most": LONGEST_TEXT, "now": len(text)}
            )
        return text


class CodeChoice(forms.ChoiceField):
    """One code of a list, or none. The choices are made in the language of the reader."""

    def __init__(self, *, label: Any, choices: Any) -> None:
        told = {"invalid_choice": gettext_lazy("Select one from the list.")}
        super().__init__(label=label, choices=choices, required=False, error_messages=told)


class SearchForm(forms.Form):
    """Empty fields ask for nothing; at least one has to ask for something."""

    text = WordsField(
        required=False,
        label=gettext_lazy("Words"),
        help_text=gettext_lazy("In what you wrote and in the words you chose. All of them have to be there."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = CodeChoice(label=gettext_lazy("When"), choices=lambda: _periods())
    corner = CodeChoice(label=gettext_lazy("Kind of feeling"), choices=lambda: _corners())
    letter = CodeChoice(label=gettext_lazy("What set it off"), choices=lambda: _letters())
    strength = CodeChoice(label=gettext_lazy("How strong"), choices=lambda: _strengths())
    technique = CodeChoice(label=gettext_lazy("What you did"), choices=lambda: _techniques())

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if not self.errors and self.sought().is_anything:
            self.add_error("text", _("Write a word, or select something below."))
        return told

    def sought(self) -> Sought:
        """What is asked for, of a form without errors."""
        told = self.cleaned_data
        return Sought(
            text=told["text"],
            days=int(told["days"] or 0),
            corner=told["corner"],
            letter=told["letter"],
            strength=int(told["strength"] or 0),
            technique=told["technique"],
        )

    def fields_html(self) -> SafeString:
        """The fields; of an empty form they are rendered once a process."""
        return _fields(self) if self.is_bound else _empty_fields(get_language())


@cache
def empty_search() -> SearchForm:
    """The form as the list shows it: it is only read, so one does for everybody."""
    return SearchForm()


def form_of(sought: Sought) -> SearchForm:
    """The form as it was sent for what is shown now."""
    told = {name: str(getattr(sought, name) or "") for name in SearchForm.base_fields}
    form = SearchForm(told)
    form.full_clean()
    return form


def _fields(form: SearchForm) -> SafeString:
    return render_to_string("journal/search_fields.html", {"form": form})


@lru_cache(maxsize=8)
def _empty_fields(language: str | None) -> SafeString:
    return _fields(SearchForm())


def _periods() -> Choices:
    return [("", _("Any time")), *((str(days), _period(days)) for days in PERIODS)]


def _period(days: int) -> str:
    if days == 1:
        return _("Today")
    return ngettext("Last %(days)d day", "Last %(days)d days", days) % {"days": days}


def _corners() -> Choices:
    corners = [(quadrant.code, _(quadrant.name)) for quadrant in quadrants()]
    return [("", _("Any")), *corners, (not_sure().code, capfirst(feeling_word(not_sure().code)))]


def _letters() -> Choices:
    return [("", _("Anything")), *((letter.code, trigger_name(letter.code)) for letter in triggers())]


def _strengths() -> Choices:
    steps = [(str(step), f"{step} {strength_word(step)}") for step in STRENGTHS]
    return [("", _("Any")), *steps]


def _techniques() -> Choices:
    return [("", _("Anything")), *words().techniques.items()]
