"""Daylio's table: both first lines, times as phones write them, and which line is wrong."""

import datetime as dt

import pytest

from journal.exchange import daylio
from journal.exchange.carried import LONGEST, Trouble, Unreadable
from tests.journal.exchange.files import DAYLIO, DAYLIO_SCALES, read

ROW = (
    '2021-03-27,March 27,Saturday,20:39,rad,"work | good meal","Evening","Choir ""and"" shopping\nall day"\n'
)


def test_a_row_becomes_a_note_with_all_its_words() -> None:
    (note,) = read(DAYLIO + ROW).notes
    assert note.felt_at == dt.datetime(2021, 3, 27, 19, 39, tzinfo=dt.UTC)
    assert note.zone == "Europe/Berlin"
    assert (note.mood, note.tags) == ("rad", ("work", "good meal"))
    assert note.note == 'Evening\n\nChoir "and" shopping\nall day\n\nDaylio: rad; work | good meal'


def test_the_newer_table_has_scales() -> None:
    found = read(DAYLIO_SCALES + "2026-07-27,July 27,Monday,13:48,meh,work | walk,Sleep: 4,,\n")
    assert [note.note for note in found.notes] == ["Daylio: meh; work | walk; Sleep: 4"]
    assert found.app == "Daylio"


@pytest.mark.parametrize("end", [";", "\t"])
def test_a_spreadsheet_may_have_saved_it_again(end: str) -> None:
    row = "2026-07-27,July 27,Monday,13:48,meh,,,\n"
    assert len(read((DAYLIO + row).replace(",", end)).notes) == 1


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_marks_and_line_ends_do_not_matter(mark: str, ends: str) -> None:
    text = (mark + DAYLIO + ROW).replace("\n", ends)
    assert [note.note for note in read(text).notes] == [read(DAYLIO + ROW).notes[0].note]


@pytest.mark.parametrize(
    ("told", "hour", "minute"),
    [
        ("8:30 am", 8, 30),
        ("08:30", 8, 30),
        ("12:15 am", 0, 15),
        ("12:00 PM", 12, 0),
        ("11:54\u202fpm", 23, 54),
        ("9:05 p.m.", 21, 5),
        ("20.39", 20, 39),
    ],
)
def test_times_of_day(told: str, hour: int, minute: int) -> None:
    (note,) = read(f"{DAYLIO}2021-01-05,January 5,Tuesday,{told},ok,,,\n").notes
    assert note.felt_at == dt.datetime(2021, 1, 5, hour, minute, tzinfo=dt.UTC) - dt.timedelta(hours=1)


def test_an_hour_that_the_clocks_leave_out_or_show_twice_is_taken() -> None:
    rows = "2021-03-28,,,02:30,ok,,,\n2021-10-31,,,02:30,ok,,,\n2024-02-29,,,10:00,ok,,,\n"
    found = [note.felt_at for note in read(DAYLIO + rows).notes]
    assert found == [
        dt.datetime(2021, 3, 28, 1, 30, tzinfo=dt.UTC),
        dt.datetime(2021, 10, 31, 0, 30, tzinfo=dt.UTC),
        dt.datetime(2024, 2, 29, 9, 0, tzinfo=dt.UTC),
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("27.3.2021,,,20:39,rad,,,", "date"),
        ("2021-02-29,,,20:39,rad,,,", "date"),
        ("2021-03-27,,,25:39,rad,,,", "date"),
        ("2021-03-27,,,evening,rad,,,", "clock"),
        ("2021-03-27,,,20:39,,,,", "mood"),
        ("2021-03-27,,,20:39,rad,,", "columns"),
        ("2021-03-27,,,20:39,rad,,,,", "columns"),
        ("2031-03-27,,,20:39,rad,,,", "future"),
        ("1821-03-27,,,20:39,rad,,,", "early"),
        ("0001-01-01,,,00:00,rad,,,", "time"),
        ("2021-03-27,,,20:39,r\0d,,,", "character"),
        (f"2021-03-27,,,20:39,rad,,,{'x' * LONGEST}", "long"),
        ('2021-03-27,,,20:39,rad,,,"said "no" twice"', "quotes"),
    ],
)
def test_a_wrong_line_is_named_and_the_others_stay(row: str, why: str) -> None:
    found = read(f"{DAYLIO}{ROW}{row}\n{ROW}")
    assert [(each.place, each.why) for each in found.troubles] == [(4, why)]
    assert len(found.notes) == 2


def test_a_quotation_mark_that_is_never_closed_is_told_at_its_line() -> None:
    found = read(DAYLIO + ROW + '2021-03-27,,,20:39,rad,,,"half\n' + ROW.replace('"', ""))
    assert found.troubles[0] == Trouble(4, "quotes")
    assert len(found.notes) == 1


def test_empty_lines_are_no_rows() -> None:
    found = read(f"{DAYLIO}\n{ROW}\n\n")
    assert (len(found.notes), found.troubles) == (1, ())


def test_the_first_line_alone_brings_nothing() -> None:
    assert read(DAYLIO).notes == read(DAYLIO.strip()).notes == ()


def test_more_rows_than_come_in_at_once_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daylio, "MOST", 5)
    assert len(read(DAYLIO + "x\n" * 5).troubles) == 5
    with pytest.raises(Unreadable, match="many"):
        read(DAYLIO + "x\n" * 6)


@pytest.mark.parametrize("text", ["date,mood\n1,2\n", '"full_date', "hello", "[1]", "year,date,weekday\n"])
def test_other_tables_are_not_taken_for_it(text: str) -> None:
    with pytest.raises(Unreadable, match="unknown"):
        read(text)
