"""The palette: enough contrast to read, enough distance to tell apart, and the same in the style sheet."""

import re
from itertools import combinations
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from charts import tokens
from charts.tokens import CHART, COMPONENTS, INTERFACE, QUADRANTS, STEPS, SURFACES, Theme, Token, value

CSS = Path(__file__).parents[2] / "static" / "css"
THEMES = get_args(Theme)
TINTED = ":root[data-tinted]"
VISIONS = (None, "deuteranomaly", "protanomaly", "tritanomaly")


def _rgb(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def _luminance(colour: str) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def distance(one: str, other: str, vision: str | None) -> float:
    """How far two colours lie apart in CAM02-UCS, for a vision of Machado's at full severity."""
    seen = [np.array(_rgb(colour)) for colour in (one, other)]
    if vision:
        space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
        seen = [np.clip(cspace_convert(colour, space, "sRGB1"), 0, 1) for colour in seen]
    return float(deltaE(*seen, input_space="sRGB1", uniform_space="CAM02-UCS"))


def least_distance(names: tuple[str, ...], theme: Theme) -> float:
    colours = [value(name, theme) for name in names]
    return min(distance(*pair, vision) for pair in combinations(colours, 2) for vision in VISIONS)


def test_contrast_is_the_formula_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize(
    "ink", ["text", "muted", "link", "accent", "visited", "success", "warning", "danger", "info"]
)
def test_text_is_readable_on_every_surface(ink: str, surface: str, theme: Theme) -> None:
    assert contrast(value(ink, theme), value(surface, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("mark", [*COMPONENTS, *QUADRANTS, "border-strong", "focus"])
def test_marks_stand_out_on_every_surface(mark: str, surface: str, theme: Theme) -> None:
    assert contrast(value(mark, theme), value(surface, theme)) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("colour", [*COMPONENTS, "border-strong", "accent"])
def test_marks_stand_out_on_the_soft_ground_of_bands_and_bars(colour: str, theme: Theme) -> None:
    assert contrast(value(colour, theme), value("accent-soft", theme)) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("quadrant", QUADRANTS)
def test_a_word_and_its_dot_are_readable_on_the_tint(quadrant: str, theme: Theme) -> None:
    tint = value(f"{quadrant}-t", theme)
    assert contrast(value("text", theme), tint) >= 4.5
    assert contrast(value(quadrant, theme), tint) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("steps", "inks"),
    [(tokens.SEQUENCE, tokens.SEQUENCE_INK), (tokens.DIVERGENCE, tokens.DIVERGENCE_INK)],
)
def test_a_number_is_readable_on_every_step(
    steps: tuple[str, ...], inks: tuple[str, ...], theme: Theme
) -> None:
    for step, ink in zip(steps, inks, strict=True):
        assert contrast(value(ink, theme), value(step, theme)) >= 4.5, step


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [("on-accent", "accent"), ("on-accent", "accent-hover"), ("on-danger", "danger"), ("text", "accent-soft")]
    + [(kind, f"{kind}-soft") for kind in ("accent", "success", "warning", "danger", "info")],
)
def test_text_is_readable_on_its_own_ground(ink: str, ground: str, theme: Theme) -> None:
    assert contrast(value(ink, theme), value(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_five_components_can_be_told_apart_in_four_visions(theme: Theme) -> None:
    assert least_distance(COMPONENTS, theme) >= 15


@pytest.mark.parametrize("theme", THEMES)
def test_four_quadrants_can_be_told_apart_in_four_visions(theme: Theme) -> None:
    assert least_distance(QUADRANTS, theme) >= 20


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("steps", "least"), [(tokens.SEQUENCE, 8.0), (tokens.DIVERGENCE, 23.0)])
def test_neighbouring_steps_can_be_told_apart(steps: tuple[str, ...], least: float, theme: Theme) -> None:
    for pair in zip(steps, steps[1:], strict=False):
        assert least_distance(pair, theme) >= least, pair


def _declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9A-Fa-f]{6})\b", block))


def _themes_of_the_style_sheet() -> dict[str, dict[str, str]]:
    """The colours that app.css gives, by the selector that gives them."""
    css = re.sub(r"/\*.*?\*/", "", (CSS / "app.css").read_text(), flags=re.S)
    blocks = [
        (selector.strip(), _declared(block)) for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    ]
    return {selector: colours for selector, colours in blocks if "bg" in colours}


def test_the_style_sheet_gives_every_token_its_colour_in_each_theme() -> None:
    light = {token.name: token.light for token in CHART + INTERFACE}
    dark = {token.name: token.dark for token in CHART + INTERFACE}
    themes = _themes_of_the_style_sheet()
    tinted = themes.pop(TINTED)
    assert themes == {":root": light, "[data-theme=dark]": dark, "[data-theme=system]": dark}
    assert tinted.keys() == set(SURFACES)  # a tinted page is a light one with other surfaces


@pytest.mark.parametrize(
    ("ink", "least"), [*((ink, 4.5) for ink in ("text", "muted", "link", "visited")), ("border-strong", 3.0)]
)
def test_a_tinted_page_is_as_readable(ink: str, least: float) -> None:
    for surface in _themes_of_the_style_sheet()[TINTED].values():
        assert contrast(value(ink, "light"), surface) >= least, surface


@pytest.mark.parametrize("token", CHART, ids=lambda token: token.name)
def test_every_chart_token_can_fill_and_stroke(token: Token) -> None:
    css = (CSS / "charts.css").read_text()
    assert f".f-{token.name}{{fill:var(--{token.name})}}" in css
    assert f".s-{token.name}{{stroke:var(--{token.name})}}" in css


def test_the_style_sheet_of_charts_is_small() -> None:
    assert len((CSS / "charts.css").read_bytes()) < 3_072


def test_a_stand_in_is_no_colour_of_the_design() -> None:
    real = {colour.lower() for token in CHART + INTERFACE + STEPS for colour in (token.light, token.dark)}
    stand_ins = {tokens.stand_in(token.name) for token in CHART}
    assert len(stand_ins) == len(CHART)
    assert not stand_ins & real


def test_an_alarm_colour_cannot_be_drawn_with() -> None:
    with pytest.raises(KeyError):
        tokens.stand_in("danger")
