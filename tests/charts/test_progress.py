"""Progress: what a reader takes from the five panels is what went in."""

import datetime as dt
from dataclasses import replace

import pytest

from charts.frame import Figure2
from charts.progress import ProgressPanel, Take, draw_progress
from tests.charts.drawings import PROGRESS, TAKES, Drawing, Placed, progress

both_widths = pytest.mark.parametrize("drawing", [Drawing(progress().wide), Drawing(progress().narrow)])
each_panel = pytest.mark.parametrize("number", range(5), ids=[panel.code for panel in PROGRESS])


def _draw(takes: tuple[Take, ...], *panels: ProgressPanel) -> Figure2:
    return draw_progress(chart_id="a", takes=takes, panels=panels, dot_means="Dot", band_means="Band")


def _marks(drawing: Drawing, code: str) -> list[Placed]:
    return [mark for mark in drawing.marks if f"f-{code}" in mark.colours]


def _scale(drawing: Drawing, number: int) -> tuple[float, float]:
    """The heights of 0 and 100 in a panel, from the lines of its scale."""
    zero, _, hundred = (line.points[0][1] for line in drawing.drawn("border", 1)[3 * number : 3 * number + 3])
    return zero, hundred


def _score(drawing: Drawing, number: int, y: float) -> float:
    zero, hundred = _scale(drawing, number)
    return (zero - y) / (zero - hundred) * 100


@both_widths
@each_panel
def test_dots_stand_at_their_scores(drawing: Drawing, number: int) -> None:
    panel = PROGRESS[number]
    read = [_score(drawing, number, mark.y) for mark in _marks(drawing, panel.code)]
    assert read == pytest.approx([score for score in panel.scores if score is not None], abs=0.2)


@both_widths
@each_panel
def test_the_band_is_the_range_around_the_first_take(drawing: Drawing, number: int) -> None:
    edges = [line.points[0][1] for line in drawing.drawn("border-strong", 1)[2 * number : 2 * number + 2]]
    read = sorted(_score(drawing, number, y) for y in edges)
    assert read == pytest.approx(PROGRESS[number].band, abs=0.2)


@both_widths
def test_days_are_to_scale(drawing: Drawing) -> None:
    first, second, third = (mark.x for mark in _marks(drawing, "sa"))
    assert (second - first) / (third - first) == pytest.approx(63 / 133, abs=0.002)


@both_widths
@pytest.mark.parametrize(
    ("code", "dashes"), [("sa", ""), ("sr", "6,2"), ("mo", "2,2"), ("em", "8,2,2,2"), ("ss", "12,3")]
)
def test_a_thin_line_of_its_own_kind_joins_the_dots(drawing: Drawing, code: str, dashes: str) -> None:
    (line,) = drawing.drawn(code, 1.5)
    assert line.dashes == dashes
    assert line.points == tuple((mark.x, mark.y) for mark in _marks(drawing, code))


@both_widths
def test_every_panel_has_the_whole_scale_at_one_size(drawing: Drawing) -> None:
    heights = {round(zero - hundred, 1) for zero, hundred in (_scale(drawing, n) for n in range(5))}
    assert len(heights) == 1


@both_widths
def test_every_panel_tells_its_first_and_last_day_and_its_scores(drawing: Drawing) -> None:
    said = [placed.words for placed in drawing.words]
    assert said.count("18 May 2026") == said.count("28 Sep 2026") == 5
    for panel in PROGRESS:
        assert panel.name in said
        assert {shown for shown in panel.shown if shown} <= set(said)


@both_widths
def test_the_key_tells_dot_and_band_in_full(drawing: Drawing) -> None:
    said = " ".join(placed.words for placed in drawing.words)
    assert "Each time you answered" in said
    assert "The questionnaire's own error around your first answers" in said


def test_the_key_fills_the_free_cell_of_the_wide_drawing() -> None:
    key = Drawing(progress().wide).said("Each time you")
    assert key.y > Drawing(progress().wide).said("Empathy").y
    assert key.x > Drawing(progress().wide).said("Social skills").x


@both_widths
def test_no_words_leave_the_sheet(drawing: Drawing) -> None:
    for placed in drawing.words:
        assert 0 <= placed.x <= drawing.width
        assert 12 <= placed.y <= drawing.height - 4


def test_a_score_near_the_top_is_printed_under_its_dot() -> None:
    panel = replace(PROGRESS[0], scores=(50, 60, 100), shown=("50", "60", "top"))
    drawing = Drawing(_draw(TAKES, panel).wide)
    assert drawing.said("top").y == _marks(drawing, "sa")[-1].y + 21


def test_scores_too_close_to_be_read_are_left_to_the_table() -> None:
    takes = tuple(Take(dt.date(2026, 1, day), f"{day} January") for day in (1, 2, 3, 16, 29, 30))
    shown = ("s1", "s2", "s3", "s4", "s5", "s6")
    drawing = Drawing(_draw(takes, ProgressPanel("sa", "Self-awareness", (50,) * 6, shown, (24, 76))).wide)
    assert len(_marks(drawing, "sa")) == 6
    assert [placed.words for placed in drawing.words if placed.words in shown] == ["s1", "s4", "s6"]


def test_takes_of_one_day_are_spread_evenly() -> None:
    takes = tuple(Take(dt.date(2026, 1, 1), "1 January") for _ in range(3))
    drawing = Drawing(_draw(takes, PROGRESS[0]).wide)
    first, second, third = (mark.x for mark in _marks(drawing, "sa"))
    assert second - first == pytest.approx(third - second, abs=0.11)


def test_a_component_without_a_first_score_has_no_band() -> None:
    panel = ProgressPanel("em", "Empathy", (None, 60, 64), ("", "60", "64"), None)
    drawing = Drawing(_draw(TAKES, panel).wide)
    assert len(drawing.drawn("border-strong", 1)) == 2  # those of the key
    assert len(_marks(drawing, "em")) == 2


def test_a_component_without_any_score_says_why() -> None:
    blank = ProgressPanel("em", "Empathy", (None,) * 3, ("",) * 3, None, note="Too few answers")
    drawing = Drawing(_draw(TAKES, PROGRESS[0], blank).narrow)
    assert drawing.said("Too few answers").y > drawing.said("Empathy").y
    assert not _marks(drawing, "em")


def test_one_take_is_no_progress() -> None:
    with pytest.raises(ValueError, match="Progress needs at least two takes of the questionnaire"):
        _draw(TAKES[:1], ProgressPanel("sa", "Self-awareness", (71,), ("71",), (45, 97)))


@pytest.mark.parametrize("panels", [(), (replace(PROGRESS[0], scores=(None,) * 3),)])
def test_progress_without_a_score_is_not_drawn(panels: tuple[ProgressPanel, ...]) -> None:
    with pytest.raises(ValueError, match="Progress needs at least one component with a score"):
        _draw(TAKES, *panels)


def test_takes_in_the_wrong_order_are_not_drawn() -> None:
    with pytest.raises(ValueError, match="Takes are given from the first to the last"):
        _draw(TAKES[::-1], PROGRESS[0])


@pytest.mark.parametrize("change", [{"scores": (71, 66)}, {"shown": ("71", "66")}])
def test_a_panel_that_does_not_fit_the_takes_is_not_drawn(change: dict[str, tuple[float | str, ...]]) -> None:
    with pytest.raises(ValueError, match="one score and one printed score a take; sa does not"):
        _draw(TAKES, replace(PROGRESS[0], **change))  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"scores": (71, 66, 120)}, {"band": (-5, 80)}])
def test_what_lies_outside_the_scale_is_not_drawn(change: dict[str, tuple[float, ...]]) -> None:
    with pytest.raises(ValueError, match="lie between 0 and 100"):
        _draw(TAKES, replace(PROGRESS[0], **change))  # type: ignore[arg-type]


def test_an_unknown_component_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="A component is one of"):
        _draw(TAKES, replace(PROGRESS[0], code="iq"))
