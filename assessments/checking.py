"""The check before the result: every statement with its answer, and where to change it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments import Instrument, Item
from assessments.offer import offered
from assessments.pages import TOGETHER, pages
from assessments.queries import OpenSitting
from assessments.statements import first_control


@dataclass(frozen=True)
class Checked:
    """One statement. `label` is the chosen answer's, "" for "I'd rather not say", None for none yet.

    `hidden` stands in its link for the ear, which has fifty of them to tell apart.
    """

    position: int
    text: str
    label: str | None
    link_id: str
    href: str
    hidden: str


@dataclass(frozen=True)
class Section:
    """Five statements, whatever number stands on a page: the list looks the same for everybody."""

    first: int
    last: int
    rows: tuple[Checked, ...]


def check_sections(sitting: OpenSitting, page_size: int) -> tuple[Section, ...]:
    """All statements in order, five to a section; each leads to its page and from there back to the check."""
    addresses = _addresses(sitting.instrument, page_size)
    return tuple(
        Section(
            first=items[0].position,
            last=items[-1].position,
            rows=tuple(_checked(sitting, item, addresses[item.code]) for item in items),
        )
        for items in pages(sitting.instrument, TOGETHER)
    )


def first_open_page(sitting: OpenSitting, page_size: int) -> int | None:
    """The first page with a statement that has no answer; None when all have one."""
    for number, items in enumerate(pages(sitting.instrument, page_size), start=1):
        if any(item.code not in sitting.answers for item in items):
            return number
    return None


def unanswered(sections: Sequence[Section]) -> dict[str, str]:
    """A message for each section that is not whole, by the id of the link beside its first open statement."""
    missing = [(one, [row for row in one.rows if row.label is None]) for one in sections]
    return {rows[0].link_id: _missing(one, len(rows)) for one, rows in missing if rows}


def _missing(section: Section, many: int) -> str:
    return ngettext(
        "Statements %(first)s to %(last)s: %(many)s has no answer yet",
        "Statements %(first)s to %(last)s: %(many)s have no answer yet",
        many,
    ) % {"first": section.first, "last": section.last, "many": many}


def _checked(sitting: OpenSitting, item: Item, address: str) -> Checked:
    label = _label(sitting.instrument, sitting.answers, item)
    hidden = _("statement %(number)s") % {"number": item.position}
    return Checked(item.position, item.text, label, _link_id(item), address, hidden)


def _link_id(item: Item) -> str:
    return f"statement-{item.position}"


def _label(asked: Instrument, answers: Mapping[str, int | None], item: Item) -> str | None:
    if item.code not in answers:
        return None
    value = answers[item.code]
    return "" if value is None else asked.scale[value - 1].label


def _addresses(asked: Instrument, page_size: int) -> dict[str, str]:
    page = offered(asked.key).address("page")
    return {
        item.code: f"{reverse(page, args=[number])}?check=1#{first_control(item)}"
        for number, items in enumerate(pages(asked, page_size), start=1)
        for item in items
    }
