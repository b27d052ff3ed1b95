"""A questionnaire cut into the pages on which it is answered."""

from assessments.instruments import Instrument, Item

TOGETHER, ALONE = 5, 1  # statements to a page: as it is offered, and for who asked for one at a time


def pages(instrument: Instrument, size: int = TOGETHER) -> tuple[tuple[Item, ...], ...]:
    """The statements in order, `size` to a page; the last page takes what is left."""
    if size < 1:
        raise ValueError("A page must hold at least one statement.")
    return tuple(instrument.items[start : start + size] for start in range(0, len(instrument.items), size))
