"""A moment: feeling, trigger and strength by their codes, and her note as she wrote it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from coaching.kinds.shape import Texts, Thing
from coaching.lines import Line
from coaching.snapshots.moment import (
    FEELING,
    NOTE,
    STRENGTH,
    TRIGGER,
    USUAL_PARTS,
    MomentSnapshot,
    parts_of,
    snapshot_of,
)
from journal.documents import MomentDocument
from journal.models import DeletedMoment, Moment
from journal.queries.own import OwnNames
from journal.sealing import open_moment
from journal.words import words
from people.keys import open_key
from people.models import Membership

LINE = "moment"
ON_ONE_PAGE = False


def find(owner: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thing | None:
    rows = Moment.objects.of(owner).filter(pk=row)
    moment = (rows.select_for_update() if hold else rows).first()
    if moment is None:
        return None
    document = open_moment(open_key(owner), moment)
    snapshot = partial(_snapshot, owner, document)
    return Thing(moment.pk, str(moment.version), parts_of(document), USUAL_PARTS, snapshot)


def is_there(owner: Membership, row: UUID, now: dt.datetime) -> bool:
    return bool(Moment.objects.of(owner).filter(pk=row).exists())


def kept(rows: Iterable[UUID]) -> set[UUID]:
    """One that was deleted comes back if she wants, for a while."""
    wanted = list(rows)
    found: Any = (kind.objects.filter(pk__in=wanted) for kind in (Moment, DeletedMoment))
    return {row for some in found for row in some.values_list("pk", flat=True)}


def address(row: UUID) -> str:
    return reverse("journal:moment-read", args=[row])


def part_names() -> Mapping[str, str]:
    return {FEELING: _("Feeling"), TRIGGER: _("Trigger"), STRENGTH: _("Strength"), NOTE: _("Note")}


def lines(snapshot: MomentSnapshot) -> tuple[Line, ...]:
    names = part_names()
    told = zip((FEELING, TRIGGER, STRENGTH), _values(snapshot), strict=True)
    return (
        *(Line(names[part], value) for part, value in told),
        Line(names[NOTE], snapshot.note, is_text=True),
    )


def name(snapshot: MomentSnapshot) -> str:
    return " · ".join(filter(None, _values(snapshot))) or part_names()[NOTE]


def texts() -> Texts:
    return Texts(
        share=_("Share this moment"),
        back=_("The moment"),
        check=_("This and nothing else of the moment. If you change the moment later, this stays as it is."),
        changed=_(
            "You changed the moment after you had checked this. Nothing was shared yet. This is what would "
            "be seen now."
        ),
        gone=_("This moment is deleted. What you shared of it stands until you stop sharing it."),
    )


def told(name: str) -> str:
    return _("%(name)s shared a moment") % {"name": name}


def _snapshot(
    owner: Membership, document: MomentDocument, parts: Iterable[str], question: str
) -> MomentSnapshot:
    own = OwnNames(owner).of(*document.feelings, *document.triggers)
    return snapshot_of(document, own, parts=parts, question=question)


def _values(snapshot: MomentSnapshot) -> tuple[str, str, str]:
    """Feelings, triggers and strength in words; empty what is not shared."""
    said = words()
    return (
        _listed(said.feelings, snapshot.feelings, snapshot),
        _listed(said.triggers, snapshot.triggers, snapshot),
        said.strengths[snapshot.strength] if snapshot.strength else "",
    )


def _listed(said: Mapping[str, str], codes: tuple[str, ...], snapshot: MomentSnapshot) -> str:
    named = [snapshot.own.get(code) or said[code] for code in codes]
    return named[0] if len(named) == 1 else get_text_list(named, _("and"))
