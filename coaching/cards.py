"""The card of what is shared. One function makes it for her who checks it and for him who reads it."""

from collections.abc import Mapping
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.kinds import kind_of
from coaching.lines import Line
from coaching.snapshots import Snapshot


def card_html(snapshot: Snapshot) -> SafeString:
    """All that the other person gets to see of the thing: nothing else of it reaches her page."""
    told = {"lines": lines_of(snapshot), "is_serious": snapshot.is_serious}
    return render_to_string("coaching/card.html", told)


def lines_of(snapshot: Snapshot) -> tuple[Line, ...]:
    """What the snapshot holds, in words of the reader's language."""
    question = Line(_("Question"), snapshot.question, is_text=True)
    return tuple(line for line in (*kind_of(snapshot.kind).lines(snapshot), question) if line.value)


def words_of(snapshot: Snapshot) -> str:
    """In one line, for a list of what she shares herself."""
    return kind_of(snapshot.kind).name(snapshot)


def part_names(kind: str) -> Mapping[str, str]:
    """Of such a thing, in their order; each standing alone, with a capital."""
    return _part_names(kind, get_language())


@lru_cache(maxsize=32)
def _part_names(kind: str, language: str | None) -> Mapping[str, str]:
    return kind_of(kind).part_names()
