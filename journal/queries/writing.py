"""What the writing forms need of a person: her six triggers, and whether a hard moment is today's first."""

import datetime as dt

from journal.chips import WEEKS, chips_of, week_of
from journal.choices import first_chips
from journal.documents import MomentDocument
from journal.models import Moment
from journal.patterns.moments import is_unpleasant
from journal.queries.opened import Opened, today_of
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.sealed_cache import remembered
from people.sealing import SealBroken

HARD = 5


def trigger_chips(owner: Membership, now: dt.datetime) -> tuple[str, ...]:
    """Her six for this week, remembered sealed until the next: the form itself asks nothing for them."""
    monday = week_of(today_of(owner, now))

    def make() -> dict[str, list[str]]:
        first = monday - dt.timedelta(weeks=WEEKS)
        felt = Opened(owner, first, monday - dt.timedelta(days=1)).felt()
        return {"chips": list(chips_of(felt, first_chips()))}

    return tuple(remembered(owner, "journal.chips", (monday,), make)["chips"])


def is_hard(document: MomentDocument) -> bool:
    """Very strong and unpleasant."""
    return document.strength == HARD and any(map(is_unpleasant, document.feelings))


def first_hard_today(owner: Membership, moment: Moment) -> bool:
    """Whether no other such moment was put down on this day: the line about Support comes once a day."""
    key = open_key(owner)
    for other in Moment.objects.of(owner).filter(local_day=moment.local_day).exclude(pk=moment.pk):
        try:
            if is_hard(open_moment(key, other)):
                return False
        except SealBroken:  # told elsewhere
            continue
    return True
