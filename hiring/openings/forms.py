"""What HR types about an opening, part by part."""

import datetime as dt
from fractions import Fraction
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments import COMPONENTS
from hiring.asked import NO_REASON_KNOWN
from hiring.forms import LONGEST_TEXT, retention_words, sentences
from hiring.guide import Guide, Question
from hiring.models import Opening, OpeningStage
from hiring.openings.actions import JobText, StageText, ToldText
from hiring.openings.editing import QuestionText
from hiring.openings.rule import WHOLE, Rule, Ties
from hiring.openings.rule import Part as Weighed
from people.forms import PlainForm, RadioField

LONGEST_REASON, LONGEST_ANCHOR, LONGEST_LINE = 500, 600, 300
MOST_PROBES, MOST_PEOPLE = 6, 20


def _line(label: Any, missing: Any, longest: int, hint: Any = "") -> forms.CharField:
    """A field for one line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        error_messages={
            "required": missing,
            "max_length": gettext_lazy("Shorten this to %(limit_value)d characters. It has %(show_value)d."),
        },
    )


def _title() -> forms.CharField:
    return _line(gettext_lazy("Job title"), gettext_lazy("Enter the job title."), 120)


class NewOpeningForm(PlainForm):
    """A draft needs a name and nothing else."""

    title = _title()


class JobForm(PlainForm):
    """No part of the statements is on by default, and each that is needs its own reason."""

    title = _title()
    needs = sentences(
        gettext_lazy("What the job needs"),
        gettext_lazy("Write what somebody does in this job, and what it takes."),
        LONGEST_TEXT,
        gettext_lazy("What somebody does all day, and what it takes. Candidates do not see this."),
        rows=6,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in COMPONENTS:
            self.fields |= _switch(one.code, _(one.name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in COMPONENTS:
            on, reason = cleaned.get(f"on_{one.code}"), cleaned.get(f"reason_{one.code}", "").strip()
            if on and not reason and f"reason_{one.code}" not in self.errors:
                self.add_error(f"reason_{one.code}", _("Write why this job needs it, or switch it off."))
            if reason and not on:
                self.add_error(f"on_{one.code}", _("Switch it on, or clear its reason."))
        return cleaned

    def told(self) -> JobText:
        """What the form says, for the action. Only after is_valid()."""
        said = self.cleaned_data
        reasons = {one.code: said[f"reason_{one.code}"] for one in COMPONENTS if said[f"on_{one.code}"]}
        return JobText(said["title"], said["needs"], reasons)


def _switch(code: str, name: str) -> dict[str, forms.Field]:
    """A component's switch and its reason."""
    warning = _(
        "These statements describe attention to feelings and sociability. We know of no reason to select on "
        "them."
    )
    reason = sentences(_("Why the job needs %(name)s") % {"name": name.lower()}, "", LONGEST_REASON, rows=2)
    reason.required = False
    on = forms.BooleanField(
        label=_("Ask about %(name)s") % {"name": name.lower()},
        help_text=warning if code in NO_REASON_KNOWN else "",
        required=False,
    )
    return {f"on_{code}": on, f"reason_{code}": reason}


class StagesForm(PlainForm):
    """One talk that carries the decision, and perhaps a shorter one before it."""

    first = _line(
        gettext_lazy("An earlier, shorter talk (optional)"),
        "",
        60,
        gettext_lazy("Leave it empty when there is one talk. For example: First call."),
    )
    last = _line(
        gettext_lazy("The talk that carries the decision"),
        gettext_lazy("Enter a name for the talk."),
        60,
        gettext_lazy("As candidates and colleagues read it. For example: Talk."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].required = False

    def told(self, *, asks: bool) -> list[StageText]:
        """The stages in order; `asks`: the job has a reason for statements."""
        said = self.cleaned_data
        statements = [StageText(OpeningStage.Kind.QUESTIONNAIRE, _("Statements"))] if asks else []
        names = [name for name in (said["first"], said["last"]) if name]
        return [*statements, *(StageText(OpeningStage.Kind.INTERVIEW, name) for name in names)]


class VersionForm(PlainForm):
    """What stood there when the page was made: of two windows the second is told."""

    version = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)


class QuestionForm(VersionForm):
    """One question of the talk, with what was done for 1, 3 and 5."""

    competency = _line(
        gettext_lazy("What it is about"),
        gettext_lazy("Enter what the question is about."),
        60,
        gettext_lazy("Questions with the same words here belong together and are weighed together."),
    )
    asks = sentences(
        gettext_lazy("The question"),
        gettext_lazy("Write the question."),
        LONGEST_REASON,
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


class RuleForm(PlainForm):
    """A weight and a least mean for each competency, what is enough together, what decides between equals."""

    enough = forms.DecimalField(
        label=gettext_lazy("What is enough together"),
        help_text=gettext_lazy("The least weighted mean of all, from 1 to 5. Who is exactly there meets it."),
        max_digits=4,
        decimal_places=2,
    )
    ties = RadioField(
        choices=[
            (Ties.ANOTHER_TALK, gettext_lazy("Another talk with the same questions, by two other people")),
            (Ties.HEAVIEST, gettext_lazy("The higher mean in the competency that weighs most")),
            (Ties.LOT, gettext_lazy("A lot is drawn in front of two people")),
        ],
        label=gettext_lazy("When more people meet the rule than there are places"),
        missing=gettext_lazy("Select what is done then."),
    )
    reason = sentences(
        gettext_lazy("Why the rule is changed"),
        gettext_lazy("Write why the rule is changed: everybody who reads it will ask."),
        LONGEST_TEXT,
        gettext_lazy("The earlier version stays to be read."),
    )

    def __init__(self, *args: Any, guide: Guide, is_change: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guide = guide
        last = {name: self.fields.pop(name) for name in ("enough", "ties", "reason")}
        for one in guide.competencies:
            self.fields |= {f"weight_{one.code}": _weight(one.name), f"least_{one.code}": _least(one.name)}
        if not is_change:
            last.pop("reason")
        last["enough"].error_messages |= _between()
        self.fields |= last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = [f"weight_{one.code}" for one in self.guide.competencies]
        if all(name in cleaned for name in names):
            total = sum(cleaned[name] for name in names)
            if total != WHOLE:
                told = _("The weights add up to %(total)s. Together they have to be 100.") % {"total": total}
                self.add_error(names[0], told)
        for name in (*(f"least_{one.code}" for one in self.guide.competencies), "enough"):
            if name in cleaned and not 1 <= cleaned[name] <= 5:
                self.add_error(name, _("Enter a number from 1 to 5."))
        return cleaned

    def told(self) -> Rule:
        said = self.cleaned_data
        parts = tuple(
            Weighed(one.code, said[f"weight_{one.code}"], Fraction(said[f"least_{one.code}"]))
            for one in self.guide.competencies
        )
        return Rule(parts, Fraction(said["enough"]), Ties(said["ties"]))

    @property
    def reason_told(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


def first_of_rule(rule: Rule) -> dict[str, Any]:
    """What the form of a rule begins with."""
    told: dict[str, Any] = {"enough": _plain(rule.enough), "ties": rule.ties.value}
    for part in rule.parts:
        told |= {f"weight_{part.code}": part.weight, f"least_{part.code}": _plain(part.least)}
    return told


def _plain(number: Fraction) -> str:
    return f"{float(number):g}"


def _weight(name: str) -> forms.IntegerField:
    told = _("Enter a whole number from 0 to 100.")
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), told)
    return forms.IntegerField(
        label=_("Weight of “%(name)s”") % {"name": name},
        min_value=0,
        max_value=WHOLE,
        error_messages=messages,
    )


def _least(name: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Least mean rating of “%(name)s”") % {"name": name},
        max_digits=4,
        decimal_places=2,
        error_messages=_between(),
    )


def _between() -> dict[str, str]:
    codes = ("required", "invalid", "max_digits", "max_decimal_places", "max_whole_digits")
    return dict.fromkeys(codes, _("Enter a number from 1 to 5."))


class ToldForm(PlainForm):
    """What candidates read, whom they can ask, until when they can answer, and how long it is kept."""

    notice = sentences(
        gettext_lazy("What candidates read first"),
        gettext_lazy("Write what candidates read before they begin."),
        LONGEST_TEXT,
        gettext_lazy(
            "Why you ask, and what happens next. How long, who sees and “you can say no” are added."
        ),
        rows=5,
    )
    contact = _line(
        gettext_lazy("Whom candidates can ask"),
        gettext_lazy("Enter whom candidates can ask, and how."),
        200,
        gettext_lazy("A name, and an e-mail address or a telephone number."),
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

    def clean_deadline(self) -> dt.date:
        day: dt.date = self.cleaned_data["deadline"]
        if not self.today <= day <= self.today + dt.timedelta(days=366):
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        return day

    def told(self) -> ToldText:
        said = self.cleaned_data
        return ToldText(said["notice"], said["contact"], said["deadline"], said["retention"])


class AddressesField(forms.CharField):
    """E-mail addresses of colleagues, one a line."""

    def __init__(self, *, label: Any, hint: Any) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            max_length=5000,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={
                "required": gettext_lazy("Name at least one person."),
                "max_length": gettext_lazy("Name at most 20 people."),
            },
        )

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in str(super().clean(value)).splitlines()]
        found = list(dict.fromkeys(line.lower() for line in lines if line))
        if len(found) > MOST_PEOPLE:
            raise forms.ValidationError(_("Name at most 20 people."))
        for one in found:
            try:
                validate_email(one)
            except forms.ValidationError as error:
                told = _("“%(line)s” is no e-mail address. Put one address on each line.")
                raise forms.ValidationError(told % {"line": one[:80]}) from error
        return found


class TeamForm(PlainForm):
    """Who talks with candidates and who decides, by address."""

    interviewers = AddressesField(
        label=gettext_lazy("Who talks with candidates"),
        hint=gettext_lazy("The e-mail address of each colleague, one a line. They need not be of HR."),
    )
    deciders = AddressesField(
        label=gettext_lazy("Who decides"),
        hint=gettext_lazy(
            "One address a line. Who decides has talked with the candidate and locked a scorecard first."
        ),
    )
