"""How often the page would claim something that is not so, and how often it sees what is: by simulation.

A claim is any answer of the family that may be said. `-s` prints the figures.
"""

from collections.abc import Iterable

import pytest

from journal.patterns.family import Subject
from journal.patterns.findings import Answer, find
from journal.patterns.moments import FeltMoment
from tests.journal.patterns.people import PAUSE, TRIGGERS, WORLDS, Effects, World, people, share

MANY, FEW = 1_000, 25
MOMENTS = (60, 250)
HARDEST = "AR .5, clumps in spells of days"


def claimed(told: tuple[FeltMoment, ...]) -> list[Answer]:
    return [one for one in find(told) if one.is_claimed]


def false_claims(many: int, moments: int, world: World) -> float:
    return share(bool(claimed(told)) for told in people(many, moments, world))


def seen(persons: Iterable[tuple[FeltMoment, ...]], subject: Subject, code: str) -> float:
    return share(
        any(one.question.subject is subject and one.code == code for one in claimed(told)) for told in persons
    )


def report(what: str, world: str, found: float) -> None:
    print(f"{what:48} {world:38} {found:6.1%}")  # noqa: T201


# --- in the suite: few people, wide bounds -------------------------------------------------------------


@pytest.mark.parametrize("world", ["independent", HARDEST])
def test_few_claims_where_there_is_nothing(world: str) -> None:
    """Of 25 people with a chance of .05 each, five or more claim once in a hundred and fifty."""
    found = false_claims(FEW, 60, WORLDS[world])
    report("no effect, 60 moments: any claim", world, found)
    assert found <= 4 / FEW


@pytest.mark.parametrize("world", ["independent", "AR .3, clumps in runs"])
def test_most_see_an_effect_that_is_there(world: str) -> None:
    """Of 25 people with a chance of .8 each, fewer than fifteen see it once in a hundred."""
    technique = seen(people(FEW, 90, WORLDS["independent"], BEFORE_AFTER, uses=60 // 2), *ON_TECHNIQUE)
    contrast = seen(people(FEW, 60, WORLDS[world], LARGE, uses=0), *ON_TRIGGER)
    report("30 with and 30 without, d = 1.1", world, contrast)
    report("30 uses, d = .5", "independent", technique)
    assert contrast >= 0.6
    assert technique < contrast  # half the uses: not enough, and it shows


# --- a thousand people: the bounds themselves ----------------------------------------------------------

ON_TRIGGER = (Subject.STRENGTH_OF_TRIGGER, TRIGGERS[0])
ON_TECHNIQUE = (Subject.AFTER_TECHNIQUE, PAUSE)
# Standard deviations of what is put down: rounding to whole points makes those of moods a little wider.
ROUNDED = 1.04
LARGE = Effects(trigger=1.1 * ROUNDED, share=0.5)
MIDDLE = Effects(trigger=0.5 * ROUNDED, share=0.5)
BEFORE_AFTER = Effects(technique=0.5 * ROUNDED)
PASSING = Effects(passing=0.5 * ROUNDED)


@pytest.mark.torture
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("moments", MOMENTS)
def test_at_most_five_in_a_hundred_see_any_claim_without_any_effect(world: str, moments: int) -> None:
    found = false_claims(MANY, moments, WORLDS[world])
    report(f"no effect, {moments} moments: any claim", world, found)
    assert found <= 0.05


@pytest.mark.torture
@pytest.mark.parametrize("world", WORLDS)
def test_what_passes_on_its_own_is_not_put_down_to_a_technique(world: str) -> None:
    """Strength falls after everything, "Nothing yet" included: no technique is told to do better."""
    persons = people(MANY, 250, WORLDS[world], PASSING)
    found = seen(persons, Subject.BESIDE_NOTHING, PAUSE)
    report("all passes on its own: technique better", world, found)
    assert found <= 0.05


@pytest.mark.torture
@pytest.mark.parametrize("world", WORLDS)
def test_eight_in_ten_see_the_effect_that_is_there(world: str) -> None:
    """The bound holds for independent moments; what dependence and clumps cost is printed beside it."""
    found = {
        "30 with and 30 without, d = 1.1": seen(people(MANY, 60, WORLDS[world], LARGE, uses=0), *ON_TRIGGER),
        "260 moments, d = .5": seen(people(MANY, 260, WORLDS[world], MIDDLE), *ON_TRIGGER),
        "60 uses, before and after, d = .5": seen(
            people(MANY, 180, WORLDS[world], BEFORE_AFTER, uses=60), *ON_TECHNIQUE
        ),
    }
    for what, often in found.items():
        report(what, world, often)
    assert min(found.values()) >= (0.8 if world == "independent" else 0.4)
