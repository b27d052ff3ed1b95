"""What totals rest on: units and their people, who is counted, what of a person's week counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from coaching.models import WEEK, Mark, MarkKey, Roster
from coaching.totals.marks import mark_of
from journal.documents import OWN, MomentDocument
from journal.locked import unanswered
from journal.models import Moment
from journal.own import OwnWords, for_counting
from journal.patterns.moments import letter_of
from journal.queries.own import own_of
from journal.sealing import MomentOpener
from people.anonymity import FAMILIES, LEFT_OUT, People, Told, cells_of
from people.keys import open_joined, open_key, with_slot
from people.models import Membership, Team
from people.prepared import Prepared
from people.sealing import OpenKey, SealBroken
from vocabulary.techniques import technique

# A person's own trigger that cannot be placed might be one that never counts.
_UNPLACED = min(LEFT_OUT)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def mark_key() -> OpenKey | None:
    """Of the organisation in scope; None where nobody was ever counted. One query."""
    row = with_slot(MarkKey.objects.all(), "data_key").first()
    return open_joined(row, row.data_key_id) if row else None


def rosters_of(owner: Membership) -> list[Roster]:
    """Those in which she is counted, the half year before too while a week of it may be open. Two queries."""
    key = mark_key()
    if key is None:
        return []
    return list(Roster.objects.filter(marks__mark=mark_of(key, owner.pk), marks__out_since=None))


@dataclass(frozen=True, slots=True)
class Unit:
    """A team that is counted with all below it: `teams` are it and those, `chain` it and those above."""

    id: UUID
    name: str
    teams: frozenset[UUID]
    chain: tuple[UUID, ...]


def all_units() -> list[Unit]:
    """Of the organisation in scope, by name. One query."""
    rows = _teams()
    parents = {pk: parent for pk, _name, parent, _is_unit in rows}
    chains = {pk: _chain(pk, parents) for pk in parents}
    return [
        Unit(pk, name, frozenset(team for team, chain in chains.items() if pk in chain), chains[pk])
        for pk, name, _parent, is_unit in rows
        if is_unit
    ]


def units() -> dict[UUID, frozenset[UUID]]:
    """Each unit with the teams that belong to it. One query."""
    return {unit.id: unit.teams for unit in all_units()}


def people_of(teams: Iterable[UUID]) -> list[UUID]:
    """Who of these teams agreed to be counted. Nobody is shown this, not even as a number."""
    agreed = Membership.objects.filter(team__in=list(teams), in_totals=True, closed_at=None)
    return list(agreed.values_list("pk", flat=True))


def groups_of_before() -> list[People]:
    """Every group of the organisation in scope that was ever counted together. One query."""
    out: dict[UUID, dict[str, dt.date | None]] = defaultdict(dict)
    for roster, mark, since in Mark.objects.values_list("roster", "mark", "out_since"):
        out[roster][mark] = since
    groups = [_left_after(marks, time) for marks in out.values() for time in {None, *marks.values()}]
    groups += [frozenset(marks) for marks in out.values()]
    return [group for group in dict.fromkeys(groups) if group]


def _left_after(marks: dict[str, dt.date | None], time: dt.date | None) -> People:
    """Who was in it still from the week `time` on; None is now."""
    return frozenset(
        mark for mark, since in marks.items() if since is None or (time is not None and since > time)
    )


def cells_of_week(owner: Membership, monday: dt.date) -> frozenset[str]:
    """The cells her week falls into, from her moments as they are now. Three queries.

    What was written at a locked screen and is not hers yet counts nowhere, nor what does not open.
    """
    rows = Moment.objects.of(owner).on_days(monday, monday + WEEK - dt.timedelta(days=1))
    found = list(rows.only("id", "membership_id", "sealed"))
    if not found:
        return frozenset()
    waiting, own, opener = unanswered(owner), own_of(owner), MomentOpener(open_key(owner), owner.pk)
    told = []
    for moment in found:
        try:
            document = opener.open(moment)
        except SealBroken:
            continue
        if moment.pk not in waiting:
            told.append(_told(document, own))
    return cells_of(told)


def _told(document: MomentDocument, own: OwnWords) -> Told:
    codes = for_counting(document.triggers, own)
    letters = frozenset(_UNPLACED if code.startswith(OWN) else letter_of(code) for code in codes)
    families = frozenset(filter(None, map(_family, document.techniques)))
    return Told(letters, document.strength, families & frozenset(FAMILIES))


def _family(code: str) -> str:
    """None for "Nothing yet", nor for what the vocabulary does not know any more."""
    try:
        return technique(code).family
    except LookupError:
        return ""


def _chain(team: UUID, parents: Mapping[UUID, UUID | None]) -> tuple[UUID, ...]:
    found = [team]
    while (above := parents[found[-1]]) is not None:
        found.append(above)
    return tuple(found)


_teams: Prepared[tuple[UUID, str, UUID | None, bool]] = Prepared(
    lambda: Team.objects.order_by("name").values_list("pk", "name", "parent_id", "is_unit")
)
