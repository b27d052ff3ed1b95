"""Hiding a person, reporting a thread, and the contact who reads it."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from coaching.actions.sharing import stop_sharing
from coaching.actions.thread import reply as say_more
from coaching.feedback.actions.giving import give_on_seen
from coaching.models import KEEP_REPORT, KEEP_THREAD, HiddenPerson, Message, Report, Thread
from coaching.protection.actions import (
    due_reports,
    forget_report,
    hide_person,
    read_report,
    report_thread,
    show_again,
)
from coaching.protection.queries import choices_of, contact_of, hidden_people
from coaching.queries.sharing import PAGE, code_of
from coaching.tasks import sweep
from people.actions.organisations import Roles, close_membership, name_report_contact
from people.drafts import keep_draft, read_draft
from people.models import AuditRecord, DataKey, Membership, Organisation, OutboxMail, Team
from people.notice_kinds import REPORTED
from people.refusals import Refused
from tests.cast import NOW, new_member
from tests.coaching.conftest import FEEDBACK, answered, later, replied, shared
from tests.coaching.feedback.conftest import shown

pytestmark = pytest.mark.usefixtures("scoped")

SignIn = Callable[[Membership], Client]


@pytest.fixture
def mate(harbour: Organisation, pier: Team) -> Membership:
    """Of amal's team."""
    return new_member(harbour, "Mate", Roles(), pier)


@pytest.fixture
def thread(amal: Membership, bo: Membership) -> Thread:
    """Feedback by bo on something that bo saw."""
    said = give_on_seen(receiver=amal.pk, feedback=FEEDBACK, submission_key=uuid4(), by=bo, now=NOW)
    return said.thread


@pytest.fixture
def dee_listens(harbour: Organisation, ada: Membership, dee: Membership, amal: Membership) -> Membership:
    """Dee is the contact; amal's membership knows it, as it would at her next request."""
    name_report_contact(email=dee.user.email, by=ada, now=NOW)
    for member in (amal, dee):
        member.organisation.refresh_from_db()
    return dee


def reported(
    thread: Thread, by: Membership, *, text: str = "That hurt.", key: UUID | None = None, **told: Any
) -> Report:
    """In the scope of both."""
    contact = contact_of(by)
    said: dict[str, Any] = {"chosen": (), "to": contact and contact.pk, "now": NOW} | told
    return report_thread(row=thread.pk, text=text, submission_key=key or uuid4(), by=by, **said)


# --- hiding ------------------------------------------------------------------------------------------


def test_who_is_hidden_is_in_none_of_her_lists_and_is_told_nothing(
    amal: Membership, bo: Membership, thread: Thread, client_of: SignIn
) -> None:
    desk = client_of(bo)
    before = desk.get(f"/feedback/{thread.pk}/").content, desk.get("/feedback/").content
    tab = client_of(amal)
    assert f"/feedback/{thread.pk}/" in tab.get("/feedback/").content.decode()
    assert "Hide Bo" in tab.get(f"/feedback/{thread.pk}/hide/").content.decode()
    assert tab.post(f"/feedback/{thread.pk}/hide/")["Location"] == "/feedback/hidden/"
    assert f"/feedback/{thread.pk}/" not in tab.get("/feedback/").content.decode()
    assert "Bo" in tab.get("/feedback/hidden/").content.decode()
    after = desk.get(f"/feedback/{thread.pk}/").content, desk.get("/feedback/").content
    assert [len(page) for page in before] == [len(page) for page in after]


def test_shown_again_all_of_it_is_back(
    amal: Membership, bo: Membership, thread: Thread, client_of: SignIn
) -> None:
    hide_person(row=thread.pk, by=amal, now=NOW)
    tab, code = client_of(amal), hidden_people(amal)[0].code
    assert str(bo.pk) not in tab.get("/feedback/hidden/").content.decode()
    tab.post("/feedback/hidden/", {"person": "nobody's"})
    assert HiddenPerson.objects.count() == 1
    again = tab.post("/feedback/hidden/", {"person": code}, follow=True)
    assert "Bo is not hidden any more." in again.content.decode()
    assert f"/feedback/{thread.pk}/" in tab.get("/feedback/").content.decode()
    page = tab.get("/feedback/hidden/").content.decode()
    assert "You hide nobody." in page


def test_she_is_hidden_once_however_often_it_is_said(
    amal: Membership, thread: Thread, bo: Membership
) -> None:
    assert hide_person(row=thread.pk, by=amal, now=NOW) == hide_person(
        row=thread.pk, by=amal, now=later(days=1)
    )
    show_again(person=bo.pk, by=amal)
    show_again(person=bo.pk, by=amal)
    assert not HiddenPerson.objects.exists()


def test_who_gave_it_hides_nobody_and_a_stranger_neither(
    bo: Membership, cleo: Membership, thread: Thread, client_of: SignIn
) -> None:
    for member in (bo, cleo):
        with pytest.raises(Thread.DoesNotExist):
            hide_person(row=thread.pk, by=member, now=NOW)
        assert client_of(member).get(f"/feedback/{thread.pk}/hide/").status_code == 404
        assert client_of(member).post(f"/feedback/{thread.pk}/hide/").status_code == 404


# --- reporting ---------------------------------------------------------------------------------------


def test_a_report_reaches_the_contact_with_what_she_chose_and_nothing_else(
    amal: Membership, bo: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    tab, desk = client_of(amal), client_of(dee_listens)
    page = tab.get(f"/feedback/{thread.pk}/report/").content.decode()
    assert "It goes to Dee" in page
    first = choices_of(amal, thread)[0]
    assert str(first.id) not in page
    assert "You let him finish." in first.label or "In the call at ten." in first.label
    sent = {"text": "That hurt.", "shown": [first.code], "submission_key": str(uuid4())}
    sent["version"] = code_of(amal, dee_listens.pk)
    assert tab.post(f"/feedback/{thread.pk}/report/", sent)["Location"] == f"/feedback/{thread.pk}/"
    report = Report.objects.get()
    listed = desk.get("/reports/").content.decode()
    assert f"/reports/{report.pk}/" in listed
    assert "That hurt." not in listed
    told = desk.get(f"/reports/{report.pk}/").content.decode()
    assert "That hurt." in told
    assert "You let him finish." in told
    assert "You sent a report to Dee" in tab.get(f"/feedback/{thread.pk}/report/").content.decode()


def test_what_she_does_not_choose_is_not_in_it(
    amal: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    report = reported(thread, amal)
    told = client_of(dee_listens).get(f"/reports/{report.pk}/").content.decode()
    assert "You let him finish." not in told
    elsewhere = reported(thread, amal, text="Once more.", chosen=[uuid4()])
    assert "What Amal shows" not in client_of(dee_listens).get(f"/reports/{elsewhere.pk}/").content.decode()


def test_each_reading_is_recorded_before_it_is_seen_and_she_is_told(
    amal: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    report, desk = reported(thread, amal), client_of(dee_listens)
    tab = client_of(amal)
    assert "It is not opened yet." in tab.get(f"/feedback/{thread.pk}/report/").content.decode()
    assert desk.head(f"/reports/{report.pk}/").status_code == 200
    assert desk.get(f"/reports/{report.pk}/", headers={"Sec-Purpose": "prefetch"}).status_code == 503
    assert not AuditRecord.objects.filter(act="report.read").exists()
    read_report(row=report.pk, by=dee_listens, now=NOW)
    read_report(row=report.pk, by=dee_listens, now=later(hours=1))
    report.refresh_from_db()
    assert (report.first_read_at, report.last_read_at) == (NOW, later(hours=1))
    records = AuditRecord.objects.filter(act="report.read", subject=amal.pk, actor=dee_listens.pk)
    assert records.count() == 2
    assert "It was opened on 21 November 2026" in tab.get(f"/feedback/{thread.pk}/report/").content.decode()


def test_the_form_sent_twice_is_one_report_and_other_words_are_another(
    amal: Membership, thread: Thread, dee_listens: Membership
) -> None:
    key = uuid4()
    assert reported(thread, amal, key=key) == reported(thread, amal, key=key)
    assert reported(thread, amal, key=key, text="Other words.") != reported(thread, amal, key=key)
    assert Report.objects.count() == 2


def test_the_contact_alone_is_led_to_what_was_reported(
    amal: Membership, dee_listens: Membership, ada: Membership, client_of: SignIn
) -> None:
    link = 'href="/reports/"'
    assert link in client_of(dee_listens).get("/feedback/").content.decode()
    for member in (amal, ada):
        assert link not in client_of(member).get("/feedback/").content.decode()


def test_no_number_of_reports_hides_one(
    amal: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    first = reported(thread, amal, text="The first.")
    for number in range(PAGE):
        reported(thread, amal, text=f"Number {number}", now=later(minutes=number + 1))
    desk = client_of(dee_listens)
    page = desk.get("/reports/").content.decode()
    assert f"/reports/{first.pk}/" not in page
    assert 'href="?page=2"' in page
    older = desk.get("/reports/?page=2").content.decode()
    assert f"/reports/{first.pk}/" in older
    assert 'href="?page=1"' in older
    assert desk.get("/reports/?page=3")["Location"] == "/reports/"


def test_nobody_else_reads_a_report(
    amal: Membership,
    bo: Membership,
    ada: Membership,
    cleo: Membership,
    thread: Thread,
    dee_listens: Membership,
    client_of: SignIn,
) -> None:
    report = reported(thread, amal)
    for member in (bo, ada, cleo):
        assert client_of(member).get(f"/reports/{report.pk}/").status_code == 404
        assert client_of(member).head(f"/reports/{report.pk}/").status_code == 404
        assert str(report.pk) not in client_of(member).get("/reports/").content.decode()
    for member in (amal, bo, ada, cleo):
        with pytest.raises(Report.DoesNotExist):
            read_report(row=report.pk, by=member, now=NOW)


def test_she_reads_again_what_she_sent_and_that_is_no_reading(
    amal: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    report = reported(thread, amal, chosen=[choices_of(amal, thread)[0].id])
    tab = client_of(amal)
    assert "Reports by you" in tab.get("/reports/").content.decode()
    page = tab.get(f"/reports/{report.pk}/").content.decode()
    assert "Report to Dee" in page
    assert "That hurt." in page
    assert "What you show of the thread" in page
    assert "You let him finish." in page
    assert not AuditRecord.objects.filter(act="report.read").exists()
    assert "opened by Dee" not in tab.get("/reports/").content.decode()
    client_of(dee_listens).get(f"/reports/{report.pk}/")
    assert "opened by Dee" in tab.get("/reports/").content.decode()
    assert "Reports to you" not in tab.get("/reports/").content.decode()
    assert "You have reported nothing." in client_of(dee_listens).get("/reports/").content.decode()


def test_what_was_taken_back_is_not_read_again_in_a_report(
    amal: Membership, bo: Membership, dee_listens: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    thread = answered(share).thread
    say_more(row=thread.pk, text="My own words.", submission_key=uuid4(), by=amal, now=NOW)
    report = reported(thread, bo, chosen=[each.id for each in choices_of(bo, thread)])
    desk = client_of(bo)
    assert "My own words." in desk.get(f"/reports/{report.pk}/").content.decode()
    stop_sharing(row=share.pk, by=amal, now=later())
    page = desk.get(f"/reports/{report.pk}/").content.decode()
    assert "My own words." not in page
    assert "What you showed of the thread is not repeated here." in page
    assert "That hurt." in page
    assert "My own words." in client_of(dee_listens).get(f"/reports/{report.pk}/").content.decode()


def test_a_second_person_reads_a_thread_nowhere_but_on_its_page(
    amal: Membership, mate: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    shown(thread, mate, text="I see it quite otherwise.")
    thread = Thread.objects.get(pk=thread.pk)
    choices = choices_of(mate, thread)
    assert sorted(each.label.split(",")[0] for each in choices) == ["Amal", "Amal", "Bo"]
    assert not any("otherwise" in each.label or "call" in each.label for each in choices)
    report = reported(thread, mate, chosen=[each.id for each in choices])
    page = client_of(mate).get(f"/reports/{report.pk}/").content.decode()
    assert "otherwise" not in page
    assert "quite otherwise" in client_of(dee_listens).get(f"/reports/{report.pk}/").content.decode()


def test_the_contact_is_mailed_that_there_is_one_and_nothing_of_it(
    amal: Membership, bo: Membership, thread: Thread, dee_listens: Membership
) -> None:
    before = set(OutboxMail.objects.values_list("pk", flat=True))
    reported(thread, amal)
    (row,) = OutboxMail.objects.exclude(pk__in=before)
    assert (row.member, row.kind, row.path) == (dee_listens, REPORTED, "/reports/")


def test_a_stranger_to_the_thread_reports_nothing(
    cleo: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    assert client_of(cleo).get(f"/feedback/{thread.pk}/report/").status_code == 404
    with pytest.raises(Thread.DoesNotExist):
        reported(thread, cleo)


def test_without_a_contact_she_is_told_and_keeps_her_words(
    amal: Membership, ada: Membership, thread: Thread, dee_listens: Membership, client_of: SignIn
) -> None:
    reported(thread, amal)
    name_report_contact(email="", by=ada, now=NOW)
    amal.organisation.refresh_from_db()
    tab, url = client_of(amal), f"/feedback/{thread.pk}/report/"
    page = tab.get(url).content.decode()
    assert "Your organisation has named nobody for reports yet." in page
    assert "You sent a report to Dee" in page
    with pytest.raises(Refused, match="named nobody"):
        reported(thread, amal)
    answer = tab.post(url, {"text": "kept for later"}).content.decode()
    assert "named nobody for reports. Nothing was sent" in answer
    assert "kept for later" in answer
    assert "It goes to" not in answer
    assert "Nobody but you would read this now." in answer


def test_where_the_contact_is_somebody_of_the_thread_she_is_told(
    amal: Membership, bo: Membership, ada: Membership, thread: Thread, client_of: SignIn
) -> None:
    url, told = f"/feedback/{thread.pk}/report/", "reads this thread, too."
    name_report_contact(email=bo.user.email, by=ada, now=NOW)
    assert f"Bo {told}" in client_of(amal).get(url).content.decode()
    name_report_contact(email=ada.user.email, by=ada, now=NOW)
    assert told not in client_of(amal).get(url).content.decode()


def test_nobody_reports_to_herself_or_to_who_has_left(
    amal: Membership, ada: Membership, dee: Membership, thread: Thread, dee_listens: Membership
) -> None:
    assert contact_of(amal) == dee
    assert contact_of(dee) is None
    close_membership(member=dee, by=ada, now=NOW)
    assert contact_of(amal) is None


def test_it_is_kept_a_year_and_then_unreadable(
    amal: Membership, thread: Thread, dee_listens: Membership, clock: Any
) -> None:
    report = reported(thread, amal)
    draft = f"coaching:report:{thread.pk}"
    keep_draft(membership=amal, form=draft, fields={"text": ["half"]}, now=NOW)
    just_before = NOW + KEEP_REPORT - dt.timedelta(seconds=1)
    assert due_reports(just_before) == []
    assert not forget_report(row=report.pk, now=just_before)
    clock.move_to(NOW + KEEP_REPORT)
    sweep.call_local()
    assert not Report.objects.exists()
    assert not DataKey.objects.filter(purpose="report").exists()
    assert read_draft(amal, draft) is None


def test_an_old_report_takes_no_words_of_a_thread_that_lives(
    amal: Membership, thread: Thread, dee_listens: Membership, clock: Any
) -> None:
    reported(thread, amal)
    draft = f"coaching:report:{thread.pk}"
    Thread.objects.filter(pk=thread.pk).update(last_at=NOW + KEEP_REPORT - dt.timedelta(days=1))
    keep_draft(membership=amal, form=draft, fields={"text": ["again"]}, now=NOW + KEEP_REPORT)
    clock.move_to(NOW + KEEP_REPORT)
    sweep.call_local()
    assert not Report.objects.exists()
    assert read_draft(amal, draft) is not None


def test_what_was_begun_about_a_thread_goes_with_it(amal: Membership, thread: Thread, clock: Any) -> None:
    draft = f"coaching:report:{thread.pk}"
    keep_draft(membership=amal, form=draft, fields={"text": ["half"]}, now=NOW)
    clock.move_to(NOW + KEEP_THREAD)
    sweep.call_local()
    assert read_draft(amal, draft) is None


def test_a_report_goes_to_nobody_but_whom_the_page_named(
    amal: Membership,
    bo: Membership,
    ada: Membership,
    thread: Thread,
    dee_listens: Membership,
    client_of: SignIn,
) -> None:
    tab, url = client_of(amal), f"/feedback/{thread.pk}/report/"
    form = tab.get(url).context["form"]
    sent = {"text": "That hurt.", "submission_key": str(uuid4()), "version": form["version"].value()}
    name_report_contact(email=bo.user.email, by=ada, now=NOW)
    page = tab.post(url, sent)
    assert not Report.objects.exists()
    assert "Somebody else takes reports now. Nothing was sent" in page.content.decode()
    assert "It goes to Bo" in page.content.decode()
    assert "That hurt." in page.content.decode()
    later_page = tab.get(url).context["form"]
    assert later_page["version"].value() == page.context["form"]["version"].value() != sent["version"]
    assert tab.post(url, sent | {"version": later_page["version"].value()}).status_code == 303
    assert Report.objects.get().contact_id == bo.pk


def test_it_stands_when_what_it_is_about_has_ended(
    amal: Membership, bo: Membership, dee_listens: Membership, client_of: SignIn
) -> None:
    share = shared(amal, bo)
    said = answered(share)
    replied(share, amal)
    report = reported(said.thread, amal, chosen=[said.pk])
    share.delete()
    assert not Message.objects.exists()
    assert "You let him finish." in client_of(dee_listens).get(f"/reports/{report.pk}/").content.decode()


def test_it_goes_to_nobody_but_whom_the_page_named(
    amal: Membership, ada: Membership, thread: Thread, dee_listens: Membership
) -> None:
    with pytest.raises(Refused, match="Somebody else takes reports now"):
        reported(thread, amal, to=ada.pk)
    assert not Report.objects.exists()


# --- the rows ----------------------------------------------------------------------------------------


def test_rows_are_called_by_their_ids(amal: Membership, thread: Thread, dee_listens: Membership) -> None:
    for row in (reported(thread, amal), hide_person(row=thread.pk, by=amal, now=NOW)):
        assert str(row) == str(row.pk)


@pytest.mark.parametrize(
    "change",
    [{"first_read_at": NOW}, {"last_read_at": NOW}],
    ids=["read first and never last", "read last and never first"],
)
def test_a_reading_is_first_and_last(
    amal: Membership, thread: Thread, dee_listens: Membership, change: dict[str, Any]
) -> None:
    report = reported(thread, amal)
    with pytest.raises(IntegrityError, match="report_read_first_and_last"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


def test_nobody_hides_herself_in_the_rows_either(amal: Membership) -> None:
    told: dict[str, Any] = {"organisation": amal.organisation, "owner": amal, "person": amal}
    with pytest.raises(IntegrityError, match="hidden_person_is_somebody_else"), transaction.atomic():
        HiddenPerson.objects.create(**told, hidden_at=NOW)


def test_the_key_of_a_report_stays_while_it_is_used(
    amal: Membership, thread: Thread, dee_listens: Membership
) -> None:
    reported(thread, amal)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataKey.objects.filter(purpose="report").delete()
        connection.check_constraints()


# --- naming the contact ------------------------------------------------------------------------------


def test_an_admin_names_the_contact_by_address(
    ada: Membership, dee: Membership, client_of: SignIn, harbour: Organisation
) -> None:
    desk, url = client_of(ada), "/admin-area/reports/"
    assert "Nobody takes reports now." in desk.get(url).content.decode()
    page = desk.post(url, {"email": "nobody@demo.example"}).content.decode()
    assert "Nobody in your organisation has this address. Check it." in page
    assert "nobody@demo.example" in page
    assert desk.post(url, {"email": dee.user.email.upper()}).status_code == 303
    assert "Dee takes reports now." in desk.get(url).content.decode()
    assert AuditRecord.objects.filter(act="organisation.report_contact", object_id=str(dee.pk)).count() == 1
    assert desk.post(url, {"email": ""}).status_code == 303
    assert "Nobody takes reports now." in desk.get(url).content.decode()


def test_nobody_of_another_organisation_is_named(
    ada: Membership, eve: Membership, harbour: Organisation
) -> None:
    with pytest.raises(Refused, match="Nobody in your organisation"):
        name_report_contact(email=eve.user.email, by=ada, now=NOW)


def test_the_way_to_the_reports_is_in_the_menu_of_who_takes_them(
    amal: Membership, ada: Membership, dee: Membership, dee_listens: Membership, client_of: SignIn
) -> None:
    for member in (amal, ada):
        assert 'href="/reports/"' not in client_of(member).get("/today/").content.decode()
    assert 'href="/reports/"' in client_of(dee).get("/today/").content.decode()


def test_who_takes_reports_may_be_somebody_new(harbour: Organisation, ada: Membership) -> None:
    fay = new_member(harbour, "Fay", Roles(agent=False, hr=True))
    assert name_report_contact(email=fay.user.email, by=ada, now=NOW) == fay
