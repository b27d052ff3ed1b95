"""Writes about what a candidate needs: how her pages look, what she asks HR for, what HR answers."""

import datetime as dt
from dataclasses import asdict, dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from hiring.actions.answers import refuse_ended
from hiring.actions.links import ASKED_MAIL, mail_answered
from hiring.adjustments.display import Display
from hiring.adjustments.versions import version_of
from hiring.adjustments.waiting import days_waited
from hiring.drafts import answer_form
from hiring.models import AdjustmentRequest, Candidate, CandidateDisplay
from hiring.permissions import check_adjust, who_adjusts
from hiring.sealing import ADJUSTMENT_ANSWERS, ADJUSTMENTS, opened, seal_for
from people.audit import record
from people.drafts import drop_drafts_of_all
from people.models import Membership
from people.outbox import post_mail
from people.refusals import Refused


@dataclass(frozen=True)
class Wishes:
    """What she chose and wrote. `first`: she wants HR's answer before her days go on."""

    display: Display
    text: str = ""
    first: bool = False


@transaction.atomic
def save_wishes(*, candidate: Candidate, wishes: Wishes, now: dt.datetime) -> None:
    """Keep how her pages look, and ask HR for what she wrote; an empty text asks for nothing.

    While HR has not answered, another text takes the place of the one before. Asked first, her last day
    stands still from now on, and nothing but the answer sets it going again.
    """
    candidate = _held(pk=candidate.pk)
    if candidate.state == Candidate.State.WITHDRAWN:
        raise Refused(_("You have withdrawn, so nothing was saved."))
    CandidateDisplay.objects.update_or_create(
        organisation_id=candidate.organisation_id, candidate=candidate, defaults=asdict(wishes.display)
    )
    text = wishes.text.strip()
    if text:
        _ask(candidate, text, first=wishes.first, now=now)
    elif wishes.first:
        raise Refused(_("Write what you need, so that HR can answer."), field="text")


@transaction.atomic
def answer_adjustment(*, row: UUID, version: str, text: str, by: Membership, now: dt.datetime) -> None:
    """Answer what was asked, once. Her days go on with those that she waited, and she is mailed a link.

    `version` is that of the text which was read: an answer never stands under a text that came after it.
    Candidate.DoesNotExist where the request is gone.
    """
    candidate = _held(adjustments=row)  # as whoever changes the text, so that it is read only once it stands
    request = candidate.adjustments.get(pk=row)
    check_adjust(by, candidate)
    if request.answered_at is not None:
        raise Refused(_("Somebody has answered this already. The answer stays as it is."))
    if candidate.state == Candidate.State.WITHDRAWN:
        raise Refused(_("This person has withdrawn, so nothing was saved."))
    asked = opened(candidate, request.sealed, table=ADJUSTMENTS, row=row)["text"]
    if version != version_of(row, asked):
        raise Refused(
            _("The request has changed since you read it, so nothing was sent. Read it again, then answer.")
        )
    if not text.strip():
        raise Refused(_("Write the answer."), field="text")
    document = {"text": text.strip()}
    request.sealed_answer = seal_for(candidate, document, table=ADJUSTMENT_ANSWERS, row=row)
    request.answered_at, request.answered_by = now, by
    request.save(update_fields=["sealed_answer", "answered_at", "answered_by"])
    if candidate.waits_since is not None:
        candidate.extra_days += days_waited(candidate.waits_since, now)
        candidate.waits_since = None
        candidate.save(update_fields=["extra_days", "waits_since"])
    mail_answered(candidate, now)
    # Everybody's: an answer to this must not be offered as one to what she asks for next.
    drop_drafts_of_all(forms=[answer_form(candidate.pk)])
    record(
        organisation=by.organisation,
        actor=by,
        act="candidate.question-answered",
        kind="candidate",
        object_id=candidate.pk,
        now=now,
    )


def _ask(candidate: Candidate, text: str, *, first: bool, now: dt.datetime) -> None:
    """One request waits at a time. HR is mailed once for it, and once more where it now stops the days."""
    if candidate.state == Candidate.State.STARTED:
        refuse_ended(candidate, now)
    stops = first and candidate.state == Candidate.State.STARTED and candidate.waits_since is None
    request = candidate.adjustments.filter(answered_at=None).first()
    is_new = request is None
    if request is None:
        row = uuid4()
        request = AdjustmentRequest(
            id=row, organisation_id=candidate.organisation_id, candidate=candidate, asked_at=now
        )
    request.sealed = seal_for(candidate, {"text": text}, table=ADJUSTMENTS, row=request.pk)
    request.waits = request.waits or stops
    request.save()
    if stops:
        candidate.waits_since = now
        candidate.save(update_fields=["waits_since"])
    if is_new or stops:
        _mail_hr(candidate, now)


def _mail_hr(candidate: Candidate, now: dt.datetime) -> None:
    """Tell those of HR who may read it that somebody asked: the address of the page, and nothing of it."""
    link = settings.PUBLIC_URL + reverse("hiring:adjustments", args=[candidate.pk])
    for one in who_adjusts(candidate):
        post_mail(to=one.user.email, template=ASKED_MAIL, about=candidate.pk, context={"link": link}, now=now)


def _held(**told: UUID) -> Candidate:
    """Held until the transaction ends, with her opening. Candidate.DoesNotExist outside the scope."""
    return (
        Candidate.objects.select_for_update(of=("self",)).select_related("opening__organisation").get(**told)
    )
