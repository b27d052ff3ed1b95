"""What a questionnaire is made of, as frozen dataclasses."""

from dataclasses import dataclass
from typing import Literal

from assessments.instruments.components import Component

LOWEST, HIGHEST = 1, 5  # the ends of the answer scale of every instrument


@dataclass(frozen=True, slots=True)
class ScalePoint:
    """One of the five answers. The label belongs to the instrument's wording and is not translated apart."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class WordHelp:
    """A word of the statements, explained; the same for all who answer."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PublishedAlpha:
    """Cronbach's alpha as ipip.ori.org publishes it; `group` where it is given for men and women apart."""

    alpha: float
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """How an instrument measures one component: the source scale and what is published about it.

    `published_items` is the length of the scale that the alphas belong to, whatever part of it is asked here.
    """

    component: Component
    ipip_scale: str
    published_alphas: tuple[PublishedAlpha, ...]
    published_items: int

    @property
    def alpha(self) -> float:
        """The alpha to reckon with: the lowest of those published."""
        return min(published.alpha for published in self.published_alphas)


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `code` is its IPIP code, `other_codes` further IPIP codes of the same wording.

    `key` is +1 where agreeing speaks for the component and -1 where it speaks against it. `pulse` marks the
    statements that the short form takes. `text` is verbatim and never translated: another language is another
    version of the instrument, with its own evidence.
    """

    position: int
    code: str
    other_codes: tuple[str, ...]
    component: Component
    key: Literal[1, -1]
    pulse: bool
    text: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """One released version of a questionnaire; never edited afterwards."""

    key: str
    version: int
    language: str
    title: str
    instruction: str
    stem: str
    licence: str
    scale: tuple[ScalePoint, ...]
    words: tuple[WordHelp, ...]
    components: tuple[Measure, ...]
    items: tuple[Item, ...]

    def items_of(self, component: Component) -> tuple[Item, ...]:
        """The statements of one component, in the order they are asked."""
        return tuple(item for item in self.items if item.component == component)
