"""Background work of the room: evidence is told once a month, rounds close when their day has come."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from assessments.actions import release_evidence
from assessments.rounds import closing
from people.models import Organisation
from people.scope import organisation_scope


# On three days, in case the service stands still on the first; the others find nothing left to do.
@db_periodic_task(crontab(day="1-3", hour="3", minute="40"))
def tell_evidence() -> None:
    """Release the figures of the month that has closed."""
    now = timezone.now()
    for organisation in Organisation.objects.filter(is_personal=False):
        with organisation_scope(organisation):
            release_evidence(organisation=organisation, now=now)


@db_periodic_task(crontab(minute="*/10"))
def close_due_rounds() -> None:
    """Every ten minutes: nobody waits for the minute."""
    closing.close_due_rounds(timezone.now())
