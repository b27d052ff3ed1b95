"""The writing forms: four choices between two contacts, and everything a moment can hold."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from journal.backdating import NotYet, TooFarBack, felt_at
from journal.choices import (
    feeling_codes,
    feelings_html,
    first_chips,
    meanings_html,
    quick_codes,
    scale_html,
    shown_codes,
    strength_codes,
    technique_codes,
    techniques_html,
    trigger_codes,
    triggers_html,
    words_html,
)
from journal.contacts import CARD, EMAIL, contacts_in
from journal.documents import MOST_FEELINGS, NOTHING_YET, TEXTS, MomentDocument
from journal.own import FEELING, LONGEST, NONE, PLACES, TRIGGER, OwnWords
from journal.plans.choices import AsksPlans, plan_code
from journal.text import first_unstorable, with_plain_newlines
from journal.words import corner_name, short_lists, short_word, strength_word, trigger_name

LONGEST_NOTE = 500
LONGEST_TEXT = 10_000
_CODES = ("feelings", "triggers", "shown", "customer", "techniques")
_KINDS = {"feelings": FEELING, "shown": FEELING, "customer": FEELING, "triggers": TRIGGER}
_LISTS = ("channel", "phase", "outcome", "stayed")


class CodeField(forms.Field):
    """One code of a group of radios that stands ready as HTML; one sentence says what to do without one."""

    def __init__(self, *, codes: tuple[str, ...], label: Any, missing: Any = "", **more: Any) -> None:
        # The widget draws nothing: the error summary asks it where the first radio stands.
        first = forms.RadioSelect(choices=[(codes[0], "")])
        super().__init__(label=label, widget=first, error_messages={"required": missing}, **more)
        self.codes = codes

    def validate(self, value: Any) -> None:
        if value not in self.codes and (self.required or value):
            raise ValidationError(self.error_messages["required"], code="required")


class CodesField(forms.Field):
    """Several codes of a group of checkboxes. `also` holds those that the moment has had before."""

    def __init__(self, *, codes: tuple[str, ...], label: Any, most: int = 12, missing: Any = "") -> None:
        first = forms.CheckboxSelectMultiple(choices=[(codes[0], "")])
        super().__init__(
            label=label, widget=first, required=bool(missing), error_messages={"required": missing}
        )
        self.codes, self.most, self.also = codes, most, tuple[str, ...]()

    def to_python(self, value: Any) -> tuple[str, ...]:
        chosen = {code for code in value or () if code in (*self.codes, *self.also)}
        # Those of before keep their order, so that a form sent as it was opened changes nothing.
        return tuple(code for code in dict.fromkeys([*self.also, *(value or ())]) if code in chosen)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(_("Choose up to %(most)d.") % {"most": self.most})
        if NOTHING_YET in value and len(value) > 1:
            raise ValidationError(_("Choose what you did, or “Nothing yet”."))


class ListField(forms.ChoiceField):
    """One of a short list, or nothing. The form sets the choices, in the language of the reader."""

    def __init__(self, *, label: Any) -> None:
        told = {"invalid_choice": gettext_lazy("Select one from the list.")}
        super().__init__(label=label, required=False, error_messages=told)


class TextField(forms.Field):
    """Text as it was typed: newlines as LF, spaces kept, nothing cut. `called` names it in a sentence."""

    def __init__(self, *, called: Any, most: int = LONGEST_TEXT, rows: int = 3, **more: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": rows}), **more)
        self.called, self.most = called, most

    def to_python(self, value: Any) -> str:
        return with_plain_newlines(value or "")

    def validate(self, value: Any) -> None:
        found = first_unstorable(value)
        if found:
            told = {"at": found[0], "code": found[1], "text": self.called}
            raise ValidationError(
                _("Character %(at)d of the %(text)s (%(code)s) cannot be stored. Delete it and save again.")
                % told
            )
        if len(value) > self.most:
            raise ValidationError(
                _("Shorten the %(text)s to %(most)d characters. It has %(now)d.")
                % {"most": self.most, "now": len(value), "text": self.called}
            )


class SubmissionKeyField(forms.Field):
    """The form's own key. One that is missing or was changed counts as a new form's."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> UUID:
        try:
            return UUID(str(value))
        except ValueError:
            return uuid4()


class VersionField(forms.Field):
    """The version that the form was opened with. One that is missing or was changed never wins."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> int:
        return int(value) if re.fullmatch(r"[0-9]{1,9}", str(value)) else 0


class ContactsGuard(forms.Form):
    """Points once to what looks like somebody's address or number; sent again, the form is taken as it is."""

    # Names a text that was pointed to before, in the page that points.
    as_it_is = forms.CharField(required=False, widget=forms.HiddenInput)

    @cached_property
    def found(self) -> tuple[str, ...]:
        """What to point to: nothing while other things are missing, nor a second time."""
        if not self.is_bound or not self.is_valid() or self.cleaned_data["as_it_is"]:
            return ()
        return contacts_in(*(self.cleaned_data[name] for name in TEXTS if name in self.fields))

    def pointed_to(self) -> tuple[str, ...]:
        return tuple(contact_sentence(kind) for kind in self.found)


class MomentForm(AsksPlans, ContactsGuard):
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
    techniques = CodesField(codes=technique_codes(), label=gettext_lazy("What did you do?"))
    strength_after = CodeField(
        codes=strength_codes(), label=gettext_lazy("How strong does it feel now?"), required=False
    )
    note = TextField(
        most=LONGEST_NOTE,
        rows=2,
        called=gettext_lazy("note"),
        label=gettext_lazy("Note (optional)"),
        help_text=gettext_lazy("Up to 500 characters. No customer names or numbers."),
    )
    submission_key = SubmissionKeyField(required=False)

    def __init__(self, *told: Any, chips: tuple[str, ...] = (), own: OwnWords = NONE, **more: Any) -> None:
        super().__init__(*told, **more)
        self.chips = chips or first_chips()
        self.take_own(own)

    def take_own(self, own: OwnWords) -> None:
        """Offer her own triggers too. They need not be there to take a trigger of the vocabulary."""
        self.own = own
        trigger = self.fields["trigger"]
        assert isinstance(trigger, CodeField)
        trigger.codes = (*trigger_codes(), *own.places(TRIGGER))

    def document(self, zone: str) -> MomentDocument:
        """What was told, as it is kept."""
        told = self.cleaned_data
        return MomentDocument(
            feelings=(told["feeling"],),
            triggers=(told["trigger"],),
            strength=int(told["strength"]),
            note=told["note"],
            zone=zone,
            techniques=told["techniques"],
            strength_after=int(told["strength_after"]) if told["strength_after"] else None,
            **self.came_up(),
        )

    def feelings(self) -> SafeString:
        fresh = not self.is_bound and not self.initial.get("feeling")
        return feelings_html(_one_of(self["feeling"]), fresh=fresh)

    def triggers(self) -> SafeString:
        return triggers_html("trigger", [_one_of(self["trigger"])], self.chips, own=self.own)

    def strengths(self) -> SafeString:
        return scale_html("strength", _one_of(self["strength"]))

    def what_was_done(self) -> SafeString:
        return techniques_html(_several_of(self["techniques"]))

    def strengths_after(self) -> SafeString:
        return scale_html("strength_after", _one_of(self["strength_after"]))

    def tells_what_was_done(self) -> bool:
        """Whether that part stands open."""
        return bool(_several_of(self["techniques"]) or _one_of(self["strength_after"])) or any(
            name in self.errors for name in ("techniques", "strength_after")
        )

    def meanings(self) -> SafeString:
        return meanings_html()


class FullMomentForm(AsksPlans, ContactsGuard):
    """Everything a moment can hold. `before` is the moment that is changed, None for a new one."""

    feelings = CodesField(
        codes=feeling_codes(),
        most=MOST_FEELINGS,
        label=gettext_lazy("How did you feel? Up to three words"),
        missing=gettext_lazy("Select how you felt."),
    )
    triggers = CodesField(
        codes=trigger_codes(),
        label=gettext_lazy("What set it off?"),
        missing=gettext_lazy("Select what set it off."),
    )
    strength = CodeField(
        codes=strength_codes(),
        label=gettext_lazy("How strong did it feel?"),
        missing=gettext_lazy("Select how strong it felt."),
    )
    note = TextField(
        called=gettext_lazy("note"),
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("Up to 10,000 characters. No customer names or numbers."),
    )
    techniques = CodesField(codes=technique_codes(), label=gettext_lazy("What did you do?"))
    strength_after = ListField(label=gettext_lazy("How strong was it after that?"))
    stayed = ListField(label=gettext_lazy("How long did it stay?"))
    shown = CodesField(
        codes=shown_codes(), most=MOST_FEELINGS, label=gettext_lazy("What did you let be seen?")
    )
    customer = CodesField(
        codes=feeling_codes(),
        most=MOST_FEELINGS,
        label=gettext_lazy("How did the other person seem to feel?"),
    )
    channel = ListField(label=gettext_lazy("Where was the contact?"))
    phase = ListField(label=gettext_lazy("When in the contact?"))
    outcome = ListField(label=gettext_lazy("How did it end?"))
    thought = TextField(
        called=gettext_lazy("thought"),
        label=gettext_lazy("What went through your head?"),
        help_text=gettext_lazy("As it came, in your own words."),
    )
    another_view = TextField(
        called=gettext_lazy("other view"),
        label=gettext_lazy("Another way to see it"),
        help_text=gettext_lazy("What would a friend say, reading the thought above?"),
    )
    need = TextField(called=gettext_lazy("need"), label=gettext_lazy("What did you need?"))
    next_time = TextField(called=gettext_lazy("next time"), label=gettext_lazy("Next time"))
    day = forms.DateField(
        required=False,
        label=gettext_lazy("Day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("Write the day like 2026-11-22.")},
    )
    time = forms.TimeField(
        required=False,
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": gettext_lazy("Write the time like 14:30.")},
    )
    submission_key = SubmissionKeyField(required=False)
    version = VersionField(required=False)

    def __init__(
        self,
        *told: Any,
        now: dt.datetime,
        zone: str,
        chips: tuple[str, ...] = (),
        own: OwnWords = NONE,
        before: MomentDocument | None = None,
        felt_before: dt.datetime | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*told, **more)
        self.now, self.zone, self.chips = now, zone, chips or first_chips()
        self.before, self.felt_before, self.own = before, felt_before, own
        for name in _CODES:
            field = self.fields[name]
            assert isinstance(field, CodesField)
            field.also = getattr(before, name) if before else ()
            # Whether offered or not: one may have been taken off the list while this form stood open.
            field.codes = (*field.codes, *own.places(_KINDS[name])) if name in _KINDS else field.codes
        for name in _LISTS:
            _set_choices(self.fields[name], short_lists()[name], getattr(before, name, None), name)
        after = {str(step): f"{step}, {strength_word(step)}" for step in range(1, 6)}
        _set_choices(self.fields["strength_after"], after, None, "strength_after")

    def clean(self) -> dict[str, Any]:
        """The time is told whole or not at all; without it a new moment is of now."""
        told: dict[str, Any] = self.cleaned_data
        told["felt_at"] = self.felt_before or self.now
        if "day" in self.errors or "time" in self.errors:
            return told
        day, time = told.get("day"), told.get("time")
        if (day is None) != (time is None):
            missing = "day" if day is None else "time"
            self.add_error(missing, _("Tell both the day and the time, or none of them."))
        elif day is not None:
            self._place(told, day, time)
        return told

    def _place(self, told: dict[str, Any], day: dt.date, time: Any) -> None:
        try:
            told["felt_at"] = felt_at(day, time, self.zone, now=self.now, before=self.felt_before)
        except NotYet:
            self.add_error("day", _("Choose a time that has already been."))
        except (TooFarBack, OverflowError):
            self.add_error("day", _("Choose a day of the last 7 days."))

    def document(self) -> MomentDocument:
        """What was told, as it is kept. What this form does not ask for stays as it was."""
        told = {name: self.cleaned_data[name] for name in (*_CODES, *TEXTS)}
        told |= {name: self.cleaned_data[name] or None for name in _LISTS}
        after = self.cleaned_data["strength_after"]
        told |= {
            "strength": int(self.cleaned_data["strength"]),
            "strength_after": int(after) if after else None,
            "zone": self.zone,
        }
        if self.before is not None:
            told["while_locked"] = self.before.while_locked
        told |= self._came_up()
        return MomentDocument(**told)

    def _came_up(self) -> dict[str, Any]:
        """A plan that has ended since is not asked for any more, and stays as it was told."""
        before = self.before
        if before is None or before.plan is None or self.cleaned_data["plan"]:
            return self.came_up()
        if before.plan in {row.pk for row, _wording in self.plans}:
            return self.came_up()
        return {"plan": before.plan, "plan_used": before.plan_used}

    def words(self) -> SafeString:
        return words_html("feelings", self._codes("feelings"), self.own)

    def shown_words(self) -> SafeString:
        return words_html("shown", self._codes("shown"), self.own)

    def customer_words(self) -> SafeString:
        return words_html("customer", self._codes("customer"), self.own)

    def trigger_list(self) -> SafeString:
        return triggers_html("triggers", self._codes("triggers"), self.chips, several=True, own=self.own)

    def technique_list(self) -> SafeString:
        return techniques_html(self._codes("techniques"), whole=True)

    def strengths(self) -> SafeString:
        return scale_html("strength", _one_of(self["strength"]))

    def open_parts(self) -> frozenset[str]:
        """Which folded parts hold something, or a problem."""
        return frozenset(part for part, names in PARTS.items() if any(map(self._stands_open, names)))

    def _stands_open(self, name: str) -> bool:
        value = self[name].value()
        return name in self.errors or bool(value and str(value).strip())

    def _codes(self, name: str) -> list[str]:
        field = self.fields[name]
        assert isinstance(field, CodesField)
        return _several_of(self[name], field.also)


class OwnWordForm(forms.Form):
    """One own word, and where it belongs: a corner for a feeling, a letter for a trigger."""

    text = forms.CharField(
        strip=True,
        label=gettext_lazy("The word, or a few"),
        error_messages={"required": gettext_lazy("Write the word.")},
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Where does it belong?"),
        error_messages={
            "required": gettext_lazy("Select where it belongs."),
            "invalid_choice": gettext_lazy("Select where it belongs."),
        },
    )

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        place = self.fields["place"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = [
            ("", _("Select")),
            (_("A feeling"), [(f"{FEELING}:{code}", corner_name(code)) for code in PLACES[FEELING]]),
            (_("A trigger"), [(f"{TRIGGER}:{code}", trigger_name(code)) for code in PLACES[TRIGGER]]),
        ]

    def clean_text(self) -> str:
        text = " ".join(str(self.cleaned_data["text"]).split())
        if first_unstorable(text):
            raise ValidationError(_("Leave out characters that cannot be stored."))
        if len(text) > LONGEST:
            raise ValidationError(
                _("Shorten it to %(most)d characters. It has %(now)d.") % {"most": LONGEST, "now": len(text)}
            )
        return text


# The folded parts of the full form, and the fields in each.
PARTS = {
    "done": ("techniques", "strength_after", "stayed"),
    "shown": ("shown", "customer"),
    "contact": ("channel", "phase", "outcome"),
    "thought": ("thought", "another_view", "need", "next_time"),
    "when": ("day", "time"),
}


def initial_of(document: MomentDocument, version: int, day: dt.date, time: dt.time) -> dict[str, Any]:
    """What the form of a moment opens with."""
    told: dict[str, Any] = {name: getattr(document, name) for name in (*_CODES, *_LISTS, *TEXTS)}
    after = document.strength_after
    told |= {"strength": str(document.strength), "strength_after": str(after) if after else ""}
    came_up = plan_code(document.plan, document.plan_used)
    return told | {"version": version, "day": day, "time": time, "plan": came_up}


def initial_of_draft(fields: Mapping[str, list[str]], form: type[forms.Form]) -> dict[str, Any]:
    """What a form opens with that was half filled in before: several values where it takes several.

    Boxes are not sent where none is ticked: what she has cleared must not come back.
    """
    takes_several = (CodesField, forms.MultipleChoiceField)
    several = {name for name, field in form.base_fields.items() if isinstance(field, takes_several)}
    ticks = {name for name, field in form.base_fields.items() if isinstance(field, forms.BooleanField)}
    told = {name: values if name in several else values[-1] for name, values in fields.items() if values}
    return dict.fromkeys(several | ticks) | told


def _set_choices(field: Any, words: Mapping[str, str], before: str | None, name: str) -> None:
    """A code of before stays in the list even where nobody offers it any more."""
    told = dict(words)
    if before is not None and before not in told:
        told[before] = short_word(name, before)
    field.choices = [("", _("Not told")), *told.items()]


def _one_of(bound: Any) -> str:
    value = str(bound.value() or "")
    return value if value in bound.field.codes else ""


def _several_of(bound: Any, also: Iterable[str] = ()) -> list[str]:
    known = {*bound.field.codes, *also}
    return [code for code in bound.value() or () if code in known]


def contact_sentence(kind: str) -> str:
    if kind == EMAIL:
        return _("There seems to be an e-mail address in what you wrote.")
    if kind == CARD:
        return _("There seems to be a card number in what you wrote.")
    return _("There seems to be a phone number in what you wrote.")
