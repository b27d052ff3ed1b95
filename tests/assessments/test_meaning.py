"""What a component's answers say in words: a side only where the whole range lies on it, and no judgement."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.instruments import COMPONENTS
from assessments.meaning import MEANINGS, Lean, Meaning, lean
from assessments.reading import read_score

JUDGING = re.compile(
    r"\b(low|high|good|bad|better|worse|weak|strong|poor|strength|lack|should|must|normal|average|only|just)\b",
    re.I,
)


def texts_of(meaning: Meaning) -> list[str]:
    sides = (meaning.says, meaning.at_work, meaning.strength)
    single = [meaning.asks, meaning.about, meaning.question]
    return single + [text for texts in sides for text in texts.values()]


def test_what_may_show_at_work_is_never_said_as_a_fact() -> None:
    texts = [text for meaning in MEANINGS.values() for text in meaning.at_work.values()]
    assert [text for text in texts if " may " not in text] == []


def test_each_component_has_a_text_for_each_side() -> None:
    assert list(MEANINGS) == [component.code for component in COMPONENTS]
    for meaning in MEANINGS.values():
        for texts in (meaning.says, meaning.at_work, meaning.strength):
            assert set(texts) == set(Lean)
        assert len(set(texts_of(meaning))) == 12


def test_no_text_judges() -> None:
    texts = [text for one in MEANINGS.values() for text in texts_of(one)]
    assert len(texts) == 60
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
