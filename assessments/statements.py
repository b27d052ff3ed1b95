"""Statements with their answers as HTML: rendered once for each way they can look, then remembered."""

from collections.abc import Mapping
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessments.instruments import Instrument, Item, instrument

SKIP = "skip"  # what a browser sends for "I'd rather not say"


def first_control(item: Item) -> str:
    """The id of the statement's first answer, to which an error leads."""
    return f"{item.code}-1"


def chosen_value(answers: Mapping[str, int | None], item: Item) -> str:
    """Which of the statement's answers is ticked, as its value in the page; "" for none."""
    if item.code not in answers:
        return ""
    value = answers[item.code]
    return SKIP if value is None else str(value)


def statement(asked: Instrument, item: Item, chosen: str, errors: Mapping[str, str]) -> SafeString:
    """One statement with its six answers; its error is looked up by the id of its first answer.

    Django's radio widgets take milliseconds a page, this five look-ups.
    """
    error = errors.get(first_control(item), "")
    return _rendered(asked.key, asked.version, item.position, chosen, error, get_language() or "")


def word_help(asked: Instrument) -> SafeString:
    """What some of its words mean, the same on every page."""
    return _help(asked.key, asked.version, get_language() or "")


@lru_cache(maxsize=64)
def _help(key: str, version: int, language: str) -> SafeString:
    return render_to_string("assessments/word_help.html", {"asked": instrument(key, version)})


@lru_cache(maxsize=2048)  # fifty statements, seven ways to be answered, with and without the error
def _rendered(key: str, version: int, position: int, chosen: str, error: str, language: str) -> SafeString:
    asked = instrument(key, version)
    item = asked.items[position - 1]
    points = [(str(point.value), point.label) for point in asked.scale]
    return render_to_string(
        "assessments/statement.html",
        {
            "asked": asked,
            "item": item,
            "points": points,
            "skip": SKIP,
            "chosen": chosen,
            "first": first_control(item),
            "error": error,
        },
    )
