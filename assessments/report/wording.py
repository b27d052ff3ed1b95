"""How days, scores and ranges are said on a report."""

import datetime as dt

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.reading import Reading, Spoken

NO_SCORE = "–"


def in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")


def shown(reading: Reading | None) -> str:
    return NO_SCORE if reading is None else str(reading.spoken)


def span(spoken: Spoken) -> str:
    return _("%(low)s to %(high)s") % {"low": spoken.low, "high": spoken.high}


def number(value: float, places: int) -> str:
    """With so many places, in the way of the language."""
    return number_format(round(value, places), places)


def time_between(first: dt.date, last: dt.date) -> str:
    days = (last - first).days
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s week", "%(n)s weeks", round(days / 7)) % {"n": round(days / 7)}
