"""Every write of bringing moments in: a file waits sealed, then all of it comes in or nothing."""

import base64
import datetime as dt
import zlib
from collections.abc import Sequence

from django.db import transaction

from journal.actions import add_own_words
from journal.exchange.carried import Carried
from journal.models import Moment
from journal.own import Own
from journal.sealing import seal_moment
from people.drafts import drop_draft, keep_draft
from people.keys import open_key
from people.models import Membership
from people.ports import Ports
from people.sealing import OpenKey

# The name under which a file waits as a draft, between the check and her yes.
FILE_FORM = "journal:along"
_AT_ONCE = 500


def keep_file(*, data: bytes, by: Membership, now: dt.datetime) -> None:
    """Seal a file that she has sent; the one that waited before is forgotten."""
    packed = base64.b64encode(zlib.compress(data)).decode()
    keep_draft(membership=by, form=FILE_FORM, fields={"file": [packed]}, now=now)


def drop_file(*, by: Membership) -> None:
    """Forget the file that waits."""
    drop_draft(membership=by, form=FILE_FORM)


@transaction.atomic
def take_in(
    *, moments: Sequence[Carried], words: Sequence[Own] = (), by: Membership, now: dt.datetime
) -> int:
    """Put down every moment whose key, and every own word whose code, she has none of yet; forget the file.

    How many moments came in. One commit. Raises people.sealing.SealBroken where her own words do not open.
    """
    if words:
        add_own_words(by=by, words=words, now=now)
    key = open_key(by)
    known = set(Moment.objects.of(by).values_list("submission_key", flat=True))
    fresh = [moment for moment in moments if moment.key not in known]
    for start in range(0, len(fresh), _AT_ONCE):
        rows = [_row(key, by, moment, now) for moment in fresh[start : start + _AT_ONCE]]
        # A conflict is the same file, taken in by a second click in this moment.
        Moment.objects.bulk_create(rows, ignore_conflicts=True)
    drop_file(by=by)
    Ports.moment_saved(by, {moment.day for moment in fresh})
    return len(fresh)


def _row(key: OpenKey, by: Membership, carried: Carried, now: dt.datetime) -> Moment:
    moment = Moment(
        organisation_id=by.organisation_id,
        membership=by,
        felt_at=carried.felt_at,
        local_day=carried.day,
        submission_key=carried.key,
        changed_at=now,
    )
    moment.sealed = seal_moment(key, moment, carried.document)
    return moment
