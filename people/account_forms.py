"""allauth's forms about accounts, with our labels, our error words and nothing inside the fields."""

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.passwords import length_hint

NO_CODE = _("Enter the code from the e-mail.")
NO_PASSWORD = _("Enter your password.")
CHOOSE_PASSWORD = _("Choose a password.")
ADDRESS = _("E-mail address")
NO_ADDRESS = _("Enter your e-mail address.")
NOT_AN_ADDRESS = _("Enter an e-mail address like name@example.org.")


def say(form: forms.Form, field: str, *, missing: Any, label: Any = None, hint: Any = "") -> None:
    """Our label, hint and words for a field of allauth's. Grey examples inside a field read as filled in."""
    told = form.fields[field]
    told.widget.attrs.pop("placeholder", None)
    told.help_text = hint
    told.error_messages["required"] = missing
    if label is not None:
        told.label = label


def say_address(form: forms.Form, field: str = "email", *, label: Any = ADDRESS, hint: Any = "") -> None:
    """The same for a field that takes an e-mail address."""
    say(form, field, missing=NO_ADDRESS, label=label, hint=hint)
    form.fields[field].error_messages["invalid"] = NOT_AN_ADDRESS


def say_code(form: forms.Form) -> None:
    """One field that takes a whole pasted code, with or without its dash."""
    say(form, "code", missing=NO_CODE, label=_("Code"))
    form.fields["code"].widget.attrs |= {"autocapitalize": "characters", "spellcheck": "false", "size": "12"}


def say_new_passwords(form: Any, user: User | None) -> None:
    """A new password is typed once: it can be shown, and typing it twice keeps nobody from a mistake."""
    say(form, "password1", missing=CHOOSE_PASSWORD, label=_("New password"), hint=length_hint(user))
    form.fields.pop("password2", None)


class SignInForm(allauth.LoginForm):
    """Address and password; the same answer whichever of them is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_address(self, "login")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        say(self, "password", missing=NO_PASSWORD, label=_("Password"))


class SignUpForm(allauth.SignupForm):
    """Name, address and password of a person who comes by herself."""

    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_address(self, hint=_("We mail a code to this address."))
        say(self, "password1", missing=CHOOSE_PASSWORD, label=_("Password"), hint=length_hint())

    def try_save(self, request: HttpRequest) -> Any:
        """A known address costs a hash as well, or the time taken would tell who has an account."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class NewAddressForm(allauth.AddEmailForm):
    """The address that is to take the place of the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_address(self, label=_("New e-mail address"), hint=_("We mail a code to this address."))


class ChangePasswordForm(allauth.ChangePasswordForm):
    """The present password, and a new one."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "oldpassword", missing=_("Enter your present password."), label=_("Present password"))
        say_new_passwords(self, self.user)


class SetPasswordForm(allauth.SetPasswordForm):
    """A first password, for a person who has signed in without one so far."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_passwords(self, self.user)


class ForgottenForm(allauth.ResetPasswordForm):
    """Where the code for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_address(self)


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """The new password, after the code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_new_passwords(self, self.user)


class AgainForm(allauth.ReauthenticateForm):
    """The password once more, before something that a stranger at an open desk must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say(self, "password", missing=NO_PASSWORD, label=_("Password"))


class RequestCodeForm(allauth.RequestLoginCodeForm):
    """Where the code to sign in goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_address(self)


class SignInCodeForm(allauth.ConfirmLoginCodeForm):
    """The mailed code to sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self)


class AddressCodeForm(allauth.ConfirmEmailVerificationCodeForm):
    """The mailed code that proves an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self)


class ResetCodeForm(allauth.ConfirmPasswordResetCodeForm):
    """The mailed code for a new password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_code(self)
