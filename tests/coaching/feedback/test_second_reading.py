"""What a second person opens stands on the receipt of her whose words she reads."""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from coaching.feedback.actions.reading import open_as_second
from coaching.feedback.actions.responding import disagree, stop_showing
from coaching.models import SecondReading, Thread
from people.actions.organisations import Roles
from people.days import local_day
from people.models import AuditRecord, Membership, Organisation, Team, User
from tests.cast import NOW, new_member
from tests.coaching.conftest import SignIn, later
from tests.coaching.feedback.conftest import seen, shown

pytestmark = pytest.mark.usefixtures("scoped")


def page_of(thread: Thread) -> str:
    return reverse("coaching:feedback", args=[thread.pk])


def test_the_receiver_sees_when_it_was_opened_and_how_often(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    tab, url = client_of(amal), page_of(thread)
    assert "Opened by Mate</dt><dd>Not yet" in tab.get(url).content.decode()
    for _time in range(2):
        assert client_of(mate).get(url).status_code == 200
    page = tab.get(url).content.decode()
    assert "Opened by Mate</dt><dd>Not yet" not in page
    assert "2 times that day" in page
    assert list(SecondReading.objects.values_list("reader", "times")) == [(mate.pk, 2)]
    told = AuditRecord.objects.filter(act="thread.read").values_list("actor", "subject")
    assert list(told) == [(mate.pk, amal.pk)] * 2


def test_the_two_of_the_thread_leave_no_receipt_and_the_giver_sees_none(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    client_of(mate).get(page_of(thread))
    assert "Opened by" not in client_of(bo).get(page_of(thread)).content.decode()
    assert "Amal shows you this" not in client_of(bo).get(page_of(thread)).content.decode()
    client_of(amal).get(page_of(thread))
    assert SecondReading.objects.count() == 1


def test_each_of_the_receivers_days_has_a_line(amal: Membership, bo: Membership, mate: Membership) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    for now in (NOW, later(days=1), later(days=1, minutes=1)):
        assert open_as_second(row=thread.pk, by=mate, now=now).id == thread.pk
    assert list(SecondReading.objects.order_by("day").values_list("times", flat=True)) == [1, 2]


@pytest.mark.parametrize("who", ["amal", "bo", "cleo"])
def test_nobody_else_opens_it_as_a_second_person(
    amal: Membership, bo: Membership, mate: Membership, cleo: Membership, who: str
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    with pytest.raises(Thread.DoesNotExist):
        open_as_second(row=thread.pk, by={"amal": amal, "bo": bo, "cleo": cleo}[who], now=NOW)
    assert not SecondReading.objects.exists()


def test_once_it_is_not_shown_any_more_nothing_opens_and_nothing_is_counted(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    stop_showing(row=thread.pk, by=amal, now=later())
    assert client_of(mate).get(page_of(thread)).status_code == 404
    assert not SecondReading.objects.exists()


def test_a_browser_that_only_looks_ahead_is_shown_nothing_and_counted_nowhere(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    tab = client_of(mate)
    ahead = tab.get(page_of(thread), headers={"sec-purpose": "prefetch"})
    assert (ahead.status_code, ahead.content) == (503, b"")
    assert tab.head(page_of(thread)).status_code == 200
    assert not SecondReading.objects.exists()


def test_no_record_no_view(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    tab = client_of(mate)
    tab.raise_request_exception = False

    def lost(**told: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("coaching.feedback.actions.reading.record", lost)
    answer = tab.get(page_of(thread))
    assert answer.status_code == 500
    assert b"In the call" not in answer.content
    assert not connection.needs_rollback
    assert not SecondReading.objects.exists()


def test_she_is_told_that_her_opening_is_seen(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    page = client_of(mate).get(page_of(thread)).content.decode()
    assert "Amal shows you this; Amal sees that you opened it." in page


def test_it_is_a_day_of_the_receivers_clock(amal: Membership, bo: Membership, mate: Membership) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    User.objects.filter(pk=amal.user_id).update(time_zone="Pacific/Kiritimati")
    User.objects.filter(pk=mate.user_id).update(time_zone="Pacific/Pago_Pago")
    mate.user.refresh_from_db()
    open_as_second(row=thread.pk, by=mate, now=NOW)
    assert SecondReading.objects.get().day == local_day(NOW, "Pacific/Kiritimati", amal.user.day_ends_at)


def test_what_was_read_stays_told_and_each_reader_has_a_line(
    harbour: Organisation,
    pier: Team,
    amal: Membership,
    bo: Membership,
    mate: Membership,
    client_of: SignIn,
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    client_of(mate).get(page_of(thread))
    stop_showing(row=thread.pk, by=amal, now=later())
    tab = client_of(amal)
    assert "Opened by Mate</dt><dd>21 November 2026" in tab.get(page_of(thread)).content.decode()
    other = new_member(harbour, "Otto", Roles(), pier)
    disagree(
        row=thread.pk, text="Still.", second=other.pk, submission_key=uuid4(), by=amal, now=later(minutes=9)
    )
    page = tab.get(page_of(thread)).content.decode()
    assert "Opened by Mate</dt><dd>21 November 2026" in page
    assert "Opened by Otto</dt><dd>Not yet" in page


def test_two_readers_of_one_name_have_a_line_each(
    harbour: Organisation,
    pier: Team,
    amal: Membership,
    bo: Membership,
    mate: Membership,
    client_of: SignIn,
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate)
    open_as_second(row=thread.pk, by=mate, now=NOW)
    stop_showing(row=thread.pk, by=amal, now=later())
    other = new_member(harbour, "Otto", Roles(), pier)
    User.objects.filter(pk=other.user_id).update(name="Mate")
    disagree(
        row=thread.pk, text="Still.", second=other.pk, submission_key=uuid4(), by=amal, now=later(minutes=9)
    )
    page = client_of(amal).get(page_of(thread)).content.decode()
    assert page.count("Opened by Mate</dt>") == 2
    assert page.count("Opened by Mate</dt><dd>Not yet") == 1


# Where else a thread has pages; each is asked for as the second person.
AROUND = ("reply", "feedback-answer", "feedback-thank", "feedback-disagree", "hide", "report", "feedback")


@pytest.mark.parametrize("name", AROUND)
def test_no_page_of_a_thread_shows_her_its_words_unrecorded(
    amal: Membership, bo: Membership, mate: Membership, client_of: SignIn, name: str
) -> None:
    thread = seen(bo, amal)
    shown(thread, mate, text="I see it quite otherwise.")
    answer = client_of(mate).get(reverse(f"coaching:{name}", args=[thread.pk]))
    words = [words for words in (b"In the call", b"quite otherwise") if words in answer.content]
    assert bool(words) == SecondReading.objects.exists() == (name == "feedback")
