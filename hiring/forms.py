"""What people type about candidates and talks, and what a candidate's browser sends."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments import HIGHEST, LOWEST, Item
from hiring.actions.scorecards import Rated, Verdict, tells, tells_nothing
from hiring.asked import Sitting
from hiring.bearers import FIELD
from hiring.guide import RATINGS, Guide, Question, named
from people.forms import PlainForm

LONGEST_TEXT, LONGEST_EVIDENCE = 2000, 4000


def sentences(label: Any, missing: Any, longest: int, hint: Any = "", rows: int = 3) -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters. It has %(show_value)d."),
        },
    )


def retention_words(code: str) -> str:
    """A regime as HR and candidates read it."""
    return {
        "eu": _("European Union, United Kingdom: deleted 6 months after the decision, or after the last day"),
        "us": _("United States: kept for 1 year after the decision or the last day, then deleted"),
        "us-public": _(
            "United States, public employer: kept for 2 years after the decision or the last day, then "
            "deleted"
        ),
    }[code]


class ScorecardForm(PlainForm):
    """A rating and its evidence for each question; what is missing is an error only when locking.

    `may_tell_nothing`: a card on which no question is rated can be sent too.
    """

    may_tell_nothing = False

    def __init__(self, *args: Any, guide: Guide, locking: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide, self.locking = guide, locking
        for one in guide.questions:
            self.fields[f"rating_{one.code}"] = _rating(one, named(one, guide))
            self.fields[f"evidence_{one.code}"] = _evidence()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.guide.questions if self.locking else ():
            rating, evidence = cleaned.get(f"rating_{one.code}"), cleaned.get(f"evidence_{one.code}", "")
            if rating is None and f"rating_{one.code}" not in self.errors:
                told = _("Rate “%(name)s”, or select that you could not tell.") % {
                    "name": named(one, self.guide)
                }
                self.add_error(f"rating_{one.code}", told)
            if rating in RATINGS and not evidence.strip() and f"evidence_{one.code}" not in self.errors:
                told = _("Write what you heard about “%(name)s”.") % {"name": named(one, self.guide)}
                self.add_error(f"evidence_{one.code}", told)
        if self.locking and not self.errors and not self.may_tell_nothing and not tells(self.told()):
            self.add_error(None, str(tells_nothing()))
        return cleaned

    def told(self) -> dict[str, Rated]:
        """What can be kept of it. A question with a text that cannot stays as it was kept before."""
        said = self.cleaned_data
        return {
            one.code: Rated(said.get(f"rating_{one.code}"), said[f"evidence_{one.code}"])
            for one in self.guide.questions
            if f"evidence_{one.code}" in said
        }


def _rating(question: Question, name: str) -> forms.TypedChoiceField:
    """The anchors are the labels, so that nobody has to look them up."""
    anchors = dict(question.anchors)
    choices = [
        (str(value), f"{value}: {anchors[value]}" if value in anchors else str(value)) for value in RATINGS
    ]
    choices.append(("0", _("I could not tell")))
    return forms.TypedChoiceField(
        label=_("Your rating: %(name)s") % {"name": name},
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Select one of the ratings.")},
    )


def _evidence() -> forms.CharField:
    field = sentences(gettext_lazy("What you heard"), "", LONGEST_EVIDENCE)
    field.required = False
    return field


class DecisionForm(PlainForm):
    """There is no way to decide on the statements alone: a part of the talk has to carry the decision."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[("on", gettext_lazy("Go on with this person")), ("not", gettext_lazy("Do not go on"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select the decision."),
            "invalid_choice": gettext_lazy("Select one of the two."),
        },
    )
    grounds = forms.MultipleChoiceField(
        label=gettext_lazy("Which parts of the talk carry it"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Select at least one part of the talk."),
            "invalid_choice": gettext_lazy("Select from the parts of the talk."),
        },
    )
    reason = sentences(
        gettext_lazy("Reason"),
        gettext_lazy("Write the reason."),
        LONGEST_TEXT,
        gettext_lazy("What was heard in the talk, and why that decides. The person may ask to read it."),
    )

    def __init__(self, *args: Any, guide: Guide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds: Any = self.fields["grounds"]
        grounds.choices = [(one.code, one.name) for one in guide.competencies]

    def told(self) -> Verdict:
        said = self.cleaned_data
        return Verdict(said["outcome"] == "on", tuple(said["grounds"]), said["reason"])


SKIP = "skip"  # what a browser sends for "I'd rather not say"
RATINGS_SENT = {str(value): value for value in range(LOWEST, HIGHEST + 1)}
# What the page's form carries beside answers.
OTHERS = frozenset({"csrfmiddlewaretoken", "then", FIELD})


class Coded(Protocol):
    """A statement, or a way to act: its answer goes by its code."""

    @property
    def code(self) -> str: ...


@dataclass(frozen=True)
class SheetForm:
    """`answers` may be kept; `refused` are the names of what may not; `missed` has no answer yet, each by the
    id of its first control with the sentence that says so.
    """

    answers: Mapping[str, int | None]
    refused: tuple[str, ...]
    missed: Mapping[str, str]

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: the id to go to, and the sentence."""
        outside = {"answers": _("One answer was not among those offered, so it was not saved. The rest was.")}
        return {**(outside if self.refused else {}), **self.missed}

    @property
    def ratings(self) -> dict[str, int]:
        """Those that are numbers, for who cannot pass one over."""
        return {code: value for code, value in self.answers.items() if value is not None}


def sort_sent(
    posted: Mapping[str, str],
    *,
    codes: Container[str],
    kept: Container[str],
    shown: Iterable[tuple[Coded, str]],
    may_skip: bool,
) -> SheetForm:
    """Sort what a browser sent into kept, refused and missed. `codes` are asked of her, `kept` were answered
    before; `shown` is on the page, each with the sentence for when it is missed.
    """
    values: dict[str, int | None] = {**RATINGS_SENT, **({SKIP: None} if may_skip else {})}
    sent = {name: value for name, value in posted.items() if name not in OTHERS}
    answers = {name: values[value] for name, value in sent.items() if name in codes and value in values}
    return SheetForm(
        answers=answers,
        refused=tuple(name for name in sent if name not in answers),
        missed={
            first_control(one): told
            for one, told in shown
            if one.code not in answers and one.code not in kept
        },
    )


def sort_sheet(posted: Mapping[str, str], sitting: Sitting, shown: Iterable[Item]) -> SheetForm:
    """Sort what a browser sent of statements."""
    return sort_sent(
        posted,
        codes={item.code for item in sitting.asked.items},
        kept=sitting.answers,
        shown=[(item, missing_sentence(item)) for item in shown],
        may_skip=True,
    )


def first_control(one: Coded) -> str:
    """The id of its first answer, to which an error leads."""
    return f"{one.code}-1"


def missing_sentence(item: Item) -> str:
    return _("Select an answer to statement %(number)s.") % {"number": item.position}
