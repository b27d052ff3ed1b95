"""Sittings of the cast, made through the actions that the product uses."""

import datetime as dt
from collections.abc import Callable, Mapping

import pytest

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import Instrument, instrument
from assessments.models import Sitting
from people.models import Membership
from people.scope import organisation_scope

Take = Callable[..., Sitting]


@pytest.fixture
def ei50() -> Instrument:
    return instrument("ei-50", 1)


@pytest.fixture
def begin(ei50: Instrument, now: dt.datetime) -> Take:
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
    """finish(amal, SR=5, when=...): all statements answered, 3 or what a component is given, and submitted.

    A number is what the component scores after reversal, so SR=5 puts self-regulation at 100.
    """

    def take(member: Membership, when: dt.datetime = now, **components: int | None) -> Sitting:
        answers: dict[str, int | None] = {}
        for item in ei50.items:
            value = components.get(item.component.code, 3)
            answers[item.code] = value if value is None or item.key == 1 else 6 - value
        sitting = begin(member, answers, when)
        with organisation_scope(member.organisation):
            return submit_sitting(sitting_id=sitting.pk, by=member, now=when)

    return take
