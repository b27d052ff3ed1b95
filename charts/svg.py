"""From a drawing to SVG that may stand inside a page: no styles, no real colours, no id used twice."""

import io
import re
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree

from charts.sheet import Sheet
from charts.tokens import named, value

if TYPE_CHECKING:
    from matplotlib.typing import RcKeyType

Variant = Literal["wide", "narrow"]

_CHART_ID = re.compile(r"[a-z][a-z0-9-]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_SVG, _HREF = "http://www.w3.org/2000/svg", "{http://www.w3.org/1999/xlink}href"
_DROPPED = ("metadata", "style")
_PAINTED = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use")
_COLOURS = {"fill": "f", "stroke": "s"}
_MEASURES = ("d", "x", "y", "width", "height", "transform")
_KEPT = (
    "stroke-width",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "font-size",
    "font-weight",
    "text-anchor",
)
_DEFAULTS = {
    ("stroke-dashoffset", "0"),
    ("stroke-linecap", "butt"),
    ("text-anchor", "start"),
    ("font-weight", "400"),
}
# matplotlib's settings are one dictionary for the whole process, and a server draws in several threads.
_drawing = threading.Lock()

Element = ElementTree.Element


class UnmappedColour(ValueError):
    """A colour or a style is left that no token stands for: it would not follow the theme, or not show."""


def render(chart_id: str, variant: Variant, width: int, height: int, paint: Callable[[Sheet], None]) -> str:
    """Draw on a fresh sheet and return the finished inline SVG: the same bytes for the same drawing.

    UnmappedColour where something was painted with a colour that is no token's stand-in; ValueError where
    the chart's id is not lower-case letters, digits and hyphens.
    """
    from matplotlib import rc_context  # noqa: PLC0415 - slow to import, see Sheet

    if not _CHART_ID.fullmatch(chart_id):
        raise ValueError(f"A chart's id is made of lower-case letters, digits and hyphens, not {chart_id!r}.")
    settings: dict[RcKeyType, Any] = {
        "svg.fonttype": "none",
        "svg.hashsalt": chart_id,
        "lines.scale_dashes": False,
        "hatch.linewidth": 1.25,
        "path.simplify": False,
    }
    with _drawing, rc_context(settings):
        sheet = Sheet(width, height)
        paint(sheet)
        return _inline(sheet, chart_id, variant)


def _inline(sheet: Sheet, chart_id: str, variant: Variant) -> str:
    """The sheet as SVG for a page. Its name and description are the heading and the sentence of the frame
    around it, by reference: a <title> of its own would pop up under the mouse, and be read a second time.
    """
    raw = io.StringIO()
    sheet.figure.savefig(raw, format="svg", metadata={"Date": None}, transparent=True)
    root = ElementTree.fromstring(raw.getvalue())  # noqa: S314 - written a line above
    _strip(root)
    for element in root.iter():
        _restyle(element)
        if element.tag == "text":
            element.text = sheet.lines[int(element.text or "")]
    _check_painted(root)
    _rename(root, f"{chart_id}-{variant}")
    _unwrap(root)
    _head(root, chart_id, variant)
    return _text(root)


def standalone(svg: str, *, title: str, description: str) -> str:
    """The same picture as a file of its own, for print and for taking along: light colours, its own words."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    for element in root.iter():
        for name in element.attrib.pop("class", "").split():
            kind, _, token = name.partition("-")
            for attribute, letter in _COLOURS.items():
                if kind == letter:
                    element.set(attribute, value(token, "light"))
    root.insert(0, _word("desc", root.attrib["aria-describedby"], description))
    root.insert(0, _word("title", root.attrib["aria-labelledby"], title))
    _, _, width, height = root.get("viewBox", "").split()
    root.attrib.update(xmlns=_SVG, width=width, height=height)
    root.set("font-family", "'Atkinson Hyperlegible Next', system-ui, sans-serif")
    return _text(root)


def _word(tag: str, name: str, words: str) -> Element:
    element = ElementTree.Element(tag, {"id": name})
    element.text = words
    return element


def _strip(root: Element) -> None:
    """Take away what is no picture, the namespaces, and the white space between elements."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if element.tag != "text":
            element.text = None
        element.tail = None
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in _DROPPED or child.get("style") == "fill: none":
                parent.remove(child)


def _restyle(element: Element) -> None:
    """Style declarations to presentation attributes, colours to classes, numbers to a tenth of a pixel."""
    for declaration in filter(str.strip, element.attrib.pop("style", "").split(";")):
        name, _, content = (part.strip() for part in declaration.partition(":"))
        if name in _KEPT or name in _COLOURS:
            element.set(name, content.removesuffix("px"))
        elif name != "font-family":  # inherited from the page
            raise UnmappedColour(f"The style {declaration.strip()!r} has no place in a chart.")
    _classify(element)
    _shorten(element)


def _shorten(element: Element) -> None:
    for name, content in list(element.attrib.items()):
        if (name, content) in _DEFAULTS or content.startswith("rotate(-0 "):
            del element.attrib[name]
        elif name == _HREF:
            element.set("href", element.attrib.pop(name))
        elif name in _MEASURES:
            element.set(name, " ".join(_NUMBER.sub(_tenth, content).split()))


def _classify(element: Element) -> None:
    classes = []
    for attribute, letter in _COLOURS.items():
        colour = element.get(attribute, "none")
        if colour == "none" or _REFERENCE.fullmatch(colour):
            continue
        token = named(colour)
        if token is None:
            raise UnmappedColour(f"The colour {colour} of <{element.tag}> is no token's.")
        classes.append(f"{letter}-{token}")
        del element.attrib[attribute]
    if classes:
        element.set("class", " ".join(classes))


def _check_painted(element: Element) -> None:
    """Raise where nothing says how a shape is filled: SVG would fill it black in every theme.

    The shape of a mark is kept once under <defs> and painted by each <use> of it: it keeps no paint of its
    own, for inside a <use> no selector sees the page around it.
    """
    painted = "fill" in element.attrib or "f-" in element.get("class", "")
    if element.tag in _PAINTED and not painted:
        raise UnmappedColour(f"A <{element.tag}> was painted in black, which is no token's.")
    for child in element:
        if element.tag == "defs" and child.tag == "path":
            child.attrib = {name: child.attrib[name] for name in ("id", "d")}
        else:
            _check_painted(child)


def _rename(root: Element, prefix: str) -> None:
    """Give every id that something points to a short name under the prefix, in order; drop the others."""
    targets = set()
    for element in root.iter():
        for content in element.attrib.values():
            targets.update(_REFERENCE.findall(content))
        targets.add(element.get("href", "")[1:])
    names: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in targets and old is not None:
            element.set("id", names.setdefault(old, f"{prefix}-{len(names) + 1}"))
    for element in root.iter():
        for attribute, content in element.attrib.items():
            element.set(attribute, _REFERENCE.sub(lambda match: f"url(#{names[match[1]]})", content))
        if "href" in element.attrib:
            element.set("href", f"#{names[element.attrib['href'][1:]]}")


def _unwrap(element: Element) -> None:
    """Replace groups that say nothing by what they hold, and drop empty ones."""
    kept: list[Element] = []
    for child in list(element):
        _unwrap(child)
        if child.tag == "g" and not child.attrib:
            kept.extend(child)
        elif child.tag != "defs" or len(child):
            kept.append(child)
    element[:] = kept


def _head(root: Element, chart_id: str, variant: Variant) -> None:
    view_box = root.attrib["viewBox"]
    root.attrib.clear()
    root.attrib.update(
        {
            "class": f"chart-{variant}",
            "viewBox": view_box,
            "role": "img",
            "aria-labelledby": f"{chart_id}-title",
            "aria-describedby": f"{chart_id}-summary",
            "stroke-linejoin": "round",
        }
    )


def _tenth(number: re.Match[str]) -> str:
    rounded = f"{float(number[0]):.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded


def _text(root: Element) -> str:
    return ElementTree.tostring(root, encoding="unicode").replace(" />", "/>")
