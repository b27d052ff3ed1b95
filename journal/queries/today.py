"""What Today shows of a person's own journal."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q

from journal.models import Moment
from journal.queries.patterns import Window, first_day, today_of, triggers_of
from journal.queries.rows import PAGE, MomentRow, rows_of
from people.keys import open_key
from people.models import Membership

INSIGHT_DAYS = 30


@dataclass(frozen=True, slots=True)
class TodayJournal:
    """Today's moments, newest first, at most twenty; the days of this month with a moment; one sentence.

    `insight` is None while there are too few moments. `unopened` names rows that do not open, for
    journal.actions.report_unopened.
    """

    day: dt.date
    rows: tuple[MomentRow, ...]
    has_more: bool
    days_this_month: int
    insight: str | None
    unopened: tuple[UUID, ...]


def todays_moments(owner: Membership, now: dt.datetime) -> TodayJournal:
    """Two queries and a look into the cache; a third query where the sentence has to be made anew."""
    today = today_of(owner, now)
    found = list(Moment.objects.of(owner).filter(local_day=today).newest_first()[: PAGE + 1])
    rows = tuple(rows_of(open_key(owner), owner, found[:PAGE]))
    days, window = _this_month(owner, today)
    triggers = triggers_of(owner, window)
    broken = (*(row.id for row in rows if not row.opened), *triggers.unopened)
    return TodayJournal(
        day=today,
        rows=rows,
        has_more=len(found) > PAGE,
        days_this_month=days,
        insight=triggers.sentence,
        unopened=tuple(dict.fromkeys(broken)),
    )


def _this_month(owner: Membership, today: dt.date) -> tuple[int, Window]:
    """Month and window overlap, so that one walk over the index answers both.

    Number and latest change are those of the longer of the two: as a mark of the window's state they serve
    as well, and plain aggregates are quicker to ask for.
    """
    month, window = today.replace(day=1), first_day(today, INSIGHT_DAYS)
    state = (
        Moment.objects.of(owner)
        .on_days(min(month, window), today)
        .aggregate(
            days=Count("local_day", distinct=True, filter=Q(local_day__gte=month)),
            number=Count("pk"),
            changed_at=Max("changed_at"),
        )
    )
    return state.pop("days"), Window(INSIGHT_DAYS, today, **state)
