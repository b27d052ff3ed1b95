"""What a person has deleted in the last days and can bring back."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from journal.models import UNDO_DELETING, DeletedMoment
from journal.queries.telling import when
from journal.sealing import open_moment
from journal.words import words
from people.days import local_day
from people.keys import open_key
from people.models import Membership
from people.sealing import OpenKey, SealBroken


@dataclass(frozen=True, slots=True)
class DeletedRow:
    """A deleted moment: when it was, its words, and the last day on which it can come back."""

    id: UUID
    when: str
    words: str
    until: str


def deleted_moments(owner: Membership, now: dt.datetime) -> tuple[DeletedRow, ...]:
    """Hers of the last seven days, the latest deletion first."""
    kept = DeletedMoment.objects.of(owner).since(now - UNDO_DELETING).newest_first()
    key = open_key(owner)
    return tuple(_row(key, owner, each) for each in kept)


def _row(key: OpenKey, owner: Membership, kept: DeletedMoment) -> DeletedRow:
    """One that does not open can still come back, and be told where it is opened."""
    zone = owner.user.time_zone
    last = local_day(kept.deleted_at + UNDO_DELETING, zone, owner.user.day_ends_at)
    try:
        document = open_moment(key, kept)
    except SealBroken:
        said, at = _("This moment could not be opened"), when(kept.felt_at, zone)
    else:
        names = words().feelings
        said = get_text_list([names[code] for code in document.feelings], _("and"))
        at = when(kept.felt_at, document.zone)
    return DeletedRow(kept.pk, at, said, date_format(last, "j F"))
