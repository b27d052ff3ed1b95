"""What a component's answers say in words: a side only where the whole range lies on it, and no judgement."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import COMPONENTS
from assessments.meaning import MEANINGS, Lean, lean
from assessments.reading import read_score

JUDGING = re.compile(
    r"\b(low|high|good|bad|better|worse|weak|strong|poor|strength|lack|should|normal|average|only|just)\b",
    re.I,
)


def test_each_component_has_a_text_for_each_side() -> None:
    assert list(MEANINGS) == [component.code for component in COMPONENTS]
    for meaning in MEANINGS.values():
        assert set(meaning.says) == set(Lean)
        assert len({meaning.asks, *meaning.says.values()}) == 4


def test_no_text_judges() -> None:
    texts = [text for one in MEANINGS.values() for text in (one.asks, *one.says.values())]
    assert [found for text in texts for found in JUDGING.findall(text)] == []


@pytest.mark.parametrize(
    ("points", "side"),
    [
        (33.9, Lean.AWAY),
        (34.0, Lean.AWAY),
        (34.4, Lean.BETWEEN),
        (50.0, Lean.BETWEEN),
        (65.6, Lean.BETWEEN),
        (66.1, Lean.TOWARDS),
    ],
)
def test_a_side_needs_the_whole_range(points: float, side: Lean) -> None:
    assert lean(read_score(points, 8.0)) is side


@given(st.floats(0, 100), st.floats(0.1, 30))
def test_a_mirrored_score_leans_the_other_way(points: float, sem: float) -> None:
    mirror = {Lean.AWAY: Lean.TOWARDS, Lean.TOWARDS: Lean.AWAY, Lean.BETWEEN: Lean.BETWEEN}
    margin = abs(abs(points - 50) - 1.96 * sem)
    if margin > 1e-6:  # at the very edge the mirror is a rounding away
        assert lean(read_score(100 - points, sem)) is mirror[lean(read_score(points, sem))]
