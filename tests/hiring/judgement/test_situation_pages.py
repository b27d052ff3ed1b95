"""Situations in a browser: HR switches them on, a candidate answers on her way, and who sees the result."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from hiring.judgement.actions.settings import Use
from hiring.judgement.queries import situations_of
from hiring.models import Candidate, JudgementAnswer, JudgementSetting, JudgementSitting
from people.models import Membership
from tests.experts import asking, frozen_by, judged, started
from tests.hires import answered, begun, drafted, invited, job, locked
from tests.hiring.conftest import browser_of, later

Sign = Callable[[Membership], Client]
pytestmark = pytest.mark.usefixtures("scoped", "clock")
LABEL = "Development key by the authors, experts 0, not for selection."
NELL = "nells-session"


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def posted(candidate: Candidate, number: int, value: str = "4") -> dict[str, str]:
    found = situations_of(candidate)
    assert found is not None
    return {one.code: value for one in found.sheets.options(number)}


# --- HR -------------------------------------------------------------------------------------------


def test_hr_switches_practice_on_and_is_told_what_the_key_is(dee: Membership, client_of: Sign) -> None:
    opening, hr = drafted(dee), client_of(dee)
    where = f"/hiring/{opening.pk}/situations/"
    assert "Not asked" in text_of(hr, f"/hiring/{opening.pk}/")
    page = text_of(hr, where)
    assert LABEL in page
    assert "A part of the decision" not in page
    forged = hr.post(where, {"use": "decision"}).content.decode()
    assert "Select one of those offered." in forged
    hr.post(where, {"use": "practice", "minutes": "30"})
    kept = JudgementSetting.objects.get()
    assert (kept.for_practice, kept.seconds) == (True, 1800)
    assert "For practice, not for the decision" in text_of(hr, f"/hiring/{opening.pk}/")
    assert 'value="30"' in text_of(hr, where)


def test_with_a_frozen_key_it_can_join_the_decision(dee: Membership, client_of: Sign) -> None:
    frozen_by(dee)
    opening, hr = drafted(dee), client_of(dee)
    where = f"/hiring/{opening.pk}/situations/"
    page = text_of(hr, where)
    assert LABEL not in page
    assert "Key frozen by a panel: 10 experts." in page
    hr.post(where, {"use": "decision"})
    assert not JudgementSetting.objects.get().for_practice


@pytest.mark.parametrize(
    ("minutes", "told"),
    [("x", "Enter whole minutes"), ("4", "Give at least 5 minutes."), ("241", "Give at most 240 minutes")],
)
def test_a_time_that_cannot_be_comes_back(dee: Membership, client_of: Sign, minutes: str, told: str) -> None:
    opening = drafted(dee)
    answer = client_of(dee).post(f"/hiring/{opening.pk}/situations/", {"use": "practice", "minutes": minutes})
    assert told in answer.content.decode()
    assert not JudgementSetting.objects.exists()


def test_what_is_open_has_no_such_page(dee: Membership, client_of: Sign) -> None:
    assert client_of(dee).get(f"/hiring/{job(dee).pk}/situations/").status_code == 404


def test_time_for_one_person_stands_on_no_page_of_reviewers(dee: Membership, client_of: Sign) -> None:
    nell = begun(invited(asking(dee, seconds=600), dee))
    hr, where = client_of(dee), f"/hiring/c/{nell.pk}/"
    before = text_of(hr, where)
    assert f"{where}time/" in before
    assert hr.post(f"{where}time/", {"pace": "9"}).status_code == 200
    hr.post(f"{where}time/", {"pace": "2.0"})
    assert JudgementSitting.objects.get().pace == "2.0"
    after = text_of(hr, where).replace("The time is saved.", "")
    assert not re.search(r"2\.0|Double|1200|more time", after)
    locked(nell, dee)
    assert not re.search(r"2\.0|Double|1200|more time", text_of(hr, f"{where}profile/"))
    assert "You have 20 minutes for all of them" in text_of(browser_of(NELL), "/c/s/")


@pytest.mark.parametrize(
    ("use", "told"),
    [
        (Use.PRACTICE, "You alone."),
        (Use.DECISION, "Who decides, once every talk is rated. Nobody else at this company"),
    ],
)
def test_before_the_situations_she_reads_who_sees_what_she_says(dee: Membership, use: Use, told: str) -> None:
    if use is Use.DECISION:
        frozen_by(dee)
    begun(invited(asking(dee, use=use, seconds=1200), dee))
    page = text_of(browser_of(NELL), "/c/s/")
    assert told in page
    assert "Ask HR for it before you start" in page
    assert "unless nobody else works in HR" in page


def test_the_limit_is_told_while_more_time_can_still_be_asked_for(dee: Membership) -> None:
    limit = "You have 10 minutes for all situations together"
    nell = invited(asking(dee, seconds=600), dee)
    page = text_of(Client(), "/c/nells-token/")
    assert limit in page
    assert "20 minutes" not in page
    assert "No clock" not in page
    begun(nell)
    assert limit in text_of(browser_of(NELL), "/c/adjustments/")
    started(nell)
    assert "for all situations" not in text_of(browser_of(NELL), "/c/adjustments/")


def test_without_a_limit_the_start_says_that_no_clock_runs(dee: Membership) -> None:
    invited(asking(dee), dee)
    assert "about 20 minutes. No clock is running for them." in text_of(Client(), "/c/nells-token/")
    begun(Candidate.objects.get())
    assert "for all situations" not in text_of(browser_of(NELL), "/c/adjustments/")


def test_without_a_limit_there_is_no_time_to_give(dee: Membership, client_of: Sign) -> None:
    nell = begun(invited(asking(dee), dee))
    hr, where = client_of(dee), f"/hiring/c/{nell.pk}/"
    assert "time/" not in text_of(hr, where)
    assert hr.get(f"{where}time/").status_code == 404


# --- her way --------------------------------------------------------------------------------------


def test_from_the_statements_to_the_situations_to_the_copy(dee: Membership) -> None:
    nell = answered(begun(invited(asking(dee, parts=["SR"]), dee)), 5)
    phone = browser_of(NELL)
    last = dict.fromkeys(re.findall(r'name="([A-Z]+\d+)"', text_of(phone, "/c/p/2/")), "4")
    assert phone.post("/c/p/2/", last)["Location"] == "/c/s/"
    assert "For practice, not for the decision." in text_of(phone, "/c/s/")
    assert phone.post("/c/s/")["Location"] == "/c/s/1/"
    assert phone.get("/c/s/")["Location"] == "/c/s/1/"
    for number in range(1, 13):
        went = phone.post(f"/c/s/{number}/", posted(nell, number, "skip" if number == 3 else "4"))
        assert went["Location"] == ("/c/check/" if number == 12 else f"/c/s/{number + 1}/")
    assert "All five answered" in text_of(phone, "/c/check/")
    assert phone.post("/c/check/")["Location"] == "/c/about-you/"
    page = text_of(phone, "/c/done/")
    for told in (LABEL, "of 100", "up to 65", "Your answers to the situations", "A remark that stays"):
        assert told in page, told
    assert phone.get("/c/s/4/")["Location"] == "/c/done/"


def test_a_page_is_small_and_says_nothing_of_the_key(dee: Membership) -> None:
    started(begun(invited(asking(dee), dee)))
    page = text_of(browser_of(NELL), "/c/s/5/")
    assert page.count('type="radio"') == 30
    assert page.count("rather not say") == 5
    assert "minutes left" not in page
    assert not re.search(r"solving|escalating|avoiding|\bwarm\b|\bcold\b", page)
    assert len(page.encode()) < 60_000


def test_what_is_missing_is_told_and_the_rest_is_kept(dee: Membership) -> None:
    nell = started(begun(invited(asking(dee), dee)))
    phone, given = browser_of(NELL), posted(nell, 2)
    left = list(given)[4]
    page = phone.post("/c/s/2/", {code: value for code, value in given.items() if code != left})
    assert "Select an answer to way 5." in page.content.decode()
    assert JudgementAnswer.objects.count() == 4
    refused = phone.post("/c/check/").content.decode()
    assert "Some situations still have no answer." in refused
    assert phone.post("/c/s/2/?quiet=1", {left: "2"}).json() == {"saved": ""}
    assert phone.post("/c/s/2/", {"then": "back"})["Location"] == "/c/s/1/"
    assert phone.post("/c/s/3/", {"then": "later"})["Location"] == "/c/later/"
    assert phone.post("/c/s/2/?check=1", given)["Location"] == "/c/check/"


def test_nobody_gets_to_a_page_before_she_starts_or_where_none_is_asked(dee: Membership) -> None:
    begun(invited(asking(dee), dee))
    phone = browser_of(NELL)
    assert phone.get("/c/s/3/")["Location"] == "/c/s/"
    assert phone.get("/c/s/13/").status_code == 404
    begun(invited(job(dee), dee, token="other"), session="other")
    assert browser_of("other").get("/c/s/").status_code == 404


def test_when_the_time_is_over_what_she_has_stays_and_is_sent(dee: Membership, clock: object) -> None:
    nell = judged(begun(invited(asking(dee, seconds=600), dee)), pages=7)
    phone = browser_of(NELL)
    assert "10 minutes left" in text_of(phone, "/c/s/8/")
    clock.move_to(later(seconds=540))  # type: ignore[attr-defined]
    assert "1 minute left" in text_of(phone, "/c/s/8/")
    clock.move_to(later(seconds=611))  # type: ignore[attr-defined]
    quiet = phone.post("/c/s/8/?quiet=1", posted(nell, 8))
    assert quiet.status_code == 409
    assert "so these answers were not saved" in quiet.json()["told"]
    page = phone.post("/c/s/8/", posted(nell, 8), follow=True).content.decode()
    assert "The time for the situations is over." in page
    assert "Check your answers" in page
    assert "/c/s/8/" not in page
    assert JudgementAnswer.objects.count() == 35
    assert phone.get("/c/s/8/")["Location"] == "/c/check/"
    assert phone.post("/c/check/")["Location"] == "/c/about-you/"


# --- the result -----------------------------------------------------------------------------------


@pytest.mark.parametrize("use", [Use.PRACTICE, Use.DECISION])
def test_whoever_talked_sees_a_result_by_a_frozen_key_and_none_of_practice(
    dee: Membership, client_of: Sign, use: Use
) -> None:
    if use is Use.DECISION:
        frozen_by(dee)
    nell = judged(begun(invited(asking(dee, use=use), dee)))
    assert browser_of(NELL).post("/c/check/")["Location"] == "/c/about-you/"
    locked(nell, dee)
    page = text_of(client_of(dee), f"/hiring/c/{nell.pk}/profile/")
    if use is Use.PRACTICE:
        assert "Only the candidate sees the result." in page
        assert "of 100" not in page
    else:
        assert "The ratings lie at 100 of 100" in page
        assert "counts as that same answer would, so leaving ways out gains nothing" in page
        assert "leaving ways out gains nothing" in text_of(browser_of(NELL), "/c/done/")
        assert "Key frozen by a panel: 10 experts." in page
        assert LABEL not in page
