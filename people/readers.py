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
    """Whether the viewer may read it: its owner, or one of `readers_of` who was given the whole of it."""
    if viewer.pk == owner.pk:
        return True
    readers = readers_of(owner, kind, row)
    return any(reader.membership_id == viewer.pk and not reader.parts for reader in readers)


def readers_sentence(owner: Membership, kind: str, row: UUID | None = None) -> str:
    """The visibility line, from the function that authorises; who was given parts is told with them."""
    readers = readers_of(owner, kind, row)
    whole = [reader.name for reader in readers if not reader.parts]
    told = _("You and %(names)s can read this.") if whole else _("Only you can read this.")
    sentences = [told % {"names": get_text_list(whole, _("and"))}]
    of_it = _("%(name)s can read what you shared of it: %(parts)s.")
    sentences += [
        of_it % {"name": reader.name, "parts": ", ".join(reader.parts)} for reader in readers if reader.parts
    ]
    return " ".join(sentences)
