"""The numbers of a profile: each with its ranges, nothing added up, nothing counted against anybody."""

import dataclasses
from unittest.mock import Mock

import pytest

from assessments.psychometrics.published import published_sem
from charts.profile import draw_profile
from hiring.asked import KEY, VERSION, Sitting, asked_of
from hiring.models import Opening
from hiring.profile import Line, Measured, profile, whole
from hiring.queries import sitting
from hiring.report import ProfilePage, kept_drawing, profile_page
from people.models import Membership
from tests.hires import sent

ASKED = asked_of(KEY, VERSION, ["EM", "SR"])
ANSWERS: dict[str, int | None] = {item.code: 4 if item.key > 0 else 2 for item in ASKED.items}


def test_scores_and_ranges_follow_the_published_figures() -> None:
    (calm, empathy) = profile(ASKED, ANSWERS)
    assert (calm.component.code, empathy.component.code) == ("SR", "EM")  # the model's order
    sem = published_sem(ASKED.components[0], 10)
    assert calm.measured is not None
    assert calm.measured.points == 75
    assert calm.measured.likely.low == pytest.approx(75 - 1.96 * sem)
    assert calm.measured.retest.low == pytest.approx(75 - 1.96 * 2**0.5 * sem)
    assert calm.measured.inner.high == pytest.approx(75 + sem)


def test_too_few_answers_give_no_score_and_no_count() -> None:
    few = dict(list(ANSWERS.items())[:6])
    assert [line.measured for line in profile(ASKED, few)] == [None, None]
    page = profile_page(Sitting(ASKED, few), own=False)
    assert page.chart is None
    assert [part.says for part in page.parts] == [
        "There is no score: too few statements of this part have an answer."
    ] * 2


def test_a_part_without_a_score_stands_beside_one_with() -> None:
    half: dict[str, int | None] = {
        item.code: ANSWERS[item.code] if item.component.code == "SR" else None for item in ASKED.items
    }
    page = profile_page(Sitting(ASKED, half), own=False)
    assert page.chart is not None
    assert [row[1] for row in page.chart.rows] == ["75", "–"]


@pytest.mark.parametrize(("points", "said"), [(34.49, 34), (34.5, 35), (0.0, 0), (100.0, 100)])
def test_points_are_said_as_whole_numbers(points: float, said: int) -> None:
    assert whole(points) == said


def test_there_is_no_total_no_rank_no_cut_off_and_no_count_anywhere() -> None:
    names = {field.name for kind in (Line, Measured, ProfilePage) for field in dataclasses.fields(kind)}
    assert names == {"component", "measured", "points", "sem", "inner", "likely", "retest", "chart", "parts"}


@pytest.mark.parametrize("own", [True, False])
def test_no_score_is_said_without_its_range(own: bool) -> None:
    page = profile_page(Sitting(ASKED, ANSWERS), own=own)
    assert page.chart is not None
    for part in page.parts:
        assert "out of 100" in part.says
        assert "a range that fits" in part.says
        assert "would be no surprise" in part.says
    assert page.chart.header == ("Part", "Score", "A range that fits", "If taken again soon")


@pytest.mark.usefixtures("scoped")
def test_it_is_drawn_once_for_what_it_shows(
    opening: Opening, dee: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And sealed under her own key: another person's picture is another one."""
    drawing = Mock(wraps=draw_profile)
    monkeypatch.setattr("hiring.report.draw_profile", drawing)
    nell, kim = (sent(opening, dee, name=name, token=name, session=name) for name in ("Nell", "Kim"))
    pages = [
        profile_page(sitting(one), own=own, draw=kept_drawing(one))
        for one in (nell, nell, kim)
        for own in (True, False)
    ]
    assert drawing.call_count == 2
    assert len({page.chart.wide for page in pages if page.chart}) == 1
