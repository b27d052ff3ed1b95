"""Rows of the room: openings, candidates with their links and answers, scorecards, decisions.

No column here leads to what an employee has written or answered, and none of theirs leads here.
"""

from hiring.models.adjustments import AdjustmentRequest, CandidateDisplay
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
from hiring.models.judgement import (
    PANEL_TRANSITIONS,
    Expert,
    ExpertPanel,
    ExpertPanelQuerySet,
    ExpertRating,
    FrozenKey,
    JudgementAnswer,
    JudgementSetting,
    JudgementSitting,
)
from hiring.models.keeping import LegalHold, LegalHoldQuerySet, PurgeRun
from hiring.models.openings import (
    OPENING_TRANSITIONS,
    FormerOpeningMember,
    Opening,
    OpeningComponent,
    OpeningGuide,
    OpeningMember,
    OpeningQuerySet,
    OpeningStage,
    RuleVersion,
)
from hiring.models.scorecards import Scorecard, ScorecardVersion

__all__ = [
    "OPENING_TRANSITIONS",
    "PANEL_TRANSITIONS",
    "TRANSITIONS",
    "AdjustmentRequest",
    "Candidate",
    "CandidateAnswer",
    "CandidateDisplay",
    "CandidateLink",
    "CandidateQuerySet",
    "CandidateReopening",
    "EqualityAnswer",
    "EqualityKey",
    "Expert",
    "ExpertPanel",
    "ExpertPanelQuerySet",
    "ExpertRating",
    "FormerOpeningMember",
    "FrozenKey",
    "JudgementAnswer",
    "JudgementSetting",
    "JudgementSitting",
    "LegalHold",
    "LegalHoldQuerySet",
    "Opening",
    "OpeningComponent",
    "OpeningGuide",
    "OpeningMember",
    "OpeningQuerySet",
    "OpeningStage",
    "PurgeRun",
    "RuleVersion",
    "Scorecard",
    "ScorecardVersion",
    "StageDecision",
]
