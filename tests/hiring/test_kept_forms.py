"""Long forms about a candidate that were sent when nobody was signed in any more: no word of them is lost."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from hiring.actions.leaving import purge_candidate, withdraw_candidate
from hiring.drafts import (
    answer_form,
    card_form,
    change_form,
    decision_form,
    forms_about,
    reopening_form,
)
from hiring.models import Candidate, Opening, OpeningStage
from people.drafts import keep_draft
from people.models import Draft, Membership
from tests.cast import NOW
from tests.hires import QUESTIONS, changed, helped, joins, locked, sent, wished
from tests.hiring.conftest import later

ClientOf = Callable[[Membership], Client]
KEPT = "We kept what you wrote when you were signed out."
CHANGE = {f"evidence_{one.code}": "zqtyped" for one in QUESTIONS} | {
    f"rating_{one.code}": "2" for one in QUESTIONS
}
# The page, and what is typed there.
FORMS: dict[str, dict[str, object]] = {
    "decision/": {"outcome": "not", "grounds": ["calm", "explaining"], "reason": "zqtyped"},
    "scorecard/change/": {**CHANGE, "reason": "zqtyped"},
    "adjustments/": {"text": "zqtyped"},
    "reopen/": {"reason": "zqtyped"},
}


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


@pytest.fixture
def nell(opening: Opening, dee: Membership) -> Candidate:
    """She has sent and asked for something, and her card by HR is locked."""
    found = wished(sent(opening, dee), "A larger screen, please.")
    locked(found, dee)
    return found


def at(nell: Candidate, path: str) -> str:
    return f"/hiring/c/{nell.pk}/{path}"


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(draft_token|version|stage)" value="([^"]*)"', page))


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def typed_late(client: Client, url: str, fields: dict[str, object]) -> None:
    """The page was open, and she is signed out when she sends it."""
    carried = hidden(read(client, url))
    assert Client().post(url, {**carried, **fields})["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", FORMS)
def test_what_was_typed_is_kept_for_its_writer_and_goes_when_it_is_sent(
    hr: Client,
    nell: Candidate,
    opening: Opening,
    dee: Membership,
    flo: Membership,
    client_of: ClientOf,
    path: str,
) -> None:
    joins(opening, dee, flo)
    locked(nell, flo)
    url, fields = at(nell, path), FORMS[path]
    assert KEPT not in read(hr, url)
    typed_late(hr, url, fields)
    assert b"zqtyped" not in bytes(Draft.objects.get().sealed)
    again = read(hr, url)
    assert KEPT in again
    assert again.count("zqtyped") == sum(value == "zqtyped" for value in fields.values())
    assert "Your card was changed since" not in again
    other = client_of(flo).get(url)
    assert "zqtyped" not in other.content.decode()
    assert hr.post(url, {**hidden(again), **fields}).status_code == 303
    assert not Draft.objects.exists()


def test_what_was_selected_of_a_decision_is_selected_again(hr: Client, nell: Candidate) -> None:
    url = at(nell, "decision/")
    typed_late(hr, url, FORMS["decision/"])
    main = read(hr, url).partition("<main")[2]
    found = set(re.findall(r'value="(\w+)"[^>]* checked', main))
    assert found == {"not", "calm", "explaining"}


def test_of_a_decision_at_another_talk_only_the_reason_is_offered(
    hr: Client, nell: Candidate, opening: Opening
) -> None:
    url = at(nell, "decision/")
    typed_late(hr, url, FORMS["decision/"])
    last = OpeningStage.objects.filter(opening=opening).latest("position")
    OpeningStage.objects.filter(pk=last.pk).update(position=9)
    OpeningStage.objects.create(
        organisation_id=opening.organisation_id,
        opening=opening,
        position=5,
        kind=OpeningStage.Kind.INTERVIEW,
        name="First call",
    )
    main = read(hr, url).partition("<main")[2]
    assert KEPT in main
    assert "zqtyped" in main
    assert " checked" not in main


def test_a_change_of_a_card_that_another_tab_has_changed_stands_beside_it(
    hr: Client, nell: Candidate, dee: Membership
) -> None:
    url = at(nell, "scorecard/change/")
    typed_late(hr, url, FORMS["scorecard/change/"])
    keep_draft_of_version_one = Draft.objects.get()
    changed(nell, dee, evidence="zqnow")
    keep_draft_of_version_one.save()  # sent after the other tab had changed the card
    page = read(hr, url)
    assert "Your card was changed since you wrote this." in page
    assert page.count("zqnow") == len(QUESTIONS)
    assert hidden(page)["version"] == "2"


def test_an_answer_that_was_kept_is_not_offered_for_the_next_request(
    nell: Candidate, opening: Opening, dee: Membership, flo: Membership, client_of: ClientOf, clock: object
) -> None:
    joins(opening, dee, flo)  # now all of HR are inside, so each may answer
    hers = client_of(flo)
    typed_late(hers, at(nell, "adjustments/"), FORMS["adjustments/"])
    assert "zqtyped" in read(hers, at(nell, "adjustments/"))
    helped(nell, dee, "Yes.")
    wished(nell, "And a quiet room.")
    assert "zqtyped" not in read(hers, at(nell, "adjustments/"))


def test_an_answer_to_what_was_changed_meanwhile_says_so(
    nell: Candidate, flo: Membership, client_of: ClientOf, clock: object
) -> None:
    hers, url = client_of(flo), at(nell, "adjustments/")
    typed_late(hers, url, FORMS["adjustments/"])
    told = "was changed since you wrote your answer"
    assert told not in read(hers, url)
    wished(nell, "A larger screen and a quiet room, please.")
    page = read(hers, url)
    assert told in page
    assert "zqtyped" in page


def test_a_draft_that_does_not_open_keeps_nobody_from_writing(hr: Client, nell: Candidate) -> None:
    typed_late(hr, at(nell, "decision/"), FORMS["decision/"])
    Draft.objects.update(sealed=b"broken")
    page = read(hr, at(nell, "decision/"))
    assert KEPT not in page
    assert "Write down the decision" in page


@pytest.mark.parametrize("ends", ["withdrawn", "purged"])
def test_all_of_it_goes_with_its_candidate(nell: Candidate, dee: Membership, ends: str) -> None:
    names = forms_about(nell.pk)
    forms = (card_form, change_form, decision_form, answer_form, reopening_form)
    assert names == [form(nell.pk) for form in forms]
    assert len(set(names)) == len(names)
    for form in names:
        keep_draft(membership=dee, form=form, fields={"reason": ["zqtyped"]}, now=NOW)
    keep_draft(membership=dee, form="journal:now", fields={"note": ["Hers."]}, now=NOW)
    if ends == "withdrawn":
        withdraw_candidate(candidate=nell, now=NOW)
    else:
        assert purge_candidate(candidate_id=nell.pk, now=later(days=999))
    assert list(Draft.objects.values_list("form", flat=True)) == ["journal:now"]
