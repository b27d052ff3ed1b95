"""The profile of five: what a reader takes from the drawing is what went in."""

import pytest

from charts.profile import ProfileRow, draw_profile
from tests.charts.drawings import PROFILE, Drawing, profile

both_widths = pytest.mark.parametrize("drawing", [Drawing(profile().wide), Drawing(profile().narrow)])


def _score(drawing: Drawing, x: float) -> float:
    """The score at a place, read off the printed scale."""
    zero, hundred = drawing.said("0").x, drawing.said("100").x
    return (x - zero) / (hundred - zero) * 100


@both_widths
@pytest.mark.parametrize("row", PROFILE, ids=lambda row: row.code)
def test_a_mark_stands_at_its_score(drawing: Drawing, row: ProfileRow) -> None:
    assert _score(drawing, drawing.mark(row.code).x) == pytest.approx(row.score, abs=0.05)


@both_widths
@pytest.mark.parametrize("row", PROFILE, ids=lambda row: row.code)
def test_the_thick_line_is_the_68_and_the_thin_one_the_95_percent_range(
    drawing: Drawing, row: ProfileRow
) -> None:
    (thick,) = drawing.drawn(row.code, 8)
    thin, *caps = drawing.drawn(row.code, 2)
    read = [tuple(_score(drawing, x) for x, _ in line.points) for line in (thick, thin)]
    assert read == [pytest.approx(row.range_68, abs=0.05), pytest.approx(row.range_95, abs=0.05)]
    assert [cap.points[0][0] for cap in caps] == [x for x, _ in thin.points]


@both_widths
@pytest.mark.parametrize("row", PROFILE, ids=lambda row: row.code)
def test_the_score_is_printed_over_its_mark(drawing: Drawing, row: ProfileRow) -> None:
    mark, printed = drawing.mark(row.code), drawing.said(row.shown)
    assert printed.x == mark.x
    assert printed.y == mark.y - 13


@both_widths
def test_components_stand_in_the_order_of_the_model_and_not_of_their_scores(drawing: Drawing) -> None:
    heights = [drawing.mark(row.code).y for row in PROFILE]
    assert heights == sorted(heights)


@both_widths
def test_the_scale_is_whole_and_its_lines_run_one_way(drawing: Drawing) -> None:
    assert [placed.words for placed in drawing.words if "f-muted" in placed.colours] == [
        "0",
        "25",
        "50",
        "75",
        "100",
    ]
    for line in drawing.drawn("border", 1):
        assert len({x for x, _ in line.points}) == 1


def test_every_component_has_a_shape_of_its_own() -> None:
    drawing = Drawing(profile().wide)
    assert len({path.get("d") for defs in drawing.root.iter("defs") for path in defs}) == 5


@both_widths
def test_no_words_leave_the_sheet(drawing: Drawing) -> None:
    for placed in drawing.words:
        assert 0 <= placed.x <= drawing.width
        assert 12 <= placed.y <= drawing.height - 4


def test_names_stand_beside_the_marks_where_there_is_room_and_above_them_where_not() -> None:
    wide, narrow = Drawing(profile().wide), Drawing(profile().narrow)
    assert wide.said("Empathy").y - wide.mark("em").y == 5
    assert narrow.said("Empathy").y < narrow.said("88").y < narrow.mark("em").y


def test_a_long_name_takes_two_lines_and_stays_left_of_the_scale() -> None:
    rows = [ProfileRow("sr", "Selbstregulierung der Gefühle", 48, (35, 61), (41, 55), "48")]
    drawing = Drawing(draw_profile(chart_id="a", rows=rows).wide)
    assert drawing.said("der Gefühle").y - drawing.said("Selbstregulierung").y == 17


def test_a_component_without_a_score_says_why_and_has_no_mark() -> None:
    blank = ProfileRow("sr", "Self-regulation", None, note="Too few answers")
    figure = draw_profile(chart_id="a", rows=[PROFILE[0], blank])
    for drawing in (Drawing(figure.wide), Drawing(figure.narrow)):
        assert drawing.said("Too few answers").y > drawing.mark("sa").y
        assert not [mark for mark in drawing.marks if "f-sr" in mark.colours]


@pytest.mark.parametrize("rows", [(), (ProfileRow("sa", "Self-awareness", None, note="Too few answers"),)])
def test_a_profile_without_a_score_is_not_drawn(rows: tuple[ProfileRow, ...]) -> None:
    with pytest.raises(ValueError, match="A profile needs at least one component with a score"):
        draw_profile(chart_id="a", rows=rows)


@pytest.mark.parametrize(
    "row",
    [
        ProfileRow("sa", "Self-awareness", 101, (90, 100), (95, 100), "101"),
        ProfileRow("sa", "Self-awareness", 90, (80, 106), (85, 95), "90"),
        ProfileRow("sa", "Self-awareness", float("nan"), (80, 100), (85, 95), ""),
    ],
)
def test_what_lies_outside_the_scale_is_not_drawn(row: ProfileRow) -> None:
    with pytest.raises(ValueError, match="lie between 0 and 100"):
        draw_profile(chart_id="a", rows=[row])


def test_an_unknown_component_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="A component is one of sa, sr, mo, em, ss, not 'iq'"):
        draw_profile(chart_id="a", rows=[ProfileRow("iq", "Total", 50, (40, 60), (45, 55), "50")])
