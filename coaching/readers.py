"""Who else can read what of a person's own: this room's answer to the port of people/ports.py."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from coaching.cards import part_name
from coaching.documents import PARTS
from coaching.models import Share
from coaching.sealing import open_snapshot
from coaching.visibility import live
from people.keys import with_slot
from people.models import Membership
from people.ports import Reader
from people.prepared import Given, Prepared
from people.sealing import SealBroken


def readers_of(owner: Membership, kind: str, row: UUID | None) -> tuple[Reader, ...]:
    """Those with whom this moment is shared now, each once with all the parts that she was given.

    No query for what is not saved yet, for other kinds and for a person alone; else one.
    """
    if row is None or kind != Share.Kind.MOMENT or owner.organisation.is_personal:
        return ()
    now = timezone.now()  # noqa: TID251 - the line beside a thing is asked for without a clock
    given: dict[Membership, set[str]] = {}
    for share in _shared_now(owner=owner.pk, row=row, now=now):
        given.setdefault(share.reader, set()).update(_parts(share))
    return tuple(
        Reader(reader.pk, reader.user.name, tuple(part_name(part).lower() for part in PARTS if part in parts))
        for reader, parts in given.items()
        if parts
    )


def _parts(share: Share) -> tuple[str, ...]:
    """None of a snapshot that does not open: it shows nobody anything, and its own page tells it."""
    try:
        return open_snapshot(share).parts
    except SealBroken:
        return ()


def _shares_of_moment() -> "QuerySet[Share]":
    source = Given("row", Share._meta.get_field("source"))
    of_it = Share.objects.filter(kind=Share.Kind.MOMENT, source=source)
    now = Given("now", Share._meta.get_field("expires_at"))
    found: QuerySet[Share] = with_slot(live(of_it, Given("owner", Membership), now), "snapshot_key")
    return found.select_related("reader__user").order_by("shared_at", "id")


_shared_now: Prepared[Share] = Prepared(_shares_of_moment)
