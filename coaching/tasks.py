"""Background work of the room: every night what is over loses its key, and weeks are released as totals."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from coaching.actions.sharing import due_shares, end_due, forget_ended, forget_half_shared
from coaching.feedback.actions.ending import due_threads, forget_thread
from coaching.protection.actions import due_reports, forget_report
from coaching.thanks.actions import due_thanks, end_showing, forget_due
from coaching.totals.actions import draw_roster, due_rosters, release_due
from coaching.totals.queries import units
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


@db_periodic_task(crontab(hour="4", minute="5"))
def sweep_thanks() -> None:
    """Delete thanks whose year is over, and end what a team of before still showed."""
    now = timezone.now()
    for organisation in Organisation.objects.filter(is_personal=False):
        with organisation_scope(organisation):
            end_showing()
            for row in due_thanks(now):
                forget_due(row=row, now=now)


@db_periodic_task(crontab(hour="4", minute="35"))
def totals() -> None:
    """Release the weeks whose time has come, and draw who is counted next, each unit in a transaction."""
    now = timezone.now()
    for organisation in Organisation.objects.filter(is_personal=False):
        with organisation_scope(organisation):
            for row in due_rosters(now):
                release_due(row=row, now=now)
            for unit in units():
                draw_roster(unit=unit, organisation=organisation, now=now)
