"""Sealed documents: JSON, padded, AES-256-GCM, bound to the row and the owner they belong to. Pure.

Layout of a sealed document: 1 byte format (1), 2 bytes schema (big endian), 12 bytes nonce, ciphertext with
a 16-byte tag. The plain text is a 4-byte length, the JSON and zeros up to a multiple of 256, so that the
length tells little. Associated data: table, row id, owner id, schema and key id; a ciphertext that is moved
to another row, owner or schema does not open (NIST SP 800-38D; random 96-bit nonces are safe far beyond
the documents one person writes).
"""

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FORMAT = 1
STEP = 256
KEY_BYTES = 32
_HEADER = struct.Struct(">BH12s")
_LENGTH = struct.Struct(">I")


class SealBroken(Exception):
    """A sealed document does not open: it was changed, moved, or belongs to another key."""

    def __init__(self, table: str, row: UUID) -> None:
        super().__init__(f"The sealed document of {table} {row} does not open.")
        self.table = table
        self.row = row


@dataclass(frozen=True)
class OpenKey:
    """A data key in the clear, for the time of one request. Its secret never shows in a repr or a log."""

    id: UUID
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError(f"A data key has {KEY_BYTES} bytes, this one has {len(self.secret)}.")


def new_secret() -> bytes:
    """32 random bytes for a new data key."""
    return os.urandom(KEY_BYTES)


def seal(
    key: OpenKey, document: Mapping[str, Any], *, table: str, row: UUID, owner: UUID, schema: int
) -> bytes:
    """Seal a JSON-able document for one row of one owner."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    plain = _LENGTH.pack(len(text)) + text
    plain += bytes(-len(plain) % STEP)
    nonce = os.urandom(12)
    bound = _bound_to(table, row, owner, schema, key.id)
    return _HEADER.pack(FORMAT, schema, nonce) + AESGCM(key.secret).encrypt(nonce, plain, bound)


def unseal(
    key: OpenKey, sealed: bytes | memoryview, *, table: str, row: UUID, owner: UUID
) -> tuple[int, dict[str, Any]]:
    """Return (schema, document). Raises SealBroken for anything that was not sealed here for this row."""
    return Unsealer(key, table=table, owner=owner).unseal(sealed, row)


class Unsealer:
    """Opens documents of one table and owner; for thousands of them, what they share is made once."""

    def __init__(self, key: OpenKey, *, table: str, owner: UUID) -> None:
        self.table = table
        self.before, self.after = f"{table}|", f"|{owner}|"
        self.key_id, self.cipher = str(key.id), AESGCM(key.secret)

    def unseal(self, sealed: bytes | memoryview, row: UUID) -> tuple[int, dict[str, Any]]:
        """As `unseal` of this module."""
        sealed = bytes(sealed)
        if len(sealed) < _HEADER.size or sealed[0] != FORMAT:
            raise SealBroken(self.table, row)
        _, schema, nonce = _HEADER.unpack_from(sealed)
        bound = f"{self.before}{row}{self.after}{schema}|{self.key_id}".encode()
        try:
            plain = self.cipher.decrypt(nonce, sealed[_HEADER.size :], bound)
        except InvalidTag:
            raise SealBroken(self.table, row) from None
        (length,) = _LENGTH.unpack_from(plain)
        # As text: given bytes, json would first find out how they are encoded.
        return schema, json.loads(str(plain[_LENGTH.size : _LENGTH.size + length], "utf-8"))


def wrap(master: bytes, key: OpenKey) -> bytes:
    """Wrap a data key under a master key: 12 bytes nonce, then the ciphertext, bound to the key's id."""
    nonce = os.urandom(12)
    return nonce + AESGCM(master).encrypt(nonce, key.secret, b"eiapp data key " + key.id.bytes)


def unwrap(master: bytes, wrapped: bytes | memoryview, key_id: UUID) -> OpenKey:
    """Open a wrapped data key. Raises SealBroken when it was wrapped under another master key."""
    wrapped = bytes(wrapped)
    try:
        secret = AESGCM(master).decrypt(wrapped[:12], wrapped[12:], b"eiapp data key " + key_id.bytes)
    except (InvalidTag, ValueError):
        raise SealBroken("people.KeySlot", key_id) from None
    return OpenKey(key_id, secret)


def _bound_to(table: str, row: UUID, owner: UUID, schema: int, key_id: UUID) -> bytes:
    return f"{table}|{row}|{owner}|{schema}|{key_id}".encode()
