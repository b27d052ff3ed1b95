"""Data keys: made with their slot, opened for their owner, re-wrapped when the master key changes."""

from functools import cache
from uuid import uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from people.master_keys import KeyRing, MasterKeyError, read_ring
from people.models import DataKey, KeySlot, Membership, Organisation
from people.sealing import OpenKey, new_secret, unwrap, wrap


@cache
def key_ring() -> KeyRing:
    """The service's master keys, read once a process. Raises MasterKeyError with what to do."""
    return read_ring(settings.MASTER_KEYS, settings.MASTER_KEY_FILE)


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
        slot = KeySlot.objects.get(data_key_id=membership.data_key_id, kind=KeySlot.Kind.SERVER)
        membership.slot_master_key_id, membership.slot_wrapped = slot.master_key_id, bytes(slot.wrapped)
    master = key_ring().named(membership.slot_master_key_id or "")
    return unwrap(master.secret, membership.slot_wrapped or b"", membership.data_key_id)


def installation_key() -> OpenKey:
    """The key for what belongs to no organisation: waiting mails, second-factor secrets. Made at first use.

    Call it inside people.scope.installation_scope.
    """
    slots = KeySlot.objects.filter(data_key__purpose=DataKey.Purpose.INSTALLATION, kind=KeySlot.Kind.SERVER)
    slot = slots.first()
    if slot is None:
        try:
            with transaction.atomic():
                new_data_key(purpose=DataKey.Purpose.INSTALLATION, organisation=None)
        except IntegrityError:  # another worker made it in this moment
            pass
        slot = slots.get()
    return unwrap(key_ring().named(slot.master_key_id).secret, slot.wrapped, slot.data_key_id)


def rewrap_slots(*, batch: int = 200) -> int:
    """Wrap every slot under the current master key; returns how many were changed.

    Each batch is one short transaction on locked rows, so it runs beside a working service and, when it is
    stopped, goes on where it was. Call it inside people.scope.installation_scope.
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
                key = unwrap(key_ring().named(slot.master_key_id).secret, slot.wrapped, slot.data_key_id)
                slot.master_key_id, slot.wrapped = current.id, wrap(current.secret, key)
            KeySlot.objects.bulk_update(slots, ["master_key_id", "wrapped"])
        if not slots:
            return changed
        changed += len(slots)


def refuse_without_usable_key() -> None:
    """Raise MasterKeyError unless every server slot is wrapped under a key of the ring.

    Call it inside people.scope.installation_scope.
    """
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
