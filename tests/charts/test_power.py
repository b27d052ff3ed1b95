"""Power: what a reader takes from the two lines is what went in."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from charts.power import PowerLine, draw_power
from tests.charts.drawings import CHANGES, POWER, SIZES, Drawing, power

both_widths = pytest.mark.parametrize("drawing", [Drawing(power().wide), Drawing(power().narrow)])
each_line = pytest.mark.parametrize(("number", "colour"), [(0, "accent"), (1, "text")])


def _told(drawing: Drawing, y: float) -> float:
    """What a height says, by the lines of the scale."""
    heights = [line.points[0][1] for line in drawing.drawn("border", 1)]
    return (heights[0] - y) / (heights[0] - heights[-1]) * 100


@both_widths
@each_line
def test_marks_stand_at_their_numbers_and_changes(drawing: Drawing, number: int, colour: str) -> None:
    marks = [mark for mark in drawing.marks if f"f-{colour}" in mark.colours][: len(SIZES)]
    assert [_told(drawing, mark.y) for mark in marks] == pytest.approx(POWER[number].told, abs=0.3)
    across = marks[-1].x - marks[0].x
    assert [(mark.x - marks[0].x) / across * SIZES[-1] for mark in marks] == pytest.approx(SIZES, abs=0.01)


@both_widths
def test_the_two_lines_differ_without_colour(drawing: Drawing) -> None:
    dashes = [drawing.drawn(colour, 2)[0].dashes for colour in ("accent", "text")]
    assert dashes == ["", "6,2"]


@both_widths
def test_every_change_and_every_number_with_room_is_printed(drawing: Drawing) -> None:
    said = [placed.words for placed in drawing.words]
    assert set(CHANGES) <= set(said)
    assert {line.name for line in POWER} <= set(said)
    assert set(POWER[0].shown) <= set(said)
    assert {"13", "34", "62", "87"} <= set(said)


@both_widths
def test_nothing_lies_outside_the_picture(drawing: Drawing) -> None:
    for placed in (*drawing.words, *drawing.marks):
        assert 0 <= placed.x <= drawing.width
        assert 0 <= placed.y <= drawing.height


@pytest.mark.parametrize(
    ("sizes", "lines", "sentence"),
    [
        ((0.5, 1.0), POWER, "must begin with none"),
        ((0.0,), POWER, "be at least two"),
        ((0.0, float("nan")), POWER, "must begin with none"),
        ((0.0, 1.0, 0.5, 1.5, 2.0, 2.5), POWER, "from the smallest to the largest"),
        (SIZES, POWER[:1], "There must be 2 lines, not 1"),
        (SIZES, (POWER[0], replace(POWER[1], told=(1.0,))), "must have one number for each change"),
        (SIZES, (POWER[0], replace(POWER[1], told=(101.0,) * 6)), "lie between 0 and 100"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    sizes: Sequence[float], lines: Sequence[PowerLine], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        draw_power(chart_id="power", sizes=sizes, shown=CHANGES[: len(sizes)], lines=lines, axis="")
