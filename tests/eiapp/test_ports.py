"""In the running product no question that a higher room answers is left on its default."""

from coaching.readers import readers_of
from people.ports import Ports, nobody_else


def test_who_can_read_what_is_answered_by_the_room_that_shares() -> None:
    assert Ports.readers_of is readers_of
    assert Ports.readers_of is not nobody_else
