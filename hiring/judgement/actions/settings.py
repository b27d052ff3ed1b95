"""Writes about what an opening does with situations: nothing, practice, or a part of the decision."""

import datetime as dt
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.judgement.queries import newest_key
from hiring.judgement.scenarios import KEY, VERSION
from hiring.models import JudgementSetting, Opening
from hiring.openings.actions.stages import place_situations
from hiring.permissions import check_hire
from people.audit import record
from people.models import Membership
from people.refusals import Refused


class Use(StrEnum):
    """What the answers are for."""

    OFF = "off"
    PRACTICE = "practice"
    DECISION = "decision"


@transaction.atomic
def choose_situations(
    *, opening: Opening, use: Use, seconds: int | None, by: Membership, now: dt.datetime
) -> None:
    """Switch the situations of a draft on or off, with their stage.

    For the decision only by a key that a panel has frozen. ValueError for a time of nothing.
    """
    check_hire(by)
    if seconds is not None and seconds < 1:
        raise ValueError(f"A time limit is at least one second, not {seconds!r}.")
    opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    if opening.state != Opening.State.DRAFT:
        raise Refused(_("This opening is open, so this part stays as it is: everybody is asked the same."))
    key = newest_key() if use is Use.DECISION else None
    if use is Use.DECISION and key is None:
        raise Refused(
            _("No panel of experts has frozen a key yet, so no decision can rest on the situations."),
            field="use",
        )
    JudgementSetting.objects.filter(opening=opening).delete()
    if use is not Use.OFF:
        JudgementSetting.objects.create(
            organisation_id=opening.organisation_id,
            opening=opening,
            test_key=KEY,
            test_version=VERSION,
            for_practice=use is Use.PRACTICE,
            frozen_key=key,
            seconds=seconds,
        )
    place_situations(opening, asks=use is not Use.OFF)
    record(
        organisation=by.organisation,
        actor=by,
        act="opening.situations-chosen",
        kind="opening",
        object_id=opening.pk,
        now=now,
    )
