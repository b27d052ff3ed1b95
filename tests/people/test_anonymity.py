"""The rule of totals: what it gives out, whom it lets rest, what half a year of it tells an attacker."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people import anonymity
from people.anonymity import (
    CELLS,
    COLLUDING,
    FAMILIES,
    FAMILY,
    FEWEST,
    LASTS,
    LEFT_OUT,
    LETTERS,
    NOBODY,
    STRONG,
    TRIGGER,
    K,
    People,
    Told,
    cells_of,
    drawn,
    is_apart,
    release,
    without_leavers,
)
from tests.people.differencing import (
    Found,
    Organisation,
    Seen,
    attack,
    attacked,
    seen_by_our_rule,
    seen_by_plain_rule,
    solved,
)
from vocabulary.techniques import FAMILIES as EVERY_FAMILY
from vocabulary.triggers import LETTERS as EVERY_LETTER

ANGER = TRIGGER + "A"


def people(number: int, start: int = 0) -> People:
    return frozenset(f"{each:03d}" for each in range(start, start + number))


def given_out(had: int, wrote: int, roster: int = 60) -> int:
    """What is said of a cell that so many of so many writers had."""
    everybody = people(roster)
    cells = {person: {ANGER} if at < had else {STRONG} for at, person in enumerate(sorted(everybody)[:wrote])}
    return release(roster=everybody, present=everybody, history=(), contributions=cells).cells.get(ANGER, 0)


# --- what is counted -----------------------------------------------------------------------------------


def test_the_cells_are_those_of_the_vocabulary_without_two_letters() -> None:
    assert set(LETTERS) == set(EVERY_LETTER) - LEFT_OUT
    assert FAMILIES == EVERY_FAMILY
    assert len(CELLS) == len(set(CELLS)) == len(LETTERS) + 1 + len(FAMILIES)


def test_a_persons_week_falls_into_each_cell_once() -> None:
    told = [Told(frozenset("AF"), 2, frozenset({"contact"})), Told(frozenset("A"), 3, frozenset())]
    assert cells_of(told) == {ANGER, TRIGGER + "F", FAMILY + "contact"}


@pytest.mark.parametrize(
    ("strengths", "strong"), [((4,), True), ((5, 3), True), ((4, 3, 3), False), ((3,), False)]
)
def test_strong_is_half_of_the_moments_or_more(strengths: tuple[int, ...], strong: bool) -> None:
    told = [Told(frozenset("B"), strength, frozenset()) for strength in strengths]
    assert (STRONG in cells_of(told)) is strong


@pytest.mark.parametrize("letter", sorted(LEFT_OUT))
def test_a_moment_with_a_letter_that_is_left_out_counts_for_nothing(letter: str) -> None:
    left_out = Told(frozenset({"A", letter}), 5, frozenset({"contact"}))
    assert cells_of([left_out]) == frozenset()
    other = Told(frozenset("B"), 1, frozenset())
    assert cells_of([left_out, other]) == cells_of([other])


# --- what is given out ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("had", "wrote", "said"),
    [
        (4, 40, 0),  # too few had it
        (5, 40, 5),
        (9, 40, 5),  # in steps
        (10, 40, 10),
        (5, 14, 0),  # of fourteen the whole step does not leave five on either side
        (5, 15, 5),
        (9, 15, 5),
        (10, 15, 0),
        (5, 19, 5),  # of those who wrote, too, only whole steps count
        (10, 19, 0),
        (10, 20, 10),
        (15, 20, 0),
        (20, 20, 0),  # all of them
        (34, 40, 30),
        (35, 40, 0),
    ],
)
def test_a_number_is_given_out_in_steps_with_five_on_either_side(had: int, wrote: int, said: int) -> None:
    assert given_out(had, wrote) == said


@given(had=st.integers(0, 60), wrote=st.integers(0, 60))
def test_whatever_is_given_out_leaves_k_people_on_both_sides(had: int, wrote: int) -> None:
    said = given_out(min(had, wrote), wrote)
    if said:
        assert K <= said <= min(had, wrote) < said + K
        assert wrote - (said + K - 1) >= K


def test_who_wrote_nothing_that_counts_is_no_writer() -> None:
    everybody = people(30)
    cells: dict[str, set[str]] = {person: set() for person in everybody}
    cells |= {person: {ANGER} for person in people(8)}
    told = release(roster=everybody, present=everybody, history=(), contributions=cells)
    assert told.cells == {}


def test_who_is_not_in_the_roster_changes_nothing() -> None:
    roster, strangers = people(20), people(20, start=100)
    cells = {person: {ANGER} for person in people(8)} | {person: {STRONG} for person in people(12, start=8)}
    alone = release(roster=roster, present=roster, history=(), contributions=cells)
    more = cells | {person: {ANGER} for person in strangers}
    assert release(roster=roster, present=roster | strangers, history=(), contributions=more) == alone
    assert alone.cells[ANGER] == 5


# --- who is counted ------------------------------------------------------------------------------------


def test_nobody_is_drawn_from_too_few() -> None:
    assert drawn(people(FEWEST - 1), []) == NOBODY
    assert drawn(people(FEWEST), []) == people(FEWEST)


def test_a_roster_is_never_a_few_people_away_from_a_group_of_before() -> None:
    before = people(30)
    one_left = drawn(before - {"000"}, [before])
    assert is_apart(one_left, [before])
    assert len(before - one_left) == K
    assert drawn(before | people(3, start=50), [before]) == before  # three who came wait
    assert drawn(before | people(K, start=50), [before]) == before | people(K, start=50)


def test_nobody_is_drawn_beside_a_group_of_whom_nobody_can_rest() -> None:
    assert drawn(people(FEWEST), [people(2, start=50)]) == NOBODY


@given(st.data())
def test_what_is_drawn_differs_by_nobody_or_by_k_from_every_group(data: st.DataObject) -> None:
    names = st.frozensets(st.sampled_from(sorted(people(40))))
    history = data.draw(st.lists(names, max_size=6))
    roster = drawn(data.draw(names), history)
    assert roster == NOBODY or (len(roster) >= FEWEST and is_apart(roster, history))


@pytest.mark.parametrize(("left", "stay"), [(0, 40), (1, 35), (4, 35), (5, 35), (6, 30), (25, 15), (26, 0)])
def test_people_leave_by_fives(left: int, stay: int) -> None:
    roster = people(40)
    staying = without_leavers(roster, people(40 - left, start=left), [])
    assert len(staying) == stay
    assert staying <= people(40 - left, start=left)


def test_a_roster_ends_where_it_comes_near_to_another_group() -> None:
    roster = people(20)
    assert without_leavers(roster, roster - {"000"}, [people(18, start=2)]) == NOBODY


def test_who_came_later_is_not_counted() -> None:
    assert without_leavers(people(20), people(30), []) == people(20)


# --- the attack ----------------------------------------------------------------------------------------


def _report(rule: str, organisations: int, found: Found) -> None:
    print(  # noqa: T201 - the figures are what the run is for
        f"{rule}: {organisations} organisations x {LASTS} weeks, {found.groups} different releases, "
        f"{found.asked} questions about a person and a cell, {found.found_out} answered, "
        f"{found.gave_up} searches given up"
    )


def test_nobody_is_found_out_in_half_a_year() -> None:
    found = attacked(seen_by_our_rule, 60, seed=1)
    _report("ours", 60, found)
    assert (found.found_out, found.gave_up) == (0, 0)
    assert found.asked > 50_000


def test_the_same_attack_finds_people_out_by_a_plain_rule_of_five() -> None:
    found = attacked(seen_by_plain_rule, 3, seed=1, cells=CELLS[:4])
    _report("plain k = 5", 3, found)
    assert found.found_out > found.asked / 10


def test_the_same_attack_finds_people_out_where_they_leave_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As the rule is, but without anybody who rests."""
    monkeypatch.setattr(anonymity, "_first", lambda people, number: NOBODY)
    monkeypatch.setattr(anonymity, "is_apart", lambda group, others: True)
    assert attacked(seen_by_our_rule, 60, seed=1).found_out > 0


@pytest.mark.torture
def test_nobody_is_found_out_in_two_thousand_organisations() -> None:
    found = attacked(seen_by_our_rule, 2_000, seed=7)
    _report("ours", 2_000, found)
    assert (found.found_out, found.gave_up) == (0, 0)
    assert found.asked > 2_000_000
    plain = attacked(seen_by_plain_rule, 20, seed=7, cells=CELLS[:4])
    _report("plain k = 5", 20, plain)
    assert plain.found_out > plain.asked / 10


# --- the solver itself ---------------------------------------------------------------------------------


def test_the_solver_takes_one_group_from_another() -> None:
    all_ten, nine = people(10), people(9)
    rows = [Seen(all_ten, frozenset({6})), Seen(nine, frozenset({5}))]
    assert solved(rows, {}) == {"009": True}
    assert solved([Seen(all_ten, frozenset({0, 10}))], {"003": True}) == dict.fromkeys(
        all_ten - {"003"}, True
    )
    assert solved([Seen(all_ten, frozenset({1, 9}))], {}) == {}


@pytest.mark.parametrize("seed", range(40))
def test_the_solver_agrees_with_trying_everything(seed: int) -> None:
    random = Random(seed)
    everybody = sorted(people(7))
    truth = {person: random.random() < 0.5 for person in everybody}
    rows = []
    groups = [frozenset(everybody)]
    while len(groups) < 4:
        inside = sorted(groups[-1]) if seed % 2 else everybody
        groups.append(frozenset(random.sample(inside, random.randint(1, max(1, len(inside) - 1)))))
    for group in groups:
        had = sum(truth[person] for person in group)
        rows.append(Seen(group, frozenset({had, random.randint(0, 7)})))
    known = {everybody[0]: truth[everybody[0]]}
    possible = [
        world
        for number in range(2 ** len(everybody))
        for world in [{person: bool(number >> at & 1) for at, person in enumerate(everybody)}]
        if all(world[person] == had for person, had in known.items())
        if all(sum(world[person] for person in row.people) in row.sums for row in rows)
    ]
    sure = {
        person: truth[person] for person in everybody[1:] if len({world[person] for world in possible}) == 1
    }
    assert solved(rows, known) == sure


def test_three_who_tell_what_they_know_are_among_those_attacked_with() -> None:
    town = Organisation.made(Random(3))
    assert attack(town, seen_by_our_rule(town), CELLS[:1]).asked > 0
    assert COLLUDING == 3
