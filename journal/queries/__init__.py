"""What the room's pages show, as frozen dataclasses."""

from journal.queries.behind import BehindPage, behind_page
from journal.queries.days import DayPage, MonthPage, YearPage, day_page, month_page, year_page
from journal.queries.found import FoundPage, found_beside, found_page
from journal.queries.history import History, history_of
from journal.queries.patterns import PatternsPage, Triggers, patterns_page, triggers_of_last
from journal.queries.rows import MomentPage, MomentRow, find_moment, moment_page, one_moment
from journal.queries.today import TodayJournal, todays_moments
from journal.queries.tokens import UnknownCursor

__all__ = [
    "BehindPage",
    "DayPage",
    "FoundPage",
    "History",
    "MomentPage",
    "MomentRow",
    "MonthPage",
    "PatternsPage",
    "TodayJournal",
    "Triggers",
    "UnknownCursor",
    "YearPage",
    "behind_page",
    "day_page",
    "find_moment",
    "found_beside",
    "found_page",
    "history_of",
    "moment_page",
    "month_page",
    "one_moment",
    "patterns_page",
    "todays_moments",
    "triggers_of_last",
    "year_page",
]
