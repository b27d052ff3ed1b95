"""What HR types about a legal hold."""

from django import forms
from django.utils.translation import gettext_lazy

from hiring.forms import LONGEST_TEXT, sentences
from people.forms import PlainForm


class HoldForm(PlainForm):
    """A name, such as of a case, and why."""

    name = forms.CharField(
        label=gettext_lazy("Name of the hold"),
        help_text=gettext_lazy("A case or a file, such as “Claim 12/2026”. Not the name of a person."),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Give the hold a name."),
            "max_length": gettext_lazy("Use at most 120 characters for the name."),
        },
    )
    reason = sentences(
        gettext_lazy("Why it is placed"),
        gettext_lazy("Write why nothing may be deleted."),
        LONGEST_TEXT,
    )
