"""What a candidate is asked: the statements of the switched-on components, and no others. Pure.

Each component keeps its whole published scale, so that its published alpha still holds. Only the numbers
before the statements are counted anew, because whoever sees 3 of 50 asks where the others are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from assessments.instruments import COMPONENTS, Instrument, Item, instrument

KEY, VERSION = "ei-50", 1  # what a new invitation asks; one that was sent keeps its own
TOGETHER = 5  # statements to a page
# "We know of no reason to select on them": attention to feelings, and ease with people.
NO_REASON_KNOWN = frozenset({"SA", "SS"})


@dataclass(frozen=True, slots=True)
class Sitting:
    """A candidate's questionnaire and its answers so far, by item code; None is "I'd rather not say".

    `together` is how many statements stand on a page.
    """

    asked: Instrument
    answers: Mapping[str, int | None]
    together: int = TOGETHER

    @property
    def sheets(self) -> tuple[tuple[Item, ...], ...]:
        """The statements page by page; the last page takes what is left."""
        items, step = self.asked.items, self.together
        return tuple(items[start : start + step] for start in range(0, len(items), step))

    @property
    def first_open(self) -> int | None:
        """The first page with a statement that has no answer; None when all have one."""
        for number, items in enumerate(self.sheets, start=1):
            if any(item.code not in self.answers for item in items):
                return number
        return None


def asked_of(key: str, version: int, components: Collection[str]) -> Instrument:
    """The part of a released questionnaire that measures these components, in its own order.

    Without a component nothing is asked. ValueError for a code that is no component's. LookupError for an
    unknown questionnaire.
    """
    unknown = set(components) - {one.code for one in COMPONENTS}
    if unknown:
        raise ValueError(f"Components are named by their codes: not {sorted(components)}.")
    whole = instrument(key, version)
    items = [item for item in whole.items if item.component.code in components]
    said = " ".join(item.text.lower() for item in items)
    return replace(
        whole,
        components=tuple(one for one in whole.components if one.component.code in components),
        items=tuple(replace(item, position=number) for number, item in enumerate(items, start=1)),
        words=tuple(help for help in whole.words if help.word in said),
    )
