"""Charts and patterns of one person, cached between requests, sealed under her own key."""

import hashlib
import hmac
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.core.cache import cache as kept_for_all
from django.utils.translation import get_language

from people.keys import open_key
from people.models import Membership
from people.sealing import OpenKey, SealBroken, seal, unseal

SCHEMA = 1
DAYS_14 = 14 * 24 * 3600
# Of what a result is made: code, vocabulary and questionnaires, templates, translations.
_MADE_OF = {".py", ".toml", ".html", ".mo"}


def remembered(
    membership: Membership, kind: str, parts: tuple[Any, ...], make: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The JSON-able result of `make`, taken from the cache while `parts`, language and code are the same.

    `parts` names the data that the result rests on. The cache key is an HMAC under the person's data key, so
    that nobody can ask the cache whether she has a given thing.
    """
    return remembered_under(open_key(membership), membership.pk, kind, parts, make)


def remembered_under(
    key: OpenKey, owner: UUID, kind: str, parts: tuple[Any, ...], make: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """The same for somebody who is no member, under the key that her data is sealed with."""
    asked = json.dumps([kind, code_version(), get_language(), *map(str, parts)]).encode()
    name = "sealed:" + hmac.new(key.secret, asked, hashlib.sha256).hexdigest()
    bound: dict[str, Any] = {
        "table": "cache",
        "row": uuid5(owner, name),
        "owner": owner,
    }
    kept = kept_for_all.get(name)
    if kept is not None:
        try:
            return unseal(key, kept, **bound)[1]
        except SealBroken:  # a cache may lose or spoil anything; it is made anew
            pass
    made = make()
    kept_for_all.set(name, seal(key, made, schema=SCHEMA, **bound), DAYS_14)
    return made


@cache
def code_version() -> str:
    """A hash of the product's files, worked out once a process: what another release made is not used.

    Of all of them, because a list of those that one page is made of would be wrong with the next include.
    """
    rooms = [package.parent for package in settings.BASE_DIR.glob("*/__init__.py")]
    templates: Any = settings.TEMPLATES[0]["DIRS"]
    places = [*rooms, *map(Path, templates)]
    digest = hashlib.sha256()
    for path in sorted(path for place in places for path in place.rglob("*") if path.suffix in _MADE_OF):
        digest.update(path.read_bytes())
    return digest.hexdigest()
