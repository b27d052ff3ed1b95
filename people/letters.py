"""The mail that a waiting notice becomes when it is sent, and the link in it that turns its kind off."""

from dataclasses import dataclass, field
from email.utils import make_msgid
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from people.models import Membership, OutboxMail, User
from people.notice_kinds import KINDS, wants
from people.private_address import private_address_of

_SALT = "people.mail.off"
# A link in an old mail still turns it off, but not for ever: mailboxes are handed on.
OFF_LINK_KEPT = 365 * 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed to the mail server, besides what every mail has."""

    to: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


def letter_of(mail: OutboxMail, member: Membership) -> Letter | None:
    """The mail as she wants it now; None where she does not, or does not belong here any more.

    To her private address where there is one. SealBroken where that does not open: never to the other one.
    """
    user, kind = member.user, KINDS.get(mail.kind)
    if kind is None or member.closed_at is not None or not user.is_active or not wants(user, kind.code):
        return None
    off = settings.PUBLIC_URL + reverse("people:mail-off", args=[off_token(user, kind.code)])
    told = {"sentence": kind.sentence, "link": settings.PUBLIC_URL + mail.path, "off": off}
    with translation.override(language_of(user)):
        body = render_to_string("people/mail/notice.txt", told)
    # With both headers a mail program shows a button of its own for it (RFC 8058).
    headers = {"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Letter(private_address_of(user) or user.email, body, headers)


def language_of(user: User) -> str:
    """In which a person is written to: the installation's, whatever the one reads who acts."""
    return settings.LANGUAGE_CODE


def off_token(user: User, kind: str) -> str:
    """Proves that a mail of this kind went to her; good for turning that kind off, and for nothing else."""
    return signing.dumps([user.pk.hex, kind], salt=_SALT)


def read_off_token(token: str) -> tuple[UUID, str] | None:
    """Whose it is and of which kind; None for any other, and for one that is too old."""
    try:
        whose, kind = signing.loads(token, salt=_SALT, max_age=OFF_LINK_KEPT)
    except signing.BadSignature:
        return None
    return (UUID(whose), kind) if kind in KINDS else None


def new_message_id() -> str:
    """For a mail of this installation."""
    return make_msgid(domain=urlsplit(settings.PUBLIC_URL).hostname)
