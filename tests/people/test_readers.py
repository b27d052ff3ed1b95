"""The line that says who can read a thing comes from the function that authorises."""

from uuid import UUID

import pytest

from people.models import Membership
from people.ports import Ports, Reader
from people.readers import can_read, readers_sentence


@pytest.fixture
def shared_with_bo(amal: Membership, bo: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(owner: Membership, kind: str, row: UUID | None) -> tuple[Reader, ...]:
        return (Reader(bo.pk, "Bo"),) if (owner, kind) == (amal, "moment") else ()

    monkeypatch.setattr(Ports, "readers_of", staticmethod(told))


def test_what_is_shared_names_its_reader_and_lets_her_in(
    shared_with_bo: None, amal: Membership, bo: Membership, cleo: Membership
) -> None:
    assert readers_sentence(amal, "moment") == "You and Bo can read this."
    assert can_read(bo, amal, "moment")
    assert not can_read(bo, amal, "sitting")
    assert not can_read(cleo, amal, "moment")
