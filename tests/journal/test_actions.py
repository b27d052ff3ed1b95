"""Saving a moment: once a form, sealed, with its draft gone in the same transaction."""

import datetime as dt
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection

from journal.actions import NOW_FORM, SavedOtherwise, report_unopened, save_moment
from journal.documents import MomentDocument
from journal.models import Moment
from journal.sealing import open_moment
from people.actions.accounts import save_days
from people.drafts import keep_draft, read_draft
from people.keys import open_key
from people.models import AuditRecord, Membership
from people.ports import Ports
from people.scope import organisation_scope
from people.sealing import SealBroken
from tests.cast import NOW
from tests.journal.conftest import Save, Spoil

KEY = UUID(int=7)
SECRET = "The customer said wolkenkuckucksheim twice"


def typed(member: Membership) -> None:
    keep_draft(membership=member, form=NOW_FORM, fields={"note": ["half a sen"]}, now=NOW)


@pytest.mark.usefixtures("scoped")
def test_what_was_put_down_opens_again(amal: Membership, save: Save) -> None:
    moment = save(amal, feelings=["calm"], triggers=["P.thanked"], strength=2, note=" two  spaces\n")
    again = Moment.objects.get(pk=moment.pk)
    assert open_moment(open_key(amal), again) == MomentDocument(
        ("calm",), ("P.thanked",), 2, " two  spaces\n", "UTC"
    )
    assert (again.felt_at, again.changed_at, again.version) == (NOW, NOW, 1)
    assert again.membership_id == amal.pk
    assert again.organisation_id == amal.organisation_id


@pytest.mark.usefixtures("scoped")
def test_a_moment_belongs_to_the_writers_own_day(amal: Membership, save: Save) -> None:
    save_days(user=amal.user, time_zone="Asia/Tokyo", day_ends_at=dt.time(4))
    night = dt.datetime(2026, 11, 22, 2, 30, tzinfo=ZoneInfo("Asia/Tokyo"))
    moment = save(amal, hours_ago=(NOW - night) / dt.timedelta(hours=1))
    assert moment.local_day == dt.date(2026, 11, 21)
    assert open_moment(open_key(amal), moment).zone == "Asia/Tokyo"


@pytest.mark.usefixtures("scoped")
def test_nothing_of_it_stands_in_the_clear(amal: Membership, save: Save) -> None:
    moment = save(amal, note=SECRET, feelings=["overwhelmed"], triggers=["F.back-to-back"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM journal_moment")
        stored = repr([bytes(x) if isinstance(x, memoryview) else x for x in cursor.fetchone()]).lower()
    assert moment.pk.hex in stored.replace("-", "")
    for word in (*SECRET.lower().split(), "overwhelmed", "back-to-back", "strength", "utc'"):
        assert word not in stored


@pytest.mark.usefixtures("scoped")
def test_the_same_moment_twice_looks_different(amal: Membership, save: Save) -> None:
    assert save(amal, note="x").sealed != save(amal, note="x").sealed


@pytest.mark.usefixtures("scoped")
def test_length_tells_little(amal: Membership, save: Save) -> None:
    assert len(save(amal, note="").sealed) == len(save(amal, note="x" * 100).sealed)


@pytest.mark.usefixtures("scoped")
def test_a_sealed_text_in_another_row_does_not_open(amal: Membership, save: Save) -> None:
    one, two = save(amal, note="one"), save(amal, note="two")
    one.sealed, two.sealed = two.sealed, one.sealed
    for moment in (one, two):
        with pytest.raises(SealBroken):
            open_moment(open_key(amal), moment)


@pytest.mark.usefixtures("scoped")
def test_a_moment_given_to_another_owner_does_not_open(
    amal: Membership, cleo: Membership, save: Save
) -> None:
    moment = save(amal)
    moment.membership = cleo
    for key in (open_key(amal), open_key(cleo)):
        with pytest.raises(SealBroken):
            open_moment(key, moment)


@pytest.mark.usefixtures("scoped")
def test_the_same_form_sent_twice_makes_one_moment(amal: Membership, save: Save) -> None:
    first = save(amal, key=KEY, note="once")
    typed(amal)
    assert save(amal, key=KEY, note="once", hours_ago=-1) == first
    assert Moment.objects.get().felt_at == NOW
    assert read_draft(amal, NOW_FORM) is None


@pytest.mark.usefixtures("scoped")
def test_the_same_form_with_other_words_leaves_the_first_and_says_so(amal: Membership, save: Save) -> None:
    first = save(amal, key=KEY, note="once")
    typed(amal)
    with pytest.raises(SavedOtherwise) as refused:
        save(amal, key=KEY, note="twice")
    assert refused.value.moment == first
    assert open_moment(open_key(amal), Moment.objects.get()).note == "once"
    assert read_draft(amal, NOW_FORM) is not None


@pytest.mark.usefixtures("scoped")
def test_two_people_may_hold_the_same_key(amal: Membership, cleo: Membership, save: Save) -> None:
    assert save(amal, key=KEY) != save(cleo, key=KEY)
    assert Moment.objects.count() == 2


@pytest.mark.usefixtures("scoped")
def test_the_draft_is_gone_with_the_save_and_only_hers(
    amal: Membership, cleo: Membership, save: Save
) -> None:
    typed(amal)
    typed(cleo)
    save(amal)
    assert read_draft(amal, NOW_FORM) is None
    assert read_draft(cleo, NOW_FORM) is not None


@pytest.mark.usefixtures("scoped")
def test_who_is_told_of_a_moment_is_told_in_the_same_transaction(
    amal: Membership, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    def refuse(owner: Membership, days: Collection[dt.date]) -> None:
        told.append((owner.pk, list(days)))
        raise RuntimeError

    monkeypatch.setattr(Ports, "moment_saved", staticmethod(refuse))
    typed(amal)
    with pytest.raises(RuntimeError):
        save(amal, triggers=["B"])
    assert told == [(amal.pk, [NOW.date()])]
    assert not Moment.objects.exists()
    assert read_draft(amal, NOW_FORM) is not None


@pytest.mark.usefixtures("scoped")
def test_another_refusal_of_the_database_is_not_taken_for_a_second_sending(
    amal: Membership, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(owner: Membership, days: Collection[dt.date]) -> None:
        raise IntegrityError("something else")

    monkeypatch.setattr(Ports, "moment_saved", staticmethod(refuse))
    with pytest.raises(IntegrityError, match="something else"):
        save(amal)
    assert not Moment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_make_one_moment(amal: Membership) -> None:
    def send(number: int) -> UUID:
        try:
            with organisation_scope(amal.organisation):
                moment = save_moment(
                    by=amal,
                    feelings=["angry"],
                    triggers=["A"],
                    strength=5,
                    note="once",
                    submission_key=KEY,
                    now=NOW + dt.timedelta(milliseconds=number),
                )
        finally:
            connection.close()
        return moment.pk

    with ThreadPoolExecutor(20) as pool:
        answers = set(pool.map(send, range(20)))
    with organisation_scope(amal.organisation):
        assert answers == {Moment.objects.get().pk}


@pytest.mark.usefixtures("scoped")
def test_what_does_not_open_is_recorded_once(amal: Membership, save: Save, spoil: Spoil) -> None:
    moment = save(amal)
    spoil(moment)
    for _ in range(2):
        report_unopened(by=amal, rows=[moment.pk], now=NOW)
    record = AuditRecord.objects.get(act="seal.broken")
    assert (record.kind, record.object_id, record.subject) == ("journal.Moment", str(moment.pk), amal.pk)


@pytest.mark.usefixtures("scoped")
def test_putting_a_moment_down_is_no_act_of_the_audit(amal: Membership, save: Save) -> None:
    before = AuditRecord.objects.count()
    save(amal, key=uuid4())
    assert AuditRecord.objects.count() == before
