"""What manage.py does and refuses, as somebody at the server meets it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoDbBlocker

from people.keys import open_key
from people.master_keys import new_key_text
from people.models import AuditRecord, Invitation, Membership, Organisation, OutboxMail
from people.scope import organisation_scope
from tests.databases import put_copy

ROOT = Path(__file__).resolve().parent.parent
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A new production installation on this machine, with an empty data folder of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("EIAPP_")}
    environment |= {
        "EIAPP_DATA": str(tmp_path),
        "EIAPP_SECRET_KEY": "only for this test " * 4,
        "EIAPP_PUBLIC_URL": "https://eiapp.example.org",
        "EIAPP_EMAIL_URL": "consolemail://",
        "DJANGO_SETTINGS_MODULE": "eiapp.settings",
    }

    def run(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


# --- create_organisation --------------------------------------------------------------------------


def test_create_organisation_mails_its_first_admin_a_link(
    db: None, mailoutbox: list[object], django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    out = StringIO()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        call_command("create_organisation", "Harbour Support", "Ada@Demo.example", stdout=out)
    assert "on its way to Ada@Demo.example; it works for 14 days." in out.getvalue()
    organisation = Organisation.objects.get()
    with organisation_scope(organisation):
        invitation = Invitation.objects.get()
        acts = list(AuditRecord.objects.order_by("number").values_list("act", "actor"))
    assert (invitation.email, invitation.is_admin, invitation.invited_by) == ("ada@demo.example", True, None)
    assert acts == [("organisation.created", None), ("invitation.sent", None)]
    [mail] = mailoutbox
    assert mail.to == ["ada@demo.example"]  # type: ignore[attr-defined]
    assert "http://testserver/account/create/" in mail.body  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "email", "told"),
    [
        ("Harbour Support", "ada", "ada is not an e-mail address, like ada@example.org."),
        (" ", "ada@demo.example", "Give the organisation a name of 1 to 120 characters."),
        ("x" * 121, "ada@demo.example", "Give the organisation a name of 1 to 120 characters."),
    ],
)
def test_create_organisation_says_what_is_missing_and_makes_nothing(
    db: None, name: str, email: str, told: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("create_organisation", name, email)
    assert str(refused.value) == told
    assert (Organisation.objects.count(), OutboxMail.objects.count()) == (0, 0)


# --- audit ----------------------------------------------------------------------------------------


def test_audit_finds_every_chain_whole(amal: Membership, eve: Membership) -> None:
    out = StringIO()
    call_command("audit", stdout=out)
    assert out.getvalue().startswith("Every audit chain is whole: no record was changed")


def test_audit_names_the_record_that_was_changed_behind_its_back(amal: Membership, eve: Membership) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_auditrecord SET act = 'member.closed' WHERE number = 2 AND organisation_id = %s",
            [amal.organisation_id.hex if connection.vendor == "sqlite" else amal.organisation_id],
        )
    with pytest.raises(CommandError) as refused:
        call_command("audit")
    assert str(refused.value) == f"{amal.organisation_id}: record 2 was changed, moved or lost."


# --- seed_demo ------------------------------------------------------------------------------------


def test_seed_demo_refuses_outside_the_demo(db: None) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("seed_demo")
    assert "Set EIAPP_DEMO=1" in str(refused.value)
    assert Organisation.objects.count() == 0


# --- keys, and what starts only with them -----------------------------------------------------------


def test_the_demo_fills_an_empty_folder_and_makes_its_own_key(shell: Shell) -> None:
    for command in ("migrate", "seed_demo"):
        done = shell("manage.py", command, EIAPP_DEMO="1")
        assert done.returncode == 0, done.stderr
    assert "Made master key" in done.stdout
    assert "amal@demo.example" in done.stdout
    again = shell("manage.py", "seed_demo", EIAPP_DEMO="1")
    assert "Made master key" not in again.stdout
    # With threads that hang on no share, which the first tables of the room have no place for.
    for target in (["coaching", "0001"], []):
        moved = shell("manage.py", "migrate", *target, "--verbosity", "0", EIAPP_DEMO="1")
        assert moved.returncode == 0, moved.stderr
    assert shell("manage.py", "keys", "check", EIAPP_DEMO="1").returncode == 0


def test_service_does_not_start_without_a_master_key_and_says_how_to_make_one(shell: Shell) -> None:
    refused = shell("manage.py", "run")
    assert refused.returncode != 0
    assert "eiapp does not start. There is no master key" in refused.stderr
    assert "manage.py keys new" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_service_does_not_start_with_half_a_master_key(shell: Shell) -> None:
    refused = shell("manage.py", "run", EIAPP_MASTER_KEYS="c2hvcnQ=")
    assert refused.returncode != 0
    assert "A master key is 32 bytes in URL-safe base64; one of yours is not." in refused.stderr
    assert "c2hvcnQ=" not in refused.stderr


@pytest.mark.parametrize("made", [[], ["people"]])
def test_service_does_not_start_before_migrate_and_says_so(shell: Shell, made: list[str]) -> None:
    assert shell("manage.py", "keys", "new").returncode == 0
    for room in made:
        assert shell("manage.py", "migrate", room, "--verbosity", "0").returncode == 0
    refused = shell("manage.py", "run")
    told = "eiapp does not start. Its tables are missing or old. Run: manage.py migrate"
    assert (refused.returncode, refused.stderr.strip()) == (1, f"CommandError: {told}")


@pytest.mark.parametrize("name", ["EIAPP_SECRET_KEY", "EIAPP_PUBLIC_URL", "EIAPP_EMAIL_URL"])
def test_missing_setting_says_how_to_set_it(shell: Shell, name: str) -> None:
    refused = shell("manage.py", "check", **{name: ""})
    assert refused.returncode != 0
    assert f"{name} is not set." in refused.stderr


def test_nothing_starts_with_another_installations_key(
    shell: Shell, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    assert shell("manage.py", "keys", "new").returncode == 0
    with django_db_blocker.unblock():
        put_copy(tmp_path / "eiapp.sqlite3")
    mail = {"EIAPP_EMAIL_URL": "dummymail://", "EIAPP_QUEUE_IMMEDIATE": "1"}
    made = shell("manage.py", "create_organisation", "Harbour", "ada@demo.example", **mail)
    assert made.returncode == 0, made.stderr
    assert shell("-c", "import eiapp.wsgi").returncode == 0
    (tmp_path / "master-keys").write_text(new_key_text())
    for command in (["-c", "import eiapp.wsgi"], ["manage.py", "run"], ["manage.py", "keys", "check"]):
        refused = shell(*command)
        assert refused.returncode != 0
        assert "Put it back into EIAPP_MASTER_KEYS" in refused.stderr
        assert "Traceback" not in refused.stderr


def test_cache_of_an_installation_stands_without_pickle(shell: Shell, tmp_path: Path) -> None:
    assert shell("manage.py", "createcachetable", "--database", "cache").returncode == 0
    put = "import django; django.setup(); from django.core.cache import cache; cache.set('a', b'x')"
    assert shell("-c", put).returncode == 0
    with closing(sqlite3.connect(tmp_path / "cache.sqlite3")) as file:
        assert file.execute("SELECT value FROM eiapp_cache").fetchall() == [('{"bytes":"eA=="}',)]


def test_rotation_by_command_keeps_every_seal_open(amal: Membership, scoped: None) -> None:
    before = open_key(amal).secret
    call_command("keys", "rotate", stdout=StringIO())
    amal.slot_wrapped = amal.opened_key = None
    assert open_key(amal).secret == before
    call_command("keys", "check", stdout=StringIO())
