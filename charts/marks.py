"""How the five components are told apart without colour, by shape and line; and the scale they share."""

import math

SHAPES = {"sa": "o", "sr": "s", "mo": "^", "em": "D", "ss": "P"}
# The same area to the eye: a triangle and a plus fill less of their box than a circle, a diamond more.
SIZES = {"sa": 14.0, "sr": 12.5, "mo": 16.0, "em": 12.0, "ss": 18.5}
DASHES: dict[str, tuple[float, ...]] = {
    "sa": (),
    "sr": (6, 2),
    "mo": (2, 2),
    "em": (8, 2, 2, 2),
    "ss": (12, 3),
}
TICKS = (0, 25, 50, 75, 100)


def check_component(code: str) -> None:
    """ValueError where the code is none of the five."""
    if code not in SHAPES:
        raise ValueError(f"A component is one of {', '.join(SHAPES)}, not {code!r}.")


def check_scores(*numbers: float) -> None:
    """ValueError where a number does not lie on the scale of 0 to 100."""
    for number in numbers:
        if not (math.isfinite(number) and 0 <= number <= 100):
            raise ValueError(f"A score and its range lie between 0 and 100, not at {number}.")
