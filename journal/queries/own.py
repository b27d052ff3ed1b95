"""A person's own words, for the forms that offer them and the pages that name them."""

from functools import cached_property

from journal.models import OwnVocabulary
from journal.own import NONE, OwnWords, names_own
from journal.sealing import open_own
from people.keys import open_key
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import SealBroken


def own_of(owner: Membership) -> OwnWords:
    """Hers. A document that does not open keeps her from no form: its own page tells and records it."""
    try:
        return opened_own(owner)
    except SealBroken:
        return NONE


def opened_own(owner: Membership) -> OwnWords:
    """Hers. Raises people.sealing.SealBroken."""
    sealed = _sealed_own.first(owner=owner.pk)
    return NONE if sealed is None else open_own(open_key(owner), owner.pk, sealed)


class OwnNames:
    """Her own words for pages that seldom meet one: asked for with the first, and once."""

    def __init__(self, owner: Membership) -> None:
        self.owner = owner

    def of(self, *codes: str) -> OwnWords:
        """All of hers where one of these codes is an own word, else none, without a query."""
        return self._all if names_own(*codes) else NONE

    @cached_property
    def _all(self) -> OwnWords:
        return own_of(self.owner)


_sealed_own: Prepared[bytes] = Prepared(
    lambda: OwnVocabulary.objects.filter(membership=Given("owner", Membership)).values_list(
        "sealed", flat=True
    )
)
