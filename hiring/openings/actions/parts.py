"""Writes about what a draft says: the job and why it asks what it asks, and what candidates are told."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.instruments import component
from hiring.models import Opening, OpeningComponent, OpeningStage
from hiring.openings.actions.shared import confirm, held_draft, record_act
from hiring.openings.actions.stages import StageText, write_stages
from hiring.openings.readiness import Part
from people.models import Membership
from people.refusals import Refused


@dataclass(frozen=True, slots=True)
class JobText:
    """The job analysis; `reasons` by component: those named are switched on, the others are not."""

    title: str
    needs: str
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToldText:
    """What candidates are told before they begin."""

    notice: str
    contact: str
    deadline: dt.date
    retention: str


@transaction.atomic
def save_job(*, opening: Opening, job: JobText, by: Membership, now: dt.datetime) -> None:
    """Say what the job needs, and which parts of the statements it asks about, each with its reason.

    The stage of the statements comes and goes with them. LookupError for a component that there is not.
    """
    opening = held_draft(opening, by)
    opening.title, opening.needs = job.title, job.needs
    confirm(opening, Part.JOB, "title", "needs")
    opening.components.all().delete()
    OpeningComponent.objects.bulk_create(
        OpeningComponent(
            organisation_id=opening.organisation_id,
            opening=opening,
            component=component(code).code,
            reason=reason,
        )
        for code, reason in job.reasons.items()
    )
    kind = OpeningStage.Kind.QUESTIONNAIRE
    stages = [StageText(OpeningStage.Kind(one.kind), one.name) for one in opening.stages.order_by("position")]
    others = [one for one in stages if one.kind != kind]
    write_stages(opening, [StageText(kind, _("Statements")), *others] if job.reasons else others)
    record_act(opening, by, "opening.job-saved", now)


@transaction.atomic
def save_told(*, opening: Opening, told: ToldText, by: Membership, now: dt.datetime) -> None:
    """Say what candidates read, whom they can ask, until when they can answer, and how long it is kept."""
    opening = held_draft(opening, by)
    closes_at = day_after(told.deadline, by.user.time_zone)
    if closes_at <= now:
        raise Refused(_("Choose a last day that is not over yet."), field="deadline")
    opening.notice, opening.contact, opening.retention = told.notice, told.contact, told.retention
    opening.deadline, opening.closes_at = told.deadline, closes_at
    confirm(opening, Part.TOLD, "notice", "contact", "retention", "deadline", "closes_at")
    record_act(opening, by, "opening.told-saved", now)


def day_after(day: dt.date, zone: str) -> dt.datetime:
    """The moment at which this day ends in this zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=ZoneInfo(zone)).astimezone(
        dt.UTC
    )
