"""What an opening scores: the same for everybody at once as her own pages tell of each."""

import pytest

from hiring.asked import asked_of
from hiring.groups.measures import Measure, measures_of
from hiring.judgement.actions.settings import Use
from hiring.judgement.queries import situations_of
from hiring.judgement.scoring import score as score_situations
from hiring.models import Candidate, Opening, OpeningStage
from hiring.profile import profile
from people.models import Membership
from tests.cast import NOW
from tests.experts import asking, frozen_by, judged
from tests.hires import begun, invited
from tests.hiring.fairness.filled import answer, people_in

QUESTIONNAIRE, JUDGEMENT = OpeningStage.Kind.QUESTIONNAIRE, OpeningStage.Kind.JUDGEMENT
ASKED = asked_of("ei-50", 1, {"SR", "EM"})
# By place of the statement: whole, a few left out, half of each component, fewer than half.
ANSWERS: list[list[int | None]] = [
    [1 + place * 7 % 5 for place in range(20)],
    [None if place % 6 == 0 else 1 + place % 5 for place in range(20)],
    [4 if place < 10 else None for place in range(20)],
    [2 if place < 3 else None for place in range(20)],
]


def test_components_are_scored_as_in_each_profile(opening: Opening, dee: Membership) -> None:
    people = people_in(opening, len(ANSWERS))
    expected: dict[str, dict[str, float]] = {}
    for one, values in zip(people, ANSWERS, strict=True):
        given = {item.code: value for item, value in zip(ASKED.items, values, strict=True)}
        answer([one], given)
        for line in profile(ASKED, given):
            if line.measured:
                expected.setdefault(line.component.name, {})[_key(one)] = line.measured.points
    (found,) = measures_of(opening, frozenset({QUESTIONNAIRE})).values()
    assert {one.name: _plain(one) for one in found} == {
        name: pytest.approx(scores) for name, scores in expected.items()
    }
    assert sum(len(scores) for scores in expected.values()) == 6


def test_answers_that_are_not_sent_score_nobody(opening: Opening, dee: Membership) -> None:
    """Nobody sees them in a profile: neither may they move the middle score of everybody. Who was let in
    again and sent nothing since, and who has withdrawn before she sent, has not sent them either.
    """
    people = people_in(opening, 3)
    answer(people, {item.code: 5 for item in ASKED.items})
    of = Candidate.objects.filter(opening=opening)
    of.filter(pk=people[1].pk).update(state=Candidate.State.STARTED, sent_at=None)
    of.filter(pk=people[2].pk).update(
        state=Candidate.State.WITHDRAWN, sent_at=None, withdrawn_at=people[2].sent_at
    )
    (found,) = measures_of(opening, frozenset({QUESTIONNAIRE})).values()
    assert found
    assert {who for one in found for who in _plain(one)} == {_key(people[0])}


def test_answers_to_a_questionnaire_that_is_not_there_score_nobody(opening: Opening, dee: Membership) -> None:
    answer(people_in(opening, 2), {item.code: 3 for item in ASKED.items})
    Candidate.objects.filter(opening=opening).update(instrument_version=99)
    assert measures_of(opening, frozenset({QUESTIONNAIRE})) == {}


def test_an_opening_without_such_a_stage_is_not_asked(opening: Opening, dee: Membership) -> None:
    answer(people_in(opening, 2), {item.code: 3 for item in ASKED.items})
    assert measures_of(opening, frozenset({OpeningStage.Kind.INTERVIEW})) == {}


@pytest.mark.usefixtures("scoped")
def test_situations_are_scored_by_the_frozen_key_as_on_her_own_page(dee: Membership) -> None:
    frozen_by(dee)
    opening = asking(dee, use=Use.DECISION)
    people = [begun(invited(opening, dee, token=name), session=f"{name}-session") for name in ("nell", "kim")]
    judged(people[0], dict.fromkeys(_codes(people[0])[:7], 1))
    judged(people[1], pages=3)  # a quarter of them is no score
    begun_one = begun(invited(opening, dee, token="ida"), session="ida-session")
    judged(begun_one, dict.fromkeys(_codes(begun_one)[:7], 1))  # and she has not sent them
    Candidate.objects.filter(pk__in=[one.pk for one in people]).update(state="sent", sent_at=NOW)
    told = situations_of(people[0])
    assert told is not None
    whole = score_situations(told.sheets.test, told.key, told.sheets.answers).score
    assert whole is not None
    (measure,) = measures_of(opening, frozenset({JUDGEMENT}))[JUDGEMENT]
    assert measure.name == "Situations"
    assert _plain(measure) == pytest.approx({_key(people[0]): 100 * whole})
    assert whole < 1


@pytest.mark.usefixtures("scoped")
def test_situations_for_practice_score_nobody(dee: Membership) -> None:
    opening = asking(dee, use=Use.PRACTICE)
    judged(begun(invited(opening, dee)))
    assert measures_of(opening, frozenset({JUDGEMENT})) == {}


@pytest.mark.usefixtures("scoped")
def test_situations_that_nobody_has_answered_are_no_score(dee: Membership) -> None:
    frozen_by(dee)
    opening = asking(dee, use=Use.DECISION)
    invited(opening, dee)
    assert measures_of(opening, frozenset({JUDGEMENT})) == {}


def _codes(candidate: Candidate) -> list[str]:
    found = situations_of(candidate)
    assert found is not None
    return [one.code for scenario in found.sheets.scenarios for one in scenario.options]


def _key(candidate: Candidate) -> str:
    return candidate.pk.hex


def _plain(measure: Measure) -> dict[str, float]:
    """By the hexadecimal of her key, whichever database wrote it."""
    return {who.replace("-", ""): points for who, points in measure.scores.items()}
