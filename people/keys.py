"""Data keys: made with their slot, opened for their owner, re-wrapped when the master key changes."""

from functools import cache
from typing import Any, Protocol
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, FilteredRelation, Q, QuerySet

from people.master_keys import KeyRing, MasterKey, MasterKeyError, read_ring
from people.models import DataKey, KeySlot, Membership, Organisation
from people.scope import installation_scope
from people.sealing import OpenKey, SealBroken, new_secret, unwrap, wrap


@cache
def key_ring() -> KeyRing:
    """The service's master keys, read once a process. Raises MasterKeyError with what to do."""
    return read_ring(settings.MASTER_KEYS, settings.MASTER_KEY_FILE)


def master_key(key_id: str) -> MasterKey:
    """The master key of this name; where this process has never heard of it, the ring is read once more.

    `manage.py keys new` and `keys rotate` run beside the service: a slot may be wrapped under a key that was
    made after this process started. Raises MasterKeyError.
    """
    try:
        return key_ring().named(key_id)
    except MasterKeyError:
        key_ring.cache_clear()
        return key_ring().named(key_id)


def new_data_key(*, purpose: str, organisation: Organisation | None) -> DataKey:
    """Make a data key with its server slot; in the caller's transaction."""
    key = OpenKey(uuid4(), new_secret())
    row = DataKey.objects.create(id=key.id, purpose=purpose, organisation=organisation)
    master = key_ring().current
    KeySlot.objects.create(
        data_key=row,
        organisation=organisation,
        kind=KeySlot.Kind.SERVER,
        master_key_id=master.id,
        wrapped=wrap(master.secret, key),
    )
    return row


def open_key(membership: Membership) -> OpenKey:
    """The data key of a membership: no query where people.scope loaded its slot, else one."""
    if membership.slot_wrapped is None:
        slot = _server_slot(membership.data_key_id)
        membership.slot_master_key_id, membership.slot_wrapped = slot.master_key_id, bytes(slot.wrapped)
    if membership.opened_key is None:
        membership.opened_key = _unwrapped(
            membership.slot_master_key_id or "", membership.slot_wrapped, membership.data_key_id
        )
    return membership.opened_key


def open_data_key(key_id: UUID) -> OpenKey:
    """A data key that is no membership's: one query. Raises SealBroken where its slot does not open."""
    slot = _server_slot(key_id)
    return _unwrapped(slot.master_key_id, slot.wrapped, key_id)


class Joined(Protocol):
    """A row that came with the slot of its key."""

    @property
    def slot_master_key_id(self) -> str | None: ...
    @property
    def slot_wrapped(self) -> bytes | None: ...


def with_slot(rows: "QuerySet[Any]", key: str) -> "QuerySet[Any]":
    """Join the server's slot of the data key in column `key`: a list then opens without a further query."""
    joined: QuerySet[Any] = rows.annotate(
        server_slot=FilteredRelation(
            f"{key}__slots", condition=Q(**{f"{key}__slots__kind": KeySlot.Kind.SERVER})
        ),
        slot_master_key_id=F("server_slot__master_key_id"),
        slot_wrapped=F("server_slot__wrapped"),
    )
    return joined


def open_joined(row: Joined, key_id: UUID) -> OpenKey:
    """The data key of a row of `with_slot`. Raises SealBroken where its slot does not open."""
    return _unwrapped(row.slot_master_key_id or "", row.slot_wrapped, key_id)


def shred(key_id: UUID) -> None:
    """Delete a data key with its slots: what is sealed under it is unreadable for ever.

    Past Django's own deletion, which would ask the tables of every room for rows of this key: the wall around
    hiring stands in queries too. A key that is still in use the database refuses to delete.
    """
    KeySlot.objects.filter(data_key=key_id).delete()
    keys = DataKey.objects.filter(pk=key_id)
    keys._raw_delete(keys.db)


def _server_slot(key_id: UUID) -> KeySlot:
    slot = KeySlot.objects.filter(data_key_id=key_id, kind=KeySlot.Kind.SERVER).first()
    if slot is None:
        raise SealBroken("people.KeySlot", key_id)
    return slot


def _unwrapped(master_key_id: str, wrapped: bytes | memoryview | None, key_id: UUID) -> OpenKey:
    """Raises SealBroken for a slot that no key of the ring opens."""
    try:
        master = master_key(master_key_id)
    except MasterKeyError:
        raise SealBroken("people.KeySlot", key_id) from None
    return unwrap(master.secret, bytes(wrapped or b""), key_id)


@installation_scope()
def installation_key() -> OpenKey:
    """The key for what belongs to no organisation: waiting mails, second-step secrets. Made at first use."""
    slots = KeySlot.objects.filter(data_key__purpose=DataKey.Purpose.INSTALLATION, kind=KeySlot.Kind.SERVER)
    slot = slots.first()
    if slot is None:
        try:
            with transaction.atomic():
                new_data_key(purpose=DataKey.Purpose.INSTALLATION, organisation=None)
        except IntegrityError:  # another worker made it in this moment
            pass
        slot = slots.get()
    return _unwrapped(slot.master_key_id, slot.wrapped, slot.data_key_id)


@installation_scope()
def rewrap_slots(*, batch: int = 200) -> int:
    """Wrap every slot under the current master key; returns how many were changed.

    Each batch is one short transaction on locked rows, so it runs beside a working service and, when it is
    stopped, goes on where it was.
    """
    current, changed = key_ring().current, 0
    while True:
        with transaction.atomic():
            slots = list(
                KeySlot.objects.select_for_update()
                .filter(kind=KeySlot.Kind.SERVER)
                .exclude(master_key_id=current.id)[:batch]
            )
            for slot in slots:
                key = _unwrapped(slot.master_key_id, slot.wrapped, slot.data_key_id)
                slot.master_key_id, slot.wrapped = current.id, wrap(current.secret, key)
            KeySlot.objects.bulk_update(slots, ["master_key_id", "wrapped"])
        if not slots:
            return changed
        changed += len(slots)


@installation_scope()
def refuse_without_usable_key() -> None:
    """Raise MasterKeyError unless every server slot is wrapped under a key of the ring."""
    ring = key_ring()  # first: it is what is missing before there is any table
    used = set(
        KeySlot.objects.filter(kind=KeySlot.Kind.SERVER).values_list("master_key_id", flat=True).distinct()
    )
    missing = sorted(used - {key.id for key in ring.keys})
    if missing:
        raise MasterKeyError(
            f"The database was written under master key {', '.join(missing)}, which is not among the "
            "service's keys. Put it back into EIAPP_MASTER_KEYS or the key file. Do not make a new one: "
            "what was written cannot be opened with it."
        )


@installation_scope()
def unopenable_keys() -> list[UUID]:
    """Ids of the data keys that nothing of the service opens: no server slot, or one that was changed."""
    slots = KeySlot.objects.filter(kind=KeySlot.Kind.SERVER)
    without = DataKey.objects.exclude(pk__in=slots.values("data_key_id")).values_list("pk", flat=True)
    return [*without, *(slot.data_key_id for slot in slots.iterator() if not _opens(slot))]


def _opens(slot: KeySlot) -> bool:
    try:
        _unwrapped(slot.master_key_id, slot.wrapped, slot.data_key_id)
    except SealBroken:
        return False
    return True
