"""From a draft to one that is open, and to its end; or a draft that is thrown away."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.guide import STARTER, STARTER_VERSION, document_of
from hiring.models import OPENING_TRANSITIONS, LegalHold, Opening, OpeningGuide, OpeningMember, OpeningStage
from hiring.openings.actions.shared import held_draft, held_opening, record_act
from hiring.openings.actions.stages import StageText, write_stages
from hiring.openings.actions.team import mail_team, write_members
from hiring.openings.editing import empty_guide
from hiring.openings.queries import facts_of
from hiring.openings.readiness import lacking
from hiring.openings.starter import starter
from hiring.permissions import check_hire
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def start_opening(*, title: str, from_starter: bool, by: Membership, now: dt.datetime) -> Opening:
    """Begin a draft. The starter pack fills what it can; nothing of it counts before it is confirmed."""
    check_hire(by)
    pack = starter()
    filled = {"needs": pack.needs, "notice": pack.notice, "guide_key": STARTER}
    opening = Opening.objects.create(
        organisation=by.organisation,
        made_by=by,
        made_at=now,
        title=title,
        contact=f"{by.user.name}, {by.user.email}"[:200],
        guide_version=STARTER_VERSION if from_starter else 0,
        **(filled if from_starter else {}),
    )
    asked = pack.guide if from_starter else empty_guide(title, pack.guide.language)
    OpeningGuide.objects.create(organisation=by.organisation, opening=opening, document=document_of(asked))
    write_stages(opening, [StageText(OpeningStage.Kind.INTERVIEW, _("Talk"))])
    write_members(opening, {OpeningMember.Role.INTERVIEWER: [by], OpeningMember.Role.DECIDER: [by]})
    record_act(opening, by, "opening.made", now)
    return opening


@transaction.atomic
def discard_opening(*, opening: Opening, by: Membership, now: dt.datetime) -> None:
    """Throw a draft away, with all that was set in it: nobody was asked anything by it yet.

    Refused for one that is open or was, and while a legal hold stands over it.
    """
    opening = held_opening(opening, by)
    if opening.state != Opening.State.DRAFT:
        raise Refused(_("This opening is no draft any more, so it is not thrown away."))
    if LegalHold.objects.standing().filter(opening=opening).exists():
        raise Refused(_("A legal hold keeps this draft, so it was not thrown away."))
    record_act(opening, by, "opening.discarded", now)
    opening.holds.all().delete()  # lifted ones; that they were there stays in the audit
    opening.delete()


@transaction.atomic
def open_opening(*, opening: Opening, by: Membership, now: dt.datetime) -> Opening:
    """Open a draft for candidates. Refused while anything is missing, or its last day is over."""
    opening = held_draft(opening, by)
    if lacking(facts_of(opening)):
        raise Refused(_("Some parts are not done yet, so it was not opened."))
    if opening.is_over(now):
        raise Refused(_("The last day to answer is over. Choose a later one, then open it."))
    go_on(opening, Opening.State.OPEN)
    opening.opened_at = now
    opening.save(update_fields=["state", "opened_at"])
    record_act(opening, by, "opening.opened", now)
    named = Membership.objects.filter(pk__in=opening.members.values("member"), closed_at=None)
    others = named.exclude(pk=by.pk)
    mail_team(list(others.select_related("user").order_by("pk")), opening, now)
    return opening


@transaction.atomic
def close_opening(*, opening: Opening, by: Membership, now: dt.datetime) -> None:
    """Close before its last day or after: nobody is invited or answers any more. A second time nothing."""
    opening = held_opening(opening, by)
    if opening.state == Opening.State.CLOSED:
        return
    if opening.state == Opening.State.DRAFT:
        raise Refused(_("This opening was never open, so there is nothing to close."))
    go_on(opening, Opening.State.CLOSED)
    opening.closed_at = now
    opening.save(update_fields=["state", "closed_at"])
    record_act(opening, by, "opening.closed", now)


def go_on(opening: Opening, state: Opening.State) -> None:
    """ValueError for a step that the table of transitions does not have."""
    if state not in OPENING_TRANSITIONS[Opening.State(opening.state)]:
        raise ValueError(f"An opening does not go from {opening.state} to {state}.")
    opening.state = state
