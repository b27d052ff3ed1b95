"""Where allauth meets the house: mail through the outbox, sign-up as the installation allows, sealed secrets."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils import timezone

from people.actions.organisations import create_personal_organisation
from people.keys import installation_key
from people.models import User
from people.outbox import post_text
from people.scope import installation_scope
from people.sealing import seal, unseal

SCHEMA = 1


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: who may sign up, what is made with a new one, how its mails leave."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return bool(settings.SIGNUP_OPEN)

    def new_user(self, request: HttpRequest) -> User:
        return User(created_at=timezone.now())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """A person who signs up by herself gets an organisation of one."""
        user.name = form.cleaned_data["name"]
        super().save_user(request, user, form, commit=True)
        create_personal_organisation(user=user, now=timezone.now())
        return user

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = context.get("request")
        told = {"email": email, "current_site": get_current_site(request), **context}
        message = self.render_mail(template_prefix, email, told)
        post_text(to=email, kind=template_prefix, body=message.body, now=timezone.now())


class MFAAdapter(DefaultMFAAdapter):
    """Second-factor secrets stand sealed in the database, under the installation's key."""

    def encrypt(self, text: str) -> str:
        with installation_scope():
            key = installation_key()
        sealed = seal(key, {"text": text}, table="mfa", row=key.id, owner=key.id, schema=SCHEMA)
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        with installation_scope():
            key = installation_key()
        sealed = base64.b64decode(encrypted_text)
        return str(unseal(key, sealed, table="mfa", row=key.id, owner=key.id)[1]["text"])
