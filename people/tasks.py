"""Background work: sends outbox mails and sweeps up. The queue carries ids, never text."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from people import private_address, sending, sessions


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


@db_periodic_task(crontab(hour="3", minute="20"))
def sweep_sessions() -> None:
    """Forget expired sessions once a day."""
    sessions.sweep_sessions(timezone.now())


@db_periodic_task(crontab(hour="3", minute="30"))
def sweep_mails() -> None:
    """Forget the log of mails of more than a month ago, and addresses that nobody has proven, once a day."""
    sending.forget_mails(timezone.now())
    private_address.forget_unconfirmed(timezone.now())
