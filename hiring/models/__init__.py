"""Rows of the room: openings, candidates with their links and answers, scorecards, decisions.

No column here leads to what an employee has written or answered, and none of theirs leads here.
"""

from hiring.models.candidates import (
    TRANSITIONS,
    Candidate,
    CandidateAnswer,
    CandidateLink,
    CandidateQuerySet,
    CandidateReopening,
)
from hiring.models.decisions import StageDecision
from hiring.models.equality import EqualityAnswer, EqualityKey
from hiring.models.openings import (
    OPENING_TRANSITIONS,
    Opening,
    OpeningComponent,
    OpeningGuide,
    OpeningMember,
    OpeningQuerySet,
    OpeningStage,
    RuleVersion,
)
from hiring.models.scorecards import Scorecard

__all__ = [
    "OPENING_TRANSITIONS",
    "TRANSITIONS",
    "Candidate",
    "CandidateAnswer",
    "CandidateLink",
    "CandidateQuerySet",
    "CandidateReopening",
    "EqualityAnswer",
    "EqualityKey",
    "Opening",
    "OpeningComponent",
    "OpeningGuide",
    "OpeningMember",
    "OpeningQuerySet",
    "OpeningStage",
    "RuleVersion",
    "Scorecard",
    "StageDecision",
]
