"""One card in two tabs: neither wipes what the other has saved, and what was typed is never lost."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from hiring.actions.scorecards import Rated, Seen, lock_scorecard, save_scorecard
from hiring.models import Candidate, Opening, Scorecard
from hiring.queries import own_card
from people.models import Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.hires import QUESTIONS, changed, locked, rated, sent

ClientOf = Callable[[Membership], Client]


@pytest.fixture
def nell(opening: Opening, dee: Membership) -> Candidate:
    return sent(opening, dee)


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


def opened(candidate: Candidate, by: Membership) -> Seen:
    """A tab that is opened now."""
    card = own_card(candidate, by)
    return Seen(uuid4(), card.saved_from if card else None)


def heard(text: str) -> dict[str, Rated]:
    return {"calm-1": Rated(None, text)}


def stored(candidate: Candidate, by: Membership) -> str:
    card = own_card(candidate, by)
    assert card is not None
    return card.ratings["calm-1"][1]


def hidden(page: str) -> dict[str, str]:
    """What a form carries beside what is typed."""
    found = re.findall(r'<input type="hidden" name="(page|last|version)" value="([^"]*)"', page)
    assert found, page
    return dict(found)


def address(candidate: Candidate) -> str:
    return f"/hiring/c/{candidate.pk}/scorecard/"


def tab(hr: Client, candidate: Candidate) -> dict[str, str]:
    """A tab with the card: its hidden fields."""
    return hidden(hr.get(address(candidate)).content.decode())


# --- the act --------------------------------------------------------------------------------------


def test_the_older_tab_does_not_wipe_what_the_newer_has_saved(nell: Candidate, dee: Membership) -> None:
    older, newer = opened(nell, dee), opened(nell, dee)
    save_scorecard(candidate=nell, ratings=heard("zqnew"), by=dee, now=NOW, seen=newer)
    for act, ratings in ((save_scorecard, heard("zqold")), (lock_scorecard, rated("zqold"))):
        with pytest.raises(Refused, match="in the meantime") as refused:
            act(candidate=nell, ratings=ratings, by=dee, now=NOW, seen=older)
        assert refused.value.field == "version"
    card = own_card(nell, dee)
    assert card is not None
    assert (card.ratings["calm-1"], card.locked_at) == ((None, "zqnew"), None)


def test_a_card_of_before_pages_were_told_apart_is_kept_too(nell: Candidate, dee: Membership) -> None:
    save_scorecard(candidate=nell, ratings=heard("zqfirst"), by=dee, now=NOW)
    Scorecard.objects.update(saved_from=None)
    older, newer = opened(nell, dee), opened(nell, dee)
    save_scorecard(candidate=nell, ratings=heard("zqnew"), by=dee, now=NOW, seen=newer)
    with pytest.raises(Refused, match="in the meantime"):
        save_scorecard(candidate=nell, ratings=heard("zqold"), by=dee, now=NOW, seen=older)
    assert stored(nell, dee) == "zqnew"


def test_a_tab_goes_on_after_its_own_savings_though_no_answer_came_back(
    nell: Candidate, dee: Membership
) -> None:
    mine = opened(nell, dee)
    for text in ("zqone", "zqtwo", "zqthree"):
        save_scorecard(candidate=nell, ratings=heard(text), by=dee, now=NOW, seen=mine)
    assert stored(nell, dee) == "zqthree"
    lock_scorecard(candidate=nell, ratings=rated("zqlast"), by=dee, now=NOW, seen=mine)
    assert stored(nell, dee) == "zqlast"


def test_what_says_the_same_wipes_nothing(nell: Candidate, dee: Membership) -> None:
    older, newer = opened(nell, dee), opened(nell, dee)
    save_scorecard(candidate=nell, ratings=heard("zqsame"), by=dee, now=NOW, seen=newer)
    save_scorecard(candidate=nell, ratings=heard("zqsame"), by=dee, now=NOW, seen=older)
    assert stored(nell, dee) == "zqsame"


def test_what_no_page_writes_is_noticed_by_every_tab(nell: Candidate, dee: Membership) -> None:
    older = opened(nell, dee)
    save_scorecard(candidate=nell, ratings=heard("zqone"), by=dee, now=NOW)
    save_scorecard(candidate=nell, ratings=heard("zqtwo"), by=dee, now=NOW)
    with pytest.raises(Refused, match="in the meantime"):
        save_scorecard(candidate=nell, ratings=heard("zqold"), by=dee, now=NOW, seen=older)


# --- the page -------------------------------------------------------------------------------------


@pytest.mark.parametrize("then", ["save", "lock"])
def test_the_page_shows_what_was_typed_and_what_is_stored_and_then_takes_both(
    hr: Client, nell: Candidate, dee: Membership, then: str
) -> None:
    older, newer = tab(hr, nell), tab(hr, nell)
    whole = {f"evidence_{one.code}": "zqold" for one in QUESTIONS}
    whole |= {f"rating_{one.code}": "2" for one in QUESTIONS}
    first = {**newer, "evidence_calm-1": "zqnew", "rating_calm-1": "5", "then": "save"}
    assert hr.post(address(nell), first).status_code == 303
    page = hr.post(address(nell), {**older, **whole, "then": then}).content.decode()
    assert "Your card was changed in the meantime" in page
    assert page.count("zqold") == len(QUESTIONS)
    assert 'Your card says now: <strong>5</strong></p><p class="note">zqnew</p>' in page
    assert stored(nell, dee) == "zqnew"
    joined = {**hidden(page), **whole, "evidence_calm-1": "zqnew and zqold", "then": then}
    assert hr.post(address(nell), joined).status_code == 303
    assert stored(nell, dee) == "zqnew and zqold"


def test_only_questions_that_differ_are_laid_beside_each_other(hr: Client, nell: Candidate) -> None:
    older, newer = tab(hr, nell), tab(hr, nell)
    same = {"evidence_calm-2": "One.\r\nTwo.", "rating_calm-2": "0", "then": "save"}
    hr.post(address(nell), {**newer, **same, "evidence_calm-1": "zqnew"})
    typed = {**same, "evidence_calm-2": "One.\nTwo.", "evidence_calm-1": "zqold"}
    page = hr.post(address(nell), {**older, **typed}).content.decode()
    assert page.count("Your card says now:") == 1


def test_quiet_savings_of_two_tabs_wipe_nothing_and_say_so(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    older, newer = tab(hr, nell), tab(hr, nell)
    quiet = f"{address(nell)}?quiet=1"
    for text in ("zqn", "zqnew"):
        assert hr.post(quiet, {**newer, "evidence_calm-1": text}).json() == {"saved": ""}
    answer = hr.post(quiet, {**older, "evidence_calm-1": "zqold"})
    assert answer.status_code == 409
    assert answer.json() == {
        "saved": None,
        "told": "Not saved. Your card was changed in another tab. Select “Save and come back” to see both.",
    }
    assert stored(nell, dee) == "zqnew"
    assert hr.post(address(nell), {**newer, "evidence_calm-1": "zqlast", "then": "save"}).status_code == 303


@pytest.mark.parametrize("junk", ["", "x", "\x00", "9" * 300])
def test_a_form_without_a_name_of_its_own_wipes_nothing(
    hr: Client, nell: Candidate, dee: Membership, junk: str
) -> None:
    save_scorecard(candidate=nell, ratings=heard("zqnew"), by=dee, now=NOW)
    sent_form = {"page": junk, "last": junk, "evidence_calm-1": "zqold", "then": "save"}
    page = hr.post(address(nell), sent_form).content.decode()
    assert "zqnew" in page
    assert "zqold" in page
    assert stored(nell, dee) == "zqnew"


@pytest.mark.parametrize("is_older", [False, True])
def test_what_was_sent_when_she_was_signed_out_stands_beside_a_card_that_was_changed_since(
    hr: Client, nell: Candidate, dee: Membership, is_older: bool
) -> None:
    hr.post(address(nell), {**tab(hr, nell), "evidence_calm-1": "zqfirst", "then": "save"})
    page = hr.get(address(nell)).content.decode()
    token = re.search(r'name="draft_token" value="([^"]+)"', page)
    assert token is not None
    if is_older:
        other = {**tab(hr, nell), "evidence_calm-1": "zqsecond", "then": "save"}
        assert hr.post(address(nell), other).status_code == 303
    late = {**hidden(page), "draft_token": token[1], "evidence_calm-1": "zqlate", "then": "save"}
    assert Client().post(address(nell), late)["Location"].startswith("/sign-in/")
    back = hr.get(address(nell)).content.decode()
    assert "zqlate" in back
    assert ("Your card was changed since you wrote this." in back) == is_older
    assert ("zqsecond" in back) == is_older
    again = {**hidden(back), "evidence_calm-1": "zqlate", "then": "save"}
    assert hr.post(address(nell), again).status_code == 303
    assert stored(nell, dee) == "zqlate"


def test_a_locked_card_is_told_to_the_quiet_tab(hr: Client, nell: Candidate, dee: Membership) -> None:
    mine = tab(hr, nell)
    locked(nell, dee)
    answer = hr.post(f"{address(nell)}?quiet=1", {**mine, "evidence_calm-1": "zqlate"})
    assert answer.status_code == 409
    assert answer.json()["told"].startswith("Not saved. Your scorecard is locked.")


def test_a_text_that_is_too_long_is_never_told_as_saved(hr: Client, nell: Candidate) -> None:
    long = {**tab(hr, nell), "evidence_calm-1": "x" * 4001, "then": "save"}
    answer = hr.post(f"{address(nell)}?quiet=1", long)
    assert (answer.status_code, answer.json()["saved"]) == (422, None)
    assert answer.json()["told"] == ("Not all of it is saved. Shorten this to 4000 characters. It has 4001.")
    page = hr.post(address(nell), long)
    assert (page.status_code, "Shorten this" in page.content.decode()) == (200, True)


@pytest.mark.parametrize("query", ["", "?quiet=1"])
def test_locking_an_empty_card_keeps_none(hr: Client, nell: Candidate, query: str) -> None:
    """It would stand for one that is owed."""
    answer = hr.post(address(nell) + query, tab(hr, nell))
    assert answer.status_code == 200
    assert not Scorecard.objects.exists()


# --- a change of a locked card --------------------------------------------------------------------


def test_a_change_lays_what_the_card_says_now_beside_and_a_mistake_in_between_hides_nothing(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    locked(nell, dee)
    url = f"{address(nell)}change/"
    older = hidden(hr.get(url).content.decode())
    changed(nell, dee, evidence="zqnew")
    fields = {f"evidence_{one.code}": "zqold" for one in QUESTIONS}
    fields |= {f"rating_{one.code}": "2" for one in QUESTIONS}
    page = hr.post(url, {**older, **fields}).content.decode()
    assert "Write why you change it." in page
    page = hr.post(url, {**hidden(page), **fields, "reason": "zqwhy"}).content.decode()
    assert "Your card was changed in the meantime" in unescape(page)
    for word, many in (("zqold", len(QUESTIONS)), ("zqnew", len(QUESTIONS)), ("zqwhy", 1)):
        assert page.count(word) == many, word
    assert stored(nell, dee) == "zqnew"
    assert hr.post(url, {**hidden(page), **fields, "reason": "zqwhy"}).status_code == 303
    assert stored(nell, dee) == "zqold"
