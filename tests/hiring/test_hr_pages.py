"""HR's pages: an opening with its reasons, an invitation, and where people stand."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import Verdict, decide
from hiring.drafts import card_form
from hiring.models import Opening
from hiring.openings.actions.states import close_opening
from hiring.queries import own_card
from people.drafts import keep_draft
from people.models import Draft, Membership
from people.scope import installation_scope
from tests.cast import NOW
from tests.hires import begun, drafted, invited, job, locked, sent

ClientOf = Callable[[Membership], Client]


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


def own_fields(client: Client, url: str) -> dict[str, str]:
    """What the form of a card carries: which page it is, and what it has shown."""
    page = client.get(url).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(page|last)" value="([^"]*)"', page))


def test_hr_alone_has_the_section(dee: Membership, ada: Membership, client_of: ClientOf) -> None:
    link = '<a href="/hiring/"'
    assert client_of(dee).get("/today/").content.decode().count(link) == 2  # header and bar
    assert link not in client_of(ada).get("/today/").content.decode()


def test_the_list_tells_where_each_stands_and_orders_by_name(
    opening: Opening, dee: Membership, flo: Membership, client_of: ClientOf, clock: object
) -> None:
    """As HR reads it who neither talks nor decides."""
    for name in ("Zoe", "Abe", "Mia", "Kim"):
        one = invited(opening, dee, name=name, token=name)
        if name != "Zoe":
            begun(one, session=name)
        if name in {"Mia", "Kim"}:
            locked(one, dee)
        if name == "Kim":
            decide(candidate=one, verdict=Verdict(True, ("calm",), "Calm."), by=dee, now=NOW)
    page = client_of(flo).get(f"/hiring/{opening.pk}/").content.decode()
    told = [("Abe", "Started"), ("Kim", "Decided"), ("Mia", "Interviewed"), ("Zoe", "Invited")]
    assert [page.index(f">{name}</a></th><td>{status}</td>") for name, status in told] == sorted(
        page.index(f">{name}</a>") for name, _status in told
    )


def test_a_new_link_can_be_sent(hr: Client, opening: Opening, dee: Membership) -> None:
    candidate = invited(opening, dee)
    assert hr.post(f"/hiring/c/{candidate.pk}/link/").status_code == 303
    assert candidate.links.count() == 2


def test_a_card_is_kept_quietly_while_it_is_written(hr: Client, opening: Opening, dee: Membership) -> None:
    candidate = invited(opening, dee)
    url = f"/hiring/c/{candidate.pk}/scorecard/"
    assert hr.post(f"{url}?quiet=1", {"evidence_calm-1": "Said it back."}).json() == {"saved": ""}
    assert "Said it back." in hr.get(url).content.decode()
    assert "Go on with the scorecard" in hr.get(f"/hiring/c/{candidate.pk}/").content.decode()
    locked(candidate, dee)
    assert hr.post(f"{url}?quiet=1", {"evidence_calm-1": "Changed."}).status_code == 409
    assert hr.post(url, {"then": "save"}).status_code == 303
    assert "Changed." not in hr.get(f"/hiring/c/{candidate.pk}/").content.decode()


def test_a_card_that_was_sent_by_somebody_signed_out_comes_back_to_her_alone(
    hr: Client, opening: Opening, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    candidate = sent(opening, dee)
    url = f"/hiring/c/{candidate.pk}/scorecard/"
    hr.post(f"{url}?quiet=1", {**own_fields(hr, url), "evidence_explaining-1": "Drew a picture."})
    token = re.search(r'name="draft_token" value="([^"]+)"', hr.get(url).content.decode())
    assert token is not None
    late = {"draft_token": token[1], "evidence_calm-1": "Rang back.", "rating_calm-1": "4", "then": "lock"}
    assert Client().post(url, late)["Location"].startswith("/sign-in/")
    assert "Rang back." not in client_of(flo).get(url).content.decode()
    page = hr.get(url).content.decode()
    assert "We kept what you wrote" in page
    assert "Rang back." in page
    assert "Drew a picture." in page
    again = {**own_fields(hr, url), "evidence_calm-1": "Rang back.", "rating_calm-1": "4", "then": "save"}
    assert hr.post(url, again).status_code == 303
    assert "We kept what you wrote" not in hr.get(url).content.decode()


def test_a_card_that_was_not_taken_goes_with_its_candidate(opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    keep_draft(
        membership=dee, form=card_form(candidate.pk), fields={"evidence_calm-1": ["Rang back."]}, now=NOW
    )
    keep_draft(membership=dee, form="journal:now", fields={"note": ["Hers."]}, now=NOW)
    withdraw_candidate(candidate=candidate, now=NOW)
    assert list(Draft.objects.values_list("form", flat=True)) == ["journal:now"]


def test_a_text_that_is_too_long_takes_nothing_from_the_card(
    hr: Client, opening: Opening, dee: Membership
) -> None:
    candidate = sent(opening, dee)
    url = f"/hiring/c/{candidate.pk}/scorecard/?quiet=1"
    tab = own_fields(hr, url)
    assert hr.post(url, {**tab, "evidence_calm-1": "Rang back.", "rating_calm-1": "4"}).status_code == 200
    written = {**tab, "evidence_calm-1": "Rang back. " * 400, "rating_calm-1": "5"}
    written["evidence_explaining-1"] = "Drew a picture."
    assert hr.post(url, written).status_code == 422
    card = own_card(candidate, dee)
    assert card is not None
    assert card.ratings["calm-1"] == (4, "Rang back.")
    assert card.ratings["explaining-1"] == (None, "Drew a picture.")


def test_a_decision_is_written_with_its_grounds(hr: Client, opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    locked(candidate, dee)
    url = f"/hiring/c/{candidate.pk}/decision/"
    page = hr.post(url, {"outcome": "on", "reason": "x"}).content.decode()
    assert "Select at least one part of the talk." in page
    assert "Self-regulation" not in page  # there is no way to name a score as the ground
    sent_form = {"outcome": "not", "grounds": ["calm", "explaining"], "reason": "No example, twice."}
    assert hr.post(url, sent_form).status_code == 303
    shown = hr.get(f"/hiring/c/{candidate.pk}/").content.decode()
    for told in ("Do not go on", "Calm under anger, Explaining clearly", "No example, twice.", "Dee"):
        assert told in shown
    assert "stays as it is" in hr.post(url, sent_form).content.decode()


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_hr_is_led_to_fairness_from_what_was_opened(
    hr: Client, dee: Membership, scoped: None, state: str
) -> None:
    opening = drafted(dee) if state == "draft" else job(dee)
    if state == "closed":
        close_opening(opening=opening, by=dee, now=NOW)
    page = hr.get(f"/hiring/{opening.pk}/").content.decode()
    assert (f'href="/hiring/{opening.pk}/fairness/"' in page) == (state != "draft")


def test_hr_of_another_organisation_gets_404(
    opening: Opening, dee: Membership, eve: Membership, client_of: ClientOf, clock: object
) -> None:
    candidate = sent(opening, dee)
    with installation_scope():
        Membership.objects.filter(pk=eve.pk).update(is_hr=True)
    client = client_of(eve)
    for url in (f"/hiring/{opening.pk}/", f"/hiring/c/{candidate.pk}/", f"/hiring/c/{candidate.pk}/profile/"):
        assert client.get(url).status_code == 404
    assert "Agent, evenings" not in client.get("/hiring/").content.decode()
