"""Complete answers of an organisation as tables of numbers: two queries, whatever their number."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from assessments.instruments import Instrument
from assessments.models import Answer, Sitting

Table = NDArray[np.int8]  # persons x statements, in the order asked
ROWS_AT_ONCE = 20_000  # of the database, so that memory holds little beside the table


@dataclass(frozen=True)
class Gathered:
    """A row for each person, in the order in which they entered, and when each of them did."""

    entered: tuple[dt.datetime, ...]
    answers: Table

    def before(self, until: dt.datetime) -> Table:
        """The rows of who had entered before."""
        return self.answers[: sum(moment < until for moment in self.entered)]


@dataclass(frozen=True)
class GatheredTwice:
    """The same for people with a second complete sitting; they entered with that one."""

    entered: tuple[dt.datetime, ...]
    first: Table
    second: Table

    def before(self, until: dt.datetime) -> tuple[Table, Table]:
        """The rows of who had entered before."""
        inside = sum(moment < until for moment in self.entered)
        return self.first[:inside], self.second[:inside]


def gather(instrument: Instrument) -> tuple[Gathered, GatheredTwice]:
    """Everybody's first, and first and second, sitting in which every statement was answered. In a scope."""
    sittings = list(_sittings(instrument))
    table = _table(instrument, [number for number, _person, _moment in sittings])
    places: dict[UUID, list[int]] = {}
    for place, (_number, person, _moment) in enumerate(sittings):
        if table[place].all():
            places.setdefault(person, []).append(place)
    moments = [moment for _number, _person, moment in sittings]
    once = sorted(found[0] for found in places.values())
    twice = sorted((found[:2] for found in places.values() if len(found) > 1), key=lambda pair: pair[1])
    return (
        Gathered(tuple(moments[place] for place in once), table[once]),
        GatheredTwice(
            tuple(moments[second] for _first, second in twice),
            table[[first for first, _second in twice]],
            table[[second for _first, second in twice]],
        ),
    )


def _sittings(instrument: Instrument) -> Iterator[tuple[UUID, UUID, dt.datetime]]:
    """Number, person and time of each finished sitting, oldest first."""
    yield from (
        Sitting.objects.submitted()
        .filter(instrument_key=instrument.key, instrument_version=instrument.version)
        .order_by("submitted_at", "pk")
        .values_list("pk", "membership_id", "submitted_at")
    )


def _table(instrument: Instrument, sittings: list[UUID]) -> Table:
    """Sittings x statements; 0 where a statement was not answered."""
    rows = {number: place for place, number in enumerate(sittings)}
    columns = {item.code: item.position - 1 for item in instrument.items}
    table = np.zeros((len(sittings), len(instrument.items)), dtype=np.int8)
    answers = Answer.objects.filter(
        sitting__state=Sitting.State.SUBMITTED,
        sitting__instrument_key=instrument.key,
        sitting__instrument_version=instrument.version,
        value__isnull=False,
    ).values_list("sitting_id", "item_code", "value")
    for number, code, value in answers.iterator(chunk_size=ROWS_AT_ONCE):
        # A sitting that was sent in between is not in the list yet.
        if value is not None and number in rows and code in columns:
            table[rows[number], columns[code]] = value
    return table
