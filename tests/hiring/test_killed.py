"""The server dies between two answers and in the middle of one: what it acknowledged is still there."""

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from hiring.access import COOKIE
from hiring.adjustments.display import Display
from hiring.queries import sitting
from people.models import Membership
from people.scope import organisation_scope
from tests.bench.client import HOST, Failed, Visitor
from tests.bench.server import Server, free_ports
from tests.hires import begun, invited, job, wished

pytestmark = [pytest.mark.any_database, pytest.mark.untraced]
ROOT = Path(__file__).resolve().parents[2]
TOKEN, SESSION = "nells-token", "nells-session"
# Seconds from the click to the death of the server; None: it dies after its answer has come.
MOMENTS = (None, 0.0, 0.01, 0.02, 0.04)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An installation of its own, as people run it: synchronous writes, gunicorn, its static files."""
    told = {
        "DJANGO_SETTINGS_MODULE": "eiapp.settings",
        "EIAPP_DATA": str(tmp_path),
        "EIAPP_SECRET_KEY": settings.SECRET_KEY,
        "EIAPP_PUBLIC_URL": f"https://{HOST}",
        "EIAPP_ALLOWED_HOSTS": HOST,
        "EIAPP_CACHE_URL": "locmemcache://",
        "EIAPP_EMAIL_URL": "memorymail://",
        "EIAPP_QUEUE_IMMEDIATE": "1",
        "TMPDIR": str(tmp_path),
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env={**os.environ, **told}, check=True, timeout=120)
    return told


def copy_database(to: Path) -> None:
    """As it stands in this test, into a file that nobody else has open."""
    connection.ensure_connection()
    assert connection.connection is not None
    with closing(sqlite3.connect(to)) as copy:
        connection.connection.backup(copy)


@contextmanager
def server(port: int, environment: Mapping[str, str]) -> Iterator[Server]:
    """One that is dead at the end: every process of it, by kill -9."""
    with Server("eiapp.wsgi:application", port, environment, workers=1) as running:
        try:
            yield running
        finally:
            kill(running)


def kill(running: Server) -> None:
    if running.process.poll() is None:
        os.killpg(running.process.pid, signal.SIGKILL)
        running.process.wait(15)


def kept(file: Path) -> dict[str, int | None]:
    """What stands in the database, read past the product."""
    with closing(sqlite3.connect(file)) as reader:
        return dict(reader.execute("SELECT item_code, value FROM hiring_candidateanswer"))


def answer(visitor: Visitor, number: int, value: str) -> str | None:
    """The statement of this page that was answered and acknowledged; None where no answer came back."""
    try:
        form = visitor.form(f"/c/p/{number}/")
        (code,) = form.choices
        form.fields[code] = value
        return code if visitor.send(visitor.filled(form)).status == 303 else None
    except (OSError, Failed):
        return None


def answer_and_die(running: Server, visitor: Visitor, number: int, after: float | None) -> str | None:
    with ThreadPoolExecutor(1) as hands:
        answering = hands.submit(answer, visitor, number, str(1 + number % 5))
        if after is None:
            answering.result(30)
        else:
            time.sleep(after)
        kill(running)
        return answering.result(30)


def walk(environment: Mapping[str, str], file: Path, many: int) -> tuple[int, int]:
    """One death for each of so many statements. How many answers were acknowledged, how many of them lost."""
    port, moments = free_ports(1), itertools.cycle(MOMENTS)
    said: dict[str, int | None] = {}
    lost = 0
    for number in range(1, many + 1):
        visitor = Visitor(port, cookies={COOKIE: SESSION})
        with server(port, environment) as running:
            code = answer_and_die(running, visitor, number, next(moments))
        with server(port, environment):
            found = kept(file)
            if code is not None:
                said[code] = 1 + number % 5
            lost += sum(found.get(each) != value for each, value in said.items())
            if len(found) < number:  # it died before it took the answer: she sees the same page again
                assert visitor.get(f"/c/{TOKEN}/").location == f"/c/p/{number}/"
                again = answer(visitor, number, str(1 + number % 5))
                assert again is not None
                said[again] = 1 + number % 5
            assert visitor.get(f"/c/{TOKEN}/").location in {f"/c/p/{number + 1}/", "/c/check/"}
    return len(said), lost


def begin(dee: Membership, file: Path, parts: tuple[str, ...]) -> int:
    """A candidate with one statement to a page; how many she is asked."""
    with organisation_scope(dee.organisation):
        nell = begun(invited(job(dee, parts=parts), dee, token=TOKEN), session=SESSION)
        wished(nell, display=Display(one_statement=True))
        asked = len(sitting(nell).asked.items)
    copy_database(file)
    # The server has a clock of its own: what was begun at the tests' time is begun now.
    now = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime())
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("UPDATE hiring_candidatelink SET used_at = ?", (now,))
        writer.execute("UPDATE hiring_opening SET closes_at = '2999-01-01 00:00:00', deadline = '2999-01-01'")
        writer.commit()
    return asked


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(
    transactional_db: None, dee: Membership, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "eiapp.sqlite3"
    begin(dee, file, ("SR",))
    acknowledged, lost = walk(environment, file, len(MOMENTS))
    assert acknowledged >= 1
    assert lost == 0


@pytest.mark.torture
def test_none_of_fifty_is_lost_with_a_death_at_each(
    transactional_db: None, dee: Membership, environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "eiapp.sqlite3"
    asked = begin(dee, file, ("SA", "SR", "MO", "EM", "SS"))
    acknowledged, lost = walk(environment, file, asked)
    assert asked == 50
    assert acknowledged >= 40
    assert lost == 0
