"""Marks that stand for people without naming them: HMACs of a membership under a key that can end. Pure."""

import hashlib
import hmac
from uuid import UUID

from people.sealing import OpenKey


def mark_of(key: OpenKey, member: UUID) -> str:
    """The same for the same key and person; without the key nobody can say whose it is."""
    return hmac.new(key.secret, b"eiapp totals " + member.bytes, hashlib.sha256).hexdigest()
