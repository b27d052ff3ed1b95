"""Which texts can be kept: all Unicode but U+0000 and lone surrogates; newlines are LF, spaces stay. Pure."""

import re

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def with_plain_newlines(text: str) -> str:
    """CR LF, as forms send it, and a lone CR become LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def first_unstorable(text: str) -> tuple[int, str] | None:
    """Where, counted from 1, and what: (3, "U+0000"). None for a text that can be kept."""
    found = _UNSTORABLE.search(text)
    return (found.start() + 1, f"U+{ord(found.group()):04X}") if found else None
