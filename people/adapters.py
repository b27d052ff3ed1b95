"""Where allauth meets the house: mail through the outbox, sign-up where it is open, sealed secrets."""

import base64
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actions.organisations import create_personal_organisation
from people.door import SIGNED_IN, closed_until
from people.keys import installation_key
from people.known_devices import known_device, remember_device
from people.models import User
from people.opening import PASSWORD
from people.other_sign_ins import tell_of_sign_in
from people.outbox import post_text
from people.prepared import Given, Prepared
from people.qr import draw_code
from people.scope import belongs_to_several
from people.sealing import seal, unseal
from people.sessions import forget_session
from people.tries import TooMany, count_try

SCHEMA = 1
WRONG_CODE = gettext_lazy("This code does not match. Check it, or ask for a new one.")
TOO_MANY = gettext_lazy("Too many tries. Wait five minutes, then try again.")

_TOO_MANY_OF = {"login_failed": "too_many_login_attempts", "login_failed_known": "too_many_on_known_device"}


def site() -> SimpleNamespace:
    """What allauth's texts call the site: never from the request, whose host anybody can set."""
    return SimpleNamespace(name="eiapp", domain=settings.PUBLIC_URL)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: who may sign up, what is made with a new one, how its mails leave, which limit counts."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "cannot_remove_primary_email": gettext_lazy("This is the address you sign in with; it stays."),
        "duplicate_email": gettext_lazy("This is already your address."),
        "email_password_mismatch": gettext_lazy("The e-mail address or the password is not right."),
        "email_taken": gettext_lazy("Somebody already has an account with this address."),
        "enter_current_password": gettext_lazy("This is not your present password."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_login": gettext_lazy("The e-mail address or the password is not right."),
        "max_email_addresses": gettext_lazy("You cannot have more than %d addresses."),
        "too_many_login_attempts": TOO_MANY,
        "too_many_on_known_device": gettext_lazy("Too many tries. Wait an hour, then try again."),
        "rate_limited": gettext_lazy("That was too soon. Wait a minute, then try again."),
        "same_as_current": gettext_lazy("This is the same as now. Enter another one."),
        "unverified_primary_email": gettext_lazy("Confirm your e-mail address first."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def new_user(self, request: HttpRequest) -> User:
        return User(created_at=timezone.now())

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A person who signs up by herself gets an organisation of one."""
        user.name = form.cleaned_data["name"]
        super().save_user(request, user, form, commit=True)
        create_personal_organisation(user=user, now=timezone.now())
        return user

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        """From now on this browser is a known one; the session says since when, and if there is a switch."""
        now = timezone.now()
        request.session[SIGNED_IN] = now.timestamp()
        if told.get("signup"):  # she has chosen her password in this same session
            record_authentication(request, user, method=PASSWORD)
        response: HttpResponse = super().post_login(request, user, **told)
        remember_device(request, response, user.email)
        if closed_until(request, now):
            tell_of_sign_in(request, user, now)
        if belongs_to_several(user):
            request.session["several_memberships"] = True
        return response

    def logout(self, request: HttpRequest) -> None:
        forget_session(request)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """A password that was not chosen behind an open door waits as long as its door (people.opening)."""
        user.password_reset_at = None if _chosen_by_herself(user) else timezone.now()
        super().set_password(user, password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Our own text into the outbox; its subject is the same for every mail, so none is written here."""
        told = {
            **context,
            "email": email,
            "current_site": site(),
            "public_url": settings.PUBLIC_URL,
            "signup_open": settings.SIGNUP_OPEN,
        }
        body = render_to_string(f"{template_prefix}_message.txt", told).strip() + "\n"
        post_text(to=email, kind=template_prefix, body=body, now=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:security")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("people:security")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to say again who one is, in our words."""
        words = {
            "reauthenticate": _("Use your password"),
            "mfa_reauthenticate": _("Use a code from your app"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Wrong tries of strangers do not lock a person out of a browser where she has signed in before."""
        device = known_device(request, credentials.get("email", ""))
        wrong, key = "login_failed", self._get_login_attempts_cache_key(request, **credentials)
        if device is not None:
            wrong, key = "login_failed_known", f"{device}:{key}"
        try:
            self._login_failed_rl_usage = count_try(request, every="sign_in", wrong=wrong, key=key)
        except TooMany as reached:
            if reached.action == "sign_in":
                raise ImmediateHttpResponse(respond_429(request)) from None
            raise self.validation_error(_TOO_MANY_OF[reached.action]) from None

    def get_client_ip(self, request: HttpRequest) -> str:
        """Read from the headers once a request: each limit asks, and the list of sessions."""
        if not hasattr(request, "client_ip"):
            request.client_ip = super().get_client_ip(request)  # type: ignore[attr-defined]
        return str(request.client_ip)  # type: ignore[attr-defined]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """The address alone: with the host in it, each of our names would give five more tries."""
        return str(credentials.get("email", "")).strip().lower()


def _chosen_by_herself(user: User) -> bool:
    """On the page for it, in a session that opens what is private: not with a code from an e-mail."""
    request = allauth_context.request
    if request is None or request.user != user:
        return False
    asked = request.resolver_match.view_name
    on_page = asked in {"account_change_password", "account_set_password"}
    return on_page and closed_until(request, timezone.now()) is None


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets stand sealed in the database, under the installation's key.

    They are bound to no owner: allauth asks for `encrypt(text)` and `decrypt(text)` and does not say whose it
    is. Whoever can write the table could copy one person's row to another; nobody can read it.
    """

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": WRONG_CODE,
        "cannot_generate_recovery_codes": gettext_lazy(
            "Set up an app or a passkey first; then you get recovery codes."
        ),
        "unverified_email": gettext_lazy("Confirm your e-mail address first."),
        "add_email_blocked": gettext_lazy("Take the second step away before you change your address."),
    }

    def is_mfa_enabled(self, user: Any, types: list[str] | None = None) -> bool:
        """Asked at each sign-in."""
        return user.is_authenticated and any(
            types is None or each in types for each in _second_steps(user=user.pk)
        )

    def encrypt(self, text: str) -> str:
        key = installation_key()
        sealed = seal(key, {"text": text}, table="mfa", row=key.id, owner=key.id, schema=SCHEMA)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        key = installation_key()
        sealed = base64.b64decode(encrypted_text)
        return str(unseal(key, sealed, table="mfa", row=key.id, owner=key.id)[1]["text"])

    def build_totp_svg(self, url: str) -> str:
        """The picture an app reads: without style attributes, black on white in a dark page too."""
        return draw_code(url, _("Picture for your app; the same key stands below as text"))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the public address, whatever name the browser came by."""
        return {"id": urlsplit(settings.PUBLIC_URL).hostname or "", "name": "eiapp"}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """A name to start from."""
        there = Authenticator.objects.filter(user=user, type=type).count()
        return _("My passkey") if there == 0 else _("Passkey %(number)d") % {"number": there + 1}


_second_steps: Prepared[str] = Prepared(
    lambda: Authenticator.objects.filter(user=Given("user", User)).values_list("type", flat=True)
)
