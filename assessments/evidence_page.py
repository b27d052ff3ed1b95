"""The evidence page and the page of colleagues in words: every sentence from assessments/claims.py."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.basis import Local
from assessments.claims import NAMES, Claim, Evidence, Kind, evidence, standing_claim
from assessments.evidence import Figures, PartFigures, RetestFigures
from assessments.instruments import component
from assessments.queries import Place, Take, newest_scores, places, takes
from assessments.rounds.agreeing import Agreement, RaterFigures
from people.models import Membership
from people.sealed_cache import remembered

Rows = tuple[tuple[str, ...], ...]
NONE = "–"


@dataclass(frozen=True)
class Said:
    """One kind of evidence: its name, its sentences, and on whose answers they stand."""

    name: str
    sentences: tuple[str, ...]
    stands_on: str
    is_empty: bool


@dataclass(frozen=True)
class EvidencePage:
    """The page. A table is empty where nothing may be shown."""

    said: tuple[Said, ...]
    parts_caption: str
    parts: Rows
    retest_caption: str
    retest: Rows
    raters_caption: str
    raters: Rows


def evidence_page(told: Local) -> EvidencePage:
    """All kinds of evidence, there or not."""
    days = {Kind.RETEST: told.retest_closed, Kind.RATERS: told.raters_closed}
    return EvidencePage(
        said=tuple(
            _said(one, days.get(one.kind, told.closed))
            for one in evidence(told.figures, told.retest, told.raters)
        ),
        parts_caption=_caption(_("How well the questionnaire measures here"), told.figures, told.closed),
        parts=tuple(_part(one) for one in told.figures.parts) if told.figures else (),
        retest_caption=_caption(_("First and second scores"), told.retest, told.retest_closed),
        retest=_retest(told.retest),
        raters_caption=_caption(_("How far raters agree"), told.raters, told.raters_closed),
        raters=tuple(_raters(one) for one in told.raters.parts) if told.raters else (),
    )


def parts_header() -> tuple[str, ...]:
    return (_("Part"), _("Alpha"), _("95 % range"), _("Omega"), _("Spread (SD)"))


def retest_header() -> tuple[str, ...]:
    return (_("Part"), _("Correlation"))


def raters_header() -> tuple[str, ...]:
    return (_("Part"), _("One rater, ICC(1)"), _("95 % range"), _("All raters, ICC(1,k)"))


@dataclass(frozen=True)
class StandingPage:
    """Where her scores of one day stand among the others, one sentence a part."""

    day: str
    sentences: tuple[str, ...]


def standing_page(owner: Membership, sitting_id: UUID, done: Sequence[UUID]) -> StandingPage:
    """Of one of her finished sittings, `done`, from her sealed cache where it has been asked for before.

    It rests on her sittings and on the last release, which does not change once it is closed.
    """
    kept = remembered(
        owner,
        "assessments.others",
        (owner.user.time_zone, owner.user.day_ends_at, sitting_id, newest_scores(), *done),
        lambda: asdict(_standing_page(takes(owner), sitting_id)),
    )
    return StandingPage(kept["day"], tuple(kept["sentences"]))


def _standing_page(history: tuple[Take, ...], sitting_id: UUID) -> StandingPage:
    take = next(one for one in history if one.id == sitting_id)
    found, closed = places(take, history)
    return StandingPage(_day(take.day), standing_sentences(found, closed))


def standing_sentences(found: Sequence[Place], closed: dt.date | None) -> tuple[str, ...]:
    """Where each score stands among the others, one sentence a part."""
    return tuple(_standing(place, closed) for place in found)


def say(claim: Claim) -> str:
    """The sentence of a claim."""
    return _(claim.text) % claim.values if claim.values else _(claim.text)


def _standing(place: Place, closed: dt.date | None) -> str:
    name = _(place.component.name)
    if place.found is None or closed is None:
        return _("%(name)s: there is nothing to compare with yet.") % {"name": name}
    return say(standing_claim(name, place.found, _day(closed)))


def _said(one: Evidence, day: dt.date | None) -> Said:
    stands_on = "" if one.persons is None or day is None else _people(one.persons, day)
    return Said(_(NAMES[one.kind]), tuple(say(claim) for claim in one.claims), stands_on, one.is_empty)


def _caption(text: str, found: Figures | RetestFigures | RaterFigures | None, day: dt.date | None) -> str:
    return "" if found is None or day is None else f"{text} ({_people(found.persons, day)})"


def _people(persons: int, day: dt.date) -> str:
    return _("%(persons)s people, answers before %(day)s") % {"persons": persons, "day": _day(day)}


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def _part(one: PartFigures) -> tuple[str, ...]:
    around = NONE
    if one.alpha_low is not None and one.alpha_high is not None:
        around = _("%(low)s to %(high)s") % {"low": share(one.alpha_low), "high": share(one.alpha_high)}
    return (_(component(one.component).name), share(one.alpha), around, share(one.omega), f"{one.sd:.1f}")


def _retest(found: RetestFigures | None) -> Rows:
    return (
        tuple((_(component(code).name), share(value)) for code, value in found.correlations) if found else ()
    )


def _raters(one: Agreement) -> tuple[str, ...]:
    around = _("%(low)s to %(high)s") % {"low": share(one.low), "high": share(one.high)}
    return (_(component(one.component).name), share(one.icc1), around, share(one.icck))


def share(value: float | None) -> str:
    """A figure between -1 and 1 as psychologists print it: ".81"."""
    return NONE if value is None else f"{value:.2f}".replace("0.", ".", 1)
