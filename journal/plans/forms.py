"""What is typed about plans, goals and rituals: texts as they stand, and a day to look again."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.own import NONE, TRIGGER, OwnWords
from journal.plans.documents import GoalDocument, Kind, Rite, RitualDocument, Wording
from journal.plans.rules import LONGEST_REVIEW
from journal.plans.said import kind_word, named_trigger
from journal.text import first_unstorable, with_plain_newlines
from journal.words import technique_name, trigger_name
from people.forms import PlainForm, RadioField
from vocabulary.techniques import techniques
from vocabulary.triggers import triggers

LONGEST_WORDS, LONGEST_GOAL, LONGEST_WHY = 300, 200, 2000
# A plan to make plans helps nobody; a plan itself is this technique.
_NOT_IN_PLANS = {"if-then-plan"}


class WordsField(forms.Field):
    """Text as it was typed: newlines as LF, spaces kept, nothing cut."""

    def __init__(self, *, longest: int, missing: Any = "", rows: int = 2, **kwargs: Any) -> None:
        told = {"required": missing} if missing else {}
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(required=bool(missing), widget=widget, error_messages=told, **kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        return with_plain_newlines(value or "")

    def validate(self, value: Any) -> None:
        found = first_unstorable(value)
        if found:
            raise ValidationError(
                _("Character %(place)d (%(code)s) cannot be stored. Delete it and save again.")
                % {"place": found[0], "code": found[1]}
            )
        if self.required and not value.strip():
            raise ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.longest:
            raise ValidationError(
                _("Shorten this to %(most)d characters. It has %(now)d.")
                % {"most": self.longest, "now": len(value)}
            )


class KeyField(forms.Field):
    """The form's own key. One that is missing or was changed counts as a new form's."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class VersionField(forms.Field):
    """Which version a change began from. One that is missing or was changed fits none."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> int:
        return int(value) if str(value).isascii() and str(value).isdecimal() and len(str(value)) < 9 else 0


class ReviewField(forms.DateField):
    """A day to look again: after today, within a year."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Look at it again on"),
            help_text=gettext_lazy("On that day Today asks whether to keep, change or end it."),
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            error_messages={
                "required": gettext_lazy("Choose a day to look at it again."),
                "invalid": gettext_lazy("Enter a date, for example 2026-12-31."),
            },
        )


class _Reviewed(PlainForm):
    """What plans and goals share: a day after her own today, a key, and the version it began from."""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_review_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["review_on"]
        if not self.today < day <= self.today + LONGEST_REVIEW:
            raise ValidationError(_("Choose a day from tomorrow on, within a year."))
        return day

    def told(self, *names: str) -> dict[str, Any]:
        """These fields. Only after is_valid()."""
        return {name: self.cleaned_data[name] for name in names}


class PlanForm(_Reviewed):
    """If a trigger comes up, then a technique, own words, or both."""

    trigger = forms.ChoiceField(
        label=gettext_lazy("If this comes up"),
        error_messages={
            "required": gettext_lazy("Select what has to come up."),
            "invalid_choice": gettext_lazy("Select what has to come up."),
        },
    )
    technique = forms.ChoiceField(
        required=False,
        label=gettext_lazy("then I will try"),
        error_messages={"invalid_choice": gettext_lazy("Select one of those offered.")},
    )
    own_words = WordsField(
        longest=LONGEST_WORDS,
        label=gettext_lazy("In my own words"),
        help_text=gettext_lazy(
            "What you will do, small enough for the middle of a contact. Alone or beside what you selected. "
            "No customer names or numbers."
        ),
    )
    review_on = ReviewField()
    submission_key = KeyField(required=False)
    version = VersionField(required=False)

    def __init__(
        self, *args: Any, own: OwnWords = NONE, before: Wording | None = None, **kwargs: Any
    ) -> None:
        """`before` is what a plan that is changed said so far: it may name what is offered no longer."""
        super().__init__(*args, **kwargs)
        trigger: Any = self.fields["trigger"]
        trigger.choices = _trigger_choices(own, before.trigger if before else "")
        technique: Any = self.fields["technique"]
        technique.choices = _technique_choices(before.technique if before else "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"technique", "own_words"} & self.errors.keys() and not (
            cleaned["technique"] or cleaned["own_words"].strip()
        ):
            self.add_error("technique", _("Select what you will try, or write it in your own words."))
        return cleaned

    def wording(self) -> Wording:
        """What the form says. Only after is_valid()."""
        said = self.cleaned_data
        return Wording(said["trigger"], said["technique"], said["own_words"])


class GoalForm(_Reviewed):
    """What, of which kind, why, what next, and when to look again."""

    what = WordsField(
        longest=LONGEST_GOAL,
        missing=gettext_lazy("Write what you want to get to."),
        label=gettext_lazy("What I want to get to"),
    )
    kind = RadioField(
        choices=(), label=gettext_lazy("Kind"), missing=gettext_lazy("Select what the goal is about.")
    )
    why = WordsField(
        longest=LONGEST_WHY,
        label=gettext_lazy("Why it matters to me (optional)"),
        help_text=gettext_lazy("What you get out of it yourself, whatever others think of it."),
        rows=3,
    )
    why_on_hard_days = forms.BooleanField(
        required=False,
        label=gettext_lazy("Show me the why on hard days"),
        help_text=gettext_lazy(
            "On a day on which you write down a strong, unpleasant feeling, Today shows it. Only you see it."
        ),
    )
    next_step = WordsField(
        longest=LONGEST_WORDS,
        label=gettext_lazy("Next step (optional)"),
        help_text=gettext_lazy("Something you can do this week."),
    )
    review_on = ReviewField()
    submission_key = KeyField(required=False)
    version = VersionField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(one.value, kind_word(one)) for one in Kind]

    def document(self) -> GoalDocument:
        """What the form says. Only after is_valid()."""
        said = self.cleaned_data
        return GoalDocument(
            Kind(said["kind"]), said["what"], said["why"], said["next_step"], said["why_on_hard_days"]
        )


class RitualForm(PlainForm):
    """One text before a shift, two after it."""

    text = WordsField(longest=LONGEST_WHY, rows=3)
    left_here = WordsField(
        longest=LONGEST_WHY, label=gettext_lazy("One thing that I leave here until next time"), rows=3
    )
    submission_key = KeyField(required=False)

    def __init__(self, *args: Any, rite: Rite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rite = rite
        self.fields["text"].label = ritual_question(rite)
        if rite is not Rite.AFTER:
            del self.fields["left_here"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        written = any(str(cleaned.get(name, "")).strip() for name in ("text", "left_here"))
        if not written and not self.errors:
            self.add_error("text", _("Write a few words, or leave the page: nothing is missed."))
        return cleaned

    def document(self) -> RitualDocument:
        """What the form says. Only after is_valid()."""
        said = self.cleaned_data
        return RitualDocument(self.rite, said["text"], said.get("left_here", ""))


class RehearsalForm(PlainForm):
    """The plan, said once more. What stands in it is neither compared nor kept."""

    repeated = WordsField(
        longest=LONGEST_WHY,
        missing=gettext_lazy("Write the plan once, in these or other words."),
        label=gettext_lazy("Now the plan once more, from memory"),
    )


def ritual_question(rite: Rite) -> str:
    """What is asked."""
    return {
        Rite.HELPED: _("One time that I helped somebody"),
        Rite.VIEW: _("From their side it makes sense, because …"),
        Rite.AFTER: _("One thing that I got done"),
    }[rite]


def _trigger_choices(own: OwnWords, before: str) -> list[tuple[str, Any]]:
    """By letter, her own behind the others of theirs."""
    groups = [
        (
            trigger_name(letter.code),
            [(one.code, trigger_name(one.code)) for one in (letter, *letter.items)]
            + [(one.code, one.text) for one in own.offered(TRIGGER) if one.place == letter.code],
        )
        for letter in triggers()
    ]
    known = {code for _name, group in groups for code, _said in group}
    rest = [(before, named_trigger(before, own))] if before and before not in known else []
    return [("", _("Select a trigger")), *rest, *groups]


def _technique_choices(before: str) -> list[tuple[str, str]]:
    offered = [one.code for one in techniques() if one.code not in _NOT_IN_PLANS]
    rest = [before] if before and before not in offered else []
    return [("", _("Only my own words")), *((code, technique_name(code)) for code in (*rest, *offered))]
