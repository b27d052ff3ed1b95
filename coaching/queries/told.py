"""Days, moments and addresses on the room's pages."""

import datetime as dt
from functools import cache, lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.models import Reading, SecondReading
from people.models import Membership

_ANY = UUID(int=0)


def address(name: str, row: UUID) -> str:
    """Of the page `name` of this row."""
    return _address_of_any(name).replace(str(_ANY), str(row))


def day_told(moment: dt.datetime, viewer: Membership) -> str:
    """The day by the viewer's clock."""
    return _day_in(get_language(), moment.astimezone(ZoneInfo(viewer.user.time_zone)).date())


def moment_told(moment: dt.datetime, viewer: Membership) -> str:
    """Day and minute by the viewer's clock."""
    local = moment.astimezone(ZoneInfo(viewer.user.time_zone))
    day = _day_in(get_language(), local.date())
    return _("%(day)s, %(time)s") % {"day": day, "time": f"{local:%H:%M}"}


def time_told(reading: "Reading | SecondReading", viewer: Membership) -> str:
    """When something was opened first on a day, and how often."""
    told = _("%(at)s") if reading.times == 1 else _("%(at)s, %(times)d times that day")
    return told % {"at": moment_told(reading.first_at, viewer), "times": reading.times}


@cache
def _address_of_any(name: str) -> str:
    """Asked for once: a list has fifty addresses that differ in the id alone."""
    return reverse(name, args=[_ANY])


@lru_cache(maxsize=512)
def _day_in(language: str | None, day: dt.date) -> str:
    return date_format(day, "j F Y")
