"""Background work: sends outbox mails and sweeps up. The queue carries ids, never text."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from people import sending


@db_task()
def send_mail(mail_id: str) -> None:
    """Send one mail, if nobody else is at it."""
    mail = sending.claim(mail_id=mail_id, now=timezone.now())
    if mail is not None:
        sending.send_claimed(mail=mail, now=timezone.now())


@db_periodic_task(crontab(minute="*"))
def sweep_outbox() -> None:
    """Find what a lost wake-up or a crash left waiting."""
    for mail_id in sending.due_mails(timezone.now()):
        send_mail.call_local(mail_id)
