"""Tells every organisation now what its answers say about the questionnaire, as the first of a month does."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from assessments.actions import release_evidence
from people.models import Organisation
from people.scope import organisation_scope


class Command(BaseCommand):
    help = "Work out every organisation's evidence up to the last whole month, where that is due."

    def handle(self, *args: object, **options: object) -> None:
        now = timezone.now()
        for organisation in Organisation.objects.filter(is_personal=False).order_by("created_at"):
            with organisation_scope(organisation):
                told = release_evidence(organisation=organisation, now=now)
            self.stdout.write(f"{organisation.pk}: {told} new.")
