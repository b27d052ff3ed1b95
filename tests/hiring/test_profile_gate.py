"""Nobody of HR sees an answer or a score before her own scorecard is locked, whichever way she tries."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from hiring.actions.scorecards import save_scorecard
from hiring.models import Candidate, Opening, Scorecard
from people.models import AuditRecord, Membership
from tests.cast import NOW
from tests.hires import QUESTIONS, invited, joins, locked, rated, sent
from tests.walk import METHODS

ClientOf = Callable[[Membership], Client]
# What only answers make: a score in words, a drawing, a statement of the questionnaire.
TELLS = re.compile(r"out of 100|a range that fits|<svg[^>]*role=\"img\"|inaccurate|Get irritated", re.I)


@pytest.fixture
def candidate(opening: Opening, dee: Membership, clock: object) -> Candidate:
    return sent(opening, dee)


def pages_of(candidate: Candidate) -> list[str]:
    """Every address that HR has about her."""
    one, opening = f"/hiring/c/{candidate.pk}/", f"/hiring/{candidate.opening_id}/"
    ways = [one, f"{one}link/", f"{one}scorecard/", f"{one}profile/", f"{one}decision/"]
    return ["/hiring/", opening, f"{opening}invite/", *ways]


def test_the_search_finds_a_profile_once_it_is_open(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    locked(candidate, dee)
    page = client_of(dee).get(f"/hiring/c/{candidate.pk}/profile/").content.decode()
    assert {"out of 100", "a range that fits"} <= set(TELLS.findall(page))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("query", ["", "?quiet=1", "?then=lock", "?locked=1&interviewer=&page=1"])
def test_before_it_no_address_tells_anything_by_any_method(
    candidate: Candidate, dee: Membership, client_of: ClientOf, method: str, query: str
) -> None:
    client = client_of(dee)
    for url in pages_of(candidate):
        answer = client.generic(method, f"{url}{query}")
        assert TELLS.search(answer.content.decode()) is None, url
    assert not Scorecard.objects.filter(locked_at__isnull=False).exists()


def test_before_it_the_profile_and_the_decision_are_closed(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    client = client_of(dee)
    for page in ("profile", "decision"):
        answer = client.get(f"/hiring/c/{candidate.pk}/{page}/")
        assert answer.status_code == 403
        assert "your own scorecard of this candidate" in answer.content.decode()
    assert not AuditRecord.objects.filter(act="candidate.profile-read").exists()


def test_a_card_that_is_only_saved_opens_nothing(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    save_scorecard(candidate=candidate, ratings=rated(), by=dee, now=NOW)
    assert client_of(dee).get(f"/hiring/c/{candidate.pk}/profile/").status_code == 403


def test_a_half_card_does_not_lock_and_nothing_typed_is_lost(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    client, url = client_of(dee), f"/hiring/c/{candidate.pk}/scorecard/"
    answer = client.post(url, {"evidence_calm-1": "Half a thought", "then": "lock"})
    assert answer.status_code == 200
    assert "Rate “Calm under anger, 1”" in answer.content.decode()
    assert "Half a thought" in client.get(url).content.decode()
    assert client.get(f"/hiring/c/{candidate.pk}/profile/").status_code == 403


def test_the_card_of_a_colleague_opens_nothing_and_is_not_shown(
    candidate: Candidate, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    joins(candidate.opening, dee, flo)
    locked(candidate, flo, evidence="zqflosaw7")
    client = client_of(dee)
    assert client.get(f"/hiring/c/{candidate.pk}/profile/").status_code == 403
    seen = "".join(client.get(url).content.decode() for url in pages_of(candidate))
    assert "zqflosaw7" not in seen


def test_the_card_of_another_candidate_opens_nothing(
    candidate: Candidate, opening: Opening, dee: Membership, client_of: ClientOf
) -> None:
    locked(sent(opening, dee, name="Tariq", token="tariq", session="tariq"), dee)
    assert client_of(dee).get(f"/hiring/c/{candidate.pk}/profile/").status_code == 403


def test_a_card_of_who_no_longer_talks_for_the_opening_opens_nothing(
    candidate: Candidate, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    locked(candidate, dee)
    joins(candidate.opening, flo)
    assert client_of(dee).get(f"/hiring/c/{candidate.pk}/profile/").status_code == 403


def test_after_it_the_profile_opens_and_each_reading_is_recorded(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    client, url = client_of(dee), f"/hiring/c/{candidate.pk}/"
    fields = {f"evidence_{one.code}": "Rang back." for one in QUESTIONS}
    fields |= {f"rating_{one.code}": "4" for one in QUESTIONS}
    assert client.post(f"{url}scorecard/", {**fields, "then": "lock"}).status_code == 303
    page = client.get(f"{url}profile/").content.decode()
    assert "Use these answers to choose questions, not to decide." in page
    assert "Questions for the talk" in page
    assert "Why this job asks: The calls need SR." in page
    client.head(f"{url}profile/")
    reads = AuditRecord.objects.filter(act="candidate.profile-read", object_id=str(candidate.pk))
    assert list(reads.values_list("actor", flat=True)) == [dee.pk] * 2


def test_the_profile_counts_nothing_that_was_left_out(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    """Neither skipped answers nor notes on quality reach whoever decides, nor single answers."""
    candidate.answers.filter(pk__in=list(candidate.answers.values_list("pk", flat=True)[:8])).update(
        value=None
    )
    locked(candidate, dee)
    page = client_of(dee).get(f"/hiring/c/{candidate.pk}/profile/").content.decode()
    for word in ("of 10", "answered", "skipped", "rather not say", "Snap at people", "inaccurate", "unusual"):
        assert not re.search(rf"\b{word}\b", page), word


def test_a_profile_of_who_withdrew_after_sending_is_gone(
    candidate: Candidate, dee: Membership, client_of: ClientOf
) -> None:
    locked(candidate, dee)
    Candidate.objects.filter(pk=candidate.pk).update(state="withdrawn", withdrawn_at=NOW)
    client = client_of(dee)
    assert {client.get(url).status_code for url in pages_of(candidate)[3:] if "link" not in url} == {404}
    assert candidate.name not in client.get(f"/hiring/{candidate.opening_id}/").content.decode()


def test_who_sent_nothing_is_told_to_be_no_ground_against_anybody(
    opening: Opening, dee: Membership, client_of: ClientOf, clock: object
) -> None:
    quiet = invited(opening, dee)
    locked(quiet, dee)
    page = client_of(dee).get(f"/hiring/c/{quiet.pk}/profile/").content.decode()
    assert "That is no ground against anybody." in page
