"""What must hold whoever writes."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from coaching.models import Thanks
from coaching.thanks.queries import find_thanks
from coaching.thanks.sealing import open_thanks
from people.actions.organisations import Roles
from people.keys import new_data_key
from people.models import DataKey, Membership
from people.sealing import SealBroken
from tests.cast import NOW, new_member
from tests.coaching.thanks.conftest import THANKS, thanked

pytestmark = pytest.mark.usefixtures("scoped")


def test_nobody_thanks_herself(amal: Membership, mate: Membership) -> None:
    thanks = thanked(mate, amal)
    with pytest.raises(IntegrityError, match="thanks_are_to_somebody_else"), transaction.atomic():
        Thanks.objects.filter(pk=thanks.pk).update(receiver=mate)


@pytest.mark.parametrize("shown", [True, False])
def test_what_was_removed_is_neither_shown_nor_kept(amal: Membership, mate: Membership, shown: bool) -> None:
    thanks = thanked(mate, amal)
    changed: dict[str, Any] = {"shown_in": amal.team} if shown else {"kept": True}
    with pytest.raises(IntegrityError, match="removed_are_neither"), transaction.atomic():
        Thanks.objects.filter(pk=thanks.pk).update(removed_at=NOW, **changed)


def test_each_once(amal: Membership, mate: Membership) -> None:
    again = thanked(mate, amal)
    again.pk, again._state.adding = uuid4(), True
    again.data_key = new_data_key(purpose="thanks", organisation=amal.organisation)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_the_database_keeps_a_key_that_is_in_use(amal: Membership, mate: Membership) -> None:
    thanks = thanked(mate, amal)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(pk=thanks.data_key_id).delete()
        connection.check_constraints()


def test_the_words_are_sealed_for_the_two(amal: Membership, mate: Membership) -> None:
    thanks = thanked(mate, amal)
    assert b"breathe" not in bytes(thanks.sealed)
    found = find_thanks(amal, thanks.pk)
    assert found is not None
    assert open_thanks(found) == THANKS


@pytest.mark.parametrize("column", ["giver", "receiver", "sealed", "data_key"])
def test_a_row_that_was_changed_does_not_open(amal: Membership, mate: Membership, column: str) -> None:
    thanks, other = thanked(mate, amal), thanked(amal, mate)
    third = new_member(amal.organisation, "Third", Roles(), amal.team)
    wrong = {"giver": third, "receiver": third, "sealed": bytes(other.sealed)}
    if column == "data_key":
        wrong["data_key"] = new_data_key(purpose="thanks", organisation=amal.organisation)
    Thanks.objects.filter(pk=thanks.pk).update(**{column: wrong[column]})
    reader = mate if column == "receiver" else amal
    found = find_thanks(reader, thanks.pk)
    assert found is not None
    with pytest.raises(SealBroken):
        open_thanks(found)


def test_a_row_is_called_by_its_id(amal: Membership, mate: Membership) -> None:
    thanks = thanked(mate, amal)
    assert str(thanks) == str(thanks.pk)
