"""Writes about the panel: started, experts asked by a mailed link, rated blind, then the key frozen."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from hiring.actions.links import LIFETIME, PAUSE
from hiring.judgement.keys import LEAST_EXPERTS
from hiring.judgement.panel import freeze
from hiring.judgement.queries import ratings_of, sheets_of_expert
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.models import PANEL_TRANSITIONS, Expert, ExpertPanel, ExpertRating, FrozenKey
from hiring.permissions import check_hire
from people.audit import lock, record
from people.models import Membership
from people.outbox import forget_mails_about, post_mail
from people.refusals import Refused
from people.tokens import new_token, token_hash

BETWEEN_REMINDERS = dt.timedelta(days=3)
MOST_EXPERTS = 60
MAIL = "hiring/mail/expert"


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to ask."""

    name: str
    email: str


@transaction.atomic
def start_panel(*, by: Membership, now: dt.datetime) -> ExpertPanel:
    """Begin a panel for the newest situations. Refused while one is open: its experts are rating."""
    check_hire(by)
    lock(by.organisation)  # of two clicks at once, one is refused
    kept = {"test_key": KEY, "test_version": VERSION}
    if ExpertPanel.objects.filter(state=ExpertPanel.State.OPEN, **kept).exists():
        raise Refused(_("A panel is open already. Freeze its key before you start another."))
    panel: ExpertPanel = ExpertPanel.objects.create(
        organisation=by.organisation, made_by=by, made_at=now, **kept
    )
    _record(panel, by, "panel.started", now)
    return panel


@transaction.atomic
def invite_experts(*, panel: ExpertPanel, people: Sequence[Person], by: Membership, now: dt.datetime) -> None:
    """Mail each of them a link. All or nobody: refused where an address stands twice or was asked before."""
    panel = _open(panel, by)
    wanted = [Person(one.name, one.email.strip().lower()) for one in people]
    there = set(panel.experts.values_list("email", flat=True))
    for number, one in enumerate(wanted):
        if one.email in there or one.email in {each.email for each in wanted[:number]}:
            told = _("%(address)s was already asked, or stands here twice. Nobody was asked now.")
            raise Refused(told % {"address": one.email}, field="people")
    if len(there) + len(wanted) > MOST_EXPERTS:
        told = _("A panel has at most %(most)s experts.") % {"most": MOST_EXPERTS}
        raise Refused(told, field="people")
    for one in wanted:
        expert = Expert(organisation=by.organisation, panel=panel, name=one.name, email=one.email)
        _mail_link(expert, now)
    _record(panel, by, "panel.experts-asked", now)


@transaction.atomic
def remove_expert(*, expert: Expert, by: Membership, now: dt.datetime) -> None:
    """Take somebody out who should not have been asked, with whatever she has rated."""
    panel = _open(expert.panel, by)
    forget_mails_about(expert.pk, MAIL)
    Expert.objects.filter(pk=expert.pk).delete()
    _record(panel, by, "panel.expert-removed", now)


@transaction.atomic
def remind_experts(*, panel: ExpertPanel, by: Membership, now: dt.datetime) -> None:
    """Mail a new link to all who have not sent yet. Who that is, nobody is told."""
    panel = _open(panel, by)
    if panel.reminded_at is not None and panel.reminded_at + BETWEEN_REMINDERS > now:
        raise Refused(_("You can send another reminder three days after the last one."))
    for expert in panel.experts.filter(sent_at=None).order_by("pk"):
        _mail_link(expert, now)
    panel.reminded_at = now
    panel.save(update_fields=["reminded_at"])
    _record(panel, by, "panel.reminded", now)


@transaction.atomic
def freeze_key(*, panel: ExpertPanel, by: Membership, now: dt.datetime) -> FrozenKey:
    """Make the key of all ratings that were sent, once and for good.

    Who did not send is forgotten with what she rated; of the others the addresses and links go.
    """
    panel = _open(panel, by)
    test, ratings = judgement_test(panel.test_key, panel.test_version), ratings_of(panel)
    if len(ratings) < LEAST_EXPERTS:
        told = _("A key needs the ratings of at least %(least)s experts. So far %(sent)s have sent theirs.")
        raise Refused(told % {"least": LEAST_EXPERTS, "sent": len(ratings)})
    try:
        frozen = freeze(test, ratings)
    except ValueError as too_little:
        raise Refused(
            _(
                "The experts agree on too few situations, so there is no key: at least one has to stay for "
                "each part of emotional intelligence. Ask more of them."
            )
        ) from too_little
    _forget_addresses(panel)
    _go_on(panel, ExpertPanel.State.FROZEN)
    panel.save(update_fields=["state"])
    key: FrozenKey = FrozenKey.objects.create(
        organisation=by.organisation,
        panel=panel,
        document=frozen.document,
        hash=frozen.sha256,
        frozen_at=now,
        frozen_by=by,
    )
    _record(panel, by, "panel.key-frozen", now)
    return key


def leads_on(now: dt.datetime) -> Q:
    """Experts whose mailed link still opens: never used, not too old, and the panel is open."""
    return Q(link_used_at=None, link_expires_at__gt=now, panel__state=ExpertPanel.State.OPEN)


def opens_pages(now: dt.datetime) -> Q:
    """Experts whose cookie still opens their pages."""
    return Q(session_expires_at__gt=now, panel__state=ExpertPanel.State.OPEN)


@transaction.atomic
def exchange_expert_link(*, expert: Expert, session: str, now: dt.datetime) -> None:
    """Use a link up for a session, once; an earlier session ends here. Of two clicks one wins."""
    Expert.objects.select_for_update().filter(pk=expert.pk).first()  # else both see it waiting on PostgreSQL
    waiting = Expert.objects.filter(leads_on(now), pk=expert.pk, link_hash=expert.link_hash)
    told = {"session_hash": token_hash(session), "session_expires_at": now + LIFETIME}
    if not waiting.update(link_used_at=now, **told):
        raise Refused(_("This link was already used."))


@transaction.atomic
def rate_options(*, expert: Expert, ratings: Mapping[str, int], now: dt.datetime) -> None:
    """Keep these ratings, by option code; an earlier one is replaced.

    ValueError for an option that she is not asked about: what a browser sent is sorted out by the form.
    """
    _keep(_rating(expert.pk), ratings)


@transaction.atomic
def rate_later(*, expert: Expert, ratings: Mapping[str, int], now: dt.datetime) -> bool:
    """Keep these ratings and mail her a link to come back with.

    False where one was mailed a moment ago and still waits: that one serves.
    """
    expert = _rating(expert.pk)
    _keep(expert, ratings)
    if expert.link_used_at is None and expert.link_sent_at > now - PAUSE:
        return False
    _mail_link(expert, now)
    return True


@transaction.atomic
def send_ratings(*, expert: Expert, now: dt.datetime) -> None:
    """Send the ratings, once. Refused while an option has none: a key is made of whole ones."""
    expert = _rating(expert.pk)
    if sheets_of_expert(expert).first_open is not None:
        raise Refused(_("Some situations still lack a rating."), field="answers")
    expert.sent_at = now
    expert.save(update_fields=["sent_at"])
    record(
        organisation=expert.panel.organisation,
        actor=None,
        act="panel.ratings-sent",
        kind="panel",
        object_id=expert.panel_id,
        now=now,
    )


def _open(panel: ExpertPanel, by: Membership) -> ExpertPanel:
    """Held until the transaction ends. ExpertPanel.DoesNotExist outside the scope."""
    check_hire(by)
    held: ExpertPanel = ExpertPanel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if held.state != ExpertPanel.State.OPEN:
        raise Refused(_("The key of this panel is frozen, so it stays as it is."))
    return held


def _rating(expert_id: UUID) -> Expert:
    """An expert who may still rate, held with her panel, so that no key is frozen meanwhile."""
    found: Expert = (
        Expert.objects.select_for_update(of=("self", "panel"))
        .select_related("panel__organisation")
        .get(pk=expert_id)
    )
    if found.sent_at is not None:
        raise Refused(_("Your ratings were already sent, so they stay as they are."))
    return found


def _keep(expert: Expert, ratings: Mapping[str, int]) -> None:
    """Upsert in one statement."""
    outside = ratings.keys() - sheets_of_expert(expert).codes
    if outside:
        raise ValueError(f"Not asked of this expert: {sorted(outside)!r}.")
    ExpertRating.objects.bulk_create(
        [
            ExpertRating(organisation_id=expert.organisation_id, expert=expert, option=code, rating=rating)
            for code, rating in ratings.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "expert", "option"],
        update_fields=["rating"],
    )


def _mail_link(expert: Expert, now: dt.datetime) -> None:
    """A new link; the one before it stops working."""
    token = new_token()
    expert.link_hash, expert.link_sent_at = token_hash(token), now
    expert.link_expires_at, expert.link_used_at = now + LIFETIME, None
    expert.save()
    post_mail(
        to=expert.email,
        template=MAIL,
        about=expert.pk,
        context={
            "link": settings.PUBLIC_URL + reverse("hiring:expert-start", args=[token]),
            "name": expert.name,
            "organisation": expert.panel.organisation.name,
            "days": LIFETIME.days,
        },
        now=now,
    )


def _forget_addresses(panel: ExpertPanel) -> None:
    for expert in panel.experts.order_by("pk"):
        forget_mails_about(expert.pk, MAIL)
    panel.experts.filter(sent_at=None).delete()
    panel.experts.update(email="", link_hash=None, session_hash=None, session_expires_at=None)


def _go_on(panel: ExpertPanel, state: ExpertPanel.State) -> None:
    """ValueError for a step that the table of transitions does not have."""
    if state not in PANEL_TRANSITIONS[ExpertPanel.State(panel.state)]:
        raise ValueError(f"A panel does not go from {panel.state} to {state}.")
    panel.state = state


def _record(panel: ExpertPanel, by: Membership, act: str, now: dt.datetime) -> None:
    record(organisation=by.organisation, actor=by, act=act, kind="panel", object_id=panel.pk, now=now)
