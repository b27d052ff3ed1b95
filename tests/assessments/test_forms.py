"""What a browser may send as a page: kept, refused, missed; and nothing that breaks it."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.forms import sort_page
from assessments.instruments import instrument

EI50 = instrument("ei-50", 1)
PAGE = EI50.items[:5]
CODES = [item.code for item in PAGE]


def test_every_answer_of_the_scale_is_kept() -> None:
    form = sort_page(dict(zip(CODES, ["1", "3", "5", "skip", "2"], strict=True)), EI50, PAGE, {})
    assert form.answers == dict(zip(CODES, [1, 3, 5, None, 2], strict=True))
    assert (form.refused, form.missed, form.errors) == ((), (), {})


def test_what_has_no_answer_is_missed_and_the_rest_kept() -> None:
    form = sort_page({CODES[0]: "4", CODES[3]: "skip"}, EI50, PAGE, {})
    assert form.answers == {CODES[0]: 4, CODES[3]: None}
    assert [item.position for item in form.missed] == [2, 3, 5]
    assert form.errors == {
        "X265-1": "Select an answer to statement 2.",
        "A142-1": "Select an answer to statement 3.",
        "A41-1": "Select an answer to statement 5.",
    }


def test_an_answer_kept_before_is_not_missed() -> None:
    form = sort_page({}, EI50, PAGE, {CODES[0]: 4, CODES[1]: None})
    assert [item.position for item in form.missed] == [3, 4, 5]


def test_the_statements_of_another_page_are_welcome() -> None:
    other = EI50.items[30]
    form = sort_page({other.code: "2", **dict.fromkeys(CODES, "3")}, EI50, PAGE, {})
    assert form.answers[other.code] == 2
    assert form.errors == {}


def test_what_is_no_answer_is_refused_in_one_sentence() -> None:
    sent = {
        CODES[0]: "6",
        CODES[1]: "0",
        CODES[2]: "abc",
        CODES[3]: "",
        CODES[4]: "5",
        "Q1": "3",
        "\x00": "1",
    }
    form = sort_page(sent, EI50, PAGE, {})
    assert form.answers == {CODES[4]: 5}
    assert form.refused == (*CODES[:4], "Q1", "\x00")
    assert list(form.errors) == ["answers", "H656-1", "X265-1", "A142-1", "H1130-1"]
    assert (
        form.errors["answers"] == "One answer was not among those offered, so it was not saved. The rest was."
    )


def test_the_forms_own_fields_are_no_answers() -> None:
    form = sort_page({"csrfmiddlewaretoken": "x", "then": "back"}, EI50, PAGE, dict.fromkeys(CODES, 1))
    assert (form.answers, form.errors) == ({}, {})


@given(st.dictionaries(st.one_of(st.sampled_from(CODES), st.text()), st.text()))
def test_whatever_is_sent_only_answers_of_the_scale_are_kept(sent: dict[str, str]) -> None:
    form = sort_page(sent, EI50, PAGE, {})
    assert set(form.answers) <= {item.code for item in EI50.items}
    assert set(form.answers.values()) <= {1, 2, 3, 4, 5, None}
    assert set(form.answers) | {item.code for item in form.missed} >= set(CODES)
