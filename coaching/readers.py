"""Who else can read what of a person's own: this room's answer to the port of people/ports.py."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from coaching.cards import part_names
from coaching.kinds import KINDS
from coaching.models import Share
from coaching.sealing import open_snapshot
from coaching.visibility import live
from people.keys import with_slot
from people.models import Membership
from people.ports import Reader
from people.prepared import Given, Prepared
from people.sealing import SealBroken


def readers_of(owner: Membership, kind: str, row: UUID | None) -> tuple[Reader, ...]:
    """Those with whom this thing is shared now, each once with all the parts that she was given.

    No query for what is not saved yet, for what cannot be shared and for a person alone; else one. Where all
    things of a kind stand on one page, its line tells of them all.
    """
    code = _BY_LINE.get(kind)
    if code is None or owner.organisation.is_personal or (row is None and not KINDS[code].ON_ONE_PAGE):
        return ()
    given: dict[Membership, set[str]] = {}
    for share in _now(owner, code, row):
        given.setdefault(share.reader, set()).update(_parts(share))
    names = part_names(code)
    return tuple(
        Reader(reader.pk, reader.user.name, tuple(names[part].lower() for part in names if part in parts))
        for reader, parts in given.items()
        if parts
    )


def _now(owner: Membership, code: str, row: UUID | None) -> list[Share]:
    now = timezone.now()  # noqa: TID251 - the line beside a thing is asked for without a clock
    if row is None:
        return _all_shared_now(owner=owner.pk, kind=code, now=now)
    return _shared_now(owner=owner.pk, kind=code, row=row, now=now)


def _parts(share: Share) -> tuple[str, ...]:
    """None of a snapshot that does not open: it shows nobody anything, and its own page tells it."""
    try:
        return open_snapshot(share).parts
    except SealBroken:
        return ()


def _of_kind(**more: Given) -> "QuerySet[Share]":
    of_it = Share.objects.filter(kind=Given("kind", Share._meta.get_field("kind")), **more)
    now = Given("now", Share._meta.get_field("expires_at"))
    found: QuerySet[Share] = with_slot(live(of_it, Given("owner", Membership), now), "snapshot_key")
    return found.select_related("reader__user").order_by("shared_at", "id")


_BY_LINE = {kind.LINE: code for code, kind in KINDS.items()}
_shared_now: Prepared[Share] = Prepared(
    lambda: _of_kind(source=Given("row", Share._meta.get_field("source")))
)
_all_shared_now: Prepared[Share] = Prepared(_of_kind)
