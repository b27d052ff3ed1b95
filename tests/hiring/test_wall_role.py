"""The wall on PostgreSQL: hiring asks as a role of its own, to which what employees wrote is closed."""

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from eiapp.management.commands import run
from hiring.actions.links import MAILS
from hiring.drafts import card_form, forms_about
from hiring.judgement.actions.panels import MAIL as EXPERT_MAIL
from hiring.models import Candidate, Opening
from hiring.openings.actions.team import ASSIGNED_MAIL
from hiring.role import ALL, OF_PEOPLE, rights, set_role_up, what_is_wrong
from hiring.row_security import OURS, shared_tables
from hiring.tasks import purge
from hiring.wall import ROLE, RoleMissing, hiring_transaction
from people.drafts import keep_draft
from people.keys import installation_key, new_data_key, open_data_key, shred
from people.models import AuditRecord, DataKey, Draft, KeySlot, Membership, OutboxMail
from people.outbox import post_text
from tests import hires
from tests.cast import NOW
from tests.hiring.conftest import asked_as, browser_of
from tests.walk import routes

ROOM = Path(__file__).resolve().parents[2] / "hiring"
EMPLOYEES = ("journal", "coaching", "assessments")


# --- no view is left out --------------------------------------------------------------------------


def views_of(room: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """(name, view) of every address of a room, as the resolver has them."""
    for pattern in _patterns(get_resolver(), ""):
        if pattern[0].startswith(f"{room}:"):
            yield pattern


def _patterns(resolver: URLResolver, space: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}", one.callback
        else:
            yield from _patterns(one, f"{space}{one.namespace}:" if one.namespace else space)


def test_every_view_of_hiring_stands_behind_the_wall_and_no_other() -> None:
    behind = {name for name, view in views_of("hiring") if getattr(view, "behind_wall", False)}
    assert behind == {route.name for route in routes() if route.name.startswith("hiring:")}
    assert len(behind) >= 26
    assert not any(getattr(view, "behind_wall", False) for name, view in views_of("journal"))


def bare(folder: Path) -> list[str]:
    """Tasks and commands of a room that open no `hiring_transaction`; the role's own command apart."""
    files = [*folder.rglob("tasks.py"), *folder.glob("management/commands/[!_]*.py")]
    found = []
    for file in sorted(files):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.FunctionDef):
                continue
            task = any("task" in ast.unparse(one) for one in node.decorator_list)
            entered = task or node.name == "handle"
            if entered and "hiring_transaction(" not in ast.unparse(node) and file.stem != "hiring_role":
                found.append(f"{file.name}:{node.name}")
    return found


def test_every_task_and_command_of_hiring_opens_it(tmp_path: Path) -> None:
    assert bare(ROOM) == []
    (tmp_path / "tasks.py").write_text("@db_task()\ndef forgotten() -> None:\n    Candidate.objects.all()\n")
    assert bare(tmp_path) == ["tasks.py:forgotten"]


# --- on SQLite ------------------------------------------------------------------------------------


@pytest.mark.any_database  # or rather SQLite alone
def test_on_sqlite_a_page_takes_no_lock(transactional_db: None, opening: Opening, dee: Membership) -> None:
    """A transaction there would keep every writer waiting while somebody reads."""
    hires.sent(opening, dee)
    with CaptureQueriesContext(connection) as queries:
        assert browser_of("nells-session").get("/c/done/").status_code == 200
    assert [query["sql"] for query in queries if query["sql"].startswith(("BEGIN", "SAVEPOINT"))] == []
    with hiring_transaction():
        assert not connection.in_atomic_block
    assert what_is_wrong() == []


@pytest.mark.any_database
def test_on_sqlite_the_command_says_that_there_is_nothing_to_do(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("hiring_role")
    assert "no roles" in capsys.readouterr().out


# --- on PostgreSQL --------------------------------------------------------------------------------


def role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW role")
        return str(cursor.fetchone()[0])


def tables_of(*rooms: str) -> list[str]:
    return sorted(
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in rooms
    )


def is_denied(statement: str) -> bool:
    """Whether the role may not do this."""
    try:
        with hiring_transaction(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as refused:
        return "permission denied" in str(refused)
    return False


@pytest.mark.roles
@pytest.mark.parametrize("room", EMPLOYEES)
@pytest.mark.parametrize(
    "statement", ["SELECT 1 FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES", "LOCK TABLE {}"]
)
def test_what_employees_wrote_and_answered_is_denied(db: None, room: str, statement: str) -> None:
    tables = tables_of(room)
    assert len(tables) >= 6
    for table in tables:
        assert is_denied(statement.format(table)), table


@pytest.mark.roles
def test_nothing_but_hirings_own_and_what_is_named_can_be_read(db: None) -> None:
    tables = connection.introspection.table_names()
    readable = [table for table in tables if not is_denied(f"SELECT 1 FROM {table} LIMIT 1")]
    named = [apps.get_model(label)._meta.db_table for label in OF_PEOPLE]
    assert sorted(readable) == sorted([*tables_of("hiring"), *named])


@pytest.mark.roles
def test_the_audit_is_only_added_to(scoped: None, opening: Opening) -> None:
    assert AuditRecord.objects.exists()
    for statement in ("DELETE FROM people_auditrecord", "UPDATE people_auditrecord SET act = 'nothing'"):
        assert is_denied(statement), statement


@pytest.mark.roles
def test_the_role_ends_with_the_block_however_it_ends(db: None) -> None:
    with hiring_transaction():
        assert role() == ROLE
        with hiring_transaction():
            assert role() == ROLE
        assert role() == ROLE
    assert role() == "none"
    with pytest.raises(Http404), hiring_transaction():
        raise Http404
    assert role() == "none"
    with hiring_transaction():
        transaction.set_rollback(True)
    assert role() == "none"


@pytest.mark.roles
def test_the_role_ends_with_the_transaction(transactional_db: None) -> None:
    with CaptureQueriesContext(connection) as queries, hiring_transaction():
        assert role() == ROLE
    assert role() == "none"
    begun = [query["sql"] for query in queries]
    assert begun[0].startswith("BEGIN")
    assert begun[1] == f"SET LOCAL ROLE {ROLE}"
    assert begun[-1].startswith("COMMIT")


@pytest.mark.roles
def test_the_nightly_task_works_under_the_role(scoped: None, opening: Opening, dee: Membership) -> None:
    hires.sent(opening, dee)
    key = Candidate.objects.get().data_key_id
    long_ago = NOW.replace(year=NOW.year - 2).date()
    Opening.objects.filter(pk=opening.pk).update(deadline=long_ago)
    with asked_as() as asked:
        purge.call_local()
    assert set(asked) == {ROLE}
    assert not Candidate.objects.exists()
    assert not DataKey.objects.filter(pk=key).exists()


# --- tables that hold more than hiring's rows -----------------------------------------------------


def reached(statement: str) -> int:
    """How many rows the role reads, or deletes, by this."""
    with hiring_transaction(), connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


@pytest.fixture
def drafts(scoped: None, amal: Membership, dee: Membership) -> None:
    """A moment of amal's and a scorecard of dee's, both half typed."""
    for member, form in ((amal, "moment:now"), (dee, card_form(uuid4()))):
        keep_draft(membership=member, form=form, fields={"note": ["x"]}, now=NOW)


@pytest.mark.roles
def test_of_drafts_it_reads_and_deletes_hirings_alone(drafts: None) -> None:
    assert Draft.objects.count() == 2
    assert reached("SELECT * FROM people_draft WHERE form = 'moment:now'") == 0
    assert reached("SELECT * FROM people_draft") == 1
    assert reached("DELETE FROM people_draft WHERE form = 'moment:now'") == 0
    assert reached("DELETE FROM people_draft") == 1
    assert Draft.objects.get().form == "moment:now"
    assert is_denied("UPDATE people_draft SET form = 'hiring:mine'")


@pytest.mark.roles
def test_it_opens_and_ends_the_keys_of_candidates_and_nobodys_else(
    opening: Opening, dee: Membership, amal: Membership
) -> None:
    candidate = hires.invited(opening, dee)
    for table, column in (("people_keyslot", "data_key_id"), ("people_datakey", "id")):
        for key in (amal.data_key_id, dee.data_key_id):
            assert reached(f"SELECT * FROM {table} WHERE {column} = '{key}'") == 0
            assert reached(f"DELETE FROM {table} WHERE {column} = '{key}'") == 0
        assert reached(f"SELECT * FROM {table} WHERE {column} = '{candidate.data_key_id}'") == 1
    assert open_data_key(amal.data_key_id).id == amal.data_key_id
    with hiring_transaction():
        candidate.delete()
        shred(candidate.data_key_id)
    assert not DataKey.objects.filter(pk=candidate.data_key_id).exists()


@pytest.mark.roles
def test_it_reads_the_services_key_for_its_mails_and_cannot_end_it(scoped: None) -> None:
    key = installation_key().id
    for table, column in (("people_keyslot", "data_key_id"), ("people_datakey", "id")):
        assert reached(f"SELECT * FROM {table} WHERE {column} = '{key}'") == 1
        assert reached(f"DELETE FROM {table} WHERE {column} = '{key}'") == 0
    assert installation_key().id == key


@pytest.mark.roles
def test_it_makes_no_key_of_an_employees(scoped: None, dee: Membership) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), hiring_transaction():
        new_data_key(purpose=DataKey.Purpose.MEMBERSHIP, organisation=dee.organisation)


@pytest.mark.roles
def test_of_mails_it_reads_and_deletes_hirings_alone(opening: Opening, dee: Membership) -> None:
    OutboxMail.objects.all().delete()
    post_text(to="amal@post.example", kind="people/mail/reset", body="A code", now=NOW)
    hires.invited(opening, dee)
    assert reached("SELECT * FROM people_outboxmail") == 1
    assert reached("DELETE FROM people_outboxmail") == 1
    assert OutboxMail.objects.get().kind == "people/mail/reset"


@pytest.mark.roles
def test_whoever_else_reads_these_tables_is_not_held(drafts: None) -> None:
    """A role for reports, say, and one that inherits the rights of hiring's."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE reporter NOLOGIN")
        cursor.execute(f"GRANT {ROLE} TO reporter")
        cursor.execute(f"GRANT SELECT ON {', '.join(shared_tables())} TO reporter")
        cursor.execute("SET LOCAL ROLE reporter")
        assert Draft.objects.count() == 2
        assert KeySlot.objects.filter(data_key__purpose=DataKey.Purpose.MEMBERSHIP).exists()
        cursor.execute("RESET ROLE")


@pytest.mark.roles
@pytest.mark.parametrize("table", shared_tables())
def test_a_policy_that_is_missing_is_told_and_put_right(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        assert [table in told for told in what_is_wrong()] == [True]
        set_role_up()
        assert what_is_wrong() == []
        cursor.execute(f"SELECT polname FROM pg_policy WHERE polrelid = '{table}'::regclass")
        (name, *_others) = cursor.fetchone()
        cursor.execute(f"DROP POLICY {name} ON {table}")
        assert [table in told for told in what_is_wrong()] == [True]
        cursor.execute(f"CREATE POLICY {OURS}of_an_earlier_version ON {table} USING (true)")
        set_role_up()
        assert what_is_wrong() == []


@pytest.mark.roles
def test_where_nothing_is_wrong_no_table_is_touched(db: None) -> None:
    """Each change of a policy waits until nobody reads the table, and whoever comes then waits for it."""
    with CaptureQueriesContext(connection) as queries:
        set_role_up()
    assert [one["sql"] for one in queries if one["sql"].startswith(("ALTER", "CREATE", "DROP"))] == []


@pytest.mark.roles
def test_it_is_taken_down_without_a_trace(drafts: None, capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is due at the end of this test's transaction
        call_command("hiring_role", remove=True)
        assert "no rights" in capsys.readouterr().out
        cursor.execute("SELECT count(*) FROM pg_policy WHERE starts_with(polname, %s)", [OURS])
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        assert cursor.fetchall() == []
    assert is_denied("SELECT 1 FROM hiring_candidate")
    assert is_denied("SELECT 1 FROM people_draft")
    call_command("hiring_role")
    assert what_is_wrong() == []


@pytest.mark.roles
def test_who_does_not_own_the_tables_cannot_take_it_down(db: None) -> None:
    with as_database_user("", ROLE), pytest.raises(CommandError, match="owns the tables"):
        call_command("hiring_role", remove=True)


@pytest.mark.roles
def test_every_mail_and_every_form_of_hiring_is_called_so() -> None:
    """By the names the policies know what is hiring's."""
    assert {name.partition("/mail/")[0] for name in (*MAILS, EXPERT_MAIL, ASSIGNED_MAIL)} == {"hiring"}
    assert all(form.startswith("hiring:") for form in forms_about(uuid4()))


# --- an installation without the role -------------------------------------------------------------


@pytest.mark.roles
def test_rights_that_are_missing_or_too_many_are_told_and_put_right(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert what_is_wrong() == []
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT SELECT ON journal_moment TO {ROLE}")
        cursor.execute(f"REVOKE INSERT ON hiring_candidate FROM {ROLE}")
    lacks, reaches = what_is_wrong()
    assert "hiring_candidate" in lacks
    assert "journal_moment" in reaches
    call_command("hiring_role")
    assert what_is_wrong() == []
    assert "no others" in capsys.readouterr().out


@pytest.mark.roles
def test_each_start_of_the_service_puts_the_rights_right(db: None) -> None:
    """As after a version that brought a table."""
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON hiring_candidate FROM {ROLE}")
    run.Command()._put_up_the_wall()
    assert what_is_wrong() == []


NEW = "eiapp_hiring_new"


@contextmanager
def as_database_user(traits: str, rights_given: str) -> Iterator[None]:
    """What follows is asked by another user, and of a role that is not there yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE somebody LOGIN {traits}")
        cursor.execute(f"GRANT {rights_given} TO somebody")
        cursor.execute("SET LOCAL SESSION AUTHORIZATION somebody")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")


@pytest.fixture
def new_role(monkeypatch: pytest.MonkeyPatch) -> None:
    """A role belongs to the whole server, so no test takes the one away that others ask as."""
    monkeypatch.setattr("hiring.role.ROLE", NEW)
    monkeypatch.setattr("hiring.wall.ROLE", NEW)


@pytest.mark.roles
def test_whoever_may_make_roles_gets_it_made_with_its_rights(db: None, new_role: None) -> None:
    user = as_database_user("CREATEROLE", "SELECT ON people_user")
    with user, pytest.raises(RoleMissing), hiring_transaction():
        raise AssertionError("There is no such role yet.")
    with connection.cursor() as cursor:
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO somebody WITH GRANT OPTION")
        for table in shared_tables():
            cursor.execute(f"ALTER TABLE {table} OWNER TO somebody")
        cursor.execute("SET LOCAL SESSION AUTHORIZATION somebody")
        set_role_up()
        assert what_is_wrong() == []
        with hiring_transaction():
            assert role() == NEW
        set_role_up()  # a second time it is the same
        assert what_is_wrong() == []
        cursor.execute("SET LOCAL SESSION AUTHORIZATION DEFAULT")


@pytest.mark.roles
def test_who_may_give_no_rights_is_told_who_may(db: None, new_role: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {NEW} NOLOGIN")
    with as_database_user("", NEW), pytest.raises(RoleMissing, match="owns the tables"):
        set_role_up()


def test_the_role_has_no_more_than_four_rights_on_rows() -> None:
    assert all(verb in ALL or verb == "UPDATE (id)" for verbs in rights().values() for verb in verbs)
    assert not [table for table in rights() if table.startswith(EMPLOYEES)]
