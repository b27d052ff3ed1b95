"""The numbers of plans: how many at once, how long until a look back. Pure."""

import datetime as dt

MOST_ACTIVE = 3
PLACES = tuple(range(1, MOST_ACTIVE + 1))
# When a plan or a goal is looked at again, if she does not choose another day.
LOOK_AGAIN = dt.timedelta(weeks=4)
LONGEST_REVIEW = dt.timedelta(days=366)


def next_look(review_on: dt.date, today: dt.date) -> dt.date:
    """The day that is offered where something is changed: the one that was set, unless it is past."""
    return review_on if review_on > today else today + LOOK_AGAIN
