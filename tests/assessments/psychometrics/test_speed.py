"""Evidence about 10,000 people on 50 statements is reckoned while somebody waits."""

import time
import tracemalloc

import numpy as np
import pytest

from assessments.evidence import standing, work_out, work_out_retest
from assessments.instruments import instrument
from assessments.psychometrics.dif import logistic_dif, mantel_haenszel_dif
from assessments.psychometrics.norms import norm_statement
from assessments.psychometrics.reliability import (
    alpha_if_deleted,
    cronbach_alpha,
    feldt_interval,
    item_total_correlations,
    omega_total,
)
from assessments.simulation import honest


@pytest.mark.torture
def test_all_evidence_about_10_000_people_takes_under_5_seconds_and_500_megabytes() -> None:
    chance = np.random.default_rng(1)
    leaning = chance.standard_normal((10_000, 1)) + chance.standard_normal((10_000, 50))
    answers, focal = np.clip(np.round(3 + leaning), 1, 5), chance.random(10_000) < 0.4
    tracemalloc.start()
    before = time.process_time()
    feldt_interval(cronbach_alpha(answers), persons=10_000, items=50)
    omega_total(answers)
    item_total_correlations(answers)
    alpha_if_deleted(answers)
    mantel_haenszel_dif(answers > 3, focal)
    logistic_dif(answers > 3, focal)
    norm_statement(3.0, answers.mean(axis=1))
    taken, (_now, peak) = time.process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken < 5
    assert peak < 500e6


@pytest.mark.torture
def test_what_an_organisation_of_10_000_is_told_takes_under_5_seconds_and_500_megabytes() -> None:
    form, answers = instrument("ei-50", 1), honest(10_000, np.random.default_rng(1))
    tracemalloc.start()
    before = time.process_time()
    figures = work_out(form, answers)
    work_out_retest(form, answers, answers)
    standing(figures, "SR", 50.0, own=50.0)
    taken, (_now, peak) = time.process_time() - before, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"10,000 people: {taken:.2f} s, {peak / 1e6:.0f} MB")  # noqa: T201
    assert taken < 5
    assert peak < 500e6
