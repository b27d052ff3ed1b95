"""The way through the situations: the next page without an answer, and options that stay where they are."""

from hiring.judgement.order import shuffled
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.judgement.sheets import Sheets

TEST = judgement_test(KEY, VERSION)
TWO = TEST.scenarios[3:5]
FIRST = {one.code: 3 for one in TWO[0].options}
SECOND = {one.code: 2 for one in TWO[1].options}


def sheets(answers: dict[str, int | None]) -> Sheets:
    return Sheets(TEST, TWO, answers, "nell")


def test_the_first_page_without_an_answer_comes_next() -> None:
    assert sheets({}).first_open == 1
    assert sheets({**FIRST, "chats-a": None}).first_open == 2  # to say nothing is an answer
    assert sheets({**SECOND, **dict(list(FIRST.items())[:4])}).first_open == 1
    assert sheets({**FIRST, **SECOND}).first_open is None


def test_a_page_is_whole_with_all_its_options() -> None:
    found = sheets({**FIRST})
    assert found.is_whole(1)
    assert not found.is_whole(2)


def test_what_is_asked_and_in_which_order() -> None:
    found = sheets({})
    assert found.codes == {*FIRST, *SECOND}
    assert found.options(2) == shuffled(TWO[1], "nell")
