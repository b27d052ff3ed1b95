"""Master keys: make one, re-wrap every data key, check that all of them open."""

import argparse

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from people.keys import key_ring, refuse_without_usable_key, rewrap_slots, unopenable_keys
from people.master_keys import MasterKeyError, new_key_text, put_first, read_ring


class Command(BaseCommand):
    help = (
        "new: make a master key and put it first; "
        "rotate: wrap every data key under it; check: can all be opened?"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("what", choices=["new", "rotate", "check"])

    def handle(self, *args: object, what: str, **options: object) -> None:
        try:
            {"new": self._new, "rotate": self._rotate, "check": self._check}[what]()
        except MasterKeyError as error:
            raise CommandError(str(error)) from error

    def _new(self) -> None:
        if settings.MASTER_KEYS:
            self.stdout.write(
                "The keys come from EIAPP_MASTER_KEYS. Put this one before the others there, restart the "
                "service, then run: manage.py keys rotate"
            )
            self.stdout.write(new_key_text())
            return
        first = not settings.MASTER_KEY_FILE.exists()
        put_first(new_key_text(), settings.MASTER_KEY_FILE)
        ring = read_ring("", settings.MASTER_KEY_FILE)
        self.stdout.write(f"Made master key {ring.current.id} in {settings.MASTER_KEY_FILE}.")
        self.stdout.write(
            "Back it up apart from the database: without it nobody can read what was written."
            if first
            else "Restart the service, then run: manage.py keys rotate"
        )

    def _rotate(self) -> None:
        refuse_without_usable_key()
        changed = rewrap_slots()
        self.stdout.write(f"Wrapped {changed} data keys under master key {key_ring().current.id}.")

    def _check(self) -> None:
        refuse_without_usable_key()
        broken = unopenable_keys()
        if broken:
            named = ", ".join(str(key) for key in broken)
            raise CommandError(
                f"{len(broken)} data keys do not open: {named}. Restore their rows from a backup."
            )
        self.stdout.write("Every data key can be opened.")
