"""What HR writes about candidates: invited by a mailed link, a new link, links stopped, opened again."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from hiring.actions.links import mail_link
from hiring.actions.shared import go_on, held_candidate, record_act
from hiring.asked import KEY, VERSION
from hiring.drafts import reopening_form
from hiring.invitations.reading import Listed
from hiring.models import Candidate, CandidateReopening, JudgementSetting, JudgementSitting, Opening
from hiring.permissions import check_hire
from hiring.sealing import REOPENINGS, seal_for
from people.audit import lock
from people.drafts import drop_draft
from people.keys import new_data_key
from people.models import DataKey, Membership
from people.refusals import Refused
from people.tokens import new_token


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
def send_new_link(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Mail another link; earlier ones that were not used stop working."""
    check_hire(by)
    candidate = held_candidate(candidate.pk)
    if candidate.state == Candidate.State.WITHDRAWN:
        raise Refused(_("This person has withdrawn, so no link was sent."))
    if candidate.sent_at is None and not candidate.takes(now):
        raise Refused(_("The last day of this opening is over, so no link was sent."))
    mail_link(candidate, new_token(), now)
    record_act(candidate, by, "candidate.link-sent", now)


@transaction.atomic
def revoke_links(*, candidate: Candidate, by: Membership, now: dt.datetime) -> None:
    """Make every link and session of hers stop. What she answered stays; a new link brings her back."""
    check_hire(by)
    candidate = held_candidate(candidate.pk)
    if candidate.links.filter(revoked_at=None).update(revoked_at=now):
        record_act(candidate, by, "candidate.links-revoked", now)


@transaction.atomic
def reopen_candidate(*, candidate: Candidate, reason: str, by: Membership, now: dt.datetime) -> None:
    """Let her change what she sent: one attempt is the rule, so this is logged with a reason, by name.

    Where situations have a time, she gets all of it again: with what she began on, it is over by now.
    Refused once somebody has decided about her: answers do not change under a decision.
    """
    check_hire(by)
    candidate = held_candidate(candidate.pk)
    if candidate.state != Candidate.State.SENT:
        raise Refused(_("Nothing was sent, so there is nothing to open again."))
    if not candidate.takes(now):
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
    go_on(candidate, Candidate.State.STARTED)
    candidate.sent_at = None
    candidate.save(update_fields=["state", "sent_at"])
    timed = JudgementSetting.objects.filter(opening=candidate.opening_id, seconds__isnull=False)
    JudgementSitting.objects.filter(Exists(timed), candidate=candidate).update(started_at=None)
    mail_link(candidate, new_token(), now)
    drop_draft(membership=by, form=reopening_form(candidate.pk))
    record_act(candidate, by, "candidate.reopened", now)


@transaction.atomic
def stand_as_sent(*, candidate_id: UUID, now: dt.datetime) -> bool:
    """Send what was opened again, where her days are over without a second time: it had been sent once.

    It stands as she left it: nothing of it was taken away, so it is as whole as it was. False where she may
    still send, or has.
    """
    candidate = held_candidate(candidate_id)
    again = Candidate.objects.opened_again().filter(pk=candidate_id).exists()
    if not again or candidate.takes(now):
        return False
    go_on(candidate, Candidate.State.SENT)
    candidate.sent_at = now
    candidate.save(update_fields=["state", "sent_at"])
    record_act(candidate, None, "candidate.stands-as-sent", now)
    return True


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
    mail_link(candidate, token, now)
    record_act(candidate, by, "candidate.invited", now)
    return candidate
