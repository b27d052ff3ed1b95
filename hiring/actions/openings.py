"""Writes about openings."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.instruments import component
from hiring.guide import STARTER, STARTER_VERSION
from hiring.models import Opening, OpeningComponent
from hiring.permissions import check_hire
from people.audit import record
from people.models import Membership
from people.refusals import Refused


@dataclass(frozen=True, slots=True)
class OpeningText:
    """What HR says of an opening; `reasons` by component: those named are switched on, the others are not."""

    title: str
    needs: str
    reasons: Mapping[str, str]
    notice: str
    contact: str
    deadline: dt.date
    retention: str


@transaction.atomic
def make_opening(*, text: OpeningText, by: Membership, now: dt.datetime) -> Opening:
    """Open a job for candidates, with the starter guide. It is not changed afterwards.

    LookupError for a component that there is not: what a browser sent is sorted out by the form.
    """
    check_hire(by)
    closes_at = day_after(text.deadline, by.user.time_zone)
    if closes_at <= now:
        raise Refused(_("Choose a last day that is not over yet."), field="deadline")
    if not text.reasons:
        raise Refused(_("Switch on at least one part: there is nothing else to ask yet."))
    opening = Opening.objects.create(
        organisation=by.organisation,
        made_by=by,
        made_at=now,
        title=text.title,
        needs=text.needs,
        notice=text.notice,
        contact=text.contact,
        deadline=text.deadline,
        closes_at=closes_at,
        retention=text.retention,
        guide_key=STARTER,
        guide_version=STARTER_VERSION,
    )
    OpeningComponent.objects.bulk_create(
        OpeningComponent(
            organisation=by.organisation, opening=opening, component=component(code).code, reason=reason
        )
        for code, reason in text.reasons.items()
    )
    record(
        organisation=by.organisation,
        actor=by,
        act="opening.made",
        kind="opening",
        object_id=opening.pk,
        now=now,
    )
    return opening


def day_after(day: dt.date, zone: str) -> dt.datetime:
    """The moment at which this day ends in this zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=ZoneInfo(zone)).astimezone(
        dt.UTC
    )
