"""The pack that an opening can begin with: a draft of everything, for HR to read and make its own. Pure."""

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from hiring.guide import STARTER, STARTER_VERSION, Guide, guide, released
from hiring.openings.rule import Rule, Ties, even_rule


@dataclass(frozen=True, slots=True)
class Pack:
    """A released pack: the job, what candidates read first, the guide, and a rule to begin with."""

    title: str
    needs: str
    notice: str
    guide: Guide


@cache
def starter() -> Pack:
    """The pack "Customer-service agent"."""
    document = tomllib.loads(released(STARTER, STARTER_VERSION))
    job = document["job"]
    return Pack(document["title"], job["needs"], job["notice"], guide(STARTER, STARTER_VERSION))


def first_rule(asked: Guide) -> Rule:
    """The template of a rule for these questions: all count the same. ValueError for a guide without one."""
    codes = [one.code for one in asked.competencies]
    if not codes:
        raise ValueError("A rule weighs the competencies of a guide, and this one has none.")
    told = tomllib.loads(released(STARTER, STARTER_VERSION))["rule"]
    return even_rule(
        codes, least=Fraction(told["least"]), enough=Fraction(told["enough"]), ties=Ties(told["ties"])
    )
