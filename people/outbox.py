"""The outbox: a mail is a row of the transaction it belongs to; sending it comes after."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from people.keys import installation_key
from people.letters import new_message_id
from people.models import OutboxMail
from people.sealing import seal
from people.tasks import send_mail

SCHEMA = 1


def post_mail(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    now: dt.datetime,
    about: UUID | None = None,
    hide_address: bool = False,
) -> OutboxMail:
    """Write a mail from templates/<template>.txt; it is sent once the caller's transaction is committed.

    `about` is whose mail it is where it has to be forgotten with her: see forget_mails_about.
    """
    body = render_to_string(f"{template}.txt", {"public_url": settings.PUBLIC_URL, **context})
    return post_text(to=to, kind=_kind(template, about), body=body, now=now, hide_address=hide_address)


def forget_mails_about(about: UUID, template: str) -> None:
    """Forget that these were written, sent or not. Not by address: another's mail may go to the same one."""
    OutboxMail.objects.filter(kind=_kind(template, about)).delete()


def _kind(template: str, about: UUID | None) -> str:
    return template if about is None else f"{template}:{about.hex}"


def post_text(*, to: str, kind: str, body: str, now: dt.datetime, hide_address: bool = False) -> OutboxMail:
    """Write a mail whose text stands. The subject of every mail is the same: it tells nothing.

    `hide_address`: where the mail went is nobody's business either, so it is sealed with the text.
    """
    row = uuid4()
    key = installation_key()
    document = {"body": body, "to": to} if hide_address else {"body": body}
    mail = OutboxMail.objects.create(
        id=row,
        to="" if hide_address else to,
        kind=kind,
        sealed=seal(key, document, table="people.OutboxMail", row=row, owner=row, schema=SCHEMA),
        message_id=new_message_id(),
        written_at=now,
        due_at=now,
    )
    transaction.on_commit(lambda: send_mail(str(row)))
    return mail
