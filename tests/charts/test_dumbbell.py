"""Self and others: what a reader takes from the drawing is what went in."""

import pytest

from charts.dumbbell import DumbbellRow, Key, draw_dumbbell
from tests.charts.drawings import DUMBBELL, Drawing, Placed, dumbbell

both_widths = pytest.mark.parametrize("drawing", [Drawing(dumbbell().wide), Drawing(dumbbell().narrow)])
SCORED = tuple(row for row in DUMBBELL if row.others is not None)
each_scored = pytest.mark.parametrize("row", SCORED, ids=lambda row: row.code)
KEY = Key(own="You", others="Others", spread="Spread")


def _score(drawing: Drawing, x: float) -> float:
    """The score at a place, read off the printed scale."""
    zero, hundred = drawing.said("0").x, drawing.said("100").x
    return (x - zero) / (hundred - zero) * 100


def _marks(drawing: Drawing, code: str) -> list[Placed]:
    """The ring of her own score, then the square of the others."""
    return [mark for mark in drawing.marks if f"f-{code}" in mark.colours]


@both_widths
@each_scored
def test_the_ring_stands_at_her_own_score_and_the_square_at_the_others(
    drawing: Drawing, row: DumbbellRow
) -> None:
    ring, square = _marks(drawing, row.code)
    assert _score(drawing, ring.x) == pytest.approx(row.own, abs=0.1)
    assert _score(drawing, square.x) == pytest.approx(row.others, abs=0.1)
    holes = [mark for mark in drawing.marks if "f-surface" in mark.colours]
    assert (ring.x, ring.y) in {(hole.x, hole.y) for hole in holes}
    assert (square.x, square.y) not in {(hole.x, hole.y) for hole in holes}


@both_widths
@each_scored
def test_the_scores_are_printed_on_two_sides_of_the_line(drawing: Drawing, row: DumbbellRow) -> None:
    ring, square = _marks(drawing, row.code)
    own, others = drawing.said(row.own_shown), drawing.said(row.others_shown)
    assert (own.x, others.x) == (ring.x, square.x)
    assert own.y < ring.y < others.y


@both_widths
def test_a_line_joins_both_and_a_grey_one_with_ends_shows_the_spread(drawing: Drawing) -> None:
    for row in SCORED:
        (joined,) = drawing.drawn(row.code, 4)
        assert [x for x, _ in joined.points] == [mark.x for mark in _marks(drawing, row.code)]
    whiskers = [line for line in drawing.drawn("border-strong", 2) if line.points[0][1] == line.points[1][1]]
    read = [tuple(_score(drawing, x) for x, _ in line.points) for line in whiskers[: len(SCORED)]]
    assert read == [pytest.approx(row.spread, abs=0.1) for row in SCORED]


@both_widths
def test_components_stand_in_the_order_of_the_model_and_not_of_their_gaps(drawing: Drawing) -> None:
    heights = [_marks(drawing, row.code)[0].y for row in SCORED]
    assert heights == sorted(heights)


@both_widths
def test_a_component_that_is_not_shown_says_so_and_has_neither_mark_nor_score(drawing: Drawing) -> None:
    assert drawing.said("Not shown").y > drawing.said("78").y
    assert _marks(drawing, "em") == []
    assert "85" not in {placed.words for placed in drawing.words}


@both_widths
def test_no_words_leave_the_sheet(drawing: Drawing) -> None:
    for placed in drawing.words:
        assert 0 <= placed.x <= drawing.width
        assert 12 <= placed.y <= drawing.height - 4


@both_widths
def test_the_key_says_what_each_mark_means(drawing: Drawing) -> None:
    marks = [mark.y for mark in drawing.marks if "f-muted" in mark.colours]
    words = [drawing.said(words) for words in ("You", "Others", "Spread of the others")]
    assert [placed.y - 5 for placed in words][:2] == marks


def test_without_an_own_score_the_others_stand_alone() -> None:
    rows = [DumbbellRow("sr", "Self-regulation", None, 51, (40, 60), "", "51")]
    drawing = Drawing(draw_dumbbell(chart_id="a", rows=rows, key=KEY).wide)
    (square,) = _marks(drawing, "sr")
    assert (square.x, drawing.drawn("sr", 4)) == (drawing.said("51").x, [])


def test_a_long_name_takes_two_lines() -> None:
    rows = [DumbbellRow("sr", "Selbstregulierung der Gefühle", 48, 50, (41, 55), "48", "51")]
    drawing = Drawing(draw_dumbbell(chart_id="a", rows=rows, key=KEY).wide)
    assert drawing.said("der Gefühle").y - drawing.said("Selbstregulierung").y == 17


@pytest.mark.parametrize("rows", [(), (DumbbellRow("em", "Empathy", 85, None, note="Not shown"),)])
def test_a_comparison_without_others_is_not_drawn(rows: tuple[DumbbellRow, ...]) -> None:
    with pytest.raises(ValueError, match="at least one component that others have a score in"):
        draw_dumbbell(chart_id="a", rows=rows, key=KEY)


@pytest.mark.parametrize(
    "row",
    [
        DumbbellRow("sr", "Self-regulation", 101, 50, (40, 60)),
        DumbbellRow("sr", "Self-regulation", 50, -1, (40, 60)),
        DumbbellRow("sr", "Self-regulation", 50, 50, (40, 106)),
        DumbbellRow("sr", "Self-regulation", float("nan"), 50, (40, 60)),
    ],
)
def test_what_lies_outside_the_scale_is_not_drawn(row: DumbbellRow) -> None:
    with pytest.raises(ValueError, match="lie between 0 and 100"):
        draw_dumbbell(chart_id="a", rows=[row], key=KEY)


def test_an_unknown_component_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="A component is one of"):
        draw_dumbbell(chart_id="a", rows=[DumbbellRow("iq", "Total", 50, 50, (40, 60))], key=KEY)
