"""What is sealed of a thing that is shared: a snapshot for each kind of thing. Pure."""

from collections.abc import Mapping
from typing import Any, Protocol

from coaching.snapshots.moment import MomentSnapshot
from coaching.snapshots.pattern import PatternSnapshot
from coaching.snapshots.plan import PlanSnapshot
from coaching.snapshots.report import ReportSnapshot


class Snapshot(Protocol):
    """What one person chose to show another of a thing, and what she asks her: nothing else of it."""

    @property
    def kind(self) -> str:
        """Of which kind the thing is."""

    @property
    def question(self) -> str:
        """What she asks, or nothing."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Which parts it holds, by their codes."""

    @property
    def written(self) -> tuple[str, ...]:
        """Her own texts in it."""

    @property
    def triggers(self) -> tuple[str, ...]:
        """The codes of the triggers that it names."""

    @property
    def is_serious(self) -> bool:
        """Whether it names a serious incident."""

    def as_json(self) -> dict[str, Any]:
        """What it holds, as values that JSON has."""


_KINDS: dict[str, type[MomentSnapshot | PatternSnapshot | PlanSnapshot | ReportSnapshot]] = {
    each.kind: each for each in (MomentSnapshot, PatternSnapshot, PlanSnapshot, ReportSnapshot)
}


def sealed_form(snapshot: Snapshot) -> dict[str, Any]:
    """As it is sealed, with what it is a snapshot of."""
    return {"kind": snapshot.kind, **snapshot.as_json()}


def read_snapshot(document: Mapping[str, Any]) -> Snapshot:
    """What a sealed document of a share holds. The first ones were all of moments, and did not say so."""
    told = dict(document)
    return _KINDS[told.pop("kind", MomentSnapshot.kind)].from_json(told)


__all__ = [
    "MomentSnapshot",
    "PatternSnapshot",
    "PlanSnapshot",
    "ReportSnapshot",
    "Snapshot",
    "read_snapshot",
    "sealed_form",
]
