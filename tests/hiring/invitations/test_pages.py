"""Inviting many: a list, its check page, then the mails; links taken back; answers opened again."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hiring.actions.candidates import invite_candidates, reopen_candidate, revoke_links, send_new_link
from hiring.actions.leaving import withdraw_candidate
from hiring.actions.links import exchange_link
from hiring.actions.scorecards import Verdict, decide
from hiring.invitations.reading import Listed
from hiring.models import Candidate, CandidateLink, CandidateReopening, Opening
from hiring.openings.actions.states import close_opening
from hiring.queries import reopenings
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.experts import asking
from tests.hires import begun, invited, locked, sent
from tests.hiring.conftest import later

ClientOf = Callable[[Membership], Client]
PERSON = "Nell Okafor-Kommunikation, nell@home.example"
LIST = "Nell Okafor, nell@home.example\nTariq, tariq@home.example\nNell, nell@home.example"


@pytest.fixture
def hr(dee: Membership, client_of: ClientOf, clock: object) -> Client:
    return client_of(dee)


@pytest.fixture
def address(opening: Opening) -> str:
    return f"/hiring/{opening.pk}/invite/"


def test_the_check_page_tells_who_gets_which_mail_and_sends_nothing(
    hr: Client, address: str, opening: Opening, dee: Membership
) -> None:
    invited(opening, dee, name="Tariq", token="tariq")
    page = hr.post(address, {"people": LIST}).content.decode()
    for told in ("1 person gets a mail", "invited already", "stands in the list twice"):
        assert told in page
    assert "Harbour Support asks you to answer some statements" in page
    assert "http://testserver/c/" not in page  # no link before there is one
    assert Candidate.objects.count() == CandidateLink.objects.count() == 1


def test_then_each_gets_a_link_of_her_own(
    hr: Client, address: str, opening: Opening, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = hr.post(address, {"people": LIST, "then": "send"})
    assert (answer.status_code, answer["Location"]) == (303, f"/hiring/{opening.pk}/")
    assert [one.to for one in mail.outbox] == [["nell@home.example"], ["tariq@home.example"]]
    assert CandidateLink.objects.values("token_hash").distinct().count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        hr.post(address, {"people": LIST, "then": "send"})
    assert len(mail.outbox) == 2  # a second click mails nobody twice
    assert "invited already, so nothing was sent" in hr.get(f"/hiring/{opening.pk}/").content.decode()


def test_a_list_that_was_checked_is_sent_as_the_page_showed_it(hr: Client, address: str) -> None:
    """The check page carries the list itself: its form is sent as it stands."""
    told = '"Okafor, Nell, PhD",nell@home.example\r\n"""Ace"" Tariq",tariq@home.example\r\n'
    page = hr.post(address, {"file": SimpleUploadedFile("people.csv", told.encode())}).content.decode()
    assert "2 people get a mail" in page
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    carried = {name: html.unescape(value) for name, value in found.items()}
    assert hr.post(address, carried | {"then": "send"}).status_code == 303
    assert set(Candidate.objects.values_list("name", flat=True)) == {"Okafor, Nell, PhD", '"Ace" Tariq'}


def test_a_file_is_read_like_what_is_pasted(hr: Client, address: str) -> None:
    told = "\ufeffName;E-mail;Town\r\nZoë;zoe@home.example;Ulm\r\n".encode()
    page = hr.post(address, {"file": SimpleUploadedFile("people.csv", told)}).content.decode()
    assert '<th scope="row">Zoë</th><td>zoe@home.example</td>' in page


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (b"Street;Town\r\nHill;Ulm", "The first line names columns"),
        (b"Name;E-mail\r\n" + b"Nell;nell@home.example\r\n" * 50_000, "at most 200 people at once"),
        ("Zoë;zoe@home.example".encode("latin-1"), "Save it as CSV with UTF-8"),
        (b"", "This file is empty."),
        (b"\x89PNG\x0d\x0a\x1a\x0a", "Save it as CSV with UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_gets_a_sentence(hr: Client, address: str, file: bytes, told: str) -> None:
    answer = hr.post(address, {"file": SimpleUploadedFile("people.csv", file)})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("Street;Town\r\nHill;Ulm", "The first line names columns, and none of them is “name” and “e-mail”."),
        ("Nell, nell@home.example, Ulm", "Line 1: put a name and an e-mail address, and nothing else."),
        (f"{PERSON}\r\n" * 50_000, "Invite at most 200 people at once. Split the list."),
    ],
)
def test_a_list_that_cannot_be_used_gets_a_sentence_and_stays_in_the_field(
    hr: Client, address: str, pasted: str, told: str
) -> None:
    """Also one of more than a megabyte, of which Django by itself would say that it is too much to read."""
    answer = hr.post(address, {"people": pasted, "then": "send"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert page.count(told) == 2  # above and at the field
    assert page.count(pasted.splitlines()[-1]) == pasted.count(pasted.splitlines()[-1])
    assert not Candidate.objects.exists()


def test_what_no_list_of_people_is_gets_a_page_that_says_what_to_do(hr: Client, address: str) -> None:
    for sent_as in ({"people": "x" * 8_000_001}, {"file": SimpleUploadedFile("a.csv", b"x" * 8_000_001)}):
        answer = hr.post(address, sent_as)
        assert answer.status_code == 400
        assert "send less: a smaller file, or a part of the list" in answer.content.decode()


def test_what_is_wrong_is_told_line_by_line_and_all_that_was_pasted_stays(hr: Client, address: str) -> None:
    lines = [f"Person {number}, wrong{number}@x" for number in range(8)]
    page = hr.post(address, {"people": "\n".join(lines), "then": "send"}).content.decode()
    assert "Line 1: this is no e-mail address" in page
    assert "And 3 lines more." in page
    assert "Person 7, wrong7@x" in page
    assert not Candidate.objects.exists()


def test_nobody_is_invited_to_a_closed_one(
    hr: Client, address: str, opening: Opening, dee: Membership
) -> None:
    close_opening(opening=opening, by=dee, now=NOW)
    page = hr.post(address, {"people": LIST, "then": "send"}).content.decode()
    assert "not open, so nobody can be invited" in page
    assert "Nell Okafor, nell@home.example" in page


def test_two_who_send_the_same_list_mail_nobody_twice(opening: Opening, dee: Membership) -> None:
    people = [Listed("Nell", "nell@home.example"), Listed("Tariq", "tariq@home.example")]
    assert invite_candidates(opening=opening, people=people, by=dee, now=NOW) == 2
    assert invite_candidates(opening=opening, people=people[:1], by=dee, now=NOW) == 0


# --- taken back -----------------------------------------------------------------------------------


def test_every_link_and_session_stops_and_a_new_link_brings_her_back(
    hr: Client, opening: Opening, dee: Membership
) -> None:
    candidate = begun(invited(opening, dee), session="phone")
    send_new_link(candidate=candidate, by=dee, now=NOW)
    phone = Client()
    phone.cookies["candidate"] = "phone"
    assert phone.get("/c/p/1/").status_code == 200
    assert hr.post(f"/hiring/c/{candidate.pk}/revoke/").status_code == 303
    assert phone.get("/c/p/1/").status_code == 410
    assert not candidate.links.filter(revoked_at=None).exists()
    revoke_links(candidate=candidate, by=dee, now=NOW)  # nothing is left to stop
    assert AuditRecord.objects.filter(act="candidate.links-revoked").count() == 1
    send_new_link(candidate=candidate, by=dee, now=NOW)
    exchange_link(link=candidate.links.get(revoked_at=None), session="laptop", now=NOW)
    laptop = Client()
    laptop.cookies["candidate"] = "laptop"
    assert laptop.get("/c/p/1/").status_code == 200


# --- opened again ---------------------------------------------------------------------------------


def test_answers_are_opened_again_with_a_reason_that_stays(
    hr: Client, opening: Opening, dee: Membership, flo: Membership, client_of: ClientOf
) -> None:
    candidate = sent(opening, dee)
    url = f"/hiring/c/{candidate.pk}/reopen/"
    assert "Write why it is opened again." in hr.post(url, {"reason": " "}).content.decode()
    assert hr.post(url, {"reason": "zqbroke7 while sending"}).status_code == 303
    candidate.refresh_from_db()
    assert (candidate.state, candidate.sent_at, candidate.answers.count()) == ("started", None, 20)
    assert b"zqbroke7" not in bytes(CandidateReopening.objects.get().sealed)
    (again,) = reopenings(candidate)
    assert (again.by, again.at, again.reason) == ("Dee", NOW, "zqbroke7 while sending")
    page = f"/hiring/c/{candidate.pk}/"
    assert "zqbroke7 while sending" in client_of(flo).get(page).content.decode()
    assert "zqbroke7" not in hr.get(page).content.decode()  # dee is still to rate her
    assert AuditRecord.objects.filter(act="candidate.reopened", actor=dee.pk).count() == 1
    assert candidate.links.filter(used_at=None, revoked_at=None).count() == 1


def test_what_was_not_sent_is_over_or_decided_stays(opening: Opening, dee: Membership) -> None:
    def again(candidate: Candidate, *, reason: str = "x", **span: float) -> None:
        reopen_candidate(candidate=candidate, reason=reason, by=dee, now=later(**span))

    with pytest.raises(Refused, match="Nothing was sent"):
        again(begun(invited(opening, dee)))
    done = sent(opening, dee, name="Tariq", token="tariq", session="tariq")
    with pytest.raises(Refused, match="takes no answers any more"):
        again(done, days=30)
    with pytest.raises(Refused, match="Write why"):
        again(done, reason=" ")
    locked(done, dee)
    decide(candidate=done, verdict=Verdict(True, ("calm",), "Calm."), by=dee, now=NOW)
    with pytest.raises(Refused, match="a decision about this person"):
        again(done)
    assert not CandidateReopening.objects.exists()


@pytest.mark.parametrize(("seconds", "starts_again"), [(1200, True), (None, False)])
def test_reopening_says_what_becomes_of_the_time_and_of_the_last_day(
    hr: Client, dee: Membership, scoped: None, seconds: int | None, starts_again: bool
) -> None:
    candidate = invited(asking(dee, seconds=seconds), dee)
    page = hr.get(f"/hiring/c/{candidate.pk}/reopen/").content.decode()
    assert "The last day to answer stays as it was." in page
    assert ("For the situations the whole time starts again" in page) == starts_again


def test_a_refused_reopening_brings_its_reason_back(hr: Client, opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee))
    page = hr.post(f"/hiring/c/{candidate.pk}/reopen/", {"reason": "It broke."}).content.decode()
    assert "Nothing was sent, so there is nothing to open again." in page
    assert "It broke." in page


def test_with_the_rest_of_her_the_reason_goes(opening: Opening, dee: Membership) -> None:
    candidate = sent(opening, dee)
    reopen_candidate(candidate=candidate, reason="It broke.", by=dee, now=NOW)
    candidate = begun(candidate, session="again")
    Candidate.objects.filter(pk=candidate.pk).update(state="sent", sent_at=NOW)
    withdraw_candidate(candidate=candidate, now=NOW)
    assert not CandidateReopening.objects.exists()


# --- dead links -----------------------------------------------------------------------------------


def test_every_dead_link_gets_the_same_page_and_no_name(
    opening: Opening, dee: Membership, clock: object
) -> None:
    used, late = invited(opening, dee, token="used"), invited(opening, dee, token="late")
    begun(used, session="s")
    revoked = invited(opening, dee, token="revoked")
    revoke_links(candidate=revoked, by=dee, now=NOW)
    gone = invited(opening, dee, token="gone")
    withdraw_candidate(candidate=gone, now=NOW)
    CandidateLink.objects.filter(candidate=late).update(expires_at=NOW)
    pages = {}
    for token in ("used", "late", "revoked", "gone", "never-issued", "x" * 200):
        for method in ("get", "post"):
            answer = getattr(Client(), method)(f"/c/{token}/")
            assert answer.status_code == 410
            pages[token, method] = answer.content
    assert len(set(pages.values())) == 1
    for name in (b"Harbour", b"Agent, evenings", b"Dee"):
        assert name not in pages["used", "get"]
