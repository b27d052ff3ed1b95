"""What HR types about openings, candidates and talks, and what a candidate's browser sends."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments import COMPONENTS, HIGHEST, LOWEST, Item
from hiring.actions.openings import OpeningText
from hiring.actions.scorecards import Rated, Verdict
from hiring.asked import NO_REASON_KNOWN, Sitting
from hiring.guide import RATINGS, Guide, Question
from hiring.models import Opening
from people.forms import PlainForm

LONGEST_REASON, LONGEST_TEXT, LONGEST_EVIDENCE = 500, 2000, 4000


def _text(label: Any, missing: Any, longest: int, hint: Any = "", rows: int = 3) -> forms.CharField:
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


def first_notice() -> str:
    """The words that a new opening begins with; HR makes them its own."""
    return _(
        "A talk with the same questions for everybody carries the decision. Your answers to the statements "
        "only help us choose what else to ask. People decide, not a program."
    )


class OpeningForm(PlainForm):
    """A job: no part of the questionnaire is on by default, and each that is needs its own reason."""

    title = forms.CharField(
        label=gettext_lazy("Job title"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Enter the job title."),
            "max_length": gettext_lazy("Use at most 120 characters for the title."),
        },
    )
    needs = _text(
        gettext_lazy("What the job needs"),
        gettext_lazy("Write what somebody does in this job, and what it takes."),
        LONGEST_TEXT,
        gettext_lazy("What somebody does all day, and what it takes. Candidates do not see this."),
    )
    notice = _text(
        gettext_lazy("What candidates read first"),
        gettext_lazy("Write what candidates read before they begin."),
        LONGEST_TEXT,
        gettext_lazy(
            "Why you ask, and what happens next. How long, who sees and “you can say no” are added."
        ),
        rows=4,
    )
    contact = forms.CharField(
        label=gettext_lazy("Whom candidates can ask"),
        max_length=200,
        help_text=gettext_lazy("A name, and an e-mail address or a telephone number."),
        error_messages={
            "required": gettext_lazy("Enter whom candidates can ask, and how."),
            "max_length": gettext_lazy("Use at most 200 characters."),
        },
    )
    deadline = forms.DateField(
        label=gettext_lazy("Last day to answer"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the last day to answer."),
            "invalid": gettext_lazy("Enter a date, for example 2026-12-31."),
        },
    )
    retention = forms.ChoiceField(
        label=gettext_lazy("How long everything is kept"),
        help_text=gettext_lazy("By the law where the job is. Ask your own counsel."),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Select how long everything is kept."),
            "invalid_choice": gettext_lazy("Select one of those offered."),
        },
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        retention: Any = self.fields["retention"]
        retention.choices = [(code, retention_words(code)) for code in Opening.Retention.values]
        parts: dict[str, forms.Field] = {}
        for one in COMPONENTS:
            parts |= _switch(one.code, _(one.name))
        first = {name: self.fields.pop(name) for name in ("title", "needs")}
        self.fields = {**first, **parts, **self.fields}

    def clean_deadline(self) -> dt.date:
        day: dt.date = self.cleaned_data["deadline"]
        if not self.today <= day <= self.today + dt.timedelta(days=366):
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in COMPONENTS:
            on, reason = cleaned.get(f"on_{one.code}"), cleaned.get(f"reason_{one.code}", "").strip()
            if on and not reason and f"reason_{one.code}" not in self.errors:
                self.add_error(f"reason_{one.code}", _("Write why this job needs it, or switch it off."))
            if reason and not on:
                self.add_error(f"on_{one.code}", _("Switch it on, or clear its reason."))
        if not any(cleaned.get(f"on_{one.code}") for one in COMPONENTS):
            self.add_error("on_SA", _("Switch on at least one part. There is nothing else to ask yet."))
        return cleaned

    def told(self) -> OpeningText:
        """What the form says, for the action. Only after is_valid()."""
        said = self.cleaned_data
        reasons = {one.code: said[f"reason_{one.code}"] for one in COMPONENTS if said[f"on_{one.code}"]}
        plain = {
            name: said[name] for name in ("title", "needs", "notice", "contact", "deadline", "retention")
        }
        return OpeningText(reasons=reasons, **plain)


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


def _switch(code: str, name: str) -> dict[str, forms.Field]:
    """A component's switch and its reason."""
    warning = _(
        "These statements describe attention to feelings and sociability. We know of no reason to select on "
        "them."
    )
    reason = _text(_("Why the job needs %(name)s") % {"name": name.lower()}, "", LONGEST_REASON, rows=2)
    reason.required = False
    on = forms.BooleanField(
        label=_("Ask about %(name)s") % {"name": name.lower()},
        help_text=warning if code in NO_REASON_KNOWN else "",
        required=False,
    )
    return {f"on_{code}": on, f"reason_{code}": reason}


class CandidateForm(PlainForm):
    """Whom to invite."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Enter the name."),
            "max_length": gettext_lazy("Use at most 120 characters for the name."),
        },
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={
            "required": gettext_lazy("Enter the e-mail address."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.org."),
        },
    )


class ScorecardForm(PlainForm):
    """A rating and its evidence for each question; what is missing is an error only when locking."""

    def __init__(self, *args: Any, guide: Guide, locking: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide, self.locking = guide, locking
        for one in guide.questions:
            self.fields[f"rating_{one.code}"] = _rating(one)
            self.fields[f"evidence_{one.code}"] = _evidence()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self.guide.questions if self.locking else ():
            rating, evidence = cleaned.get(f"rating_{one.code}"), cleaned.get(f"evidence_{one.code}", "")
            if rating is None and f"rating_{one.code}" not in self.errors:
                told = _("Rate “%(name)s”, or select that you could not tell.") % {"name": one.competency}
                self.add_error(f"rating_{one.code}", told)
            if rating in RATINGS and not evidence.strip() and f"evidence_{one.code}" not in self.errors:
                told = _("Write what you heard about “%(name)s”.") % {"name": one.competency}
                self.add_error(f"evidence_{one.code}", told)
        return cleaned

    def told(self) -> dict[str, Rated]:
        """What can be kept of it. A question with a text that cannot stays as it was kept before."""
        said = self.cleaned_data
        return {
            one.code: Rated(said.get(f"rating_{one.code}"), said[f"evidence_{one.code}"])
            for one in self.guide.questions
            if f"evidence_{one.code}" in said
        }


def _rating(question: Question) -> forms.TypedChoiceField:
    """The anchors are the labels, so that nobody has to look them up."""
    anchors = dict(question.anchors)
    choices = [
        (str(value), f"{value}: {anchors[value]}" if value in anchors else str(value)) for value in RATINGS
    ]
    choices.append(("0", _("I could not tell")))
    return forms.TypedChoiceField(
        label=_("Your rating: %(name)s") % {"name": question.competency},
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Select one of the ratings.")},
    )


def _evidence() -> forms.CharField:
    field = _text(gettext_lazy("What you heard"), "", LONGEST_EVIDENCE)
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
    reason = _text(
        gettext_lazy("Reason"),
        gettext_lazy("Write the reason."),
        LONGEST_TEXT,
        gettext_lazy("What was heard in the talk, and why that decides. The person may ask to read it."),
    )

    def __init__(self, *args: Any, guide: Guide, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds: Any = self.fields["grounds"]
        grounds.choices = [(one.code, one.competency) for one in guide.questions]

    def told(self) -> Verdict:
        said = self.cleaned_data
        return Verdict(said["outcome"] == "on", tuple(said["grounds"]), said["reason"])


SKIP = "skip"  # what a browser sends for "I'd rather not say"
VALUES: dict[str, int | None] = {str(value): value for value in range(LOWEST, HIGHEST + 1)} | {SKIP: None}
# What the page's form carries beside answers.
OTHERS = frozenset({"csrfmiddlewaretoken", "then"})


@dataclass(frozen=True)
class SheetForm:
    """`answers` may be kept; `refused` are the names of what may not; `missed` has no answer yet."""

    answers: Mapping[str, int | None]
    refused: tuple[str, ...]
    missed: tuple[Item, ...]

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: the id to go to, and the sentence."""
        outside = {"answers": _("One answer was not among those offered, so it was not saved. The rest was.")}
        return (outside if self.refused else {}) | {
            first_control(item): missing_sentence(item) for item in self.missed
        }


def sort_sheet(posted: Mapping[str, str], sitting: Sitting, shown: Iterable[Item]) -> SheetForm:
    """Sort what a browser sent into kept, refused and missed."""
    codes = {item.code for item in sitting.asked.items}
    sent = {name: value for name, value in posted.items() if name not in OTHERS}
    answers = {name: VALUES[value] for name, value in sent.items() if name in codes and value in VALUES}
    return SheetForm(
        answers=answers,
        refused=tuple(name for name in sent if name not in answers),
        missed=tuple(item for item in shown if item.code not in answers and item.code not in sitting.answers),
    )


def first_control(item: Item) -> str:
    """The id of the statement's first answer, to which an error leads."""
    return f"{item.code}-1"


def missing_sentence(item: Item) -> str:
    return _("Select an answer to statement %(number)s.") % {"number": item.position}
