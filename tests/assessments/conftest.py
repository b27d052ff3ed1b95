"""What the tests of the room share: sittings of the cast, made through the actions that the product uses."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest
from django.test import Client

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import Instrument, instrument
from assessments.models import Sitting
from assessments.offer import PULSE
from people.models import Membership
from people.scope import organisation_scope

Take = Callable[..., Sitting]
TakePulses = Callable[..., list[Sitting]]
SignIn = Callable[[Membership], Client]


@pytest.fixture
def ei50() -> Instrument:
    return instrument("ei-50", 1)


@pytest.fixture
def ei15() -> Instrument:
    return instrument("ei-15", 1)


@pytest.fixture
def begin(now: dt.datetime) -> Take:
    """begin(amal, {"A116": 4}): a sitting with these answers, not yet submitted."""

    def start(
        member: Membership, answers: Mapping[str, int | None] | None = None, when: dt.datetime = now
    ) -> Sitting:
        with organisation_scope(member.organisation):
            sitting = start_sitting(by=member, now=when)
            answer_page(sitting_id=sitting.pk, answers=answers or {}, by=member)
        return sitting

    return start


@pytest.fixture
def finish(begin: Take, ei50: Instrument, now: dt.datetime) -> Take:
    """finish(amal, SR=5): every statement answered with 3, or with what a component is given; submitted.

    The number is the answer after reversal, so SR=5 puts self-regulation at 100. `declined` says how many
    statements of each component are left out with "I'd rather not say".
    """

    def take(
        member: Membership,
        when: dt.datetime = now,
        declined: Mapping[str, int] | None = None,
        **components: int,
    ) -> Sitting:
        answers: dict[str, int | None] = {}
        for measure in ei50.components:
            value, skipped = components.get(measure.component.code, 3), (declined or {})
            for number, item in enumerate(ei50.items_of(measure.component)):
                said = value if item.key == 1 else 6 - value
                answers[item.code] = None if number < skipped.get(measure.component.code, 0) else said
        sitting = begin(member, answers, when)
        with organisation_scope(member.organisation):
            return submit_sitting(sitting_id=sitting.pk, by=member, now=when)

    return take


@pytest.fixture
def take_pulses(ei15: Instrument, now: dt.datetime) -> TakePulses:
    """take_pulses(amal, 8, SR=[3] * 4 + [5] * 4): one a week, the last one `now`.

    A component is answered with 3, or with what it is given for each pulse; None is "I'd rather not say".
    """

    def take(
        member: Membership, many: int, when: dt.datetime = now, **components: Sequence[int | None]
    ) -> list[Sitting]:
        return [
            _take_pulse(
                member,
                ei15,
                when - dt.timedelta(weeks=many - 1 - number),
                {code: said[number] for code, said in components.items()},
            )
            for number in range(many)
        ]

    return take


def _take_pulse(
    member: Membership, ei15: Instrument, when: dt.datetime, said: Mapping[str, int | None]
) -> Sitting:
    answers: dict[str, int | None] = {}
    for item in ei15.items:
        value = said.get(item.component.code, 3)
        answers[item.code] = value if value is None or item.key == 1 else 6 - value
    with organisation_scope(member.organisation):
        sitting = start_sitting(by=member, now=when, form=PULSE)
        answer_page(sitting_id=sitting.pk, answers=answers, by=member)
        return submit_sitting(sitting_id=sitting.pk, by=member, now=when)
