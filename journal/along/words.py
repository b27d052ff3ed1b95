"""Sentences about a file: why it cannot be read, which line is wrong, what is left out."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from journal.exchange.carried import LONGEST, MOST, Trouble, Unreadable
from journal.exchange.day_one import APP as DAY_ONE
from journal.exchange.daylio import APP as DAYLIO

_NOTHING = gettext_noop("Nothing was brought in.")
_UNREADABLE = {
    "empty": gettext_noop("This file is empty."),
    "large": gettext_noop(
        "This file is larger than 20 MB. Export a shorter time and bring in one after the other."
    ),
    "many": gettext_noop(
        "This file holds more than can come in at once. Export a shorter time and bring in one after the"
        " other."
    ),
    "moods": gettext_noop("This file names more moods than can be sorted on one page."),
    "encoding": gettext_noop("The letters of this file cannot be read. Save it as UTF-8 and send it again."),
    "unknown": gettext_noop(
        "This is none of the files that can be brought in: our own JSON, Daylio’s table (CSV), Day One’s"
        " zip or JSON."
    ),
    "newer": gettext_noop(
        "This file was written by a newer version of eiapp. Ask whoever looks after eiapp for that version."
    ),
    "json-broken": gettext_noop("This file breaks off, or was changed: line %(line)d cannot be read."),
    "json-shape": gettext_noop(
        "This file is not built as one of ours, or of Day One. It may have been changed."
    ),
    "zip-broken": gettext_noop(
        "This zip file is damaged or breaks off. Fetch it again and send it once more."
    ),
    "zip-locked": gettext_noop("This zip file is locked with a password. Unpack it and send the JSON in it."),
    "zip-many": gettext_noop(
        "This zip file holds more files than any diary. Unpack it and send the JSON in it."
    ),
    "zip-large": gettext_noop(
        "What is in this zip file is larger than 40 MB unpacked. Export a shorter time and bring in one "
        "after the other."
    ),
    "zip-other": gettext_noop("There is no journal of Day One in this zip file."),
}
_TROUBLES = {
    "time": gettext_noop("The time cannot be read (%(detail)s)."),
    "clock": gettext_noop("The time of day cannot be read (%(detail)s)."),
    "date": gettext_noop("There is no such date (%(detail)s)."),
    "early": gettext_noop("It is older than 1970 (%(detail)s)."),
    "future": gettext_noop("It lies in the future (%(detail)s)."),
    "day": gettext_noop("Its day does not fit its time (%(detail)s)."),
    "zone": gettext_noop("Its time zone is not known here (%(detail)s)."),
    "character": gettext_noop("It holds a character that cannot be stored (%(detail)s)."),
    "long": gettext_noop("Its text has %(detail)s characters. %(longest)d fit."),
    "mood": gettext_noop("It has no mood."),
    "columns": gettext_noop("It has another number of columns than the first line (%(detail)s)."),
    "quotes": gettext_noop(
        "A quotation mark is not closed, or stands in the wrong place. What follows may belong to this line."
    ),
    "shape": gettext_noop("It is not built as a moment. It may have been changed."),
    "field": gettext_noop("One of its fields is not as we write it (%(detail)s)."),
    "newer": gettext_noop("It was written by a newer version of eiapp."),
    "word": gettext_noop(
        "It is not built as a word of your own, or stands there twice. It may have been changed."
    ),
    "twice": gettext_noop("It stands in the file twice. The first one counts."),
}
_Counted = Callable[[int], str]


def unreadable_sentence(found: Unreadable) -> str:
    """Why the file as a whole cannot be read, and that nothing happened."""
    return f"{_(_UNREADABLE[found.why]) % {'line': found.line, 'most': MOST}} {_(_NOTHING)}"


def trouble_sentence(app: str, trouble: Trouble) -> str:
    """Which line or moment, and why."""
    told = {"detail": trouble.detail, "longest": LONGEST}
    return f"{_place(app, trouble)} {_(_TROUBLES[trouble.why]) % told}"


def left_out_sentences(left_out: Mapping[str, int]) -> tuple[str, ...]:
    """What a file holds beside texts and does not come in."""
    kinds: dict[str, _Counted] = {
        "photos": lambda n: ngettext("%(n)d photo", "%(n)d photos", n),
        "videos": lambda n: ngettext("%(n)d video", "%(n)d videos", n),
        "recordings": lambda n: ngettext("%(n)d sound recording", "%(n)d sound recordings", n),
        "papers": lambda n: ngettext("%(n)d PDF file", "%(n)d PDF files", n),
        "places": lambda n: ngettext("The place of %(n)d note", "The places of %(n)d notes", n),
        "weather": lambda n: ngettext("The weather of %(n)d note", "The weather of %(n)d notes", n),
        "unopened": lambda n: ngettext(
            "%(n)d moment that did not open when the file was written",
            "%(n)d moments that did not open when the file was written",
            n,
        ),
        "words": lambda n: _("Your own words, which did not open when the file was written"),
    }
    return tuple(
        say(left_out[kind]) % {"n": left_out[kind]} for kind, say in kinds.items() if kind in left_out
    )


def _place(app: str, trouble: Trouble) -> str:
    place = trouble.place
    if trouble.why == "word":
        return _("Own word %(place)d:") % {"place": place}
    if app == DAYLIO:
        return _("Line %(place)d:") % {"place": place}
    if app == DAY_ONE:
        return _("Note %(place)d:") % {"place": place}
    return _("Moment %(place)d:") % {"place": place}
