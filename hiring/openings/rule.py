"""How ratings of a talk are put together, as it was fixed beforehand: weights, what is enough, ties. Pure.

Everything is counted in fractions: what lies exactly on the line meets it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

WHOLE = 100
LOWEST, HIGHEST = Fraction(1), Fraction(5)


class Ties(StrEnum):
    """What is done when more people meet the rule than there are places. Never a hidden order."""

    ANOTHER_TALK = "another-talk"
    HEAVIEST = "heaviest"
    LOT = "lot"


class Outcome(StrEnum):
    """What the rule says of one candidate."""

    MEETS = "meets"
    DOES_NOT = "does-not"
    CANNOT_BE_TOLD = "cannot-be-told"


@dataclass(frozen=True, slots=True)
class Part:
    """One competency: what it weighs out of 100, and the least mean rating that is enough."""

    code: str
    weight: int
    least: Fraction


@dataclass(frozen=True, slots=True)
class Rule:
    """`enough` is the least weighted mean of all; each part has to reach its own least besides."""

    parts: tuple[Part, ...]
    enough: Fraction
    ties: Ties


@dataclass(frozen=True, slots=True)
class Line:
    """The arithmetic of one part; `mean` None where nobody could tell."""

    part: Part
    ratings: tuple[int, ...]
    mean: Fraction | None

    @property
    def is_enough(self) -> bool | None:
        return None if self.mean is None else self.mean >= self.part.least


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What the rule says, with every number that it used; `total` None while a part has no rating."""

    outcome: Outcome
    lines: tuple[Line, ...]
    total: Fraction | None


def faults(rule: Rule, competencies: Sequence[str]) -> tuple[str, ...]:
    """Codes of what is wrong: `parts`, `weight`, `sum`, `least`, `enough`, `heaviest` where it is to decide
    between equals and no part alone is it. Nothing: it can be fixed.
    """
    found = []
    if [part.code for part in rule.parts] != list(competencies) or not competencies:
        found.append("parts")
    if any(not 0 <= part.weight <= WHOLE for part in rule.parts):
        found.append("weight")
    if sum(part.weight for part in rule.parts) != WHOLE:
        found.append("sum")
    if any(not LOWEST <= part.least <= HIGHEST for part in rule.parts):
        found.append("least")
    if not LOWEST <= rule.enough <= HIGHEST:
        found.append("enough")
    if rule.ties is Ties.HEAVIEST and not one_weighs_most([part.weight for part in rule.parts]):
        found.append("heaviest")
    return tuple(found)


def one_weighs_most(weights: Sequence[int]) -> bool:
    """Whether one of them is more than each of the others."""
    return bool(weights) and weights.count(max(weights)) == 1


def evaluate(rule: Rule, ratings: Mapping[str, Sequence[int]]) -> Evaluation:
    """What the rule says of somebody with these ratings, 1 to 5, by competency.

    "I could not tell" is no rating: leave it out. One part below its least decides, whatever else is missing;
    otherwise a part without a rating leaves it open.
    """
    lines = tuple(_line(part, ratings.get(part.code, ())) for part in rule.parts)
    verdicts = [line.is_enough for line in lines]
    if None in verdicts:
        outcome = Outcome.DOES_NOT if False in verdicts else Outcome.CANNOT_BE_TOLD
        return Evaluation(outcome, lines, None)
    total = sum((line.part.weight * line.mean for line in lines if line.mean), Fraction()) / WHOLE
    meets = all(verdicts) and total >= rule.enough
    return Evaluation(Outcome.MEETS if meets else Outcome.DOES_NOT, lines, total)


def even_rule(competencies: Sequence[str], *, least: Fraction, enough: Fraction, ties: Ties) -> Rule:
    """A rule by which all count the same; what does not divide goes to the first ones, a point each.

    ValueError where the heaviest part is to decide: there is none but by that point.
    """
    if ties is Ties.HEAVIEST:
        raise ValueError("Where all parts count the same, no heaviest one can decide between equals.")
    each, left = divmod(WHOLE, len(competencies))
    parts = [Part(code, each + (place < left), least) for place, code in enumerate(competencies)]
    return Rule(tuple(parts), enough, ties)


def document_of_rule(rule: Rule) -> dict[str, Any]:
    """The rule as it is kept and hashed: numbers as texts, so that no program rounds them."""
    return {
        "schema": 1,
        "parts": [
            {"code": part.code, "weight": part.weight, "least": str(part.least)} for part in rule.parts
        ],
        "enough": str(rule.enough),
        "ties": rule.ties.value,
    }


def rule_of_document(document: Mapping[str, Any]) -> Rule:
    """Read back what `document_of_rule` wrote."""
    parts = tuple(Part(row["code"], row["weight"], Fraction(row["least"])) for row in document["parts"])
    return Rule(parts, Fraction(document["enough"]), Ties(document["ties"]))


def rule_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical JSON: keys in order, no spaces, UTF-8."""
    told = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _line(part: Part, ratings: Sequence[int]) -> Line:
    outside = [rating for rating in ratings if not LOWEST <= rating <= HIGHEST]
    if outside:
        raise ValueError(f"Ratings go from 1 to 5, not {outside!r}.")
    mean = Fraction(sum(ratings), len(ratings)) if ratings else None
    return Line(part, tuple(ratings), mean)
