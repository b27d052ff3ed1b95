"""A stored moment as the thinking takes it: on the clock of the place where she was. Pure."""

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from journal.documents import MomentDocument
from journal.patterns.moments import FeltMoment, minute_of_day


def felt_moment(row: UUID, felt_at: dt.datetime, day: dt.date, document: MomentDocument) -> FeltMoment:
    """`felt_at` is aware, `day` the writer's own day that the moment was put down for."""
    return FeltMoment(
        row=row,
        at=felt_at,
        day=day,
        minute=minute_of_day(felt_at.astimezone(ZoneInfo(document.zone)), day),
        feelings=document.feelings,
        triggers=document.triggers,
        strength=document.strength,
        strength_after=document.strength_after,
        techniques=document.techniques,
        shown=document.shown,
        channel=document.channel,
        plan=document.plan,
        plan_used=document.plan_used,
    )
