"""What a moment held before: each change with what was there and what came instead."""

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from journal.documents import MomentDocument
from journal.exchange.papers import Told
from journal.models import EarlierVersion, Moment
from journal.queries.own import OwnNames
from journal.queries.rows import StoredMoment
from journal.queries.telling import differing, told_of, when
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from people.sealing import OpenKey, SealBroken


@dataclass(frozen=True, slots=True)
class Change:
    """Name, before and after of every field that changed; None where one of the two does not open."""

    when: str
    fields: tuple[tuple[str, str, str], ...] | None


@dataclass(frozen=True, slots=True)
class History:
    """The changes of a moment, the latest first, and when it was written."""

    title: str
    header: tuple[str, str, str]
    changes: tuple[Change, ...]
    written: str


@dataclass(frozen=True, slots=True)
class _Version:
    told: tuple[Told, ...] | None
    changed_at: dt.datetime


def history_of(owner: Membership, moment: Moment) -> History:
    """One query beside the moment, or two where words of her own stand in it.

    Raises people.sealing.SealBroken where what it holds now does not open.
    """
    key, zone, names = open_key(owner), owner.user.time_zone, OwnNames(owner)
    document = open_moment(key, moment)
    now = _Version(_told(document, moment.felt_at, names), moment.changed_at)
    earlier = [_version(key, names, each) for each in EarlierVersion.objects.of(owner).of_moment(moment.pk)]
    versions = [now, *earlier]
    return History(
        title=when(moment.felt_at, document.zone, day=moment.local_day),
        header=(_("What"), _("Before"), _("After")),
        changes=tuple(_change(before, after, zone) for after, before in pairwise(versions)),
        written=when(versions[-1].changed_at, zone),
    )


def _version(key: OpenKey, names: OwnNames, kept: EarlierVersion) -> _Version:
    """Its seal is bound to the moment's own row."""
    row: UUID = kept.moment
    stored = StoredMoment(row, kept.membership_id, kept.felt_at, kept.felt_at.date(), kept.sealed)
    try:
        return _Version(_told(open_moment(key, stored), kept.felt_at, names), kept.changed_at)
    except SealBroken:
        return _Version(None, kept.changed_at)


def _told(document: MomentDocument, felt_at: dt.datetime, names: OwnNames) -> tuple[Told, ...]:
    return told_of(document, felt_at, names.of(*document.word_codes))


def _change(before: _Version, after: _Version, zone: str) -> Change:
    at = when(after.changed_at, zone)
    if before.told is None or after.told is None:
        return Change(at, None)
    return Change(at, differing(before.told, after.told))
