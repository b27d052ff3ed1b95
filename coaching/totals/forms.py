"""Whether somebody is counted in totals: one switch."""

from django import forms
from django.utils.translation import gettext_lazy

from people.forms import PlainForm


class CountedForm(PlainForm):
    """One tick."""

    counted = forms.BooleanField(
        label=gettext_lazy("Count me in the totals of my unit"),
        help_text=gettext_lazy("You can change this at any time. Nobody else sees it."),
        required=False,
    )
