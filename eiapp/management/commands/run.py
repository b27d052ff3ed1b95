"""The service: the web server and the mail sender, started and stopped together."""

import argparse
import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from hiring.role import set_role_up, what_is_wrong
from hiring.wall import RoleMissing
from people.keys import key_ring, refuse_without_usable_key
from people.master_keys import MasterKeyError

GRACE = 35  # seconds for open requests and a mail that is being handed over


class Command(BaseCommand):
    help = "Serve eiapp and send its mails until Ctrl+C or SIGTERM."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        self._prepare()
        running = [
            self._start("gunicorn", "eiapp.wsgi", "-c", "python:eiapp.gunicorn_conf", "-b", f"{host}:{port}"),
            self._start("django", "run_huey", "--quiet"),
        ]
        self.stdout.write(f"eiapp is at {settings.PUBLIC_URL} (Ctrl+C stops it)")
        sys.exit(_until_one_ends(running))

    def _prepare(self) -> None:
        """What a start needs: tables, also the cache's, a usable key, static files with their final names."""
        try:
            key_ring()
            _refuse_without_tables()
            refuse_without_usable_key()
            self._put_up_the_wall()
        except MasterKeyError as error:
            raise CommandError(f"eiapp does not start. {error}") from error
        if "cache" in settings.DATABASES:
            call_command("createcachetable", database="cache", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        connections.close_all()

    def _put_up_the_wall(self) -> None:
        """The role of hiring on PostgreSQL, with rights on tables that are new. Without it all else works."""
        try:
            if what_is_wrong():
                set_role_up()
        except RoleMissing as missing:
            self.stderr.write(str(missing))

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        return subprocess.Popen([sys.executable, "-m", module, *arguments], env=environment)  # noqa: S603


def _refuse_without_tables() -> None:
    """Raise CommandError where the database is not yet as this version of the code wants it."""
    migrations = MigrationExecutor(connection)
    if migrations.migration_plan(migrations.loader.graph.leaf_nodes()):
        raise CommandError("eiapp does not start. Its tables are missing or old. Run: manage.py migrate")


def _until_one_ends(running: list[subprocess.Popen[bytes]]) -> int:
    """Wait; pass a stop on to both; when one ends by itself, stop the other. Returns the exit code."""

    def stop(number: int, frame: FrameType | None) -> None:
        for process in running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    asked = [False]

    def stop_on_request(number: int, frame: FrameType | None) -> None:
        asked[0] = True
        stop(number, frame)

    signal.signal(signal.SIGINT, stop_on_request)
    signal.signal(signal.SIGTERM, stop_on_request)
    while all(process.poll() is None for process in running):
        time.sleep(0.2)
    codes = [process.poll() for process in running if process.poll() is not None]
    stop(signal.SIGTERM, None)
    for process in running:
        try:
            process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if asked[0] else next((code for code in codes if code), 1)
