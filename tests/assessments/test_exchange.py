"""A questionnaire goes out as CSV, JSON or TOML and comes back byte for byte; what is none is told."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.instruments import Instrument, PublishedAlpha, instrument, released
from assessments.instruments.exchange import COLUMNS, LONGEST, READERS, WRITERS, as_csv, as_document, as_json

EI50, EI15 = instrument("ei-50", 1), instrument("ei-15", 1)
BOTH = pytest.mark.parametrize("shipped", [EI50, EI15], ids=["ei-50", "ei-15"])
KINDS = pytest.mark.parametrize("kind", ["csv", "json", "toml"])
# Everything that can be written down: no control character, no half of a pair, not only spaces.
TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=40).filter(str.strip)


@BOTH
@KINDS
def test_a_questionnaire_comes_back_as_it_went(shipped: Instrument, kind: str) -> None:
    gone = WRITERS[kind](shipped)
    assert READERS[kind](gone) == shipped
    assert WRITERS[kind](READERS[kind](gone)).encode() == gone.encode()


@KINDS
def test_whichever_way_it_went_the_released_file_comes_out_byte_for_byte(kind: str) -> None:
    for (key, version), path in released().items():
        returned = READERS[kind](WRITERS[kind](instrument(key, version)))
        assert WRITERS["toml"](returned).encode() == path.read_bytes()


def changed(title: str, text: str, group: str, word: str) -> Instrument:
    """The short form with other words in it, in each place that holds words."""
    first, *others = EI15.items
    measure, *more = EI15.components
    return replace(
        EI15,
        title=title,
        items=(replace(first, text=f"{text} {word} indifferent composure"), *others),
        components=(replace(measure, published_alphas=(PublishedAlpha(0.81, group),)), *more),
        words=(replace(EI15.words[0], meaning=text), EI15.words[1]),
    )


@settings(max_examples=200, deadline=None)
@given(title=TEXTS, text=TEXTS, group=TEXTS, word=TEXTS)
def test_any_words_survive_the_way(title: str, text: str, group: str, word: str) -> None:
    other = changed(title, text, group, word)
    for kind in WRITERS:
        assert READERS[kind](WRITERS[kind](other)) == other


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "'quoted"])
def test_no_cell_of_the_sheet_begins_like_a_formula(start: str) -> None:
    sheet = as_csv(changed(start, start, start, start))
    cells = [cell.strip('"') for line in sheet.splitlines() for cell in line.split(",")]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []
    assert f"'{start}" in sheet


# --- what is refused ------------------------------------------------------------------------------


def document_with(**changes: Any) -> str:
    return json.dumps(as_document(EI50) | changes)


def document_without(name: str) -> str:
    return json.dumps({key: value for key, value in as_document(EI50).items() if key != name})


def items_with(**changes: Any) -> str:
    first, *others = as_document(EI50)["items"]
    return document_with(items=[first | changes, *others])


def alphas(published: Any) -> str:
    first, *others = as_document(EI50)["components"]
    return document_with(components=[first | {"published_alphas": published}, *others])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is no JSON file"),
        ("{", "This is no JSON file"),
        ("[" * 100_000, "This is no JSON file"),
        ("[]", "'questionnaire' must be a table"),
        ("null", "'questionnaire' must be a table"),
        (" " * (LONGEST + 1), "A file of 1000001 characters is no questionnaire"),
        (document_without("stem"), "A table of 'questionnaire' lacks 'stem'"),
        (document_with(author="me"), "A table of 'questionnaire' knows no 'author'"),
        (document_with(version="1"), "'version' of 'questionnaire' must be of kind int"),
        (document_with(version=True), "'version' of 'questionnaire' must be of kind int"),
        (document_with(title=" "), "'title' must not be empty"),
        (document_with(title="a\u0000b"), "'title' holds a character that cannot be written"),
        (document_with(title="\ud800"), "'title' holds a character that cannot be written"),
        (document_with(items={}), "'items' of 'questionnaire' must be of kind list"),
        (document_with(items=[1]), "'items' must be a table"),
        (document_with(items=[]), "There must be statements"),
        (items_with(value=3), "A table of 'items' knows no 'value'"),
        (items_with(key="x"), "The key of H656 must be . or -"),
        (items_with(component="EQ"), "There is no component with the code 'EQ'"),
        (items_with(other_codes=[7]), "'other_codes' must not be empty"),
        (items_with(other_codes=["X265"]), "'X265' stands 2 times"),
        (items_with(position=2), "The positions must count up from 1"),
        (alphas([0.81]), "'published_alphas' must be a table"),
        (alphas([{"alpha": 1}]), "'alpha' of 'published_alphas' must be of kind float"),
        (alphas([{"alpha": 7.5}]), "SA needs published alphas between 0 and 1"),
        (alphas([{"alpha": float("nan")}]), "SA needs published alphas between 0 and 1"),
    ],
)
def test_a_json_file_that_is_no_questionnaire_is_told(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        READERS["json"](text)


def sheet_with(old: str, new: str) -> str:
    sheet = as_csv(EI50)
    assert sheet.count(old) == 1
    return sheet.replace(old, new)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", f"The first line must be {','.join(COLUMNS)}"),
        ("item,text\r\n", "The first line must be"),
        (f'{",".join(COLUMNS)}\r\n"open', "This is no CSV file"),
        (sheet_with("about,,version,,,,,1,\r\n", "about,1\r\n"), "Line 3 must have 9 cells"),
        (sheet_with("about,,version,,,,,1,", "about,,version,,,,,one,"), "Line 3 does not say what"),
        (sheet_with("about,,version,,,,,1,", "about,,key,,,,,,ei-50"), "Line 3 does not say what"),
        (sheet_with("about,,version,,,,,1,", "about,,edition,,,,,1,"), "Line 3 does not say what"),
        (sheet_with("about,,version,,,,,1,", "remark,,,,,,,1,"), "Line 3 is a 'remark'"),
        (sheet_with("about,,version,,,,,1,\r\n", ""), "lacks 'version'"),
        (sheet_with("alpha,,,,SR,,,0.87,", "alpha,,,,MO,,,0.87,"), "does not say what a line of 'alpha'"),
        (sheet_with("H656,,SS,minus", "H656,,SS,-"), "does not say what a line of 'statement'"),
        (sheet_with("H656,,SS,minus,,", "H656,,SS,minus,no,"), "does not say what a line of 'statement'"),
        (sheet_with("statement,1,H656", "statement,1e9,H656"), "does not say what a line of 'statement'"),
        (sheet_with("H656", "X265 X266"), "A code must be one word"),
    ],
)
def test_a_sheet_that_is_no_questionnaire_is_told(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        READERS["csv"](text)


@pytest.mark.parametrize(
    ("text", "sentence"), [("key = ", "This is no TOML file"), ('key = "ei-9"', "A table of .* lacks")]
)
def test_a_toml_file_that_is_no_questionnaire_is_told(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        READERS["toml"](text)


# --- manage.py instrument -------------------------------------------------------------------------


def run(*command: str) -> tuple[str, str]:
    out, told = StringIO(), StringIO()
    call_command("instrument", *command, stdout=out, stderr=told)
    return out.getvalue(), told.getvalue()


@KINDS
def test_the_command_takes_a_questionnaire_out_and_in_again(kind: str, tmp_path: Path) -> None:
    gone, _told = run("out", "ei-50", "1", "--as", kind)
    file = tmp_path / f"mine.{kind}"
    file.write_bytes(gone.encode())
    returned, told = run("in", str(file))
    assert returned.encode() == released()["ei-50", 1].read_bytes()
    assert told.strip() == "This is ei-50 version 1 as released, byte for byte."


def test_a_sheet_with_a_mark_of_a_spreadsheet_program_in_front_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(as_csv(EI15).encode("utf-8-sig"))
    assert run("in", str(file))[1].startswith("This is ei-15 version 1 as released")


def test_another_version_is_new_and_a_changed_release_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(as_json(replace(EI15, version=2)), encoding="utf-8")
    assert run("in", str(file))[1].startswith("ei-15 version 2 is new. Keep it in")
    file.write_text(as_json(replace(EI15, title="Mine")), encoding="utf-8")
    with pytest.raises(CommandError, match="ei-15 version 1 was released with other contents"):
        run("in", str(file))


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (("out", "ei-50", "7"), "There is no questionnaire 'ei-50' in version 7"),
        (("in", "nowhere.csv"), "nowhere.csv cannot be read: No such file"),
        (("in", "mine.pdf"), "must end with .csv, .json, .toml"),
    ],
)
def test_the_command_says_what_it_cannot_do(command: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        run(*command)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"row,position"])
def test_a_file_that_is_no_sheet_is_told_by_its_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(content)
    with pytest.raises(CommandError, match="mine.csv: "):
        run("in", str(file))


def test_every_way_out_has_a_way_in() -> None:
    ways: dict[str, Callable[[Instrument], str]] = dict(WRITERS)
    assert ways.keys() == READERS.keys()
