"""The service's master keys: from the environment or a file, named by their fingerprint. Pure but for it.

Several keys may stand in the ring; the first one wraps, all of them open. Because a key is named by its
fingerprint, a wrong key cannot pass for the right one.
"""

import base64
import binascii
import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from people.sealing import KEY_BYTES

HOW_TO_MAKE = (
    "Make a first one with: manage.py keys new. It is kept in EIAPP_MASTER_KEY_FILE (one key a line), or "
    "give the keys in EIAPP_MASTER_KEYS, with commas between. Back it up apart from the database: without "
    "it nobody can read what was written."
)


class MasterKeyError(Exception):
    """There is no usable master key; the message says what to do."""


@dataclass(frozen=True)
class MasterKey:
    id: str
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class KeyRing:
    """The usable master keys, the current one first."""

    keys: tuple[MasterKey, ...]

    @property
    def current(self) -> MasterKey:
        return self.keys[0]

    def named(self, key_id: str) -> MasterKey:
        for key in self.keys:
            if key.id == key_id:
                return key
        raise MasterKeyError(
            f"The master key {key_id} is not among the service's keys. Put it back into EIAPP_MASTER_KEYS or "
            "the key file: what is wrapped under it cannot be opened without it."
        )


def read_ring(in_environment: str, file: Path) -> KeyRing:
    """The ring from the environment's value, else from the file. Raises MasterKeyError with what to do."""
    text = in_environment or (file.read_text() if file.exists() else "")
    found = tuple(_read_key(word) for word in text.replace(",", " ").split())
    if not found:
        raise MasterKeyError(f"There is no master key in EIAPP_MASTER_KEYS or {file}. {HOW_TO_MAKE}")
    return KeyRing(found)


def new_key_text() -> str:
    """A new random master key as it stands in the file."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def put_first(text: str, file: Path) -> None:
    """Write a key as the first line of the file, readable by its owner alone, whole or not at all."""
    older = file.read_text() if file.exists() else ""
    beside = file.with_suffix(".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(f"{text}\n{older}")
        out.flush()
        os.fsync(out.fileno())
    beside.replace(file)


def _read_key(word: str) -> MasterKey:
    try:
        secret = base64.urlsafe_b64decode(word)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise MasterKeyError(
            f"A master key is {KEY_BYTES} bytes in URL-safe base64; one of yours is not. {HOW_TO_MAKE}"
        )
    return MasterKey(hashlib.sha256(b"eiapp master key" + secret).hexdigest()[:16], secret)
