"""Moments as papers to read: Markdown and a table (CSV). Words are given, none are made here. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from people.spreadsheet import as_csv


@dataclass(frozen=True, slots=True)
class Told:
    """One field of a moment in words; `is_text` where its owner wrote them."""

    name: str
    value: str
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """One moment in words; empty fields are left out of `lines`."""

    day: str
    time: str
    lines: tuple[Told, ...]


def markdown(title: str, facts: Sequence[tuple[str, str]], papers: Iterable[Paper]) -> Iterator[str]:
    """A heading for each day and each moment. Texts are quoted, so that no mark in them tears the file."""
    yield "---\n" + "".join(f"{name}: {value}\n" for name, value in facts) + f"---\n\n# {title}\n"
    day = ""
    for paper in papers:
        if paper.day != day:
            day = paper.day
            yield f"\n## {day}\n"
        yield f"\n### {paper.time}\n\n{_list(paper)}{_texts(paper)}"


def rows(cells: Iterable[Sequence[object]]) -> Iterator[str]:
    """Lines of a table, one at a time, safe in a spreadsheet program."""
    return (as_csv(row, ()) for row in cells)


def _list(paper: Paper) -> str:
    return "".join(f"- {line.name}: {line.value}\n" for line in paper.lines if not line.is_text)


def _texts(paper: Paper) -> str:
    return "".join(f"\n**{line.name}**\n\n{_quoted(line.value)}" for line in paper.lines if line.is_text)


def _quoted(text: str) -> str:
    return "".join(f"> {line}\n" if line else ">\n" for line in text.split("\n"))
