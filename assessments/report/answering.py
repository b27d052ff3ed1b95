"""How the statements were answered: a kind word where a rule found something, and every index as detail."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.psychometrics.quality import APART
from assessments.quality_notes import (
    FARTHEST,
    KEY,
    LEAST_ANSWERS,
    LEAST_VARIABILITY,
    LONGEST_RUN,
    VERSION,
    Note,
    Quality,
    pairs,
    read_quality,
)
from assessments.queries import Take
from assessments.report.wording import NO_SCORE, number
from assessments.trials import PRINTED_QUALITY, PRINTED_QUALITY_HIGHER


@dataclass(frozen=True)
class Answering:
    """`notes` are for the top of the report, mostly none; `says` is the plain word; the rest is detail."""

    notes: tuple[str, ...]
    says: str
    rates: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def answering(take: Take, answers: Mapping[str, int | None]) -> Answering | None:
    """None for another form than the one that the rules are tuned for."""
    if (take.key, take.version) != (KEY, VERSION):
        return None
    found = read_quality(answers)
    return Answering(
        notes=tuple(f"{_note(one)} {_kept()}" for one in found.notes),
        says=_says(found),
        rates=_rates(),
        header=(_("What was looked at"), _("Found"), _("Stands out when")),
        rows=() if found.longstring is None else _rows(found),
    )


def _note(note: Note) -> str:
    if note == Note.CARELESS_SAME:
        return _(
            "Many of your answers in a row are the same, or nearly all of them are alike. There can be a "
            "simple reason. If you were in a hurry, these scores may tell more of the hurry than of you. A "
            "quiet hour may give you a truer picture."
        )
    return _(
        "Your answers go together in a way that is rare for these statements. You may just be a rare mix. If "
        "you were tired or pressed for time, read the scores with care: a quiet hour may give you a truer "
        "picture."
    )


def _says(found: Quality) -> str:
    if found.longstring is None:
        few = _("You answered fewer than %(n)s statements: too few to look at how they were answered.")
        return f"{few % {'n': LEAST_ANSWERS}} {_kept()}"
    if found.notes:
        return f"{_('The note at the top of this report comes from here.')} {_kept()}"
    return f"{_('Nothing stands out in how you answered.')} {_kept()}"


def _kept() -> str:
    return _("Nothing was left out, corrected or counted against you.")


def _rates() -> str:
    honest = (PRINTED_QUALITY.honest, PRINTED_QUALITY_HIGHER.honest)
    return _(
        "Two rules make a note: answers that are nearly all the same, and answers further from a fixed model "
        "than honest ones mostly are. In a simulation, %(random)s of 100 people who tick at random get one, "
        "and %(fewest)s to %(most)s of 100 who answer honestly. So a note proves nothing."
    ) % {
        "random": round(100 * PRINTED_QUALITY.random),
        "fewest": round(100 * min(honest)),
        "most": round(100 * max(honest)),
    }


def _rows(found: Quality) -> tuple[tuple[str, ...], ...]:
    never = _("Never alone")
    return (
        (
            _("Most equal answers in a row"),
            str(found.longstring),
            _("%(n)s or more") % {"n": LONGEST_RUN},
        ),
        (
            _("Spread of the answers (SD)"),
            _shown(found.variability),
            _("Below %(n)s") % {"n": number(LEAST_VARIABILITY, 1)},
        ),
        (
            _("Distance from the model (D²)"),
            _shown(found.distance, 1),
            _("Above %(n)s") % {"n": number(FARTHEST, 1)},
        ),
        (_("Halves of each part alike (−1 to 1)"), _shown(found.even_odd), never),
        (
            _("Opposite statements %(n)s or more apart") % {"n": APART},
            _("%(n)s of %(all)s") % {"n": found.inconsistencies, "all": len(pairs())},
            never,
        ),
    )


def _shown(value: float | None, places: int = 2) -> str:
    return NO_SCORE if value is None else number(value, places)
