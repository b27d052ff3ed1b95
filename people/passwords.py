"""The rules of passwords: 15 characters, 12 for who already has a second step; not common, not one's name."""

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User

ALONE, WITH_SECOND_FACTOR = 15, 12


def least_length(user: User | None) -> int:
    """How many characters this person's password needs."""
    known = user is not None and not user._state.adding
    return WITH_SECOND_FACTOR if known and is_mfa_enabled(user) else ALONE


def length_hint(user: User | None = None) -> str:
    """What stands beside the field."""
    return _("At least %(least)d characters. Three or four words that you can remember work well.") % {
        "least": least_length(user)
    }


class LengthValidator:
    """Length is the only rule of form (NIST SP 800-63B): no mix of letters, digits and signs is asked for."""

    def validate(self, password: str, user: User | None = None) -> None:
        least = least_length(user)
        missing = least - len(password)
        if missing > 0:
            raise ValidationError(
                ngettext(
                    "Use at least %(least)d characters. This one is %(missing)d short.",
                    "Use at least %(least)d characters. This one is %(missing)d short.",
                    missing,
                )
                % {"least": least, "missing": missing},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return length_hint()


class CommonValidator(CommonPasswordValidator):
    """Django's list of 20,000 common passwords, with our words."""

    def get_error_message(self) -> str:
        return _("Many people use this password. Choose another one.")


class SimilarityValidator(UserAttributeSimilarityValidator):
    """Not one's own name or address, with our words."""

    def get_error_message(self) -> str:
        return _("This password is too close to your name or e-mail address. Choose another one.")
