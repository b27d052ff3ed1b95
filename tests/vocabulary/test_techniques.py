"""What the list of techniques promises: its families, what fits which part, what it refuses."""

import re
from pathlib import Path

import pytest

from assessments.instruments import COMPONENTS as MEASURED
from tests.test_house import FORBIDDEN
from vocabulary.techniques import (
    COMPONENTS,
    FAMILIES,
    SOURCE,
    Technique,
    read_techniques,
    technique,
    techniques,
    techniques_for,
)

HEALTH = re.compile(
    r"\b(cures?|heals?|therapy|treat(s|ment)?|burnout|disorder|proven|guarantee[sd]?)\b", re.I
)
LONGEST_SENTENCE = 25  # words


def text_with(old: str, new: str) -> str:
    text = SOURCE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    return text.replace(old, new)


def texts(one: Technique) -> list[str]:
    return [one.name, one.when, *one.steps, one.evidence]


def test_twenty_five_techniques_stand_family_by_family() -> None:
    codes = {family: [one.code for one in techniques() if one.family == family] for family in FAMILIES}
    assert codes == {
        "choosing": ["swap-queue", "micro-break"],
        "changing": ["boundary-phrase", "clarify"],
        "attention": ["turn-to-neutral"],
        "thinking": ["step-back", "customer-view", "see-it-another-way", "self-talk", "feel-for-them"],
        "responding": ["slow-breathing", "pause", "name-it", "notice", "neutral-face"],
        "planning": ["if-then-plan"],
        "before": ["helped-once"],
        "after": ["done-and-left"],
        "sharing": ["tell-a-colleague"],
        "contact": [
            "soft-voice",
            "open-posture",
            "warm-sentence",
            "shared-goal",
            "apologise",
            "match-pace",
        ],
    }
    assert [one.code for one in techniques()] == [code for row in codes.values() for code in row]


def test_every_part_of_the_questionnaire_has_at_least_two_the_first_to_try_in_front() -> None:
    assert {part: [one.code for one in techniques_for(part)][:2] for part in COMPONENTS} == {
        "SA": ["name-it", "notice"],
        "SR": ["pause", "slow-breathing"],
        "MO": ["if-then-plan", "helped-once"],
        "EM": ["customer-view", "feel-for-them"],
        "SS": ["clarify", "tell-a-colleague"],
    }


def test_the_parts_are_those_that_are_measured() -> None:
    assert tuple(one.code for one in MEASURED) == COMPONENTS


def test_a_technique_knows_the_parts_that_it_fits() -> None:
    assert technique("done-and-left").components == ("SA", "MO")
    for part in COMPONENTS:
        assert set(techniques_for(part)) == {one for one in techniques() if part in one.components}


def test_what_only_an_emergency_asks_for_is_suggested_to_nobody() -> None:
    assert [one.code for one in techniques() if not one.components] == ["neutral-face"]


def test_how_long_it_takes_is_told_in_seconds_and_in_whole_minutes() -> None:
    told = {code: (technique(code).seconds, technique(code).minutes) for code in ("pause", "micro-break")}
    assert told == {"pause": (5, 0), "micro-break": (600, 10)}


def test_a_figure_is_never_told_without_its_source() -> None:
    unsourced = [one for one in techniques() if not one.source]
    assert [one.code for one in unsourced if re.search(r"\d", one.evidence)] == []
    assert all("little tested" in one.evidence.lower() or "hardly known" in one.evidence for one in unsourced)
    assert [
        one.code for one in techniques() if one.source and not re.search(r"\((19|20)\d\d\)", one.source)
    ] == []


def test_no_technique_promises_health_or_uses_a_word_that_the_product_never_says() -> None:
    said = [(one.code, text) for one in techniques() for text in texts(one)]
    assert [row for row in said if FORBIDDEN.search(row[1]) or HEALTH.search(row[1])] == []


def test_every_sentence_is_short() -> None:
    sentences = [
        sentence
        for one in techniques()
        for text in texts(one)
        for sentence in re.split(r"(?<=[.?!:;])\s", text)
    ]
    assert [one for one in sentences if len(one.split()) > LONGEST_SENTENCE] == []


def test_a_released_code_keeps_its_meaning() -> None:
    """The list in the file only ever grows: moments and plans are kept under these codes."""
    released = Path(__file__).with_name("data") / "released-techniques.txt"
    meant = [f"{one.code}|{one.name}" for one in techniques()]
    assert released.read_text(encoding="utf-8").splitlines() == meant


@pytest.mark.parametrize("code", ["", "Pause", "breathe", "nothing-yet"])
def test_an_unknown_code_is_told(code: str) -> None:
    with pytest.raises(LookupError, match="There is no technique with the code"):
        technique(code)


@pytest.mark.parametrize("code", ["", "sa", "EQ"])
def test_an_unknown_part_is_told(code: str) -> None:
    with pytest.raises(LookupError, match="There is no component with the code"):
        techniques_for(code)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('code = "pause"', 'code = "notice"', "'notice' stands 2 times in the list"),
        ('code = "pause"', 'code = "Pause"', "'Pause' must be a lower-case slug"),
        ('family = "planning"', 'family = "after"', "The families must be choosing, changing"),
        ('family = "attention"', 'family = "contact"', "The families must be choosing, changing"),
        ('name = "Micro-break"', 'name = " "', "'micro-break' has an empty text"),
        ('"Then choose your first word.",', '"",', "'pause' has an empty text"),
        ('    "Feel your feet on the floor.",\n    "Then choose your first word.",\n', "", "two steps"),
        ("seconds = 5\n", "seconds = 0\n", "'pause' must take some time"),
        ('SA = ["name-it", "notice", "done-and-left"]\n', "", "The components must be SA, SR, MO, EM, SS"),
        ('SA = ["name-it", "notice"', 'SA = ["name-it", "stare"', "'stare' of SA is not in the list"),
        ('SA = ["name-it", "notice", "done-and-left"]', 'SA = ["notice"]', "SA must have at least 2"),
        ('SA = ["name-it", "notice"', 'SA = ["notice", "notice"', "SA must have at least 2 different"),
    ],
)
def test_a_broken_list_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_techniques(text_with(old, new))
