"""The statements of the questionnaires in words: where each comes from, under what licence, how it counts."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.instruments import Instrument, Item, Measure, instrument, released
from assessments.instruments.exchange import SIGNS

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Shipped:
    """One questionnaire; the cells of its two tables."""

    key: str
    version: int
    title: str
    licence: str
    scales: Rows
    statements: Rows


def shipped() -> tuple[Shipped, ...]:
    """Every released questionnaire, the longest first."""
    every = [instrument(key, version) for key, version in released()]
    return tuple(_shipped(one) for one in sorted(every, key=lambda one: (-len(one.items), one.version)))


def scales_header() -> tuple[str, ...]:
    return (_("Part"), _("IPIP scale close to"), _("Published alpha"))


def statements_header() -> tuple[str, ...]:
    return (_("Number"), _("Statement"), _("Part"), _("IPIP code"), _("Counts"))


def _shipped(one: Instrument) -> Shipped:
    return Shipped(
        key=one.key,
        version=one.version,
        title=one.title,
        licence=one.licence,
        scales=tuple((_(each.component.name), each.ipip_scale, _alphas(each)) for each in one.components),
        statements=tuple(_statement(item) for item in one.items),
    )


def _alphas(measure: Measure) -> str:
    """As published: ".81 (women), .83 (men)"."""
    return ", ".join(
        f"{one.alpha:.2f}".removeprefix("0") + (f" ({one.group})" if one.group else "")
        for one in measure.published_alphas
    )


def _statement(item: Item) -> tuple[str, ...]:
    codes = ", ".join((item.code, *item.other_codes))
    return (str(item.position), item.text, _(item.component.name), codes, SIGNS[item.key])
