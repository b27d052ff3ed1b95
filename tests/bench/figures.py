"""What the organisation's figures cost: alpha, omega, DIF and norms of 10,000 people and 50 statements.

python -m tests.bench.figures

A process of its own on one core, so that its memory is theirs; prints seconds and MiB as JSON.
"""

import os

for library in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{library}_NUM_THREADS"] = "1"  # before numpy is loaded

import json  # noqa: E402
import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402

import numpy as np  # noqa: E402
from numpy.random import default_rng  # noqa: E402

from assessments.psychometrics.dif import logistic_dif, mantel_haenszel_dif  # noqa: E402
from assessments.psychometrics.norms import mid_rank_percentile, norm_statement, t_score  # noqa: E402
from assessments.psychometrics.reliability import cronbach_alpha, omega_total  # noqa: E402
from assessments.quality_notes import after_reversal  # noqa: E402
from assessments.simulation import honest  # noqa: E402

PEOPLE, AGREES = 10_000, 3


def costs() -> dict[str, float]:
    """Seconds of CPU of one call each, and the most memory that the process ever held."""
    turned = after_reversal(honest(PEOPLE, default_rng(1)).astype(np.float64))
    agreed, late = turned > AGREES, np.arange(PEOPLE) >= PEOPLE // 2
    scores = 25 * (turned.mean(axis=1) - 1)
    mean, sd = float(scores.mean()), float(scores.std(ddof=1))
    calls: dict[str, Callable[[], object]] = {
        "alpha": lambda: cronbach_alpha(turned),
        "omega": lambda: omega_total(turned),
        "DIF, Mantel-Haenszel": lambda: mantel_haenszel_dif(agreed, late),
        "DIF, logistic": lambda: logistic_dif(agreed, late),
        "norms": lambda: (
            norm_statement(60.0, scores),
            mid_rank_percentile(60.0, scores),
            t_score(60.0, mean, sd),
        ),
    }
    found = {name: _seconds(call) for name, call in calls.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**found, "together": sum(found.values()), "MiB": peak}


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began


if __name__ == "__main__":
    sys.stdout.write(json.dumps(costs(), indent=2) + "\n")
