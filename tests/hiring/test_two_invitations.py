"""Two invitations in one browser: what is sent from the page of one never acts on the other."""

import re

import pytest
from django.test import Client

from hiring.access import COOKIE
from hiring.bearers import MOST, hashes_in, led_back, mark_of, newest_in, with_newest
from hiring.judgement.access import COOKIE as EXPERT
from hiring.models import Candidate, Expert, Opening
from people.models import Membership
from people.tokens import token_hash
from tests import experts
from tests.hires import answered, begun, invited, job, sent
from tests.phones import Phone, marked

NEEDS = "/c/adjustments/"
# Every page of hers with a form, and how it comes to be hers.
FORMS = {
    "/c/p/1/": "begun",
    "/c/check/": "begun",
    "/c/withdraw/": "begun",
    NEEDS: "begun",
    "/c/practice/1/": "begun",
    "/c/s/": "begun",
    "/c/s/1/": "started",
    "/c/about-you/": "sent",
    "/c/done/": "sent",
}


@pytest.fixture
def shared(opening: Opening, dee: Membership, clock: object) -> Client:
    """A page of the first invitation is open in it; then the link of the second one was opened."""
    invited(opening, dee, name="First", token="first")
    invited(job(dee, title="Another job"), dee, name="Second", token="second")
    client = Client()
    client.post("/c/first/")
    client.post("/c/second/")
    return client


def named(name: str) -> Candidate:
    found: Candidate = Candidate.objects.get(name=name)
    return found


@pytest.mark.parametrize("fields", [{}, {"whose": ""}, {"whose": "\0"}, None])
def test_a_page_of_one_does_not_withdraw_the_other(shared: Client, fields: dict[str, str] | None) -> None:
    answer = shared.post("/c/withdraw/", marked(named("First").pk) if fields is None else fields)
    assert answer.status_code == 409
    assert "Nothing was sent" in answer.content.decode()
    assert {one.state for one in Candidate.objects.all()} == {"started"}


def test_the_page_says_what_happened_and_the_link_leads_back(shared: Client) -> None:
    page = shared.post("/c/withdraw/", marked(named("First").pk)).content.decode()
    assert "Another invitation was opened in this browser after this page." in page
    assert "open the link in your mail again" in page
    assert "What you wrote" not in page
    assert "This page is from before an update." in shared.post("/c/withdraw/").content.decode()
    for token, name, other in (("first", "First", "Second"), ("second", "Second", "First")):
        assert shared.get(f"/c/{token}/")["Location"] == "/c/p/1/"
        assert shared.post("/c/withdraw/", marked(named(other).pk)).status_code == 409
        assert mark_of(named(name).pk) in shared.get("/c/withdraw/").content.decode()
    assert shared.post("/c/withdraw/", marked(named("Second").pk)).status_code == 303
    assert (named("First").state, named("Second").state) == ("started", "withdrawn")


def test_what_she_typed_stands_there_and_is_asked_for_nobody(shared: Client) -> None:
    wish = {"text_size": "normal", "text": "zq <an interpreter>"} | marked(named("First").pk)
    page = shared.post(NEEDS, wish).content.decode()
    assert "zq &lt;an interpreter&gt;" in page
    assert not any(one.adjustments.exists() for one in Candidate.objects.all())


def test_a_quiet_save_of_the_other_page_is_not_told_as_saved(shared: Client) -> None:
    answer = shared.post("/c/p/1/?quiet=1", marked(named("First").pk))
    assert (answer.status_code, answer.json()) == (409, {"saved": None})


@pytest.mark.parametrize("url", FORMS)
def test_every_form_of_hers_says_whose_it_is(scoped: None, dee: Membership, clock: object, url: str) -> None:
    opening = experts.asking(dee, parts=["SR"])
    nell = answered(begun(invited(opening, dee)))
    if FORMS[url] != "begun":
        experts.started(nell)
    if FORMS[url] == "sent":
        nell = sent(job(dee, title="Sent"), dee, name="Ann", token="ann", session="ann")
    phone = Phone()
    phone.cookies[COOKIE] = "ann" if FORMS[url] == "sent" else "nells-session"
    page = phone.get(url).content.decode()
    forms = re.findall(r"<form method=\"post\".*?</form>", page, re.DOTALL)
    assert len(forms) == (0 if url == "/c/done/" else 1)
    assert all(f'name="whose" value="{mark_of(nell.pk)}"' in one for one in forms)


def test_a_page_of_one_expert_rates_nothing_for_another(scoped: None, dee: Membership, clock: object) -> None:
    experts.panel_of(dee, "Ina", "Jo")
    shared = Client()
    for name in ("Ina", "Jo"):
        shared.post(f"/x/link-of-{name}/")
    ina = marked(Expert.objects.get(name="Ina").pk)
    assert shared.post("/x/s/1/", ina | {"remark-a": "5"}).status_code == 409
    assert experts.sheets_of_expert(experts.expert("Jo")).answers == {}
    assert shared.get("/x/link-of-Ina/")["Location"] == "/x/s/1/"
    shared.post("/x/s/1/", ina | {"remark-a": "5"})
    assert experts.sheets_of_expert(experts.expert("Ina")).answers == {"remark-a": 5}
    assert ina["whose"] in shared.get("/x/s/1/").content.decode()
    assert ina["whose"] in shared.get("/x/check/").content.decode()
    assert shared.cookies[EXPERT]["path"] == "/x/"


def test_a_cookie_keeps_the_newest_sessions_each_once() -> None:
    cookie = ""
    for number in range(MOST + 2):
        cookie = with_newest(cookie, f"s{number}")
    assert cookie == "s6.s5.s4.s3.s2"
    assert newest_in(cookie) == "s6"
    assert led_back(cookie, token_hash("s4")) == "s4.s6.s5.s3.s2"
    assert hashes_in(cookie + ".more") == [token_hash(f"s{number}") for number in (6, 5, 4, 3, 2)]
    assert (newest_in(""), hashes_in("")) == ("", [token_hash("")])
