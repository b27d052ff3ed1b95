"""The audit: written with the act, chained, and any change to it is found."""

import threading
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from people.audit import first_broken, record
from people.models import AuditHead, AuditRecord, Membership, Organisation
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
        ("DELETE FROM people_auditrecord WHERE number >= 4", 4),
        ("DELETE FROM people_auditrecord", 1),
        ("UPDATE people_audithead SET hash = 'other'", 5),
        ("DELETE FROM people_audithead", 0),
    ],
)
def test_every_change_is_found(change: str, found: int, harbour: Organisation, scoped: None) -> None:
    write(harbour, 4)
    spoil(change)
    assert first_broken(harbour) == found


def test_a_cut_end_stays_cut_whatever_is_recorded_after_it(harbour: Organisation, scoped: None) -> None:
    write(harbour, 4)
    spoil("DELETE FROM people_auditrecord WHERE number >= 4")
    write(harbour, 2)
    assert first_broken(harbour) == 4


def test_without_the_row_of_its_end_nothing_is_recorded(harbour: Organisation, scoped: None) -> None:
    spoil("DELETE FROM people_audithead")
    with pytest.raises(RuntimeError, match="where the audit chain ends is lost"):
        write(harbour)


def test_a_record_written_while_the_chain_is_read_breaks_nothing(
    harbour: Organisation, scoped: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = AuditHead.objects.filter

    def then_another(*args: Any, **kwargs: Any) -> Any:
        found = list(whole(*args, **kwargs))
        monkeypatch.undo()
        write(harbour)
        return SimpleNamespace(first=lambda: found[0])

    monkeypatch.setattr(type(AuditHead.objects), "filter", lambda self, *a, **k: then_another(*a, **k))
    assert first_broken(harbour) is None


def test_a_record_costs_three_statements(harbour: Organisation, scoped: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        write(harbour)
    words = [query["sql"].split()[0] for query in asked.captured_queries]
    assert [word for word in words if word not in {"SAVEPOINT", "RELEASE"}] == ["SELECT", "INSERT", "UPDATE"]


def test_chains_of_an_older_version_end_at_their_last_record(harbour: Organisation, scoped: None) -> None:
    write(harbour, 3)
    spoil("DELETE FROM people_audithead")
    import_module("people.migrations.0003_audit_heads_of_chains").tell_where_chains_end(apps, None)
    assert first_broken(harbour) is None
    write(harbour)
    assert first_broken(harbour) is None


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
    spoil("DELETE FROM people_audithead")
    told = f"{harbour.pk}: the row that tells where the chain ends was changed, moved or lost."
    with pytest.raises(CommandError, match=told):
        call_command("audit", stdout=out)
