"""What the product never claims: no text of a template, of the code, of the data or of a catalogue says it.

A total, a diagnosis, a forecast, a comparison with people in general, or that something was shown to be so.
The few sentences that have to name such a thing, to say that it is not so, stand here word for word.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assessments.claims import ABOUT
from tests.test_house import name, sources, templates, texts_of_code, texts_of_template, tracked

CLAIM = re.compile(
    r"\b(?:e\.?q\.?|ei)[ -](?:scores?|points?|levels?)\b|\b(?:total|overall|global) (?:score|ei|eq|emotional)"
    r"|\bemotional(?:[ -]intelligence)?[ -](?:quotient|scores?|level)\b|\bvalidat\w*|\bvalidity\b"
    r"|\bpredict\w*|\bforecast\w*|\bdiagnos\w*|\bdisorders?\b|\bclinical\w*|\bscientifically\b|\bproven\b"
    r"|\bpopulation\b|\bpercentiles?\b|\b(?:better|higher|worse|lower) than \d+ ?(?:%|percent|of 100)"
    r"|\baverage person\b|\bnormal (?:range|score)s?\b|\b(?:high|low|top) (?:performers?|potentials?)\b"
    r"|\bat risk\b|\bcures?\b|\bheals?\b|\btherap\w*",
    re.IGNORECASE,
)
PLACE_HOLDER = re.compile(r"%\(\w+\)s")
# Word for word, and nothing else: they say that there is no such thing.
ALLOWED = (
    "The combination under these five names is not validated.",
    "No population norms are shipped.",
)


def claims_in(text: str) -> list[str]:
    """The words of a text that claim too much, the allowed sentences taken out."""
    for sentence in ALLOWED:
        text = text.replace(sentence, " ")
    text = PLACE_HOLDER.sub(" ", text)
    return [found.group(0) for found in CLAIM.finditer(text)]


def strings_of(value: Any) -> Iterator[str]:
    """Every text in a table of data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_of(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings_of(one)


def texts_of_catalogue(source: str) -> Iterator[str]:
    """Every message of a catalogue and its translation; a long one stands on several lines."""
    for found in re.finditer(r'^msg\w+(?:\[\d\])? ((?:"(?:[^"\\]|\\.)*"\s*)+)', source, re.MULTILINE):
        yield "".join(ast.literal_eval(line) for line in re.findall(r'"(?:[^"\\]|\\.)*"', found.group(1)))


def said() -> Iterator[tuple[str, str]]:
    """Where a text stands, and the text; every one that anybody may ever read."""
    for path in sources():
        yield from ((name(path), text) for text in texts_of_code(path.read_text(encoding="utf-8")))
    for path in templates():
        yield from ((name(path), text) for text in texts_of_template(path.read_text(encoding="utf-8")))
    for path in tracked("*.po"):
        yield from ((name(path), text) for text in texts_of_catalogue(path.read_text(encoding="utf-8")))
    for path in tracked("assessments/*.toml", "vocabulary/*.toml", "eiapp/*.toml"):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        yield from ((name(path), text) for text in strings_of(document))


@pytest.mark.parametrize(
    "text",
    [
        "Your EQ score is 112",
        "your emotional intelligence quotient",
        "Overall score",
        "a validated questionnaire",
        "not validated",
        "It predicts how well you will do",
        "This diagnosis",
        "Better than 80 % of people",
        "the 80th percentile",
        "a proven technique",
        "compared with the population",
    ],
)
def test_a_claim_is_noticed(text: str) -> None:
    assert claims_in(text) != []


@pytest.mark.parametrize(
    "text", [*ALLOWED, "Neither accurate nor inaccurate", "about 40 of 100 of the 120 others"]
)
def test_what_may_be_said_is_let_through(text: str) -> None:
    assert claims_in(text) == []


def test_a_claim_is_noticed_in_every_kind_of_file() -> None:
    catalogue = 'msgid ""\n"a vali"\n"dated test"\nmsgstr[0] "un \\"test\\" prédictif, predicts"\n'
    assert [claims_in(text) for text in texts_of_catalogue(catalogue)] == [["validated"], ["predicts"]]
    assert [claims_in(text) for text in strings_of({"a": [{"b": "EQ score"}], "c": 3})] == [["EQ score"]]


def test_nothing_that_the_product_says_claims_too_much() -> None:
    everything = list(said())
    assert len(everything) > 2000
    assert {where: found for where, text in everything if (found := claims_in(text))} == {}


def test_what_must_be_said_is_said() -> None:
    """The list of what is allowed holds nothing that stands nowhere, and the claims hold what is allowed."""
    texts = [text for _where, text in said()]
    assert [sentence for sentence in ALLOWED if not any(sentence in text for text in texts)] == []
    assert {*ALLOWED[:2]} <= {claim.text for claim in ABOUT}


def test_every_kind_of_file_is_read() -> None:
    assert {".py", ".html", ".po", ".toml"} <= {Path(where).suffix for where, _text in said()}
