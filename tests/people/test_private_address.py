"""A private address: named, proven by a code, used for her mail alone, and seen by nobody but her."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client

from people.actions.mail import (
    CODE_WORKS,
    TRIES,
    Entered,
    choose_notices,
    enter_code,
    new_code,
    offer_address,
    remove_address,
)
from people.models import AuditRecord, Membership, OutboxMail, User
from people.notice_kinds import FEEDBACK
from people.notices import GATHER, tell
from people.private_address import forget_unconfirmed, masked, pending_of, private_address_of
from people.sealing import SealBroken
from people.tasks import sweep_mails, sweep_outbox
from tests.cast import NOW
from tests.people.conftest import Post, again, code_in_mail, sign_in

pytestmark = pytest.mark.usefixtures("scoped")
HOME, OTHER, CODE = "amal.home@mail.example", "amal.other@mail.example", "BCDF-GHJK"
SECOND = dt.timedelta(seconds=1)
SignIn = Callable[[Membership], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


def given(member: Membership, address: str = HOME) -> None:
    """An address of hers that is proven."""
    offer_address(user=member.user, address=address, code=CODE, now=NOW)
    assert enter_code(user=member.user, code=CODE, now=NOW) is Entered.RIGHT
    member.user.refresh_from_db()


def address_of(member: Membership) -> str:
    return private_address_of(User.objects.get(pk=member.user_id))


def pending(member: Membership, now: dt.datetime = NOW) -> str:
    found = pending_of(User.objects.get(pk=member.user_id), now)
    return found.address if found else ""


def signed_in(member: Membership) -> Client:
    """Who has said again who she is."""
    client = sign_in(member)
    again(client)
    return client


def told(member: Membership, clock: time_machine.Traveller) -> list[str]:
    """To whom a notice goes that is written now."""
    tell(member.pk, FEEDBACK, path="/sharing/", now=NOW)
    clock.shift(GATHER)
    sweep_outbox.call_local()
    notices = [message for message in mail.outbox if "List-Unsubscribe" in message.extra_headers]
    return [to for message in notices for to in message.to]


# --- given, changed, removed ----------------------------------------------------------------------------


def test_an_address_counts_once_the_code_that_was_mailed_there_is_entered(
    amal: Membership, post: Post, clock: time_machine.Traveller
) -> None:
    tab = signed_in(amal)
    answer = post(tab, "/you/mail/address/", {"email": f" {HOME} "})
    assert (answer.status_code, answer["Location"]) == (303, "/you/mail/address/code/")
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([HOME], "A message in eiapp")
    assert address_of(amal) == ""
    assert told(amal, clock) == ["amal@demo.example"]
    code = next(line for line in str(message.body).splitlines() if line.isupper())
    assert post(tab, "/you/mail/address/code/", {"code": code.lower().replace("-", " ")}).status_code == 303
    assert address_of(amal) == HOME
    clock.shift(dt.timedelta(hours=2))
    assert told(amal, clock)[-1] == HOME


def test_mail_goes_there_and_not_to_the_account(amal: Membership, clock: time_machine.Traveller) -> None:
    given(amal)
    assert told(amal, clock) == [HOME]


def test_what_waits_goes_to_where_she_wants_it_when_it_leaves(
    amal: Membership, clock: time_machine.Traveller
) -> None:
    given(amal)
    tell(amal.pk, FEEDBACK, path="/sharing/", now=NOW)
    remove_address(user=amal.user, now=NOW)
    assert told(amal, clock) == ["amal@demo.example"]


def test_an_address_that_does_not_open_is_not_replaced_by_the_accounts(
    amal: Membership, clock: time_machine.Traveller
) -> None:
    User.objects.filter(pk=amal.user_id).update(private_address=b"\x01" + bytes(300))
    assert told(amal, clock) == []
    assert [row.state for row in OutboxMail.objects.all()] == [OutboxMail.State.WAITING]


def test_the_one_before_is_told_when_another_takes_its_place(
    amal: Membership, post: Post, clock: time_machine.Traveller
) -> None:
    tab = signed_in(amal)
    for address in (HOME, OTHER):
        post(tab, "/you/mail/address/", {"email": address})
        post(tab, "/you/mail/address/code/", {"code": code_in_mail()})
    assert [message.to for message in mail.outbox] == [[HOME], [OTHER], [HOME]]
    assert "http://testserver/you/mail/" in str(mail.outbox[-1].body)
    assert address_of(amal) == OTHER


def test_giving_the_same_again_tells_nobody(amal: Membership) -> None:
    given(amal)
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW + dt.timedelta(minutes=2))
    before = OutboxMail.objects.count()
    assert enter_code(user=amal.user, code=CODE, now=NOW + dt.timedelta(minutes=2)) is Entered.RIGHT
    assert (address_of(amal), OutboxMail.objects.count()) == (HOME, before)


def test_it_is_removed_at_any_time_and_told_so(amal: Membership, post: Post) -> None:
    given(amal)
    tab = signed_in(amal)
    assert "One last message" in tab.get("/you/mail/address/remove/").content.decode()
    assert address_of(amal) == HOME
    assert post(tab, "/you/mail/address/remove/").status_code == 303
    assert (address_of(amal), mail.outbox[-1].to) == ("", [HOME])
    count = len(mail.outbox)
    assert post(tab, "/you/mail/address/remove/").status_code == 303
    assert tab.get("/you/mail/address/remove/").status_code == 303
    assert len(mail.outbox) == count


@pytest.mark.parametrize("page", ["/you/mail/address/", "/you/mail/address/remove/"])
def test_whoever_sits_at_an_open_desk_says_first_who_she_is(
    amal: Membership, client_of: SignIn, page: str
) -> None:
    given(amal)
    tab = client_of(amal)
    for answer in (tab.get(page), tab.post(page, {"email": OTHER})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/again/?next=%2Fyou%2Fmail%2F")
    assert (address_of(amal), pending(amal)) == (HOME, "")


# --- codes ------------------------------------------------------------------------------------------------


def test_wrong_codes_are_counted_and_the_last_one_ends_it(amal: Membership, post: Post) -> None:
    tab = signed_in(amal)
    post(tab, "/you/mail/address/", {"email": HOME})
    right = code_in_mail()
    for _time in range(TRIES - 1):
        page = tab.post("/you/mail/address/code/", {"code": "BBBB-BBBB"})
        assert "This code does not match." in page.content.decode()
    over = tab.post("/you/mail/address/code/", {"code": "BBBB-BBBB"})
    assert (over.status_code, over["Location"]) == (303, "/you/mail/address/")
    assert tab.post("/you/mail/address/code/", {"code": right})["Location"] == "/you/mail/"
    assert (address_of(amal), pending(amal)) == ("", "")


def test_tries_are_counted_by_the_person_and_not_by_the_browser(amal: Membership) -> None:
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW)
    became = [enter_code(user=User.objects.get(pk=amal.user_id), code="x", now=NOW) for _time in range(4)]
    assert became == [Entered.WRONG] * (TRIES - 1) + [Entered.OVER] * 2
    assert enter_code(user=amal.user, code=CODE, now=NOW) is Entered.OVER


def test_a_code_works_for_a_quarter_of_an_hour(amal: Membership, clock: time_machine.Traveller) -> None:
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW)
    assert pending(amal, NOW + CODE_WORKS - SECOND) == HOME
    assert enter_code(user=amal.user, code=CODE, now=NOW + CODE_WORKS) is Entered.OVER
    assert address_of(amal) == ""


def test_of_two_clicks_at_once_the_second_finds_it_done(amal: Membership) -> None:
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW)
    tabs = [User.objects.get(pk=amal.user_id) for _tab in range(2)]
    assert [enter_code(user=tab, code=CODE, now=NOW) for tab in tabs] == [Entered.RIGHT] * 2


def test_a_second_click_mails_no_second_code(amal: Membership, post: Post) -> None:
    tab = signed_in(amal)
    for _click in range(2):
        assert post(tab, "/you/mail/address/", {"email": HOME}).status_code == 303
    assert len(mail.outbox) == 1
    assert post(tab, "/you/mail/address/code/", {"code": code_in_mail()}).status_code == 303
    assert address_of(amal) == HOME


def test_a_code_is_eight_letters_and_each_is_another() -> None:
    codes = {new_code() for _time in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch("[A-Z]{4}-[A-Z]{4}", code) for code in codes)


def test_the_same_address_within_a_minute_is_the_same_click(amal: Membership) -> None:
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW)
    offer_address(user=amal.user, address=HOME, code="LMNP-QRST", now=NOW + 59 * SECOND)
    assert OutboxMail.objects.count() == 1
    offer_address(user=amal.user, address=OTHER, code="LMNP-QRST", now=NOW + 59 * SECOND)
    assert (OutboxMail.objects.count(), pending(amal)) == (2, OTHER)


def test_another_takes_the_place_and_the_one_before_hears_of_it(amal: Membership) -> None:
    given(amal)
    given(amal, OTHER)
    assert (address_of(amal), OutboxMail.objects.filter(kind="people/mail/address_gone").count()) == (
        OTHER,
        1,
    )


def test_removing_what_was_never_given_tells_nobody(amal: Membership) -> None:
    remove_address(user=amal.user, now=NOW)
    assert not OutboxMail.objects.exists()


def test_a_new_code_ends_the_one_before(amal: Membership) -> None:
    later = NOW + dt.timedelta(minutes=1)
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW)
    offer_address(user=amal.user, address=HOME, code="LMNP-QRST", now=later)
    assert OutboxMail.objects.count() == 2
    assert enter_code(user=amal.user, code=CODE, now=later) is Entered.WRONG
    assert enter_code(user=amal.user, code="lmnpqrst", now=later) is Entered.RIGHT


def test_only_so_many_codes_an_hour_and_what_was_typed_stays(amal: Membership, post: Post) -> None:
    tab = signed_in(amal)
    for number in range(5):
        assert post(tab, "/you/mail/address/", {"email": f"{number}@mail.example"}).status_code == 303
    page = post(tab, "/you/mail/address/", {"email": HOME})
    assert (page.status_code, len(mail.outbox)) == (200, 5)
    assert "Wait an hour" in page.content.decode()
    assert HOME in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter your private address."),
        ("amal", "like name@example.org"),
        ("a@mail.example\r\nBcc: b@mail.example", "like name@example.org"),
        ("Amal@demo.example", "This is the address of your account."),
        (f"{'x' * 250}@mail.example", "at most 254"),
    ],
)
def test_what_is_no_address_for_it_is_said(amal: Membership, post: Post, typed: str, said: str) -> None:
    page = post(signed_in(amal), "/you/mail/address/", {"email": typed})
    assert (page.status_code, mail.outbox) == (200, [])
    assert said in page.content.decode()


def test_an_address_that_nobody_proved_is_forgotten(amal: Membership, clock: time_machine.Traveller) -> None:
    offer_address(user=amal.user, address=HOME, code=CODE, now=NOW)
    forget_unconfirmed(NOW + CODE_WORKS - SECOND)
    assert pending(amal) == HOME
    clock.shift(CODE_WORKS)
    sweep_mails.call_local()
    amal.user.refresh_from_db()
    assert (bytes(amal.user.pending_address), amal.user.pending_address_until) == (b"", None)


# --- who sees it --------------------------------------------------------------------------------------------


def everything_stored() -> str:
    """Every column of every table."""
    told = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            told += [
                repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row])
                for row in cursor.fetchall()
            ]
    return "\n".join(told)


def test_it_stands_nowhere_in_the_clear(amal: Membership, clock: time_machine.Traveller) -> None:
    given(amal)
    offer_address(user=amal.user, address=OTHER, code=CODE, now=NOW)
    tell(amal.pk, FEEDBACK, path="/sharing/", now=NOW)
    for _before_and_after in range(2):
        stored = everything_stored()
        assert [word for word in (HOME, OTHER, "mail.example", CODE) if word in stored] == []
        assert "amal@demo.example" in stored
        clock.shift(GATHER)
        sweep_outbox.call_local()
    assert {message.to[0] for message in mail.outbox} == {HOME, OTHER}


def test_it_is_bound_to_her(amal: Membership, bo: Membership) -> None:
    given(amal)
    User.objects.filter(pk=bo.user_id).update(private_address=amal.user.private_address)
    with pytest.raises(SealBroken):
        address_of(bo)


def test_only_she_sees_it_and_not_even_she_in_full(
    amal: Membership, ada: Membership, client_of: SignIn
) -> None:
    given(amal)
    own = client_of(amal).get("/you/mail/").content.decode()
    assert HOME not in own
    assert "a…@mail.example" in own
    admin = client_of(ada)
    for url in ("/admin-area/", f"/admin-area/people/{amal.pk}/", f"/admin-area/people/{amal.pk}/close/"):
        page = admin.get(url).content.decode()
        assert "Amal" in page
        assert "mail.example" not in page


def test_giving_one_is_in_no_audit(amal: Membership) -> None:
    before = AuditRecord.objects.count()
    given(amal)
    remove_address(user=amal.user, now=NOW)
    assert AuditRecord.objects.count() == before


def test_it_is_no_way_in(amal: Membership, post: Post) -> None:
    given(amal)
    for page in ("/sign-in/code/", "/password/forgotten/"):
        post(Client(), page, {"email": HOME})
        assert mail.outbox[-1].to == [HOME]
        assert "by invitation" in str(mail.outbox[-1].body)  # as to any address without an account
    wrong = Client().post("/sign-in/", {"login": HOME, "password": "harbour-lantern-42"})
    assert "is not right" in wrong.content.decode()


def test_the_account_with_the_same_address_hears_nothing_and_is_not_given_away(
    amal: Membership, cleo: Membership, post: Post
) -> None:
    tab, pages = signed_in(amal), []
    for address in ("cleo@demo.example", "nobody@demo.example"):
        answer = post(tab, "/you/mail/address/", {"email": address})
        pages.append((answer.status_code, answer["Location"], str(mail.outbox[-1].body).split("\n", 4)[3]))
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [["cleo@demo.example"], ["nobody@demo.example"]]
    assert "amal" not in str(mail.outbox[0].body).lower()


def test_two_people_may_share_one(amal: Membership, bo: Membership, clock: time_machine.Traveller) -> None:
    given(amal)
    given(bo)
    choose_notices(user=bo.user, wanted=[FEEDBACK])
    assert told(amal, clock) == [HOME]


def test_mail_about_the_account_still_goes_to_the_account(amal: Membership, post: Post) -> None:
    given(amal)
    post(Client(), "/sign-in/code/", {"email": amal.user.email})
    assert mail.outbox[-1].to == ["amal@demo.example"]


@pytest.mark.parametrize(
    ("address", "shown"),
    [(HOME, "a…@mail.example"), ('"a@b"@c.example', '"…@c.example'), ("x@y.z", "x…@y.z")],
)
def test_it_is_shown_by_its_first_letter(address: str, shown: str) -> None:
    assert masked(address) == shown
