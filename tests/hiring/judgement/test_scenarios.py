"""The situations: released files that are never edited, and from which nobody can guess the best option."""

import hashlib
import re
from collections import Counter
from statistics import correlation

import pytest

from hiring.judgement.scenarios import HERE, KEY, VERSION, Kind, judgement_test, read_test

RELEASED = {
    "customer-service-12-v1.toml": "6d00108993639b81b423a9b931d42d6890ebf90b9a39ea5d423f665cd9eee861",
}
TEXT = (HERE / f"{KEY}-v{VERSION}.toml").read_text()
TEST = judgement_test(KEY, VERSION)


def test_a_released_test_is_never_edited() -> None:
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in HERE.glob("*.toml")}
    assert found == RELEASED


def test_twelve_situations_follow_the_blueprint() -> None:
    parts = [scenario.component.code for scenario in TEST.scenarios]
    assert parts == ["SA", "SA", "SR", "SR", "MO", "MO", "EM", "EM", "EM", "SS", "SS", "SS"]
    assert len(TEST.options) == 60
    for scenario in TEST.scenarios:
        assert {one.kind for one in scenario.options} == set(Kind)


def test_no_letter_tells_the_kind() -> None:
    # The code of an option stands in the page's source.
    letters = {kind: Counter[str]() for kind in Kind}
    for one in TEST.options.values():
        letters[one.kind][one.code[-1]] += 1
    for counted in letters.values():
        assert set(counted) == set("abcde")
        assert max(counted.values()) <= 3


def test_no_length_tells_the_kind() -> None:
    places = Counter(
        sorted(scenario.options, key=lambda one: len(one.text)).index(one)
        for scenario in TEST.scenarios
        for one in scenario.options
        if one.kind is Kind.SOLVING
    )
    assert dict(sorted(places.items())) == {0: 3, 1: 3, 2: 3, 3: 3}
    lengths = [len(one.text) for one in TEST.options.values()]
    ratings = [one.rating for one in TEST.options.values()]
    assert abs(correlation(lengths, ratings)) < 0.15


def first_words(of_solving: bool) -> Counter[str]:
    texts = [one.text for one in TEST.options.values() if (one.kind is Kind.SOLVING) is of_solving]
    return Counter(re.findall(r"\w+", text)[0] for text in texts)


def test_no_first_word_tells_the_best_way() -> None:
    # Four of five options are not the best: a word opens the best ones about as often as chance has it.
    best, others = first_words(of_solving=True), first_words(of_solving=False)
    for word in best | others:
        assert abs(best[word] - others[word] / 4) <= 1, word
    # Nor is the best of a situation the only one that does not begin as the others do.
    for scenario in TEST.scenarios:
        assert max(Counter(one.text.split()[0] for one in scenario.options).values()) < 4, scenario.code


def test_no_joining_of_two_halves_tells_the_best_way() -> None:
    for joint in (", and", ", so that", ", as "):
        with_it = [one.kind for one in TEST.options.values() if joint in one.text]
        assert abs(with_it.count(Kind.SOLVING) - len(with_it) / 5) <= 1, joint


def test_the_kinds_in_the_middle_are_not_told_by_their_kind_alone() -> None:
    # "Always warm before cold" must not be a way to the key.
    pairs = [{one.kind: one.rating for one in scenario.options} for scenario in TEST.scenarios]
    apart = Counter(
        (each[Kind.WARM] > each[Kind.COLD]) - (each[Kind.WARM] < each[Kind.COLD]) for each in pairs
    )
    assert apart[1] >= 3
    assert apart[-1] >= 3


def test_a_child_of_twelve_can_read_it(capsys: pytest.CaptureFixture[str]) -> None:
    texts = [scenario.situation for scenario in TEST.scenarios] + [one.text for one in TEST.options.values()]
    whole = grade(" ".join(texts))
    with capsys.disabled():
        print(f"\nSituations and options: Flesch-Kincaid grade {whole:.1f}")  # noqa: T201
    assert whole < 7  # seventh grade begins at twelve
    assert max(grade(one) for one in texts) < 12


def grade(text: str) -> float:
    """Flesch-Kincaid grade, with syllables counted as groups of vowels."""
    words = re.findall(r"[A-Za-z’]+", text)
    sentences = max(1, len(re.findall(r"[.?!](?=\W|$)", text)))
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$|es$", "", word.lower())))) for word in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


@pytest.mark.parametrize(("key", "version"), [("unknown", 1), (KEY, 99), (f"../scenarios/{KEY}", 1)])
def test_an_unknown_test_is_refused(key: str, version: int) -> None:
    with pytest.raises(LookupError, match="no judgement test"):
        judgement_test(key, version)


LONG = "Take the next call and keep to the script word for word, so that no feeling gets into your voice."


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value = 2\n", "value = 3\n", "1 to 5, in order"),
        ('code = "number"', 'code = "remark"', "'remark' stands more than once"),
        ("remark-b", "remark-a", "'remark-a' stands more than once"),
        ('kind = "avoiding"', 'kind = "cold"', "one option of each kind"),
        ("rating = 2,", "rating = 6,", "a whole number from 1 to 5"),
        ("rating = 2,", "rating = 1.5,", "a whole number from 1 to 5"),
        ("rating = 3,", "rating = 5,", "the solving one, and only it"),
        ('kind = "cold", rating = 3,', 'kind = "cold", rating = 5,', "the solving one, and only it"),
        (LONG, "Take the next call.", "about the same length"),
        (
            "Breathe out before the next call,",
            "Breathe out deeply before the next call,",
            "the longest",
        ),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(old: str, new: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_test(TEXT.replace(old, new, 1))


def test_a_file_without_situations_is_refused() -> None:
    with pytest.raises(ValueError, match="There must be scenarios"):
        read_test("scenarios = []\n" + TEXT.split("[[scenarios]]")[0])
