"""Changing a guide one question at a time; starting from the pack."""

from fractions import Fraction

import pytest

from hiring.guide import STARTER, STARTER_VERSION, guide
from hiring.openings.editing import (
    QuestionText,
    changed_parts,
    empty_guide,
    with_question,
    without_question,
)
from hiring.openings.rule import faults
from hiring.openings.starter import first_rule, starter

EIGHT = guide(STARTER, STARTER_VERSION)
TEXT = QuestionText("Calm under anger", "What did you do?", ("And then?",), ("Argued.", "Waited.", "Asked."))


def codes(made: object) -> list[str]:
    return [one.code for one in made.questions]  # type: ignore[attr-defined]


def test_a_question_is_changed_in_its_place() -> None:
    made = with_question(EIGHT, TEXT, "calm-1")
    assert codes(made) == codes(EIGHT)
    assert made.questions[0].asks == "What did you do?"
    assert made.questions[0].anchors == ((1, "Argued."), (3, "Waited."), (5, "Asked."))
    assert changed_parts(EIGHT, made) == {"calm"}


def test_a_new_question_stands_with_its_like_whatever_the_case() -> None:
    text = QuestionText("calm UNDER anger", "What did you do?", (), ("a", "b", "c"))
    made = with_question(EIGHT, text, None)
    assert codes(made)[:4] == ["calm-1", "calm-2", "calm-3", "understanding-1"]
    assert changed_parts(EIGHT, made) == {"calm"}


def test_another_name_makes_another_competency() -> None:
    made = with_question(EIGHT, QuestionText("Ruhe bewahren!", "Was?", (), ("a", "b", "c")), "calm-2")
    assert [one.code for one in made.competencies] == [
        *("calm", "ruhe-bewahren", "understanding", "explaining", "together")
    ]
    assert codes(made)[1] == "calm-2"  # the question keeps its code, and with it what was typed for it
    assert changed_parts(EIGHT, made) == {"calm", "ruhe-bewahren"}


def test_names_without_a_latin_letter_get_codes_too() -> None:
    first = with_question(empty_guide("Agent", "en"), QuestionText("冷静", "?", (), ("a", "b", "c")), None)
    second = with_question(first, QuestionText("説明", "?", (), ("a", "b", "c")), None)
    assert [one.code for one in second.competencies] == ["part", "part-part-2"]
    assert codes(second) == ["part-1", "part-part-2-1"]


def test_with_its_last_question_a_competency_goes() -> None:
    made = without_question(without_question(EIGHT, "calm-1"), "calm-2")
    assert [one.code for one in made.competencies] == ["understanding", "explaining", "together"]
    assert changed_parts(EIGHT, made) == {"calm"}


def test_what_the_guide_does_not_have_is_not_changed() -> None:
    with pytest.raises(LookupError, match="no question 'charm'"):
        with_question(EIGHT, TEXT, "charm")
    with pytest.raises(LookupError):
        without_question(EIGHT, "charm")


def test_the_pack_has_a_draft_of_everything() -> None:
    pack = starter()
    assert pack.guide == EIGHT
    assert len(pack.needs) > 200
    assert "People decide, not a program" in pack.notice
    rule = first_rule(EIGHT)
    assert [part.weight for part in rule.parts] == [25, 25, 25, 25]
    assert (rule.parts[0].least, rule.enough) == (Fraction(2), Fraction(3))
    assert faults(rule, [one.code for one in EIGHT.competencies]) == ()


def test_there_is_no_rule_for_no_question() -> None:
    with pytest.raises(ValueError, match="has none"):
        first_rule(empty_guide("Agent", "en"))
