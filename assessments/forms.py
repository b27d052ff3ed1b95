"""What a browser sent as the answers of one page, sorted into kept, refused and missed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.instruments import HIGHEST, LOWEST, Instrument, Item
from assessments.statements import SKIP, first_control

VALUES: dict[str, int | None] = {str(value): value for value in range(LOWEST, HIGHEST + 1)} | {SKIP: None}
# What the page's form carries beside answers.
OTHERS = frozenset({"csrfmiddlewaretoken", "draft_token", "then"})


@dataclass(frozen=True)
class PageForm:
    """`answers` may be kept; `refused` are the names of what may not; `missed` has no answer yet.

    Not a Django form: its radio widgets cost more than all the rest of the page, and an answer to another
    page's statement is as welcome as one to this page's.
    """

    answers: Mapping[str, int | None]
    refused: tuple[str, ...]
    missed: tuple[Item, ...]

    @property
    def errors(self) -> dict[str, str]:
        """The error summary: the id to go to, and the sentence."""
        outside = {"answers": _("One answer was not among those offered, so it was not saved. The rest was.")}
        return (outside if self.refused else {}) | {
            first_control(item): missing_sentence(item) for item in self.missed
        }


def sort_page(
    posted: Mapping[str, str], asked: Instrument, shown: Iterable[Item], answered: Mapping[str, int | None]
) -> PageForm:
    """Sort what was posted. `answered` are the answers kept before: their statements are not missed."""
    codes = {item.code for item in asked.items}
    sent = {name: value for name, value in posted.items() if name not in OTHERS}
    answers = {name: VALUES[value] for name, value in sent.items() if name in codes and value in VALUES}
    return PageForm(
        answers=answers,
        refused=tuple(name for name in sent if name not in answers),
        missed=tuple(item for item in shown if item.code not in answers and item.code not in answered),
    )


def missing_sentence(item: Item) -> str:
    """The same words in the summary above the page and at the statement."""
    return _("Select an answer to statement %(number)s.") % {"number": item.position}
