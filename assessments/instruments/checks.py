"""What every questionnaire must keep. Each check raises ValueError with a sentence that names the fault."""

from collections import Counter
from collections.abc import Callable
from itertools import groupby, pairwise

from assessments.instruments.components import COMPONENTS
from assessments.instruments.shape import HIGHEST, LOWEST, Instrument, Item

LONGEST_RUN = 3  # more equal keys in a row invite answering without reading


def check_instrument(instrument: Instrument) -> None:
    """Run all checks. ValueError on the first that fails, naming the instrument."""
    for check in CHECKS:
        try:
            check(instrument)
        except ValueError as fault:
            raise ValueError(f"{instrument.key} version {instrument.version}: {fault}") from None


def check_scale(instrument: Instrument) -> None:
    """The answers are 1 to 5, each with a label of its own."""
    if [point.value for point in instrument.scale] != list(range(LOWEST, HIGHEST + 1)):
        raise ValueError(f"The answers must be {LOWEST} to {HIGHEST}, in order.")
    if len({point.label for point in instrument.scale}) != len(instrument.scale):
        raise ValueError("Two answers have the same label.")


def check_codes(instrument: Instrument) -> None:
    """Positions count from 1; codes are single words; no code, other code or text stands twice."""
    if [item.position for item in instrument.items] != list(range(1, len(instrument.items) + 1)):
        raise ValueError("The positions must count up from 1 without a gap.")
    if not instrument.items:
        raise ValueError("There must be statements.")
    if any(code.split() != [code] for item in instrument.items for code in (item.code, *item.other_codes)):
        raise ValueError("A code must be one word.")
    codes = Counter(code for item in instrument.items for code in (item.code, *item.other_codes))
    texts = Counter(item.text for item in instrument.items)
    for name, times in (codes | texts).items():
        if times > 1:
            raise ValueError(f"{name!r} stands {times} times in the list.")


def check_components(instrument: Instrument) -> None:
    """All five components in model order, each asked equally often."""
    if tuple(measure.component for measure in instrument.components) != COMPONENTS:
        raise ValueError("The five components must be described, in their order.")
    lengths = {len(instrument.items_of(component)) for component in COMPONENTS}
    if len(lengths) != 1:
        raise ValueError("Every component must have the same number of statements.")


def check_evidence(instrument: Instrument) -> None:
    """Each component has a published alpha between 0 and 1, of a scale at least as long as what is asked."""
    for measure in instrument.components:
        alphas = [published.alpha for published in measure.published_alphas]
        if not alphas or not all(0 < alpha < 1 for alpha in alphas):
            raise ValueError(f"{measure.component.code} needs published alphas between 0 and 1.")
        if measure.published_items < len(instrument.items_of(measure.component)):
            raise ValueError(f"{measure.component.code} asks more statements than its published scale has.")


def check_balance(instrument: Instrument) -> None:
    """Keys are balanced as nearly as the number allows, in each component and in all.

    Ten statements: 5 and 5. Three: both keys, 2 and 1. Fifteen: 8 and 7, or the reverse.
    """
    for component in COMPONENTS:
        if not _balanced(instrument.items_of(component)):
            raise ValueError(f"The keys of {component.code} are not balanced.")
    if not _balanced(instrument.items):
        raise ValueError("The keys of the whole are not balanced.")


def check_order(instrument: Instrument) -> None:
    """No more than three equal keys in a row, and no strict alternation: no rhythm to fall into."""
    keys = [item.key for item in instrument.items]
    if max(len(list(run)) for _, run in groupby(keys)) > LONGEST_RUN:
        raise ValueError(f"More than {LONGEST_RUN} statements in a row have the same key.")
    if all(first != second for first, second in pairwise(keys)):
        raise ValueError("The keys alternate strictly.")


def check_words(instrument: Instrument) -> None:
    """Only words that stand in a statement are explained."""
    for help_ in instrument.words:
        if not any(help_.word in item.text.lower() for item in instrument.items):
            raise ValueError(f"The word {help_.word!r} is explained but stands in no statement.")


def _balanced(items: tuple[Item, ...]) -> bool:
    return abs(sum(item.key for item in items)) == len(items) % 2


CHECKS: tuple[Callable[[Instrument], None], ...] = (
    check_scale,
    check_codes,
    check_components,
    check_evidence,
    check_balance,
    check_order,
    check_words,
)
