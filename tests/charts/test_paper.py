"""A drawing for paper: every colour is there, in the light theme, and nothing else is changed."""

import re

import pytest

from charts.paper import painted
from charts.profile import ProfileRow, draw_profile
from charts.tokens import CHART, value


def test_a_chart_holds_the_colours_of_the_light_theme_and_no_class_of_one() -> None:
    row = ProfileRow("em", "Empathy", 60.0, range_95=(44, 76), range_68=(52, 68), shown="60")
    drawn = painted(draw_profile(chart_id="profile", rows=[row]).wide, family="Some Face")
    assert f'stroke="{value("em", "light")}"' in drawn
    assert f'fill="{value("text", "light")}"' in drawn
    assert re.findall(r'class="([^"]*)"', drawn) == ["chart-wide"]
    assert drawn.startswith('<svg font-family="Some Face" class="chart-wide"')


def test_the_drawing_for_narrow_screens_is_left_out() -> None:
    row = ProfileRow("em", "Empathy", 60.0, range_95=(44, 76), range_68=(52, 68), shown="60")
    drawn = draw_profile(chart_id="profile", rows=[row])
    both = painted(f"<p>Before</p>{drawn.wide}{drawn.narrow}<p>After</p>", family="x")
    assert both == f"<p>Before</p>{painted(drawn.wide, family='x')}<p>After</p>"


@pytest.mark.parametrize("token", CHART, ids=lambda token: token.name)
def test_each_token_can_fill_and_stroke(token: object) -> None:
    name = token.name  # type: ignore[attr-defined]
    both = painted(f'<path class="f-{name} s-{name}"/>', family="x")
    assert both == f'<path fill="{value(name, "light")}" stroke="{value(name, "light")}"/>'


@pytest.mark.parametrize(
    "markup", ['<svg class="icon">', '<p class="s-nothing">', '<p class="f-text more">', "<p>f-text</p>"]
)
def test_what_is_no_colour_stays(markup: str) -> None:
    assert painted(markup, family="x") == markup
