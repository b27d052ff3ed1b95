"""The audit: acts on other people's data and on rights, in the transaction of the act itself."""

import datetime as dt
import hashlib
import json
from uuid import UUID

from django.db import transaction

from people.models import AuditHead, AuditRecord, Membership, Organisation

GENESIS = "0" * 64


def begin_chain(organisation: Organisation) -> None:
    """Make the row that tells where the chain ends; once, in the transaction that makes the organisation."""
    AuditHead.objects.create(organisation=organisation, number=0, hash=GENESIS)


def record(
    *,
    organisation: Organisation,
    actor: Membership | None,
    act: str,
    kind: str,
    object_id: UUID | str,
    now: dt.datetime,
    subject: UUID | None = None,
) -> AuditRecord:
    """Append one record to the organisation's chain. Raises outside a transaction: no record, no act.

    `actor` is None for manage.py and the service itself. `subject` is the membership whose data it concerns.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit record is written in the transaction of the act it tells of.")
    # Held until the transaction ends: two writers never take the same number.
    head = AuditHead.objects.select_for_update().filter(organisation=organisation).first()
    if head is None:
        raise RuntimeError("The row that tells where the audit chain ends is lost; see manage.py audit.")
    new = AuditRecord(
        organisation=organisation,
        number=head.number + 1,
        at=now,
        actor=actor.pk if actor else None,
        act=act,
        kind=kind,
        object_id=str(object_id),
        subject=subject,
        previous_hash=head.hash,
    )
    new.hash = chain_hash(new)
    new.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(number=new.number, hash=new.hash)
    return new


def lock(organisation: Organisation) -> None:
    """Hold the organisation's row until the transaction ends: what must not happen twice waits here."""
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk).values_list("pk"))


def chain_hash(record: AuditRecord) -> str:
    """SHA-256 over the record's fields and the hash before it."""
    fields = {
        "number": record.number,
        "organisation": str(record.organisation_id),
        "at": record.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "actor": str(record.actor or ""),
        "act": record.act,
        "kind": record.kind,
        "object": record.object_id,
        "subject": str(record.subject or ""),
        "previous": record.previous_hash,
    }
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def first_broken(organisation: Organisation) -> int | None:
    """The number of the first record that was changed, moved or lost; None where the chain holds.

    0 where the row that tells the chain's end is lost. That row is read first, so that a record written
    meanwhile breaks nothing: there may be more records than it knows, never fewer.
    """
    head = AuditHead.objects.filter(organisation=organisation).first()
    if head is None:
        return 0
    number, previous = 0, GENESIS
    rows = AuditRecord.objects.filter(organisation=organisation).order_by("number")
    for number, row in enumerate(rows.iterator(), start=1):
        if row.number != number or row.previous_hash != previous or row.hash != chain_hash(row):
            return number
        if number == head.number and row.hash != head.hash:
            return number
        previous = row.hash
    return number + 1 if number < head.number else None
