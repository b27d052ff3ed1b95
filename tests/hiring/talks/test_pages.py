"""The pages of talks: cards with their versions, a change, side by side, the rule, agreement."""

import re
from collections.abc import Callable
from fractions import Fraction
from html import unescape
from itertools import product

import pytest
from django.test import Client
from django.utils.html import strip_tags

from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import Rated, Verdict, decide, lock_scorecard, save_scorecard
from hiring.models import (
    Candidate,
    Opening,
    OpeningMember,
    OpeningStage,
    RuleVersion,
    Scorecard,
    StageDecision,
)
from hiring.openings.actions.rules import fix_rule
from hiring.openings.actions.team import name_team, write_members
from hiring.openings.queries import guide_of
from hiring.openings.rule import Ties, even_rule
from hiring.permissions import can_read_profile, stands_outside, told_that_it_is_decided
from hiring.sealing import DECISIONS, opened
from hiring.talks.comparing import Pair
from hiring.talks.pages.compare import pairs_words
from hiring.talks.queries.ruling import ruling
from people.models import AuditRecord, Membership
from tests.cast import NOW
from tests.hires import QUESTIONS, changed, invited, job, joins, locked, rated, sent
from tests.hiring.conftest import later

ClientOf = Callable[[Membership], Client]


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


@pytest.fixture
def nell(opening: Opening, dee: Membership) -> Candidate:
    return sent(opening, dee)


def text(client: Client, url: str) -> str:
    """What a page says, on one line."""
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return plain(answer.content.decode())


def plain(page: str) -> str:
    apart = re.sub(r"</(td|th|dt)>", " ", page.partition("<main")[2])
    return " ".join(unescape(strip_tags(apart)).split())


def others(opening: Opening, hr: Membership, *names: str) -> list[Candidate]:
    """So many more, each with a locked card."""
    found = [sent(opening, hr, name=name, token=name, session=name) for name in names]
    for one in found:
        locked(one, hr, evidence=f"{one.name} rang back.")
    return found


def beside(opening: Opening, *people: Candidate) -> str:
    return f"/hiring/{opening.pk}/compare/?show=1&" + "&".join(f"who={one.pk}" for one in people)


# --- cards ----------------------------------------------------------------------------------------


def test_every_card_stands_with_its_versions_by_name_and_those_being_written_do_not(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    joins(opening, dee, flo, bo)
    locked(nell, flo, evidence="zqflo")
    changed(nell, flo, evidence="zqnewer", reason="zqwhy")
    locked(nell, dee, evidence="zqdee")
    save_scorecard(candidate=nell, ratings=rated("zqhalf"), by=bo, now=NOW)
    page = text(hr, f"/hiring/c/{nell.pk}/cards/")
    places = [
        page.index(word) for word in ("Dee (you)", "zqdee", "Flo", "version 2", "zqnewer", "zqwhy", "zqflo")
    ]
    assert places == sorted(places)
    assert "zqhalf" not in page


def test_a_card_is_changed_with_a_reason_and_what_was_typed_is_never_lost(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    url = f"/hiring/c/{nell.pk}/scorecard/change/"
    assert hr.get(url)["Location"] == f"/hiring/c/{nell.pk}/scorecard/"
    locked(nell, dee, evidence="zqfirst")
    assert hr.get(url).content.decode().count("zqfirst") == len(QUESTIONS)
    fields = {f"evidence_{one.code}": "zqsecond" for one in QUESTIONS}
    fields |= {f"rating_{one.code}": "2" for one in QUESTIONS} | {"version": "1"}
    back = hr.post(url, fields).content.decode()
    assert "Write why you change it." in back
    assert back.count("zqsecond") == len(QUESTIONS)
    assert hr.post(url, {**fields, "reason": "Mixed up."})["Location"] == f"/hiring/c/{nell.pk}/"
    for stale in ("1", "", "x", "9" * 30):
        again = hr.post(url, {**fields, "reason": "zqagain", "version": stale}).content.decode()
        assert "Your card was changed in the meantime" in again
        assert "zqagain" in again
    assert "Change your card, with a reason" in text(hr, f"/hiring/c/{nell.pk}/")


def test_a_card_for_who_withdrew_is_told_and_what_was_typed_stands_there(
    hr: Client, opening: Opening, dee: Membership
) -> None:
    early, late = invited(opening, dee), sent(opening, dee, name="Zoe", token="zoe", session="zoe")
    for one in (early, late):
        withdraw_candidate(candidate=one, now=NOW)
        url = f"/hiring/c/{one.pk}/scorecard/"
        answer = hr.post(url, {"evidence_calm-1": "zqtyped", "rating_calm-1": "4", "then": "save"})
        assert answer.status_code == 200
        assert "has withdrawn" in plain(answer.content.decode())
        assert "zqtyped" in answer.content.decode()
        assert hr.post(f"{url}?quiet=1", {"evidence_calm-1": "zqtyped"}).status_code == 409
    assert hr.get(f"/hiring/c/{early.pk}/scorecard/").status_code == 303
    assert hr.get(f"/hiring/c/{late.pk}/scorecard/").status_code == 404
    assert not Scorecard.objects.exists()


def test_what_was_typed_about_who_withdrew_comes_back_to_the_team_alone(
    nell: Candidate, dee: Membership, flo: Membership, client_of: ClientOf, clock: object
) -> None:
    withdraw_candidate(candidate=nell, now=NOW)
    answer = client_of(flo).post(f"/hiring/c/{nell.pk}/scorecard/", {"evidence_calm-1": "zqtyped"})
    assert answer.status_code == 404


def test_a_locked_card_that_is_sent_again_keeps_what_was_typed(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    locked(nell, dee)
    answer = hr.post(f"/hiring/c/{nell.pk}/scorecard/", {"evidence_calm-1": "zqlate", "then": "lock"})
    page = answer.content.decode()
    assert "zqlate" in page
    assert "Rate “Calm under anger, 1”" in page or "is locked" in page


# --- side by side ---------------------------------------------------------------------------------


def test_people_stand_by_name_evidence_first_and_answers_last_and_folded(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    zoe, abe = others(opening, dee, "Zoe", "Abe")
    locked(nell, dee, evidence="Nell rang back.")
    answer = hr.get(beside(opening, zoe, nell, abe))
    html = answer.content.decode()
    heads = re.findall(r'<th scope="col"><a[^>]*>([^<]+)</a>', html)
    assert heads == ["Abe", "Nell", "Zoe"]
    parts = re.findall(r'<th scope="rowgroup"[^>]*>([^<]+)</th>', html)
    assert parts == [
        "Calm under anger",
        "Understanding the customer",
        "Explaining clearly",
        "Working with others",
    ]
    page = plain(html)
    assert page.index("Tell me about a customer who was angry") < page.index("Abe rang back.")
    assert page.index("Abe rang back.") < page.index("Dee: 4") < page.index("Scores and their ranges")
    folded = html.index('<details class="more"><summary>')
    assert folded < html.index('<figure class="chart"')
    assert html.index("Zoe rang back.") < folded
    assert "Use these answers to choose questions, not to decide." in page
    assert page.count("Too close to tell apart, all who have a score here.") == 2
    for word in ("total", "rank 1", "meets it", "winner", "best", "skipped", "of 10 statements"):
        assert word not in page.lower().replace("no total", ""), word


@pytest.mark.parametrize(
    ("apart", "told"),
    [
        ((), "Too close to tell apart, all who have a score here."),
        (
            ((0, 1),),
            "Further apart than the questionnaire’s own error usually gives: Abe and Nell. "
            "All others are too close to tell apart.",
        ),
        (
            ((0, 1), (0, 2), (1, 2)),
            "Further apart than the questionnaire’s own error usually gives: Abe and Nell; Abe and Zoe; "
            "Nell and Zoe.",
        ),
    ],
)
def test_who_lies_apart_is_told_in_one_sentence(apart: tuple[tuple[int, int], ...], told: str) -> None:
    all_pairs = [Pair(one, other, (one, other) in apart) for one, other in ((0, 1), (0, 2), (1, 2))]
    assert pairs_words(all_pairs, ("Abe", "Nell", "Zoe")) == told


def test_without_two_scores_there_is_nothing_to_compare() -> None:
    assert pairs_words((), ("Abe", "Nell")).startswith("Fewer than two of them have a score")


def test_laying_side_by_side_is_recorded_for_each(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    (zoe,) = others(opening, dee, "Zoe")
    locked(nell, dee)
    assert hr.get(beside(opening, nell, zoe)).status_code == 200
    told = AuditRecord.objects.filter(act="candidate.compared").values_list("object_id", flat=True)
    assert set(told) == {str(nell.pk), str(zoe.pk)}


def test_whom_she_may_not_compare_is_told_with_a_sentence_and_the_rest_stays_ticked(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    abe, kim, mia, zoe = others(opening, dee, "Abe", "Kim", "Mia", "Zoe")
    locked(nell, dee)
    far = sent(job(dee, title="Another"), dee, name="zqfar", token="far", session="far")
    locked(far, dee)
    unread = sent(opening, dee, name="zqunread", token="unread", session="unread")
    five = plain(hr.get(beside(opening, nell, abe, kim, mia, zoe)).content.decode())
    assert "Select at most 4 people. You selected 5." in five
    assert "Select at least two people." in text(hr, beside(opening, nell))
    assert "Select at least two people." in text(hr, f"/hiring/{opening.pk}/compare/?show=1")
    for other in (far, unread):
        html = hr.get(beside(opening, nell, abe, other)).content.decode()
        assert "Somebody you selected is not among those" in plain(html)
        assert html.count(" checked") == 2
        assert other.name not in html
    odd = text(hr, f"/hiring/{opening.pk}/compare/?show=1&who=x&who=%00&who={nell.pk}")
    assert "Somebody you selected is not among those" in odd
    assert not AuditRecord.objects.filter(act="candidate.compared").exists()


def test_whom_to_choose_is_offered_by_name_and_one_comes_ticked_from_her_page(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    assert "There are not two of them yet." in text(hr, f"/hiring/{opening.pk}/compare/")
    others(opening, dee, "Zoe", "Abe")
    sent(opening, dee, name="zqunread", token="unread", session="unread")
    locked(nell, dee)
    html = hr.get(f"/hiring/{opening.pk}/compare/?who={nell.pk}").content.decode()
    page = plain(html)
    assert page.index("Abe") < page.index("Nell") < page.index("Zoe")
    assert "zqunread" not in page
    assert html.count(" checked") == 1
    assert "There is a problem" not in page


def test_who_sent_no_answers_stands_beside_others_without_a_score(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    quiet = invited(opening, dee, name="Quinn", token="quinn")
    for one in (nell, quiet):
        locked(one, dee)
    page = text(hr, beside(opening, nell, quiet))
    assert "Fewer than two of them have a score here" in page
    assert "No score" in page


# --- the rule -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rating", "outcome"), [(4, "Meets it."), (1, "Does not meet it."), (0, "Cannot be told.")]
)
def test_the_rule_is_worked_out_on_the_page_of_the_decision_alone(
    hr: Client, nell: Candidate, dee: Membership, rating: int, outcome: str
) -> None:
    locked_with = {one.code: Rated(rating if one.about.code == "calm" else 4, "Heard.") for one in QUESTIONS}
    lock_scorecard(candidate=nell, ratings=locked_with, by=dee, now=NOW)
    page = text(hr, f"/hiring/c/{nell.pk}/decision/")
    assert outcome in page
    assert "All together, by weight:" in page
    assert "25 %" in page
    assert (
        "When more people meet the rule than there are places: Another talk with the same questions, by two "
        "other people."
    ) in page
    for url in (f"/hiring/c/{nell.pk}/", f"/hiring/c/{nell.pk}/cards/", f"/hiring/{nell.opening_id}/"):
        assert outcome not in text(hr, url)


def test_what_could_not_be_told_at_first_and_is_rated_later_stays_out_of_the_rule(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership, flo: Membership
) -> None:
    """The later rating was written with the others' cards and the answers before her."""
    joins(opening, dee, flo)
    first = {one.code: Rated(0 if one.about.code == "calm" else 4, "Heard.") for one in QUESTIONS}
    lock_scorecard(candidate=nell, ratings=first, by=flo, now=NOW)
    locked(nell, dee)
    url = f"/hiring/c/{nell.pk}/decision/"
    assert "not counted" not in text(hr, url)
    changed(nell, flo, rating=5)
    page = text(hr, url)
    asked = len([one for one in QUESTIONS if one.about.code == "calm"])
    mine, hers = ", ".join(["4"] * asked), ", ".join(["5"] * asked)
    told = f"Calm under anger {mine} (not counted: {hers}; could not tell when the card was locked) 4 "
    assert told in page
    assert page.count("not counted") == 1
    last = ruling(nell).evaluation
    assert last is not None
    assert {line.mean for line in last.lines} == {Fraction(4), Fraction(9, 2)}


def test_where_nobody_could_tell_at_first_the_rule_says_nothing_whatever_is_rated_later(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    first = {one.code: Rated(0 if one.about.code == "calm" else 4, "Heard.") for one in QUESTIONS}
    lock_scorecard(candidate=nell, ratings=first, by=dee, now=NOW)
    changed(nell, dee, rating=5)
    page = text(hr, f"/hiring/c/{nell.pk}/decision/")
    assert "Cannot be told." in page
    assert "Calm under anger – (not counted: 5" in page


def test_a_card_that_says_nothing_is_not_locked_and_opens_nothing(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    url = f"/hiring/c/{nell.pk}/scorecard/"
    empty = {f"rating_{one.code}": "0" for one in QUESTIONS} | {"then": "lock"}
    page = hr.post(url, empty).content.decode()
    assert "ask HR to take you off the talks" in page
    assert page.partition("<main")[2].count(" checked") >= len(QUESTIONS)
    assert not Scorecard.objects.filter(locked_at__isnull=False).exists()
    for name in ("cards", "profile", "decision"):
        assert hr.get(f"/hiring/c/{nell.pk}/{name}/").status_code == 403
    one = {**empty, "rating_calm-1": "3", "evidence_calm-1": "Rang back."}
    assert hr.post(url, {**one, **_tab(page)})["Location"] == f"/hiring/c/{nell.pk}/"
    assert Scorecard.objects.filter(locked_at__isnull=False).exists()
    assert hr.get(f"/hiring/c/{nell.pk}/cards/").status_code == 200


def test_who_mixed_up_two_people_may_take_every_rating_back(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    locked(nell, dee)
    empty = {f"rating_{one.code}": "0" for one in QUESTIONS} | {"version": "1", "reason": "Not her."}
    assert hr.post(f"/hiring/c/{nell.pk}/scorecard/change/", empty).status_code == 303
    assert "Cannot be told." in text(hr, f"/hiring/c/{nell.pk}/decision/")


def test_what_the_rule_said_stays_with_the_decision_when_another_is_fixed(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    locked(nell, dee)
    first = RuleVersion.objects.get()
    decide(candidate=nell, verdict=Verdict(False, ("calm",), "No step."), by=dee, now=NOW)
    names = [one.code for one in guide_of(opening).competencies]
    harder = even_rule(names, least=Fraction(5), enough=Fraction(5), ties=Ties.LOT)
    fix_rule(opening=opening, rule=harder, reason="Higher.", by=dee, now=NOW)
    page = text(hr, f"/hiring/c/{nell.pk}/")
    assert f"What the rule said then Version 1: Meets it{first.hash}" in page
    made = StageDecision.objects.get()
    kept = opened(nell, made.sealed, table=DECISIONS, row=made.pk)["rule"]
    asked = [len(guide_of(opening).about(code)) for code in names]
    assert kept == {
        "number": 1,
        "hash": first.hash,
        "outcome": "meets",
        "parts": [
            {"code": code, "ratings": [4] * many, "left_out": [], "mean": "4"}
            for code, many in zip(names, asked, strict=True)
        ],
        "total": "4",
    }


@pytest.mark.parametrize("is_fixed", [True, False])
def test_a_decision_says_of_the_rule_what_there_was(
    hr: Client, nell: Candidate, dee: Membership, is_fixed: bool
) -> None:
    first = {one.code: Rated(0 if one.about.code == "calm" else 4, "Heard.") for one in QUESTIONS}
    lock_scorecard(candidate=nell, ratings=first, by=dee, now=NOW)
    if not is_fixed:
        RuleVersion.objects.all().delete()
    decide(candidate=nell, verdict=Verdict(False, ("calm",), "No step."), by=dee, now=NOW)
    page = text(hr, f"/hiring/c/{nell.pk}/")
    assert ("Version 1: Cannot be told" in page) == is_fixed
    assert ("What the rule said then" in page) == is_fixed


def _tab(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(page|last)" value="([^"]*)"', page))


def test_without_a_rule_nothing_is_worked_out(hr: Client, nell: Candidate, dee: Membership) -> None:
    RuleVersion.objects.all().delete()
    locked(nell, dee)
    assert "No rule was fixed for this opening" in text(hr, f"/hiring/c/{nell.pk}/decision/")


def test_each_talk_is_decided_in_its_turn_and_a_form_that_is_sent_twice_decides_once(
    hr: Client, nell: Candidate, opening: Opening, dee: Membership
) -> None:
    last = OpeningStage.objects.filter(opening=opening).latest("position")
    OpeningStage.objects.filter(pk=last.pk).update(position=9)
    first = OpeningStage.objects.create(
        organisation_id=opening.organisation_id,
        opening=opening,
        position=5,
        kind=OpeningStage.Kind.INTERVIEW,
        name="First call",
    )
    locked(nell, dee)
    url = f"/hiring/c/{nell.pk}/decision/"
    assert "Stage: First call" in text(hr, url)
    fields = {"outcome": "on", "grounds": "calm", "reason": "Calm.", "stage": str(first.pk)}
    assert hr.post(url, fields).status_code == 303
    assert "There is a decision already" in plain(hr.post(url, fields).content.decode())
    assert StageDecision.objects.get().stage == first
    assert "Stage: Talk" in text(hr, url)
    assert hr.post(url, {**fields, "stage": str(last.pk), "outcome": "not"}).status_code == 303
    assert "Everything is decided here." in text(hr, url)
    page = text(hr, f"/hiring/c/{nell.pk}/")
    assert page.index("First call") < page.index("Go on with this person") < page.index("Do not go on")


# --- agreement ------------------------------------------------------------------------------------


def rate_many(opening: Opening, dee: Membership, flo: Membership, count: int) -> None:
    """Each rated by both; flo gives one more than dee in every second."""
    for number in range(count):
        one = invited(opening, dee, name=f"N{number}", token=f"t{number}")
        mine, hers = 2 + number % 3, 2 + number % 3 + number % 2
        for who, rating in ((dee, mine), (flo, hers)):
            lock_scorecard(candidate=one, ratings=rated("zqheard", rating), by=who, now=NOW)


def test_hr_reads_how_far_interviewers_agree_from_the_floors_on(
    hr: Client, opening: Opening, dee: Membership, flo: Membership
) -> None:
    url = f"/hiring/{opening.pk}/agreement/"
    assert "Figures begin with the first candidate" in text(hr, url)
    joins(opening, dee, flo)
    rate_many(opening, dee, flo, 4)
    page = text(hr, url)
    assert "4 candidates of this opening have cards" in page
    assert "beside others" not in page
    assert "It is shown from 5 candidates on" in page
    assert "–" not in page


def test_neither_a_sixth_candidate_nor_a_third_card_moves_a_figure(
    hr: Client, opening: Opening, dee: Membership, flo: Membership, bo: Membership
) -> None:
    """HR who looks before and after would know what one card says."""
    url = f"/hiring/{opening.pk}/agreement/"
    joins(opening, dee, flo, bo)
    rate_many(opening, dee, flo, 5)
    before = text(hr, url)
    assert "5 are in them now" in before
    assert "5 candidates rated beside others: too few to tell." in before
    one, sixth = Candidate.objects.first(), invited(opening, dee, name="N6", token="t6")
    assert one is not None
    for candidate, who in ((one, bo), (sixth, dee), (sixth, flo)):
        ratings = rated("zqheard", 1 if who == flo else 5)
        lock_scorecard(candidate=candidate, ratings=ratings, by=who, now=later(hours=1))
    assert text(hr, url).replace("6 candidates of this", "5 candidates of this") == before


def test_leniency_and_agreement_stand_by_name_without_any_rating(
    hr: Client, opening: Opening, dee: Membership, flo: Membership
) -> None:
    joins(opening, dee, flo)
    rate_many(opening, dee, flo, 10)
    page = text(hr, f"/hiring/{opening.pk}/agreement/")
    assert "Calm under anger 10 0.88 Understanding" in page  # half of them 1, half of them 0.75
    assert (
        "ICC" not in page.partition("How to read this")[0]
    )  # a column in which nothing may stand is not there
    assert (
        "10 candidates rated beside others: −0.5 points against the others, likely between −0.9 and −0.1."
        in page
    )
    assert page.index("Dee 10 candidates") < page.index("Flo 10 candidates")
    assert "zqheard" not in page


def test_who_gives_everybody_as_much_more_has_no_range(
    hr: Client, opening: Opening, dee: Membership, flo: Membership
) -> None:
    joins(opening, dee, flo)
    for number in range(10):
        one = invited(opening, dee, name=f"N{number}", token=f"t{number}")
        for who, rating in ((dee, 2), (flo, 3)):
            lock_scorecard(candidate=one, ratings=rated("zqheard", rating), by=who, now=NOW)
    page = text(hr, f"/hiring/{opening.pk}/agreement/")
    told = "10 candidates rated beside others: %s points against the others with each of them, so a range"
    assert told % "−1.0" in page
    assert told % "+1.0" in page
    assert "likely between" not in page


def test_figures_keep_to_what_was_written_alone(
    hr: Client, opening: Opening, dee: Membership, flo: Membership
) -> None:
    joins(opening, dee, flo)
    rate_many(opening, dee, flo, 10)
    before = text(hr, f"/hiring/{opening.pk}/agreement/")
    for one in Candidate.objects.all():
        changed(one, flo, rating=1)
    assert text(hr, f"/hiring/{opening.pk}/agreement/") == before


def test_of_whom_she_is_still_to_write_a_card_nothing_is_in_her_figures(
    hr: Client, opening: Opening, dee: Membership, flo: Membership, bo: Membership, client_of: ClientOf
) -> None:
    joins(opening, flo, bo)
    rate_many_by = [invited(opening, dee, name=f"N{number}", token=f"t{number}") for number in range(10)]
    for one in rate_many_by:
        for who in (flo, bo):
            locked(one, who)
    assert "10 candidates of this opening" in text(hr, f"/hiring/{opening.pk}/agreement/")
    joins(opening, dee, flo, bo)
    locked(rate_many_by[0], dee)
    assert "1 candidate of this opening" in text(hr, f"/hiring/{opening.pk}/agreement/")


def test_agreement_is_for_hr_alone(
    opening: Opening, dee: Membership, bo: Membership, client_of: ClientOf, clock: object
) -> None:
    joins(opening, dee, bo)
    assert client_of(bo).get(f"/hiring/{opening.pk}/agreement/").status_code == 403
    assert client_of(bo).get(f"/hiring/{opening.pk}/compare/").status_code == 200


def test_that_it_is_decided_is_told_to_nobody_who_is_still_to_rate(
    opening: Opening, nell: Candidate, dee: Membership, flo: Membership, cleo: Membership, client_of: ClientOf
) -> None:
    """Before the last talk it can only mean that she does not go on."""
    named = {"interviewers": [dee.user.email, cleo.user.email], "deciders": [dee.user.email]}
    name_team(opening=opening, **named, by=flo, now=NOW)
    locked(nell, dee)
    decide(candidate=nell, verdict=Verdict(False, ("calm",), "No step."), by=dee, now=NOW)
    pages = (f"/hiring/{opening.pk}/", f"/hiring/c/{nell.pk}/")
    assert ["Decided" in text(client_of(cleo), page) for page in pages] == [False, False]
    assert ["Decided" in text(client_of(dee), page) for page in pages] == [True, True]
    assert ["Decided" in text(client_of(flo), page) for page in pages] == [True, True]
    assert "Interviewed" in text(client_of(cleo), pages[0])


def test_who_may_know_that_it_is_decided_is_asked_in_one_query_as_of_one_person(
    opening: Opening, nell: Candidate, dee: Membership, flo: Membership, cleo: Membership, amal: Membership
) -> None:
    """In all teams of three, with no card, with one that is begun and with locked ones."""
    everybody = (dee, flo, cleo, amal)
    teams = [[], [dee], [cleo], [dee, cleo], [flo, dee, cleo]]
    steps: list[Callable[[], object]] = [
        lambda: None,
        lambda: locked(nell, cleo),
        lambda: Scorecard.objects.create(
            organisation=nell.organisation,
            candidate=nell,
            interviewer=dee,
            guide_key="g",
            guide_version=1,
            sealed=b"",
            saved_at=NOW,
        ),
        lambda: Scorecard.objects.update(locked_at=NOW),
    ]
    told = set()
    OpeningMember.objects.all().delete()
    joins(opening, dee, cleo)
    for step in steps:
        step()
        for talks, decides in product(teams, teams):
            write_members(
                opening, {OpeningMember.Role.INTERVIEWER: talks, OpeningMember.Role.DECIDER: decides}
            )
            for member in everybody:
                one = stands_outside(member, opening.pk) or can_read_profile(member, nell)
                assert one == told_that_it_is_decided(member, opening.pk).filter(pk=nell.pk).exists()
                told.add((member.user.name, one))
    assert told == {(name, one) for name in ("Dee", "Flo", "Cleo") for one in (True, False)} | {
        ("Amal", False)
    }


def test_the_day_of_sending_is_told_to_those_who_answer_requests(
    opening: Opening, nell: Candidate, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    """A day behind the opening's own last one tells that she asked for something."""
    page = f"/hiring/c/{nell.pk}/"
    assert "Sent on" not in text(client_of(dee), page)  # talks with her
    assert "Sent on" in text(client_of(flo), page)


def test_an_empty_card_is_not_kept(nell: Candidate, hr: Client, dee: Membership) -> None:
    for query in ("", "?quiet=1"):
        assert hr.post(f"/hiring/c/{nell.pk}/scorecard/{query}", {"then": "save"}).status_code in {200, 303}
    assert not Scorecard.objects.exists()
