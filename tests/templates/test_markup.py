"""What no template may hold, because the Content-Security-Policy would break it or a person would."""

import re

import pytest
from django.conf import settings

TEMPLATES = {
    str(file.relative_to(settings.BASE_DIR)): file.read_text(encoding="utf-8")
    for file in sorted((settings.BASE_DIR / "templates").rglob("*.html"))
}


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline style", r"<[^>]*\sstyle\s*="),
        ("style element", r"<style\b"),
        ("inline handler", r"<[^>]*\son[a-z]+\s*="),
        (
            "inline script",
            r"<script\b(?![^>]*(?:\bsrc=|type=\"application/json\"))",
        ),  # JSON is data: it never runs
        ("script address", r"javascript:"),
        ("browser's own bubbles", r"<(?:input|select|textarea)\b[^>]*\srequired\b"),
    ],
)
def test_no_template_holds(what: str, pattern: str) -> None:
    assert [name for name, text in TEMPLATES.items() if re.search(pattern, text, re.IGNORECASE)] == [], what


# Mail programs send it by themselves, from no page of ours: its address carries the proof (RFC 8058).
WITHOUT_TOKEN = {"templates/people/mail_off.html"}


def test_every_form_that_writes_carries_the_token_and_leaves_checking_to_the_server() -> None:
    for name, text in TEMPLATES.items():
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL):
            if 'method="post"' not in form.split(">")[0]:
                continue
            if name not in WITHOUT_TOKEN:
                assert "csrf_token" in form or "form.html" in form, name
            if re.search(r"<input (?!type=\"hidden\")|{{ form|form\.html", form):
                assert "novalidate" in form.split(">")[0], name
