"""Parts of a report: of each its score with its ranges, and what the report says of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.instruments import COMPONENTS, component, is_released
from assessments.meaning import MEANINGS, Lean
from assessments.models import Sitting
from assessments.offer import KEY
from assessments.permissions import KIND
from assessments.queries import takes
from assessments.report.wording import in_words, span
from coaching.kinds.shape import Texts, Thing, as_read
from coaching.lines import Line
from coaching.snapshots.report import ReportSnapshot, Score, scores_of, snapshot_of
from people.models import Membership

LINE = KIND
ON_ONE_PAGE = False


def find(owner: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thing | None:
    """None as well for a report without a score, or of a questionnaire that is not here."""
    if hold and not _hers(owner, row).select_for_update().first():
        return None
    take = next((take for take in takes(owner) if take.id == row), None)
    scores = scores_of(take.reading.components) if take and is_released(take.key, take.version) else ()
    if take is None or not scores:
        return None
    snapshot = partial(_snapshot, scores)
    parts = tuple(score.component for score in scores)
    lead = _("Your report of %(day)s") % {"day": in_words(take.day)}
    return Thing(take.id, as_read(lines(snapshot(parts, ""))), parts, (), snapshot, lead)


def is_there(owner: Membership, row: UUID, now: dt.datetime) -> bool:
    return bool(_hers(owner, row).exists())


def kept(rows: Iterable[UUID]) -> set[UUID]:
    return set(Sitting.objects.submitted().filter(pk__in=list(rows)).values_list("pk", flat=True))


def address(row: UUID) -> str:
    return reverse("assessments:report", args=[row])


def part_names() -> Mapping[str, str]:
    return {each.code: _(each.name) for each in COMPONENTS}


def lines(snapshot: ReportSnapshot) -> tuple[Line, ...]:
    about = _(
        "“Self-awareness” here means how much you attend to your feelings, not how well you read them; more "
        "is not always better. “Motivation” means diligence. “Social skills” means ease with people, not "
        "skill with customers. These are general tendencies that move slowly; skills may grow without moving "
        "the score."
    )
    exact = _("The questionnaire is not exact: look at the ranges, not at the score alone.")
    read = f"{exact} {about} {_('Treat it as a starting point for a talk, not a grade.')}"
    scores = (Line(_(component(score.component).name), _said(score)) for score in snapshot.scores)
    return (*scores, Line(_("How to read this"), read))


def name(snapshot: ReportSnapshot) -> str:
    names = [_(component(part).name) for part in snapshot.parts]
    return _("Report: %(parts)s") % {"parts": get_text_list(names, _("and"))}


def texts() -> Texts:
    return Texts(
        share=_("Share parts of this report"),
        back=_("The report"),
        check=_(
            "These parts and nothing else of the report, not even its day. If you take the questionnaire "
            "again, this stays as it is."
        ),
        changed=_(
            "The report changed after you had checked this. Nothing was shared yet. This is what would be "
            "seen now."
        ),
        gone=_("This report is not there any more. What you shared of it stands until you stop sharing it."),
    )


def told(name: str) -> str:
    return _("%(name)s shared parts of a report") % {"name": name}


def _hers(owner: Membership, row: UUID) -> Any:
    return Sitting.objects.of(owner, KEY).submitted().filter(pk=row)


def _snapshot(scores: Iterable[Score], parts: Iterable[str], question: str) -> ReportSnapshot:
    return snapshot_of(scores, parts=parts, question=question)


def _said(score: Score) -> str:
    """The sentence of the report is quoted: it speaks to her who answered."""
    ranges = _(
        "%(score)s out of 100; a range that fits the answers is %(range)s. Taken again soon, a score "
        "anywhere from %(retest)s would be no surprise."
    ) % {"score": score.points, "range": span(score.likely), "retest": span(score.retest)}
    says = MEANINGS[score.component].says[Lean(score.lean)]
    return " ".join((ranges, *_notes(score), _("The report says: “%(sentence)s”") % {"sentence": _(says)}))


def _notes(score: Score) -> tuple[str, ...]:
    notes = []
    if score.likely.clipped_low or score.retest.clipped_low:
        notes.append(_("The scale begins at 0, and so do the ranges."))
    if score.likely.clipped_high or score.retest.clipped_high:
        notes.append(_("The scale ends at 100, and so do the ranges."))
    if score.answered < score.asked:
        notes.append(
            _("%(answered)s of the %(asked)s statements were answered, so the ranges are wider.")
            % {"answered": score.answered, "asked": score.asked}
        )
    return tuple(notes)
