"""What Today shows of a person's own journal."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q

from journal.models import Moment
from journal.queries.opened import Window, first_day, given_day, today_of
from journal.queries.patterns import insight_of
from journal.queries.rows import PAGE, MomentRow, StoredMoment, rows_of, stored
from people.keys import open_key
from people.models import Membership
from people.prepared import Given, Prepared

INSIGHT_DAYS = 30
# Longer than any day of a writer's can have begun ago, whatever zones she went through.
_LONGEST_DAY = dt.timedelta(days=4)


@dataclass(frozen=True, slots=True)
class TodayJournal:
    """Today's moments, newest first, at most twenty; the days of this month with a moment; one sentence.

    `moments` are the rows as they lie in the database, for who asks more of them. `insight` is None while
    there are too few moments. `unopened` names rows that do not open, for
    journal.actions.report_unopened.
    """

    day: dt.date
    moments: tuple[StoredMoment, ...]
    rows: tuple[MomentRow, ...]
    has_more: bool
    days_this_month: int
    insight: str | None
    unopened: tuple[UUID, ...]


def todays_moments(owner: Membership, now: dt.datetime) -> TodayJournal:
    """Two queries and a look into the cache; a third query where the sentence has to be made anew."""
    today = today_of(owner, now)
    found = _moments_of_day(owner=owner.pk, day=today, since=now - _LONGEST_DAY)
    rows = tuple(rows_of(open_key(owner), owner, found[:PAGE]))
    days, window = _this_month(owner, today)
    insight, unopened = insight_of(owner, window)
    broken = (*(row.id for row in rows if not row.opened), *unopened)
    return TodayJournal(
        day=today,
        moments=tuple(found[:PAGE]),
        rows=rows,
        has_more=len(found) > PAGE,
        days_this_month=days,
        insight=insight,
        unopened=tuple(dict.fromkeys(broken)),
    )


def _this_month(owner: Membership, today: dt.date) -> tuple[int, Window]:
    """Month and window overlap, so that one walk over the index answers both.

    Number and latest change are those of the longer of the two: as a mark of the window's state they serve
    as well, and plain aggregates are quicker to ask for.
    """
    month, window = today.replace(day=1), first_day(today, INSIGHT_DAYS)
    found = _counted_days.first(owner=owner.pk, month=month, first=min(month, window), last=today)
    days, number, changed_at = found or (0, 0, None)
    return days, Window(INSIGHT_DAYS, today, number, changed_at)


# With `since` the walk down the list's index ends after a few days, and not at her first moment.
_moments_of_day = stored(
    lambda moments: moments.filter(
        local_day=given_day("day"), felt_at__gte=Given("since", Moment._meta.get_field("felt_at"))
    ).newest_first()
)
_counted_days: Prepared[tuple[int, int, dt.datetime]] = Prepared(
    lambda: (
        Moment.objects.of(Given("owner", Membership))
        .on_days(given_day("first"), given_day("last"))
        .values("membership")
        .annotate(
            days=Count("local_day", distinct=True, filter=Q(local_day__gte=given_day("month"))),
            number=Count("local_day"),
            latest=Max("changed_at"),
        )
        .values_list("days", "number", "latest")
    )
)
