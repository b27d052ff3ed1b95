"""Who may read a sitting: its owner, and whoever the visibility line names."""

import pytest
from django.core.exceptions import PermissionDenied

from assessments.permissions import can_read_sitting, check_read_evidence, check_read_sitting
from assessments.queries import report_owner
from people.models import Membership
from people.ports import Ports, Reader
from tests.assessments.conftest import Take

pytestmark = pytest.mark.usefixtures("scoped")


def test_the_owner_reads_her_sitting(amal: Membership, finish: Take) -> None:
    done = finish(amal)
    assert can_read_sitting(amal, done)
    check_read_sitting(amal, done)


def test_nobody_else_does(
    amal: Membership, bo: Membership, dee: Membership, ada: Membership, finish: Take
) -> None:
    done = finish(amal)
    for member in (bo, dee, ada):
        assert not can_read_sitting(member, done)
        with pytest.raises(PermissionDenied, match="Only the person who answered"):
            check_read_sitting(member, done)


def test_whoever_the_visibility_line_names_may_read_it(
    amal: Membership, bo: Membership, cleo: Membership, finish: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = finish(amal)

    def shared(owner: Membership, kind: str, row: object) -> tuple[Reader, ...]:
        return (Reader(bo.pk, "Bo"),) if (owner, kind, row) == (amal, "sitting", done.pk) else ()

    monkeypatch.setattr(Ports, "readers_of", staticmethod(shared))
    assert report_owner(bo, done.pk) == amal
    assert report_owner(cleo, done.pk) is None


def test_only_hr_and_admins_read_the_evidence(
    amal: Membership, bo: Membership, dee: Membership, ada: Membership
) -> None:
    for member in (dee, ada):
        check_read_evidence(member)
    for member in (amal, bo):
        with pytest.raises(PermissionDenied, match="Only HR and admins"):
            check_read_evidence(member)
