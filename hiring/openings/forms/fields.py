"""Fields that several parts of an opening have."""

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_PEOPLE = 20


def line_field(label: Any, missing: Any, longest: int, hint: Any = "") -> forms.CharField:
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


def title_field() -> forms.CharField:
    return line_field(gettext_lazy("Job title"), gettext_lazy("Enter the job title."), 120)


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
