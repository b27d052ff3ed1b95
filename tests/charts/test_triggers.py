"""Triggers: bars from zero, ranked, with the count, the strength and a hatch that agrees with it."""

import gzip
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from charts.frame import Figure2
from charts.lettering import width
from charts.sheet import LABEL
from charts.triggers import TriggerRow, draw_triggers
from journal.words import trigger_name
from tests.charts.drawings import TRIGGERS, Drawing, Line, triggers
from vocabulary import triggers as vocabulary

both_widths = pytest.mark.parametrize("drawing", [Drawing(triggers().wide), Drawing(triggers().narrow)])


def _draw(*rows: TriggerRow) -> Figure2:
    return draw_triggers(chart_id="a", rows=rows, counts_are="Number", shown_are="Times · strength")


def _bars(drawing: Drawing) -> list[Line]:
    return [line for line in drawing.lines if line.fill.startswith("url(#")]


def _counts(drawing: Drawing) -> list[float]:
    """The counts read off the bars by the printed scale, top to bottom."""
    left = min(x for x, _ in _bars(drawing)[0].points)
    ten = drawing.said("10").x
    return [(max(x for x, _ in bar.points) - left) / (ten - left) * 10 for bar in _bars(drawing)]


@both_widths
def test_a_bar_is_as_long_as_its_count_from_zero(drawing: Drawing) -> None:
    assert _counts(drawing) == pytest.approx([row.count for row in TRIGGERS], abs=0.05)


@both_widths
def test_count_and_strength_are_printed_after_the_bar(drawing: Drawing) -> None:
    for row, bar in zip(TRIGGERS, _bars(drawing), strict=True):
        assert drawing.said(row.shown).x == pytest.approx(max(x for x, _ in bar.points) + 8, abs=0.11)


def test_the_scale_begins_at_zero_and_takes_round_steps() -> None:
    said = [placed.words for placed in Drawing(triggers().wide).words if "f-muted" in placed.colours]
    assert said == ["0", "5", "10", "15", "20", "Times · average strength, 1 to 5", "Number of moments"]


@pytest.mark.parametrize(
    ("longest", "last"),
    [(1, "1"), (5, "5"), (6, "6"), (23, "20"), (50, "50"), (51, "40"), (99, "80"), (2_400, "2000")],
)
def test_a_scale_has_at_most_five_steps(longest: int, last: str) -> None:
    drawing = Drawing(_draw(TriggerRow("Policy", longest, 3, "shown")).wide)
    ticks = [placed.words for placed in drawing.words if placed.words.isdigit()]
    assert ticks[0] == "0"
    assert ticks[-1] == last
    assert len(ticks) <= 6


def test_the_most_frequent_trigger_comes_first_and_ties_stay_as_given() -> None:
    rows = [TriggerRow(name, count, 3, f"{count}x") for name, count in (("A", 2), ("B", 9), ("C", 2))]
    drawing = Drawing(_draw(*rows).wide)
    assert [placed.words for placed in drawing.words if placed.words in "ABC"] == ["B", "A", "C"]


def test_four_hatches_tell_how_strong_it_was() -> None:
    strengths = (1, 1.99, 2, 2.99, 3, 3.99, 4, 5)
    rows = [TriggerRow("Policy", 3, strength, str(strength)) for strength in strengths]
    hatches = [bar.fill for bar in _bars(Drawing(_draw(*rows).wide))]
    assert len(set(hatches)) == 4
    assert hatches[::2] == hatches[1::2]


def test_a_stronger_hatch_is_never_thinner() -> None:
    rows = [TriggerRow("Policy", 3, strength, "") for strength in (1, 2, 3, 4)]
    patterns = ElementTree.fromstring(_draw(*rows).wide).iter("pattern")
    strokes = [pattern[1].attrib["d"].count("M") for pattern in patterns]
    assert strokes == sorted(strokes)
    assert strokes[0] < strokes[1] < strokes[3]


def test_a_name_of_ones_own_is_cut_at_24_characters() -> None:
    assert Drawing(triggers().narrow).said("The printer on the thir…").x == 0
    said = " ".join(placed.words for placed in Drawing(triggers().wide).words)
    assert "The printer on the thir…" in said


def test_a_given_name_is_whole_on_two_lines_or_one() -> None:
    wide, narrow = Drawing(triggers().wide), Drawing(triggers().narrow)
    assert wide.said("customer").y - wide.said("Rude or aggressive").y == 16
    assert narrow.said("Rude or aggressive customer").x == 0


NAMES = [trigger_name(one.code) for letter in vocabulary.triggers() for one in (letter, *letter.items)]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_vocabulary_is_whole_at_both_widths(name: str) -> None:
    figure = _draw(TriggerRow(name, 3, 3, "3 · 3.0"))
    for svg in (figure.wide, figure.narrow):
        drawing = Drawing(svg)
        lines = [placed.words for placed in drawing.words if placed.x == 0]
        assert " ".join(lines) == name
        assert max(width(line, LABEL) for line in lines) < drawing.width


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_vocabulary_touches_neither_its_bar_nor_its_neighbour(name: str) -> None:
    drawing = Drawing(_draw(*[TriggerRow(name, 3, 3, "3 · 3.0")] * 2).wide)
    names = [placed for placed in drawing.words if placed.x == 0]
    bars = min(x for bar in _bars(drawing) for x, _ in bar.points)
    assert max(width(placed.words, LABEL) for placed in names) < bars
    assert all(below.y - above.y >= 16 for above, below in pairwise(names))


def test_a_wide_name_stays_out_of_the_bars() -> None:
    drawing = Drawing(_draw(TriggerRow("WWWWWWWW MMMMMMMMMM WWWWWWWW", 3, 3, "3 · 3")).wide)
    assert [placed.words for placed in drawing.words if "W" in placed.words or "M" in placed.words] == [
        "WWWWWWWW",
        "MMMMMMMMMM WW…",
    ]


def test_a_hostile_name_is_only_a_name() -> None:
    figure = _draw(TriggerRow("<script>1</script> & $x$", 3, 3, "3 · 3", own=True))
    for svg in (figure.wide, figure.narrow):
        assert "<script" not in svg
        assert "&lt;script&gt;1" in svg


@both_widths
def test_no_words_leave_the_sheet(drawing: Drawing) -> None:
    for placed in drawing.words:
        assert 0 <= placed.x <= drawing.width
        assert 12 <= placed.y <= drawing.height - 4


def test_twenty_triggers_still_fit_in_4_kilobytes_with_both_widths() -> None:
    rows = [
        TriggerRow(f"A trigger of my own, {n}", 40 - n, 1 + n % 5, f"{40 - n} · {n % 5}") for n in range(20)
    ]
    figure = _draw(*rows)
    assert len(gzip.compress((figure.wide + figure.narrow).encode())) <= 4_096


def test_no_bar_is_drawn_with_dots() -> None:
    assert not re.search(r"<pattern.*? C .*?</pattern>", triggers().wide)


def test_no_trigger_is_no_chart() -> None:
    with pytest.raises(ValueError, match="A chart of triggers needs at least one trigger"):
        _draw()


def test_a_trigger_that_never_came_up_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="came up at least once, not 0 times"):
        _draw(TriggerRow("Policy", 0, 3, ""))


@pytest.mark.parametrize("strength", [0.9, 5.1, float("nan")])
def test_a_strength_outside_its_scale_is_not_drawn(strength: float) -> None:
    with pytest.raises(ValueError, match="An average strength lies between 1 and 5"):
        _draw(TriggerRow("Policy", 1, strength, ""))
