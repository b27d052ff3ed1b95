"""The questionnaires as data: one TOML file per released version, loaded once and checked."""

from assessments.instruments.components import COMPONENTS, Component, component
from assessments.instruments.loader import (
    build_instrument,
    instrument,
    is_released,
    read_instrument,
    released,
)
from assessments.instruments.shape import (
    HIGHEST,
    LOWEST,
    Instrument,
    Item,
    Measure,
    PublishedAlpha,
    ScalePoint,
    WordHelp,
)

__all__ = [
    "COMPONENTS",
    "HIGHEST",
    "LOWEST",
    "Component",
    "Instrument",
    "Item",
    "Measure",
    "PublishedAlpha",
    "ScalePoint",
    "WordHelp",
    "build_instrument",
    "component",
    "instrument",
    "is_released",
    "read_instrument",
    "released",
]
