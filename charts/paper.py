"""A drawing for paper: colours of the light theme in place of the classes that a style sheet would fill."""

import re

from charts.tokens import CHART, value

_CLASSES = re.compile(r'class="([fs]-[a-z0-9-]+(?: [fs]-[a-z0-9-]+)*)"')
_NARROW = re.compile(r'<svg class="chart-narrow".*?</svg>', re.S)
_PAINTS = {
    f"{kind[0]}-{token.name}": (kind, value(token.name, "light"))
    for kind in ("fill", "stroke")
    for token in CHART
}


def painted(markup: str, *, family: str) -> str:
    """The same markup, its drawings painted with the light theme and lettered in `family`.

    For what makes paper and reads no style sheet inside a drawing. A class that is no colour stays; the
    drawings for narrow screens, which no paper shows, are left out.
    """
    lettered = re.sub(r'<svg (?=class="chart-wide")', f'<svg font-family="{family}" ', markup)
    return _CLASSES.sub(_paint, _NARROW.sub("", lettered))


def _paint(found: re.Match[str]) -> str:
    names = found[1].split()
    if not all(name in _PAINTS for name in names):
        return found[0]
    return " ".join(f'{kind}="{colour}"' for kind, colour in map(_PAINTS.__getitem__, names))
