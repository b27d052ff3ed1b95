"""What a released questionnaire keeps: its wording, its balance, its evidence, its bytes."""

import csv
import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from assessments.instruments import (
    COMPONENTS,
    Component,
    Instrument,
    Item,
    Measure,
    PublishedAlpha,
    ScalePoint,
    WordHelp,
    component,
    instrument,
    read_instrument,
    released,
)
from assessments.instruments.checks import check_instrument

RELEASED_BYTES = {
    ("ei-50", 1): "2685e3df4dbaa19301bf3f4c2d3d41bf22234a59afb2c58d91ebe9f327608e9b",
    ("ei-15", 1): "cd9a46aee7a76e15e2c311fcdc40cfde707e674e2855fa2ebc55be3bf598e5b7",
}
ITEMS = Path(__file__).with_name("data") / "ei-50-items.csv"
EI50, EI15 = instrument("ei-50", 1), instrument("ei-15", 1)
BOTH = pytest.mark.parametrize("shipped", [EI50, EI15], ids=["ei-50", "ei-15"])


def pool() -> list[dict[str, str]]:
    with ITEMS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_row(item: Item) -> tuple[str, ...]:
    slug = item.component.name.lower().replace(" ", "-")
    return (slug, item.code, " ".join(item.other_codes), "+" if item.key == 1 else "-", item.text)


def pool_row(row: dict[str, str]) -> tuple[str, ...]:
    return (row["component"], row["ipip_code"], row["other_codes"], row["key"], row["text"])


def test_a_released_file_never_changes() -> None:
    """Another wording, order or key is another version, in another file, with its own line above."""
    bytes_now = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in released().items()}
    assert bytes_now == RELEASED_BYTES


def test_a_file_holds_the_version_that_its_name_tells() -> None:
    for (key, version), path in released().items():
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        assert (document["key"], document["version"]) == (key, version)


def test_the_full_form_is_the_fifty_items_word_for_word_and_in_order() -> None:
    assert [as_row(item) for item in EI50.items] == [pool_row(row) for row in pool()]
    assert [item.position for item in EI50.items] == [int(row["position"]) for row in pool()]


def test_the_short_form_is_the_fifteen_marked_items_in_the_same_order() -> None:
    assert [as_row(item) for item in EI15.items] == [pool_row(row) for row in pool() if row["pulse"] == "yes"]
    assert [item.code for item in EI15.items] == [item.code for item in EI50.items if item.pulse]


@BOTH
def test_every_shipped_statement_is_in_the_public_domain_list(shipped: Instrument) -> None:
    listed = {pool_row(row) for row in pool()}
    assert [item.code for item in shipped.items if as_row(item) not in listed] == []


@BOTH
def test_scales_and_published_alphas_are_those_of_the_list(shipped: Instrument) -> None:
    def printed(measure: Measure) -> str:
        return " / ".join(
            f"{one.alpha}" + (f" ({one.group})" if one.group else "") for one in measure.published_alphas
        )

    listed = {(row["component"], row["ipip_scale"], row["published_alpha"]) for row in pool()}
    slugs = [measure.component.name.lower().replace(" ", "-") for measure in shipped.components]
    told = zip(slugs, shipped.components, strict=True)
    assert {(slug, measure.ipip_scale, printed(measure)) for slug, measure in told} == listed


@BOTH
def test_the_alpha_to_reckon_with_is_the_lowest_published(shipped: Instrument) -> None:
    assert [measure.alpha for measure in shipped.components] == [0.81, 0.87, 0.81, 0.81, 0.87]
    assert {measure.published_items for measure in shipped.components} == {10}


@BOTH
def test_the_wording_around_the_statements(shipped: Instrument) -> None:
    assert shipped.instruction == "Describe yourself as you generally are now, not as you wish to be."
    assert [(point.value, point.label) for point in shipped.scale] == [
        (1, "Very inaccurate"),
        (2, "Moderately inaccurate"),
        (3, "Neither accurate nor inaccurate"),
        (4, "Moderately accurate"),
        (5, "Very accurate"),
    ]
    assert (shipped.stem, shipped.language) == ("I ...", "en")
    assert "public domain" in shipped.licence


def test_hard_words_are_explained_where_they_stand() -> None:
    assert [one.word for one in EI50.words] == ["composure", "exacting", "indifferent", "sympathize"]
    assert [one.word for one in EI15.words] == ["composure", "indifferent"]


def test_the_full_form_has_five_statements_of_each_key_in_each_component() -> None:
    for one in COMPONENTS:
        assert Counter(item.key for item in EI50.items_of(one)) == {1: 5, -1: 5}


def test_the_short_form_has_both_keys_in_each_component_and_eight_to_seven_in_all() -> None:
    for one in COMPONENTS:
        assert sorted(Counter(item.key for item in EI15.items_of(one)).values()) == [1, 2]
    assert Counter(item.key for item in EI15.items) == {1: 8, -1: 7}


@BOTH
def test_keys_neither_run_nor_alternate(shipped: Instrument) -> None:
    keys = [item.key for item in shipped.items]
    assert max(len(list(run)) for _, run in groupby(keys)) <= 3
    assert any(first == second for first, second in pairwise(keys))


def test_an_unknown_questionnaire_is_told() -> None:
    with pytest.raises(LookupError, match="There is no questionnaire 'ei-50' in version 2"):
        instrument("ei-50", 2)
    with pytest.raises(LookupError, match="There is no questionnaire '../ei-50' in version 1"):
        instrument("../ei-50", 1)


def test_a_questionnaire_is_read_once() -> None:
    assert instrument("ei-50", 1) is EI50


def test_the_five_components_have_one_order() -> None:
    assert [(one.code, one.name, one.token) for one in COMPONENTS] == [
        ("SA", "Self-awareness", "sa"),
        ("SR", "Self-regulation", "sr"),
        ("MO", "Motivation", "mo"),
        ("EM", "Empathy", "em"),
        ("SS", "Social skills", "ss"),
    ]
    assert component("EM") == COMPONENTS[3]
    with pytest.raises(LookupError, match="There is no component with the code 'em'"):
        component("em")


def with_item(asked: int, **changes: Any) -> Instrument:
    items = tuple(replace(one, **changes) if one.position == asked else one for one in EI50.items)
    return replace(EI50, items=items)


def with_measure(code: str, **changes: Any) -> Instrument:
    measures = (replace(one, **changes) if one.component.code == code else one for one in EI50.components)
    return replace(EI50, components=tuple(measures))


def with_keys(keys: list[int]) -> Instrument:
    """The full form put into an order whose keys are these."""
    plus, minus = ([item for item in EI50.items if item.key == key] for key in (1, -1))
    order = [(plus if key == 1 else minus).pop(0) for key in keys]
    return replace(EI50, items=tuple(replace(item, position=n) for n, item in enumerate(order, 1)))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (replace(EI50, scale=EI50.scale[:4]), "The answers must be 1 to 5, in order"),
        (replace(EI50, scale=(*EI50.scale[:4], ScalePoint(5, "Very inaccurate"))), "same label"),
        (with_item(3, position=4), "The positions must count up from 1"),
        (with_item(1, code="X265"), "'X265' stands 2 times"),
        (with_item(1, code="X 265"), "A code must be one word"),
        (with_item(1, other_codes=("",)), "A code must be one word"),
        (with_item(1, other_codes=("X265",)), "'X265' stands 2 times"),
        (with_item(1, text="Rarely get irritated."), "'Rarely get irritated.' stands 2 times"),
        (replace(EI50, components=EI50.components[::-1]), "The five components must be described"),
        (with_item(1, component=component("SR")), "the same number of statements"),
        (with_measure("MO", published_alphas=()), "MO needs published alphas"),
        (with_measure("MO", published_alphas=(PublishedAlpha(1.0),)), "MO needs published alphas"),
        (with_measure("MO", published_items=9), "MO asks more statements than its published scale"),
        (with_item(1, key=1), "The keys of SS are not balanced"),
        (with_keys([1, 1, 1, 1, *[-1, 1] * 21, *[-1] * 4]), "More than 3 statements in a row"),
        (with_keys([1, -1] * 25), "The keys alternate strictly"),
        (
            replace(EI50, words=(WordHelp("serene", "calm"),)),
            "'serene' is explained but stands in no statement",
        ),
    ],
)
def test_a_questionnaire_that_breaks_a_rule_is_refused(broken: Instrument, sentence: str) -> None:
    with pytest.raises(ValueError, match=rf"ei-50 version 1: .*{sentence}"):
        check_instrument(broken)


def test_keys_that_balance_in_each_component_but_not_in_all_are_refused() -> None:
    """Three statements each, two of them keyed + everywhere: ten to five."""
    majority = {one: sum(item.key for item in EI15.items_of(one)) for one in COMPONENTS}
    items = tuple(replace(one, key=1 if one.key == majority[one.component] else -1) for one in EI15.items)
    with pytest.raises(ValueError, match="ei-15 version 1: The keys of the whole are not balanced"):
        check_instrument(replace(EI15, items=items))


def test_three_equal_keys_in_a_row_are_allowed() -> None:
    check_instrument(with_keys([1, 1, 1, *[-1, 1] * 22, *[-1] * 3]))


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        (
            lambda text: text.replace('key = "-"', 'key = "0"', 1),
            ValueError,
            "The key of H656 must be . or -",
        ),
        (lambda text: text.replace('"SA"', '"EQ"', 1), LookupError, "no component with the code 'EQ'"),
    ],
)
def test_a_file_with_an_unknown_word_is_refused(
    change: Callable[[str], str], error: type[Exception], sentence: str
) -> None:
    text = released()["ei-50", 1].read_text(encoding="utf-8")
    with pytest.raises(error, match=sentence):
        read_instrument(change(text))


def test_items_of_keep_the_order_in_which_they_are_asked() -> None:
    motivation: Component = component("MO")
    assert [item.position for item in EI15.items_of(motivation)] == [1, 4, 8]
