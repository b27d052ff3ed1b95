"""The report part by part: what may show at work, what to try and what is known of it, each number's sum."""

import pytest

from assessments.queries import answers_of, takes
from assessments.report import ReportPage, report_page
from people.models import Membership
from tests.assessments.conftest import SignIn, Take
from vocabulary.techniques import techniques_for

pytestmark = pytest.mark.usefixtures("scoped")


def page_of(member: Membership) -> ReportPage:
    history = takes(member)
    return report_page(history[-1], history, answers_of(history[-1].id))


def test_a_part_says_what_may_show_and_what_to_use(amal: Membership, finish: Take) -> None:
    finish(amal, SR=5, MO=1)
    even, effort = page_of(amal).parts[1:3]
    assert even.at_work == (
        "Loud or unfair words may not reach you easily. Some customers may take that for distance."
    )
    assert even.strength == "You stay even where others do not. Use that to slow down a heated call."
    assert effort.strength == "You do not waste effort. Use that to choose what comes first."
    assert even.question == "What made you angry lately, faster than you wished?"


def test_every_part_names_two_things_to_try_with_what_is_known(amal: Membership, finish: Take) -> None:
    finish(amal, declined={"MO": 6})
    for code, part in zip(("SA", "SR", "MO", "EM", "SS"), page_of(amal).parts, strict=True):
        first, second = techniques_for(code)[:2]
        assert [one.name for one in part.tries] == [first.name, second.name]
        assert [one.evidence for one in part.tries] == [first.evidence, second.evidence]
        assert part.tries[0].steps == first.steps


def test_each_number_opens_the_sum_that_gave_it(amal: Membership, finish: Take) -> None:
    finish(amal, SR=4, declined={"SR": 2})
    assert page_of(amal).parts[1].computed == (
        "Mean of 8 answers, those against the part turned round: 4.000",
        "Score: (4.000 − 1) × 25 = 75.0",
        "Error (SEM): 25 × 0.75 × √(1 − 0.87) × √(10 ÷ 8) = 7.56",
        "Range that fits: 75.0 ± 1.96 × 7.56, so 60.2 to 89.8",
        "Again soon: 75.0 ± 1.96 × √2 × 7.56, so 54.0 to 96.0",
    )


def test_without_a_score_nothing_is_said_that_rests_on_one(amal: Membership, finish: Take) -> None:
    finish(amal, declined={"EM": 6})
    part = page_of(amal).parts[3]
    assert (part.says, part.at_work, part.strength, part.ranges, part.computed) == ("", "", "", "", ())


def test_what_pulls_apart_is_said_of_the_two_widest_pairs(amal: Membership, finish: Take) -> None:
    finish(amal, SR=1, EM=5, MO=4)
    widest, second, rest = page_of(amal).balance
    assert widest == (
        "Empathy and Self-regulation pull apart: your answers speak more for taking in what others feel than "
        "for staying even."
    )
    assert second.startswith("Motivation and Self-regulation pull apart: ")
    assert rest == (
        "When did a contact last ask you for both at once? Parts that overlap go together: which of them "
        "stands higher, nobody can tell."
    )


def test_nothing_that_pulls_apart_is_a_result_too(amal: Membership, finish: Take) -> None:
    finish(amal)
    assert page_of(amal).balance == (
        "The ranges of all your parts overlap: nothing in your answers clearly pulls apart. That is a result "
        "too.",
    )


def test_one_part_alone_is_in_no_balance(amal: Membership, finish: Take) -> None:
    finish(amal, declined=dict.fromkeys(("SA", "SR", "MO", "EM"), 6))
    assert page_of(amal).balance == ()


def test_two_parts_that_pull_apart_leave_no_rest(amal: Membership, finish: Take) -> None:
    finish(amal, SR=1, EM=5, declined=dict.fromkeys(("SA", "MO", "SS"), 6))
    assert page_of(amal).balance[1:] == ("When did a contact last ask you for both at once?",)


def test_every_folded_part_says_of_which_part_it_is(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    html = client_of(amal).get(f"/assessment/{finish(amal).pk}/report/").content.decode()
    for name in ("Self-awareness", "Self-regulation", "Motivation", "Empathy", "Social skills"):
        assert f'How this was computed<span class="hide">: {name}</span>' in html
        assert f'How to do these<span class="hide">: {name}</span>' in html
