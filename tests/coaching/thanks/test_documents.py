"""What thanks hold."""

import json

import pytest

from coaching.thanks.documents import SCHEMA, ThanksDocument, read_thanks
from tests.coaching.thanks.conftest import THANKS

# As documents of schema 1 stand in databases.
FIRST = (
    '{"did": "You took over my call.", "effect": "I could breathe.", '
    '"customer": "She was so patient with me.", "components": ["SR", "EM"]}'
)


def test_what_was_written_is_read_again() -> None:
    assert SCHEMA == 1
    assert read_thanks(json.loads(FIRST)) == THANKS
    assert read_thanks(json.loads(json.dumps(THANKS.as_json()))) == THANKS


@pytest.mark.parametrize(("did", "effect"), [("", "x"), ("x", ""), (" \n", "x"), ("x", "\t")])
def test_thanks_tell_what_was_done_and_what_it_led_to(did: str, effect: str) -> None:
    with pytest.raises(ValueError, match="what was done"):
        ThanksDocument(did, effect)


def test_they_show_components_of_the_model_and_no_others() -> None:
    with pytest.raises(LookupError, match="XX"):
        ThanksDocument("x", "y", "", ("SA", "XX"))
