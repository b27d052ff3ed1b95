"""What people send about rounds: whom to ask and how long, and a rater's answers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from assessments.forms import missing_sentence
from assessments.instruments import HIGHEST, LOWEST, Instrument
from assessments.rounds.queries import Near, by_address
from assessments.rounds.rules import OPEN_FOR
from assessments.rounds.statements import UNSEEN
from assessments.statements import first_control
from people.forms import PlainForm

NAMED = "named"  # the box by which a rater agrees to be named
VALUES: dict[str, int | None] = {str(value): value for value in range(LOWEST, HIGHEST + 1)} | {UNSEEN: None}
# What the rater's form carries beside answers.
OTHERS = frozenset({"csrfmiddlewaretoken", "then", NAMED})
MOST_ADDRESSES = 40


class StartForm(PlainForm):
    """Whom a round asks, and how long it is open. Colleagues are asked for inside the scope."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("People near you"),
        help_text=gettext_lazy("Select people who see you at work."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Select people from the list.")},
    )
    addresses = forms.CharField(
        label=gettext_lazy("Other people of your organisation"),
        help_text=gettext_lazy("Their e-mail addresses, one a line."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        max_length=4000,
        required=False,
        error_messages={"max_length": gettext_lazy("Use at most 4,000 characters for the addresses.")},
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long is the round open?"),
        choices=[(days, ngettext_lazy("%(n)s day", "%(n)s days", days) % {"n": days}) for days in OPEN_FOR],
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": gettext_lazy("Select how long the round is open."),
            "invalid_choice": gettext_lazy("Select how long the round is open."),
        },
    )

    def __init__(self, *args: Any, near: Sequence[Near], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["people"]
        people.choices = [(each.code, each.name) for each in near]
        self._near = {each.code: each.id for each in near}
        if not near:
            del self.fields["people"]

    def clean_addresses(self) -> set[UUID]:
        """The members behind the addresses. An address of nobody here is told, so that it can be mended."""
        named = {word.lower() for word in re.split(r"[\s,;]+", self.cleaned_data["addresses"]) if word}
        if len(named) > MOST_ADDRESSES:
            raise forms.ValidationError(_("Enter fewer addresses."))
        found = by_address(named)
        unknown = sorted(named - found.keys())
        if unknown:
            told = _("Nobody in your organisation has the address %(address)s.")
            raise forms.ValidationError(told % {"address": unknown[0][:120]})
        return set(found.values())

    def chosen(self) -> set[UUID]:
        """Everybody who was picked or named, once."""
        picked = {self._near[code] for code in self.cleaned_data.get("people", ())}
        return {*picked, *self.cleaned_data["addresses"]}


@dataclass(frozen=True)
class ReplyForm:
    """A rater's answers as they were sent: `answers` by code, what is wrong by the control to go to, and
    whether she agrees to be named: only by the box on her own page."""

    answers: Mapping[str, int | None]
    errors: Mapping[str, str]
    named: bool


def sort_reply(posted: QueryDict, form: Instrument) -> ReplyForm:
    """Sort what was posted. One answer a statement: a name that comes twice is no answer."""
    sent = {name: posted.getlist(name) for name in posted if name not in OTHERS}
    codes = {item.code for item in form.items}
    answers = {
        name: VALUES[values[0]]
        for name, values in sent.items()
        if name in codes and len(values) == 1 and values[0] in VALUES
    }
    box = posted.getlist(NAMED)
    odd = sent.keys() - answers.keys() or box not in ([], ["yes"])
    told = {"answers": _("One answer was not among those offered, so nothing was sent.")} if odd else {}
    missed = [item for item in form.items if item.code not in answers]
    errors = told | {first_control(item): missing_sentence(item) for item in missed}
    return ReplyForm(answers, errors, named=box == ["yes"])
