"""A plan that something else suggests, by a sealed token: no trigger stands in an address."""

import base64
from urllib.parse import urlencode

from django.urls import reverse

from people.keys import open_key
from people.models import Membership
from people.sealing import SealBroken, seal, unseal

_TOKEN = "journal.plan-drafted"  # noqa: S105  a name that binds the seal


def drafted_address(owner: Membership, trigger: str, technique: str | None) -> str:
    """Of the form for a new plan, filled in with these."""
    told = {"trigger": trigger, "technique": technique or ""}
    sealed = seal(open_key(owner), told, table=_TOKEN, row=owner.pk, owner=owner.pk, schema=1)
    token = base64.urlsafe_b64encode(sealed).decode()
    return f"{reverse('journal:plan-new')}?{urlencode({'of': token})}"


def read_drafted(owner: Membership, token: str) -> dict[str, str]:
    """Field names with codes; nothing for a token that was not given to her."""
    try:
        sealed = base64.b64decode(token.encode(), altchars=b"-_", validate=True)
        _schema, told = unseal(open_key(owner), sealed, table=_TOKEN, row=owner.pk, owner=owner.pk)
    except (ValueError, SealBroken):  # not base64, or not sealed here for her
        return {}
    return {name: str(told[name]) for name in ("trigger", "technique")}
