"""Interview guides: released files that are never edited, anchored in what was done."""

import hashlib

import pytest

from hiring.guide import ANCHORED, HERE, STARTER, STARTER_VERSION, guide, read_guide
from hiring.questions import ASKS, QUESTIONS

RELEASED = {
    "customer-service-agent-v1.toml": "e2dd59e070b27c6bd3180d4e436a0df201494ad684a48f6c2d24e17be0d859b9",
}


def test_a_released_guide_is_never_edited() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in HERE.glob("*.toml")}
    assert found == RELEASED


def test_the_starter_guide_asks_four_things_with_anchors_and_probes() -> None:
    starter = guide(STARTER, STARTER_VERSION)
    assert [one.competency for one in starter.questions] == [
        "Calm under anger",
        "Understanding the customer",
        "Explaining clearly",
        "Working with others",
    ]
    for one in starter.questions:
        assert tuple(at for at, _does in one.anchors) == ANCHORED
        assert len(one.probes) >= 2
        assert one.asks.startswith("Tell me about")  # what was done, never what somebody is like


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


def test_every_component_has_questions_for_the_talk() -> None:
    assert set(QUESTIONS) == set(ASKS) == {"SA", "SR", "MO", "EM", "SS"}
    assert all(len(asked) == 2 for asked in QUESTIONS.values())
