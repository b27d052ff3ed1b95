"""Background work of the room: what nobody can open any more loses its key every night."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from coaching.actions.sharing import due_shares, end_due, forget_ended, forget_half_shared
from coaching.feedback.actions.ending import due_threads, forget_thread
from coaching.protection.actions import due_reports, forget_report
from people.models import Organisation
from people.scope import organisation_scope


@db_periodic_task(crontab(hour="3", minute="55"))
def sweep() -> None:
    """End what is over, and delete what was kept long enough, each row in a transaction of its own."""
    now = timezone.now()
    for organisation in Organisation.objects.filter(is_personal=False):
        with organisation_scope(organisation):
            for row in due_shares(now):
                end_due(row=row, now=now)
                forget_ended(row=row, now=now)
            for row in due_threads(now):
                forget_thread(row=row, now=now)
            for row in due_reports(now):
                forget_report(row=row, now=now)
            forget_half_shared()
