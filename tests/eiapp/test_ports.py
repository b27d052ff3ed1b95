"""In the running product no question that a higher room answers is left on its default."""

from coaching.readers import readers_of
from coaching.totals.actions import moment_saved
from people.ports import Ports, nobody_else, nothing_further


def test_who_can_read_what_is_answered_by_the_room_that_shares() -> None:
    assert Ports.readers_of is readers_of
    assert Ports.readers_of is not nobody_else


def test_what_a_saved_moment_counts_for_is_kept_by_the_room_that_makes_totals() -> None:
    assert Ports.moment_saved is moment_saved
    assert Ports.moment_saved is not nothing_further
