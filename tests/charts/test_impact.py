"""Impact ratios: dots and ranges stand where the printed scale says, and small groups have none."""

import math

import pytest

from charts.impact import ImpactRow, draw_impact
from tests.charts.drawings import IMPACT, Drawing, impact

Piece = tuple[tuple[float, float], tuple[float, float]]

both_widths = pytest.mark.parametrize("drawing", [Drawing(impact().wide), Drawing(impact().narrow)])
DRAWN = [row for row in IMPACT if row.ratio is not None]


def _drawing(*rows: ImpactRow, point: str = ".") -> Drawing:
    return Drawing(draw_impact(chart_id="a", rows=rows, line="0.80 line", axis="Rate", point=point).wide)


def _ratio(drawing: Drawing, x: float) -> float:
    """The ratio at a place, read off two numbers of the scale: it goes by factors, not by steps."""
    half, one = drawing.said("0.5").x, drawing.said("1").x
    return math.exp(math.log(0.5) * (one - x) / (one - half))


def _pieces(drawing: Drawing, colour: str, width: float) -> list[Piece]:
    """Each from its start to its end, however many are one path."""
    ends = [line.points for line in drawing.drawn(colour, width)]
    return [piece for points in ends for piece in zip(points[::2], points[1::2], strict=True)]


@both_widths
def test_a_dot_stands_at_each_ratio_with_its_number_over_it(drawing: Drawing) -> None:
    dots = [mark for mark in drawing.marks if "f-accent" in mark.colours]
    assert [_ratio(drawing, dot.x) for dot in dots] == pytest.approx([row.ratio for row in DRAWN], abs=0.005)
    for row, dot in zip(DRAWN, dots, strict=True):
        number = drawing.said(row.shown)
        assert (number.x, number.y < dot.y) == (dot.x, True)


@both_widths
def test_a_line_with_caps_reaches_over_the_range(drawing: Drawing) -> None:
    pieces = _pieces(drawing, "accent", 2)
    lines = [(start, end) for start, end in pieces if start[1] == end[1]]
    caps = [(start, end) for start, end in pieces if start[0] == end[0]]
    ranges = [row.span for row in DRAWN if row.span]
    read = [tuple(_ratio(drawing, x) for x, _ in line) for line in lines]
    assert read == [pytest.approx(span, abs=0.01) for span in ranges]
    assert len(caps) == 2 * len(ranges)


@both_widths
def test_four_fifths_is_a_dashed_line_with_its_name(drawing: Drawing) -> None:
    (dashed,) = [line for line in drawing.drawn("text", 1.5) if line.dashes]
    assert len(dashed.points) == 2 * len(DRAWN)
    assert {round(_ratio(drawing, x), 2) for x, _ in dashed.points} == {0.8}
    assert drawing.said("0.80 line").y < min(y for _, y in dashed.points)


@both_widths
def test_the_line_crosses_no_number(drawing: Drawing) -> None:
    near = drawing.said("0.83")
    (top,) = [start[1] for start, _ in _pieces(drawing, "text", 1.5) if 0 < start[1] - near.y < 20]
    assert top > near.y


@both_widths
def test_a_group_that_is_not_compared_says_so_and_has_no_dot(drawing: Drawing) -> None:
    for row in IMPACT[len(DRAWN) :]:
        assert "f-muted" in drawing.said(row.note).colours
    assert len(drawing.marks) == len(DRAWN)


@both_widths
def test_no_words_leave_the_sheet_and_none_of_the_scale_touch(drawing: Drawing) -> None:
    for placed in drawing.words:
        assert 0 <= placed.x <= drawing.width
        assert 12 <= placed.y <= drawing.height - 4
    numbers = sorted(placed.x for placed in drawing.words if placed.y == drawing.said("1").y)
    assert all(right - left >= 28 for left, right in zip(numbers, numbers[1:], strict=False))


@pytest.mark.parametrize(
    ("low", "high", "ends"),
    [(0.6, 1.1, ("0.5", "1.25")), (0.3, 1.9, ("0.25", "2")), (0.06, 3.9, ("0.05", "4"))],
)
def test_the_scale_is_the_shortest_that_holds_every_range(
    low: float, high: float, ends: tuple[str, str]
) -> None:
    drawing = _drawing(ImpactRow("A", 0.7, (low, high), "0.70"))
    scale = [placed for placed in drawing.words if placed.y == drawing.said("0.8").y]
    scale.sort(key=lambda placed: placed.x)
    assert (scale[0].words, scale[-1].words) == ends


def test_a_range_beyond_the_longest_scale_is_cut_without_a_cap() -> None:
    drawing = _drawing(ImpactRow("A", 0.7, (0.01, 9.0), "0.70"))
    (line,) = drawing.drawn("accent", 2)
    assert (line.points[0][0], line.points[1][0]) == (drawing.said("0.05").x, drawing.said("4").x)


def test_a_dot_without_a_range_stands_alone() -> None:
    drawing = _drawing(ImpactRow("A", 1, shown="1.00"), ImpactRow("B", 0.9, shown="0.90"))
    assert (len(drawing.marks), drawing.drawn("accent", 2)) == (2, [])


def test_numbers_have_the_readers_own_point() -> None:
    drawing = _drawing(ImpactRow("A", 0.7, (0.6, 1.1), "0,70"), point=",")
    assert drawing.said("0,5").x < drawing.said("0,8").x


@pytest.mark.parametrize("rows", [(), (ImpactRow("A", None, note="Too few to compare"),)])
def test_without_any_ratio_nothing_is_drawn(rows: tuple[ImpactRow, ...]) -> None:
    with pytest.raises(ValueError, match="at least one group with a ratio"):
        _drawing(*rows)


@pytest.mark.parametrize("ratio", [0, -0.5, 1.01, math.nan, math.inf])
def test_what_is_no_ratio_to_the_best_is_not_drawn(ratio: float) -> None:
    with pytest.raises(ValueError, match="lies above 0 and at 1 at most"):
        _drawing(ImpactRow("A", ratio))


@pytest.mark.parametrize("span", [(0.8, 1.2), (0.3, 0.6), (0.0, 1.0), (0.5, math.inf), (math.nan, 1.0)])
def test_a_range_that_does_not_hold_its_ratio_is_not_drawn(span: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="The range of a ratio holds it"):
        _drawing(ImpactRow("A", 0.7, span))
