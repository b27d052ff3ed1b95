"""Bytes of a text file as text, whichever program wrote them. Pure."""

import codecs

from journal.exchange.carried import Unreadable

# With a mark at its head; the longer mark of two that begin alike comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8-sig": "", "utf-8": "", "cp1252": "Windows-1252"}
# Of Latin text in UTF-16 every second byte is zero; so much of a sample must be.
_SAMPLE, _ZEROS = 2000, 0.4


def decode(data: bytes) -> tuple[str, str]:
    """(text, name of the encoding; empty for UTF-8). Raises Unreadable."""
    for encoding in _candidates(data):
        try:
            return data.decode(encoding), _NAMES.get(encoding, encoding[:6].upper())
        except UnicodeDecodeError:
            continue
    raise Unreadable("encoding")


def _candidates(data: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return (encoding,)
    sample = data[:_SAMPLE]
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[start::2]
        if half.count(0) > _ZEROS * len(half) and not sample[1 - start :: 2].count(0) > len(half) // 10:
            return (encoding,)
    return ("utf-8", "cp1252")
