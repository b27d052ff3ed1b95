"""Charts and patterns of one person, cached between requests, sealed under her own key."""

import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid5

from django.core.cache import cache
from django.utils.translation import get_language

from people.keys import open_key
from people.models import Membership
from people.sealing import SealBroken, seal, unseal

SCHEMA = 1
DAYS_14 = 14 * 24 * 3600


def remembered(
    membership: Membership, kind: str, parts: tuple[Any, ...], make: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The JSON-able result of `make`, taken from the cache while `parts` and the language are the same.

    `parts` names the data that the result rests on and the version of the code that makes it. The cache key
    is an HMAC under the person's data key, so that nobody can ask the cache whether she has a given thing.
    """
    key = open_key(membership)
    asked = json.dumps([kind, get_language(), *map(str, parts)]).encode()
    name = "sealed:" + hmac.new(key.secret, asked, hashlib.sha256).hexdigest()
    bound: dict[str, Any] = {
        "table": "cache",
        "row": uuid5(membership.pk, name),
        "owner": membership.pk,
    }
    kept = cache.get(name)
    if kept is not None:
        try:
            return unseal(key, kept, **bound)[1]
        except SealBroken:  # a cache may lose or spoil anything; it is made anew
            pass
    made = make()
    cache.set(name, seal(key, made, schema=SCHEMA, **bound), DAYS_14)
    return made
