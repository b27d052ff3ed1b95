"""Data keys and their slots: made, opened, re-wrapped, refused."""

import base64
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from people.keys import (
    installation_key,
    key_ring,
    new_data_key,
    open_key,
    refuse_without_usable_key,
    rewrap_slots,
)
from people.master_keys import MasterKeyError, new_key_text
from people.models import DataKey, KeySlot, Membership, Organisation
from people.scope import active_membership, installation_scope
from people.sealing import SealBroken, seal, unseal

Ring = Callable[[str], None]


@pytest.fixture
def use_keys(settings: Settings) -> Iterator[Ring]:
    """Give the service these master keys, as a restart would."""

    def use(keys: str) -> None:
        settings.MASTER_KEYS = keys
        key_ring.cache_clear()

    yield use
    key_ring.cache_clear()


def test_each_member_has_a_key_of_her_own(amal: Membership, cleo: Membership, scoped: None) -> None:
    assert open_key(amal).secret != open_key(cleo).secret
    assert len(open_key(amal).secret) == 32


def test_key_never_stands_in_the_clear(amal: Membership, scoped: None) -> None:
    slot = KeySlot.objects.get(data_key=amal.data_key)
    assert open_key(amal).secret not in bytes(slot.wrapped)


def test_opening_costs_no_query_beyond_the_members_own(amal: Membership) -> None:
    with CaptureQueriesContext(connection) as queries:
        member = active_membership(amal.user, None)
        assert member is not None
        open_key(member)
    assert len(queries) == 1


def test_rotation_rewraps_every_slot_and_everything_still_opens(
    amal: Membership, cleo: Membership, use_keys: Ring, settings: Settings, scoped: None
) -> None:
    sealed = seal(open_key(amal), {"a": 1}, table="t", row=amal.pk, owner=amal.pk, schema=1)
    older, newer = settings.MASTER_KEYS, new_key_text()
    use_keys(f"{newer},{older}")
    with installation_scope():
        slots = KeySlot.objects.count()
        assert rewrap_slots(batch=1) == slots
        assert rewrap_slots() == 0
    use_keys(newer)
    amal.slot_wrapped = amal.opened_key = None
    assert unseal(open_key(amal), sealed, table="t", row=amal.pk, owner=amal.pk) == (1, {"a": 1})


def test_rotation_goes_on_where_it_was_stopped(
    amal: Membership, cleo: Membership, use_keys: Ring, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_keys(f"{new_key_text()},{settings.MASTER_KEYS}")
    with installation_scope():
        slots = KeySlot.objects.count()
        whole: Any = KeySlot.objects.bulk_update
        batches: list[int] = []

        def pulled_plug(*args: Any, **kwargs: Any) -> Any:
            if batches:
                raise KeyboardInterrupt
            batches.append(1)
            return whole(*args, **kwargs)

        monkeypatch.setattr(type(KeySlot.objects), "bulk_update", lambda self, *a, **k: pulled_plug(*a, **k))
        with pytest.raises(KeyboardInterrupt):
            rewrap_slots(batch=1)
        monkeypatch.undo()
        refuse_without_usable_key()
        assert rewrap_slots(batch=1) == slots - 1


def test_missing_master_key_is_refused_by_name(amal: Membership, use_keys: Ring) -> None:
    used = key_ring().current.id
    use_keys(new_key_text())
    with pytest.raises(MasterKeyError, match=f"written under master key {used}"):
        refuse_without_usable_key()


def test_installation_has_one_key(db: None) -> None:
    assert installation_key() == installation_key()
    with pytest.raises(IntegrityError), transaction.atomic():
        new_data_key(purpose=DataKey.Purpose.INSTALLATION, organisation=None)


def test_personal_key_belongs_to_an_organisation(db: None) -> None:
    with pytest.raises(IntegrityError, match="data_key_belongs_to_organisation"), transaction.atomic():
        new_data_key(purpose=DataKey.Purpose.MEMBERSHIP, organisation=None)


def test_one_slot_of_a_kind(amal: Membership, harbour: Organisation) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        KeySlot.objects.create(
            data_key=amal.data_key, organisation=harbour, kind="server", master_key_id="x", wrapped=b""
        )


def test_server_slot_names_its_master_key(amal: Membership, harbour: Organisation) -> None:
    with pytest.raises(IntegrityError, match="key_slot_server_names_master_key"), transaction.atomic():
        KeySlot.objects.create(
            data_key=amal.data_key, organisation=harbour, kind="recovery", master_key_id="x", wrapped=b""
        )


def test_deleting_the_slots_shreds_the_key(amal: Membership, scoped: None) -> None:
    KeySlot.objects.filter(data_key=amal.data_key).delete()
    with pytest.raises(SealBroken):
        open_key(amal)


def test_keys_new_makes_a_file_and_says_to_back_it_up(settings: Settings, tmp_path: Path) -> None:
    settings.MASTER_KEYS, settings.MASTER_KEY_FILE = "", tmp_path / "master-keys"
    out = StringIO()
    call_command("keys", "new", stdout=out)
    assert "Back it up apart from the database" in out.getvalue()
    again = StringIO()
    call_command("keys", "new", stdout=again)
    assert "keys rotate" in again.getvalue()
    lines = settings.MASTER_KEY_FILE.read_text().split()
    assert [len(base64.urlsafe_b64decode(line)) for line in lines] == [32, 32]


def test_keys_new_prints_the_key_where_the_environment_holds_them(db: None) -> None:
    out = StringIO()
    call_command("keys", "new", stdout=out)
    assert len(base64.urlsafe_b64decode(out.getvalue().split()[-1])) == 32


def test_keys_rotate_and_check(amal: Membership, use_keys: Ring, settings: Settings) -> None:
    use_keys(f"{new_key_text()},{settings.MASTER_KEYS}")
    out = StringIO()
    call_command("keys", "rotate", stdout=out)
    call_command("keys", "check", stdout=out)
    assert "Every data key can be opened." in out.getvalue()
    use_keys(new_key_text())
    with pytest.raises(CommandError, match="Put it back"):
        call_command("keys", "check", stdout=out)
