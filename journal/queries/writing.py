"""What the writing forms need of a person: her six triggers, and whether a hard moment is today's first."""

import datetime as dt
from dataclasses import dataclass

from journal.backdating import DAYS_BACK
from journal.chips import WEEKS, chips_of, week_of
from journal.choices import first_chips, trigger_codes
from journal.documents import MomentDocument
from journal.models import Moment
from journal.own import TRIGGER, OwnWords, for_counting
from journal.patterns.moments import is_unpleasant
from journal.queries.opened import Opened, today_of
from journal.queries.own import OwnNames
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.sealed_cache import remembered
from people.sealing import SealBroken

HARD = 5


@dataclass(frozen=True, slots=True)
class Used:
    """Of a moment its triggers that are still offered, and its strength."""

    triggers: tuple[str, ...]
    strength: int


def trigger_chips(owner: Membership, now: dt.datetime, own: OwnWords) -> tuple[str, ...]:
    """Her six for this week, remembered sealed until the next: the form itself asks nothing for them."""
    monday, known = week_of(today_of(owner, now)), {*trigger_codes(), *own.codes(TRIGGER)}

    def make() -> dict[str, list[str]]:
        first = monday - dt.timedelta(weeks=WEEKS)
        found = Opened(owner, first, monday - dt.timedelta(days=1)).documents()
        used = [Used(tuple(filter(known.__contains__, one.triggers)), one.strength) for one in found]
        return {"chips": list(chips_of(used, first_chips()))}

    parts = (monday, *own.codes(TRIGGER))
    return tuple(remembered(owner, "journal.chips", parts, make)["chips"])


def is_hard(document: MomentDocument, names: OwnNames, strength: int = HARD) -> bool:
    """Very strong and unpleasant, her own words by the corners that she gave them."""
    if document.strength < strength:
        return False
    own = names.of(*document.feelings)
    return any(map(is_unpleasant, for_counting(document.feelings, own)))


def first_hard_today(owner: Membership, moment: Moment) -> bool:
    """Whether no other such moment is of today, or was put down today for an earlier day: the line about
    Support comes once a day.
    """
    key, names, today = open_key(owner), OwnNames(owner), today_of(owner, moment.changed_at)
    first = today - dt.timedelta(days=DAYS_BACK + 1)
    for other in Moment.objects.of(owner).on_days(first, today).exclude(pk=moment.pk):
        if not _is_todays(owner, other, today):
            continue
        try:
            if is_hard(open_moment(key, other), names):
                return False
        except SealBroken:  # told elsewhere
            continue
    return True


def _is_todays(owner: Membership, moment: Moment, today: dt.date) -> bool:
    return moment.local_day == today or (moment.version == 1 and today_of(owner, moment.changed_at) == today)
