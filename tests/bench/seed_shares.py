"""What people of a bench installation share with their supervisors: in bulk, each under keys of its own."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from coaching.actions.sharing import Chosen, share_thing
from coaching.documents import Feedback
from coaching.feedback.actions.giving import give_on_seen
from coaching.kinds import kind_of
from coaching.models import ReleasedCell, Roster, Share, Week
from coaching.queries.sharing import PAGE
from coaching.sealing import seal_snapshot
from coaching.snapshots.moment import USUAL_PARTS
from coaching.thanks.actions import give_thanks
from coaching.thanks.documents import ThanksDocument
from journal.actions import save_moment
from journal.models import Moment
from people.actions.organisations import save_team
from people.anonymity import CELLS
from people.keys import key_ring
from people.models import DataKey, KeySlot, Membership, Team
from people.sealing import OpenKey, new_secret, wrap
from vocabulary.feelings import quick_feelings
from vocabulary.triggers import first_day_chips

WITH_ONE = 500  # at most so many wait for one supervisor
BATCH = 500


def share_much(
    leads: Sequence[Membership], members: Sequence[Membership], many: int, now: dt.datetime
) -> None:
    """`many` shares of one moment each; the first supervisor has up to WITH_ONE of them, all unanswered."""
    team = save_team(team=None, name="Bench", parent=None, supervisors=leads, by=leads[0], now=now)
    Membership.objects.filter(pk__in=[each.pk for each in members]).update(team=team)
    sources = {each.pk: _newest(each, now) for each in members}
    _by_action(leads[0], Membership.objects.get(pk=members[0].pk), sources[members[0].pk], now)
    for start in range(1, many, BATCH):
        made = [
            _Made(leads[number >= WITH_ONE], members[number % len(members)], sources, now, number)
            for number in range(start, min(start + BATCH, many))
        ]
        DataKey.objects.bulk_create([key for each in made for key in each.keys])
        KeySlot.objects.bulk_create([slot for each in made for slot in each.slots])
        Share.objects.bulk_create([each.share for each in made])
    _say_much(leads[0], members[0], now)
    _give_out_totals(team, now)


def _say_much(lead: Membership, member: Membership, now: dt.datetime) -> None:
    """A page of feedback and of thanks for one person, and a little more."""
    said = Feedback("In the call at ten.", "You let him finish.", "He grew quiet.")
    for number in range(PAGE + 5):
        told: dict[str, Any] = {
            "submission_key": uuid4(),
            "by": lead,
            "now": now - dt.timedelta(hours=number),
        }
        give_on_seen(receiver=member.pk, feedback=said, **told)
        give_thanks(to=member.pk, document=ThanksDocument("You took my call.", "I could breathe."), **told)


def _give_out_totals(unit: Team, now: dt.datetime) -> None:
    """Twelve weeks of the team as a unit, as their releases leave them."""
    Team.objects.filter(pk=unit.pk).update(is_unit=True)
    told: dict[str, Any] = {"organisation": unit.organisation}
    roster = Roster.objects.create(**told, unit=unit, first_week=now.date())
    for back in range(1, 13):
        monday = now.date() - dt.timedelta(weeks=back, days=now.weekday())
        week = Week.objects.create(**told, roster=roster, monday=monday, released_at=now)
        for place, cell in enumerate(CELLS):
            ReleasedCell.objects.create(**told, week=week, cell=cell, at_least=5 + 5 * (place % 4))


def _newest(member: Membership, now: dt.datetime) -> Moment:
    """Her newest moment; where the installation is too small for each to have one, it is put down now."""
    found: Moment | None = Moment.objects.of(member).newest_first().first()
    return found or save_moment(
        by=member,
        feelings=[quick_feelings()[0].code],
        triggers=[first_day_chips()[0].code],
        strength=3,
        note="",
        submission_key=uuid4(),
        now=now,
    )


def _by_action(lead: Membership, member: Membership, moment: Moment, now: dt.datetime) -> None:
    chosen = Chosen(lead.pk, USUAL_PARTS, "What would you have said?", 30)
    share_thing(
        kind=Share.Kind.MOMENT,
        row=moment.pk,
        version=str(moment.version),
        chosen=chosen,
        submission_key=uuid4(),
        by=member,
        now=now,
    )


class _Made:
    """One share with its two keys and their slots, as rows not yet written."""

    def __init__(
        self,
        reader: Membership,
        owner: Membership,
        sources: Mapping[UUID, Moment],
        now: dt.datetime,
        number: int,
    ) -> None:
        """Some minutes before the one with a smaller number, since no two people press at once."""
        moment = sources[owner.pk]
        self.organisation_id = owner.organisation_id
        self.keys, self.slots = list[DataKey](), list[KeySlot]()
        thing = kind_of(Share.Kind.MOMENT).find(owner, moment.pk, now)
        assert thing is not None
        snapshot = thing.snapshot(USUAL_PARTS, "")
        key = self._key()
        self.share = Share(
            organisation_id=owner.organisation_id,
            owner=owner,
            reader=reader,
            kind=Share.Kind.MOMENT,
            source=moment.pk,
            shared_at=now - dt.timedelta(minutes=60 + number),
            expires_at=now + dt.timedelta(days=30),
            submission_key=uuid4(),
            snapshot_key_id=key.id,
        )
        self.share.sealed = seal_snapshot(key, self.share, snapshot)

    def _key(self) -> OpenKey:
        key, master = OpenKey(uuid4(), new_secret()), key_ring().current
        purpose = DataKey.Purpose.SHARE
        self.keys.append(DataKey(id=key.id, purpose=purpose, organisation_id=self.organisation_id))
        self.slots.append(
            KeySlot(
                data_key_id=key.id,
                organisation_id=self.organisation_id,
                kind=KeySlot.Kind.SERVER,
                master_key_id=master.id,
                wrapped=wrap(master.secret, key),
            )
        )
        return key
