"""HR's pages of a draft: its task list and each part; and who else reaches an opening that is open."""

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from hiring.models import Opening, OpeningGuide, RuleVersion
from hiring.openings.actions.guides import remove_question
from hiring.openings.queries import fixed_rules, guide_of
from people.models import Membership
from tests.cast import NOW
from tests.hires import drafted, invited, job, joins, sent
from tests.hiring.conftest import later

ClientOf = Callable[[Membership], Client]
CODES = ("calm", "understanding", "explaining", "together")
TOLD = {"notice": "The talk decides.", "contact": "Dee", "deadline": "2026-12-11", "retention": "eu"}
RULE = {f"weight_{code}": "25" for code in CODES} | {f"least_{code}": "2" for code in CODES}
RULE |= {"enough": "3.5", "ties": "lot"}
QUESTION = {"competency": "Calm under anger", "asks": "What did you do?", "version": "1", "probes": ""}
QUESTION |= {f"anchor_{at}": f"Did {at}." for at in (1, 3, 5)}


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


@pytest.fixture
def draft(hr: Client, scoped: None) -> str:
    """Where the draft is that the starter pack begins."""
    return str(hr.post("/hiring/new/", {"title": "Agent", "begin": "starter"})["Location"])


def text(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_the_starter_pack_is_ready_in_a_few_steps(hr: Client, draft: str) -> None:
    assert "0 of 6 parts are done." in text(hr, draft)
    assert "Cannot start yet: confirm the questions first" in text(hr, draft)
    page = text(hr, f"{draft}job/")
    assert page.count('<input type="checkbox"') == 5
    assert " checked" not in page  # no part of the statements is on by default
    assert page.count("We know of no reason to select on") == 2
    assert "Thirty to fifty calls" in page
    hr.post(f"{draft}job/", {"title": "Agent", "needs": "Forty calls a day."})
    hr.post(f"{draft}stages/", {"first": "", "last": "Talk"})
    for code in CODES:
        hr.post(f"{draft}guide/", {"part": code, "version": "1"})
    hr.post(f"{draft}rule/", RULE)
    hr.post(f"{draft}told/", TOLD)
    assert "5 of 6 parts are done." in text(hr, draft)
    assert "Open it" not in text(hr, draft)
    hr.post(f"{draft}open/")
    assert "Some parts are not done yet" in text(hr, draft)
    hr.post(f"{draft}team/", {"interviewers": "dee@demo.example", "deciders": "dee@demo.example"})
    assert "Open it" in text(hr, draft)
    hr.post(f"{draft}open/")
    page = text(hr, draft)
    assert "Nobody is invited yet." in page
    assert "Version 1, fixed by Dee" in page
    assert Opening.objects.get().state == "open"


def test_an_empty_draft_begins_with_nothing(hr: Client, scoped: None) -> None:
    draft = hr.post("/hiring/new/", {"title": "Clerk", "begin": "empty"})["Location"]
    assert text(hr, draft).count("Not yet started") == 3
    assert "There is no question yet." in text(hr, f"{draft}guide/")
    assert hr.get(f"{draft}rule/")["Location"] == f"{draft}guide/"  # there is nothing to weigh
    hr.post(f"{draft}guide/new/", QUESTION)
    assert "What did you do?" in text(hr, f"{draft}guide/")
    assert "Enter the job title." in hr.post("/hiring/new/", {"title": " "}).content.decode()


@pytest.mark.parametrize(
    ("part", "sent", "told"),
    [
        ("job", {"title": "", "needs": "x"}, "Enter the job title."),
        (
            "job",
            {"title": "A", "needs": "x", "on_SR": "on"},
            "Write why this job needs it, or switch it off.",
        ),
        ("job", {"title": "A", "needs": "x", "reason_SR": "Anger."}, "Switch it on, or clear its reason."),
        ("job", {"title": "A", "needs": "x" * 2001}, "Shorten this to 2000 characters. It has 2001."),
        ("stages", {"first": "Call", "last": ""}, "Enter a name for the talk."),
        ("told", TOLD | {"deadline": "2026-11-20"}, "Choose a day from today on, within a year."),
        ("told", TOLD | {"deadline": "9999-12-31"}, "Choose a day from today on, within a year."),
        ("told", TOLD | {"deadline": "soon"}, "Enter a date, for example 2026-12-31."),
        ("told", TOLD | {"retention": "for-ever"}, "Select one of those offered."),
        ("rule", RULE | {"weight_calm": "20"}, "The weights add up to 95. Together they have to be 100."),
        ("rule", RULE | {"weight_calm": "1.5"}, "Enter a whole number from 0 to 100."),
        ("rule", RULE | {"weight_calm": "9" * 5000}, "Enter a whole number from 0 to 100."),
        ("rule", RULE | {"least_calm": "6"}, "Enter a number from 1 to 5."),
        ("rule", RULE | {"enough": "NaN"}, "Enter a number from 1 to 5."),
        ("rule", RULE | {"ties": "me"}, "Select what is done then."),
        ("rule", RULE | {"ties": "heaviest"}, "No competency alone weighs most. Weigh one more,"),
        ("team", {"interviewers": "dee", "deciders": "dee@demo.example"}, "“dee” is no e-mail address."),
        ("team", {"interviewers": "", "deciders": "dee@demo.example"}, "Name at least one person."),
        (
            "team",
            {"interviewers": "eve@other.example", "deciders": "dee@demo.example"},
            "Nobody of your organisation has the address eve@other.example.",
        ),
        (
            "team",
            {"interviewers": "\n".join(f"p{n}@demo.example" for n in range(21)), "deciders": "x"},
            "Name at most 20 people.",
        ),
        ("guide/new", QUESTION | {"anchor_3": ""}, "Write what somebody did who gets a 3."),
        ("guide/new", QUESTION | {"probes": "a\nb\nc\nd\ne\nf\ng"}, "Keep at most 6 of them, one a line."),
        ("guide/q/calm-1", QUESTION | {"asks": ""}, "Write the question."),
    ],
)
def test_what_is_wrong_is_told_in_the_summary_and_at_the_field(
    hr: Client, scoped: None, dee: Membership, part: str, sent: dict[str, str], told: str
) -> None:
    opening = drafted(dee)
    answer = hr.post(f"/hiring/{opening.pk}/{part}/", sent)
    assert answer.status_code == 200
    assert answer.content.decode().count(told) == 2
    assert RuleVersion.objects.count() == 1
    assert OpeningGuide.objects.get().version == 1


def test_a_rule_is_changed_after_opening_with_a_reason(hr: Client, scoped: None, dee: Membership) -> None:
    opening = job(dee)
    url = f"/hiring/{opening.pk}/rule/"
    assert "Write why the rule is changed" in hr.post(url, RULE).content.decode()
    assert hr.post(url, RULE | {"reason": "Two people, one place."}).status_code == 303
    page = text(hr, url)
    for told in ("Version 1", "Version 2", "Two people, one place.", fixed_rules(opening)[1].hash):
        assert told in page
    again = hr.post(url, RULE | {"reason": "Once more."}).content.decode()
    assert "This is the rule that is fixed already." in again


def test_of_two_windows_the_second_is_told_and_keeps_what_was_typed(hr: Client, draft: str) -> None:
    hr.post(f"{draft}guide/q/calm-1/", QUESTION)
    page = hr.post(f"{draft}guide/q/calm-2/", QUESTION | {"asks": "And you?"}).content.decode()
    assert "The guide was changed in another window." in page
    assert "And you?" in page
    hr.post(f"{draft}guide/q/calm-2/", {"then": "remove", "version": "1"})
    assert len(guide_of(Opening.objects.get()).questions) == 8
    hr.post(f"{draft}guide/q/calm-2/", {"then": "remove", "version": "2"})
    assert len(guide_of(Opening.objects.get()).questions) == 7
    hr.post(f"{draft}guide/", {"part": "calm", "version": "1"})
    assert "Look at it as it is now." in text(hr, draft)
    assert hr.get(f"{draft}guide/q/calm-2/").status_code == 404
    assert hr.post(f"{draft}guide/", {"part": "charm", "version": "3"}).status_code == 404


def test_a_rule_begins_anew_when_what_is_asked_has_changed(hr: Client, scoped: None, dee: Membership) -> None:
    opening = drafted(dee)
    for version, code in enumerate(("calm-1", "calm-2"), start=1):
        remove_question(opening=opening, code=code, version=version, by=dee, now=NOW)
    page = text(hr, f"/hiring/{opening.pk}/rule/")
    assert "weight_calm" not in page
    assert 'name="weight_understanding" value="34"' in page


def test_what_is_open_has_no_parts_to_change(hr: Client, scoped: None, dee: Membership) -> None:
    opening = job(dee)
    for part in ("job", "stages", "guide", "guide/new", "guide/q/calm-1", "told"):
        assert hr.get(f"/hiring/{opening.pk}/{part}/").status_code == 404
    hr.post(f"/hiring/{opening.pk}/open/")
    assert "stays as it is" in text(hr, f"/hiring/{opening.pk}/")


def test_a_draft_whose_last_day_went_by_is_not_opened_and_says_what_to_do(
    hr: Client, scoped: None, dee: Membership, clock: time_machine.Traveller
) -> None:
    opening = drafted(dee, days=1)
    clock.move_to(later(days=3))
    page = hr.post(f"/hiring/{opening.pk}/open/", follow=True).content.decode()
    assert "The last day to answer is over. Choose a later one, then open it." in page
    sent = TOLD | {"deadline": "2026-11-23"}
    told = hr.post(f"/hiring/{opening.pk}/told/", sent).content.decode()
    assert told.count("Choose a day from today on, within a year.") == 2
    assert "The talk decides." in told  # what was typed stays
    assert hr.post(f"/hiring/{opening.pk}/told/", TOLD).status_code == 303
    assert "The opening is open." in hr.post(f"/hiring/{opening.pk}/open/", follow=True).content.decode()


def test_closing_asks_once(hr: Client, scoped: None, dee: Membership) -> None:
    opening = job(dee)
    assert "It cannot be opened again." in text(hr, f"/hiring/{opening.pk}/close/")
    hr.post(f"/hiring/{opening.pk}/close/")
    page = text(hr, f"/hiring/{opening.pk}/")
    assert "Closed on 21 November 2026." in page
    assert f"/hiring/{opening.pk}/invite/" not in page
    other = drafted(dee)
    hr.post(f"/hiring/{other.pk}/close/")
    assert "never open" in text(hr, f"/hiring/{other.pk}/")


# --- who talks and is not of HR -------------------------------------------------------------------


def test_who_talks_reaches_her_candidates_and_her_card_and_nothing_of_hr(
    dee: Membership, cleo: Membership, client_of: ClientOf, clock: object, scoped: None
) -> None:
    opening, other = job(dee), job(dee, title="Another")
    candidate, theirs = sent(opening, dee), invited(other, dee, name="Zoe", token="zoe")
    client, page = client_of(cleo), f"/hiring/c/{candidate.pk}/"
    assert client.get(f"/hiring/{opening.pk}/").status_code == 403
    joins(opening, dee, cleo)
    listed = text(client, "/hiring/")
    assert "Agent, evenings" in listed
    assert "Another" not in listed
    assert "New opening" not in listed
    shown = text(client, f"/hiring/{opening.pk}/")
    assert "Nell" in shown
    for of_hr in (candidate.email, "/invite/", "/team/", "/close/", "/rule/"):
        assert of_hr not in shown
    assert candidate.email not in text(client, page)
    assert client.get(f"{page}scorecard/").status_code == 200
    for closed in ("profile", "decision", "reopen"):
        assert client.get(f"{page}{closed}/").status_code == 403
    for closed in ("invite", "team", "rule", "close", "job"):
        assert client.get(f"/hiring/{opening.pk}/{closed}/").status_code == 403
    for hidden in (f"/hiring/{other.pk}/", f"/hiring/c/{theirs.pk}/", f"/hiring/c/{theirs.pk}/scorecard/"):
        assert client.get(hidden).status_code == 404


def test_hr_who_does_not_talk_sees_where_it_stands_and_writes_no_card(
    dee: Membership, flo: Membership, client_of: ClientOf, clock: object, scoped: None
) -> None:
    candidate = sent(job(dee), dee)
    client, page = client_of(flo), f"/hiring/c/{candidate.pk}/"
    assert "You are not one of them." in text(client, page)
    assert client.get(f"{page}scorecard/").status_code == 403
    fields = {"evidence_calm-1": "Mine.", "then": "save"}
    assert client.post(f"{page}scorecard/", fields).status_code == 403
