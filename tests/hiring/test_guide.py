"""Interview guides: released files that are never edited, anchored in what was done."""

import hashlib
import json

import pytest

from hiring.guide import (
    ANCHORED,
    HERE,
    STARTER,
    STARTER_VERSION,
    document_of,
    guide,
    guide_of_document,
    named,
    read_guide,
)
from hiring.questions import ASKS, QUESTIONS

RELEASED = {
    "customer-service-agent-v1.toml": "e2dd59e070b27c6bd3180d4e436a0df201494ad684a48f6c2d24e17be0d859b9",
    "customer-service-agent-v2.toml": "4d8b17e6c0e53909f65fdfc05b5cf02e02faca36b30b2a422b9659ba0e0812e7",
}


def test_a_released_guide_is_never_edited() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in HERE.glob("*.toml")}
    assert found == RELEASED


def test_the_starter_guide_asks_two_questions_about_each_of_four_things() -> None:
    starter = guide(STARTER, STARTER_VERSION)
    assert [one.name for one in starter.competencies] == [
        "Calm under anger",
        "Understanding the customer",
        "Explaining clearly",
        "Working with others",
    ]
    assert [len(starter.about(one.code)) for one in starter.competencies] == [2, 2, 2, 2]
    for one in starter.questions:
        assert tuple(at for at, _does in one.anchors) == ANCHORED
        assert len(one.probes) == 3
        assert one.asks.startswith("Tell me about")  # what was done, never what somebody is like
        assert all(does.endswith(".") and len(does) < 200 for _at, does in one.anchors)


def test_in_the_first_version_each_question_is_a_competency_of_its_own() -> None:
    first = guide(STARTER, 1)
    assert [one.code for one in first.competencies] == [one.code for one in first.questions]
    assert first.competencies[0].name == first.questions[0].competency == "Calm under anger"


@pytest.mark.parametrize("version", [1, 2])
def test_an_openings_copy_reads_like_the_file(version: int) -> None:
    released = guide(STARTER, version)
    copy = json.loads(json.dumps(document_of(released)))  # as a database gives it back
    assert guide_of_document(copy) == released


@pytest.mark.parametrize(("key", "version"), [("unknown", 1), (STARTER, 99), ("../guide", 1)])
def test_an_unknown_guide_is_refused(key: str, version: int) -> None:
    with pytest.raises(LookupError, match="no interview guide"):
        guide(key, version)


def test_a_guide_that_breaks_a_rule_is_refused() -> None:
    text = (HERE / f"{STARTER}-v1.toml").read_text()
    with pytest.raises(ValueError, match="the same code"):
        read_guide(text.replace('code = "understanding"', 'code = "calm"'))
    with pytest.raises(ValueError, match="anchors at 1, 3 and 5"):
        read_guide(text.replace("3 = ", "4 = ", 1))
    second = (HERE / f"{STARTER}-v2.toml").read_text()
    with pytest.raises(ValueError, match="about no competency"):
        read_guide(second.replace('competency = "calm"', 'competency = "charm"', 1))


def test_a_question_has_a_number_where_there_are_more_about_the_same() -> None:
    alone, paired = guide(STARTER, 1), guide(STARTER, 2)
    assert [named(one, alone) for one in alone.questions[:2]] == [
        "Calm under anger",
        "Understanding the customer",
    ]
    assert [named(one, paired) for one in paired.about("calm")] == [
        "Calm under anger, 1",
        "Calm under anger, 2",
    ]


def test_every_component_has_questions_for_the_talk() -> None:
    assert set(QUESTIONS) == set(ASKS) == {"SA", "SR", "MO", "EM", "SS"}
    assert all(len(asked) == 2 for asked in QUESTIONS.values())
