"""What thanks go by: how long they can be taken back, and how much stands on a page."""

import datetime as dt

# Long enough to notice a slip or the wrong name; too short to take back in anger what pleased somebody.
TAKE_BACK = dt.timedelta(hours=24)
# Of each list.
PAGE = 10
