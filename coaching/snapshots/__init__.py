"""What is sealed of a thing that is shared: a snapshot for each kind of thing. Pure."""

from collections.abc import Mapping
from typing import Any, Protocol

from coaching.snapshots.moment import MomentSnapshot


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
    def is_serious(self) -> bool:
        """Whether it names a serious incident."""

    def as_json(self) -> dict[str, Any]:
        """As it is sealed."""


def read_snapshot(document: Mapping[str, Any]) -> Snapshot:
    """What a sealed document of a share holds."""
    return MomentSnapshot.from_json(document)


__all__ = ["MomentSnapshot", "Snapshot", "read_snapshot"]
