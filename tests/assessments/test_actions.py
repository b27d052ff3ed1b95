"""The writes of the room: start, answer, submit, withdraw. Nothing is lost, nothing is reckoned twice."""

import datetime as dt
import threading
from uuid import UUID

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from assessments.actions import answer_page, page_form, start_sitting, submit_sitting, withdraw_sitting
from assessments.instruments import Instrument
from assessments.models import Answer, ComponentScore, Sitting
from assessments.psychometrics.assumptions import ASSUMED_SD
from people.drafts import keep_draft, read_draft
from people.models import Membership
from people.refusals import Refused
from people.scope import organisation_scope
from tests.assessments.conftest import Take
from tests.cast import NOW

LATER = NOW + dt.timedelta(minutes=12)
scoped = pytest.mark.usefixtures("scoped")


def answers_of(sitting: Sitting) -> dict[str, int | None]:
    return dict(Answer.objects.filter(sitting=sitting).values_list("item_code", "value"))


@scoped
def test_a_sitting_knows_its_questionnaire_and_its_moment(amal: Membership) -> None:
    begun = start_sitting(by=amal, now=NOW)
    assert (begun.instrument_key, begun.instrument_version, begun.state) == ("ei-50", 1, "started")
    assert (begun.membership, begun.organisation, begun.started_at) == (amal, amal.organisation, NOW)
    assert begun.instrument.title == "50 statements about you"


@scoped
def test_a_half_done_sitting_is_resumed(amal: Membership, cleo: Membership) -> None:
    begun = start_sitting(by=amal, now=NOW)
    answer_page(sitting_id=begun.pk, answers={"A116": 4}, by=amal)
    assert start_sitting(by=amal, now=LATER) == begun
    assert start_sitting(by=cleo, now=LATER) != begun
    assert answers_of(begun) == {"A116": 4}


@scoped
def test_a_retake_overwrites_nothing(amal: Membership, finish: Take, ei50: Instrument) -> None:
    first = finish(amal, SR=5)
    again = start_sitting(by=amal, now=LATER)
    answer_page(sitting_id=again.pk, answers={"A116": 1}, by=amal)
    assert again != first
    assert len(answers_of(first)) == len(ei50.items)
    assert first.scores.count() == 5


@scoped
def test_answers_are_kept_and_replaced_in_one_statement(amal: Membership) -> None:
    begun = start_sitting(by=amal, now=NOW)
    answer_page(sitting_id=begun.pk, answers={"A116": 4, "X265": None, "H656": 2}, by=amal)
    with CaptureQueriesContext(connection) as asked:
        answer_page(sitting_id=begun.pk, answers={"A116": 1, "X265": 5, "H656": None, "A142": 3}, by=amal)
    assert answers_of(begun) == {"A116": 1, "X265": 5, "H656": None, "A142": 3}
    words = [query["sql"].split()[0] for query in asked.captured_queries]
    assert words == ["SAVEPOINT", "SELECT", "INSERT", "RELEASE"]


@scoped
def test_no_code_beside_the_questionnaires_own(amal: Membership) -> None:
    begun = start_sitting(by=amal, now=NOW)
    with pytest.raises(ValueError, match=r"Not an item of ei-50: \['Q9999'\]"):
        answer_page(sitting_id=begun.pk, answers={"A116": 4, "Q9999": 3}, by=amal)
    assert answers_of(begun) == {}


@scoped
def test_a_submitted_sitting_takes_no_answer(amal: Membership, finish: Take) -> None:
    done = finish(amal)
    with pytest.raises(Refused, match="already sent"):
        answer_page(sitting_id=done.pk, answers={"A116": 1}, by=amal)
    assert answers_of(done)["A116"] == 3


@scoped
def test_nobody_writes_into_the_sitting_of_another(amal: Membership, cleo: Membership) -> None:
    begun = start_sitting(by=amal, now=NOW)
    with pytest.raises(Sitting.DoesNotExist):
        answer_page(sitting_id=begun.pk, answers={"A116": 1}, by=cleo)
    with pytest.raises(Sitting.DoesNotExist):
        submit_sitting(sitting_id=begun.pk, by=cleo, now=NOW)


@scoped
def test_submitting_scores_all_five_with_the_figures_behind_them(amal: Membership, finish: Take) -> None:
    done = finish(amal, LATER, SR=5, EM=2)
    assert (done.state, done.submitted_at) == ("submitted", LATER)
    rows = {row.component: row for row in done.scores.all()}
    assert {code: row.points for code, row in rows.items()} == {
        **{"SA": 50.0, "SR": 100.0, "MO": 50.0},
        **{"EM": 25.0, "SS": 50.0},
    }
    assert {(row.answered, row.asked, row.sd) for row in rows.values()} == {(10, 10, ASSUMED_SD)}
    # 25 x 0.75 x sqrt(1 - alpha); for change the lower of alpha and .75.
    assert rows["SR"].alpha == 0.87
    assert rows["SR"].sem == pytest.approx(6.760409, abs=1e-6)
    assert rows["SR"].sem_of_change == pytest.approx(9.375)


@scoped
def test_half_of_the_statements_make_a_score(amal: Membership, finish: Take) -> None:
    done = finish(amal, declined={"MO": 5, "SS": 6}, MO=4, SS=4)
    rows = {row.component: row for row in done.scores.all()}
    assert (rows["MO"].answered, rows["MO"].points) == (5, 75.0)
    assert (rows["SS"].answered, rows["SS"].points, rows["SS"].sem, rows["SS"].sem_of_change) == (
        *(4, None, None),
        None,
    )


@scoped
def test_nothing_is_reckoned_while_a_statement_has_no_answer(
    amal: Membership, begin: Take, ei50: Instrument
) -> None:
    begun = begin(amal, {item.code: None for item in ei50.items[1:]})
    with pytest.raises(Refused, match=r"^Some statements still have no answer\.$"):
        submit_sitting(sitting_id=begun.pk, by=amal, now=LATER)
    assert Sitting.objects.get().state == "started"
    assert ComponentScore.objects.count() == 0


@scoped
def test_a_second_submit_is_the_same_result(amal: Membership, finish: Take) -> None:
    done = finish(amal, NOW, SR=5)
    before = list(done.scores.order_by("pk").values_list("pk", "points"))
    again = submit_sitting(sitting_id=done.pk, by=amal, now=LATER)
    assert (again.pk, again.submitted_at) == (done.pk, NOW)
    assert list(ComponentScore.objects.order_by("pk").values_list("pk", "points")) == before


@scoped
def test_a_withdrawn_sitting_keeps_no_answer_and_takes_none(
    amal: Membership, cleo: Membership, begin: Take
) -> None:
    hers, begun = begin(cleo, {"A116": 2}), begin(amal, {"A116": 4, "X265": None})
    withdraw_sitting(sitting_id=begun.pk, by=amal)
    withdraw_sitting(sitting_id=begun.pk, by=amal)  # a second click
    assert Sitting.objects.get(pk=begun.pk).state == "withdrawn"
    with pytest.raises(Refused, match="put away, so nothing was saved"):
        answer_page(sitting_id=begun.pk, answers={"A116": 1}, by=amal)
    with pytest.raises(Refused, match="put away, so there is no result"):
        submit_sitting(sitting_id=begun.pk, by=amal, now=LATER)
    assert answers_of(begun) == {}
    assert answers_of(hers) == {"A116": 2}
    assert start_sitting(by=amal, now=LATER) != begun


@scoped
def test_a_result_is_not_withdrawn(amal: Membership, finish: Take, ei50: Instrument) -> None:
    done = finish(amal)
    with pytest.raises(Refused, match="already sent"):
        withdraw_sitting(sitting_id=done.pk, by=amal)
    assert Sitting.objects.get().state == "submitted"
    assert len(answers_of(done)) == len(ei50.items)


@scoped
def test_nobody_withdraws_the_sitting_of_another(amal: Membership, cleo: Membership, begin: Take) -> None:
    begun = begin(amal, {"A116": 4})
    with pytest.raises(Sitting.DoesNotExist):
        withdraw_sitting(sitting_id=begun.pk, by=cleo)
    assert answers_of(begun) == {"A116": 4}


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_result(amal: Membership, begin: Take, ei50: Instrument) -> None:
    begun = begin(amal, {item.code: 4 for item in ei50.items})
    results: list[tuple[UUID, dt.datetime | None]] = []
    together = threading.Barrier(4)

    def click(number: int) -> None:
        try:
            with organisation_scope(amal.organisation):
                together.wait()
                done = submit_sitting(sitting_id=begun.pk, by=amal, now=LATER + dt.timedelta(seconds=number))
                results.append((done.pk, done.submitted_at))
        finally:
            connections.close_all()

    _run_together(click)
    with organisation_scope(amal.organisation):
        assert ComponentScore.objects.count() == 5
        assert set(results) == {(begun.pk, Sitting.objects.get().submitted_at)}
    assert len(results) == 4


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_start_at_once_share_one_sitting(amal: Membership) -> None:
    begun: list[UUID] = []
    together = threading.Barrier(4)

    def start(number: int) -> None:
        try:
            with organisation_scope(amal.organisation):
                together.wait()
                begun.append(start_sitting(by=amal, now=NOW).pk)
        finally:
            connections.close_all()

    _run_together(start)
    assert len(begun) == 4
    assert len(set(begun)) == 1


def _run_together(act: object) -> None:
    threads = [threading.Thread(target=act, args=(number,)) for number in range(4)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@scoped
def test_saving_a_page_forgets_its_draft_and_no_other(amal: Membership, begin: Take) -> None:
    sitting = begin(amal)
    for number in (1, 2):
        keep_draft(membership=amal, form=page_form(sitting.pk, number), fields={"q": ["3"]}, now=NOW)
    item = sitting.instrument.items[0].code
    answer_page(sitting_id=sitting.pk, answers={item: 3}, by=amal, number=1)
    assert read_draft(amal, page_form(sitting.pk, 1)) is None
    assert read_draft(amal, page_form(sitting.pk, 2)) is not None
