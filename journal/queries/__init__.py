"""What the room's pages show, as frozen dataclasses."""

from journal.queries.patterns import PatternsPage, Triggers, patterns_page, triggers_of_last
from journal.queries.rows import MomentPage, MomentRow, UnknownCursor, moment_page, one_moment
from journal.queries.today import TodayJournal, todays_moments

__all__ = [
    "MomentPage",
    "MomentRow",
    "PatternsPage",
    "TodayJournal",
    "Triggers",
    "UnknownCursor",
    "moment_page",
    "one_moment",
    "patterns_page",
    "todays_moments",
    "triggers_of_last",
]
