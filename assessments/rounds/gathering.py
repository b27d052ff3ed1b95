"""What closed rounds of an organisation keep, a person once: two queries, whatever their number."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from assessments.models import Rating, Round
from assessments.rounds.agreeing import Scores
from assessments.rounds.observed import OTHERS_KEY, OTHERS_VERSION, components_seen

ROWS_AT_ONCE = 20_000  # of the database


@dataclass(frozen=True)
class GatheredRounds:
    """A round for each person, in the order in which they closed, and when each of them did."""

    entered: tuple[dt.datetime, ...]
    scores: tuple[Scores, ...]

    def before(self, until: dt.datetime) -> tuple[Scores, ...]:
        """Those that had closed before."""
        return self.scores[: sum(moment < until for moment in self.entered)]


def gather_rounds() -> GatheredRounds:
    """Everybody's first round of which every component was kept. In a scope.

    So that all components count the same people: between two figures of a part stand as many as between two
    of the whole.
    """
    kept, codes = _ratings(), [component.code for component in components_seen()]
    first: dict[UUID, tuple[dt.datetime, Scores]] = {}
    for number, person, closed_at in _closed():
        if kept[number].keys() == set(codes):
            first.setdefault(person, (closed_at, {code: tuple(kept[number][code]) for code in codes}))
    return GatheredRounds(*(tuple(part) for part in zip(*first.values(), strict=True))) if first else _NONE


def _closed() -> list[tuple[UUID, UUID, dt.datetime]]:
    """Number, person and time of each closed round with a result, oldest first."""
    rows = (
        Round.objects.filter(people__isnull=False, form_key=OTHERS_KEY, form_version=OTHERS_VERSION)
        .order_by("closed_at", "pk")
        .values_list("pk", "membership_id", "closed_at")
    )
    return [(number, person, moment) for number, person, moment in rows if moment is not None]


def _ratings() -> dict[UUID, dict[str, list[float]]]:
    """The scores of each round by component; which rater's one is, no row says. In an order of their own."""
    kept: dict[UUID, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    rows = Rating.objects.values_list("round_id", "component", "points")
    for number, code, points in rows.iterator(chunk_size=ROWS_AT_ONCE):
        kept[number][code].append(points)
    return kept


_NONE = GatheredRounds((), ())
