"""Writes about stages: set by HR, and that of the situations put where it belongs."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.models import JudgementSetting, Opening, OpeningStage
from hiring.openings.actions.shared import confirm, held_draft, record_act
from hiring.openings.readiness import Part
from people.models import Membership
from people.refusals import Refused


@dataclass(frozen=True, slots=True)
class StageText:
    """One stage as it is set up."""

    kind: OpeningStage.Kind
    name: str


@transaction.atomic
def save_stages(*, opening: Opening, stages: Iterable[StageText], by: Membership, now: dt.datetime) -> None:
    """Set the stages, in order. The last is a talk, and statements are asked where the job has a reason."""
    opening, stages = held_draft(opening, by), list(stages)
    if not stages or stages[-1].kind != OpeningStage.Kind.INTERVIEW:
        raise Refused(_("The last stage is a talk: it carries the decision."))
    asked = [one.kind for one in stages].count(OpeningStage.Kind.QUESTIONNAIRE)
    if any(one.kind == OpeningStage.Kind.JUDGEMENT for one in stages):
        raise Refused(_("Situations are switched on by themselves, not here."))
    if asked != int(opening.components.exists()):
        raise Refused(_("Statements are a stage when the job analysis gives a reason for a part of them."))
    write_stages(opening, _with_situations(stages, asks=_asks_situations(opening)))
    confirm(opening, Part.STAGES)
    record_act(opening, by, "opening.stages-saved", now)


def place_situations(opening: Opening, *, asks: bool) -> None:
    """Put the stage of the situations where it belongs, or take it away. For a draft that is held."""
    there = [StageText(OpeningStage.Kind(one.kind), one.name) for one in opening.stages.order_by("position")]
    write_stages(opening, _with_situations(there, asks=asks))


def write_stages(opening: Opening, stages: Iterable[StageText]) -> None:
    """All of them anew: nobody has passed a stage of a draft."""
    opening.stages.all().delete()
    OpeningStage.objects.bulk_create(
        OpeningStage(
            organisation_id=opening.organisation_id,
            opening=opening,
            position=position,
            kind=one.kind,
            name=one.name,
        )
        for position, one in enumerate(stages, start=1)
    )


def _asks_situations(opening: Opening) -> bool:
    return JudgementSetting.objects.filter(opening=opening).exists()


def _with_situations(stages: Iterable[StageText], *, asks: bool) -> list[StageText]:
    """The stages with that of the situations before the first talk, or without it."""
    others = [one for one in stages if one.kind != OpeningStage.Kind.JUDGEMENT]
    if not asks:
        return others
    before = sum(one.kind == OpeningStage.Kind.QUESTIONNAIRE for one in others)
    return [*others[:before], StageText(OpeningStage.Kind.JUDGEMENT, _("Situations")), *others[before:]]
