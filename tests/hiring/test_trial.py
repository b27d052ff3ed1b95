"""The statements to try out the answers with."""

from hiring.asked import KEY, VERSION, asked_of
from hiring.trial import TEXTS, trial

ASKED = asked_of(KEY, VERSION, {"SR"})


def test_two_statements_that_the_questionnaire_does_not_have_stand_on_its_scale() -> None:
    found = trial(ASKED)
    assert [item.text for item in found.asked.items] == list(TEXTS)
    assert found.asked.scale == ASKED.scale
    codes = {item.code for item in asked_of(KEY, VERSION, {"SA", "SR", "MO", "EM", "SS"}).items}
    assert codes.isdisjoint(item.code for item in found.asked.items)
    assert (len(found.sheets), len(trial(ASKED, 1).sheets)) == (1, 2)


def test_where_nothing_is_asked_nothing_is_tried() -> None:
    assert trial(asked_of(KEY, VERSION, set())).sheets == ()
