"""What a page costs to load: sizes, no third party, every icon there, licences beside what is not ours."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
SPRITE = (STATIC / "icons.svg").read_text(encoding="utf-8")
# Names in SVG and the licence's own address are no requests.
NOT_REQUESTED = ("http://www.w3.org/2000/svg",)


def _texts(folder: Path, *endings: str) -> dict[str, str]:
    """Path below the project -> text, of every file with one of the endings."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in endings)
    return {str(file.relative_to(settings.BASE_DIR)): file.read_text(encoding="utf-8") for file in files}


def _size(*names: str) -> int:
    return sum((STATIC / name).stat().st_size for name in names)


def test_all_styles_of_a_page_with_charts_stay_below_20_kb() -> None:
    assert _size(*(f"css/{file.name}" for file in (STATIC / "css").iterdir())) <= 20 * 1024
    assert _size("css/app.css") <= 19 * 1024


def test_all_scripts_stay_below_15_kb() -> None:
    assert sum(file.stat().st_size for file in (STATIC / "js").iterdir()) <= 15 * 1024


def test_fonts_stay_below_55_kb() -> None:
    assert sum(file.stat().st_size for file in (STATIC / "fonts").glob("*.woff2")) <= 55 * 1024


def test_nothing_is_asked_of_another_host() -> None:
    for name, text in (_texts(STATIC, ".css", ".js", ".svg") | _texts(TEMPLATES, ".html")).items():
        for own in NOT_REQUESTED:
            text = text.replace(own, "")
        assert re.findall(r"""(?:https?:)?//[a-z][\w.-]+\.[a-z]{2,}""", text) == [], name


def test_styles_name_only_files_that_exist() -> None:
    for file in (STATIC / "css").iterdir():
        for address in re.findall(r"url\(([^)]+)\)", file.read_text(encoding="utf-8")):
            assert (file.parent / address).resolve().is_file(), address


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    symbols = re.findall(r'<symbol id="([\w-]+)"', SPRITE)
    assert len(symbols) == len(set(symbols)) <= 40
    named = set()
    for text in _texts(TEMPLATES, ".html").values():
        named |= set(re.findall(r'icon\.html" with name="([\w-]+)"', text))
        named |= set(re.findall(r'button\.html"[^%]*\bicon="([\w-]+)"', text))
    assert named - set(symbols) == set()


@pytest.mark.parametrize(
    ("licence", "words"),
    [("fonts/OFL.txt", "SIL Open Font License, Version 1.1"), ("icons-LICENSE.txt", "ISC License")],
)
def test_licences_stand_beside_what_is_not_ours(licence: str, words: str) -> None:
    assert words in (STATIC / licence).read_text(encoding="utf-8")
