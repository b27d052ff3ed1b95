"""How long a candidate's data is kept, by the regime that the opening chose. Pure.

United States: records are kept at least a year from the record or the decision, whichever is later (29 CFR
1602.14, which names requests for reasonable accommodation among them), two years by public employers.
European Union and United Kingdom: no longer than needed; six months after the decision is common practice,
to be checked for the country.
"""

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Regime:
    """`months` after the last thing that happened; a floor must be kept, a ceiling may be cut short."""

    code: str
    months: int
    is_floor: bool


REGIMES = {
    one.code: one
    for one in (
        Regime("eu", 6, is_floor=False),
        Regime("us", 12, is_floor=True),
        Regime("us-public", 24, is_floor=True),
    )
}
FLOORS = tuple(code for code, one in REGIMES.items() if one.is_floor)


def purge_day(regime: Regime, *, deadline: dt.date, decided: dt.date | None) -> dt.date:
    """The day on which all of a candidate's data is deleted: months after the decision, or the deadline.

    A decision before the deadline does not shorten it, since until then she may still answer.
    """
    return _months_after(max(deadline, decided or deadline), regime.months)


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last one that month has."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
