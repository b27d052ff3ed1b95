"""What is offered: where each questionnaire is taken."""

import pytest

from assessments.offer import FULL, PULSE, offered


def test_each_questionnaire_has_pages_of_its_own() -> None:
    assert [FULL.address("start"), PULSE.address("start")] == ["assessments:start", "assessments:pulse-start"]


def test_what_is_not_offered_has_no_place() -> None:
    assert [offered(one.key) for one in (FULL, PULSE)] == [FULL, PULSE]
    with pytest.raises(KeyError):
        offered("ei-99")
