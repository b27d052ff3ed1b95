"""The post-processor: what it lets into a page, what it refuses, and that equal drawings are equal bytes."""

import gzip
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from charts.sheet import Sheet
from charts.svg import UnmappedColour, render, standalone
from charts.tokens import CHART, stand_in
from tests.charts.drawings import GOLDEN, Drawing, every_drawing, profile, triggers

DRAWINGS = every_drawing()
each_drawing = pytest.mark.parametrize("name", DRAWINGS)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgb|currentColor")


@each_drawing
def test_a_drawing_has_no_style_and_no_colour_but_classes_of_tokens(name: str) -> None:
    svg = DRAWINGS[name]
    assert "style" not in svg
    without_references = re.sub(r"url\(#[^)]+\)|href=\"#[^\"]+\"", "", svg)
    assert not COLOUR.search(without_references)
    classes = {word for value in re.findall(r'class="([^"]+)"', svg) for word in value.split()}
    known = {f"{kind}-{token.name}" for kind in "fs" for token in CHART} | {"chart-wide", "chart-narrow"}
    assert classes <= known


@each_drawing
def test_a_drawing_carries_nothing_but_the_picture(name: str) -> None:
    svg = DRAWINGS[name]
    assert svg.startswith("<svg ")
    for left_over in ("<?xml", "DOCTYPE", "metadata", "<!--", "xmlns", "font-family", "<title", "script"):
        assert left_over not in svg


@each_drawing
def test_a_drawing_takes_its_size_from_the_page(name: str) -> None:
    root = ElementTree.fromstring(DRAWINGS[name])
    assert "width" not in root.attrib
    assert "height" not in root.attrib
    assert root.attrib["viewBox"].startswith("0 0 640 " if name.endswith("wide") else "0 0 320 ")


@each_drawing
def test_a_drawing_is_one_image_named_by_the_heading_and_told_by_the_sentence(name: str) -> None:
    root = ElementTree.fromstring(DRAWINGS[name])
    chart_id = name.partition("-")[0]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{chart_id}-title"
    assert root.attrib["aria-describedby"] == f"{chart_id}-summary"


def test_no_id_is_used_twice_on_a_page_with_every_chart_and_every_reference_is_met() -> None:
    page = "".join(DRAWINGS.values())
    ids = re.findall(r' id="([^"]+)"', page)
    references = re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {one or other for one, other in references} == set(ids)
    assert all(
        re.match(r"(dumbbell|impact|power|profile|progress|totals|triggers)-(wide|narrow)-\d+$", name)
        for name in ids
    )


@each_drawing
def test_a_drawing_is_at_most_4_kilobytes_on_the_wire(name: str) -> None:
    assert len(gzip.compress(DRAWINGS[name].encode())) <= 4_096


@pytest.mark.parametrize(
    "chart", ["dumbbell", "impact", "power", "profile", "progress", "totals", "triggers"]
)
def test_even_both_widths_together_are_at_most_4_kilobytes(chart: str) -> None:
    both = DRAWINGS[f"{chart}-wide"] + DRAWINGS[f"{chart}-narrow"]
    assert len(gzip.compress(both.encode())) <= 4_096


@each_drawing
def test_a_drawing_is_the_one_that_was_looked_at(name: str) -> None:
    """A change that is meant writes the new file, and someone looks at it in light, dark and print."""
    assert DRAWINGS[name] == (GOLDEN / f"{name}.svg").read_text().rstrip("\n")


def test_another_process_draws_the_same_bytes() -> None:
    program = (
        "import sys; from tests.charts.drawings import every_drawing; sys.stdout.write(str(every_drawing()))"
    )
    drawn = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    assert drawn.stdout == str(DRAWINGS)


def test_several_threads_draw_the_same_bytes() -> None:
    drawn: list[str] = []
    threads = [threading.Thread(target=lambda: drawn.append(str(every_drawing()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [str(DRAWINGS)] * 4


def test_the_words_of_a_page_stay_words() -> None:
    wanted = '<script>alert("1")</script> & </svg> $x_2$ \\frac{1'
    svg = render("a", "wide", 640, 40, lambda sheet: sheet.words(0, 20, wanted))
    assert "<script" not in svg
    assert svg.count("</svg>") == 1
    assert [placed.words for placed in Drawing(svg).words] == [wanted]


def test_words_of_any_writing_can_be_drawn() -> None:
    wanted = "怒っている客 🙂 مرحبا"
    assert wanted in render("a", "wide", 640, 40, lambda sheet: sheet.words(0, 20, wanted))


def test_characters_that_no_markup_may_hold_are_left_out() -> None:
    svg = render("a", "wide", 640, 40, lambda sheet: sheet.words(0, 20, "a\x00b\x1b\ud800\nc"))
    assert [placed.words for placed in Drawing(svg).words] == ["ab c"]


def test_no_words_draw_nothing() -> None:
    assert "<text" not in render("a", "wide", 640, 40, lambda sheet: sheet.words(0, 20, " \n "))


@pytest.mark.parametrize("colour", ["#123456", "black", "white", "#fafaf7"])
def test_a_line_in_a_colour_that_is_no_token_is_refused(colour: str) -> None:
    def paint(sheet: Sheet) -> None:
        sheet.figure.add_artist(Line2D([0, 1], [0, 1], color=colour))

    with pytest.raises(UnmappedColour, match=r"The colour #[0-9a-f]{6} of <path> is no token's\."):
        render("a", "wide", 640, 40, paint)


def test_a_shape_left_in_black_is_refused_though_nothing_names_its_colour() -> None:
    def paint(sheet: Sheet) -> None:
        sheet.figure.add_artist(Rectangle((0, 0), 1, 1, facecolor="black", edgecolor="none"))

    with pytest.raises(UnmappedColour, match="A <path> was painted in black"):
        render("a", "wide", 640, 40, paint)


def test_a_hatch_in_a_colour_that_is_no_token_is_refused() -> None:
    def paint(sheet: Sheet) -> None:
        ground = stand_in("accent-soft")
        sheet.figure.add_artist(Rectangle((0, 0), 1, 1, facecolor=ground, edgecolor="#ff0000", hatch="/"))

    with pytest.raises(UnmappedColour):
        render("a", "wide", 640, 40, paint)


def test_a_style_that_a_page_would_not_show_is_refused() -> None:
    def paint(sheet: Sheet) -> None:
        sheet.figure.add_artist(Line2D([0, 1], [0, 1], color=stand_in("sa"), alpha=0.5))

    with pytest.raises(UnmappedColour, match="The style 'stroke-opacity: 0.5' has no place in a chart"):
        render("a", "wide", 640, 40, paint)


@each_drawing
def test_the_shape_of_a_mark_leaves_its_paint_to_each_use_of_it(name: str) -> None:
    root = ElementTree.fromstring(DRAWINGS[name])
    shapes = [path for defs in root.iter("defs") for path in defs.findall("path")]
    assert all(set(shape.attrib) == {"id", "d"} for shape in shapes)
    assert all("s-surface" in use.attrib["class"] for use in root.iter("use"))


def test_hatches_follow_the_theme() -> None:
    pattern = next(ElementTree.fromstring(triggers().wide).iter("pattern"))
    assert [child.get("class") for child in pattern] == ["f-accent-soft", "f-accent s-accent"]


@pytest.mark.parametrize("chart_id", ["", "Profile", "1st", 'a"onload="x', "a b"])
def test_an_id_that_could_break_out_of_its_attribute_is_refused(chart_id: str) -> None:
    with pytest.raises(ValueError, match="A chart's id is made of lower-case letters"):
        render(chart_id, "wide", 640, 40, lambda sheet: None)


def test_a_file_of_its_own_has_light_colours_and_its_own_words() -> None:
    file = standalone(profile().wide, title="Your profile", description="Five scores & their ranges.")
    root = ElementTree.fromstring(file)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert (root.get("width"), root.get("height")) == ("640", "270")
    assert [(child.tag.rpartition("}")[2], child.text, child.get("id")) for child in root[:2]] == [
        ("title", "Your profile", root.get("aria-labelledby")),
        ("desc", "Five scores & their ranges.", root.get("aria-describedby")),
    ]
    assert "class=" not in file
    assert 'fill="#7E41C5"' in file
    assert 'stroke="#7E41C5"' in file


def test_a_file_of_its_own_keeps_its_hatches() -> None:
    file = standalone(triggers().wide, title="Triggers", description="What came up.")
    assert 'fill="#DDEEF0"' in file
    assert 'stroke="#0B5C6B"' in file
    assert 'fill="url(#triggers-wide-1)"' in file
