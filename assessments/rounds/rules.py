"""The numbers of a round: how many raters, how long, how often. Pure."""

import datetime as dt

from assessments.psychometrics.floors import RATERS_FLOOR

FEWEST_ASKED, MOST_ASKED = RATERS_FLOOR, 20
OPEN_FOR = (7, 14, 21)  # days a round may be open, to choose from
# So long after a round with a result nobody who was asked in it is asked about the same person again. Two
# results that share raters could be subtracted from each other; a year later the answers are new ones.
ASK_AGAIN_AFTER = dt.timedelta(weeks=52)
REMIND_AGAIN_AFTER = dt.timedelta(days=3)
