"""What the sealed document of thanks holds. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assessments.instruments import component

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ThanksDocument:
    """What she did, what it led to, perhaps the words of a customer, and the components that it shows."""

    did: str
    effect: str
    customer: str = ""
    components: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.did.strip() or not self.effect.strip():
            raise ValueError("Thanks tell what was done and what it led to.")
        for code in self.components:
            component(code)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read_thanks(document: Mapping[str, Any]) -> ThanksDocument:
    """What a sealed document holds."""
    return ThanksDocument(**{**document, "components": tuple(document["components"])})
