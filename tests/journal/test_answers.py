"""What answers say: the numbers that were found, no cause, and why nothing is said."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from numpy.random import default_rng

from journal.answers import (
    askable,
    interval,
    nothing_said,
    outcome,
    plan_sentence,
    question,
    said_first,
    sentence,
)
from journal.patterns.factors import Split
from journal.patterns.family import FAMILY, Question, Subject
from journal.patterns.findings import Answer, NextStep, Side, find
from journal.patterns.moments import FeltMoment
from journal.patterns.resampling import Estimate
from tests.journal.patterns.people import INDEPENDENT, moment, person


def answer(
    subject: Subject, code: str, having: Side, lacking: Side, *, p: float = 0.01, apart: bool = True
) -> Answer:
    effect = having.mean - lacking.mean
    reach = 0.5 * abs(effect) if apart else 2 * abs(effect)
    estimate = Estimate(effect, effect - reach, effect + reach, p, p)
    split = Split(840) if subject in (Subject.TIME_OF_TRIGGER, Subject.STRENGTH_BY_TIME) else None
    return Answer(Question(subject), code, split, having, lacking, (), 0, estimate, p)


LATE = answer(Subject.TIME_OF_TRIGGER, "C", Side(12, 0.75), Side(90, 0.4))
STRONG = answer(Subject.STRENGTH_OF_TRIGGER, "A", Side(30, 4.14), Side(70, 3.02))
EVENING = answer(Subject.STRENGTH_BY_TIME, "", Side(50, 2.1), Side(50, 3.0))
AFTER = answer(Subject.AFTER_TECHNIQUE, "pause", Side(11, -1.4), Side(9, 0.25))
BESIDE = answer(Subject.BESIDE_NOTHING, "pause", Side(11, -1.4), Side(9, -0.04))


@pytest.mark.parametrize(
    ("found", "said", "reach"),
    [
        (
            LATE,
            "“Unclear what they wanted” came up more from 14:00 on: 9 of 12 times, against 36 of your 90 "
            "other "
            "moments.",
            "Difference in 100 moments: 35, 95 % interval 18 to 52.",
        ),
        (
            answer(Subject.TIME_OF_TRIGGER, "C", Side(12, 0.25), Side(90, 0.6)),
            "“Unclear what they wanted” came up more before 14:00: 9 of 12 times, against 36 of your 90 "
            "other "
            "moments.",
            "Difference in 100 moments: 35, 95 % interval 18 to 52.",
        ),
        (
            STRONG,
            "With “Rude or aggressive customer” it felt stronger: 4.1 of 5 on average, 30 times, against "
            "3.0 in "
            "your 70 other moments.",
            "Difference: 1.1 points, 95 % interval 0.6 to 1.7.",
        ),
        (
            answer(Subject.STRENGTH_OF_TRIGGER, "P", Side(30, 2.0), Side(70, 3.0)),
            "With “Something good” it felt weaker: 2.0 of 5 on average, 30 times, against 3.0 in your 70 "
            "other "
            "moments.",
            "Difference: 1.0 points, 95 % interval 0.5 to 1.5.",
        ),
        (
            EVENING,
            "From 14:00 on it felt weaker: 2.1 of 5 on average, 50 times, against 3.0 in the 50 moments "
            "before.",
            "Difference: 0.9 points, 95 % interval 0.4 to 1.3.",
        ),
        (
            answer(Subject.STRENGTH_BY_TIME, "", Side(50, 4.0), Side(50, 3.0)),
            "From 14:00 on it felt stronger: 4.0 of 5 on average, 50 times, against 3.0 in the 50 "
            "moments before.",
            "Difference: 1.0 points, 95 % interval 0.5 to 1.5.",
        ),
        (
            BESIDE,
            "With “Pause before answering” strength ended lower than with “Nothing yet”: 1.4 points "
            "lower than "
            "before, 11 times, against no points lower, 9 times.",
            "Difference: 1.4 points, 95 % interval 0.7 to 2.0.",
        ),
    ],
)
def test_what_was_found_with_its_interval(found: Answer, said: str, reach: str) -> None:
    assert sentence(found, [found]) == said
    assert interval(found) == reach


def test_a_technique_that_cannot_be_told_from_nothing_says_so() -> None:
    said = (
        "After “Pause before answering” strength was 1.4 points lower, 11 times. With “Nothing yet” it "
        "was 0.2 "
        "points higher, 9 times."
    )
    assert sentence(AFTER, [AFTER, BESIDE]) == said
    unsure = replace(BESIDE, p=0.2)
    assert sentence(AFTER, [AFTER, unsure]) == f"{said} That is too little to tell the two apart."


def test_no_sentence_names_a_cause() -> None:
    for one in (LATE, STRONG, EVENING, AFTER, BESIDE):
        said = sentence(one, [one]).lower()
        assert not any(word in said for word in ("because", "cause", "helps", "helped", "makes", "due to"))


def test_the_three_that_chance_explains_least_come_first() -> None:
    told = [replace(LATE, p=0.04), replace(STRONG, p=0.001), EVENING, AFTER, replace(BESIDE, p=0.5)]
    assert said_first(told) == (told[1], EVENING, AFTER)
    assert said_first([replace(LATE, p=0.06)]) == ()


@pytest.mark.parametrize(
    ("found", "asked"),
    [
        (LATE, "Does “Unclear what they wanted” come up more before or after 14:00?"),
        (STRONG, "Is it stronger or weaker with “Rude or aggressive customer”?"),
        (EVENING, "Is it stronger or weaker from 14:00 on?"),
        (AFTER, "Is strength lower after “Pause before answering”?"),
        (BESIDE, "Does strength fall more with “Pause before answering” than with “Nothing yet”?"),
    ],
)
def test_what_was_asked_stands_there_whatever_came_out(found: Answer, asked: str) -> None:
    assert question(found) == asked
    assert outcome(found) == "Seen"
    assert outcome(replace(found, p=0.3)) == "Too little to tell"
    assert outcome(replace(found, missing=3, estimate=None, p=None)) == "3 more needed"
    assert interval(replace(found, estimate=None)) == ""


def told_of(having: int, lacking: int) -> Sequence[FeltMoment]:
    codes = ["A"] * having + ["P"] * lacking
    return [moment(place, day=place, triggers=(code,)) for place, code in enumerate(codes)]


@pytest.mark.parametrize(
    ("having", "lacking", "said"),
    [
        (1, 0, "After 15 more moments there may be enough"),
        (8, 3, "After 5 more moments there may be enough"),
        (8, 7, "After 1 more moment there may be enough"),
    ],
)
def test_how_many_more_it_takes_counts_both_sides(having: int, lacking: int, said: str) -> None:
    sentence = nothing_said(find(told_of(having, lacking)))
    assert sentence.startswith(said)
    assert sentence.endswith("It takes 8 moments with something and 8 without it.")


def test_enough_that_says_nothing_is_a_result() -> None:
    answers = find(person(60, INDEPENDENT, default_rng(12)))
    assert said_first(answers) == ()
    assert nothing_said(answers).startswith("Nothing stands out so far.")


def test_questions_on_what_never_came_up_are_not_shown() -> None:
    answers = find(told_of(3, 0))
    assert [one.question for one in askable(answers)] == [FAMILY[0], FAMILY[1], FAMILY[3]]


def test_the_beginning_of_a_plan() -> None:
    step = NextStep("F.back-to-back", 21, None, ())
    assert plan_sentence(step) == (
        "“Back-to-back queue” came up 21 times. A plan for it begins like this: “If it comes up, then I "
        "will …” "
        "You know best how it ends."
    )
    assert plan_sentence(replace(step, technique="pause")) == (
        "“Back-to-back queue” came up 21 times. A plan for it could be: “If it comes up, then I will try "
        "“Pause "
        "before answering”.”"
    )
