"""How days, scores and ranges are said on a report."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.reading import Reading, Spoken

NO_SCORE = "–"


def in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")


def shown(reading: Reading | None) -> str:
    return NO_SCORE if reading is None else str(reading.spoken)


def span(spoken: Spoken) -> str:
    return _("%(low)s to %(high)s") % {"low": spoken.low, "high": spoken.high}
