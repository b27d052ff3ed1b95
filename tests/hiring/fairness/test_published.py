"""The figures as others have published them, to the digit; beside each, where it stands."""

from itertools import product
from math import comb

import pytest

from hiring.fairness import (
    Assessed,
    Category,
    ImpactRatio,
    Rate,
    binomial_sd,
    cohens_d,
    fisher_exact,
    impact_ratios,
    local_law_144,
    mantel_haenszel_odds_ratio,
    one_swap,
    shortfall,
    two_sd,
)

# Questions and Answers on the Uniform Guidelines (EEOC and others, 44 FR 11996, 2 March 1979), at
# eeoc.gov/laws/guidance/questions-and-answers-clarify-and-provide-common-interpretation-uniform-guidelines.


def test_hiring_rates_of_four_groups_as_the_questions_and_answers_compare_them() -> None:
    """Rates of 60, 45, 48 and 51 % are ratios of 75, 80 and 85 % to the first: only the 75 % is adverse.

    The example stands in the NCSU data ethics repository too (dataethicsrepository.iaa.ncsu.edu, no. 1099).
    """
    counts = {"whites": (60, 100), "American Indians": (45, 100), "Hispanics": (48, 100), "Blacks": (51, 100)}
    found = impact_ratios(counts)
    assert {group: one.ratio for group, one in found.items()} == {
        "whites": 1.0,
        "American Indians": 0.75,
        "Hispanics": 0.8,
        "Blacks": 0.85,
    }
    assert [group for group, one in found.items() if one.is_adverse] == ["American Indians"]


def test_a_small_difference_that_one_person_turns_round() -> None:
    """Question 21 asks for no evidence where one different selection would give the group the higher rate.

    The numbers are ours: 3 of 20 against 16 of 80 is 75 %; one person swapped, 20 against 18.75 %.
    """
    counts = {"most": (16, 80), "few": (3, 20)}
    found = impact_ratios(counts)["few"]
    assert (found.rate, found.ratio, found.is_adverse) == (0.15, 0.75, True)
    swapped = one_swap(counts)["few"]
    assert (swapped.rate, swapped.best_rate, swapped.reverses) == (0.2, 0.1875, True)
    assert fisher_exact(3, 20, 16, 80) == pytest.approx(0.7570620588, abs=1e-10)  # as scipy 1.17 has it


# Connecticut v. Teal, 457 U.S. 440 (1982): the syllabus for 48, 259, 54 %, 68 %, 22.9 and 13.5 %; the oral
# argument of 29 March 1982 for 26 and 206; 11 and 35 promoted as scotus.governmentreporter.ai has it.


def test_the_examination_of_teal() -> None:
    """Of 48 black candidates 26 passed, 54.17 %; of 259 white ones 206, 79.54 %: 68 % of that rate."""
    found = impact_ratios({"black": (26, 48), "white": (206, 259)})
    assert [f"{one.rate:.2%}" for one in found.values()] == ["54.17%", "79.54%"]
    assert f"{found['black'].ratio:.0%}" == "68%"
    assert [one.is_adverse for one in found.values()] == [True, False]
    assert fisher_exact(26, 48, 206, 259) == pytest.approx(0.00040415880857684, rel=1e-9)  # scipy 1.17


def test_the_bottom_line_of_teal_points_the_other_way() -> None:
    """Promoted were 11 of the 48 and 35 of the 259, 22.9 and 13.5 %: 169.5 % of the rate of the others."""
    found = impact_ratios({"black": (11, 48), "white": (35, 259)})
    assert [f"{one.rate:.1%}" for one in found.values()] == ["22.9%", "13.5%"]
    assert found["black"].ratio == 1
    assert found["black"].rate / found["white"].rate == pytest.approx(1.695, abs=0.001)
    assert not any(one.is_adverse for one in found.values() if one.ratio == 1)


# Castaneda v. Partida, 430 U.S. 482 (1977), note 17. The counts also in DeGroot & Schervish, Probability and
# Statistics, example 5.2.6 (220 and 100), and at math.growingswe.com/lessons/statistics-evidence (870, 339).
# Of Hazelwood v. United States, 433 U.S. 299 (1977), only shares could be confirmed, no counts: not here.


def test_jurors_of_castaneda() -> None:
    """Of 870 called 688 were to be expected at 79.1 %, and 339 were: about 29 standard deviations; in the
    term of the indicting judge 100 of 220, about 12.
    """
    assert round(870 * 0.791) == 688
    assert binomial_sd(870, 339, 0.791) == pytest.approx(-29.1, abs=0.05)
    assert binomial_sd(220, 100, 0.791) == pytest.approx(-12.3, abs=0.05)


# Fisher's exact test.


def test_the_lady_tasting_tea() -> None:
    """Three of four cups right (Fisher 1935): of 70 ways to choose four cups, 34 are no likelier."""
    assert fisher_exact(3, 4, 1, 4) == pytest.approx(34 / 70, rel=1e-12)
    assert fisher_exact(4, 4, 0, 4) == pytest.approx(2 / 70, rel=1e-12)


def test_convictions_of_twins() -> None:
    """Fisher (1970): 2 of 17 dizygotic and 10 of 13 monozygotic ones; R prints 0.0005367."""
    assert fisher_exact(2, 17, 10, 13) == pytest.approx(0.0005367241191434, rel=1e-9)


# Mantel and Haenszel: what R prints for mantelhaen.test(UCBAdmissions) and mantelhaen.test(Rabbits); the
# first also in a vignette of its package vcd.

BERKELEY = [
    ((512, 313), (89, 19)),
    ((353, 207), (17, 8)),
    ((120, 205), (202, 391)),
    ((138, 279), (131, 244)),
    ((53, 138), (94, 299)),
    ((22, 351), (24, 317)),
]


def test_admissions_to_berkeley_by_department() -> None:
    """Bickel, Hammel & O'Connell (1975): X-squared 1.4269, p .2323, odds ratio .9047 from .7719 to 1.0603."""
    found = mantel_haenszel_odds_ratio(BERKELEY)
    assert found.estimate == pytest.approx(0.9046968, abs=5e-8)
    assert (found.low, found.high) == pytest.approx((0.7719074, 1.0603298), abs=5e-8)
    assert (round(found.statistic, 4), round(found.p_value, 4)) == (1.4269, 0.2323)


def test_all_of_berkeley_in_one_table_says_the_opposite() -> None:
    """1198 of 2691 men, 557 of 1835 women: 44.52 and 30.35 %; Pearson's chi-square is 92.2053."""
    found = impact_ratios({"men": (1198, 2691), "women": (557, 1835)})
    assert [f"{one.rate:.2%}" for one in found.values()] == ["44.52%", "30.35%"]
    assert found["women"].is_adverse
    assert two_sd(1198, 2691, 557, 1835) ** 2 == pytest.approx(92.2053, abs=5e-5)


def test_penicillin_and_rabbits() -> None:
    """Agresti (1990), p. 231: 3.9286, p .04747, odds ratio 7 from 1.026713 to 47.725133."""
    rabbits = [((0, 6), (0, 5)), ((3, 3), (0, 6)), ((6, 0), (2, 4)), ((5, 1), (6, 0)), ((2, 0), (5, 0))]
    found = mantel_haenszel_odds_ratio(rabbits)
    assert found.estimate == pytest.approx(7)
    assert (found.low, found.high) == pytest.approx((1.026713, 47.725133), abs=5e-7)
    assert (round(found.statistic, 4), round(found.p_value, 5)) == (3.9286, 0.04747)


# New York City, 6 RCNY 5-301 (b) and (c): the two worked examples of the final rule (adopted by DCWP, in
# force since 6 May 2023); each number of both was read again in a transcript of it.

HISPANIC, WHITE, BLACK, ISLANDER = "Hispanic", "White", "Black", "Pacific Islander"
ASIAN, NATIVE, TWO = "Asian", "Native American", "Two or More Races"
# Applicants, selected, selection rate, impact ratio as printed.
SELECTED = {
    ("Male", HISPANIC): (205, 90, "43.9%", "0.841"),
    ("Female", HISPANIC): (190, 82, "43.2%", "0.827"),
    ("Male", WHITE): (412, 215, "52.2%", "1.000"),
    ("Male", BLACK): (226, 95, "42.0%", "0.806"),
    ("Male", ISLANDER): (87, 37, "42.5%", "0.815"),
    ("Male", ASIAN): (321, 167, "52.0%", "0.997"),
    ("Male", NATIVE): (24, 11, "45.8%", "0.878"),
    ("Male", TWO): (115, 52, "45.2%", "0.866"),
    ("Female", WHITE): (385, 197, "51.2%", "0.981"),
    ("Female", BLACK): (164, 75, "45.7%", "0.876"),
    ("Female", ISLANDER): (32, 15, "46.9%", "0.898"),
    ("Female", ASIAN): (295, 135, "45.8%", "0.877"),
    ("Female", NATIVE): (17, 7, "41.2%", "0.789"),
    ("Female", TWO): (98, 44, "44.9%", "0.860"),
}
# Applicants and how many scored above the median (the rule prints the rate); the ratio as printed.
SCORED = {
    ("Male", HISPANIC): (16, 12, "1.00"),
    ("Female", HISPANIC): (12, 6, "0.67"),
    ("Male", WHITE): (20, 7, "0.47"),
    ("Male", BLACK): (20, 10, "0.67"),
    ("Male", ISLANDER): (4, 3, "1.00"),
    ("Male", ASIAN): (12, 7, "0.78"),
    ("Male", NATIVE): (8, 5, "0.83"),
    ("Male", TWO): (12, 6, "0.67"),
    ("Female", WHITE): (20, 8, "0.53"),
    ("Female", BLACK): (12, 6, "0.67"),
    ("Female", ISLANDER): (4, 2, "0.67"),
    ("Female", ASIAN): (12, 3, "0.33"),
    ("Female", NATIVE): (8, 5, "0.83"),
    ("Female", TWO): (8, 4, "0.67"),
}


def _rate(rate: Rate | None) -> Rate:
    assert rate is not None
    return rate


def _printed(rate: Rate | None, digits: int) -> str:
    return f"{_rate(rate).ratio:.{digits}f}"


def test_new_yorks_example_of_selection() -> None:
    """Male 1390, 667, 48 %, 1.00; Female 1181, 555, 47 %, 0.979; and all fourteen rows of both together."""
    rows = [
        Assessed(*kind, selected=number < selected)
        for kind, (total, selected, *_) in SELECTED.items()
        for number in range(total)
    ]
    found = local_law_144([*rows, *[Assessed("Male", None, selected=True)] * 250])
    by_sex = {one.sex: one.selection for one in found.by_sex}
    assert {sex: (_rate(one).total, _rate(one).part) for sex, one in by_sex.items()} == {
        "Male": (1390, 667),
        "Female": (1181, 555),
    }
    assert [f"{_rate(one).rate:.0%}" for one in by_sex.values()] == ["48%", "47%"]
    assert [_printed(one, 3) for one in by_sex.values()] == ["1.000", "0.979"]
    assert {
        (one.sex, one.ethnicity): (f"{_rate(one.selection).rate:.1%}", _printed(one.selection, 3))
        for one in found.by_both
    } == {kind: (rate, ratio) for kind, (_, _, rate, ratio) in SELECTED.items()}
    assert (found.unknown, found.median) == (250, None)


def test_new_yorks_example_of_selection_by_ethnicity() -> None:
    """The rule prints 408 applicants here whom its next table has as 205 and 190: its counts."""
    counts = {
        HISPANIC: (204, 408),
        WHITE: (412, 797),
        BLACK: (170, 390),
        ISLANDER: (52, 119),
        ASIAN: (302, 616),
        NATIVE: (18, 41),
        TWO: (96, 213),
    }
    found = impact_ratios(counts)
    assert [f"{one.rate:.0%} {one.ratio:.2f}" for one in found.values()] == [
        "50% 0.97",
        "52% 1.00",
        "44% 0.84",
        "44% 0.85",
        "49% 0.95",
        "44% 0.85",
        "45% 0.87",
    ]


def test_new_yorks_example_of_scores() -> None:
    """168 people, half of them above the median. The rule prints 64.2 % for 18 of 28, cut and not rounded."""
    rows = [
        Assessed(*kind, score=60.0 if number < above else 40.0)
        for kind, (total, above, _) in SCORED.items()
        for number in range(total)
    ]
    found = local_law_144([*rows, *[(None, WHITE, None, 99.0)] * 15])
    assert (found.unknown, found.median) == (15, 50.0)
    assert [
        (one.total, f"{_rate(one.scoring).rate:.1%}", _printed(one.scoring, 2)) for one in found.by_sex
    ] == [
        (92, "54.3%", "1.00"),
        (76, "44.7%", "0.82"),
    ]
    assert {one.ethnicity: (one.total, _printed(one.scoring, 2)) for one in found.by_ethnicity} == {
        HISPANIC: (28, "1.00"),
        WHITE: (40, "0.58"),
        BLACK: (32, "0.78"),
        ISLANDER: (8, "0.97"),
        ASIAN: (24, "0.65"),
        NATIVE: (16, "0.97"),
        TWO: (20, "0.78"),
    }
    assert {(one.sex, one.ethnicity): _printed(one.scoring, 2) for one in found.by_both} == {
        kind: ratio for kind, (_, _, ratio) in SCORED.items()
    }
    assert found.by_both[0] == Category("Male", HISPANIC, 16, None, Rate(12, 16, 0.75, 1.0))


# Shortfall as practitioners of adverse impact analysis define it, and Cohen's d.


def test_two_women_expected_and_one_selected() -> None:
    """DCI Consulting: at an overall rate of 20 % two of ten women are expected, and one is short."""
    found = shortfall({"women": (1, 10), "men": (9, 40)})
    assert (found["women"].expected, found["women"].missing) == (2, 1)
    assert (found["men"].expected, found["men"].missing) == (8, -1)


def test_cohens_d_by_hand() -> None:
    """Means 6 and 4, both variances 2.5: the pooled standard deviation is the root of 2.5."""
    assert cohens_d([4, 5, 6, 7, 8], [2, 3, 4, 5, 6]) == pytest.approx(2 / 2.5**0.5)


# How often four fifths is broken by chance alone, at a true rate of one half in both groups.


@pytest.mark.parametrize(("people", "share"), [(10, "56.3%"), (20, "46.0%"), (30, "38%"), (100, "11.5%")])
def test_four_fifths_cries_wolf(people: int, share: str) -> None:
    """Every pair of numbers selected, with its binomial chance: nothing is simulated."""
    wolf = sum(
        comb(people, a) * comb(people, b)
        for a, b in product(range(people + 1), repeat=2)
        if (a or b) and any(one.is_adverse for one in _of_two(a, b, people))
    )
    digits = 1 if "." in share else 0
    assert f"{wolf / 4**people:.{digits}%}" == share


def _of_two(a: int, b: int, people: int) -> list[ImpactRatio]:
    return list(impact_ratios({"a": (a, people), "b": (b, people)}).values())
