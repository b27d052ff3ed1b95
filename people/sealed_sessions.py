"""Sessions, sealed and not only signed: they hold mailed codes and the key of an app that is being added."""

import json
import os
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

_NONCE = 12
_SALT = "people.sealed_sessions"


class SealedSerializer:
    """JSON under AES-256-GCM. The key follows from the secret key, which never stands in the database."""

    def dumps(self, obj: Any) -> bytes:
        nonce = os.urandom(_NONCE)
        return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, json.dumps(obj).encode(), None)

    def loads(self, data: bytes) -> Any:
        """Raises BadSignature, which Django takes for an empty session."""
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return json.loads(_cipher(secret).decrypt(data[:_NONCE], data[_NONCE:], None))
            except (InvalidTag, ValueError):
                continue
        raise signing.BadSignature("This session was sealed under another key.")


@cache
def _cipher(secret: str) -> AESGCM:
    return AESGCM(salted_hmac(_SALT, "", secret=secret, algorithm="sha256").digest())
