"""Who may open and change a moment: its owner, and nobody else whatever her role."""

import pytest
from django.http import Http404

from journal.models import Moment
from journal.permissions import (
    can_change_moment,
    can_read_moment,
    check_change_moment,
    check_read_moment,
)
from people.models import Membership
from tests.crowd import write_moment

pytestmark = pytest.mark.usefixtures("scoped")


def test_its_owner_reads_and_changes_it(amal: Membership) -> None:
    moment = Moment.objects.get(pk=write_moment(amal, 1))
    assert can_read_moment(amal, moment)
    assert can_change_moment(amal, moment)
    check_read_moment(amal, moment)
    check_change_moment(amal, moment)


def test_to_everybody_else_it_is_not_there(
    amal: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership
) -> None:
    moment = Moment.objects.get(pk=write_moment(amal, 1))
    for member in (bo, cleo, dee, ada):
        for check in (check_read_moment, check_change_moment):
            with pytest.raises(Http404):
                check(member, moment)
