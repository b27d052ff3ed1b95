"""What every answer carries and what every page is made of, whoever asks and whatever went wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from types import ModuleType
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, override_settings
from django.urls import include, path, reverse

from journal.models import Moment
from people.scope import installation_scope
from tests.crowd import Crowd
from tests.matrix import THINGS
from tests.test_url_matrix import address
from tests.walk import routes

pytestmark = pytest.mark.any_database

CSP = {
    "default-src": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Its heading greets.
OTHER_TITLES = {"Today – eiapp": "Today"}


def answers(crowd: Crowd, actor: str) -> Iterator[tuple[str, HttpResponse]]:
    """Every address by GET and by an empty POST, as this actor."""
    for route in routes():
        url = address(crowd, route, "amal" if route.name in THINGS else "herself")
        for method in ("GET", "POST"):
            yield f"{actor} {method} {url}", crowd.browsers[actor].knock(method, url)


# --- headers ----------------------------------------------------------------------------------------


def wrong_headers(answer: HttpResponse) -> dict[str, str]:
    """The headers that are not as they should be."""
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    wrong = {} if policy == CSP else {"Content-Security-Policy": answer["Content-Security-Policy"]}
    return wrong | {
        name: answer.get(name, "") for name, value in HEADERS.items() if answer.get(name) != value
    }


def test_no_page_writes_the_session_of_who_reads_it(crowd: Crowd) -> None:
    """A read stays a read: allauth's own pages keep their state there, ours never do."""
    for route in routes():
        if ":" in route.name or route.name in {"today", "support", "help"}:
            url = address(crowd, route, "amal" if route.name in THINGS else "herself")
            assert "sessionid" not in crowd.browsers["amal"].knock("GET", url).cookies, url


# --- pages ------------------------------------------------------------------------------------------


@dataclass
class Page(HTMLParser):
    """What of a page the rules look at."""

    text: str
    headings: list[str] = field(default_factory=list)
    title: str = ""
    lang: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    within: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in {"h1", "title"}:
            self.within = tag
            self.headings += [""] if tag == "h1" else []
        if tag == "html":
            self.lang = told.get("lang", "")
        if tag == "a" and "href" in told:
            self.links.append(told["href"])
        self.ids += [told["id"]] if "id" in told else []
        self._look_at(tag, told)

    def _look_at(self, tag: str, told: dict[str, str]) -> None:
        for name in ("src", "href", "xlink:href", "action", "formaction", "srcset", "poster", "data"):
            if urlsplit(told.get(name, "")).netloc or urlsplit(told.get(name, "")).scheme in {"http", "data"}:
                self.foreign.append(told[name])
        handlers = [name for name in told if name.startswith("on") or name == "style"]
        loose = tag == "style" or (
            tag == "script" and "src" not in told and told.get("type") != "application/json"
        )
        self.inline += [f"<{tag} {name}>" for name in handlers] + ([f"<{tag}>"] if loose else [])

    def handle_endtag(self, tag: str) -> None:
        if tag == self.within:
            self.within = ""

    def handle_data(self, data: str) -> None:
        if self.within == "title":
            self.title += data
        elif self.within == "h1":
            self.headings[-1] += data

    @property
    def problems(self) -> list[str]:
        """Rules of a page that this one breaks, in words."""
        heading = " ".join("".join(self.headings).split())
        title = " ".join(self.title.split()).removeprefix("Error: ")
        ours = [link for link in self.links if link in {"/support/", "/help/"}]
        rules = {
            f"{len(self.headings)} h1": len(self.headings) == 1 and heading != "",
            f"title {title!r} for h1 {heading!r}": title.endswith(" – eiapp")
            and title.startswith(OTHER_TITLES.get(title, heading)),
            "no language": self.lang == "en",
            "skip link": self.links[:1] == ["#main"] and "main" in self.ids,
            "Support, then Help": ours[:2] == ["/support/", "/help/"],
            "ids twice": len(self.ids) == len(set(self.ids)),
            f"foreign {self.foreign}": self.foreign == [],
            f"inline {self.inline}": self.inline == [],
        }
        return [rule for rule, holds in rules.items() if not holds]


def is_page(answer: HttpResponse) -> bool:
    return answer.get("Content-Type", "").startswith("text/html") and answer.content != b""


def broken_rules(actor: str, answer: HttpResponse) -> list[str]:
    """What is wrong with an answer to this actor, in words."""
    wrong = [f"{name}: {value}" for name, value in wrong_headers(answer).items()]
    given = {name for name, morsel in answer.cookies.items() if morsel.value}
    reads = answer.request["REQUEST_METHOD"] == "GET"  # type: ignore[attr-defined]
    if actor == "anonymous" and reads and not given <= {"csrftoken", "sessionid"}:
        wrong.append(f"cookies {given}")
    if actor != "anonymous" and "no-store" not in answer.get("Cache-Control", ""):
        wrong.append("a cache may keep it")
    return wrong + (Page(answer.content.decode()).problems if is_page(answer) else [])


@pytest.mark.parametrize("actor", ["anonymous", "amal", "ada", "newcomer", "root", "iris"])
def test_every_answer_and_every_page_keep_the_rules(crowd: Crowd, actor: str) -> None:
    found = {where: broken_rules(actor, answer) for where, answer in answers(crowd, actor)}
    blank = found.pop(f"{actor} GET {reverse('hide-screen')}")
    assert {where: rules for where, rules in found.items() if rules} == {}
    assert blank == ["title 'Blank page' for h1 'Blank page'", "skip link", "Support, then Help"]


def test_hidden_screen_shows_nothing_of_the_app_or_of_the_person(crowd: Crowd) -> None:
    shown = crowd.browsers["amal"].knock("GET", reverse("hide-screen")).content.decode()
    assert [word for word in ("eiapp –", "– eiapp", "Amal", "Harbour", "moment") if word in shown] == []


def test_only_who_hides_the_screen_gets_its_cookie(crowd: Crowd) -> None:
    with_it = [
        where
        for where, answer in answers(crowd, "anonymous")
        if "hidden" in answer.cookies and answer.cookies["hidden"].value
    ]
    assert with_it == ["anonymous POST /hidden/"]


def test_no_two_pages_have_the_same_title(crowd: Crowd) -> None:
    titles: dict[str, set[str]] = {}
    for route in routes():
        url = address(crowd, route, "amal" if route.name in THINGS else "herself")
        for actor in ("anonymous", "amal", "ada"):
            answer = crowd.browsers[actor].knock("GET", url)
            if answer.status_code == 200 and is_page(answer):
                titles.setdefault(Page(answer.content.decode()).title, set()).add(route.name)
    again = {"account_reauthenticate", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"}
    shared = {title: names for title, names in titles.items() if len(names) > 1}
    assert shared == {"Show that it is you – eiapp": again}  # three ways to do one thing


def exploding(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


def not_found(crowd: Crowd) -> HttpResponse:
    return crowd.browsers["amal"].knock("GET", "/nothing/here/")


def closed_by_role(crowd: Crowd) -> HttpResponse:
    return crowd.browsers["amal"].knock("GET", reverse("people:admin-people"))


def dead_link(crowd: Crowd) -> HttpResponse:
    return crowd.browsers["anonymous"].knock("GET", "/account/create/nothing/")


def bad_request(crowd: Crowd) -> HttpResponse:
    return crowd.browsers["anonymous"].knock("GET", "/", headers={"host": "elsewhere.example"})


def too_old(crowd: Crowd) -> HttpResponse:
    client = Client(enforce_csrf_checks=True)
    return client.post(reverse("account_login"))  # type: ignore[return-value]


def too_often(crowd: Crowd) -> HttpResponse:
    client = Client()
    sent = {"login": "amal@demo.example", "password": "wrong"}
    tries = [client.post(reverse("account_reset_password"), {"email": "a@b.example"}) for _ in range(6)]
    return next(answer for answer in (*tries, client.post("/", sent)) if answer.status_code == 429)  # type: ignore[return-value]


def seal_broken(crowd: Crowd) -> HttpResponse:
    with installation_scope():
        Moment.objects.update(sealed=b"\x01" + bytes(300))
    url = reverse("journal:moment-read", args=[crowd.holdings["amal"].ids["moment"]])
    return crowd.browsers["amal"].knock("GET", url)


def broken(crowd: Crowd) -> HttpResponse:
    urls = ModuleType("tests.exploding_urls")
    urls.urlpatterns = [path("", include("eiapp.urls")), path("exploding/", exploding)]  # type: ignore[attr-defined]
    urls.handler500 = "eiapp.errors.server_error"  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=urls):
        return crowd.browsers["amal"].knock("GET", "/exploding/")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (bad_request, 400),
        (closed_by_role, 403),
        (too_old, 403),
        (not_found, 404),
        (seal_broken, 409),
        (dead_link, 410),
        (too_often, 429),
        (broken, 500),
    ],
)
def test_error_pages_keep_the_rules_too(
    crowd: Crowd, error: Callable[[Crowd], HttpResponse], status: int
) -> None:
    answer = error(crowd)
    assert (answer.status_code, wrong_headers(answer)) == (status, {})
    assert Page(answer.content.decode()).problems == []


def test_page_for_a_service_that_is_down_keeps_the_rules() -> None:
    assert Page(render_to_string("503.html")).problems == []


@pytest.mark.parametrize(
    ("spoilt", "found"),
    [
        ('<p style="color: red">', "inline ['<p style>']"),
        ("<script>alert(1)</script>", "inline ['<script>']"),
        ('<button onclick="go()">', "inline ['<button onclick>']"),
        ('<img src="//cdn.example/x.png">', "foreign ['//cdn.example/x.png']"),
        ("<h1>Another</h1>", "2 h1"),
    ],
)
def test_the_rules_notice(spoilt: str, found: str) -> None:
    assert found in Page(render_to_string("404.html").replace("</main>", f"{spoilt}</main>")).problems
