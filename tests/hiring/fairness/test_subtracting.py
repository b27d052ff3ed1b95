"""Somebody reads the page again and again, knows how everybody fared, and subtracts whatever can be."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.equality.questions import ASKED
from hiring.groups.counts import SILENT, OpeningCount, Said, Talk, counts_of, opening_count
from hiring.groups.floors import FEW, WAVE
from hiring.models import Opening
from hiring.openings.actions.states import close_opening
from people.models import Membership
from tests.cast import NOW
from tests.hiring.conftest import later
from tests.hiring.fairness.filled import decided, people_in, say, talks

# Answers that tell one person from all others on one page: nobody else gives them.
MARKS = [(number, group) for number, asked in enumerate(ASKED) for group in asked.codes]
LEAVES = 10  # where this is taken off her way, she leaves after so many talks instead of being refused

Decision = tuple[str, str, bool]
# Of one person: in each count of all pages that were read, whether she stands in it.
Seen = tuple[tuple[int, int], ...]


def _decisions(ways: Sequence[int], number: int, dice: Random) -> list[Decision]:
    """What is decided about people with these ways at so many talks, in any order that may happen."""
    left = {
        str(who): [
            (str(talk), str(who), talk < way % LEAVES)
            for talk in range(min(number, way % LEAVES + (way < LEAVES)))
        ]
        for who, way in enumerate(ways)
    }
    made = []
    while left := {who: rest for who, rest in left.items() if rest}:
        made.append(left[dice.choice(list(left))].pop(0))
    return made


def _page(number: int, ways: Sequence[int], made: Sequence[Decision], said: dict[str, Said]) -> OpeningCount:
    """Who leaves has withdrawn by now; all others have sent. Nobody comes any more."""
    return opening_count(
        [Talk("opening", str(talk), "Talk", ()) for talk in range(number)],
        made,
        {str(who) for who, way in enumerate(ways) if way < LEAVES},
        said,
        dict,
        is_over=True,
        is_shut=False,
    )


def _seen(number: int, ways: Sequence[int], pages: Sequence[Sequence[Decision]]) -> dict[str, Seen]:
    """What all pages together tell of each person, as if she alone had given one of the answers."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for start in range(0, len(ways), len(MARKS)):
        people = map(str, range(start, min(start + len(MARKS), len(ways))))
        marked = list(zip(people, MARKS, strict=False))
        said = {
            who: tuple(group if place == question else "" for place in range(len(SILENT)))
            for who, (question, group) in marked
        }
        for made in pages:
            count = _page(number, ways, made, said)
            for who, (question, group) in marked:
                code = ASKED[question].code
                steps = (*count.by_stage[code], count.by_overall[code])
                found[who] += [step.groups[group] for step in steps]
    return {who: tuple(counts) for who, counts in found.items()}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3), st.integers(70, 200), st.integers(0, 5), st.integers(0, 2**32))
def test_whatever_is_subtracted_leaves_nobody_or_several_who_fared_alike(
    number: int, people: int, leaving: int, seed: int
) -> None:
    """Counts of pages are sums over sets of people. What can be worked out from them is what the sets tell
    apart: no part of them is smaller than FEW once a page was read before the last one.
    """
    dice = Random(seed)
    ways = [dice.randint(0, number) for _person in range(people)]
    ways += [LEAVES + dice.randint(1, number - 1) for _person in range(leaving) if number > 1]
    made = _decisions(ways, number, dice)
    looks = sorted(dice.sample(range(len(made)), 5))
    seen = _seen(number, ways, [*(made[:look] for look in looks), made])
    parts = Counter(each for each in seen.values() if any(map(any, each)))
    steps = number + 1
    before = {each[:-steps] for each in seen.values()}
    assert len(before) == 1 or min(parts.values()) >= FEW
    # Overall, page by page.
    entered = [sum(each[place][1] for each in seen.values()) for place in range(number, 6 * steps, steps)]
    grown = [after - one for one, after in combinations(entered, 2) if one]
    assert all(each == 0 or each >= WAVE for each in grown)


def test_while_somebody_is_under_way_all_talks_count_the_same_people(
    opening: Opening, dee: Membership
) -> None:
    """The first talk is decided of everybody, the second of all but one: women who went on from the first,
    without those who came to the second, would be her.
    """
    close_opening(opening=opening, by=dee, now=NOW)
    opening.refresh_from_db()
    first, second = talks(opening)
    for hour, sex in enumerate(("female", "male", "female", "male")):
        people = people_in(opening, 50)
        say(people, {"sex": sex})
        decided(first, people[:20], False, dee, at=later(hours=hour))
        decided(first, people[20:], True, dee, at=later(hours=hour))
        decided(second, people[20:35], False, dee, at=later(hours=hour, minutes=9))
        decided(second, people[35 : 49 if hour == 3 else 50], True, dee, at=later(hours=hour, minutes=9))
    count = counts_of([opening], NOW)[opening.pk]
    one, other = count.by_stage["sex"]
    assert {group: selected for group, (selected, _total) in one.groups.items()} == {
        group: total for group, (_selected, total) in other.groups.items()
    }
    assert one.everybody[1] == count.overall.in_figures > other.everybody[1] > 0
