"""What is written about a candidate: sealed under her own key, and bound to its row."""

from typing import Any
from uuid import UUID

from hiring.models import Candidate
from people.keys import open_data_key
from people.sealing import OpenKey, seal, unseal

SCHEMA = 1
HOLDS = "hiring.LegalHold"
CARDS = "hiring.Scorecard"
VERSIONS = "hiring.ScorecardVersion"
REOPENINGS = "hiring.CandidateReopening"
ADJUSTMENTS = "hiring.AdjustmentRequest"
ADJUSTMENT_ANSWERS = "hiring.AdjustmentRequest.answer"  # of the same row
# Decisions were sealed under this name before they had stages; what is sealed for a row stays readable.
DECISIONS = "hiring.Decision"


def seal_for(candidate: Candidate, document: dict[str, Any], *, table: str, row: UUID) -> bytes:
    """Seal a document of this table's row under the candidate's key."""
    key = open_data_key(candidate.data_key_id)
    return seal(key, document, table=table, row=row, owner=candidate.pk, schema=SCHEMA)


def opened(candidate: Candidate, sealed: bytes | memoryview, *, table: str, row: UUID) -> dict[str, Any]:
    """The document of this row. Raises SealBroken for anything that was not sealed for it."""
    key = open_data_key(candidate.data_key_id)
    return opened_by(key, candidate.pk, sealed, table=table, row=row)


def opened_by(
    key: OpenKey, candidate_id: UUID, sealed: bytes | memoryview, *, table: str, row: UUID
) -> dict[str, Any]:
    """The same with the candidate's key in hand: for several rows of one person, and for lists."""
    return unseal(key, sealed, table=table, row=row, owner=candidate_id)[1]
