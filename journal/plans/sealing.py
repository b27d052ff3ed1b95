"""The documents of plans, goals and rituals, sealed for their row and owner, and opened again."""

from typing import Protocol
from uuid import UUID

from journal.plans.documents import (
    SCHEMA,
    GoalDocument,
    PlanDocument,
    RitualDocument,
    read_goal,
    read_plan,
    read_ritual,
)
from people.sealing import OpenKey, seal, unseal

PLAN, GOAL, RITUAL = "journal.Plan", "journal.Goal", "journal.Ritual"
_TABLES: dict[type, str] = {PlanDocument: PLAN, GoalDocument: GOAL, RitualDocument: RITUAL}


class SealedRow(Protocol):
    """What opening takes: a row of one of the tables, or these columns of one."""

    @property
    def pk(self) -> UUID: ...
    @property
    def membership_id(self) -> UUID: ...
    @property
    def sealed(self) -> bytes | memoryview: ...


class Owned(Protocol):
    """What sealing takes: a row that knows its id and its owner."""

    @property
    def pk(self) -> UUID: ...
    @property
    def membership_id(self) -> UUID: ...


def seal_for(key: OpenKey, row: Owned, document: PlanDocument | GoalDocument | RitualDocument) -> bytes:
    """Bound to its table, row and owner."""
    table = _TABLES[type(document)]
    return seal(key, document.as_json(), table=table, row=row.pk, owner=row.membership_id, schema=SCHEMA)


def open_plan(key: OpenKey, row: SealedRow) -> PlanDocument:
    """Raises people.sealing.SealBroken where the row was changed or moved; so do the others."""
    return read_plan(*unseal(key, row.sealed, table=PLAN, row=row.pk, owner=row.membership_id))


def open_goal(key: OpenKey, row: SealedRow) -> GoalDocument:
    return read_goal(*unseal(key, row.sealed, table=GOAL, row=row.pk, owner=row.membership_id))


def open_ritual(key: OpenKey, row: SealedRow) -> RitualDocument:
    return read_ritual(*unseal(key, row.sealed, table=RITUAL, row=row.pk, owner=row.membership_id))
