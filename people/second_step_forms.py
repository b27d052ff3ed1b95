"""allauth's forms about the second step (app, passkeys, recovery codes), with our words."""

import json
from typing import Any

from allauth.mfa.base import forms as step
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.account_forms import NO_PASSWORD, say
from people.models import User
from people.passwords import ALONE

NO_CODE = gettext_lazy("Enter the code from your app.")
NO_ANSWER = gettext_lazy("Your browser has not shown a passkey. Try again, or choose another way.")
NO_PASSKEY = gettext_lazy("Your browser has not made a passkey. Try again, and follow what it asks.")
NO_NAME = gettext_lazy("Enter a name for this passkey.")


class CredentialDecoder(json.JSONDecoder):
    """JSON that Python refuses for its long numbers or deep nesting is no JSON, and told at the field."""

    def decode(self, s: str, *where: Any) -> Any:
        try:
            return super().decode(s, *where)
        except (ValueError, RecursionError):
            raise json.JSONDecodeError("not a credential", "", 0) from None


def say_credential(form: forms.Form, *, missing: Any) -> None:
    """What the browser sends of a passkey; the words where it sent nothing that can be read."""
    told: Any = form.fields["credential"]
    told.decoder = CredentialDecoder
    told.error_messages |= {"required": missing, "invalid": missing}


def say_code(form: forms.Form, hint: Any = "") -> None:
    """One field that takes a whole pasted code."""
    say(form, "code", missing=NO_CODE, label=gettext_lazy("Code"), hint=hint)
    form.fields["code"].widget.attrs |= {"spellcheck": "false", "size": "12"}


class SecondStepForm(step.AuthenticateForm):
    """A code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, hint=gettext_lazy("From your app, or one of your recovery codes."))


class SecondStepAgainForm(step.ReauthenticateForm):
    """The same, before something that a stranger at an open desk must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, hint=gettext_lazy("From your app, or one of your recovery codes."))


class AddAppForm(totp.ActivateTOTPForm):
    """The first code, which proves that the app holds the key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self, hint=gettext_lazy("The six digits that the app shows now."))
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def grouped_secret(self) -> str:
        """The key in groups of four, for who types it; apps ignore the spaces."""
        return " ".join(self.secret[at : at + 4] for at in range(0, len(self.secret), 4))


class LongPasswordForm(forms.Form):
    """Taking away the last second step: the password alone must be long enough for it.

    A password may have 12 characters beside a second step and needs 15 without one. Only its hash is kept, so
    the person types it, and its length is seen then.
    """

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": NO_PASSWORD},
    )

    def __init__(self, *args: Any, authenticator: Authenticator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.authenticator = authenticator
        self._user: User = authenticator.user
        if not self._user.has_usable_password() or _has_another(authenticator):
            del self.fields["password"]

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self._user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        if len(password) < ALONE:
            raise forms.ValidationError(
                _("Without a second step a password needs %(least)d characters. Change yours first.")
                % {"least": ALONE}
            )
        return password


class RemoveAppForm(LongPasswordForm):
    """Taking the app away. allauth hands an empty dict on GET; nothing was sent then."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["data"] = kwargs.get("data") or None
        super().__init__(*args, **kwargs)


class AddPasskeyForm(passkeys.AddWebAuthnForm):
    """A passkey's name, and whether it is enough alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(
            self,
            "name",
            missing=NO_NAME,
            label=gettext_lazy("Name"),
            hint=gettext_lazy("So that you can tell it from others."),
        )
        self.fields["name"].max_length = 60
        say_credential(self, missing=NO_PASSKEY)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = gettext_lazy("Sign in with it alone, without a password")
        alone.help_text = gettext_lazy(
            "Your device then asks for your finger, face or PIN. Not every security key can."
        )

    def clean(self) -> dict[str, Any]:
        """The library takes what looks like a credential on trust and stumbles over wrong types in it."""
        try:
            return dict(super().clean())
        except (KeyError, TypeError, ValueError):
            raise forms.ValidationError(NO_PASSKEY) from None


class PasskeyStepForm(passkeys.AuthenticateWebAuthnForm):
    """A passkey as the second step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_credential(self, missing=NO_ANSWER)


class PasskeySignInForm(passkeys.LoginWebAuthnForm):
    """A passkey instead of address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_credential(self, missing=NO_ANSWER)


class PasskeyAgainForm(passkeys.ReauthenticateWebAuthnForm):
    """A passkey, before something that a stranger at an open desk must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_credential(self, missing=NO_ANSWER)


class RenamePasskeyForm(passkeys.EditWebAuthnForm):
    """A passkey's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "name", missing=NO_NAME, label=gettext_lazy("Name"))


def _has_another(authenticator: Authenticator) -> bool:
    """Whether a second step stays without this one; recovery codes alone are none."""
    others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
    return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
