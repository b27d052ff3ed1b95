"""What the room's pages show, as frozen dataclasses."""

from journal.queries.behind import BehindPage, behind_page
from journal.queries.patterns import PatternsPage, Triggers, patterns_page, triggers_of_last
from journal.queries.rows import MomentPage, MomentRow, UnknownCursor, moment_page, one_moment
from journal.queries.today import TodayJournal, todays_moments

__all__ = [
    "BehindPage",
    "MomentPage",
    "MomentRow",
    "PatternsPage",
    "TodayJournal",
    "Triggers",
    "UnknownCursor",
    "behind_page",
    "moment_page",
    "one_moment",
    "patterns_page",
    "todays_moments",
    "triggers_of_last",
]
