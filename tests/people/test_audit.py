"""The audit: written with the act, chained, and any change to it is found."""

import threading
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from people.audit import first_broken, record
from people.models import AuditRecord, Membership, Organisation
from people.scope import organisation_scope
from tests.conftest import NOW, create_organisation


def write(organisation: Organisation, times: int = 1) -> None:
    for number in range(times):
        with transaction.atomic():
            record(
                organisation=organisation,
                actor=None,
                act="test.act",
                kind="thing",
                object_id=str(number),
                now=NOW,
            )


def spoil(sql: str) -> None:
    """What somebody with the database's password does."""
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_chain_of_the_real_acts_holds(amal: Membership, harbour: Organisation, scoped: None) -> None:
    assert AuditRecord.objects.count() > 3
    assert first_broken(harbour) is None


def test_numbers_follow_without_a_gap(harbour: Organisation, scoped: None) -> None:
    write(harbour, 3)
    assert list(AuditRecord.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE people_auditrecord SET act = 'other' WHERE number = 2", 2),
        ("UPDATE people_auditrecord SET object_id = 'other' WHERE number = 3", 3),
        ("DELETE FROM people_auditrecord WHERE number = 2", 2),
        ("UPDATE people_auditrecord SET previous_hash = hash WHERE number = 4", 4),
    ],
)
def test_every_change_is_found(change: str, found: int, harbour: Organisation, scoped: None) -> None:
    write(harbour, 4)
    spoil(change)
    assert first_broken(harbour) == found


def test_code_neither_changes_nor_deletes(harbour: Organisation, scoped: None) -> None:
    with pytest.raises(TypeError, match="never changed"):
        AuditRecord.objects.all().update(act="other")
    with pytest.raises(TypeError, match="never deleted"):
        AuditRecord.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_without_a_transaction_there_is_no_record() -> None:
    harbour = create_organisation(name="Harbour Support", now=NOW)
    with organisation_scope(harbour), pytest.raises(RuntimeError, match="in the transaction of the act"):
        record(organisation=harbour, actor=None, act="a", kind="k", object_id="1", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_act_that_is_rolled_back_leaves_no_record() -> None:
    harbour = create_organisation(name="Harbour Support", now=NOW)
    with organisation_scope(harbour):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            record(organisation=harbour, actor=None, act="a", kind="k", object_id="1", now=NOW)
            1 / 0  # noqa: B018
        assert AuditRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_writers_make_one_chain() -> None:
    harbour = create_organisation(name="Harbour Support", now=NOW)

    def writer() -> None:
        try:
            with organisation_scope(harbour):
                write(harbour, 5)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=writer) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with organisation_scope(harbour):
        assert AuditRecord.objects.count() == 31
        assert first_broken(harbour) is None


def test_command_tells_the_broken_chain(harbour: Organisation) -> None:
    out = StringIO()
    call_command("audit", stdout=out)
    assert "Every audit chain is whole:" in out.getvalue()
    spoil("UPDATE people_auditrecord SET act = 'other' WHERE number = 1")
    with pytest.raises(CommandError, match=f"{harbour.pk}: record 1 was changed, moved or lost."):
        call_command("audit", stdout=out)
