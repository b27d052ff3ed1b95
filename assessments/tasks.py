"""Background work of the room: rounds close when their day has come."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from assessments.rounds import closing


@db_periodic_task(crontab(minute="*/10"))
def close_due_rounds() -> None:
    """Every ten minutes: nobody waits for the minute."""
    closing.close_due_rounds(timezone.now())
