"""What the evidence allows to be said, as sentences. Nothing is said for which the evidence is empty. Pure.

Every sentence is a message id with its values: show it with gettext(claim.text) % claim.values.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.evidence import Figures, RetestFigures
from assessments.psychometrics.floors import (
    DIF_FLOOR,
    LOCAL_RETEST_FLOOR,
    OTHERS_IN_A_GROUP,
    PERCENTILE_FLOOR,
    QUARTER_FLOOR,
    RELIABILITY_FLOOR,
    ROUNDS_FLOOR,
    T_SCORE_FLOOR,
)
from assessments.psychometrics.norms import NormStatement
from assessments.rounds.agreeing import RaterFigures
from vocabulary.marks import gettext_noop


class Kind(StrEnum):
    """The kinds of evidence that there can be about a questionnaire."""

    PUBLISHED = "published"
    RELIABILITY = "reliability"
    RETEST = "retest"
    RATERS = "raters"
    DRIFT = "drift"
    NORMS = "norms"
    GROUPS = "groups"
    STRUCTURE = "structure"
    OUTCOMES = "outcomes"


NAMES = {
    Kind.PUBLISHED: gettext_noop("What others published"),
    Kind.RELIABILITY: gettext_noop("How well the statements of a part go together here"),
    Kind.RETEST: gettext_noop("How alike the scores are when people answer again"),
    Kind.RATERS: gettext_noop("How far people agree who rate the same colleague"),
    Kind.DRIFT: gettext_noop("Whether statements work alike for early and late answers"),
    Kind.NORMS: gettext_noop("Comparison with colleagues"),
    Kind.GROUPS: gettext_noop("Whether statements work alike for different groups of people"),
    Kind.STRUCTURE: gettext_noop("Whether the five parts are five different things"),
    Kind.OUTCOMES: gettext_noop("Whether scores go with how somebody works"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence with its values."""

    text: str
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence: on how many people it stands (None: on no count), and all that it allows."""

    kind: Kind
    persons: int | None
    claims: tuple[Claim, ...]
    is_empty: bool = False


# What may be said of the questionnaire wherever it is used, whatever an organisation's own answers say.
ABOUT = (
    Claim(
        gettext_noop(
            "The questionnaire is made of five public-domain IPIP scales with published internal "
            "consistencies."
        )
    ),
    Claim(gettext_noop("The combination under these five names is not validated.")),
    Claim(gettext_noop("No population norms are shipped.")),
    Claim(gettext_noop("Expect overlap with the Big Five.")),
)
NOTHING = gettext_noop("There is no evidence, so nothing is said about it.")


def evidence(
    figures: Figures | None, retest: RetestFigures | None, raters: RaterFigures | None = None
) -> tuple[Evidence, ...]:
    """Every kind of evidence, there or not; None where nothing was told yet."""
    here = figures or Figures(0)
    return (
        Evidence(Kind.PUBLISHED, None, ABOUT),
        _reliability(here),
        _retest(retest or RetestFigures(0)),
        _raters(raters or RaterFigures(0)),
        _drift(here),
        _norms(here),
        _none(Kind.GROUPS),
        _none(Kind.STRUCTURE),
        _none(Kind.OUTCOMES),
    )


def standing_claim(name: str, found: NormStatement, day: str) -> Claim:
    """What a person reads of one score of hers among her colleagues'. `name` is that of the part.

    The number of people and the day stand in the sentence with any figure.
    """
    about: dict[str, str | int] = {"name": name, "persons": found.persons, "day": day}
    if found.t_score is not None and found.percentile is not None:
        return Claim(
            gettext_noop(
                "%(name)s: about %(percentile)s of 100 of the %(persons)s others here scored lower; "
                "T score %(t)s (%(day)s)."
            ),
            about | {"percentile": found.percentile, "t": f"{found.t_score:.0f}"},
        )
    if found.percentile is not None:
        return Claim(
            gettext_noop(
                "%(name)s: about %(percentile)s of 100 of the %(persons)s others here scored lower (%(day)s)."
            ),
            about | {"percentile": found.percentile},
        )
    if found.quarter is not None:
        return Claim(QUARTERS[found.quarter - 1], about)
    if found.persons < QUARTER_FLOOR:
        return Claim(
            gettext_noop("%(name)s: too few others to compare with. At least %(floor)s are needed."),
            {"name": name, "floor": QUARTER_FLOOR},
        )
    return Claim(
        gettext_noop("%(name)s: fewer than %(few)s others stand near this score, so nothing is said."),
        {"name": name, "few": OTHERS_IN_A_GROUP},
    )


QUARTERS = (
    gettext_noop("%(name)s: in the lowest quarter of the %(persons)s others here (%(day)s)."),
    gettext_noop("%(name)s: in the second quarter from below of the %(persons)s others here (%(day)s)."),
    gettext_noop("%(name)s: in the second quarter from above of the %(persons)s others here (%(day)s)."),
    gettext_noop("%(name)s: in the highest quarter of the %(persons)s others here (%(day)s)."),
)


# --- one kind each ----------------------------------------------------------------------------------


def _none(kind: Kind) -> Evidence:
    return Evidence(kind, None, (Claim(NOTHING),), is_empty=True)


def _more(kind: Kind, persons: int, floor: int) -> Evidence:
    """What is missing, and no figure."""
    needed = Claim(
        gettext_noop("Nothing is said yet: %(more)s more people are needed (%(floor)s in all)."),
        {"more": floor - persons, "floor": floor},
    )
    return Evidence(kind, None, (needed,), is_empty=True)


def _reliability(here: Figures) -> Evidence:
    if not here.parts:
        return _more(Kind.RELIABILITY, here.persons, RELIABILITY_FLOOR)
    claims = [
        Claim(
            gettext_noop(
                "The internal consistency of each part in your organisation stands in the table below, "
                "with the range in which it lies for people like these."
            )
        )
    ]
    if any(part.alpha is None or part.omega is None for part in here.parts):
        claims.append(
            Claim(
                gettext_noop(
                    "Where a figure is missing, the answers here do not give one: they differ too little."
                )
            )
        )
    return Evidence(Kind.RELIABILITY, here.persons, tuple(claims))


def _retest(again: RetestFigures) -> Evidence:
    if not again.correlations:
        return _more(Kind.RETEST, again.persons, LOCAL_RETEST_FLOOR)
    return Evidence(
        Kind.RETEST,
        again.persons,
        (
            Claim(
                gettext_noop(
                    "The correlation of first and second scores stands in the table below. Error of the "
                    "questionnaire and real change both lower it."
                )
            ),
        ),
    )


def _raters(found: RaterFigures) -> Evidence:
    if not found.parts:
        needed = Claim(
            gettext_noop(
                "Nothing is said yet: %(more)s more people with a closed round are needed (%(floor)s in all)."
            ),
            {"more": ROUNDS_FLOOR - found.persons, "floor": ROUNDS_FLOOR},
        )
        return Evidence(Kind.RATERS, None, (needed,), is_empty=True)
    claim = Claim(
        gettext_noop(
            "How much of the differences between ratings is about the person who is rated, and not about "
            "who rates, stands in the table below: for one rater, and for the mean of all raters of a "
            "person (%(raters)s on average). Agreement does not show that a rating is right."
        ),
        {"raters": f"{found.raters:.1f}"},
    )
    return Evidence(Kind.RATERS, found.persons, (claim,))


def _drift(here: Figures) -> Evidence:
    if here.drift is None:
        return _more(Kind.DRIFT, here.persons, 2 * DIF_FLOOR)
    if here.drift.large:
        text = gettext_noop(
            "%(large)s of %(compared)s statements work differently for people who answered early and "
            "late: %(codes)s."
        )
    else:
        text = gettext_noop(
            "None of %(compared)s statements shows a large difference between early and late answers."
        )
    values: dict[str, str | int] = {
        "large": len(here.drift.large),
        "compared": here.drift.compared,
        "codes": ", ".join(here.drift.large),
    }
    return Evidence(Kind.DRIFT, here.persons, (Claim(text, values),))


def _norms(here: Figures) -> Evidence:
    """What each person may read of her own; nobody reads another's. She is no other of herself: one more."""
    if here.persons <= QUARTER_FLOOR:
        return _more(Kind.NORMS, here.persons, QUARTER_FLOOR + 1)
    if here.persons > T_SCORE_FLOOR:
        text = gettext_noop("Each person can read her own place among the others: in 100, and as a T score.")
    elif here.persons > PERCENTILE_FLOOR:
        text = gettext_noop("Each person can read her own place among the others: in 100.")
    else:
        text = gettext_noop("Each person can read in which quarter of the others her score lies.")
    return Evidence(Kind.NORMS, here.persons, (Claim(text),))
