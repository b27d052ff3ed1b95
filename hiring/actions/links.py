"""Writes about the links that candidates come by: mailed, exchanged once for a session, run out."""

import datetime as dt
from enum import Enum, auto

from django.conf import settings
from django.db import transaction
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Value,
)
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThan
from django.urls import reverse
from django.utils.translation import gettext as _

from hiring.models import AdjustmentRequest, Candidate, CandidateLink, Opening
from people.outbox import forget_mails_about, post_mail
from people.prepared import Given
from people.refusals import Refused
from people.tokens import new_token, token_hash

DAY = dt.timedelta(days=1)
LIFETIME = dt.timedelta(days=14)  # of a link, and of the session that it is exchanged for
MAIL = "hiring/mail/link"
ANSWERED_MAIL = "hiring/mail/answered"  # HR has answered what she asked for, with a link as well
ASKED_MAIL = "hiring/mail/asked"  # to HR: somebody asked for something
MAILS = (MAIL, ANSWERED_MAIL, ASKED_MAIL)  # all that are written about her
PAUSE = dt.timedelta(minutes=10)  # between two links that the candidate asks for herself


def leads_on(now: dt.datetime | Given) -> Q:
    """Links that still open: never used, taken back or expired, and there is something to do or to read."""
    waits = Q(used_at=None, revoked_at=None, expires_at__gt=now)
    told = AdjustmentRequest.objects.filter(candidate=OuterRef("candidate"), answered_at__isnull=False)
    reads = Q(candidate__sent_at__isnull=False) | Q(Exists(told))
    return waits & ~Q(candidate__state=Candidate.State.WITHDRAWN) & (reads | _takes(now))


def used_after(since: dt.datetime | Given) -> Q:
    """Links that were exchanged later than this and not taken back since: a LIFETIME ago, their cookie opens
    the candidate's pages.
    """
    return Q(used_at__gt=since, revoked_at=None)


@transaction.atomic
def exchange_link(*, link: CandidateLink, session: str, now: dt.datetime) -> None:
    """Use a link up for a session, once, and begin. Sessions of earlier links end here.

    Compare and swap: of two clicks one wins, the other is refused.
    """
    candidate = Candidate.objects.select_for_update().filter(pk=link.candidate_id).first()
    waiting = CandidateLink.objects.filter(leads_on(now), pk=link.pk)
    if candidate is None or not waiting.update(used_at=now, session_hash=token_hash(session)):
        raise Refused(_("This link was already used."))
    candidate.links.exclude(pk=link.pk).filter(revoked_at=None).update(revoked_at=now)
    if candidate.state == Candidate.State.INVITED:
        candidate.state, candidate.started_at = Candidate.State.STARTED, now
        candidate.save(update_fields=["state", "started_at"])


class WayBack(Enum):
    """How she comes back."""

    MAILED = auto()
    WAITS = auto()  # a link was mailed a moment ago and still waits: that one serves
    STOPPED = auto()  # HR has made every link stop since her page was asked for: this is for HR to open again


def mail_way_back(candidate: Candidate, now: dt.datetime) -> WayBack:
    """Mail her a link to come back with. For a candidate who is held, and who came by a session."""
    if not candidate.links.filter(used_after(now - LIFETIME)).exists():
        return WayBack.STOPPED
    waiting = candidate.links.filter(used_at=None, revoked_at=None, sent_at__gt=now - PAUSE)
    if waiting.exists():
        return WayBack.WAITS
    mail_link(candidate, new_token(), now)
    return WayBack.MAILED


def mail_answered(candidate: Candidate, now: dt.datetime) -> None:
    """Mail her that HR has answered, with a link to come back with. For a candidate who is held."""
    mail_link(candidate, new_token(), now, template=ANSWERED_MAIL)


def mail_link(candidate: Candidate, token: str, now: dt.datetime, *, template: str = MAIL) -> None:
    candidate.links.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    CandidateLink.objects.create(
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        token_hash=token_hash(token),
        sent_at=now,
        expires_at=now + LIFETIME,
    )
    post_mail(
        to=candidate.email,
        template=template,
        about=candidate.pk,
        context=said_in_mail(
            candidate.opening, token, deadline=candidate.last_day, sent=candidate.sent_at is not None
        )
        | {"ended": candidate.has_ended(now)},
        now=now,
    )


def said_in_mail(opening: Opening, token: str, *, deadline: dt.date, sent: bool) -> dict[str, object]:
    """What the mail with a link says; the check page before sending shows the same."""
    return {
        "link": settings.PUBLIC_URL + reverse("hiring:candidate-start", args=[token]),
        "organisation": opening.organisation.name,
        "title": opening.title,
        "days": LIFETIME.days,
        "deadline": deadline,
        "sent": sent,
        "asks": opening.components.exists(),
    }


def forget_mails(candidate: Candidate) -> None:
    for each in MAILS:
        forget_mails_about(candidate.pk, each)


def _takes(now: dt.datetime | Given) -> Q:
    """Links of those who may answer now: what Candidate.takes says of one."""
    days = Cast("candidate__extra_days", IntegerField())
    more = ExpressionWrapper(days * Value(DAY), output_field=DurationField())
    last = ExpressionWrapper(F("candidate__opening__closes_at") + more, output_field=DateTimeField())
    return Q(candidate__opening__state=Opening.State.OPEN) & (
        Q(candidate__waits_since__isnull=False) | Q(GreaterThan(last, now))
    )
