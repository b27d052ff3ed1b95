"""From answers to a profile: reversal, the half rule, means, and points out of 100."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from numbers import Real

from assessments.instruments import HIGHEST, LOWEST, Component, Instrument, Item
from assessments.psychometrics.assumptions import POINTS_PER_STEP


class Blank(StrEnum):
    """Why a component has no score."""

    TOO_FEW_ANSWERS = "too-few-answers"


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """One component. `mean` is in scale points (1 to 5), `points` out of 100; None where `blank` says why."""

    component: Component
    answered: int
    asked: int
    mean: float | None
    points: float | None
    blank: Blank | None


@dataclass(frozen=True, slots=True)
class Profile:
    """The components of one sitting, in model order, and the instrument they were measured with."""

    key: str
    version: int
    components: tuple[ComponentScore, ...]


def score(instrument: Instrument, answers: Mapping[str, float | None]) -> Profile:
    """Score the answers, given by item code: a whole number from 1 to 5, or None (or NaN) for not answered.

    An item that the mapping leaves out is not answered. A component is the mean of its answered items, those
    keyed - counted as 6 - x, and is shown as (mean - 1) * 25. Half rule: it is scored if at least half of its
    items are answered, else left blank with the reason. ValueError for a code that the instrument does not
    have and for any other value (out of range, not whole, a boolean, a text).
    """
    unknown = sorted(map(str, answers.keys() - {item.code for item in instrument.items}))
    if unknown:
        raise ValueError(
            f"The code {unknown[0]!r} is not one of {instrument.key} version {instrument.version}."
        )
    given = {code: _checked(code, value) for code, value in answers.items()}
    return Profile(
        key=instrument.key,
        version=instrument.version,
        components=tuple(
            _score_component(measure.component, instrument.items_of(measure.component), given)
            for measure in instrument.components
        ),
    )


def _score_component(
    component: Component, items: tuple[Item, ...], given: Mapping[str, int | None]
) -> ComponentScore:
    answers = ((item, given.get(item.code)) for item in items)
    values = [_keyed(item, value) for item, value in answers if value is not None]
    answered, asked = len(values), len(items)
    if 2 * answered < asked:
        return ComponentScore(component, answered, asked, mean=None, points=None, blank=Blank.TOO_FEW_ANSWERS)
    # Points from the whole-number sum, so that they do not depend on how the mean was rounded.
    points = (sum(values) - LOWEST * answered) * POINTS_PER_STEP / answered
    return ComponentScore(component, answered, asked, mean=sum(values) / answered, points=points, blank=None)


def _keyed(item: Item, value: int) -> int:
    return value if item.key == 1 else LOWEST + HIGHEST - value


def _checked(code: str, value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, bool) and isinstance(value, Real):
        if value in range(LOWEST, HIGHEST + 1):
            return int(float(value))
        if value != value:  # NaN, the one number that is not itself
            return None
    raise ValueError(
        f"The answer to {code} must be a whole number from {LOWEST} to {HIGHEST}, not {value!r}."
    )
