"""What raters are asked: our own wordings, on the same items as the questionnaire, balanced, never edited."""

import hashlib
import tomllib
from itertools import groupby, pairwise

import pytest

from assessments.instruments import Instrument, instrument
from assessments.rounds.observed import HERE, components_seen, observed

RELEASED = {"others-20-v1.toml": "431c19630d7a76589df2d103be81d71c58bb809c343bc2f49858484742fffbda"}


def test_a_released_file_never_changes() -> None:
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in HERE.glob("*.toml")}
    assert files == RELEASED


def test_every_wording_is_marked_as_our_own_and_claims_no_published_figure() -> None:
    document = tomllib.loads((HERE / "others-20-v1.toml").read_text(encoding="utf-8"))
    assert document["licence"].startswith("Original: our own wordings in the third person")
    assert "alpha" not in str(document)


def test_five_statements_for_each_component_but_self_awareness(others20: Instrument) -> None:
    assert [one.code for one in components_seen()] == ["SR", "MO", "EM", "SS"]
    assert {len(others20.items_of(one)) for one in components_seen()} == {5}
    assert len(others20.items) == 20


def test_each_adapts_an_item_of_the_questionnaire_with_its_component_and_key(others20: Instrument) -> None:
    own = {item.code: (item.component, item.key) for item in instrument("ei-50", 1).items}
    assert {item.code: (item.component, item.key) for item in others20.items}.items() <= own.items()
    assert not {item.text for item in others20.items} & {item.text for item in instrument("ei-50", 1).items}


def test_keys_are_balanced_in_each_component_and_in_all(others20: Instrument) -> None:
    assert sum(item.key for item in others20.items) == 0
    for one in components_seen():
        assert abs(sum(item.key for item in others20.items_of(one))) == 1


def test_there_is_no_rhythm_to_fall_into(others20: Instrument) -> None:
    keys = [item.key for item in others20.items]
    assert max(len(list(run)) for _, run in groupby(keys)) <= 3
    assert any(first == second for first, second in pairwise(keys))


def test_both_sides_have_the_same_answers_to_choose_from(others20: Instrument) -> None:
    assert others20.scale == instrument("ei-50", 1).scale


def test_only_words_that_stand_in_a_statement_are_explained(others20: Instrument) -> None:
    assert [help_.word for help_ in others20.words] == ["composure"]
    assert any("composure" in item.text for item in others20.items)


def test_statements_that_were_never_released_are_told() -> None:
    with pytest.raises(LookupError, match="no statements for raters 'others-20' in version 2"):
        observed("others-20", 2)
