"""A panel of experts: how far they agree on each option, which options stay, and the key they freeze. Pure.

An option stays where its raters agree: rwg of at least .70, which on five points is a standard deviation of
at most .77. A scenario stays with at least three options. Fewer than ten experts make no key, nor do those
who leave a component of the blueprint without a scenario: what is scored by such a key would be another, and
narrower, thing under the same name, and one situation alone could carry it.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import fmean, stdev
from typing import Any

from assessments.instruments import HIGHEST, LOWEST
from assessments.psychometrics.agreement import rwg
from hiring.judgement.keys import LEAST_EXPERTS, JudgementKey, check_key
from hiring.judgement.scenarios import JudgementTest, Scenario

LEAST_RWG = 0.70
LEAST_OPTIONS = 3
LEAST_SCENARIOS = 1  # of each component that the test asks about
POINTS = HIGHEST - LOWEST + 1
FORMAT = 1
PLACES = 6  # of the figures in a key, so that another program finds the same text
ROUNDING = 1e-9  # what computing may lose: agreement of exactly .70 is enough

Ratings = Mapping[str, Mapping[str, int]]
Values = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class OptionAgreement:
    """One option over all experts: their mean, standard deviation (divisor n - 1), and agreement."""

    code: str
    mean: float
    sd: float
    rwg: float

    @property
    def stays(self) -> bool:
        return self.rwg >= LEAST_RWG - ROUNDING


@dataclass(frozen=True, slots=True)
class ScenarioAgreement:
    """One scenario: it stays where enough of its options do."""

    code: str
    options: tuple[OptionAgreement, ...]

    @property
    def stays(self) -> bool:
        return sum(one.stays for one in self.options) >= LEAST_OPTIONS


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a panel of so many experts agreed on, in the order of the test."""

    experts: int
    scenarios: tuple[ScenarioAgreement, ...]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A key as it is kept: its document, and the SHA-256 of that document's canonical JSON."""

    document: Mapping[str, Any]
    sha256: str


def agreement(test: JudgementTest, ratings: Ratings) -> Agreement:
    """How far the experts agree. `ratings` by expert and option, each expert's complete, from 1 to 5.

    ValueError for fewer than ten experts, for a missing or unknown option, and for a value off the scale.
    """
    if len(ratings) < LEAST_EXPERTS:
        raise ValueError(f"A key needs at least {LEAST_EXPERTS} experts; {len(ratings)} have rated.")
    for given in ratings.values():
        _check_expert(test, given)
    return Agreement(len(ratings), tuple(_scenario(one, ratings) for one in test.scenarios))


def covers_components(test: JudgementTest, found: Agreement) -> bool:
    """Whether of each component that the test asks about enough scenarios stay."""
    of = {scenario.code: scenario.component.code for scenario in test.scenarios}
    staying = Counter(of[one.code] for one in found.scenarios if one.stays)
    return all(staying[component] >= LEAST_SCENARIOS for component in set(of.values()))


def freeze(test: JudgementTest, ratings: Ratings) -> Frozen:
    """Make the key of what stays, each option at the experts' mean.

    ValueError also where a component of the test is left with too few scenarios.
    """
    found = agreement(test, ratings)
    if not covers_components(test, found):
        raise ValueError("The experts agree on no situation for one of the components, so there is no key.")
    staying = [one for one in found.scenarios if one.stays]
    document = {
        "format": FORMAT,
        "scenarios": {"key": test.key, "version": test.version},
        "experts": found.experts,
        "rule": {
            "experts": LEAST_EXPERTS,
            "options": LEAST_OPTIONS,
            "points": POINTS,
            "rwg": LEAST_RWG,
            "scenarios_of_each_component": LEAST_SCENARIOS,
        },
        "agreement": {one.code: _figures(one) for one in found.scenarios},
        "key": {
            one.code: {option.code: round(option.mean, PLACES) for option in one.options if option.stays}
            for one in staying
        },
    }
    return Frozen(document, hash_of(document))


def frozen_key(test: JudgementTest, frozen: Frozen) -> JudgementKey:
    """The key of a kept document. ValueError where it was changed since, or belongs to another test."""
    document = frozen.document
    if hash_of(document) != frozen.sha256:
        raise ValueError("This key is not the one that was frozen: its hash differs.")
    named = document["scenarios"]
    key = JudgementKey(named["key"], named["version"], document["experts"], document["key"])
    check_key(key, test)
    return replace(key, values=_in_order(test, key.values))


def frozen_agreement(document: Mapping[str, Any]) -> Agreement:
    """What a kept document says of the agreement behind it, in its order."""
    return Agreement(
        document["experts"],
        tuple(
            ScenarioAgreement(
                code, tuple(OptionAgreement(option, **each) for option, each in figures.items())
            )
            for code, figures in document["agreement"].items()
        ),
    )


def canonical(document: Mapping[str, Any]) -> bytes:
    """One text for one document: sorted names, no spaces, UTF-8; no number that is not one."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode()


def hash_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(document)).hexdigest()


def _in_order(test: JudgementTest, values: Values) -> Values:
    """As the test has it: a database may keep the names of a document in an order of its own."""
    return {
        scenario.code: {
            one.code: values[scenario.code][one.code]
            for one in scenario.options
            if one.code in values[scenario.code]
        }
        for scenario in test.scenarios
        if scenario.code in values
    }


def _figures(scenario: ScenarioAgreement) -> dict[str, dict[str, float]]:
    return {
        one.code: {
            "mean": round(one.mean, PLACES),
            "sd": round(one.sd, PLACES),
            "rwg": round(one.rwg, PLACES),
        }
        for one in scenario.options
    }


def _check_expert(test: JudgementTest, given: Mapping[str, int]) -> None:
    if given.keys() != test.options.keys():
        raise ValueError("Each expert's ratings must be those of all options of this test, and no others.")
    for code, value in given.items():
        if value not in range(LOWEST, HIGHEST + 1):
            raise ValueError(
                f"The rating of {code} must be a whole number from {LOWEST} to {HIGHEST}, not {value!r}."
            )


def _scenario(scenario: Scenario, ratings: Ratings) -> ScenarioAgreement:
    return ScenarioAgreement(scenario.code, tuple(_option(one.code, ratings) for one in scenario.options))


def _option(code: str, ratings: Ratings) -> OptionAgreement:
    given = [float(each[code]) for each in ratings.values()]
    return OptionAgreement(code, fmean(given), stdev(given), rwg(given, POINTS))
