"""How the statements were answered: a kind note by the two rules, indices as detail, nothing corrected."""

import datetime as dt
from collections.abc import Mapping

import pytest

from assessments.instruments import Instrument
from assessments.models import Answer
from assessments.quality_notes import FARTHEST, LEAST_VARIABILITY, LONGEST_RUN
from assessments.queries import takes
from assessments.report.answering import Answering, answering
from people.models import Membership
from tests.assessments.conftest import SignIn, Take
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")
KIND = "Nothing was left out, corrected or counted against you."


def answering_of(member: Membership, answers: Mapping[str, int | None]) -> Answering:
    found = answering(takes(member)[-1], answers)
    assert found is not None
    return found


def test_who_answers_by_content_is_told_that_nothing_stands_out(
    amal: Membership, finish: Take, ei50: Instrument
) -> None:
    finish(amal)
    found = answering_of(amal, {item.code: 4 if item.key == 1 else 2 for item in ei50.items})
    assert (found.notes, found.says) == ((), f"Nothing stands out in how you answered. {KIND}")
    assert found.header == ("What was looked at", "Found", "Stands out when")
    assert found.rows == (
        ("Most equal answers in a row", "3", "25 or more"),
        ("Spread of the answers (SD)", "1.01", "Below 0.3"),
        ("Distance from the model (D²)", "4.1", "Above 67.9"),
        ("Halves of each part alike (−1 to 1)", "–", "Never alone"),
        ("Opposite statements 2 or more apart", "0 of 25", "Never alone"),
    )


def test_the_limits_on_the_page_are_those_of_the_rules(amal: Membership, finish: Take) -> None:
    finish(amal)
    limits = [row[2] for row in answering_of(amal, dict.fromkeys(_codes(amal), 3)).rows[:3]]
    assert limits == [f"{LONGEST_RUN} or more", f"Below {LEAST_VARIABILITY}", f"Above {FARTHEST}"]


def _codes(member: Membership) -> list[str]:
    return [item.code for item in takes(member)[-1].instrument.items]


def test_a_straight_line_gets_a_kind_note(amal: Membership, finish: Take) -> None:
    finish(amal)
    found = answering_of(amal, dict.fromkeys(_codes(amal), 4))
    assert found.notes[0] == (
        "Many of your answers in a row are the same, or nearly all of them are alike. There can be a simple "
        "reason. If you were in a hurry, these scores may tell more of the hurry than of you. A quiet "
        f"hour may give you a truer picture. {KIND}"
    )
    assert found.says == f"The note at the top of this report comes from here. {KIND}"


def test_a_rare_mix_gets_a_kind_note(amal: Membership, finish: Take) -> None:
    finish(amal)
    found = answering_of(amal, {code: 1 if place % 3 else 5 for place, code in enumerate(_codes(amal))})
    assert found.notes == (
        "Your answers go together in a way that is rare for these statements. You may just be a rare mix. If "
        "you were tired or pressed for time, read the scores with care: a quiet hour may give you a truer "
        f"picture. {KIND}",
    )


def test_how_often_a_note_comes_is_said_with_it(amal: Membership, finish: Take) -> None:
    finish(amal)
    assert (
        "99 of 100 people who tick at random get one, and 2 to 3 of 100 who answer honestly. So a note "
        "proves nothing."
    ) in answering_of(amal, {}).rates


def test_too_few_answers_are_not_looked_at(amal: Membership, finish: Take) -> None:
    finish(amal)
    found = answering_of(amal, dict.fromkeys(_codes(amal)[:24], 3))
    assert (found.notes, found.rows) == ((), ())
    assert found.says == (
        f"You answered fewer than 25 statements: too few to look at how they were answered. {KIND}"
    )


def test_another_form_has_no_rules(amal: Membership, finish: Take) -> None:
    finish(amal).__class__.objects.update(instrument_key="ei-15")
    assert answering(takes(amal, "ei-15")[-1], {}) is None


def test_a_note_stands_above_the_scores_and_changes_none(
    amal: Membership, client_of: SignIn, finish: Take
) -> None:
    finish(amal, NOW - dt.timedelta(weeks=9))
    done = finish(amal)  # 3 on every statement: a straight line
    kept = Answer.objects.count()
    html = client_of(amal).get(f"/assessment/{done.pk}/report/").content.decode()
    note = html.index('<div class="inset"><p>Many of your answers in a row are the same')
    assert note < html.index('id="profile"')
    assert "Your answers put Self-awareness at 50 out of 100." in html
    assert Answer.objects.count() == kept == 100
