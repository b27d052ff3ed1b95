"""Writes about an opening's own guide: a question at a time, read through and confirmed part by part."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.guide import Guide, document_of, guide_of_document
from hiring.models import Opening, OpeningGuide
from hiring.openings.actions.shared import held_draft, record_act
from hiring.openings.editing import (
    MOST_QUESTIONS,
    QuestionText,
    changed_parts,
    with_question,
    without_question,
)
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def save_question(
    *, opening: Opening, text: QuestionText, code: str | None, version: int, by: Membership, now: dt.datetime
) -> None:
    """Change a question of the opening's own guide, or add one (`code` None).

    `version` is the one that she saw: of two windows the second is refused. LookupError for another code.
    """
    held, before = _guide(opening, version, by)
    after = with_question(before, text, code)
    if len(after.questions) > MOST_QUESTIONS:
        told = _("A guide has at most %(most)s questions: nobody can talk about more in an hour.")
        raise Refused(told % {"most": MOST_QUESTIONS})
    _write_guide(held, before, after, by, now)


@transaction.atomic
def remove_question(*, opening: Opening, code: str, version: int, by: Membership, now: dt.datetime) -> None:
    """Take a question out of the guide; with the last one about it, a competency goes."""
    held, before = _guide(opening, version, by)
    _write_guide(held, before, without_question(before, code), by, now)


@transaction.atomic
def confirm_competency(
    *, opening: Opening, code: str, version: int, by: Membership, now: dt.datetime
) -> None:
    """Say that the questions about this fit, as they stood in this version. LookupError for another code."""
    held, guide = _guide(opening, version, by)
    codes = [one.code for one in guide.competencies]
    if code not in codes:
        raise LookupError(f"The guide has no competency {code!r}.")
    held.confirmed = [one for one in codes if one in {*held.confirmed, code}]
    if held.confirmed == codes:
        held.confirmed_at, held.confirmed_by = now, by
        record_act(held.opening, by, "opening.guide-confirmed", now)
    held.save(update_fields=["confirmed", "confirmed_at", "confirmed_by"])


def _guide(opening: Opening, version: int, by: Membership) -> tuple[OpeningGuide, Guide]:
    """The guide of a draft, in the version that was seen."""
    held = held_draft(opening, by).own_guide
    if held.version != version:
        raise Refused(_("The guide was changed in another window. Look at it as it is now."))
    return held, guide_of_document(held.document)


def _write_guide(held: OpeningGuide, before: Guide, after: Guide, by: Membership, now: dt.datetime) -> None:
    """Another version; what was changed has to be read through again."""
    changed = changed_parts(before, after)
    held.version += 1
    held.document = document_of(after) | {"version": held.version}
    held.confirmed = [one for one in held.confirmed if one not in changed]
    held.confirmed_at = held.confirmed_by = None
    held.save()
    record_act(held.opening, by, "opening.guide-changed", now)
