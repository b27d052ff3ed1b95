"""The report as PDF: six pages of A4 at most, in our letters and colours, and nothing is fetched for it."""

import os
import re
import socket
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import SuspiciousFileOperation
from django.urls import reverse

from assessments.report import pdf
from assessments.report.weasy import OwnFilesOnly, as_pdf
from charts.tokens import Theme, value
from people.models import Membership, Organisation
from tests.assessments.conftest import SignIn, Take
from tests.assessments.test_local_figures import tell
from tests.cast import NOW

MOST = 6  # pages


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Every address that somebody tries to reach."""
    tried: list[Any] = []

    def connect(_self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError("There is no network here.")

    def look_up(*told: Any, **_more: Any) -> None:
        tried.append(told)
        raise OSError("There is no network here.")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return tried


def pages(made: bytes) -> int:
    return len(re.findall(r"/Type\s*/Page\b", drawn_in(made)))


def drawn_in(made: bytes) -> str:
    """The whole of a PDF, unpacked."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.S)
    return "\n".join(_unpacked(each).decode("latin-1") for each in packed)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:  # not packed
        return stream


def paint(token: str, theme: Theme) -> str:
    """A colour as a PDF has it: three shares of 1."""
    hexed = value(token, theme)
    return " ".join(str(round(int(hexed[at : at + 2], 16) / 255, 6)) for at in (1, 3, 5))


def saved(client_of: SignIn, member: Membership, finish: Take) -> bytes:
    answer = client_of(member).get(reverse("assessments:report-pdf", args=[finish(member, SR=4).pk]))
    return answer.content


def test_the_owner_saves_her_report(
    harbour: Organisation, client_of: SignIn, amal: Membership, finish: Take, no_network: list[Any]
) -> None:
    """With all that can be said: each range cut off, no part answered whole, first scores near an end."""
    tell(harbour, 120)
    few = dict.fromkeys(("SA", "SR", "MO", "EM", "SS"), 2)
    finish(amal, NOW.replace(month=6), declined=few, SA=1, SR=5, MO=1, EM=5, SS=1)
    done = finish(amal, declined=few, SA=5, SR=1, MO=5, EM=1, SS=5)
    answer = client_of(amal).get(reverse("assessments:report-pdf", args=[done.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="report-2026-11-21.pdf"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"%PDF-")
    assert 3 <= pages(answer.content) <= MOST
    assert "/StructTreeRoot" in drawn_in(answer.content)  # what a screen reader goes by
    assert no_network == []


def test_it_holds_our_letters_and_the_colours_of_the_light_theme(
    client_of: SignIn, amal: Membership, finish: Take
) -> None:
    amal.user.theme = "dark"
    amal.user.save(update_fields=["theme"])
    drawn = drawn_in(saved(client_of, amal, finish))
    assert set(re.findall(r"/BaseFont /[A-Z]{6}\+(\w+-\w+-\w+)", drawn)) == {"Atkinson-Hyperlegible-Next"}
    assert len(re.findall("/FontName", drawn)) == len(re.findall("/FontName /[A-Z]{6}[+]Atkinson", drawn)) > 1
    for token in ("sa", "sr", "mo", "em", "ss"):
        assert paint(token, "light") in drawn
        assert paint(token, "dark") not in drawn


def test_nobody_else_saves_it(
    client_of: SignIn, amal: Membership, bo: Membership, dee: Membership, eve: Membership, finish: Take
) -> None:
    address = reverse("assessments:report-pdf", args=[finish(amal).pk])
    assert {client_of(one).get(address).status_code for one in (bo, dee, eve)} == {404}


# --- nothing is fetched ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("https://elsewhere.example/picture.png", "http://elsewhere.example/static/css/app.css"),
        *("file:///etc/hostname", "data:text/css,p{color:red}", "ftp://testserver/static/css/app.css"),
        *("http://testserver/today/", "http://testserver.elsewhere.example/static/css/app.css"),
        "http://testserver/static/nothing.css",
    ],
)
def test_whatever_is_not_our_static_file_is_refused(address: str, no_network: list[Any]) -> None:
    with pytest.raises(ValueError, match="but our own static files"):
        OwnFilesOnly().fetch(address)
    assert no_network == []


@pytest.mark.parametrize(
    "way", ["../manage.py", "%2e%2e/manage.py", "css/../../manage.py", "/etc/hostname", ""]
)
def test_no_way_leads_out_of_the_static_files(way: str) -> None:
    with pytest.raises((ValueError, OSError, SuspiciousFileOperation)):
        OwnFilesOnly().fetch(f"http://testserver/static/{way}")


def test_our_static_files_are_given() -> None:
    given = OwnFilesOnly().fetch("http://testserver/static/css/app.css")
    assert given.read().startswith(b"/* The look")
    assert given.content_type == "text/css"


def test_a_page_that_asks_for_more_is_made_without_it(no_network: list[Any], tmp_path: Path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="20">secret</text></svg>')
    asking = (
        f'<link rel="stylesheet" href="https://elsewhere.example/a.css"><img src="file://{secret}">'
        '<style>@import "http://elsewhere.example/b.css";p{background:url(http://elsewhere.example/c)}</style>'
        '<link rel="attachment" href="file:///etc/hostname"><p>Words</p>'
    )
    made = as_pdf(asking)
    assert (pages(made), no_network) == (1, [])
    assert "EmbeddedFile" not in drawn_in(made)


# --- where it cannot be made ----------------------------------------------------------------------


@pytest.fixture
def not_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    pdf.can_save.cache_clear()
    yield
    pdf.can_save.cache_clear()


@pytest.mark.usefixtures("not_installed")
def test_without_the_package_the_page_says_how_a_browser_does_it(
    client_of: SignIn, amal: Membership, finish: Take
) -> None:
    done, client = finish(amal), client_of(amal)
    page = client.get(f"/assessment/{done.pk}/report/").content.decode()
    assert "report.pdf" not in page
    assert "print this page and choose “Save as PDF” in your browser." in page
    answer = client.get(f"/assessment/{done.pk}/report.pdf", follow=True)
    assert answer.redirect_chain == [(f"/assessment/{done.pk}/report/", 302)]
    assert "No PDF can be made here. Print this page instead" in answer.content.decode()


def test_with_it_the_page_leads_there(client_of: SignIn, amal: Membership, finish: Take) -> None:
    done = finish(amal)
    page = client_of(amal).get(f"/assessment/{done.pk}/report/").content.decode()
    assert f'<a href="/assessment/{done.pk}/report.pdf" download>' in page
    assert "choose “Save as PDF”" not in page


def test_without_the_libraries_that_it_draws_with_the_page_says_so_too(
    client_of: SignIn, amal: Membership, finish: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Missing:
        """Loads WeasyPrint's part as Python does where a library is not there."""

        def find_spec(self, name: str, *_more: object) -> None:
            if name == "assessments.report.weasy":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "assessments.report.weasy")
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    done, client = finish(amal), client_of(amal)
    answer = client.get(f"/assessment/{done.pk}/report.pdf", follow=True)
    assert "No PDF can be made here. Print this page instead" in answer.content.decode()


def test_it_is_not_loaded_before_somebody_saves_one() -> None:
    asked = "import django, sys; django.setup(); import assessments.urls; print('weasyprint' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "False\n"
