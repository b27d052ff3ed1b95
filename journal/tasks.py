"""Background work of the room: what was deleted a week ago ends every night."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from journal.actions import purge_deleted
from people.scope import installation_scope


@db_periodic_task(crontab(hour="3", minute="45"))
def purge() -> None:
    """Seven days after it was deleted, a moment is gone."""
    with installation_scope():
        purge_deleted(now=timezone.now())
