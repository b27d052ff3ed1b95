"""The panel: ten blind experts at least, agreement by rwg, and a key that shows when it was changed."""

import copy
import hashlib
import json
from collections.abc import Callable, Mapping

import pytest

from assessments.psychometrics.agreement import rwg
from hiring.judgement.panel import (
    Frozen,
    OptionAgreement,
    agreement,
    canonical,
    freeze,
    frozen_agreement,
    frozen_key,
    hash_of,
)
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.scoring import score

TEST = judgement_test(KEY, VERSION)
# Mean 3.7, sum of squared deviations 4.1.
JUST = (4, 4, 4, 4, 4, 4, 4, 4, 2, 3)
SPREAD = (1, 5, 2, 4, 3, 1, 5, 2, 4, 3)


def panel(experts: int = 10, but: Mapping[str, tuple[int, ...]] | None = None) -> dict[str, dict[str, int]]:
    """Experts who all rate as the authors do, but for these options."""
    return {
        f"expert-{number}": {
            code: (but or {}).get(code, (one.rating,) * experts)[number] for code, one in TEST.options.items()
        }
        for number in range(experts)
    }


def test_an_option_by_hand() -> None:
    first = agreement(TEST, panel(but={"remark-a": JUST})).scenarios[0].options[0]
    assert first.code == "remark-a"
    assert first.mean == pytest.approx(3.7, abs=1e-12)
    assert first.sd == pytest.approx(0.6749, abs=1e-4)
    assert first.rwg == rwg(JUST, 5)
    assert first.rwg == pytest.approx(1 - 4.1 / 9 / 2, abs=1e-12)
    assert first.stays


@pytest.mark.parametrize(
    ("ratings", "stays"),
    [
        # Squared deviations add up to 8.4, so the variance of 15 is .6 and rwg .70: the least that stays.
        ((4,) * 6 + (2,) * 3 + (3,) * 6, True),
        ((4,) * 6 + (2,) * 4 + (3,) * 5, False),
        ((5,) * 10, True),
        (SPREAD, False),
    ],
)
def test_an_option_stays_from_70(ratings: tuple[int, ...], stays: bool) -> None:
    first = agreement(TEST, panel(len(ratings), {"remark-a": ratings})).scenarios[0].options[0]
    assert first.stays is stays
    assert (first.sd < 0.7746) is stays


def test_agreement_of_exactly_70_is_enough() -> None:
    # As rounding may leave it.
    assert OptionAgreement("x", 3, 0.7746, 0.7 - 1e-15).stays
    assert not OptionAgreement("x", 3, 0.775, 0.6999).stays


@pytest.mark.parametrize(("apart", "stays"), [(0, True), (2, True), (3, False), (5, False)])
def test_a_scenario_stays_with_three_options(apart: int, stays: bool) -> None:
    but = dict.fromkeys([f"remark-{letter}" for letter in "abcde"[:apart]], SPREAD)
    found = agreement(TEST, panel(but=but)).scenarios[0]
    assert sum(one.stays for one in found.options) == 5 - apart
    assert found.stays is stays


def test_the_key_holds_what_stays_at_the_means_of_the_experts() -> None:
    but = {"remark-a": JUST, "remark-b": SPREAD} | dict.fromkeys(["chats-a", "chats-b", "chats-c"], SPREAD)
    frozen = freeze(TEST, panel(12, {code: (*row, row[0], row[1]) for code, row in but.items()}))
    key = frozen_key(TEST, frozen)
    assert key.experts == 12
    assert key.is_for_selection
    assert list(key.values["remark"]) == ["remark-a", "remark-c", "remark-d", "remark-e"]
    assert key.values["remark"]["remark-a"] == 3.75
    assert "chats" not in key.values
    assert len(key.values) == 11


def test_the_figures_travel_with_the_key() -> None:
    ratings = panel(but={"remark-a": JUST} | dict.fromkeys(["chats-a", "chats-b", "chats-c"], SPREAD))
    found, told = agreement(TEST, ratings), frozen_agreement(freeze(TEST, ratings).document)
    assert told.experts == found.experts == 10
    assert [(one.code, one.stays) for one in told.scenarios] == [
        (one.code, one.stays) for one in found.scenarios
    ]
    for ours, theirs in zip(found.scenarios, told.scenarios, strict=True):
        for one, other in zip(ours.options, theirs.options, strict=True):
            assert (one.code, one.stays) == (other.code, other.stays)
            assert (other.mean, other.sd, other.rwg) == pytest.approx((one.mean, one.sd, one.rwg), abs=1e-6)


def test_a_frozen_key_scores() -> None:
    key = frozen_key(TEST, freeze(TEST, panel()))
    found = score(TEST, key, {code: one.rating for code, one in TEST.options.items()})
    assert found.score == 1
    assert found.is_for_selection


def test_fewer_than_ten_make_no_key() -> None:
    for make in (agreement, freeze):
        with pytest.raises(ValueError, match="at least 10 experts; 9 have rated"):
            make(TEST, panel(9))


def test_a_panel_that_agrees_on_nothing_makes_no_key() -> None:
    with pytest.raises(ValueError, match="agree on no situation"):
        freeze(TEST, panel(but=dict.fromkeys(TEST.options, SPREAD)))


def options_but(*staying: str) -> dict[str, tuple[int, ...]]:
    """Experts agree on these situations alone."""
    return {code: SPREAD for code in TEST.options if code.split("-")[0] not in staying}


ONE_OF_EACH = ("number", "refund", "repair", "mother", "desk")


def test_one_situation_of_each_component_makes_a_key() -> None:
    frozen = freeze(TEST, panel(but=options_but(*ONE_OF_EACH)))
    assert tuple(frozen_key(TEST, frozen).values) == ONE_OF_EACH
    assert frozen.document["rule"]["scenarios_of_each_component"] == 1


@pytest.mark.parametrize("gone", ONE_OF_EACH)
def test_a_key_that_has_lost_a_component_is_not_made(gone: str) -> None:
    # All other situations stay, and still nothing says of this component how it is done.
    component = next(one.component for one in TEST.scenarios if one.code == gone)
    lost = [one.code for one in TEST.scenarios if one.component == component]
    staying = [one.code for one in TEST.scenarios if one.code not in lost]
    with pytest.raises(ValueError, match="no situation for one of the components"):
        freeze(TEST, panel(but=options_but(*staying)))


def without(given: dict[str, int]) -> None:
    del given["chats-a"]


def with_more(given: dict[str, int]) -> None:
    given["chats-z"] = 3


def off_the_scale(given: dict[str, int]) -> None:
    given["chats-a"] = 6


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (without, "all options of this test, and no others"),
        (with_more, "all options of this test, and no others"),
        (off_the_scale, "chats-a must be a whole number from 1 to 5, not 6"),
    ],
)
def test_ratings_that_are_not_whole_are_refused(spoil: Callable[[dict[str, int]], None], told: str) -> None:
    ratings = panel()
    spoil(ratings["expert-3"])
    with pytest.raises(ValueError, match=told):
        agreement(TEST, ratings)


def test_the_hash_is_that_of_the_canonical_text_whatever_the_order() -> None:
    document = {"b": [1, 2.5], "a": {"d": "é", "c": None}}
    assert canonical(document) == '{"a":{"c":null,"d":"é"},"b":[1,2.5]}'.encode()
    assert hash_of(document) == hashlib.sha256(canonical(document)).hexdigest()
    assert hash_of(dict(reversed(document.items()))) == hash_of(document)


def test_no_number_that_is_not_one_is_hashed() -> None:
    with pytest.raises(ValueError, match="Out of range float"):
        canonical({"mean": float("nan")})


def test_who_rated_stands_nowhere_in_the_key_nor_does_the_order() -> None:
    ratings = panel(but={"remark-a": JUST})
    frozen = freeze(TEST, ratings)
    assert "expert-" not in json.dumps(frozen.document)
    assert freeze(TEST, dict(reversed(ratings.items()))) == frozen


def test_a_key_survives_the_way_through_a_database() -> None:
    frozen = freeze(TEST, panel(but={"remark-a": JUST}))
    back = Frozen(json.loads(json.dumps(frozen.document, sort_keys=True)), frozen.sha256)
    assert str(frozen_key(TEST, back)) == str(frozen_key(TEST, frozen))  # in the same order, too


def test_a_key_that_was_changed_is_refused() -> None:
    frozen = freeze(TEST, panel())
    document = copy.deepcopy(dict(frozen.document))
    document["key"]["remark"]["remark-a"] = 5.0
    with pytest.raises(ValueError, match="its hash differs"):
        frozen_key(TEST, Frozen(document, frozen.sha256))


def test_a_key_of_another_test_is_refused() -> None:
    document = dict(freeze(TEST, panel()).document) | {"scenarios": {"key": "other", "version": 1}}
    with pytest.raises(ValueError, match="belongs to other version 1"):
        frozen_key(TEST, Frozen(document, hash_of(document)))
