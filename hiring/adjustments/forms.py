"""What a candidate sends about what she needs, and what HR answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from hiring.adjustments.actions import Wishes
from hiring.adjustments.display import Display
from hiring.forms import LONGEST_TEXT, sentences
from hiring.models import CandidateDisplay
from people.forms import PlainForm, RadioField


class WishesForm(PlainForm):
    """How her pages look, and what she asks HR for: with "Ask first" a text is needed."""

    one_statement = forms.BooleanField(label=gettext_lazy("One statement a page"), required=False)
    text_size = RadioField(
        label=gettext_lazy("Size of text"),
        choices=CandidateDisplay.TextSize,
        missing=gettext_lazy("Select a size."),
    )
    spaced = forms.BooleanField(
        label=gettext_lazy("More space between letters, words and lines"), required=False
    )
    tinted = forms.BooleanField(label=gettext_lazy("A tinted page in place of white"), required=False)
    text = sentences(
        gettext_lazy("What do you need?"),
        gettext_lazy("Write what you need, so that HR can answer."),
        LONGEST_TEXT,
        gettext_lazy(
            "For example another way to answer, or an interpreter of sign language in the talk. "
            "You need not say why."
        ),
    )

    def __init__(self, *args: Any, first: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = first
        self.fields["text"].required = first

    def told(self) -> Wishes:
        return Wishes(self.display(), self.cleaned_data["text"], self.first)

    def display(self) -> Display:
        """What she chose, as far as it can be kept."""
        said = self.cleaned_data
        return Display(said["one_statement"], said.get("text_size", "normal"), said["spaced"], said["tinted"])


class AnswerForm(PlainForm):
    """HR's answer to one request."""

    text = sentences(
        gettext_lazy("Your answer"),
        gettext_lazy("Write the answer."),
        LONGEST_TEXT,
        gettext_lazy("The candidate reads it word for word, and is mailed a link to it."),
    )
