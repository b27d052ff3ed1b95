"""Secrets in mailed links: 256 random bits, of which only the SHA-256 is kept. Pure."""

import hashlib
import secrets


def new_token() -> str:
    """43 characters that are safe in an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What stands in the database."""
    return hashlib.sha256(token.encode()).hexdigest()
