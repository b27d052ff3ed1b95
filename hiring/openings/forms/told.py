"""What HR types about what candidates are told, and who talks with them and decides."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.forms import LONGEST_TEXT, retention_words, sentences
from hiring.models import Opening
from hiring.openings.actions.parts import ToldText
from hiring.openings.forms.fields import AddressesField, line_field
from people.forms import PlainForm


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
    contact = line_field(
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


class TeamForm(PlainForm):
    """Who talks with candidates and who decides, by address."""

    interviewers = AddressesField(
        label=gettext_lazy("Who talks with candidates"),
        hint=gettext_lazy("The e-mail address of each colleague, one a line. They need not be of HR."),
    )
    deciders = AddressesField(
        label=gettext_lazy("Who decides"),
        hint=gettext_lazy(
            "One address a line. Who also talks with candidates decides after locking a scorecard of their "
            "own. Who only decides waits until every scorecard is locked."
        ),
    )
