"""Rounds and told figures of a bench installation: the measured person's own by actions, others' in bulk."""

import datetime as dt
import random
from collections.abc import Sequence

import numpy as np
from numpy.random import default_rng

from assessments.evidence import as_json, work_out, work_out_retest
from assessments.instruments import instrument
from assessments.models import Rating, Release, Round, Sitting
from assessments.offer import KEY, VERSION
from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.rounds.actions import close_round, reply, start_round
from assessments.rounds.agreeing import as_json as raters_as_json
from assessments.rounds.agreeing import work_out_raters
from assessments.rounds.observed import OTHERS_KEY, OTHERS_VERSION, components_seen, observed
from assessments.simulation import honest, retest
from people.models import Membership, Organisation

NAMED = 2  # raters of the measured person who agreed to be named
ASKING = 5  # colleagues who wait for an answer of hers
RATERS = 6  # of everybody else's rounds
MONTHS = 12  # of told figures that are kept
DICE = random.Random(11)


def own_round(measured: Membership, raters: Sequence[Membership], now: dt.datetime) -> str:
    """A closed round with a result and names; returns its id."""
    found = start_round(raters=[each.pk for each in raters], days=14, by=measured, now=now)
    for number, ask in enumerate(found.asks.select_related("rater__user")):
        answers: dict[str, int | None] = {item.code: DICE.randint(1, 5) for item in observed().items}
        reply(ask_id=ask.pk, answers=answers, by=ask.rater, now=now, named=number < NAMED)
    close_round(round_id=found.pk, by=measured, now=now)
    found.refresh_from_db(from_queryset=Round.objects.all())
    assert found.people == len(raters) - NAMED >= RATERS_FLOOR
    return str(found.pk)


def asking(measured: Membership, others: Sequence[Membership], now: dt.datetime) -> str:
    """Open rounds of others that wait for her; returns the id of what one of them asks."""
    for place, asker in enumerate(others[:ASKING]):
        near = [each.pk for each in others[place + 1 : place + 4]]
        found = start_round(raters=[measured.pk, *near], days=14, by=asker, now=now)
    return str(found.asks.get(rater=measured).pk)


def rounds_of_others(like: Sitting, members: Sequence[Membership], many: int, now: dt.datetime) -> None:
    """Closed rounds with a result, of people who have long closed theirs."""
    made = [
        Round(
            organisation_id=like.organisation_id,
            membership=members[number % len(members)],
            sitting=like,
            form_key=OTHERS_KEY,
            form_version=OTHERS_VERSION,
            state=Round.State.CLOSED,
            started_at=now - dt.timedelta(days=60),
            closes_at=now - dt.timedelta(days=46),
            closed_at=now - dt.timedelta(days=46),
            people=RATERS,
        )
        for number in range(many)
    ]
    Round.objects.bulk_create(made, batch_size=500)
    codes = [component.code for component in components_seen()]
    rows = (
        Rating(
            organisation_id=each.organisation_id, round=each, component=code, points=5.0 * DICE.randint(0, 20)
        )
        for each in made
        for code in codes
        for _ in range(RATERS)
    )
    Rating.objects.bulk_create(rows, batch_size=2_000)


def tell(organisation: Organisation, people: int, now: dt.datetime) -> None:
    """A year of told figures, worked out once of as many simulated people as there are sittings."""
    form, chance = instrument(KEY, VERSION), default_rng(5)
    twice = retest(people, chance)
    told = {
        Release.Kind.SCORES: as_json(work_out(form, honest(people, chance))),
        Release.Kind.RETEST: as_json(work_out_retest(form, twice.before, twice.after)),
        Release.Kind.ROUNDS: raters_as_json(work_out_raters(_simulated_rounds(people // 10))),
    }
    first = now.astimezone(dt.UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    Release.objects.bulk_create(
        [
            Release(
                organisation=organisation,
                instrument_key=Release.form_of(kind)[0],
                instrument_version=Release.form_of(kind)[1],
                kind=kind,
                until=first - dt.timedelta(days=30 * month),
                persons=figures["persons"],
                figures=figures,
            )
            for month in range(MONTHS)
            for kind, figures in told.items()
        ]
    )


def _simulated_rounds(many: int) -> list[dict[str, list[float]]]:
    chance = default_rng(6)
    return [
        {
            component.code: [float(one) for one in np.clip(60 + 15 * chance.standard_normal(RATERS), 0, 100)]
            for component in components_seen()
        }
        for _ in range(many)
    ]
