"""Rounds of the cast, made through the actions that the product uses."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from assessments.instruments import Instrument
from assessments.models import Ask, Round
from assessments.rounds.actions import close_round, reply, start_round
from assessments.rounds.observed import observed
from people.actions.organisations import Roles
from people.models import Membership, Organisation
from people.scope import organisation_scope
from tests.assessments.conftest import Take
from tests.cast import NOW, new_member

# What a rater says: the answer after reversal that each of these components is given; 3 for the others.
Opinion = Mapping[str, int | None]
StartRound = Callable[..., Round]
Rate = Callable[..., None]
Close = Callable[..., Round]


@pytest.fixture
def others20() -> Instrument:
    return observed()


@pytest.fixture
def raters(harbour: Organisation) -> list[Membership]:
    """Six colleagues."""
    return [new_member(harbour, f"Rater{number}", Roles()) for number in range(6)]


def answers_of(opinion: Opinion) -> dict[str, int | None]:
    """Every statement answered so that a component scores as it is given: SR=5 puts it at 100, None is
    "I have not seen this"."""
    answers: dict[str, int | None] = {}
    for item in observed().items:
        value = opinion.get(item.component.code, 3)
        answers[item.code] = value if value is None or item.key == 1 else 6 - value
    return answers


@pytest.fixture
def start(finish: Take, now: dt.datetime) -> StartRound:
    """start(amal, raters): her questionnaire, and a round that asks these."""

    def begin(member: Membership, asked: Sequence[Membership], when: dt.datetime = now) -> Round:
        finish(member, when)
        with organisation_scope(member.organisation):
            return start_round(raters=[each.pk for each in asked], days=14, by=member, now=when)

    return begin


@pytest.fixture
def rate() -> Rate:
    """rate(found, rater, SR=5): one reply."""

    def send(found: Round, rater: Membership, when: dt.datetime = NOW, **opinion: int | None) -> None:
        with organisation_scope(rater.organisation):
            ask = Ask.objects.get(round=found, rater=rater)
            reply(ask_id=ask.pk, answers=answers_of(opinion), by=rater, now=when)

    return send


@pytest.fixture
def close() -> Close:
    def end(found: Round, member: Membership, when: dt.datetime = NOW + dt.timedelta(days=1)) -> Round:
        with organisation_scope(member.organisation):
            return close_round(round_id=found.pk, by=member, now=when)

    return end
