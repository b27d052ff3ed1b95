"""A supervisor's home: what was shared with her, and of her people nothing but their names."""

import pytest
from django.test import Client

from coaching.actions.sharing import stop_sharing
from coaching.queries.team import PAGE
from people.actions.organisations import Roles
from people.models import Membership, Organisation, Team
from tests.cast import new_member
from tests.coaching.conftest import SignIn, answered, later, moment_of, shared

pytestmark = pytest.mark.usefixtures("scoped")


def test_with_nothing_shared_she_is_told_not_to_ask(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    page = client_of(bo).get("/team/").content.decode()
    assert "Nothing shared with you. People share when it helps them; do not ask for it." in page
    assert "<li>Amal</li>" in page


def test_what_waits_is_counted_with_the_oldest_and_what_is_answered_stands_apart(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    answered(shared(amal, bo, now=later(days=-9)))
    for days in (3, 5):
        shared(amal, bo, now=later(days=-days))
    page = client_of(bo).get("/team/").content.decode()
    assert "2 to answer, the oldest shared on 16 November 2026." in page
    waiting, done = page.split("<h2>Answered</h2>")
    assert waiting.count("Amal shared a moment") == 2
    assert waiting.index("16 November 2026</span>") < waiting.index("18 November 2026</span>")
    assert done.count("Amal shared a moment") == 1


def test_with_all_answered_nothing_waits(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    answered(shared(amal, bo))
    page = client_of(bo).get("/team/").content.decode()
    assert "Nothing to answer. People share when it helps them; do not ask for it." in page
    assert "Nothing shared with you." not in page


def test_of_one_there_is_no_oldest(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    shared(amal, bo)
    assert "1 to answer, shared on 21 November 2026." in client_of(bo).get("/team/").content.decode()


def main_of(desk: Client) -> str:
    """What the page itself says."""
    return desk.get("/team/").content.decode().split("<main")[1].split("</main>")[0]


def people_on(page: str) -> str:
    return page.split("<h2>People</h2>")[1].split("</ul>")[0] + "</ul>"


def test_her_people_stand_by_name_alone_whoever_writes_or_shares(
    harbour: Organisation, amal: Membership, bo: Membership, pier: Team, client_of: SignIn
) -> None:
    for name in ("Zoe", "Ben"):
        new_member(harbour, name, Roles(), pier)
    before = people_on(client_of(bo).get("/team/").content.decode())
    assert before.split() == ["<ul>", "<li>Amal</li>", "<li>Ben</li>", "<li>Zoe</li>", "</ul>"]
    shared(amal, bo)
    moment_of(amal)
    assert people_on(client_of(bo).get("/team/").content.decode()) == before


def test_who_looks_after_nobody_is_told_so(harbour: Organisation, client_of: SignIn) -> None:
    fay = new_member(harbour, "Fay", Roles(agent=False, supervisor=True))
    assert "No team is yours to look after at present." in client_of(fay).get("/team/").content.decode()


def test_it_is_closed_to_everybody_else_and_not_linked(
    amal: Membership, bo: Membership, dee: Membership, ada: Membership, client_of: SignIn
) -> None:
    for member in (amal, dee, ada):
        answer = client_of(member).get("/team/")
        assert answer.status_code == 403
        assert "Only supervisors can open this page." in answer.content.decode()
        assert 'href="/team/"' not in client_of(member).get("/today/").content.decode()
    assert 'href="/team/"' in client_of(bo).get("/today/").content.decode()


def test_what_is_taken_back_leaves_no_trace(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    before = main_of(client_of(bo))
    share = shared(amal, bo)
    answered(share)
    stop_sharing(row=share.pk, by=amal, now=later())
    assert main_of(client_of(bo)) == before


def test_the_twenty_first_that_waits_is_reached_without_an_answer(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    made = [shared(amal, bo, now=later(minutes=number)).pk for number in range(PAGE + 3)]
    desk = client_of(bo)
    first, second = (desk.get(f"/team/?page={page}").content.decode() for page in (1, 2))
    assert "23 to answer, the oldest shared on 21 November 2026." in first
    assert "23 to answer." in second
    for page, there in ((first, made[:PAGE]), (second, made[PAGE:])):
        assert [row for row in made if f"/team/inbox/{row}/" in page] == there
    assert ('href="?page=2"' in first, 'href="?page=1"' in second) == (True, True)
    assert ("?page=3" in second, "?page=0" in first) == (False, False)
    assert desk.get("/team/?page=3")["Location"] == "/team/"
