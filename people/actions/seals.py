"""What is done when a sealed document does not open."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from people.audit import record
from people.models import AuditRecord, Membership


@transaction.atomic
def report_broken(*, member: Membership, table: str, row: UUID, now: dt.datetime) -> None:
    """Record it once a document: somebody changed the database, which is no act of its owner's."""
    told = AuditRecord.objects.filter(act="seal.broken", kind=table, object_id=str(row))
    if not told.exists():
        record(
            organisation=member.organisation,
            actor=None,
            act="seal.broken",
            kind=table,
            object_id=row,
            subject=member.pk,
            now=now,
        )
