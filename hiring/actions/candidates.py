"""Writes about candidates: invited by a mailed link, answering without an account, withdrawn, purged."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.instruments import Instrument
from hiring.actions.scorecards import card_form
from hiring.asked import KEY, VERSION, Sitting, asked_of
from hiring.equality.actions import forget_equality_answers
from hiring.invitations.reading import Listed
from hiring.models import (
    TRANSITIONS,
    Candidate,
    CandidateAnswer,
    CandidateLink,
    CandidateReopening,
    Opening,
)
from hiring.permissions import check_hire
from hiring.retention import REGIMES, purge_day
from hiring.sealing import REOPENINGS, seal_for
from people.audit import lock, record
from people.drafts import drop_drafts_of_all
from people.keys import new_data_key
from people.models import DataKey, Membership
from people.outbox import forget_mails_about, post_mail
from people.refusals import Refused
from people.tokens import new_token, token_hash

LIFETIME = dt.timedelta(days=14)  # of a link, and of the session that it is exchanged for
MAIL = "hiring/mail/link"
PAUSE = dt.timedelta(minutes=10)  # between two links that the candidate asks for herself


@transaction.atomic
def invite_candidate(
    *, opening: Opening, name: str, email: str, token: str, by: Membership, now: dt.datetime
) -> Candidate:
    """Mail a link with this token to one person. Of the token only the hash is kept."""
    opening = _inviting(opening, by, now)
    email = email.strip().lower()
    if Candidate.objects.filter(opening=opening, email=email).exists():
        raise Refused(_("This address is already invited to this opening."), field="email")
    return _invite(opening, name, email, token, by, now)


@transaction.atomic
def invite_candidates(*, opening: Opening, people: Iterable[Listed], by: Membership, now: dt.datetime) -> int:
    """Mail a link to each of these; how many were new. Who is invited already is left alone, so that the same
    list sent twice mails nobody twice.
    """
    opening = _inviting(opening, by, now)
    there = set(Candidate.objects.filter(opening=opening).values_list("email", flat=True))
    new = {one.email: one for one in people if one.email not in there}
    for one in new.values():
        _invite(opening, one.name, one.email, new_token(), by, now)
    return len(new)


@transaction.atomic
def revoke_links(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Make every link and session of hers stop. What she answered stays; a new link brings her back."""
    check_hire(by)
    candidate = _locked(candidate.pk)
    if candidate.links.filter(revoked_at=None).update(revoked_at=now):
        _record(candidate, by, "candidate.links-revoked", now)


@transaction.atomic
def reopen_candidate(*, candidate: Candidate, reason: str, by: Membership, now: dt.datetime) -> None:
    """Let her change what she sent: one attempt is the rule, so this is logged with a reason, by name.

    Refused once somebody has decided about her: answers do not change under a decision.
    """
    check_hire(by)
    candidate = _locked(candidate.pk)
    if candidate.state != Candidate.State.SENT:
        raise Refused(_("Nothing was sent, so there is nothing to open again."))
    if not candidate.opening.takes(now):
        raise Refused(_("The opening takes no answers any more, so it was not opened again."))
    if candidate.decisions.exists():
        raise Refused(_("There is a decision about this person already, so the answers stay as they are."))
    if not reason.strip():
        raise Refused(_("Write why it is opened again."), field="reason")
    row = uuid4()
    CandidateReopening.objects.create(
        id=row,
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        opened_by=by,
        opened_at=now,
        sealed=seal_for(candidate, {"reason": reason.strip()}, table=REOPENINGS, row=row),
    )
    _go_on(candidate, Candidate.State.STARTED)
    candidate.sent_at = None
    candidate.save(update_fields=["state", "sent_at"])
    _mail_link(candidate, new_token(), now)
    _record(candidate, by, "candidate.reopened", now)


def _inviting(opening: Opening, by: Membership, now: dt.datetime) -> Opening:
    """The opening as it stands now that nobody else writes; refused where it takes nobody."""
    check_hire(by)
    lock(by.organisation)  # of two invitations to one address at once, one is refused
    opening = Opening.objects.select_related("organisation").get(pk=opening.pk)
    if opening.state != Opening.State.OPEN:
        raise Refused(_("This opening is not open, so nobody can be invited to it."))
    if opening.is_over(now):
        raise Refused(_("The last day of this opening is over, so nobody can be invited to it."))
    return opening


def _invite(
    opening: Opening, name: str, email: str, token: str, by: Membership, now: dt.datetime
) -> Candidate:
    candidate = Candidate.objects.create(
        organisation=by.organisation,
        opening=opening,
        data_key=new_data_key(purpose=DataKey.Purpose.CANDIDATE, organisation=by.organisation),
        name=name,
        email=email,
        instrument_key=KEY,
        instrument_version=VERSION,
        invited_at=now,
    )
    _mail_link(candidate, token, now)
    _record(candidate, by, "candidate.invited", now)
    return candidate


@transaction.atomic
def send_new_link(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Mail another link; earlier ones that were not used stop working."""
    check_hire(by)
    candidate = _locked(candidate.pk)
    if candidate.state == Candidate.State.WITHDRAWN:
        raise Refused(_("This person has withdrawn, so no link was sent."))
    if candidate.sent_at is None and not candidate.opening.takes(now):
        raise Refused(_("The last day of this opening is over, so no link was sent."))
    _mail_link(candidate, new_token(), now)
    _record(candidate, by, "candidate.link-sent", now)


@transaction.atomic
def answer_later(*, candidate: Candidate, answers: Mapping[str, int | None], now: dt.datetime) -> bool:
    """Keep these answers and mail her a link to come back with.

    False where one was mailed a moment ago and still waits: that one serves.
    """
    candidate = _locked(candidate.pk)
    _keep(candidate, answers, now)
    waiting = candidate.links.filter(used_at=None, revoked_at=None, sent_at__gt=now - PAUSE)
    if waiting.exists():
        return False
    _mail_link(candidate, new_token(), now)
    return True


def is_live(link: CandidateLink | None, now: dt.datetime) -> bool:
    """Whether a mailed link still opens: never used, taken back or expired, and there is something to do."""
    return link is not None and link.used_at is None and link.expires_at > now and _is_open(link, now)


def is_session_live(link: CandidateLink | None, now: dt.datetime) -> bool:
    """Whether the cookie that a link was exchanged for still opens the candidate's pages."""
    return (
        link is not None
        and link.used_at is not None
        and link.revoked_at is None
        and link.used_at + LIFETIME > now
    )


@transaction.atomic
def exchange_link(*, link: CandidateLink, session: str, now: dt.datetime) -> None:
    """Use a link up for a session, once, and begin. Sessions of earlier links end here.

    Compare and swap: of two clicks one wins, the other is refused.
    """
    candidate = _locked(link.candidate_id)
    unused = CandidateLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None, expires_at__gt=now)
    if not unused.update(used_at=now, session_hash=token_hash(session)):
        raise Refused(_("This link was already used."))
    candidate.links.exclude(pk=link.pk).filter(revoked_at=None).update(revoked_at=now)
    if candidate.state == Candidate.State.INVITED:
        candidate.state, candidate.started_at = Candidate.State.STARTED, now
        candidate.save(update_fields=["state", "started_at"])


@transaction.atomic
def answer_statements(*, candidate: Candidate, answers: Mapping[str, int | None], now: dt.datetime) -> None:
    """Keep these answers, by item code; None is "I'd rather not say". An earlier answer is replaced.

    ValueError for a code that she is not asked: what a browser sent is sorted out by the form.
    """
    _keep(_locked(candidate.pk), answers, now)


@transaction.atomic
def send_answers(*, candidate: Candidate, now: dt.datetime) -> Candidate:
    """Send the answers, once; a second time it is the same. Refused while a statement has none."""
    candidate = _locked(candidate.pk)
    if candidate.state == Candidate.State.SENT:
        return candidate
    _refuse_ended(candidate, now)
    answers = dict(candidate.answers.values_list("item_code", "value"))
    if Sitting(_asked(candidate), answers).first_open is not None:
        raise Refused(_("Some statements still have no answer."), field="answers")
    _go_on(candidate, Candidate.State.SENT)
    candidate.sent_at = now
    candidate.save(update_fields=["state", "sent_at"])
    return candidate


@transaction.atomic
def withdraw_candidate(*, candidate: Candidate, now: dt.datetime) -> None:
    """Stop at the candidate's wish. A second time nothing is left to do.

    Before sending, the answers are deleted at once; that she was invited and withdrew stays on HR's page.
    After sending she leaves every page. Where the law sets no time to keep records all is deleted at once;
    where it does, nobody can open it any more, and it is deleted on the day that her page names.
    """
    candidate = _locked(candidate.pk)
    if candidate.state == Candidate.State.WITHDRAWN:
        return
    sent = candidate.sent_at is not None
    _go_on(candidate, Candidate.State.WITHDRAWN)
    candidate.withdrawn_at = now
    candidate.save(update_fields=["state", "withdrawn_at"])
    if not sent:
        candidate.answers.all().delete()
    elif not REGIMES[candidate.opening.retention].is_floor:
        _erase(candidate)
    _record(candidate, None, "candidate.withdrawn", now)


def purge_day_of(candidate: Candidate) -> dt.date:
    """The day on which nothing of this candidate is left, as things stand: a decision may move it."""
    opening = candidate.opening
    decided_at = candidate.decisions.aggregate(last=Max("decided_at"))["last"]
    decided = decided_at.date() if decided_at else None
    return purge_day(REGIMES[opening.retention], deadline=opening.last_day, decided=decided)


@transaction.atomic
def purge_candidate(*, candidate_id: UUID, now: dt.datetime) -> bool:
    """Delete a candidate whose time is over, with her key. False where it is not, or no longer there."""
    candidate = (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("opening", "organisation")
        .filter(pk=candidate_id)
        .first()
    )
    if candidate is None:
        return False
    if purge_day_of(candidate) > now.date():
        return False
    _record(candidate, None, "candidate.purged", now)
    forget_mails_about(candidate.pk, MAIL)
    drop_drafts_of_all(forms=[card_form(candidate.pk)])
    forget_equality_answers(candidate=candidate)
    key = candidate.data_key_id
    candidate.delete()
    DataKey.objects.filter(pk=key).delete()
    return True


def _mail_link(candidate: Candidate, token: str, now: dt.datetime) -> None:
    candidate.links.filter(used_at=None, revoked_at=None).update(revoked_at=now)
    CandidateLink.objects.create(
        organisation_id=candidate.organisation_id,
        candidate=candidate,
        token_hash=token_hash(token),
        sent_at=now,
        expires_at=now + LIFETIME,
    )
    opening = candidate.opening
    post_mail(
        to=candidate.email,
        template=MAIL,
        about=candidate.pk,
        context=said_in_mail(opening, token, sent=candidate.sent_at is not None),
        now=now,
    )


def said_in_mail(opening: Opening, token: str, *, sent: bool) -> dict[str, object]:
    """What the mail with a link says; the check page before sending shows the same."""
    return {
        "link": settings.PUBLIC_URL + reverse("hiring:candidate-start", args=[token]),
        "organisation": opening.organisation.name,
        "title": opening.title,
        "days": LIFETIME.days,
        "deadline": opening.deadline,
        "sent": sent,
        "asks": opening.components.exists(),
    }


def _keep(candidate: Candidate, answers: Mapping[str, int | None], now: dt.datetime) -> None:
    """Upsert in one statement. ValueError for a code that she is not asked."""
    _refuse_ended(candidate, now)
    outside = answers.keys() - {item.code for item in _asked(candidate).items}
    if outside:
        raise ValueError(f"Not asked of this candidate: {sorted(outside)!r}.")
    CandidateAnswer.objects.bulk_create(
        [
            CandidateAnswer(
                organisation_id=candidate.organisation_id, candidate=candidate, item_code=code, value=value
            )
            for code, value in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "candidate", "item_code"],
        update_fields=["value"],
    )


def _locked(candidate_id: UUID) -> Candidate:
    """Held until the transaction ends, with her opening. Candidate.DoesNotExist outside the scope."""
    return (
        Candidate.objects.select_for_update(of=("self",))
        .select_related("opening__organisation")
        .get(pk=candidate_id)
    )


def _asked(candidate: Candidate) -> Instrument:
    components = set(candidate.opening.components.values_list("component", flat=True))
    return asked_of(candidate.instrument_key, candidate.instrument_version, components)


def _is_open(link: CandidateLink, now: dt.datetime) -> bool:
    candidate = link.candidate
    if link.revoked_at is not None or candidate.state == Candidate.State.WITHDRAWN:
        return False
    return candidate.sent_at is not None or candidate.opening.takes(now)


def _refuse_ended(candidate: Candidate, now: dt.datetime) -> None:
    if candidate.state == Candidate.State.SENT:
        raise Refused(_("These answers were already sent, so they stay as they are."))
    if candidate.state != Candidate.State.STARTED:
        raise Refused(_("You have withdrawn, so nothing was saved."))
    if not candidate.opening.takes(now):
        raise Refused(_("The last day to answer is over, so nothing was saved."))


def _go_on(candidate: Candidate, state: Candidate.State) -> None:
    """ValueError for a step that the table of transitions does not have."""
    if state not in TRANSITIONS[Candidate.State(candidate.state)]:
        raise ValueError(f"A candidate does not go from {candidate.state} to {state}.")
    candidate.state = state


def _erase(candidate: Candidate) -> None:
    """All that she said and all that was said about her; the row stays for her own page, without a name."""
    candidate.answers.all().delete()
    candidate.scorecards.all().delete()
    candidate.decisions.all().delete()
    candidate.reopenings.all().delete()
    forget_equality_answers(candidate=candidate)
    forget_mails_about(candidate.pk, MAIL)
    drop_drafts_of_all(forms=[card_form(candidate.pk)])
    old = candidate.data_key_id
    candidate.data_key = new_data_key(
        purpose=DataKey.Purpose.CANDIDATE, organisation=candidate.opening.organisation
    )
    candidate.name = candidate.email = ""
    candidate.save(update_fields=["name", "email", "data_key"])
    DataKey.objects.filter(pk=old).delete()


def _record(candidate: Candidate, actor: Membership | None, act: str, now: dt.datetime) -> None:
    record(
        organisation=candidate.opening.organisation,
        actor=actor,
        act=act,
        kind="candidate",
        object_id=candidate.pk,
        now=now,
    )
