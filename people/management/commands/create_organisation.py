"""A production installation's first organisation: its first admin gets a mailed link."""

import argparse

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError
from django.utils import timezone

from people.actions.invitations import invite_first_admin
from people.actions.organisations import create_organisation
from people.scope import organisation_scope


class Command(BaseCommand):
    help = "Make an organisation and mail its first admin the link to create her account."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name", help="the organisation's name")
        parser.add_argument("email", help="the first admin's e-mail address")

    @transaction.atomic
    def handle(self, *args: object, name: str, email: str, **options: object) -> None:
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address, like ada@example.org.") from None
        if not name.strip() or len(name) > 120:
            raise CommandError("Give the organisation a name of 1 to 120 characters.")
        now = timezone.now()
        organisation = create_organisation(name=name.strip(), now=now)
        with organisation_scope(organisation):
            invite_first_admin(organisation=organisation, email=email, now=now)
        self.stdout.write(
            f"Made {name}. A link for its first admin is on its way to {email}; it works for 14 days."
        )
