"""Writing at a locked screen: whoever sits there writes and sees nothing; its owner keeps or deletes it."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from journal.actions import delete_moment
from journal.documents import MomentDocument
from journal.locked import answer_locked, count_waiting, save_locked, waiting_rows
from journal.models import Moment
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Draft, Membership
from people.scope import organisation_scope
from tests.cast import NOW
from tests.crowd import write_moment

Browser = Callable[[Membership], Client]
pytestmark = pytest.mark.usefixtures("scoped")
WROTE = {"feeling": "annoyed", "trigger": "A", "strength": "3", "note": "quince"}


@pytest.fixture
def locked(amal: Membership, client_of: Browser) -> Client:
    """Amal's browser, left alone until its screen was locked; she has written before."""
    write_moment(amal, 1, note="marmalade")
    client = client_of(amal)
    client.post("/now/", {"note": "half a thought"})
    client.post("/hidden/", {"back": "/moments/", "left": ""})
    return client


def the_newest(amal: Membership) -> MomentDocument:
    return open_moment(open_key(amal), Moment.objects.of(amal).newest_first()[0])


def test_the_locked_screen_offers_to_write(locked: Client) -> None:
    assert "/hidden/now/" in locked.get("/hidden/").content.decode()
    assert locked.get("/now/")["Location"] == "/hidden/"


def test_a_screen_that_somebody_hid_offers_nothing(amal: Membership, client_of: Browser) -> None:
    client = client_of(amal)
    client.post("/hidden/", {"back": "/moments/"})
    assert "/hidden/now/" not in client.get("/hidden/").content.decode()


def test_write_and_save_and_see_nothing(locked: Client, amal: Membership) -> None:
    page = locked.get("/hidden/now/").content.decode()
    answer = locked.post("/hidden/now/", {**WROTE, "submission_key": str(uuid4())})
    assert answer.status_code == 303
    after = locked.get(answer["Location"]).content.decode()
    assert "Saved." in after
    for word in ("Amal", "Harbour", "marmalade", "half a thought", "quince", "/moments/", "/today/"):
        assert word not in page + after
    assert locked.get("/moments/")["Location"] == "/hidden/"
    found = the_newest(amal)
    assert (found.note, found.feelings, found.while_locked) == ("quince", ("annoyed",), True)


def test_with_something_missing_it_comes_back_as_it_was_typed(locked: Client) -> None:
    page = locked.post("/hidden/now/", {"note": "quince", "feeling": "sad"}).content.decode()
    assert "Select what set it off." in page
    assert "quince" in page
    assert Moment.objects.count() == 1
    assert Draft.objects.filter(form="journal:locked").count() == 0


def test_the_same_form_twice_makes_one_moment_and_other_words_another(amal: Membership) -> None:
    key = uuid4()
    first = MomentDocument(("sad",), ("A",), 2, "one", while_locked=True)
    other = MomentDocument(("sad",), ("A",), 2, "two", while_locked=True)
    for document in (first, first, other):
        save_locked(by=amal, document=document, submission_key=key, now=NOW)
    notes = {open_moment(open_key(amal), each).note for each in Moment.objects.of(amal)}
    assert (Moment.objects.count(), notes, count_waiting(amal)) == (2, {"one", "two"}, 2)


def test_its_owner_is_asked_on_today(locked: Client, amal: Membership, client_of: Browser) -> None:
    locked.post("/hidden/now/", WROTE)
    page = client_of(amal).get("/today/").content.decode()
    assert "1 moment was written while the screen was locked." in page
    assert "quince" in client_of(amal).get("/moments/locked/").content.decode()


@pytest.mark.parametrize(
    ("then", "left", "said"),
    [("keep", 2, "Kept in your journal."), ("delete", 1, "Deleted. For seven days you can bring it back.")],
)
def test_she_keeps_or_deletes_it(
    then: str, left: int, said: str, locked: Client, amal: Membership, client_of: Browser
) -> None:
    locked.post("/hidden/now/", WROTE)
    client, row = client_of(amal), Moment.objects.of(amal).newest_first()[0].pk
    page = client.post("/moments/locked/", {"moment": row, "then": then}, follow=True).content.decode()
    assert said in page
    assert "Nothing waits for your answer." in page
    assert Moment.objects.of(amal).count() == left
    assert "while the screen was locked" not in client.get("/today/").content.decode()


def test_only_what_waits_is_deleted_here(locked: Client, amal: Membership, client_of: Browser) -> None:
    row = Moment.objects.of(amal).get().pk
    client_of(amal).post("/moments/locked/", {"moment": row, "then": "delete"})
    assert Moment.objects.filter(pk=row).exists()
    assert client_of(amal).post("/moments/locked/", {"moment": "x", "then": "delete"}).status_code == 404


def test_nobody_answers_for_her(locked: Client, amal: Membership, bo: Membership) -> None:
    locked.post("/hidden/now/", WROTE)
    row = Moment.objects.of(amal).newest_first()[0].pk
    assert not answer_locked(by=bo, row=row, keep=False, now=NOW)
    assert count_waiting(amal) == 1


def test_one_that_is_gone_already_waits_no_more(locked: Client, amal: Membership) -> None:
    locked.post("/hidden/now/", WROTE)
    row = Moment.objects.of(amal).newest_first()[0].pk
    Moment.objects.filter(pk=row).delete()
    assert not answer_locked(by=amal, row=row, keep=True, now=NOW)
    assert count_waiting(amal) == 0


def test_one_that_she_deletes_on_its_own_page_waits_no_more(
    locked: Client, amal: Membership, client_of: Browser
) -> None:
    locked.post("/hidden/now/", WROTE)
    row, client = Moment.objects.of(amal).newest_first()[0].pk, client_of(amal)
    client.post(f"/moments/{row}/delete/")
    assert "while the screen was locked" not in client.get("/today/").content.decode()
    client.post(f"/moments/{row}/restore/")
    assert "1 moment was written while the screen was locked." in client.get("/today/").content.decode()


def test_two_wait_newest_first(amal: Membership) -> None:
    for number, note in enumerate(("one", "two")):
        document = MomentDocument(("sad",), ("A",), 2, note, while_locked=True)
        save_locked(by=amal, document=document, submission_key=uuid4(), now=NOW.replace(minute=number))
    assert [("two" in row.html, "one" in row.html) for row in waiting_rows(amal)] == [
        (True, False),
        (False, True),
    ]


def test_a_list_that_does_not_open_keeps_nobody_from_today(
    locked: Client, amal: Membership, client_of: Browser
) -> None:
    locked.post("/hidden/now/", WROTE)
    Draft.objects.filter(form="journal:locked").update(sealed=b"\x01" + bytes(300))
    assert client_of(amal).get("/today/").status_code == 200
    assert count_waiting(amal) == 0


def test_whoever_sits_there_cannot_fill_her_journal(locked: Client, amal: Membership) -> None:
    for _times in range(30):
        assert locked.post("/hidden/now/", WROTE).status_code == 303
    page = locked.post("/hidden/now/", WROTE).content.decode()
    assert "That were many moments in an hour." in page
    assert "quince" in page
    with organisation_scope(amal.organisation):
        assert Moment.objects.of(amal).count() == 31


def test_with_the_page_open_the_usual_form_is_there(amal: Membership, client_of: Browser) -> None:
    assert client_of(amal).get("/hidden/now/")["Location"] == "/now/"


def test_nobody_signed_in_writes_nothing(db: None) -> None:
    assert Client().post("/hidden/now/", WROTE)["Location"].startswith("/sign-in/")


def test_what_waits_is_kept_or_deleted_and_answered_once(amal: Membership) -> None:
    rows: list[UUID] = []
    for _ in range(2):
        document = MomentDocument(("annoyed",), ("A",), 3, while_locked=True)
        save_locked(by=amal, document=document, submission_key=uuid4(), now=NOW)
        rows.append(Moment.objects.of(amal).exclude(pk__in=rows).get().pk)
    kept, deleted = rows
    assert answer_locked(by=amal, row=kept, keep=True, now=NOW)
    assert answer_locked(by=amal, row=deleted, keep=False, now=NOW)
    assert [moment.pk for moment in Moment.objects.of(amal)] == [kept]
    assert not answer_locked(by=amal, row=kept, keep=False, now=NOW)


def test_of_a_moment_that_has_gone_nothing_is_asked(amal: Membership) -> None:
    document = MomentDocument(("annoyed",), ("A",), 3, while_locked=True)
    save_locked(by=amal, document=document, submission_key=uuid4(), now=NOW)
    row = Moment.objects.of(amal).get().pk
    delete_moment(by=amal, row=row, now=NOW)
    assert not answer_locked(by=amal, row=row, keep=True, now=NOW)
