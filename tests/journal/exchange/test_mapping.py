"""Another app's words as ours: what she chose, and nothing else; each note once."""

import datetime as dt

from journal.exchange.carried import Foreign, Found, keys_of
from journal.exchange.mapping import Choices, Chosen, Word, as_moments, moods_of, tags_of
from tests.journal.exchange.files import DAYLIO, read

SECRET = b"s" * 32
ENDS = dt.time(4)
ROWS = (
    "2026-03-01,,,01:30,rad,work | gym,,one\n"
    "2026-03-02,,,20:00,meh,work,,two\n"
    "2026-03-03,,,20:00,rad,,,three\n"
    "2026-03-04,,,20:00,awful,gym,,four\n"
)
CHOICES = Choices(
    moods={"rad": Chosen("happy", 4), "meh": Chosen("not-sure", 1), "awful": Chosen("", 1)},
    triggers={"work": "F", "gym": ""},
    otherwise="H",
)


def brought(text: str = DAYLIO + ROWS) -> Found:
    return read(text)


def test_moods_and_tags_are_counted_the_most_used_first() -> None:
    assert moods_of(brought().notes) == (Word("rad", 2), Word("awful", 1), Word("meh", 1))
    assert tags_of(brought().notes) == (Word("gym", 2), Word("work", 2))


def test_notes_become_what_she_chose_for_their_words() -> None:
    moments = as_moments(brought(), CHOICES, secret=SECRET, day_ends_at=ENDS)
    told = [(one.document.feelings, one.document.triggers, one.document.strength) for one in moments]
    assert told == [(("happy",), ("F",), 4), (("not-sure",), ("F",), 1), (("happy",), ("H",), 4)]
    assert moments[0].document.note == "one\n\nDaylio: rad; work | gym"
    assert moments[0].document.zone == "Europe/Berlin"


def test_a_night_shift_falls_on_the_evenings_day() -> None:
    first, *_ = as_moments(brought(), CHOICES, secret=SECRET, day_ends_at=ENDS)
    assert first.day == dt.date(2026, 2, 28)


def test_a_mood_that_nobody_chose_for_is_left_out() -> None:
    few = Choices(moods={"meh": Chosen("sad", 2)}, triggers={}, otherwise="H")
    (only,) = as_moments(brought(), few, secret=SECRET, day_ends_at=ENDS)
    assert only.document.feelings == ("sad",)


def test_two_tags_of_one_trigger_name_it_once() -> None:
    both = Choices(CHOICES.moods, {"work": "F", "gym": "F"}, "H")
    assert as_moments(brought(), both, secret=SECRET, day_ends_at=ENDS)[0].document.triggers == ("F",)


def test_a_note_has_the_same_key_in_every_file_and_whatever_it_is_mapped_to() -> None:
    other = Choices({"rad": Chosen("calm", 1), "meh": Chosen("sad", 5)}, {}, "A")
    one = as_moments(brought(), CHOICES, secret=SECRET, day_ends_at=ENDS)
    two = as_moments(brought(), other, secret=SECRET, day_ends_at=ENDS)
    assert [each.key for each in one] == [each.key for each in two]
    longer = brought(DAYLIO + "2026-03-05,,,20:00,rad,,,new\n" + ROWS)
    assert set(keys_of(SECRET, "Daylio", brought().notes)) < set(keys_of(SECRET, "Daylio", longer.notes))


def test_notes_that_are_the_same_are_two() -> None:
    twice = brought(DAYLIO + ROWS + ROWS)
    assert len(set(keys_of(SECRET, "Daylio", twice.notes))) == 8


def test_a_key_tells_nothing_without_the_persons_secret() -> None:
    note = Foreign(dt.datetime(2026, 3, 1, tzinfo=dt.UTC), "UTC", "rad", (), "x", "x")
    (mine,), (hers,) = keys_of(SECRET, "Daylio", [note]), keys_of(b"t" * 32, "Daylio", [note])
    (elsewhere,) = keys_of(SECRET, "Day One", [note])
    assert len({mine, hers, elsewhere}) == 3
