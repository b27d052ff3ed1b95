"""Which triggers are offered as chips: what came up most before this week, and something good. Pure."""

import datetime as dt
from collections.abc import Sequence

from journal.triggers import Triggered, count_triggers
from vocabulary.triggers import GOOD, SERIOUS

CHIPS = 6
# Of the weeks before this one; older use says little about today's work.
WEEKS = 8


def week_of(today: dt.date) -> dt.date:
    """The Monday that the week began with: until the next one, the order stays, so that fingers learn it."""
    return today - dt.timedelta(days=today.weekday())


def chips_of(moments: Sequence[Triggered], first_day: Sequence[str]) -> tuple[str, ...]:
    """Six triggers, the most frequent in front, filled up from those of the first day.

    Something good is always among them. Serious incidents are not: nobody is to meet one by habit.
    """
    used = [each.code for each in count_triggers(moments).ranked if each.code[0] != SERIOUS]
    offered = list(dict.fromkeys([*used, *first_day]))[:CHIPS]
    if not any(_is_good(code) for code in offered):
        offered[-1] = next(code for code in (*used, *first_day) if _is_good(code))
    return tuple(offered)


def _is_good(code: str) -> bool:
    return code == GOOD or code.startswith(f"{GOOD}.")
