"""What the list of feelings promises: its words, its places, its codes, and what it refuses."""

import re
from collections import Counter
from pathlib import Path

import pytest

from vocabulary.feelings import SOURCE, feeling, feelings, not_sure, quadrants, quick_feelings, read_feelings

HU = (
    "annoyed,impatient,on guard,confused,tense,worried,anxious,frustrated,stressed,overwhelmed,offended,angry"
)
LU = "bored,detached,tired,sad,disappointed,lonely,embarrassed,ashamed,guilty,hurt,unseen,drained"
HP = "curious,hopeful,amused,absorbed,motivated,confident,happy,appreciated,energised,enthusiastic,proud"
LP = "at ease,calm,steady,relaxed,content,satisfied,relieved,composed,supported,safe,warm,grateful"
WORDS = {
    "hu": [*HU.split(","), "scared", "furious"],
    "lu": [*LU.split(","), "powerless", "hopeless"],
    "hp": [*HP.split(","), "joyful", "inspired", "excited"],
    "lp": [*LP.split(","), "peaceful", "fulfilled"],
}
QUICK = (
    "annoyed anxious frustrated angry tired sad disappointed drained "
    "motivated confident happy proud calm satisfied relieved grateful"
)


def text_with(old: str, new: str) -> str:
    text = SOURCE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    return text.replace(old, new)


def test_there_are_fourteen_words_in_each_quadrant_in_order() -> None:
    assert [(one.quadrant.code if one.quadrant else "", one.word) for one in feelings()] == [
        (code, word) for code, words in WORDS.items() for word in words
    ]


def test_the_quick_form_has_four_words_of_each_quadrant() -> None:
    assert " ".join(one.code for one in quick_feelings()) == QUICK
    assert Counter(one.quadrant for one in quick_feelings()) == dict.fromkeys(quadrants(), 4)


def test_definitions_are_short_and_do_not_repeat_the_word() -> None:
    for one in feelings():
        assert len(one.definition.split()) <= 12, one.code
        assert not re.search(rf"\b{one.word}\b", one.definition, re.IGNORECASE), one.code
    assert len({one.definition for one in feelings()}) == 56


def test_every_dot_sits_in_its_quadrant_and_no_two_share_a_place() -> None:
    signs = {"hu": (-1, 1), "lu": (-1, -1), "hp": (1, 1), "lp": (1, -1)}
    for one in feelings():
        assert one.place is not None
        assert one.quadrant is not None
        right, up = signs[one.quadrant.code]
        assert 0 < one.place.pleasantness * right <= 1
        assert 0 < one.place.energy * up <= 1
    assert len({one.place for one in feelings()}) == 56


def test_a_quadrant_has_a_place_of_its_own() -> None:
    places = {one.code: (one.place.pleasantness, one.place.energy) for one in quadrants()}
    assert places == {"hu": (-0.5, 0.5), "lu": (-0.5, -0.5), "hp": (0.5, 0.5), "lp": (0.5, -0.5)}


def test_not_sure_has_no_quadrant_and_stands_apart_from_the_words() -> None:
    assert feeling("not-sure") == not_sure()
    assert (not_sure().word, not_sure().quadrant, not_sure().place) == ("Not sure", None, None)
    assert not_sure() not in feelings()


def test_a_feeling_is_found_by_its_code() -> None:
    assert feeling("on-guard").word == "on guard"
    assert [feeling(one.code) for one in feelings()] == list(feelings())


@pytest.mark.parametrize("code", ["", "on guard", "Angry", "melancholy", "hu"])
def test_an_unknown_code_is_told(code: str) -> None:
    with pytest.raises(LookupError, match="There is no feeling with the code"):
        feeling(code)


def test_a_released_code_keeps_its_meaning() -> None:
    """The list in the file only ever grows: moments are kept under these codes."""
    released = Path(__file__).with_name("data") / "released-feelings.txt"
    meant = [
        f"{one.code}|{one.quadrant.code if one.quadrant else ''}|{one.word}"
        for one in [*feelings(), not_sure()]
    ]
    assert set(released.read_text(encoding="utf-8").splitlines()) == set(meant)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('code = "lu"', 'code = "ul"', "The quadrants must be hu, lu, hp and lp, in this order."),
        ('code = "sad"', 'code = "blue"', "The code 'blue' must be the word 'sad' as a lower-case slug."),
        ('word = "sad"', 'word = "Säd"', "must be the word 'Säd' as a lower-case slug"),
        (
            'code = "sad"\nword = "sad"',
            'code = "tired"\nword = "tired"',
            "'tired' stands 2 times in the list",
        ),
        (
            'code = "sad"\nword = "sad"\nquadrant = "lu"',
            'code = "sad"\nword = "sad"\nquadrant = "xx"',
            "names the quadrant 'xx', which is none of the four",
        ),
        (
            "x = -0.35\ny = 0.2\n",
            "x = 0.35\ny = 0.2\n",
            "of the feeling 'annoyed' lies outside its quadrant hu",
        ),
        (
            "x = -0.35\ny = 0.2\n",
            "x = -0.35\ny = 1.2\n",
            "of the feeling 'annoyed' lies outside its quadrant hu",
        ),
        ("y = 0.2\nquick = true", "y = 0.2", "must have 16 feelings, but 15 are marked"),
        (
            "Anger so strong",
            "Anger so very much more and more strong",
            "of 'furious' must have 1 to 12 words",
        ),
        ("Anger so strong that it is hard to hold.", "", "of 'furious' must have 1 to 12 words"),
    ],
)
def test_a_broken_list_is_refused_with_a_sentence(old: str, new: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_feelings(text_with(old, new))


def test_a_quadrant_that_lost_a_word_is_refused() -> None:
    head, _, last = SOURCE.read_text(encoding="utf-8").rpartition("[[feelings]]")
    assert 'code = "fulfilled"' in last
    with pytest.raises(ValueError, match="Each quadrant must have 14 feelings"):
        read_feelings(head)
