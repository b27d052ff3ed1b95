"""Two tabs on one moment, in any order: no word that was said to be saved is lost, in none of 1,000 runs."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any
from unittest.mock import ANY

import pytest

from journal.actions import ChangedElsewhere, change_moment
from journal.models import Moment
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from tests.cast import NOW
from tests.journal.conftest import Save

pytestmark = pytest.mark.usefixtures("scoped")
SEED, STEPS = 1905, 8
Change = Callable[..., Any]


class Tab:
    """One of two: it shows what it read last, and sends that with a line more."""

    def __init__(self, name: str, owner: Membership, moment: Moment) -> None:
        self.name, self.owner, self.row = name, owner, moment.pk
        self.read()

    def read(self) -> None:
        moment = Moment.objects.get(pk=self.row)
        self.version, self.felt_at = moment.version, moment.felt_at
        self.document = open_moment(open_key(self.owner), moment)

    def send(self, line: str, change: Change) -> bool:
        """Whether it was taken. A tab that was refused shows what was saved, and her lines still to send."""
        written = replace(self.document, note=f"{self.document.note}{line}\n")
        told: dict[str, Any] = {"by": self.owner, "row": self.row, "felt_at": self.felt_at, "now": NOW}
        try:
            change(version=self.version, document=written, **told)
        except ChangedElsewhere:
            return False
        self.read()
        return True


def lost_lines(owner: Membership, moment: Moment, dice: Random, change: Change) -> list[str]:
    """Two tabs read and send in a random order: which lines that were taken are not in the moment after."""
    tabs, taken = [Tab(name, owner, moment) for name in "ab"], list[str]()
    for step in range(STEPS):
        tab = dice.choice(tabs)
        if dice.random() < 0.3:
            tab.read()
        elif tab.send(f"{tab.name}{step}", change):
            taken.append(f"{tab.name}{step}")
    kept = open_moment(open_key(owner), Moment.objects.get(pk=moment.pk)).note.splitlines()
    return [line for line in taken if line not in kept]


def runs(owner: Membership, save: Save, many: int, change: Change = change_moment) -> int:
    """How many lines are lost in so many interleavings."""
    dice = Random(SEED)
    return sum(len(lost_lines(owner, save(owner), dice, change)) for _run in range(many))


def unchecked(*, version: int, **told: Any) -> Any:
    """The action with its check taken out: ANY is the same as every version."""
    return change_moment(version=ANY, **told)


def test_no_line_is_lost(amal: Membership, save: Save) -> None:
    assert runs(amal, save, 25) == 0


@pytest.mark.torture
def test_no_line_is_lost_in_a_thousand_runs(amal: Membership, save: Save) -> None:
    assert runs(amal, save, 1_000) == 0


def test_without_the_check_lines_are_lost(amal: Membership, save: Save) -> None:
    assert runs(amal, save, 25, unchecked) > 25
