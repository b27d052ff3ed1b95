"""The order of options: one's own, the same at every visit, and without a hint."""

from collections import Counter

from hiring.judgement.order import shuffled
from hiring.judgement.scenarios import KEY, VERSION, Kind, judgement_test

TEST = judgement_test(KEY, VERSION)
SEEDS = [f"seed-{number}" for number in range(2000)]


def test_nothing_is_lost_and_a_reload_changes_nothing() -> None:
    for scenario in TEST.scenarios:
        assert sorted(shuffled(scenario, "nell"), key=str) == sorted(scenario.options, key=str)
        assert shuffled(scenario, "nell") == shuffled(scenario, "nell")


def test_the_order_of_today_is_that_of_every_machine() -> None:
    assert [one.code[-1] for one in shuffled(TEST.scenarios[0], "nell")] == ["a", "e", "b", "c", "d"]


def test_two_people_see_different_orders_and_one_sees_different_ones_from_page_to_page() -> None:
    orders = {tuple(one.code for one in shuffled(TEST.scenarios[0], seed)) for seed in SEEDS}
    assert len(orders) == 120
    own = {tuple(one.kind for one in shuffled(scenario, "nell")) for scenario in TEST.scenarios}
    assert len(own) >= 10


def test_every_kind_stands_in_every_place_alike() -> None:
    for scenario in TEST.scenarios:
        places = Counter(
            (one.kind, place) for seed in SEEDS for place, one in enumerate(shuffled(scenario, seed))
        )
        assert len(places) == len(Kind) ** 2
        # 400 expected, standard deviation 18: four of them to each side.
        assert all(abs(times - 400) < 72 for times in places.values())
