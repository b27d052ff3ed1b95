"""Is every organisation's audit chain whole?"""

from django.core.management.base import BaseCommand, CommandError

from people.audit import first_broken
from people.models import Organisation
from people.scope import organisation_scope

WHOLE = (
    "Every audit chain is whole: no record was changed and none is missing, at its end neither.\n"
    "What this cannot notice: somebody who can write the database and makes all that follows a change anew, "
    "and the row that tells the chain's end with it. Only a copy kept elsewhere shows that."
)


class Command(BaseCommand):
    help = "Compute every organisation's audit chain anew and tell the first record that does not fit."

    def handle(self, *args: object, **options: object) -> None:
        broken = []
        for organisation in Organisation.objects.order_by("created_at"):
            with organisation_scope(organisation):
                number = first_broken(organisation)
            if number is not None:
                lost = f"record {number}" if number else "the row that tells where the chain ends"
                broken.append(f"{organisation.pk}: {lost} was changed, moved or lost.")
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write(WHOLE)
