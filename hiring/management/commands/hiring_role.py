"""The role under which hiring asks PostgreSQL: made, and given its rights."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from hiring.role import set_role_up, what_is_wrong
from hiring.wall import ROLE, RoleMissing


class Command(BaseCommand):
    help = f"Make the role {ROLE} on PostgreSQL and give it the rights that hiring needs, and no others."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        if connection.vendor != "postgresql":
            self.stdout.write("This database has no roles, so there is nothing to do.")
            return
        try:
            set_role_up()
        except RoleMissing as missing:
            raise CommandError(str(missing)) from missing
        wrong = what_is_wrong()
        if wrong:
            raise CommandError(" ".join(wrong))
        self.stdout.write(f"The role {ROLE} has its rights, and no others.")
