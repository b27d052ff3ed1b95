"""Reckon every figure of a report, or of short forms, again from the answers: python3 docs/recompute.py FILE

FILE is the JSON file that "How this was computed" offers. This script shares no code with the product and
needs Python's standard library only. It prints one sentence, and leaves with 0 where every figure agrees to
1e-9, with 1 where one differs or the file cannot be read. The shape of the file is told in
assessments/recomputation.py, that of short forms in assessments/pulse_recomputation.py.
"""

import json
import math
import sys
from collections.abc import Iterable
from itertools import combinations, groupby
from pathlib import Path
from typing import Any

Part = dict[str, Any]  # of the file
Correlations = dict[frozenset[str], float]  # of the scores of two components
Pair = tuple[int | None, int | None]  # answers to two opposite statements, one of them turned round

FORMATS = (1, 2)
AGREES = 1e-9
LOWEST, HIGHEST = 1, 5  # the ends of the answers
POINTS = 25  # out of 100, for one step between answers
Z = 1.96  # of a 95 % range
LEVEL = 0.05  # of a page's verdicts, all together


def figures(document: Part) -> Part:
    """All that the file says was reckoned, from the rest of it."""
    if "pulses" in document:
        return fours(document)
    components = profile(document, document["answers"])
    return {
        "figures": {"components": components, "far_apart": far_apart(components)},
        "quality": quality(document),
        "comparison": comparison(document, components),
    }


def profile(document: Part, answers: Part) -> list[Part]:
    """The components of one sitting, in the order of the file's basis."""
    statements = document["instrument"]["statements"]
    for code, answer in answers.items():
        if code not in {statement["code"] for statement in statements}:
            raise ValueError(f"{code} is answered but not asked.")
        if answer is not None and (isinstance(answer, bool) or answer not in range(LOWEST, HIGHEST + 1)):
            raise ValueError(f"The answer to {code} is {answer!r}, not {LOWEST} to {HIGHEST}.")
    return [
        component(
            name, known(basis, document), [one for one in statements if one["component"] == name], answers
        )
        for name, basis in document["basis"].items()
    ]


def known(basis: Part, document: Part) -> Part:
    """A component's basis: what a change is judged with, and in format 1 that no mean was known."""
    if document["format"] == 1:
        return {**basis, "centred": False, "mean": None}
    return {**basis, "centred": True, "change_reliability": min(basis["alpha"], basis["retest"])}


def component(name: str, basis: Part, statements: list[Part], answers: Part) -> Part:
    """One component: mean of the answers after reversal, its points, its errors, its ranges."""
    values = [
        answers[one["code"]] if one["key"] == 1 else LOWEST + HIGHEST - answers[one["code"]]
        for one in statements
        if answers.get(one["code"]) is not None
    ]
    found = {"component": name, "answered": len(values), "asked": len(statements)}
    if 2 * len(values) < len(statements):
        return found | dict.fromkeys(
            ("mean", "points", "sem", "sem_of_change", "inner", "likely", "retest")
            + ("spoken", "likely_spoken", "retest_spoken")
            + (("centre", "margin") if basis["centred"] else ())
        )
    mean = math.fsum(values) / len(values)
    points = (mean - LOWEST) * POINTS
    shortened = math.sqrt(basis["items"] / len(values))
    sem = basis["sd"] * math.sqrt(1 - basis["alpha"]) * POINTS * shortened
    sem_of_change = basis["sd"] * math.sqrt(1 - basis["change_reliability"]) * POINTS * shortened
    r = 1.0 if basis["mean"] is None else reliability(basis["alpha"], len(values) / basis["items"])
    centre = points if basis["mean"] is None else basis["mean"] + r * (points - basis["mean"])
    margin = Z * math.sqrt(r) * sem
    likely, retest = around(centre, margin), around(centre, Z * math.sqrt(1 + r) * sem)
    drawn = {"centre": centre, "margin": margin} if basis["centred"] else {}
    return (
        found
        | drawn
        | {
            "mean": mean,
            "points": points,
            "sem": sem,
            "sem_of_change": sem_of_change,
            "inner": around(centre, math.sqrt(r) * sem),
            "likely": likely,
            "retest": retest,
            "spoken": whole(points),
            "likely_spoken": likely | {"low": whole(likely["low"]), "high": whole(likely["high"])},
            "retest_spoken": retest | {"low": whole(retest["low"]), "high": whole(retest["high"])},
        }
    )


def reliability(alpha: float, factor: float) -> float:
    """Of a scale made `factor` times as long (Spearman and Brown)."""
    return factor * alpha / (1 + (factor - 1) * alpha)


def around(points: float, width: float) -> Part:
    """A range around a score or its centre, cut off where the scale ends."""
    low, high = points - width, points + width
    return {
        "low": max(0.0, low),
        "high": min(100.0, high),
        "clipped_low": low < 0,
        "clipped_high": high > 100,
    }


def whole(points: float) -> int:
    """To the nearest whole point, a half upwards. What is a half but for rounding counts as one."""
    return math.floor(points + 0.5 + 1e-11)


def far_apart(components: list[Part]) -> list[list[str]]:
    """The pairs whose ranges do not overlap: higher first, widest gap first."""
    found = []
    for pair in combinations([one for one in components if one["points"] is not None], 2):
        higher, lower = sorted(pair, key=lambda one: -one["points"])
        gap = higher.get("centre", higher["points"]) - lower.get("centre", lower["points"])
        widths = [one.get("margin", Z * one["sem"]) for one in pair]
        if higher["points"] > lower["points"] and gap > sum(widths):
            found.append((-round(gap, 9), [higher["component"], lower["component"]]))
    return [pair for _gap, pair in sorted(found, key=lambda one: one[0])]


def quality(document: Part) -> Part | None:
    """How the statements were answered: the figures and the notes that two rules make of them."""
    if document["quality"] is None:
        return None
    basis, statements = document["quality"]["basis"], document["instrument"]["statements"]
    given = [document["answers"].get(one["code"]) for one in statements]
    asked = [one for one, value in zip(statements, given, strict=True) if value is not None]
    values = [value for value in given if value is not None]
    found: Part = {"answered": len(asked), "notes": []}
    if len(asked) < basis["least_answers"]:
        blank = ("longstring", "variability", "distance", "even_odd", "inconsistencies")
        return {"basis": basis, "found": found | dict.fromkeys(blank)}
    turned = [v if one["key"] == 1 else LOWEST + HIGHEST - v for one, v in zip(asked, values, strict=True)]
    pairs = opposites(document, {one["code"]: value for one, value in zip(asked, turned, strict=True)})
    found |= {
        "longstring": longest_run(given),
        "variability": deviation(values),
        "distance": distance([one["component"] for one in asked], turned, basis),
        "even_odd": even_odd(pairs),
        "inconsistencies": contradictions(pairs, basis["apart"]),
    }
    return {"basis": basis, "found": found | {"notes": notes(found, basis)}}


def notes(found: Part, basis: Part) -> list[str]:
    """The two rules, each enough."""
    same = found["longstring"] >= basis["longest_run"] or found["variability"] < basis["least_variability"]
    far = found["distance"] > basis["farthest"]
    return ["careless-same"] * same + ["random-like"] * far


def longest_run(given: list[int | None]) -> int:
    """Of equal answers in the order asked; one left out ends a run."""
    return max(len(list(run)) for value, run in groupby(given) if value is not None)


def deviation(values: list[int]) -> float:
    """The standard deviation, divisor n - 1."""
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def opposites(document: Part, turned: dict[str, int]) -> list[list[Pair]]:
    """By component: the answers to its first + and its first -, to its second ones, and so on."""
    statements = document["instrument"]["statements"]

    def side(name: str, key: int) -> list[int | None]:
        return [
            turned.get(one["code"]) for one in statements if one["component"] == name and one["key"] == key
        ]

    return [list(zip(side(name, 1), side(name, -1), strict=True)) for name in document["basis"]]


def contradictions(by_component: list[list[Pair]], apart: int) -> int:
    """The opposite statements whose answers lie so far apart once one is turned round."""
    whole_pairs = [(one, other) for pairs in by_component for one, other in pairs if one and other]
    return sum(abs(one - other) >= apart for one, other in whole_pairs)


def even_odd(by_component: list[list[Pair]]) -> float | None:
    """The halves p1 m2 p3 m4 p5 and m1 p2 m3 p4 m5 of each component, correlated over them, stepped up."""
    halves = []
    for pairs in by_component:
        sides = [[pair[(place + side) % 2] for place, pair in enumerate(pairs)] for side in (0, 1)]
        answered = [[value for value in side if value is not None] for side in sides]
        if all(answered):
            halves.append([math.fsum(side) / len(side) for side in answered])
    if len(halves) < 2 or any(max(side) - min(side) < 1e-12 for side in zip(*halves, strict=True)):
        return None
    one, other = (
        [value - math.fsum(side) / len(side) for value in side] for side in zip(*halves, strict=True)
    )
    r = product(one, other) / math.sqrt(product(one, one) * product(other, other))
    return max(-1.0, 2 * r / (1 + r)) if r > -1 / 3 else -1.0


def product(one: Iterable[float], other: Iterable[float]) -> float:
    """The sum of the products, pair by pair."""
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def distance(components: list[str], turned: list[int], basis: Part) -> float:
    """D squared of the answers from the reference model: by the root of its covariances (Cholesky)."""
    many = len(turned)
    r: Correlations = {frozenset(pair): value for *pair, value in basis["correlations"]}
    root: list[list[float]] = [[0.0] * many for _ in range(many)]
    solved: list[float] = []
    for row in range(many):
        for column in range(row + 1):
            shared = covariance(components, row, column, basis, r)
            left = shared - product(root[row][:column], root[column][:column])
            root[row][column] = math.sqrt(left) if row == column else left / root[column][column]
        solved.append((turned[row] - basis["mean"] - product(root[row][:row], solved)) / root[row][row])
    return product(solved, solved)


def covariance(components: list[str], row: int, column: int, basis: Part, r: Correlations) -> float:
    """Of two statements in the model; of one with itself its variance."""
    one, other, square = components[row], components[column], basis["sd"] ** 2
    if one != other:
        return float(r[frozenset((one, other))] * square)
    alpha, items = basis["alphas"][one], basis["items"]
    own = items * (1 - alpha * (items - 1) / items) if row == column else alpha
    return float(own * square + basis["doubt"] ** 2)


def comparison(document: Part, components: list[Part]) -> Part | None:
    """The verdicts against the first sitting."""
    if document["comparison"] is None:
        return None
    answers = document["comparison"]["answers"]
    pairs = [
        (before, after)
        for before, after in zip(profile(document, answers), components, strict=True)
        if before["points"] is not None and after["points"] is not None
    ]
    found = [verdict(before, after, error_of_change(document, before, after)) for before, after in pairs]
    return {"answers": answers, "verdicts": holm(found)}


def error_of_change(document: Part, before: Part, after: Part) -> float:
    """The later sitting's error, in format 2 widened where the first score rests on fewer answers."""
    fewer = 1.0 if document["format"] == 1 else after["answered"] / before["answered"]
    return float(after["sem_of_change"] * math.sqrt((1 + fewer) / 2))


def verdict(before: Part, after: Part, sem: float) -> Part:
    """One component's change in standard errors of a difference, and how often chance alone gives as much."""
    error = math.sqrt(2) * sem
    statistic = (after["points"] - before["points"]) / error
    return {
        "component": after["component"],
        "before": before["points"],
        "after": after["points"],
        "sem": sem,
        "band": around(before["points"], Z * error),
        "statistic": statistic,
        "is_reliable": abs(statistic) > Z,
        "p": math.erfc(abs(statistic) / math.sqrt(2)),
    }


def holm(verdicts: list[Part]) -> list[Part]:
    """Each with its p adjusted for all the others: the smallest times their number, and so on up."""
    highest = 0.0
    for rank, one in enumerate(sorted(verdicts, key=lambda one: one["p"])):
        highest = max(highest, min(1.0, (len(verdicts) - rank) * one["p"]))
        one["adjusted_p"], one["beyond_error"] = highest, highest < LEVEL
    return verdicts


def fours(document: Part) -> Part:
    """Of a file of short forms: each of them, the means of every whole four, the first four and the last."""
    pulses = [
        one | {"components": profile(document | {"basis": one["basis"]}, one["answers"])}
        for one in document["pulses"]
    ]
    whole_fours = [pulses[start : start + 4] for start in range(0, len(pulses) - 3, 4)]
    windows = [window(four) for four in whole_fours]
    return {
        "pulses": pulses,
        "windows": windows,
        "comparison": {"verdicts": window_verdicts(windows[0], windows[-1])} if len(windows) > 1 else None,
    }


def window(four: list[Part]) -> Part:
    """The mean of each component over four short forms, where two of them have a score."""
    columns = zip(*(pulse["components"] for pulse in four), strict=True)
    return {
        "first_day": four[0]["day"],
        "day": four[-1]["day"],
        "components": [mean_of(column) for column in columns],
    }


def mean_of(column: Iterable[Part]) -> Part:
    """One component of a four: its mean, and the errors of that."""
    every = list(column)
    scored = [one for one in every if one["points"] is not None]
    found = {"component": every[0]["component"], "scored": len(scored)}
    if len(scored) < 2:
        return found | dict.fromkeys(("points", "sem", "sem_of_change"))
    return found | {
        "points": math.fsum(one["points"] for one in scored) / len(scored),
        "sem": error_of_mean([one["sem"] for one in scored]),
        "sem_of_change": error_of_mean([one["sem_of_change"] for one in scored]),
    }


def error_of_mean(errors: list[float]) -> float:
    """Of errors that have nothing to do with each other."""
    return math.sqrt(product(errors, errors)) / len(errors)


def window_verdicts(first_four: Part, last_four: Part) -> list[Part]:
    """The difference of two means has the errors of both."""
    found = []
    for before, after in zip(first_four["components"], last_four["components"], strict=True):
        if before["points"] is not None and after["points"] is not None:
            both = math.sqrt((before["sem_of_change"] ** 2 + after["sem_of_change"] ** 2) / 2)
            found.append(verdict(before, after, both))
    return holm(found)


def difference(said: object, found: object, path: str) -> str | None:
    """Where the file and this script disagree, as a sentence; None where they agree."""
    if isinstance(said, dict) and isinstance(found, dict):
        if said.keys() != found.keys():
            return f"{path} has {sorted(said)}, reckoned were {sorted(found)}."
        return first(difference(said[key], found[key], f"{path}.{key}") for key in found)
    if isinstance(said, list) and isinstance(found, list):
        if len(said) != len(found):
            return f"{path} has {len(said)} parts, reckoned were {len(found)}."
        pairs = enumerate(zip(said, found, strict=True))
        return first(difference(one, other, f"{path}[{place}]") for place, (one, other) in pairs)
    return None if same(said, found) else f"{path} is {said!r} in the file, reckoned was {found!r}."


def first(sentences: Iterable[str | None]) -> str | None:
    """The first sentence, if any."""
    return next((sentence for sentence in sentences if sentence), None)


def same(said: object, found: object) -> bool:
    """Equal; numbers to 1e-9."""
    if isinstance(said, float | int) and isinstance(found, float | int):
        return isinstance(said, bool) == isinstance(found, bool) and abs(said - found) <= AGREES
    return type(said) is type(found) and said == found


def count(figures: object) -> int:
    """How many figures there are."""
    if isinstance(figures, dict | list):
        return sum(map(count, figures.values() if isinstance(figures, dict) else figures))
    return isinstance(figures, float | int)


def check(path: Path) -> tuple[bool, str]:
    """Whether the file agrees, and the sentence to print."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] not in FORMATS:
            return False, f"The file is of format {document['format']!r}; this script reads 1 and 2."
        found = figures(document)
        said = {name: document[name] for name in found}
    except OSError as fault:
        return False, f"The file cannot be read: {fault.strerror}."
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as fault:
        return False, f"The file is not what a report gives: {type(fault).__name__}, {fault}"
    told = first(difference(said[name], found[name], name) for name in found)
    if told:
        return False, f"Not the same: {told}"
    quality, compared = found.get("quality") or {}, found["comparison"] or {}
    many = count([found.get("figures"), quality.get("found"), compared.get("verdicts")])
    many += count([one["components"] for kind in ("pulses", "windows") for one in found.get(kind, [])])
    return True, f"Agreed: all {many} figures to 1e-9."


def main(arguments: list[str]) -> int:
    """Check the file that is named; 0 where it agrees."""
    if len(arguments) != 1:
        sys.stdout.write("Name one file: python3 docs/recompute.py FILE\n")
        return 1
    agreed, sentence = check(Path(arguments[0]))
    sys.stdout.write(f"{sentence}\n")
    return 0 if agreed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
