"""Fills the demo once, and tells its accounts every time."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from eiapp.demo_accounts import ACCOUNTS, CANDIDATE_TOKEN, PASSWORD
from eiapp.seed import is_seeded, seed


class Command(BaseCommand):
    help = "Make the demo organisation Harbour Support, if it is not there yet, and print its accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Demo people have a known password. Set EIAPP_DEMO=1 for an installation to try out."
            )
        if not is_seeded():
            if not settings.MASTER_KEYS and not settings.MASTER_KEY_FILE.exists():
                call_command("keys", "new", stdout=self.stdout)
            self.stdout.write("Filling the demo:")
            seed(now=timezone.now(), tell=lambda step: self.stdout.write(f"  {step}"))
        self.stdout.write(f"\nSign in as one of these, with the password {PASSWORD}:")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:<20} {account.about}")
        link = settings.PUBLIC_URL + reverse("hiring:candidate-start", args=[CANDIDATE_TOKEN])
        self.stdout.write(f"A candidate without an account has this link, for 14 days:\n  {link}")
        self.stdout.write(f"Mails are put into {settings.EMAIL_FILE_PATH}.\n")
