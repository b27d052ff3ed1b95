"""The documents of the room, sealed for their rows and opened again: each kind under a key of the share's."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

from coaching.documents import SCHEMA, Feedback, Reply, read_feedback, read_reply
from coaching.feedback.documents import Ask, Shown, read_ask, read_shown
from coaching.models import Message, Share
from coaching.snapshots import Snapshot, read_snapshot, sealed_form
from people.keys import Joined, open_joined
from people.sealing import OpenKey, SealBroken, seal, unseal

SHARE, MESSAGE = "coaching.Share", "coaching.Message"

# What somebody says in a thread.
Words = Feedback | Reply | Ask | Shown
# Kinds of messages that hold more than a text.
_READ: Mapping[str, Callable[[Mapping[str, Any]], Words]] = {
    Message.Kind.FEEDBACK: read_feedback,
    Message.Kind.ASK: read_ask,
    Message.Kind.SHOWN: read_shown,
    Message.Kind.UNSHOWN: read_shown,
}


def seal_snapshot(key: OpenKey, share: Share, snapshot: Snapshot) -> bytes:
    return seal(key, sealed_form(snapshot), table=SHARE, row=share.pk, owner=share.owner_id, schema=SCHEMA)


class Sealed(Joined, Protocol):
    """What opening a share needs of it: the row itself, or a list's tuple of these columns."""

    @property
    def pk(self) -> UUID: ...
    @property
    def owner_id(self) -> UUID: ...
    @property
    def kind(self) -> str: ...
    @property
    def snapshot_key_id(self) -> UUID | None: ...
    @property
    def sealed(self) -> bytes | memoryview | None: ...


def open_snapshot(share: Sealed) -> Snapshot:
    """What is shared, of a row that came with the slot of its key (people.keys.with_slot).

    Raises people.sealing.SealBroken where the row was changed or moved, or its key has ended.
    """
    if share.snapshot_key_id is None:
        raise SealBroken(SHARE, share.pk)
    key = open_joined(share, share.snapshot_key_id)
    _, document = unseal(key, share.sealed or b"", table=SHARE, row=share.pk, owner=share.owner_id)
    snapshot = read_snapshot(document)
    if snapshot.kind != share.kind:
        raise SealBroken(SHARE, share.pk)
    return snapshot


def seal_message(key: OpenKey, message: Message, document: Words) -> bytes:
    return seal(
        key, document.as_json(), table=MESSAGE, row=message.pk, owner=message.author_id, schema=SCHEMA
    )


def open_message(key: OpenKey, message: Message) -> Words:
    """Raises people.sealing.SealBroken where the row was changed or moved."""
    _, document = unseal(key, message.sealed, table=MESSAGE, row=message.pk, owner=message.author_id)
    return _READ.get(message.kind, read_reply)(document)
