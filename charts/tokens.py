"""The colour tokens of the design, light and dark, and the stand-in colour each is drawn with.

A drawing never holds a real colour: it is painted with stand-ins, which the post-processor turns into
classes, so one drawing serves both themes. The real values are here for the stand-alone file, the contrast
tests, and as the record that the style sheet must agree with.
"""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Token:
    """One colour: its name (the CSS custom property without the dashes) and its value in each theme."""

    name: str
    light: str
    dark: str


# What a chart may be painted with. Danger, warning and success are not here: no feeling or score is an alarm.
CHART = (
    Token("bg", "#FAFAF7", "#121615"),
    Token("surface", "#FFFFFF", "#1A1F1E"),
    Token("text", "#1B211F", "#E8ECE9"),
    Token("muted", "#525B57", "#A9B3AE"),
    Token("accent", "#0B5C6B", "#6CC5D1"),
    Token("accent-soft", "#DDEEF0", "#17343A"),
    Token("border-strong", "#757B76", "#87918C"),
    Token("border", "#D5D6CF", "#37403D"),
    # The five components, in model order.
    Token("sa", "#7E41C5", "#8F70E4"),
    Token("sr", "#1391B1", "#58CBED"),
    Token("mo", "#A37334", "#FDBF84"),
    Token("em", "#A23277", "#D96490"),
    Token("ss", "#045925", "#37A720"),
)

# The rest of the interface: never in a chart.
INTERFACE = (
    Token("surface-2", "#F1F1EC", "#232A28"),
    Token("link", "#0B5C6B", "#6CC5D1"),
    # The mood quadrants: high or low energy, unpleasant or pleasant.
    Token("hu", "#792310", "#B2765B"),
    Token("hp", "#9E790F", "#FACE45"),
    Token("lu", "#34396D", "#7D7DC5"),
    Token("lp", "#2E8B80", "#53F8DA"),
    # The ground of a feeling's word, by quadrant.
    Token("hu-t", "#EDB396", "#2A1513"),
    Token("hp-t", "#F6E083", "#593E00"),
    Token("lu-t", "#D0D0F1", "#1E1851"),
    Token("lp-t", "#AFEDD8", "#2E5045"),
    Token("accent-hover", "#084653", "#93D9E2"),
    Token("on-accent", "#FFFFFF", "#06262C"),
    Token("visited", "#5B3E8C", "#C4A9F2"),
    Token("focus", "#1D3FBB", "#FFD24A"),
    Token("success", "#1E6B3A", "#7FD49A"),
    Token("success-soft", "#DFF1E4", "#173423"),
    Token("warning", "#7A4B00", "#F0BE63"),
    Token("warning-soft", "#FBEBCB", "#3A2B0C"),
    Token("danger", "#A4241B", "#FF9F93"),
    Token("danger-soft", "#FBE3DF", "#43201C"),
    Token("on-danger", "#FFFFFF", "#06262C"),
    Token("info", "#1F4F93", "#9CC2FF"),
    Token("info-soft", "#E1EAF8", "#1B2D49"),
)

# Steps for the cells of tables. No page has such a table yet, so the style sheet leaves them out.
STEPS = (
    # Sequence of counts, few to many.
    Token("q1", "#E3F1F3", "#20343A"),
    Token("q2", "#B4DBE1", "#27525B"),
    Token("q3", "#74B9C5", "#317A87"),
    Token("q4", "#247886", "#62B2BF"),
    Token("q5", "#0B4753", "#B9E8EF"),
    Token("ink-a", "#10181A", "#FFFFFF"),
    Token("ink-b", "#FFFFFF", "#10181A"),
    # Divergence, less to more.
    Token("d1", "#8C3B12", "#F2A97E"),
    Token("d2", "#CF8A5E", "#A8623A"),
    Token("d3", "#E8E8E2", "#3A4240"),
    Token("d4", "#6FA9C4", "#3A7899"),
    Token("d5", "#11567A", "#9AD1EE"),
)

COMPONENTS = ("sa", "sr", "mo", "em", "ss")
QUADRANTS = ("hu", "hp", "lu", "lp")
SEQUENCE = ("q1", "q2", "q3", "q4", "q5")
DIVERGENCE = ("d1", "d2", "d3", "d4", "d5")
SURFACES = ("bg", "surface", "surface-2")

# The ink of a number printed on a step of the sequence or the divergence, step by step.
SEQUENCE_INK = ("ink-a", "ink-a", "ink-a", "ink-b", "ink-b")
DIVERGENCE_INK = ("ink-b", "ink-a", "ink-a", "ink-a", "ink-b")

# Stand-ins share no value with black, white or a colour of the design: a colour that slipped through is seen.
_STAND_INS = {token.name: f"#5e{number:02x}c3" for number, token in enumerate(CHART)}
_NAMES = {stand_in: name for name, stand_in in _STAND_INS.items()}
_TOKENS = {token.name: token for token in CHART + INTERFACE + STEPS}


def stand_in(name: str) -> str:
    """The colour a chart token is drawn with until it is named again. KeyError for any other name."""
    return _STAND_INS[name]


def named(colour: str) -> str | None:
    """The token a drawn colour stands for, or None where it stands for none."""
    return _NAMES.get(colour.lower())


def value(name: str, theme: Theme) -> str:
    """The colour of a token in a theme, as #RRGGBB."""
    token = _TOKENS[name]
    return token.light if theme == "light" else token.dark
