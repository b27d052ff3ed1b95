"""A statement's answers as a rater ticks them, as HTML: rendered once for each that can be ticked."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from assessments.instruments import Instrument, Item
from assessments.rounds.observed import observed

UNSEEN = "unseen"  # what a browser sends for "I have not seen this"


def answers_html(form: Instrument, item: Item, chosen: str) -> SafeString:
    """The six answers of one statement; `chosen` is the value of the one that is ticked, "" for none."""
    return _rendered(form.key, form.version, item.position, chosen, get_language() or "")


@lru_cache(maxsize=512)  # twenty statements, seven ways to be answered
def _rendered(key: str, version: int, position: int, chosen: str, language: str) -> SafeString:
    form = observed(key, version)
    context = {
        "item": form.items[position - 1],
        "language": form.language,
        "points": [(str(point.value), point.label) for point in form.scale],
        "unseen": UNSEEN,
        "chosen": chosen,
    }
    return render_to_string("assessments/asked_statement.html", context)
