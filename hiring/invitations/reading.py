"""A list of people, pasted or out of a spreadsheet: who can be invited, and what is wrong with it. Pure."""

import csv
import io
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST = 200  # people at once: all of them are one transaction
LONGEST = 100_000  # characters of a list: 200 people have far fewer
LONGEST_NAME = 120
CHECKED = "\t"  # between name and address in a list that was looked at
# Characters that turn the direction of what follows them.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NAMES = {"name", "full name", "candidate"}
_ADDRESSES = {"email", "e-mail", "mail", "e-mail address", "email address"}
_IN_BRACKETS = re.compile(r"^(?P<name>[^<>]+)<(?P<email>[^<>]+)>$")


class Wrong(StrEnum):
    """What keeps a line, or the whole list, from being sent."""

    EMPTY = "empty"
    TOO_MANY = "too-many"
    HEADER = "header"
    COLUMNS = "columns"
    NO_NAME = "no-name"
    LONG_NAME = "long-name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody to invite; the address in small letters."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line, counted from 1; line 0: with the list as a whole."""

    line: int
    wrong: Wrong


@dataclass(frozen=True, slots=True)
class Reading:
    """`people` can be invited; `twice` stand more than once in the list, `there` are invited already."""

    people: tuple[Listed, ...]
    twice: tuple[Listed, ...]
    there: tuple[Listed, ...]
    faults: tuple[Fault, ...]


def read_list(
    text: str, *, invited: Collection[str], is_address: Callable[[str], bool], sign: str | None = None
) -> Reading:
    """Read a list: a name and an address a line, by comma, semicolon or tab; a first line may name columns.

    `sign` stands between them, of a list that a check page carries; of others it is found out. Of a list with
    a fault nothing is sent, so that nobody has to find out who was left over.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return _whole(Wrong.EMPTY)
    if len(lines) > MOST + 1 or len(text) > LONGEST:
        return _whole(Wrong.TOO_MANY)
    rows = _rows(lines, sign or _sign(lines[0]))
    places, start = _columns(rows[0])
    if places is None:
        return _whole(Wrong.HEADER)
    found: list[Listed] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows[start:], start=start + 1):
        read = _read(row, places, is_address, named=start == 1)
        if isinstance(read, Listed):
            found.append(read)
        else:
            faults.append(Fault(number, read))
    if not found and not faults:
        return _whole(Wrong.EMPTY)
    if len(found) > MOST:
        return _whole(Wrong.TOO_MANY)
    return _sorted_out(found, invited, faults)


def as_list(people: Sequence[Listed]) -> str:
    """The list as a form carries it from its check page to sending, whatever stands in a name."""
    carried = io.StringIO()
    written = csv.writer(carried, delimiter=CHECKED, quoting=csv.QUOTE_ALL, lineterminator="\n")
    written.writerows((one.name, one.email) for one in people)
    return carried.getvalue()


def _whole(wrong: Wrong) -> Reading:
    return Reading((), (), (), (Fault(0, wrong),))


def _sign(first: str) -> str:
    """What parts the first line into most cells: a comma within quotation marks parts nothing."""
    return max("\t;,", key=lambda each: len(next(csv.reader([first], delimiter=each, skipinitialspace=True))))


def _rows(lines: Sequence[str], sign: str) -> list[list[str]]:
    """Cells without the space around them; "Nell Okafor <nell@home.example>" is two of them."""
    read = csv.reader([line.strip() for line in lines], delimiter=sign, skipinitialspace=True)
    rows = [[" ".join(_TURNS.sub("", cell).split()) for cell in row] for row in read]
    return [_out_of_brackets(row) for row in rows]


def _out_of_brackets(row: list[str]) -> list[str]:
    found = _IN_BRACKETS.match(row[0]) if len(row) == 1 else None
    return [found["name"].strip(' "'), found["email"].strip()] if found else row


def _columns(first: Sequence[str]) -> tuple[tuple[int, int] | None, int]:
    """Where name and address stand, and the first row of people. None: columns are named, but not these."""
    told = [cell.lower() for cell in first]
    if any("@" in cell for cell in told):
        return (0, 1), 0
    names = [place for place, cell in enumerate(told) if cell in _NAMES]
    addresses = [place for place, cell in enumerate(told) if cell in _ADDRESSES]
    if names and addresses:
        return (names[0], addresses[0]), 1
    return (None, 0) if len(told) > 1 else ((0, 1), 0)


def _read(
    row: Sequence[str], places: tuple[int, int], is_address: Callable[[str], bool], *, named: bool
) -> Listed | Wrong:
    if len(row) <= max(places) or (not named and len(row) > 2):
        return Wrong.COLUMNS
    name, email = row[places[0]], row[places[1]].lower()
    if "@" in name and "@" not in email:
        name, email = row[places[1]], row[places[0]].lower()
    if not name:
        return Wrong.NO_NAME
    if len(name) > LONGEST_NAME:
        return Wrong.LONG_NAME
    return Listed(name, email) if is_address(email) else Wrong.ADDRESS


def _sorted_out(found: Sequence[Listed], invited: Collection[str], faults: Sequence[Fault]) -> Reading:
    people: dict[str, Listed] = {}
    twice, there = [], []
    for one in found:
        if one.email in invited:
            there.append(one)
        elif one.email in people:
            twice.append(one)
        else:
            people[one.email] = one
    return Reading(tuple(people.values()), tuple(twice), tuple(there), tuple(faults))
