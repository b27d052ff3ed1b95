"""Questionnaires as files: take one out as CSV, JSON or TOML, read one in as a release."""

import argparse
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from assessments.instruments import Instrument, instrument, released
from assessments.instruments.exchange import READERS, WRITERS, as_toml


class Command(BaseCommand):
    help = (
        "out KEY VERSION --as csv|json|toml: print a released questionnaire; "
        "in FILE: check one and print it as the file that a release is"
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        out = what.add_parser("out")
        out.add_argument("key")
        out.add_argument("version", type=int)
        out.add_argument("--as", dest="kind", choices=list(WRITERS), default="csv")
        into = what.add_parser("in")
        into.add_argument("file", type=Path)

    def handle(self, *args: object, what: str, **options: object) -> None:
        if what == "out":
            self._out(str(options["key"]), int(str(options["version"])), str(options["kind"]))
        else:
            self._in(Path(str(options["file"])))

    def _out(self, key: str, version: int, kind: str) -> None:
        try:
            self.stdout.write(WRITERS[kind](instrument(key, version)), ending="")
        except LookupError as error:
            raise CommandError(str(error)) from error

    def _in(self, file: Path) -> None:
        read = _read(file)
        told = _against_released(read)
        self.stdout.write(as_toml(read), ending="")
        self.stderr.write(told)


def _read(file: Path) -> Instrument:
    kind = file.suffix.removeprefix(".")
    if kind not in READERS:
        raise CommandError(f"The name of the file must end with .{', .'.join(READERS)}.")
    try:
        # A spreadsheet program may put a mark in front; lines keep the ends that they have.
        return READERS[kind](file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{file}: {error}") from error


def _against_released(read: Instrument) -> str:
    """What this file is beside the released ones. CommandError where it would change one."""
    name = f"{read.key} version {read.version}"
    path = released().get((read.key, read.version))
    if path is None:
        return f"{name} is new. Keep it in assessments/instruments/ as {read.key}-v{read.version}.toml."
    if path.read_text(encoding="utf-8") == as_toml(read):
        return f"This is {name} as released, byte for byte."
    raise CommandError(f"{name} was released with other contents and never changes. Give it another version.")
