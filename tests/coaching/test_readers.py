"""The line beside a moment tells whom it was shown to and which parts; pages of every day pay nothing."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from coaching.actions.sharing import stop_sharing
from coaching.readers import readers_of
from coaching.snapshots.moment import PARTS
from people.models import Membership
from people.ports import Reader
from people.readers import can_read, readers_sentence
from tests.coaching.conftest import SignIn, moment_of, shared

pytestmark = pytest.mark.usefixtures("scoped")
Counted = Callable[[int], Any]


def test_it_names_who_was_given_which_parts(amal: Membership, bo: Membership) -> None:
    moment = moment_of(amal, note="x")
    shared(amal, bo, moment=moment, parts=PARTS)
    assert readers_of(amal, "moment", moment.pk) == (
        Reader(bo.pk, "Bo", ("feeling", "trigger", "strength", "note")),
    )
    assert readers_sentence(amal, "moment", moment.pk) == (
        "Only you can read this. Bo can read what you shared of it: feeling, trigger, strength, note."
    )


def test_who_was_given_several_times_is_named_once(amal: Membership, bo: Membership) -> None:
    moment = moment_of(amal, note="x")
    for parts in (("note",), ("feeling",), ("feeling",)):
        shared(amal, bo, moment=moment, parts=parts)
    assert readers_of(amal, "moment", moment.pk) == (Reader(bo.pk, "Bo", ("feeling", "note")),)


def test_who_was_given_parts_does_not_open_the_moment(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    moment = moment_of(amal)
    shared(amal, bo, moment=moment)
    assert not can_read(bo, amal, "moment", moment.pk)
    for page in ("", "edit/", "history/", "delete/"):
        assert client_of(bo).get(f"/moments/{moment.pk}/{page}").status_code == 404


def test_once_it_has_ended_she_alone_can_read_it(amal: Membership, bo: Membership) -> None:
    share = shared(amal, bo)
    stop_sharing(row=share.pk, by=amal, now=share.shared_at)
    assert readers_sentence(amal, "moment", share.source) == "Only you can read this."


def test_every_page_of_the_moment_says_so(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    moment = moment_of(amal)
    shared(amal, bo, moment=moment)
    for page in ("", "edit/", "history/", "delete/"):
        shown = client_of(amal).get(f"/moments/{moment.pk}/{page}").content.decode()
        assert "Bo can read what you shared of it: feeling, trigger, strength." in shown


def test_one_query_for_one_moment_and_none_for_everything_else(
    amal: Membership, bo: Membership, django_assert_num_queries: Counted
) -> None:
    moment = moment_of(amal)
    for _share in range(3):
        shared(amal, bo, moment=moment)
    with django_assert_num_queries(1):
        assert len(readers_of(amal, "moment", moment.pk)) == 1
    with django_assert_num_queries(0):
        assert readers_of(amal, "moment", None) == ()
        assert readers_of(amal, "goal", uuid4()) == ()
