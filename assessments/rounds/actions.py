"""Every write of a round: started, answered, declined, reminded of, closed.

None of them leaves an audit record: a round is a person's own affair, and a record of a reply would carry the
time that nothing else keeps.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.models import Ask, NamedRating, Rating, Round, Sitting
from assessments.offer import KEY
from assessments.permissions import can_answer, check_ask_others
from assessments.rounds.observed import OTHERS_KEY, OTHERS_VERSION, observed
from assessments.rounds.pool import open_pool, seal_named, seal_pool
from assessments.rounds.replies import Named, Released, encoded, release, with_reply
from assessments.rounds.rules import ASK_AGAIN_AFTER, FEWEST_ASKED, MOST_ASKED, OPEN_FOR, REMIND_AGAIN_AFTER
from people.actions.seals import report_broken
from people.audit import lock
from people.days import local_day
from people.keys import new_data_key, open_key
from people.models import DataKey, Membership
from people.outbox import post_mail
from people.refusals import Refused
from people.sealing import SealBroken


@transaction.atomic
def start_round(*, raters: Iterable[UUID], days: int, by: Membership, now: dt.datetime) -> Round:
    """Ask these members of her organisation to rate her, by mail. One round at a time.

    Refused without a finished questionnaire of her own: both sides answer before either has seen the other.
    """
    check_ask_others(by)
    lock(by.organisation)  # of two clicks at once the second finds the round of the first
    if Round.objects.of(by).open().exists():
        raise Refused(_("You have a round that is open. You can start another one when it is closed."))
    if days not in OPEN_FOR:
        raise Refused(_("Select how long the round is open."), field="days")
    own = Sitting.objects.of(by, KEY).submitted().order_by("-submitted_at", "-pk").first()
    if own is None:
        raise Refused(_("Take the questionnaire first. A round sets others’ answers beside yours."))
    members = _askable(set(raters), by, now)
    key = new_data_key(purpose=DataKey.Purpose.ROUND, organisation=by.organisation)
    started = Round(
        organisation=by.organisation,
        membership=by,
        sitting=own,
        form_key=OTHERS_KEY,
        form_version=OTHERS_VERSION,
        started_at=now,
        closes_at=now + dt.timedelta(days=days),
        data_key=key,
    )
    started.pool = seal_pool(started, [])
    started.save(force_insert=True)
    Ask.objects.bulk_create(
        [Ask(organisation=by.organisation, round=started, rater=member) for member in members]
    )
    _mail(started, members, "round_asked", now, "assessments:asked")
    return started


@transaction.atomic
def reply(
    *, ask_id: UUID, answers: Mapping[str, int | None], by: Membership, now: dt.datetime, named: bool = False
) -> None:
    """Put her answers into the pool of the round, once and for good. None is "I have not seen this".

    `named` only where she has agreed herself, before sending: then they count in no total. ValueError unless
    every statement is there: what a browser sent is sorted out by the form.
    """
    ask = _locked_ask(ask_id, by, now)
    form = observed(ask.round.form_key, ask.round.form_version)
    said = encoded(form, answers, by.pk if named else None)
    ask.round.pool = seal_pool(ask.round, with_reply(open_pool(ask.round), said))
    ask.round.save(update_fields=["pool"])
    ask.state = Ask.State.REPLIED
    ask.save(update_fields=["state"])


@transaction.atomic
def decline(*, ask_id: UUID, by: Membership, now: dt.datetime) -> None:
    """She would rather not. Nobody is told; she gets no reminder."""
    ask = _locked_ask(ask_id, by, now)
    ask.state = Ask.State.DECLINED
    ask.save(update_fields=["state"])


@transaction.atomic
def remind(*, round_id: UUID, by: Membership, now: dt.datetime) -> None:
    """Mail everybody who has neither replied nor declined; who that is, is not told."""
    found = _locked_round(round_id, by)
    if found.state != Round.State.OPEN or found.closes_at <= now:
        raise Refused(_("This round is closed, so nobody is reminded."))
    if found.reminded_at is not None and now < found.reminded_at + REMIND_AGAIN_AFTER:
        raise Refused(_("You sent a reminder less than three days ago."))
    waiting = found.asks.filter(state=Ask.State.ASKED, rater__closed_at=None).select_related("rater__user")
    _mail(found, [ask.rater for ask in waiting], "round_reminder", now, "assessments:asked")
    found.reminded_at = now
    found.save(update_fields=["reminded_at"])


@transaction.atomic
def close_round(*, round_id: UUID, by: Membership, now: dt.datetime) -> Round:
    """Close her round before its day. A second time it is the same round: nothing is reckoned again."""
    found = _locked_round(round_id, by)
    if found.state == Round.State.OPEN:
        _close(found, now)
    return found


@transaction.atomic
def close_due_round(*, round_id: UUID, now: dt.datetime) -> None:
    """Close a round whose day has come, and tell the person whom it is about. In the organisation's scope."""
    due = Round.objects.select_for_update(of=("self",)).select_related("membership__user", "organisation")
    found = due.open().filter(pk=round_id, closes_at__lte=now).first()
    if found is None:
        return
    _close(found, now)
    if found.membership.closed_at is None:
        _mail(found, [found.membership], "round_closed", now, "assessments:round", str(found.pk))


def _close(found: Round, now: dt.datetime) -> None:
    """Keep what may be kept, in shuffled rows; destroy the pool and its key. For a leaver nothing is kept."""
    kept = _released(found, now) if found.membership.closed_at is None else Released(0, ())
    key = found.data_key
    found.state, found.closed_at, found.people = Round.State.CLOSED, now, kept.people or None
    found.data_key = found.pool = None
    found.save(update_fields=["state", "closed_at", "people", "data_key", "pool"])
    assert key is not None  # round_keeps_replies_only_while_open
    key.delete()
    Rating.objects.bulk_create(
        [
            Rating(
                organisation_id=found.organisation_id,
                round=found,
                component=value.component,
                points=value.points,
            )
            for value in kept.values
        ]
    )
    _keep_named(found, kept.named, now)


def _keep_named(found: Round, named: Iterable[Named], now: dt.datetime) -> None:
    """Seal what was said with a name for the person it is about; who is here no more is left out."""
    said = {each.rater: each.points for each in named}
    here = Membership.objects.filter(pk__in=said, asks__round=found).values_list("pk", flat=True)
    rows = [
        NamedRating(organisation_id=found.organisation_id, round=found, rater_id=rater)
        for rater in (here if said else ())
    ]
    try:
        for row in rows:
            row.sealed = seal_named(open_key(found.membership), row, said[row.rater_id])
    except SealBroken as broken:
        report_broken(member=found.membership, table=broken.table, row=broken.row, now=now)
        return
    NamedRating.objects.bulk_create(rows)


def _released(found: Round, now: dt.datetime) -> Released:
    """What may be kept of the pool; nothing of one that does not open, which is recorded."""
    try:
        pool = open_pool(found)
    except SealBroken as broken:
        report_broken(member=found.membership, table=broken.table, row=broken.row, now=now)
        return Released(0, ())
    return release(observed(found.form_key, found.form_version), pool)


def _askable(raters: set[UUID], by: Membership, now: dt.datetime) -> list[Membership]:
    """The members behind these ids. Refused for too few, too many, and who may not be asked (yet)."""
    members = list(Membership.objects.filter(pk__in=raters - {by.pk}, closed_at=None).select_related("user"))
    if len(members) != len(raters):
        raise Refused(_("Select only other people of your organisation."), field="people")
    if len(members) < FEWEST_ASKED:
        told = _("Select at least %(least)s people. With fewer than %(least)s replies nothing is shown.")
        raise Refused(told % {"least": FEWEST_ASKED}, field="people")
    if len(members) > MOST_ASKED:
        raise Refused(_("Select at most %(most)s people.") % {"most": MOST_ASKED}, field="people")
    again = Ask.objects.filter(
        rater__in=members,
        round__membership=by,
        round__people__isnull=False,
        round__closed_at__gt=now - ASK_AGAIN_AFTER,
    )
    names = sorted(set(again.values_list("rater__user__name", flat=True)))
    if names:
        told = _(
            "You asked %(names)s within the last year. Two results with the same people close together could "
            "show what one of them said, so leave them out this time."
        )
        raise Refused(told % {"names": ", ".join(names)}, field="people")
    return members


def _locked_ask(ask_id: UUID, by: Membership, now: dt.datetime) -> Ask:
    """What she was asked, its round held until the transaction ends. Ask.DoesNotExist for anybody else's."""
    asked = Ask.objects.get(pk=ask_id, rater=by)
    held = Round.objects.select_for_update(of=("self",)).select_related("membership")
    found = held.get(pk=asked.round_id)
    ask = Ask.objects.get(pk=asked.pk)  # again: a second click has waited here
    ask.round = found
    if ask.state == Ask.State.REPLIED:
        raise Refused(_("You have already answered. A sent answer stays as it is."))
    if not can_answer(found, now):
        raise Refused(_("This round is closed, so nothing was sent."))
    return ask


def _locked_round(round_id: UUID, by: Membership) -> Round:
    """Her own round, held until the transaction ends. Round.DoesNotExist for anybody else's."""
    found = Round.objects.select_for_update().get(pk=round_id, membership=by)
    found.membership = by
    return found


def _mail(about: Round, to: Iterable[Membership], template: str, now: dt.datetime, *path: str) -> None:
    """The same words to each of them; `path` is the name of the page that the mail leads to, and its id."""
    name, *ids = path
    link = settings.PUBLIC_URL + reverse(name, args=ids)
    for member in to:
        day = local_day(about.closes_at, member.user.time_zone, member.user.day_ends_at)
        told = {"name": about.membership.user.name, "day": date_format(day, "j F Y"), "link": link}
        post_mail(to=member.user.email, template=f"assessments/mail/{template}", context=told, now=now)
