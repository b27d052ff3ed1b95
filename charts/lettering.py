"""How wide words are, where they break, and where a name is cut.

matplotlib measures with a font of its own, which is not the page's. So drawings never let it measure: they
place every line themselves, from the advance widths of the page's font and fifteen per cent of slack for its
fallbacks.
"""

import unicodedata

CUT = 24
WRAP = 18
SLACK = 1.15
BOLD = 1.15

# Advance widths of Atkinson Hyperlegible Next, weight 400, in thousandths of the font size.
_WIDTHS = {
    character: width
    for width, characters in {
        160: "'",
        210: ",.:;",
        240: "’|·`ji",
        262: "l",
        290: ' !()"',
        320: "ft[",
        346: "]{}r",
        380: "-_/\\",
        400: "I1",
        460: "yzv",
        480: "s?x*ck",
        505: "–7J",
        530: "ae",
        545: "uL2ohnF^~<>",
        565: "Tgdbp",
        578: "EqY3",
        592: "5$PSV96",
        612: "+ZB4R8",
        630: "XA=K",
        650: "C0#",
        675: "D…",
        692: "wUNGH",
        720: "OQ&",
        778: "@",
        835: "M—m",
        856: "W",
        919: "%",
    }.items()
    for character in characters
}
_UNKNOWN = 620
_FULL_WIDTH = 1000


def _advance(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return _FULL_WIDTH
    base = unicodedata.normalize("NFD", character)[0]
    return _WIDTHS.get(base, _UNKNOWN)


def width(words: str, size: float, *, bold: bool = False) -> float:
    """The room a line takes at a font size, slack included, in the same unit as the size."""
    slack = SLACK * BOLD if bold else SLACK
    return sum(_advance(character) for character in words) / 1000 * size * slack


def clean(words: str) -> str:
    """One line of text that any XML can hold: control characters out, every run of white space one space."""
    visible = (c for c in words if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs", "Cn"))
    return " ".join("".join(visible).split())


def cut(words: str, characters: int = CUT) -> str:
    """A name short enough for a chart; the table beside it has the whole of it."""
    words = clean(words)
    return words if len(words) <= characters else words[: characters - 1].rstrip() + "…"


def _fitted(words: str, size: float, room: float) -> str:
    while width(words, size) > room and len(words) > 1:
        words = words.rstrip("…")[:-1].rstrip() + "…"
    return words


def _breaks(words: str, size: float, room: float, characters: int) -> list[str]:
    lines = [""]
    for word in clean(words).split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or (len(longer) <= characters and width(longer, size) <= room):
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def wrap(words: str, size: float, room: float, *, characters: int = WRAP, lines: int = 2) -> tuple[str, ...]:
    """At most `lines` lines, broken between words, none wider than `room`; what does not fit is cut with …"""
    broken = _breaks(words, size, room, characters)
    if len(broken) > lines:
        broken = [*broken[: lines - 1], " ".join(broken[lines - 1 :])]
    return tuple(_fitted(line, size, room) for line in broken)


def one_line(words: str, size: float, room: float) -> str:
    """The words on one line no wider than `room`, cut with … where they must be."""
    return _fitted(clean(words), size, room)
