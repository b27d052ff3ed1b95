"""Pages of keeping: HR places and lifts holds and sees what ran; a candidate takes a copy away."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.checks import run_checks
from django.test import Client

from hiring.actions.answers import send_answers
from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import open_profile
from hiring.adjustments.display import Display
from hiring.checks import purge_ran
from hiring.keeping.actions import hold_candidate, hold_opening, purge_due
from hiring.models import LegalHold, Opening, PurgeRun
from people.models import Membership, Organisation
from tests import experts
from tests.cast import NOW
from tests.hires import answered, begun, helped, invited, job, joins, locked, sent, wished
from tests.hiring.conftest import browser_of

ClientOf = Callable[[Membership], Client]
NAMED = {"name": "Claim 12/2026", "reason": "A court asked for it."}
TOLD = "A legal hold keeps your data"


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return b"".join(answer) if answer.streaming else answer.content.decode()  # type: ignore[return-value]


def taken(phone: Client) -> Any:
    """Her copy, as JSON."""
    answer = phone.get("/c/copy/json/")
    assert answer.status_code == 200
    return json.loads(b"".join(answer))


def test_hr_holds_an_opening_and_lifts_it(hr: Client, opening: Opening) -> None:
    url = f"/hiring/{opening.pk}/hold/"
    assert f'href="{url}"' in read(hr, f"/hiring/{opening.pk}/")
    assert "Give the hold a name." in hr.post(url, {"reason": "x"}).content.decode()
    assert hr.post(url, NAMED)["Location"] == url
    assert "A court asked for it." in read(hr, url)
    hold = LegalHold.objects.get()
    assert "Claim 12/2026" in read(hr, "/hiring/keeping/")
    lift = f"/hiring/hold/{hold.pk}/lift/"
    assert "cannot be brought back" in read(hr, lift)
    assert LegalHold.objects.standing().exists()  # a GET does nothing
    assert hr.post(lift)["Location"] == "/hiring/keeping/"
    assert "None stands." in read(hr, "/hiring/keeping/")
    assert "It was lifted on 21 November 2026." in read(hr, lift)
    assert "lifted by Dee on 21 November 2026" in read(hr, url)


def test_hr_holds_one_candidate_and_her_page_says_so(hr: Client, opening: Opening, dee: Membership) -> None:
    nell = sent(opening, dee)
    page, url = f"/hiring/c/{nell.pk}/", f"/hiring/c/{nell.pk}/hold/"
    assert "A legal hold keeps this" not in read(hr, page)
    assert "write why" in hr.post(url, {"name": "x"}).content.decode().lower()
    assert hr.post(url, NAMED)["Location"] == url
    assert "A legal hold keeps this" in read(hr, page)
    hold_opening(opening=opening, name="All", reason="x", by=dee, now=NOW)
    assert "over the whole opening" in read(hr, url)


def test_why_one_is_held_opens_to_hr_who_talks_with_her_after_her_own_card(
    hr: Client, opening: Opening, dee: Membership
) -> None:
    nell = sent(opening, dee)
    hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    url = f"/hiring/c/{nell.pk}/hold/"
    for page in (url, "/hiring/keeping/", f"/hiring/hold/{LegalHold.objects.get().pk}/lift/"):
        assert "Claim 12/2026" in read(hr, page)
        assert "A court asked for it." not in read(hr, page)
    told = "Why it was placed opens once you have locked your own scorecard"
    assert told in read(hr, url)
    locked(nell, dee)
    assert "A court asked for it." in read(hr, url)
    assert told not in read(hr, url)


def test_who_talks_with_candidates_is_not_told_of_holds(
    opening: Opening, dee: Membership, client_of: ClientOf, clock: object, bo: Membership
) -> None:
    joins(opening, dee, bo)
    nell = sent(opening, dee)
    hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    assert "hold" not in read(client_of(bo), f"/hiring/c/{nell.pk}/")
    assert client_of(bo).get(f"/hiring/c/{nell.pk}/hold/").status_code == 403
    assert client_of(bo).get("/hiring/keeping/").status_code == 403


def test_the_candidates_own_pages_say_that_a_hold_keeps_her_data(
    opening: Opening, dee: Membership, clock: object
) -> None:
    nell = sent(opening, dee)
    phone = browser_of("nells-session")
    assert TOLD not in read(phone, "/c/done/") + read(phone, "/c/withdraw/")
    hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    for url in ("/c/done/", "/c/withdraw/"):
        assert TOLD in read(phone, url)
        assert "Claim 12/2026" not in read(phone, url)
    assert phone.post("/c/withdraw/").status_code == 303
    after = read(phone, "/c/withdraw/")
    assert TOLD in after
    assert "are deleted, with all" not in after


def test_hr_reads_of_somebody_who_withdrew_under_a_hold_that_her_answers_are_kept(
    hr: Client, opening: Opening, dee: Membership
) -> None:
    nell = begun(invited(opening, dee))
    hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    page = read(hr, f"/hiring/c/{nell.pk}/")
    assert "nobody opens the answers" in page
    assert "The answers are deleted" not in page


def test_the_page_shows_each_run_and_the_one_that_was_broken_off(
    hr: Client, harbour: Organisation, opening: Opening
) -> None:
    assert "It has not run yet." in read(hr, "/hiring/keeping/")
    purge_due(organisation=harbour, now=NOW)
    PurgeRun.objects.create(
        organisation=harbour, began_at=NOW, ended_at=None, looked_at=9, purged=4, held=3, broken=2, experts=7
    )
    page = read(hr, "/hiring/keeping/")
    assert page.count("<tbody>") == 1
    assert page.count("broken off") == 1
    for number in (9, 4, 3, 2, 7):
        assert f'<td class="num">{number}</td>' in page


# --- the copy -------------------------------------------------------------------------------------


def test_a_candidate_takes_all_that_she_gave_away(opening: Opening, dee: Membership, clock: object) -> None:
    nell = sent(opening, dee)
    locked(nell, dee, evidence="zqevidence7")
    open_profile(candidate=nell, by=dee, now=NOW)
    phone = browser_of("nells-session")
    assert 'href="/c/copy/json/"' in read(phone, "/c/done/")
    answer = phone.get("/c/copy/json/")
    assert answer.streaming
    assert answer["Content-Disposition"] == f'attachment; filename="{nell.reference}.json"'
    assert answer["Cache-Control"] == "no-store"
    told = json.loads(b"".join(answer))
    assert (told["name"], told["email"]) == ("Nell", "nells-token@home.example")
    assert {one["code"]: one["value"] for one in told["answers"]} == dict(
        nell.answers.values_list("item_code", "value")
    )
    assert [one["what"] for one in told["times"]] == ["Invited", "Begun", "Sent"]
    assert [one["what"] for one in told["receipts"]] == [
        "You were invited",
        "Somebody who talked with you locked a scorecard",
        "Somebody who talks with you or decides opened your answers",
    ]
    assert (told["deleted_on"], told["is_held"]) == ("2027-06-11", False)
    page = b"".join(phone.get("/c/copy/html/")).decode()
    assert page.count("<dt>") >= 20
    assert "11 June 2027" in page
    assert "zqevidence7" not in json.dumps(told) + page


def test_a_refused_statement_and_a_hold_stand_in_the_copy(
    opening: Opening, dee: Membership, clock: object
) -> None:
    nell = sent(opening, dee)
    nell.answers.filter(item_code=nell.answers.all()[0].item_code).update(value=None)
    hold_candidate(candidate=nell, **NAMED, by=dee, now=NOW)
    page = b"".join(browser_of("nells-session").get("/c/copy/html/")).decode()
    assert "I’d rather not say" in page
    assert "A legal hold keeps it until it is lifted." in page
    assert "Claim 12/2026" not in page


def test_a_copy_holds_what_she_judged_asked_for_and_chose(
    scoped: None, dee: Membership, clock: object
) -> None:
    nell = begun(invited(experts.asking(dee), dee))
    experts.judged(nell, pages=12)
    wished(nell, "An interpreter.", display=Display(one_statement=True, text_size="large"))
    helped(nell, dee, "Yes, Ina comes.")
    send_answers(candidate=nell, now=NOW)
    told = json.loads(b"".join(browser_of("nells-session").get("/c/copy/json/")))
    assert len(told["situations"]) == 60
    assert all(one["words"] for one in told["situations"])
    assert [(one["text"], one["answer"]) for one in told["adjustments"]] == [
        ("An interpreter.", "Yes, Ina comes.")
    ]
    assert told["display"] == ["One statement a page", "Large text"]
    assert "HR answered what you asked for" in [one["what"] for one in told["receipts"]]
    page = b"".join(browser_of("nells-session").get("/c/copy/html/")).decode()
    assert all(words in page for words in ("Large text", "An interpreter.", "Your answers to the situations"))


def test_a_copy_is_made_of_what_there_is_and_in_two_kinds(
    opening: Opening, dee: Membership, clock: object
) -> None:
    nell = answered(begun(invited(opening, dee)), 5)
    phone = browser_of("nells-session")
    assert len(taken(phone)["answers"]) == 5
    assert phone.get("/c/copy/xml/").status_code == 404
    withdraw_candidate(candidate=nell, now=NOW)
    assert 'href="/c/copy/json/"' in read(phone, "/c/withdraw/")
    told = taken(phone)
    assert (told["name"], told["answers"]) == ("Nell", [])
    assert told["receipts"][-1]["what"] == "You withdrew"
    assert browser_of("never").get("/c/copy/json/").status_code == 410


@pytest.mark.parametrize(("retention", "many"), [("us", 20), ("eu", None)])
def test_who_withdrew_takes_a_copy_as_long_as_anything_is_kept(
    scoped: None, dee: Membership, clock: object, retention: str, many: int | None
) -> None:
    nell = sent(job(dee, retention=retention), dee)
    phone = browser_of("nells-session")
    assert 'href="/c/copy/json/"' not in read(phone, "/c/withdraw/")  # it stands on the page before
    withdraw_candidate(candidate=nell, now=NOW)
    assert ('href="/c/copy/json/"' in read(phone, "/c/withdraw/")) == bool(many)
    if many:
        assert len(taken(phone)["answers"]) == many
        assert b"11 December 2027" in b"".join(phone.get("/c/copy/html/"))
    else:
        assert phone.get("/c/copy/json/")["Location"] == "/c/withdraw/"


# --- checks ---------------------------------------------------------------------------------------


def test_the_check_tells_of_a_purge_that_does_not_run(harbour: Organisation, opening: Opening) -> None:
    """`opening` was opened long before the clock of this machine."""
    Opening.objects.update(opened_at=NOW.replace(year=2020))
    (warning,) = [one for one in purge_ran(None) if one.id == "hiring.W002"]
    assert "has not run" in warning.msg


def test_the_checks_of_hiring_are_among_those_of_a_deployment(
    harbour: Organisation, opening: Opening
) -> None:
    Opening.objects.update(opened_at=NOW.replace(year=2020))
    told = run_checks(tags=["database"], include_deployment_checks=True, databases=["default"])
    assert "hiring.W002" in {one.id for one in told}
    assert "hiring.W001" not in {one.id for one in told}
