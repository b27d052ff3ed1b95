"""Totals: bars from zero with what the rounding leaves open, and words where a cell is not shown."""

import gzip
import re

import pytest

from charts.totals import TotalRow, draw_totals
from tests.charts.drawings import TOTALS, Drawing, Line, totals

both_widths = pytest.mark.parametrize("drawing", [Drawing(totals().wide), Drawing(totals().narrow)])
SHOWN = [row for row in TOTALS if row.least is not None]


def _full(drawing: Drawing) -> list[Line]:
    return [line for line in drawing.lines if line.fill.startswith("url(#")]


def _open(drawing: Drawing) -> list[Line]:
    return [line for line in drawing.lines if {"f-surface", "s-accent"} <= line.colours]


def _right(bar: Line) -> float:
    return max(x for x, _ in bar.points)


def _left(bar: Line) -> float:
    return min(x for x, _ in bar.points)


@both_widths
def test_the_full_part_is_the_least_and_the_open_part_goes_to_the_most(drawing: Drawing) -> None:
    start, five = _left(_full(drawing)[0]), drawing.said("5").x
    unit = (five - start) / 5
    ends = [((_right(bar) - start) / unit) for bar in _full(drawing)]
    assert ends == pytest.approx([row.least for row in SHOWN], abs=0.05)
    ends = [((_right(bar) - start) / unit) for bar in _open(drawing)]
    assert ends == pytest.approx([row.most for row in SHOWN], abs=0.05)
    assert [_left(bar) for bar in _open(drawing)] == pytest.approx(
        list(map(_right, _full(drawing))), abs=0.11
    )


@both_widths
def test_what_is_not_given_out_has_words_and_no_bar(drawing: Drawing) -> None:
    assert "f-muted" in drawing.said("not shown").colours
    assert len(_full(drawing)) == len(_open(drawing)) == len(SHOWN)


@both_widths
def test_each_number_is_printed_after_its_bar(drawing: Drawing) -> None:
    for row, bar in zip(SHOWN, _open(drawing), strict=True):
        assert drawing.said(row.shown).x == pytest.approx(_right(bar) + 8, abs=0.11)


def test_a_total_without_rounding_has_no_open_part() -> None:
    drawing = Drawing(draw_totals(chart_id="a", rows=[TotalRow("A", 7, 7, "7")], counts_are="People").wide)
    assert len(_full(drawing)) == 1
    assert _open(drawing) == []


@pytest.mark.parametrize(("most", "last"), [(9, "5"), (30, "30"), (31, "30"), (64, "50"), (699, "500")])
def test_the_scale_takes_few_round_steps(most: int, last: str) -> None:
    row = TotalRow("A", 5, most, "shown")
    drawing = Drawing(draw_totals(chart_id="a", rows=[row], counts_are="People").wide)
    ticks = [placed.words for placed in drawing.words if placed.words.isdigit()]
    assert (ticks[0], ticks[-1]) == ("0", last)
    assert len(ticks) <= 7


@pytest.mark.parametrize(
    "rows",
    [
        (),
        (TotalRow("A", None, None, "not shown"),),
        (TotalRow("A", 5, None, "?"),),
        (TotalRow("A", 0, 4, "?"),),
        (TotalRow("A", 9, 5, "?"),),
    ],
)
def test_rows_that_make_no_picture_are_refused(rows: tuple[TotalRow, ...]) -> None:
    with pytest.raises(ValueError, match=r"total|shown"):
        draw_totals(chart_id="a", rows=rows, counts_are="People")


def test_a_picture_is_small() -> None:
    for svg in (totals().wide, totals().narrow):
        assert len(gzip.compress(svg.encode())) < 4096
        assert not re.search(r"style=|#[0-9a-fA-F]{6}", svg)
