"""A sentence of the patterns page: what was found, by its numbers, so that each reads it in her language."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.kinds.shape import Texts, Thing, as_read
from coaching.lines import Line
from coaching.snapshots.pattern import PARTS, SENTENCE, PatternSnapshot
from journal.answers import finding_sentence, interval
from journal.patterns.sentences import Finding
from journal.queries.behind import DAYS
from journal.queries.sentences import sentences_of
from people.models import Membership

LINE = "patterns"
ON_ONE_PAGE = True


def find(owner: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thing | None:
    """A sentence has no row to hold; its owner's is held in its place."""
    if hold:
        Membership.objects.select_for_update().get(pk=owner.pk)
    finding = sentences_of(owner, now).get(row)
    if finding is None:
        return None
    snapshot = partial(_snapshot, finding)
    version, lead = as_read(lines(snapshot(PARTS, ""))), finding_sentence(finding)
    return Thing(row, version, PARTS, PARTS, snapshot, lead)


def is_there(owner: Membership, row: UUID, now: dt.datetime) -> bool:
    return row in sentences_of(owner, now)


def kept(rows: Iterable[UUID]) -> set[UUID]:
    """All: what reads otherwise tonight may come back, and nobody but its owner can tell which one it is."""
    return set(rows)


def address(row: UUID) -> str:
    return reverse("journal:patterns")


def part_names() -> Mapping[str, str]:
    return {SENTENCE: _("Single sentences")}


def lines(snapshot: PatternSnapshot) -> tuple[Line, ...]:
    return (
        Line(_("The patterns page says"), finding_sentence(snapshot.finding)),
        Line(_("How sure this is"), interval(snapshot.finding.answer)),
        Line(_("Looked at"), _("The moments of %(days)d days") % {"days": snapshot.days}),
        Line(
            _("What this cannot tell"),
            _(
                "It cannot say why. It says that two things came together more than chance would often bring "
                "about; about one such sentence in twenty can still be chance."
            ),
        ),
    )


def name(snapshot: PatternSnapshot) -> str:
    """More stands behind it in a list, so without the full stop."""
    return _("Pattern: %(sentence)s") % {"sentence": finding_sentence(snapshot.finding).rstrip(".")}


def texts() -> Texts:
    return Texts(
        share=_("Share this sentence"),
        back=_("Patterns"),
        check=_(
            "This sentence and nothing else of your patterns, and none of your moments. If it reads "
            "differently later, this stays as it is."
        ),
        changed=_(
            "This sentence changed after you had checked it. Nothing was shared yet. This is what would be "
            "seen now."
        ),
        gone=_(
            "This sentence does not stand among your patterns at present. What you shared stands until you "
            "stop sharing it."
        ),
    )


def told(name: str) -> str:
    return _("%(name)s shared a pattern") % {"name": name}


def _snapshot(finding: Finding, parts: Iterable[str], question: str) -> PatternSnapshot:
    return PatternSnapshot(finding, DAYS, question if question.strip() else "")
