"""The length rule of passwords: 15 characters; 12 for who already has a second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from people.models import User

ALONE, WITH_SECOND_FACTOR = 15, 12


class LengthValidator:
    """Length is the only rule of form (NIST SP 800-63B): no mix of letters, digits and signs is asked for."""

    def validate(self, password: str, user: User | None = None) -> None:
        least = self._least(user)
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
        return _("At least %(least)d characters. Three or four words that you can remember work well.") % {
            "least": ALONE
        }

    def _least(self, user: User | None) -> int:
        known = user is not None and user.pk is not None and not user._state.adding
        return WITH_SECOND_FACTOR if known and is_mfa_enabled(user) else ALONE
