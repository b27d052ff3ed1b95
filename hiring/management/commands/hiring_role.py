"""The role under which hiring asks PostgreSQL: made, and given its rights."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from hiring.role import set_role_up, take_role_down, what_is_wrong
from hiring.wall import ROLE, RoleMissing


class Command(BaseCommand):
    help = f"Make the role {ROLE} on PostgreSQL and give it the rights that hiring needs, and no others."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        told = "Take the rights and policies away: before a migration that changes a column they name."
        parser.add_argument("--remove", action="store_true", help=told)

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write("This database has no roles, so there is nothing to do.")
            return
        if options["remove"]:
            self._take_down()
        else:
            self._put_up()

    def _take_down(self) -> None:
        try:
            take_role_down()
        except RoleMissing as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"The role {ROLE} has no rights here any more. Hiring works again once the service is started, "
            "or this command is run without --remove."
        )

    def _put_up(self) -> None:
        try:
            set_role_up()
        except RoleMissing as missing:
            raise CommandError(str(missing)) from missing
        wrong = what_is_wrong()
        if wrong:
            raise CommandError(" ".join(wrong))
        self.stdout.write(f"The role {ROLE} has its rights, and no others.")
