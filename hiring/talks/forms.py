"""What people type to change a locked card, and whom they select to lay side by side."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.forms import LONGEST_TEXT, ScorecardForm, sentences
from hiring.talks.comparing import FEWEST, MOST
from hiring.talks.queries.comparison import Choice
from people.forms import PlainForm


class ChangeForm(ScorecardForm):
    """A locked card again, whole, with the reason for its change.

    Who wrote of another person by mistake may take every rating back: what she wrote stays readable.
    """

    may_tell_nothing = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, locking=True, **kwargs)
        self.fields["reason"] = sentences(
            gettext_lazy("Why you change your card"),
            gettext_lazy("Write why you change it."),
            LONGEST_TEXT,
            gettext_lazy("Whoever reads your card reads this too, and what the card said before."),
        )


class CompareForm(PlainForm):
    """Two to four people of one opening."""

    who = forms.MultipleChoiceField(
        label=gettext_lazy("Whom to lay side by side"),
        help_text=gettext_lazy("Two to four people, by name."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Select at least two people."),
            "invalid_choice": gettext_lazy(
                "Somebody you selected is not among those of this opening whom you can compare. Select from "
                "the list."
            ),
        },
    )

    def __init__(self, *args: Any, choices: Iterable[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.choices = [(str(one.id), one.name) for one in choices]

    def clean_who(self) -> list[str]:
        who: list[str] = sorted(set(self.cleaned_data["who"]))
        if len(who) < FEWEST:
            raise forms.ValidationError(_("Select at least two people."))
        if len(who) > MOST:
            raise forms.ValidationError(
                _("Select at most %(most)s people. You selected %(count)s.")
                % {"most": MOST, "count": len(who)}
            )
        return who
