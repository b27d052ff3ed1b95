"""What taking along and bringing in read: her moments piece by piece, and the file that waits."""

import base64
import datetime as dt
import hashlib
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.along.actions import FILE_FORM
from journal.along.words import left_out_sentences, trouble_sentence
from journal.exchange import own_json
from journal.exchange.carried import Carried, Foreign, Found, Reading, keys_of
from journal.exchange.mapping import Word, moods_of, tags_of
from journal.exchange.papers import Paper, markdown, rows
from journal.exchange.reading import read_file
from journal.models import Moment
from journal.own import NONE, OwnWords
from journal.queries.own import OwnNames, opened_own
from journal.queries.rows import clock
from journal.queries.telling import cells, columns, told_of
from journal.sealing import open_moment
from people.drafts import read_draft
from people.keys import open_key
from people.models import Membership
from people.scope import member_scope
from people.sealing import SealBroken

_PIECE = 500
# So many lines that are wrong, and so many moments as an example, stand on the check page.
_MOST_SHOWN, _EXAMPLES = 50, 5
# Most that is printed at once; more is a book, and comes as a file.
MOST_PRINTED = 300


class Journey:
    """All her moments on their way out, oldest first. What does not open is left in `unopened`.

    `own` are her own words, None where they do not open.
    """

    def __init__(self, owner: Membership) -> None:
        self.owner = owner
        self.unopened: list[UUID] = []
        self.own: OwnWords | None
        try:
            with member_scope(owner):
                self.own = opened_own(owner)
        except SealBroken:
            self.own = None

    def as_json(self) -> Iterator[str]:
        return own_json.write(self._moments(), self.own)

    def as_markdown(self) -> Iterator[str]:
        facts = [("format", own_json.FORMAT), ("version", str(own_json.VERSION))]
        yield from markdown(
            _("Moments"), facts, (paper_of(each, self.own or NONE) for each in self._opened())
        )
        yield from (f"\n{sentence}\n" for sentence in self._missing())

    def as_table(self) -> Iterator[str]:
        header = (_("Moment (UTC)"), _("Day"), _("Date"), _("Time"), _("Time zone"), *columns())
        yield from rows([header])
        yield from rows(_cells(each, self.own or NONE) for each in self._opened())
        yield from rows((sentence,) for sentence in self._missing())

    def _opened(self) -> Iterator[Carried]:
        return (moment for moment in self._moments() if moment is not None)

    def _missing(self) -> Iterator[str]:
        if self.unopened:
            yield not_opened_sentence(len(self.unopened))
        if self.own is None:
            yield _("Your own words could not be opened, so codes stand in their places. This was recorded.")

    def _moments(self) -> Iterator[Carried | None]:
        """In pieces, each in a scope of its own: nothing stays open while a slow line takes them."""
        after = Q()
        while True:
            with member_scope(self.owner):
                found = list(
                    Moment.objects.of(self.owner).filter(after).order_by("felt_at", "submission_key")[:_PIECE]
                )
                key = open_key(self.owner)
            for moment in found:
                try:
                    document = open_moment(key, moment)
                except SealBroken:
                    self.unopened.append(moment.pk)
                    yield None
                else:
                    felt_at = moment.felt_at.astimezone(dt.UTC)
                    yield Carried(felt_at, moment.local_day, moment.submission_key, document)
            if len(found) < _PIECE:
                return
            last = found[-1]
            later = Q(felt_at=last.felt_at, submission_key__gt=last.submission_key)
            after = Q(felt_at__gte=last.felt_at) & (Q(felt_at__gt=last.felt_at) | later)


@dataclass(frozen=True, slots=True)
class Check:
    """What the check page says of a waiting file. `notes` are those of another app that are new to her."""

    app: str
    encoding: str
    coming: int
    known: int
    words: int
    first: str
    last: str
    examples: tuple[Paper, ...]
    troubles: tuple[str, ...]
    more_troubles: int
    left_out: tuple[str, ...]
    notes: tuple[Foreign, ...]
    found: Found

    @property
    def moods(self) -> tuple[Word, ...]:
        return moods_of(self.notes)

    @property
    def tags(self) -> tuple[Word, ...]:
        return tags_of(self.notes)


@dataclass(frozen=True, slots=True)
class Printed:
    """Moments of a stretch as papers; `more` where there are more than are printed at once."""

    papers: tuple[Paper, ...]
    unopened: tuple[UUID, ...]
    more: bool


def waiting_file(owner: Membership) -> bytes | None:
    """The file that waits for her yes; None without one. Raises SealBroken."""
    draft = read_draft(owner, FILE_FORM)
    if draft is None:
        return None
    return zlib.decompress(base64.b64decode(draft.fields["file"][0]))


def read_brought(owner: Membership, data: bytes, now: dt.datetime) -> Found:
    """What a file of hers holds. Raises Unreadable."""
    return read_file(data, Reading(owner.user.time_zone, now))


def check_of(owner: Membership, found: Found) -> Check:
    """What would come in, what is here already, what is wrong."""
    here = set(Moment.objects.of(owner).values_list("submission_key", flat=True))
    keys = keys_of(open_key(owner).secret, found.app, found.notes)
    notes = tuple(note for note, key in zip(found.notes, keys, strict=True) if key not in here)
    moments = [moment for moment in found.moments if moment.key not in here]
    hers, own = _own_words(owner, found, moments[:_EXAMPLES])
    times = sorted([one.felt_at for one in moments] + [note.felt_at for note in notes])
    return Check(
        app=found.app,
        encoding=found.encoding,
        coming=len(times),
        known=len(found.moments) + len(found.notes) - len(times),
        words=len(own.words) - len(hers.words),
        first=date_format(times[0], "j F Y") if times else "",
        last=date_format(times[-1], "j F Y") if times else "",
        examples=tuple(paper_of(one, own) for one in moments[:_EXAMPLES]),
        troubles=tuple(trouble_sentence(found.app, each) for each in found.troubles[:_MOST_SHOWN]),
        more_troubles=max(0, len(found.troubles) - _MOST_SHOWN),
        left_out=left_out_sentences(found.left_out),
        notes=notes,
        found=found,
    )


def mark_of(data: bytes, check: Check) -> str:
    """What tells one check page from another: the file, and the words that it asks about by number."""
    asked = [(word.text, word.times) for word in (*check.moods, *check.tags)]
    return hashlib.sha256(data + repr(asked).encode()).hexdigest()


def _own_words(owner: Membership, found: Found, shown: Sequence[Carried]) -> tuple[OwnWords, OwnWords]:
    """Hers as they are here, and with those of the file; not asked for where nothing names one."""
    codes = (code for one in shown for code in one.document.word_codes)
    hers = OwnNames(owner).of(*(word.code for word in found.words), *codes)
    return hers, hers.joined(found.words)


def printed(owner: Membership, first: dt.date, last: dt.date) -> Printed:
    """Her moments of these days, oldest first; of more than fit the newest."""
    moments = Moment.objects.of(owner).on_days(first, last).newest_first()[: MOST_PRINTED + 1]
    key, names, papers, unopened = open_key(owner), OwnNames(owner), list[Paper](), list[UUID]()
    found = list(moments)
    for moment in reversed(found[:MOST_PRINTED]):
        try:
            document = open_moment(key, moment)
        except SealBroken:
            unopened.append(moment.pk)
        else:
            carried = Carried(moment.felt_at, moment.local_day, moment.submission_key, document)
            papers.append(paper_of(carried, names.of(*document.word_codes)))
    return Printed(tuple(papers), tuple(unopened), len(found) > MOST_PRINTED)


def paper_of(moment: Carried, own: OwnWords) -> Paper:
    """A moment in words, her own among them."""
    time = clock(moment.felt_at, moment.document.zone)
    return Paper(date_format(moment.day, "l j F Y"), time, told_of(moment.document, own=own))


def not_opened_sentence(number: int) -> str:
    """What a list says of moments that it could not show."""
    return ngettext(
        "%(n)d moment could not be opened and is not here. This was recorded.",
        "%(n)d moments could not be opened and are not here. This was recorded.",
        number,
    ) % {"n": number}


def _cells(moment: Carried, own: OwnWords) -> tuple[str, ...]:
    zone = moment.document.zone
    there = moment.felt_at.astimezone(ZoneInfo(zone))
    return (
        f"{moment.felt_at:%Y-%m-%d %H:%M:%S}",
        moment.day.isoformat(),
        f"{there:%Y-%m-%d}",
        f"{there:%H:%M}",
        zone,
        *cells(moment.document, own),
    )
