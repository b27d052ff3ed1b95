"""Who can read a thing: one function for the permission and for the line that is shown beside the field."""

from uuid import UUID

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from people.models import Membership
from people.ports import Ports, Reader


def readers_of(owner: Membership, kind: str, row: UUID | None = None) -> tuple[Reader, ...]:
    """Everybody but the owner who may read it."""
    return Ports.readers_of(owner, kind, row)


def can_read(viewer: Membership, owner: Membership, kind: str, row: UUID | None = None) -> bool:
    """Whether the viewer may read it: its owner, or one of `readers_of`."""
    if viewer.pk == owner.pk:
        return True
    return any(reader.membership_id == viewer.pk for reader in readers_of(owner, kind, row))


def readers_sentence(owner: Membership, kind: str, row: UUID | None = None) -> str:
    """The visibility line, from the function that authorises."""
    others = [reader.name for reader in readers_of(owner, kind, row)]
    if not others:
        return _("Only you can read this.")
    return _("You and %(names)s can read this.") % {"names": get_text_list(others, _("and"))}
