"""The voluntary questions: asked of everybody alike, kept apart, deleted with everything else."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import IntegrityError, models, transaction

from hiring.actions.leaving import purge_candidate, withdraw_candidate
from hiring.equality.actions import (
    OPEN_FOR,
    are_closed,
    forget_equality_answers,
    has_equality_answers,
    keep_equality_answers,
)
from hiring.equality.forms import EqualityForm
from hiring.equality.questions import ASKED
from hiring.models import Candidate, EqualityAnswer, EqualityKey, Opening
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.hires import begun, invited, job, sent
from tests.hiring.fairness.filled import decided, talks

ROOT = Path(__file__).resolve().parents[3]
SAID = {"sex": "female", "ethnicity": "asian", "age": "", "disability": "no"}


@pytest.fixture
def nell(opening: Opening, dee: Membership) -> Candidate:
    return sent(opening, dee)


def test_what_she_says_is_kept_under_a_random_key_without_a_time(nell: Candidate) -> None:
    keep_equality_answers(candidate=nell, answers=SAID, now=NOW)
    answer, key = EqualityAnswer.objects.get(), EqualityKey.objects.get()
    assert (answer.sex, answer.ethnicity, answer.age, answer.disability) == ("female", "asian", "", "no")
    assert (answer.pk, answer.opening_id, key.candidate_id) == (key.pk, nell.opening_id, nell.pk)
    assert has_equality_answers(nell)


def test_nothing_but_the_key_leads_from_an_answer_to_a_person() -> None:
    fields = EqualityAnswer._meta.get_fields()
    assert {each.related_model._meta.label for each in fields if each.is_relation and each.related_model} == {
        "people.Organisation",
        "hiring.Opening",
    }
    every = [*fields, *EqualityKey._meta.get_fields()]
    assert not [each for each in every if isinstance(each, models.DateField | models.TimeField)]


def test_the_mapping_table_is_named_by_three_modules_alone() -> None:
    naming = {
        str(path.relative_to(ROOT))
        for room in ("hiring", "eiapp", "people", "coaching", "assessments", "journal")
        for path in (ROOT / room).rglob("*.py")
        if "migrations" not in path.parts and "EqualityKey" in path.read_text()
    }
    assert naming == {
        "hiring/models/__init__.py",
        "hiring/models/equality.py",
        "hiring/equality/actions.py",
        "hiring/groups/counts.py",
    }


def test_no_record_says_that_she_answered(nell: Candidate) -> None:
    before = AuditRecord.objects.count()
    keep_equality_answers(candidate=nell, answers=SAID, now=NOW)
    assert AuditRecord.objects.count() == before


def test_who_rather_not_says_leaves_no_row(nell: Candidate) -> None:
    keep_equality_answers(candidate=nell, answers=dict.fromkeys(SAID, ""), now=NOW)
    assert (EqualityAnswer.objects.count(), EqualityKey.objects.count()) == (0, 0)
    assert not has_equality_answers(nell)


def test_she_answers_once(nell: Candidate) -> None:
    keep_equality_answers(candidate=nell, answers=SAID, now=NOW)
    with pytest.raises(Refused, match=r"^These questions are closed\.$"):
        keep_equality_answers(candidate=nell, answers={"sex": "male"}, now=NOW)
    assert EqualityAnswer.objects.get().sex == "female"


def test_before_sending_she_is_not_asked(opening: Opening, dee: Membership) -> None:
    candidate = begun(invited(opening, dee))
    with pytest.raises(Refused, match="come after your answers are sent"):
        keep_equality_answers(candidate=candidate, answers=SAID, now=NOW)


def test_once_something_is_decided_it_is_too_late(nell: Candidate, dee: Membership) -> None:
    decided(talks(nell.opening)[0], [nell], True, dee)
    with pytest.raises(Refused, match=r"^These questions are closed\.$"):
        keep_equality_answers(candidate=nell, answers=SAID, now=NOW)


def test_a_week_after_sending_they_are_closed_for_everybody(nell: Candidate) -> None:
    almost = NOW + OPEN_FOR - dt.timedelta(seconds=1)
    assert not are_closed(nell, almost)
    assert are_closed(nell, NOW + OPEN_FOR)
    with pytest.raises(Refused, match=r"^These questions are closed\.$"):
        keep_equality_answers(candidate=nell, answers=SAID, now=NOW + OPEN_FOR)
    keep_equality_answers(candidate=nell, answers=SAID, now=almost)


def test_they_are_closed_to_whoever_has_not_sent(opening: Opening, dee: Membership) -> None:
    assert are_closed(begun(invited(opening, dee)), NOW)


@pytest.mark.parametrize("answers", [{"sex": "x"}, {"name": "Nell"}])
def test_what_is_not_asked_is_an_error(nell: Candidate, answers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Not asked"):
        keep_equality_answers(candidate=nell, answers=answers, now=NOW)


def test_forgotten_both_rows_are_gone(nell: Candidate) -> None:
    keep_equality_answers(candidate=nell, answers=SAID, now=NOW)
    forget_equality_answers(candidate=nell)
    assert (EqualityAnswer.objects.count(), EqualityKey.objects.count()) == (0, 0)


def test_her_answers_go_with_her_when_she_withdraws_or_her_time_is_over(
    opening: Opening, dee: Membership, nell: Candidate
) -> None:
    kim = sent(opening, dee, name="Kim", token="kims-token", session="kims-session")
    for one in (nell, kim):
        keep_equality_answers(candidate=one, answers=SAID, now=NOW)
    withdraw_candidate(candidate=nell, now=NOW)
    assert EqualityAnswer.objects.count() == 1
    assert purge_candidate(candidate_id=kim.pk, now=NOW + dt.timedelta(days=400))
    assert (EqualityAnswer.objects.count(), EqualityKey.objects.count()) == (0, 0)


def test_who_withdraws_where_a_floor_holds_still_counts(scoped: None, dee: Membership) -> None:
    one = sent(job(dee, retention="us"), dee)
    keep_equality_answers(candidate=one, answers=SAID, now=NOW)
    withdraw_candidate(candidate=one, now=NOW)
    assert EqualityAnswer.objects.count() == 1


@pytest.mark.parametrize("code", ["sex", "ethnicity", "age", "disability"])
def test_the_database_knows_the_answers_too(opening: Opening, code: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EqualityAnswer.objects.create(
            organisation_id=opening.organisation_id, opening=opening, **{code: "else"}
        )


def test_the_database_holds_one_key_a_candidate(nell: Candidate) -> None:
    keep_equality_answers(candidate=nell, answers=SAID, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        EqualityKey.objects.create(key=nell.pk, organisation_id=nell.organisation_id, candidate=nell)


def test_each_question_has_a_way_not_to_say_which_is_chosen_beforehand() -> None:
    form = EqualityForm()
    assert list(form.fields) == [asked.code for asked in ASKED]
    for field in form.fields.values():
        assert (field.initial, field.required) == ("", False)
        assert list(field.choices)[-1][0] == ""  # type: ignore[attr-defined]


def test_a_form_without_answers_says_nothing() -> None:
    form = EqualityForm({})
    assert form.is_valid()
    assert form.answers() == dict.fromkeys(SAID, "")


def test_a_form_with_answers_gives_them_and_one_with_others_says_what_to_do() -> None:
    form = EqualityForm(SAID)
    assert form.is_valid()
    assert form.answers() == SAID
    wrong = EqualityForm({"sex": "else"})
    assert wrong.errors["sex"] == ["Choose one of the answers."]
