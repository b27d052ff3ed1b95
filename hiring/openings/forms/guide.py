"""What HR types about the questions of the talk."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.forms import LONGEST_TEXT, sentences
from hiring.guide import Question
from hiring.openings.editing import QuestionText
from hiring.openings.forms.fields import line_field
from people.forms import PlainForm

LONGEST_QUESTION, LONGEST_ANCHOR, MOST_PROBES = 500, 600, 6


class VersionForm(PlainForm):
    """What stood there when the page was made: of two windows the second is told."""

    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


class QuestionForm(VersionForm):
    """One question of the talk, with what was done for 1, 3 and 5."""

    competency = line_field(
        gettext_lazy("What it is about"),
        gettext_lazy("Enter what the question is about."),
        60,
        gettext_lazy("Questions with the same words here belong together and are weighed together."),
    )
    asks = sentences(
        gettext_lazy("The question"),
        gettext_lazy("Write the question."),
        LONGEST_QUESTION,
        gettext_lazy("Ask for something that the person did. “Tell me about a time when …”"),
    )
    probes = sentences(
        gettext_lazy("If the answer stays short (optional)"),
        "",
        LONGEST_TEXT,
        gettext_lazy("One question a line, at most 6."),
    )
    anchor_1 = sentences(
        gettext_lazy("What 1 looks like"),
        gettext_lazy("Write what somebody did who gets a 1."),
        LONGEST_ANCHOR,
        gettext_lazy("What was done, not what somebody is like."),
        rows=2,
    )
    anchor_3 = sentences(
        gettext_lazy("What 3 looks like"),
        gettext_lazy("Write what somebody did who gets a 3."),
        LONGEST_ANCHOR,
        rows=2,
    )
    anchor_5 = sentences(
        gettext_lazy("What 5 looks like"),
        gettext_lazy("Write what somebody did who gets a 5."),
        LONGEST_ANCHOR,
        rows=2,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["probes"].required = False

    def clean_competency(self) -> str:
        return " ".join(str(self.cleaned_data["competency"]).split())

    def clean_probes(self) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.cleaned_data["probes"].splitlines() if line.strip())
        if len(lines) > MOST_PROBES:
            raise forms.ValidationError(_("Keep at most 6 of them, one a line."))
        return lines

    def told(self) -> QuestionText:
        said = self.cleaned_data
        anchors = (said["anchor_1"], said["anchor_3"], said["anchor_5"])
        return QuestionText(said["competency"], said["asks"], said["probes"], anchors)


def first_of_question(question: Question, version: int) -> dict[str, Any]:
    """What the form of a question begins with."""
    told = {f"anchor_{at}": does for at, does in question.anchors}
    return told | {
        "competency": question.competency,
        "asks": question.asks,
        "probes": "\n".join(question.probes),
        "version": version,
    }
