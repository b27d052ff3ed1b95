"""The pages of thanks: writing, checking, sending; the lists; the acts on one."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from coaching.models import Thanks
from coaching.thanks.actions import THANKS_FORM, keep_thanks, show_thanks
from coaching.thanks.documents import ThanksDocument
from coaching.thanks.queries import find_thanks
from coaching.thanks.rules import PAGE
from coaching.thanks.sealing import open_thanks
from people.actions.organisations import Roles, change_member, close_membership, create_personal_organisation
from people.drafts import keep_draft, read_draft
from people.models import Membership, Team
from people.scope import organisation_scope
from tests.cast import NOW
from tests.coaching.conftest import SignIn, later
from tests.coaching.thanks.conftest import THANKS, code, filled, thanked

pytestmark = pytest.mark.usefixtures("scoped")

NEW = "/thanks/new/"


def read(tab: Client, url: str = "/thanks/") -> str:
    answer = tab.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def sent(tab: Client, form: dict[str, Any], status: int = 200) -> str:
    answer = tab.post(NEW, form)
    assert answer.status_code == status
    return unescape(answer.content.decode())


# --- writing ----------------------------------------------------------------------------------------


def test_who_is_alone_meets_nothing_of_it(amal: Membership, client_of: SignIn) -> None:
    alone = create_personal_organisation(user=amal.user, now=NOW)
    tab = client_of(alone)
    session = tab.session
    session["membership"] = str(alone.pk)
    session.save()
    with organisation_scope(alone.organisation):
        Membership.objects.filter(pk=alone.pk).update(notice_read=1)
    assert "/thanks/" not in tab.get("/today/").content.decode()
    for url in ("/thanks/", NEW, f"/thanks/{uuid4()}/", f"/thanks/{uuid4()}/remove/"):
        assert tab.get(url).status_code == 404


def test_without_anybody_near_it_says_so(cleo: Membership, client_of: SignIn) -> None:
    page = read(client_of(cleo), NEW)
    assert "At present there is nobody." in page
    assert '<a class="button" href="/thanks/">Back to thanks</a>' in page
    assert 'name="did"' not in page


def test_the_form_offers_colleagues_by_code_and_says_who_can_read_it(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    page = read(client_of(amal), NEW)
    offered = re.findall(r'<option value="(\w*)"', page)
    assert offered == ["", code(amal, bo), code(amal, mate)]
    assert not any(str(each.pk) in page for each in (mate, bo, cleo))
    assert '<a href="/thanks/">Cancel</a>' in page
    assert "That person, and nobody else, may show it to the team, with your name." in page
    assert all(f'value="{each}"' in page for each in ("SA", "SR", "MO", "EM", "SS"))


def test_it_is_checked_then_sent_and_both_read_the_same(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    tab = client_of(amal)
    form = filled(amal, mate, customer="She was so patient with me.", components=["SR", "EM"])
    checked = sent(tab, form)
    words = (*form["did"].split("."), THANKS.effect, THANKS.customer, "Self-regulation and Empathy")
    assert "<h1>What Mate will read</h1>" in checked
    assert f'<form method="post" action="{NEW}" novalidate>' in checked
    assert all(each in checked for each in words)
    assert not Thanks.objects.exists()
    answer = tab.post(NEW, form | {"then": "send"})
    own = answer["Location"]
    assert own == f"/thanks/{Thanks.objects.get().pk}/"
    giver, receiver = read(tab, own), read(client_of(mate), own)
    assert "Your thanks are with Mate." in giver
    assert "<h1>Thanks to Mate</h1>" in giver
    assert "<h1>Thanks from Amal</h1>" in receiver
    for page in (giver, receiver, read(tab), read(client_of(mate))):
        assert all(each in page for each in words)


def test_the_check_carries_every_field_on(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    tab, form = client_of(amal), filled(amal, mate, customer="So patient.", components=["SA", "SS"])
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', sent(tab, form))
    carried = {name: [value for each, value in hidden if each == name] for name, _value in hidden}
    assert tab.post(NEW, carried | {"then": "send"}).status_code == 303
    found = find_thanks(mate, Thanks.objects.get().pk)
    assert found is not None
    assert open_thanks(found) == ThanksDocument(form["did"], form["effect"], "So patient.", ("SA", "SS"))


NEAR = "Select somebody of your team, who looks after it, or whom you look after."


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"receiver": ""}, "Select whom you want to thank."),
        ({"receiver": "0123456789abcdef"}, NEAR),
        ({"did": " "}, "Write what the person did."),
        ({"effect": ""}, "Write what it led to."),
        ({"components": ["XX"]}, "Select from the five parts."),
        ({"did": "a\x00"}, "Character 2 (U+0000) cannot be stored."),
        ({"effect": "x" * 2001}, "Shorten this to 2000 characters. It has 2001."),
        ({"customer": "x" * 1001}, "Shorten this to 1000 characters. It has 1001."),
        ({"did": "x" * 900_000}, "Shorten this to 2000 characters. It has 900000."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    amal: Membership, mate: Membership, client_of: SignIn, changed: dict[str, Any], sentence: str
) -> None:
    page = sent(client_of(amal), filled(amal, mate, customer="so patient", then="send") | changed)
    assert sentence in page
    assert "so patient" in page or "customer" in changed
    assert not Thanks.objects.exists()


def test_half_a_surrogate_is_named_and_the_rest_stays(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    form = filled(amal, mate)
    body = f"receiver={form['receiver']}&did=a%ED%A0%80b&effect=I+could+breathe."
    answer = client_of(amal).post(NEW, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "I could breathe." in unescape(answer.content.decode())
    assert not Thanks.objects.exists()


def test_ten_megabytes_are_refused_and_what_was_kept_before_stays(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    tab, form = client_of(amal), filled(amal, mate)
    sent(tab, form)
    assert tab.post(NEW, form | {"did": "x" * 10_000_000, "then": "send"}).status_code == 400
    assert not Thanks.objects.exists()
    assert form["did"] in read(tab, NEW)


def test_to_oneself_to_strangers_and_by_ids_nothing_is_sent(
    amal: Membership, mate: Membership, cleo: Membership, eve: Membership, client_of: SignIn
) -> None:
    tab, pages = client_of(amal), set()
    key = str(uuid4())
    for to in (code(mate, amal), str(mate.pk), str(amal.pk), str(cleo.pk), str(eve.pk)):
        form = filled(amal, mate, submission_key=key, then="send") | {"receiver": to}
        page = sent(tab, form)
        assert NEAR in page
        pages.add(re.sub(r'name="(csrfmiddlewaretoken|draft_token)" value="[^"]+"', "", page))
    assert len(pages) == 1
    assert not Thanks.objects.exists()


def test_to_somebody_who_leaves_meanwhile_nothing_is_sent_and_nothing_lost(
    amal: Membership, mate: Membership, ada: Membership, client_of: SignIn
) -> None:
    tab, form = client_of(amal), filled(amal, mate)
    sent(tab, form)
    close_membership(member=mate, by=ada, now=NOW)
    page = sent(tab, form | {"then": "send"})
    assert "Somebody who has left or changed teams cannot be thanked here any more." in page
    assert form["did"] in page
    assert form["effect"] in read(tab, NEW)


def test_to_somebody_who_moves_between_form_and_action_the_form_says_so(
    amal: Membership, mate: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = filled(amal, mate)
    monkeypatch.setattr("coaching.thanks.actions.colleagues_of", lambda giver: ())
    page = sent(client_of(amal), form | {"then": "send"})
    assert NEAR in page
    assert form["did"] in page
    assert not Thanks.objects.exists()


def test_the_same_form_twice_is_one(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    tab, form = client_of(amal), filled(amal, mate, then="send")
    assert tab.post(NEW, form)["Location"] == tab.post(NEW, form)["Location"]
    assert Thanks.objects.count() == 1


def test_the_check_points_to_addresses_and_numbers_and_holds_nothing_up(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    tab, hint = client_of(amal), "There seems to be a phone number in what you wrote."
    assert hint not in sent(tab, filled(amal, mate))
    for name in ("did", "effect", "customer"):
        assert hint in sent(tab, filled(amal, mate, **{name: "Call 0171 1234567."}))
    assert tab.post(NEW, filled(amal, mate, did="Call 0171 1234567.", then="send")).status_code == 303


def test_one_can_go_back_to_change_it(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    page = sent(client_of(amal), filled(amal, mate, components=["MO"], then="change"))
    assert "<h1>Thank somebody</h1>" in page
    assert re.search(r'value="MO"[^>]* checked', page)
    assert f'<option value="{code(amal, mate)}" selected>' in page


def test_what_was_typed_waits_until_it_is_sent(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    tab = client_of(amal)
    sent(tab, filled(amal, mate, did="half", effect="", components=["MO"]))
    page = read(tab, NEW)
    assert "We kept what you wrote" in page
    assert "half" in page
    assert f'<option value="{code(amal, mate)}" selected>' in page
    assert re.findall(r'name="components" value="(\w+)"[^>]* checked', page) == ["MO"]
    assert tab.post(NEW, filled(amal, mate, then="send")).status_code == 303
    assert read_draft(amal, THANKS_FORM) is None


def test_it_waits_for_her_when_the_session_has_died(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    tab = client_of(amal)
    token = re.findall(r'name="draft_token" value="([^"]+)"', read(tab, NEW))[0]
    tab.logout()
    form = filled(amal, mate, did="said after lunch", then="send", draft_token=token)
    assert tab.post(NEW, form).status_code == 302
    assert "said after lunch" in read(client_of(amal), NEW)


def test_a_draft_that_does_not_open_keeps_nobody_from_writing(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    keep_draft(membership=amal, form=THANKS_FORM, fields={"did": ["half"]}, now=NOW)
    amal.drafts.update(sealed=b"not what was sealed")
    page = read(client_of(amal), NEW)
    assert "could not be opened" in page
    assert 'name="did"' in page


@override_settings(ACCOUNT_RATE_LIMITS={"thanks": "1/h/user", "save_draft": "120/m/key"})
def test_once_too_often_is_said_and_the_words_are_kept(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    tab = client_of(amal)
    token = re.findall(r'name="draft_token" value="([^"]+)"', read(tab, NEW))[0]
    assert tab.post(NEW, filled(amal, mate, draft_token=token)).status_code == 200
    told = filled(amal, mate, did="said too often", draft_token=token, then="send")
    assert tab.post(NEW, told).status_code == 429
    assert not Thanks.objects.exists()
    assert "said too often" in read(tab, NEW)


# --- the lists --------------------------------------------------------------------------------------


def test_an_empty_page_says_one_thing_and_offers_one(amal: Membership, client_of: SignIn) -> None:
    page = read(client_of(amal))
    assert "No thanks yet. One sentence about one thing that you saw is enough." in page
    assert page.count(f'href="{NEW}"') == 1
    assert "<h2>" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def headings(page: str) -> list[str]:
    """Of the sections and cards of a page, in their order."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return [re.sub(r"<[^>]+>", "", each) for each in re.findall(r"<h[23]>(.*?)</h[23]>", main)]


def test_each_reads_what_is_hers_newest_first_and_the_team_what_is_shown(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    first = thanked(mate, amal)
    thanked(bo, amal, now=later(minutes=1))
    thanked(amal, bo, now=later(minutes=2))
    show_thanks(row=first.pk, team=amal.team_id, by=amal)
    assert headings(read(client_of(amal))) == [
        *("You got", "From Bo", "From Mate"),
        *("You gave", "To Bo"),
        *("Shown to your team", "Mate to Amal"),
    ]
    assert headings(read(client_of(mate))) == ["You gave", "To Amal", "Shown to your team", "Mate to Amal"]
    assert headings(read(client_of(bo)))[-2:] == ["Shown to your team", "Mate to Amal"]
    assert headings(read(client_of(cleo))) == []


def test_nobody_is_counted(amal: Membership, mate: Membership, bo: Membership, client_of: SignIn) -> None:
    """With seven thanks shown no page of anybody's tells a number of them."""
    for number in range(7):
        one = thanked(bo, amal, now=later(minutes=number))
        show_thanks(row=one.pk, team=amal.team_id, by=amal)
    for member in (amal, mate, bo):
        main = read(client_of(member)).split("<main", 1)[1].split("</main>", 1)[0]
        words = re.sub(r"<[^>]+>", " ", main).replace("21 November 2026", "")
        assert not re.search(r"\b7\b|\bseven\b", words)


@pytest.mark.parametrize("name", ["received", "given", "team"])
def test_a_list_goes_on_by_pages(
    amal: Membership, mate: Membership, bo: Membership, client_of: SignIn, name: str
) -> None:
    for number in range(2 * PAGE + 1):
        giver, receiver = (amal, mate) if name == "given" else (mate, amal)
        document = ThanksDocument(f"Number {number}.", "I could breathe.")
        one = thanked(giver, receiver, document, now=later(minutes=number))
        if name == "team":
            show_thanks(row=one.pk, team=amal.team_id, by=amal)
    tab = client_of(bo if name == "team" else amal)
    seen, url = [], "/thanks/"
    for _page in range(3):
        page = read(tab, url)
        seen += re.findall(r"Number (\d+)\.", page)
        older = re.findall(rf'href="([^"]*\?list={name}&page=\d)"[^>]*>Older', page)
        url = older[0] if older else ""
    assert seen == [str(number) for number in reversed(range(2 * PAGE + 1))]
    assert url == ""
    third = f"/thanks/?list={name}&page=3"
    assert f'href="/thanks/?list={name}&page=2"' in read(tab, third)
    assert 'rel="prev" href="/thanks/"' in read(tab, f"/thanks/?list={name}&page=2")


@pytest.mark.parametrize("query", ["page=9", "list=given&page=9", "list=nobody&page=2", "page=-1", "page=x"])
def test_an_address_of_nothing_leads_back_to_the_page(
    amal: Membership, mate: Membership, client_of: SignIn, query: str
) -> None:
    thanked(mate, amal)
    answer = client_of(amal).get(f"/thanks/?{query}", follow=True)
    assert "From Mate" in answer.content.decode()


def test_what_does_not_open_says_so_on_every_page_and_can_be_removed(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    thanks, tab = thanked(mate, amal), client_of(amal)
    show_thanks(row=thanks.pk, team=amal.team_id, by=amal)
    Thanks.objects.update(sealed=b"not what was sealed")
    for url in ("/thanks/", f"/thanks/{thanks.pk}/"):
        assert "This could not be opened" in read(tab, url)
    assert "This could not be opened" in read(client_of(mate))
    assert tab.post(f"/thanks/{thanks.pk}/remove/").status_code == 303
    assert headings(read(tab)) == []


# --- one --------------------------------------------------------------------------------------------


def test_to_anybody_else_it_is_not_there_shown_or_not(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    thanks = thanked(mate, amal)
    for _time in range(2):
        for member in (bo, cleo):
            tab = client_of(member)
            for url in (f"/thanks/{thanks.pk}/", f"/thanks/{thanks.pk}/remove/"):
                assert (tab.get(url).status_code, tab.post(url).status_code) == (404, 404)
        show_thanks(row=thanks.pk, team=amal.team_id, by=amal)


def shown_by_button(tab: Client, url: str) -> str:
    """The answer to the button of the page, with what stands in its form."""
    team = re.findall(r'name="team" value="(\w+)"', read(tab, url))[0]
    return unescape(tab.post(url, {"then": "show", "team": team}, follow=True).content.decode())


def test_she_shows_it_and_takes_that_back_and_the_line_tells_both_who_can_read_it(
    amal: Membership, mate: Membership, bo: Membership, client_of: SignIn
) -> None:
    thanks = thanked(mate, amal)
    url, tab, giver, boss = f"/thanks/{thanks.pk}/", client_of(amal), client_of(mate), client_of(bo)
    assert "You and Mate can read this." in read(tab, url)
    told = shown_by_button(tab, url)
    assert "Your team can read it now." in told
    assert "You, Mate, the team and who supervises it can read this." in told
    assert "You, Amal, the team and who supervises it can read this." in read(giver, url)
    assert headings(read(boss)) == ["Shown to your team", "Mate to Amal"]
    told = unescape(tab.post(url, {"then": "hide"}, follow=True).content.decode())
    assert "Your team cannot read it any more." in told
    assert headings(read(boss)) == []
    assert "You and Amal can read this." in read(giver, url)
    assert "Shown to the team" not in read(giver)


def test_a_button_that_told_of_another_team_shows_nothing(
    amal: Membership, mate: Membership, quay: Team, ada: Membership, client_of: SignIn
) -> None:
    thanks, tab = thanked(mate, amal), client_of(amal)
    url = f"/thanks/{thanks.pk}/"
    team = re.findall(r'name="team" value="(\w+)"', read(tab, url))[0]
    for to in (quay, None):
        change_member(member=amal, roles=Roles(), team=to, by=ada, now=NOW)
        answer = tab.post(url, {"then": "show", "team": team}, follow=True)
        assert "so nothing was shown" in answer.content.decode()
    assert "Show it to your team" not in read(tab, url)
    assert Thanks.objects.get().shown_in_id is None


def test_the_giver_finds_no_button_that_shows_it_and_none_works(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    thanks, giver = thanked(mate, amal), client_of(mate)
    url = f"/thanks/{thanks.pk}/"
    assert 'name="then"' not in read(giver, url)
    for act in ("show", "hide", "keep", "let-go"):
        assert giver.post(url, {"then": act}).status_code == 404
    assert giver.post(url, {"then": "nothing"}).status_code == 303
    thanks.refresh_from_db()
    assert (thanks.shown_in_id, thanks.kept) == (None, False)


def test_she_keeps_it_and_lets_it_go_again(amal: Membership, mate: Membership, client_of: SignIn) -> None:
    thanks, tab = thanked(mate, amal), client_of(amal)
    url = f"/thanks/{thanks.pk}/"
    assert "Until 21 November 2027." in read(tab, url)
    for act, sentence, kept in (
        ("keep", "It stays until you remove it.", True),
        ("let-go", "It is deleted a year after it was given.", False),
    ):
        assert sentence in tab.post(url, {"then": act}, follow=True).content.decode()
        assert Thanks.objects.get().kept is kept


def test_removing_asks_first_and_its_giver_learns_nothing(
    amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    thanks, tab, giver = thanked(mate, amal), client_of(amal), client_of(mate)
    url = f"/thanks/{thanks.pk}/"
    before = read(giver, url)
    asked = read(tab, f"{url}remove/")
    assert "Mate is not told and keeps the words." in asked
    assert f'<a href="{url}">No, go back</a>' in asked
    assert Thanks.objects.get().removed_at is None
    keep_thanks(row=thanks.pk, keep=True, by=amal)
    assert "It is gone from your page." in tab.post(f"{url}remove/", follow=True).content.decode()
    assert tab.get(url).status_code == tab.post(f"{url}remove/").status_code == 404

    def words(page: str) -> str:
        return re.sub(r'value="[^"]+"', "", page)

    assert words(read(giver, url)) == words(before)


def test_taking_back_asks_first_and_is_offered_for_a_day(
    amal: Membership, mate: Membership, client_of: SignIn, clock: Any
) -> None:
    thanks, tab = thanked(mate, amal), client_of(mate)
    url = f"/thanks/{thanks.pk}/"
    assert "You can take it back until 22 November 2026, 10:30." in read(tab, url)
    assert "What Amal has read already cannot be taken back." in read(tab, f"{url}remove/")
    clock.move_to(later(days=1))
    tab = client_of(mate)
    assert "It belongs to Amal now." in read(tab, url)
    assert tab.get(f"{url}remove/").status_code == 303
    assert "A day has passed" in tab.post(f"{url}remove/", follow=True).content.decode()
    clock.move_to(later(hours=23))
    tab = client_of(mate)
    told = tab.post(f"{url}remove/", follow=True).content.decode()
    assert "You have taken it back. It is gone for Amal too." in told
    assert client_of(amal).get(url).status_code == tab.get(url).status_code == 404


def test_what_goes_between_two_steps_is_not_there(
    amal: Membership, mate: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    thanks, tab = thanked(mate, amal), client_of(amal)
    url = f"/thanks/{thanks.pk}/"

    def gone(*args: Any, **kwargs: Any) -> None:
        raise Thanks.DoesNotExist

    monkeypatch.setattr("coaching.views.thanks.remove_thanks", gone)
    assert tab.post(f"{url}remove/").status_code == 404


def test_the_menu_and_the_supervisors_page_lead_there(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    assert 'href="/thanks/"' in read(client_of(amal), "/today/")
    assert f'href="{NEW}"' in read(client_of(bo), "/team/")


# --- two at once ------------------------------------------------------------------------------------


def test_two_clicks_at_once_are_one(
    transactional_db: None, amal: Membership, mate: Membership, client_of: SignIn
) -> None:
    form = filled(amal, mate, then="send")

    def click(tab: Client) -> str:
        try:
            return tab.post(NEW, form)["Location"]
        finally:
            connection.close()

    tabs = [client_of(amal) for _tab in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(click, tabs))
    assert answers == {reverse("coaching:thanks", args=[Thanks.objects.get().pk])}
