"""Whatever is sent, whereto ever: an answer, and never a breakdown.

The addresses come from the resolver, the fields from the forms that the pages show and the links they hold.
"""

import time
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest
from django.core import signing
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.cast import PASSWORD
from tests.crowd import Crowd
from tests.matrix import TABLE, THINGS
from tests.test_url_matrix import address
from tests.walk import Browser, routes

FORM = "application/x-www-form-urlencoded"
SLOWEST = 5  # seconds for one answer, on a machine that does much else
# Without shrinking: what broke is read from the message, and the file stays quick.
quick = settings(
    deadline=None,
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
)
# Names that forms carry without showing them, and names that nobody has asked for.
HIDDEN = {
    "next",
    "draft_token",
    "submission_key",
    "state",
    "version",
    "of",
    "technique",
    "sitting",
    "then",
    "quiet",
    "check",
    "page",
    "from",
    "period",
}
STRANGE = {"", "\0", "__proto__", "membership[]", "sealed", "organisation", "is_admin"}


class Names(HTMLParser):
    """The names of a page's fields, and of what its links and forms ask for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag in {"input", "select", "textarea", "button"} and told.get("name"):
            self.found.add(told["name"])
        for name in ("href", "action", "formaction"):
            self.found |= {key for key, _value in parse_qsl(urlsplit(told.get(name, "")).query)}


@pytest.fixture
def urls(crowd: Crowd) -> list[str]:
    """Every address, with things of amal's in it."""
    return [address(crowd, route, "amal" if route.name in THINGS else "herself") for route in routes()]


def fields_of(browser: Browser, urls: list[str]) -> dict[str, list[str]]:
    """By address: the fields that its page shows, and the usual hidden ones. A page is looked at once."""
    for url in urls:
        if url not in browser.notes:
            page = browser.knock("GET", url)
            shown = Names(page.content.decode(errors="replace")).found if not page.streaming else set()
            browser.notes[url] = sorted(shown | HIDDEN | STRANGE)
    return {url: browser.notes[url] for url in urls}


TEXTS = [
    "",
    "\0",
    "note\0note",
    "\u202eabc\u2066",
    "\ufeff",
    "9" * 5000,
    "-1",
    "99999999999999999999",
    "NaN",
    "Infinity",
    "1e999",
    "00000000-0000-0000-0000-000000000000",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "'; DROP TABLE people_user; --",
    "<script>alert(1)</script>",
    "=1+1",
    "../../etc/passwd",
    "//elsewhere.example/",
    "https://elsewhere.example/",
    "javascript:alert(1)",
    "a@b",
    "💥" * 300,
    "\r\n" * 300,
    "x" * 20_000,
]
# As no browser sends them: half a surrogate, an overlong NUL, bytes that are no UTF-8, a torn escape.
RAW = ["%ED%A0%80", "%C0%80", "%FF%FE", "%", "%G1", "%00", "%F4%90%80%80", "%E2%80%AE"]
values = st.one_of(
    st.sampled_from(TEXTS).map(quote),
    st.sampled_from(RAW),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(quote),
)
WHO = st.sampled_from(["anonymous", "amal", "ada", "dee", "nell", "newcomer"])


def asked(browser: Browser, method: str, url: str, **sent: object) -> int:
    """The status of an answer that came in time."""
    began = time.monotonic()
    answer = browser.knock(method, url, **sent)
    assert time.monotonic() - began < SLOWEST, f"{method} {url} took too long"
    assert answer.status_code < 500, f"{method} {url} {str(sent)[:300]}: {answer.status_code}"
    return answer.status_code


def filled(pairs: list[tuple[str, str]]) -> str:
    """A form or query, joined by hand: a name may come twice, and what is malformed stays so."""
    return "&".join(f"{quote(name)}={value}" for name, value in pairs)


# --- every field of every page ----------------------------------------------------------------------


EVIL = [quote("a\0b"), "%ED%A0%80", quote("9" * 5000), quote("[" * 20_000), "NaN", "%"]


def test_every_field_of_every_address_takes_each_of_them(crowd: Crowd) -> None:
    """As whoever gets furthest there: a visitor, an admin, HR, a candidate, else amal."""
    for route in routes():
        who = {"front": "anonymous", "admin": "ada", "hr": "dee"}.get(TABLE[route.name].gate, "amal")
        who = "nell" if f"{route.name}/nell" in TABLE else who
        browser = crowd.browsers[who]
        url = address(crowd, route, "amal" if route.name in THINGS else "herself")
        names = fields_of(browser, [url])[url]
        for value in EVIL:
            fields = [(name, value) for name in names] + list(browser.marked.items())
            asked(browser, "POST", url, data=filled(fields), content_type=FORM)


def test_fields_were_found_on_the_pages(crowd: Crowd, urls: list[str]) -> None:
    """What the rest of this file sends is what the product asks for."""
    found = fields_of(crowd.browsers["amal"], urls)
    assert {"feeling", "trigger", "strength", "note"} <= set(found["/now/"])
    assert {"time_zone", "day_ends_at", "theme", "text_size"} <= set(found["/you/preferences/"])
    assert {"email", "roles", "team"} <= set(
        fields_of(crowd.browsers["ada"], urls)["/admin-area/invitations/"]
    )


SALTS = ["", "people.hidden", "people.known_devices", "django.contrib.messages"]
ELSEWHERE = ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example"]

# --- anything ---------------------------------------------------------------------------------------


@quick
@given(data=st.data(), who=WHO)
def test_forms_take_anything(crowd: Crowd, urls: list[str], data: st.DataObject, who: str) -> None:
    url = data.draw(st.sampled_from(urls))
    names = fields_of(crowd.browsers[who], [url])[url]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), values), max_size=12))
    sent = pairs + list(crowd.browsers[who].marked.items())
    asked(crowd.browsers[who], "POST", url, data=filled(sent), content_type=FORM)


@quick
@given(data=st.data(), who=WHO)
def test_queries_take_anything(crowd: Crowd, urls: list[str], data: st.DataObject, who: str) -> None:
    url = data.draw(st.sampled_from(urls))
    names = fields_of(crowd.browsers[who], [url])[url]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), values), max_size=6))
    asked(crowd.browsers[who], "GET", f"{url}?{filled(pairs)}")


@quick
@given(data=st.data(), who=WHO, body=st.binary(max_size=300))
def test_bodies_of_any_kind(
    crowd: Crowd, urls: list[str], data: st.DataObject, who: str, body: bytes
) -> None:
    url = data.draw(st.sampled_from(urls))
    kind = data.draw(
        st.sampled_from(
            [
                FORM,
                f"{FORM}; charset=utf-7",
                f"{FORM}; charset=nonsense",
                "multipart/form-data",
                "multipart/form-data; boundary=x",
                "application/json",
                "text/plain",
                "",
            ]
        )
    )
    asked(crowd.browsers[who], "POST", url, data=body, content_type=kind)


@quick
@given(
    data=st.data(),
    who=WHO,
    name=st.sampled_from(["hidden", "sessionid", "messages", "csrftoken", "device"]),
    value=st.one_of(
        st.sampled_from(["", '"', "eyJhIjoxfQ:1:abc", "W1siX19qc29u", "%00", "=" * 3000, "a:b:c", "é"]),
        st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters=';,"\\'), max_size=60),
    ),
)
def test_cookies_of_any_kind(
    crowd: Crowd, urls: list[str], data: st.DataObject, who: str, name: str, value: str
) -> None:
    """Signed values included: what carries our signature may still be somebody's older one."""
    url = data.draw(st.sampled_from(urls))
    salt = data.draw(st.sampled_from(SALTS))
    content = signing.dumps(value, salt=salt) if salt else value
    kept = tuple(pair for pair in crowd.browsers[who].cookies if pair[0] != name)
    browser = Browser((*kept, (name, content)))
    asked(browser, "GET", url)
    asked(browser, "POST", url)


@quick
@given(tail=st.one_of(st.sampled_from(RAW), st.text(max_size=30).map(quote)), who=WHO)
def test_addresses_that_are_none(crowd: Crowd, urls: list[str], tail: str, who: str) -> None:
    for url in ("/", "/moments/", "/account/create/", "/assessment/p/", "/admin-area/teams/"):
        asked(crowd.browsers[who], "GET", f"{url}{tail}/")


def test_a_megabyte_more_than_is_taken_is_refused_at_once(crowd: Crowd, urls: list[str]) -> None:
    invited = reverse("people:invitation-accept", args=[crowd.holdings["amal"].ids["token"]])
    takes_a_file = reverse("journal:along")
    big = urlencode({"note": "x" * 2_000_000})
    for url in urls:
        taken = asked(crowd.browsers["amal"], "POST", url, data=big, content_type=FORM)
        # The invited page shows who may sign in; the one that takes a file says that there is none.
        assert taken in {400, 405, 302, 303, 403} or url in {invited, takes_a_file}, url


def test_a_thousand_fields_are_refused(crowd: Crowd) -> None:
    many = urlencode([(f"a{number}", "1") for number in range(1000)])
    assert asked(crowd.browsers["amal"], "POST", "/now/", data=many, content_type=FORM) == 400


@pytest.mark.parametrize("away", ELSEWHERE)
@pytest.mark.parametrize("url", ["/hidden/", "/drafts/drop/", "/sign-in/", "/sign-in/again/", "/sign-out/"])
def test_no_way_back_leads_to_another_site(crowd: Crowd, url: str, away: str) -> None:
    for field in ("back", "next"):
        sent = {"data": urlencode({field: away, "password": PASSWORD}), "content_type": FORM}
        for who in ("anonymous", "amal"):
            answer = crowd.browsers[who].knock("POST", url, **sent)
            assert "elsewhere.example" not in urlsplit(answer.get("Location", "")).netloc
            assert not answer.get("Location", "").startswith(("//", "/\\"))
