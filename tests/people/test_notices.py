"""Being told by mail: only who wants it, in a mail that tells nothing, with a way to stop it in one click."""

import datetime as dt
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail, signing
from django.core.mail import EmailMessage
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from people.actions.accounts import NOTICE_VERSION
from people.actions.mail import choose_notices, turn_off
from people.actions.organisations import close_membership, create_personal_organisation
from people.letters import OFF_LINK_KEPT, off_token, read_off_token
from people.models import Membership, OutboxMail, User
from people.notice_kinds import FEEDBACK, KINDS, REPORTED, SHARED, WITHDRAWN
from people.notices import APART, GATHER, tell
from people.scope import organisation_scope
from people.tasks import sweep_outbox
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")
SECOND = dt.timedelta(seconds=1)
SignIn = Callable[[Membership], Client]
Settings = Any


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def told(member: Membership, kind: str = FEEDBACK, *, path: str = "/sharing/", at: dt.datetime = NOW) -> None:
    tell(member.pk, kind, path=path, now=at)


def sent_by(clock: time_machine.Traveller, at: dt.datetime) -> list[EmailMessage]:
    """What has left by this time, by the sender's own sweep."""
    clock.move_to(at)
    sweep_outbox.call_local()
    return mail.outbox


def want(member: Membership, *kinds: str) -> None:
    choose_notices(user=member.user, wanted=kinds)


def links_of(message: EmailMessage) -> list[str]:
    return [line for line in str(message.body).splitlines() if line.startswith("http")]


# --- which -------------------------------------------------------------------------------------------


def test_feedback_and_reports_alone_are_mailed_to_who_has_chosen_nothing(
    amal: Membership, clock: time_machine.Traveller
) -> None:
    for kind in KINDS:
        told(amal, kind)
    assert {row.kind for row in OutboxMail.objects.all()} == {FEEDBACK, REPORTED}
    for message in sent_by(clock, NOW + GATHER):
        assert (message.to, message.subject) == (["amal@demo.example"], "A message in eiapp")
    assert not OutboxMail.objects.filter(state=OutboxMail.State.WAITING).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_mailed_to_who_wants_it_and_to_nobody_else(
    amal: Membership, clock: time_machine.Traveller, kind: str
) -> None:
    want(amal, *(other for other in KINDS if other != kind))
    told(amal, kind)
    assert sent_by(clock, NOW + GATHER) == []
    want(amal, kind)
    told(amal, kind)
    (message,) = sent_by(clock, NOW + 2 * GATHER)
    assert str(KINDS[kind].sentence) in str(message.body)


@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_holds_one_link_to_the_list_and_one_that_stops_it(
    amal: Membership, clock: time_machine.Traveller, kind: str
) -> None:
    want(amal, kind)
    told(amal, kind, path="/team/")
    (message,) = sent_by(clock, NOW + GATHER)
    there, off = links_of(message)
    assert there == "http://testserver/team/"
    assert read_off_token(off.removeprefix("http://testserver/mail/off/").rstrip("/")) == (amal.user_id, kind)
    assert message.extra_headers["List-Unsubscribe"] == f"<{off}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Amal" not in f"{message.subject} {message.body}"
    assert "&#" not in str(message.body)


def test_links_begin_with_the_public_address(
    amal: Membership, clock: time_machine.Traveller, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://eiapp.example.org"
    told(amal)
    (message,) = sent_by(clock, NOW + GATHER)
    assert [link.split("/")[2] for link in links_of(message)] == ["eiapp.example.org"] * 2
    assert message.extra_headers["List-Unsubscribe"].startswith("<https://eiapp.example.org/mail/off/")
    assert message.extra_headers["Message-ID"].endswith("@eiapp.example.org>")


def catalogue(folder: Path, language: str, **said: str) -> None:
    """Texts in another language, as gettext compiles them."""
    texts = sorted({"": "Content-Type: text/plain; charset=UTF-8\n", **said}.items())
    keys = b"".join(key.encode() + b"\0" for key, _text in texts)
    words = b"".join(text.encode() + b"\0" for _key, text in texts)
    start, tables = 28 + 16 * len(texts), []
    for place, column in ((start, 0), (start + len(keys), 1)):
        for pair in texts:
            length = len(pair[column].encode())
            tables.append(struct.pack("<II", length, place))
            place += length + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(texts), 28, 28 + 8 * len(texts), 0, 28)
    made = folder / language / "LC_MESSAGES" / "django.mo"
    made.parent.mkdir(parents=True)
    made.write_bytes(head + b"".join(tables) + keys + words)


def test_a_mail_speaks_the_receivers_language_whatever_the_sender_reads(
    amal: Membership, clock: time_machine.Traveller, settings: Settings, tmp_path: Path
) -> None:
    for language, hello in (("de", "Hallo,"), ("fr", "Bonjour,")):
        catalogue(tmp_path, language, **{"Hello,": hello})
    settings.LOCALE_PATHS, settings.LANGUAGE_CODE = [tmp_path], "de"
    with translation.override("fr"):
        told(amal)
        (message,) = sent_by(clock, NOW + GATHER)
    assert str(message.body).startswith("Hallo,\n")


# --- how often ---------------------------------------------------------------------------------------


def test_several_in_a_minute_are_one_mail(amal: Membership, clock: time_machine.Traveller) -> None:
    for seconds in range(0, 60, 10):
        told(amal, at=NOW + seconds * SECOND)
    assert sent_by(clock, NOW + GATHER - SECOND) == []
    assert len(sent_by(clock, NOW + GATHER)) == 1


def test_the_next_mail_of_a_kind_comes_an_hour_after_the_last_and_is_never_left_out(
    amal: Membership, clock: time_machine.Traveller
) -> None:
    told(amal)
    first = NOW + GATHER
    assert len(sent_by(clock, first)) == 1
    told(amal, at=first + SECOND)
    told(amal, at=first + 9 * SECOND)
    assert len(sent_by(clock, first + APART - SECOND)) == 1
    assert len(sent_by(clock, first + APART)) == 2
    told(amal, at=first + 3 * APART)
    assert len(sent_by(clock, first + 3 * APART + GATHER)) == 3


def test_kinds_pages_and_people_do_not_hold_each_other_up(
    amal: Membership, bo: Membership, clock: time_machine.Traveller
) -> None:
    want(amal, FEEDBACK, SHARED)
    told(amal)
    told(amal, path="/team/")
    told(amal, SHARED)
    told(bo)
    assert len(sent_by(clock, NOW + GATHER)) == 4


def test_shared_and_taken_back_are_told_both(bo: Membership, clock: time_machine.Traveller) -> None:
    """A mail that waits may tell of several things, and of others than the one that is taken back."""
    want(bo, SHARED, WITHDRAWN)
    told(bo, SHARED)
    told(bo, WITHDRAWN)
    assert len(sent_by(clock, NOW + GATHER)) == 2


def test_two_that_were_written_in_the_same_instant_leave_as_one(
    amal: Membership, clock: time_machine.Traveller
) -> None:
    told(amal)
    twin = OutboxMail.objects.get()
    twin.pk = None
    twin.id = amal.pk
    twin.save(force_insert=True)
    assert len(sent_by(clock, NOW + GATHER)) == 1
    assert [row.state for row in OutboxMail.objects.all()] == [OutboxMail.State.SENT]


def test_an_act_that_is_undone_tells_nobody(amal: Membership, clock: time_machine.Traveller) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        told(amal)
        1 / 0  # noqa: B018
    assert sent_by(clock, NOW + GATHER) == []


def test_telling_asks_twice_and_once_where_she_does_not_want_it(amal: Membership) -> None:
    with CaptureQueriesContext(connection) as queries:
        told(amal, SHARED)
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        told(amal)
    assert len(queries) == 2


# --- who does not want it, or is not there, any more ----------------------------------------------------


def test_nothing_waits_for_who_has_left(amal: Membership, ada: Membership) -> None:
    close_membership(member=amal, by=ada, now=NOW)
    told(amal)
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("change", ["left", "inactive", "not wanted", "no such kind"])
def test_what_waits_goes_nowhere_once_it_should_not(
    amal: Membership, ada: Membership, clock: time_machine.Traveller, change: str
) -> None:
    told(amal)
    if change == "left":
        close_membership(member=amal, by=ada, now=NOW)
    elif change == "inactive":
        User.objects.filter(pk=amal.user_id).update(is_active=False)
    elif change == "not wanted":
        want(amal)
    else:  # a later version has it no more
        OutboxMail.objects.update(kind="of old")
    assert sent_by(clock, NOW + GATHER) == []
    assert not OutboxMail.objects.exists()


def test_a_waiting_row_can_hold_neither_address_nor_text(amal: Membership) -> None:
    told(amal)
    row = OutboxMail.objects.get()
    assert (row.to, bytes(row.sealed)) == ("", b"")
    for wrong in ({"to": "amal@demo.example"}, {"sealed": b"x"}, {"path": ""}, {"member": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMail.objects.update(**wrong)


# --- her choice ----------------------------------------------------------------------------------------


def test_the_page_shows_what_is_usual_and_keeps_what_she_chooses(amal: Membership, client_of: SignIn) -> None:
    tab = client_of(amal)
    assert "/you/mail/" in tab.get("/you/preferences/").content.decode()
    page = tab.get("/you/mail/").content.decode()
    assert page.count('name="kinds"') == len(KINDS)
    for kinds in ([SHARED], [], list(KINDS)):
        assert tab.post("/you/mail/", {"kinds": kinds}).status_code == 303
        shown = tab.get("/you/mail/").content.decode()
        assert shown.count(" checked") == len(kinds)
        amal.user.refresh_from_db()
        assert amal.user.notices == {kind: kind in kinds for kind in KINDS}
    assert tab.post("/you/mail/", {"kinds": ["none of ours"]}).status_code == 200


def test_who_is_alone_meets_nothing_of_it(amal: Membership, client_of: SignIn) -> None:
    alone = create_personal_organisation(user=amal.user, now=NOW)
    tab = client_of(alone)
    session = tab.session
    session["membership"] = str(alone.pk)
    session.save()
    with organisation_scope(alone.organisation):
        Membership.objects.filter(pk=alone.pk).update(notice_read=NOTICE_VERSION)
    page = tab.get("/you/preferences/")
    assert page.status_code == 200
    assert "/you/mail/" not in page.content.decode()
    assert {tab.get(f"/you/mail/{rest}").status_code for rest in ("", "address/", "address/code/")} == {404}


# --- off in one click ------------------------------------------------------------------------------------


def wanted(member: Membership, kind: str = FEEDBACK) -> bool:
    member.user.refresh_from_db()
    return bool(member.user.notices.get(kind, KINDS[kind].usual))


def test_the_link_shows_a_button_and_only_the_button_turns_it_off(amal: Membership) -> None:
    link, anybody = f"/mail/off/{off_token(amal.user, FEEDBACK)}/", Client()
    for _again in range(2):
        page = anybody.get(link)
        assert (page.status_code, page.content.decode().count("<button")) == (200, 1)
        assert anybody.head(link).status_code == 200
    assert wanted(amal)
    for _again in range(2):
        assert "It is turned off" in anybody.post(link).content.decode()
    assert not wanted(amal)
    assert not anybody.cookies


def test_the_mail_programs_own_button_works_without_cookie_or_token_of_a_form(amal: Membership) -> None:
    program = Client(enforce_csrf_checks=True)
    link = f"/mail/off/{off_token(amal.user, FEEDBACK)}/"
    sent = program.post(link, {"List-Unsubscribe": "One-Click"}, headers={"origin": "https://mail.example"})
    assert sent.status_code == 200
    assert not wanted(amal)


def test_it_turns_off_that_kind_of_that_person_and_nothing_else(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    want(amal, *KINDS)
    want(bo, *KINDS)
    client_of(bo).post(f"/mail/off/{off_token(amal.user, SHARED)}/")
    assert [kind for kind in KINDS if not wanted(amal, kind)] == [SHARED]
    assert all(wanted(bo, kind) for kind in KINDS)


def test_what_waits_does_not_come_after_it(amal: Membership, clock: time_machine.Traveller) -> None:
    told(amal)
    Client().post(f"/mail/off/{off_token(amal.user, FEEDBACK)}/")
    assert sent_by(clock, NOW + GATHER) == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_is_not_ours_says_how_it_is_done_by_hand(
    amal: Membership, bo: Membership, clock: time_machine.Traveller, method: str
) -> None:
    token = off_token(amal.user, FEEDBACK)
    _content, stamp, signature = token.split(":")
    strangers = off_token(bo.user, FEEDBACK).split(":")[0]
    nobodys = off_token(User(email="nobody@demo.example"), FEEDBACK)
    other_purpose = signing.dumps([amal.user_id.hex, FEEDBACK], salt="people.hidden")
    no_kind = signing.dumps([amal.user_id.hex, "of old"], salt="people.mail.off")
    dead = ["x", token[:-1], f"{strangers}:{stamp}:{signature}", nobodys, other_purpose, no_kind]
    pages = {getattr(Client(), method)(f"/mail/off/{each}/").content for each in dead}
    statuses = {getattr(Client(), method)(f"/mail/off/{each}/").status_code for each in dead}
    assert (statuses, len(pages)) == ({410}, 1)
    assert "/you/mail/" in pages.pop().decode()
    clock.move_to(NOW + dt.timedelta(seconds=OFF_LINK_KEPT + 1))
    assert getattr(Client(), method)(f"/mail/off/{token}/").status_code == 410
    assert wanted(amal)


def test_it_takes_no_more_than_a_crowd_would_send(amal: Membership) -> None:
    link = f"/mail/off/{off_token(amal.user, FEEDBACK)}/"
    statuses = [Client().post(link).status_code for _time in range(61)]
    assert (set(statuses[:60]), statuses[60]) == ({200}, 429)


def test_turning_off_is_for_one_kind_and_one_person_and_lasts(amal: Membership) -> None:
    assert turn_off(user_id=amal.user_id, kind=FEEDBACK)
    assert not wanted(amal)
    token = off_token(amal.user, FEEDBACK)
    assert (read_off_token(token), read_off_token(token[:-1])) == ((amal.user_id, FEEDBACK), None)


def test_turning_off_for_nobody_is_told(amal: Membership) -> None:
    assert turn_off(user_id=amal.user_id, kind=SHARED)
    assert turn_off(user_id=amal.user_id, kind=SHARED)
    assert not turn_off(user_id=amal.pk, kind=SHARED)
