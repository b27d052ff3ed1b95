"""What a candidate is asked: whole scales of the switched-on components, and nothing else."""

import pytest

from assessments.instruments import COMPONENTS, instrument
from assessments.psychometrics.scoring import score
from hiring.asked import KEY, VERSION, Sitting, asked_of


@pytest.mark.parametrize("code", [one.code for one in COMPONENTS])
def test_each_switched_on_scale_is_asked_whole(code: str) -> None:
    whole, asked = instrument(KEY, VERSION), asked_of(KEY, VERSION, {code})
    theirs = [item.code for item in whole.items if item.component.code == code]
    assert [item.code for item in asked.items] == theirs
    assert [one.component.code for one in asked.components] == [code]
    assert len(theirs) == 10


def test_statements_are_counted_anew_and_keep_their_order_and_keys() -> None:
    asked = asked_of(KEY, VERSION, ["EM", "SR"])
    whole = {item.code: item for item in instrument(KEY, VERSION).items}
    assert [item.position for item in asked.items] == list(range(1, 21))
    places = [whole[item.code].position for item in asked.items]
    assert places == sorted(places)
    assert all(item.key == whole[item.code].key for item in asked.items)


def test_words_are_explained_only_where_they_are_used() -> None:
    words = {one.word for one in asked_of(KEY, VERSION, ["MO"]).words}
    assert words < {one.word for one in instrument(KEY, VERSION).words}


def test_a_part_scores_like_the_whole() -> None:
    whole = instrument(KEY, VERSION)
    answers = {item.code: 1 + item.position % 5 for item in whole.items}
    asked = asked_of(KEY, VERSION, ["SR"])
    mine = score(asked, {item.code: answers[item.code] for item in asked.items}).components[0]
    theirs = next(one for one in score(whole, answers).components if one.component.code == "SR")
    assert mine.points == theirs.points


@pytest.mark.parametrize("codes", [["XX"], ["SR", "XX"]])
def test_an_unknown_component_is_refused(codes: list[str]) -> None:
    with pytest.raises(ValueError, match="named by their codes"):
        asked_of(KEY, VERSION, codes)


def test_without_a_component_nothing_is_asked() -> None:
    nothing = asked_of(KEY, VERSION, [])
    assert (nothing.items, nothing.components) == ((), ())
    assert Sitting(nothing, {}).first_open is None


def test_pages_hold_five_and_the_first_open_one_is_where_she_stopped() -> None:
    asked = asked_of(KEY, VERSION, ["SR", "EM"])
    codes = [item.code for item in asked.items]
    assert [len(sheet) for sheet in Sitting(asked, {}).sheets] == [5, 5, 5, 5]
    assert Sitting(asked, {}).first_open == 1
    assert Sitting(asked, dict.fromkeys(codes[:7], 3)).first_open == 2
    assert Sitting(asked, dict.fromkeys(codes, None)).first_open is None  # declined is answered
