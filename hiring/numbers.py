"""Numbers in words, alike on every page: the marks of the reader's language, a minus that is no hyphen."""

from fractions import Fraction

from django.utils.formats import number_format

NONE = "–"  # where a figure is not told
MOST_PLACES = 9

Number = Fraction | float


def number(value: Number | None, places: int = 2) -> str:
    """With so many places; the dash where there is none. Never minus nothing."""
    if value is None:
        return NONE
    return number_format(float(_rounded(value, places)) + 0.0, places).replace("-", "−")


def signed(value: float, places: int = 1) -> str:
    """A difference: with its sign, but for nothing."""
    told = number(value, places)
    return f"+{told}" if round(value, places) > 0 else told


def number_beside(value: Number, line: Number, *, is_below: bool, places: int = 2) -> str:
    """As many places as keep it on its side of a line that stands near it: .7996 is not .80."""
    while places < MOST_PLACES and (_rounded(value, places) < line) != is_below:
        places += 1
    return number(value, places)


def mean_of(value: Fraction | None, line: Fraction | None = None) -> str:
    """A mean of ratings: two places, fewer where they say as much, more where the line would be hidden."""
    if value is None:
        return NONE
    fewest = next(places for places in (0, 1, 2) if round(value, places) == round(value, 2))
    if line is None:
        return number(value, fewest)
    return number_beside(value, line, is_below=value < line, places=fewest)


def _rounded(value: Number, places: int) -> Number:
    """A fraction exactly, half a place to the even one."""
    if isinstance(value, Fraction):
        return round(value, places)
    return round(value, places)
