"""What Today shows: the day's moments, what is due, one insight. It joins what the rooms tell."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.queries import Waiting, waiting
from journal.locked import count_waiting
from journal.plans.queries import TodayPlans, todays_plans
from journal.queries import TodayJournal, todays_moments
from people.days import local_day
from people.models import Membership
from people.readers import readers_sentence


@dataclass(frozen=True)
class Today:
    """The page, every text made."""

    greeting: str
    date: str
    readers: str
    journal: TodayJournal
    plans: TodayPlans
    waiting: Waiting
    locked: int  # moments written at her locked screen that she has not answered yet


def today_of(membership: Membership, now: dt.datetime) -> Today:
    """Gather the page for one member: the journal's queries, one for plans and one for what waits for her."""
    user = membership.user
    journal = todays_moments(membership, now)
    return Today(
        greeting=greeting(now.astimezone(ZoneInfo(user.time_zone)).time(), user.name),
        date=date_format(local_day(now, user.time_zone, user.day_ends_at), "l j F"),
        readers=readers_sentence(membership, "moment"),
        journal=journal,
        plans=todays_plans(membership, journal.day, journal.moments),
        waiting=waiting(membership, now),
        locked=count_waiting(membership),
    )


def greeting(clock: dt.time, name: str) -> str:
    """By the person's own clock; with the first word of her name."""
    told = {"name": name.split()[0] if name.split() else ""}
    if dt.time(4) <= clock < dt.time(12):
        return _("Good morning, %(name)s") % told
    if dt.time(12) <= clock < dt.time(18):
        return _("Good afternoon, %(name)s") % told
    return _("Good evening, %(name)s") % told
