"""A candidate's copy as JSON: everything, and readable by any program."""

import datetime as dt
import json
from uuid import uuid4

import pytest

from hiring.keeping.copies import FORMAT, Answered, Asked, Copy, Judged, Noted, json_pieces

AT = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
COPY = Copy(
    reference="0A1B2C3D",
    name="Nell Grün",
    email="nell@home.example",
    opening="Agent",
    organisation="Harbour Support",
    questionnaire="ei-50 1",
    answers=(
        Answered(1, "A1", "I stay calm.", 4, "Often"),
        Answered(2, "A2", "I wait.", None, "I’d rather not say"),
    ),
    situations=(Judged("Late", "Say it first.", "Good"),),
    adjustments=(Asked("More time", AT, "", None),),
    display=(),
    times=(Noted("Invited", AT),),
    receipts=(),
    deleted_on=dt.date(2027, 6, 11),
    is_held=False,
)


def test_it_comes_in_pieces_that_are_one_document() -> None:
    pieces = list(json_pieces(COPY))
    assert len(pieces) > 10
    told = json.loads("".join(pieces))
    assert told["format"] == FORMAT
    assert told["name"] == "Nell Grün"
    assert [one["value"] for one in told["answers"]] == [4, None]
    assert told["adjustments"] == [
        {"text": "More time", "at": "2026-11-21T09:30:00+00:00", "answer": "", "answered_at": None}
    ]
    assert told["situations"] == [{"situation": "Late", "way": "Say it first.", "words": "Good"}]
    assert told["deleted_on"] == "2027-06-11"


def test_letters_stand_as_they_are_written() -> None:
    assert "Grün" in "".join(json_pieces(COPY))


def test_what_has_no_form_in_json_is_refused() -> None:
    strange = Copy(**{**{name: getattr(COPY, name) for name in Copy.__slots__}, "name": uuid4()})
    with pytest.raises(TypeError, match="Not a day or a time"):
        list(json_pieces(strange))
