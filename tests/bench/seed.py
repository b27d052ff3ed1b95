"""A bench installation's rows, made fast: people through actions, moments and answers in bulk.

Run inside the environment of the product; prints what the measuring side needs to know as JSON.
"""

import datetime as dt
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from itertools import islice
from typing import TypeVar
from uuid import UUID

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from assessments.actions import answer_page, start_sitting, submit_sitting  # noqa: E402
from assessments.models import Answer, ComponentScore, Round, Sitting  # noqa: E402
from charts.triggers import TriggerRow, draw_triggers  # noqa: E402
from coaching.models import Share  # noqa: E402
from hiring.models import Candidate  # noqa: E402
from journal.documents import MomentDocument  # noqa: E402
from journal.models import Moment  # noqa: E402
from journal.plans.actions import make_plan  # noqa: E402
from journal.plans.documents import Wording  # noqa: E402
from journal.sealing import seal_moment  # noqa: E402
from people.actions.accounts import create_user, read_notice  # noqa: E402
from people.actions.organisations import Roles, create_organisation, join  # noqa: E402
from people.days import local_day  # noqa: E402
from people.keys import open_key  # noqa: E402
from people.models import Membership, Organisation, User  # noqa: E402
from people.scope import organisation_scope  # noqa: E402
from people.sealed_cache import remembered  # noqa: E402
from people.session_store import SessionStore  # noqa: E402
from tests.bench import seed_hiring, seed_rounds, seed_shares  # noqa: E402
from tests.bench.seeded import DEEP, OWN, PASSWORD, SIGNERS, TAKERS, Seeded  # noqa: E402
from vocabulary.feelings import quick_feelings  # noqa: E402
from vocabulary.triggers import first_day_chips  # noqa: E402

Row = TypeVar("Row", Answer, ComponentScore)
ZONE = "Europe/Berlin"
HALF_A_YEAR = dt.timedelta(days=180)
EACH = 250  # moments of everybody who is not measured
MOST_SITTINGS = 10_000
AGENT = Roles()
BATCH = 2_000
DICE = random.Random(7)
NOTES = ("", "He shouted before I could say my name.", "Third call about the same parcel today. " * 3)


class Founding:
    """The organisation while its people arrive."""

    def __init__(self, organisation: Organisation, now: dt.datetime) -> None:
        self.organisation, self.now = organisation, now
        self.joined = now - HALF_A_YEAR * 2

    def person(self, name: str, password: str | None = None, roles: Roles = AGENT) -> Membership:
        user = create_user(
            email=f"{name}@bench.example", name=name, password=password, now=self.joined, time_zone=ZONE
        )
        member = join(
            organisation=self.organisation, user=user, roles=roles, team=None, actor=None, now=self.joined
        )
        read_notice(member=member)
        return member

    def moments(self, member: Membership, many: int) -> None:
        """Spread evenly over half a year up to now."""
        made = self._moments(member, many)
        while batch := list(islice(made, BATCH)):
            Moment.objects.bulk_create(batch)

    def _moments(self, member: Membership, many: int) -> Iterator[Moment]:
        key, feelings, triggers = open_key(member), quick_feelings(), first_day_chips()
        for number in range(many):
            felt_at = self.now - HALF_A_YEAR * (many - number) / many
            moment = Moment(
                organisation=self.organisation,
                membership=member,
                felt_at=felt_at,
                local_day=local_day(felt_at, ZONE, member.user.day_ends_at),
                submission_key=UUID(int=DICE.getrandbits(128), version=4),
                changed_at=felt_at,
            )
            feeling, trigger = DICE.choice(feelings).code, DICE.choice(triggers).code
            document = MomentDocument((feeling,), (trigger,), DICE.randint(1, 5), DICE.choice(NOTES), ZONE)
            moment.sealed = seal_moment(key, moment, document)
            yield moment

    def sitting(self, member: Membership, at: dt.datetime, *, submitted: bool) -> Sitting:
        sitting = start_sitting(by=member, now=at)
        answers = {item.code: DICE.randint(1, 5) for item in sitting.instrument.items}
        answer_page(sitting_id=sitting.pk, answers=answers, by=member)
        return submit_sitting(sitting_id=sitting.pk, by=member, now=at) if submitted else sitting

    def sittings(self, members: list[Membership], many: int, like: Sitting) -> None:
        """Finished sittings of others, each a copy of one that was really reckoned."""
        answers, scores = list(like.answers.all()), list(like.scores.all())
        for start in range(0, many, 200):
            copies = [
                Sitting(
                    organisation=self.organisation,
                    membership=members[number % len(members)],
                    instrument_key=like.instrument_key,
                    instrument_version=like.instrument_version,
                    state=Sitting.State.SUBMITTED,
                    started_at=self.now - HALF_A_YEAR,
                    submitted_at=self.now - HALF_A_YEAR * (number % 97) / 97,
                )
                for number in range(start, min(start + 200, many))
            ]
            Sitting.objects.bulk_create(copies)
            Answer.objects.bulk_create([_copy(answer, copy) for copy in copies for answer in answers])
            ComponentScore.objects.bulk_create([_copy(each, copy) for copy in copies for each in scores])


def _copy(row: Row, sitting: Sitting) -> Row:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["id"]
    return type(row)(**values | {"sitting_id": sitting.pk})


def session(member: Membership) -> str:
    """The cookie of a signed-in browser, without the cost of a password."""
    store = SessionStore()
    store[SESSION_KEY] = str(member.user_id)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def alone(measured: Membership) -> dict[str, float]:
    """Milliseconds of CPU, the middle of five, of what some pages cannot do without, and of a kept chart."""
    bars = [TriggerRow(f"Trigger {number}", 40 - number, 3.2, f"{40 - number} · 3.2") for number in range(7)]

    def drawn() -> dict[str, str]:
        return asdict(draw_triggers(chart_id="c", rows=bars, counts_are="Times", shown_are="Shown"))

    return {
        "password": _middle(lambda: measured.user.check_password(PASSWORD)),
        "chart": _middle(drawn),
        "kept chart": _middle(lambda: remembered(measured, "bench.chart", (), drawn)),
    }


def _middle(work: Callable[[], object]) -> float:
    work()  # the first time loads what it needs
    costs = []
    for _ in range(5):
        began = time.process_time()
        assert work()
        costs.append(1000 * (time.process_time() - began))
    return statistics.median(costs)


def seed(size: int) -> Seeded:
    """An organisation with `size` moments and up to 10,000 sittings."""
    now, seeded = timezone.now(), Seeded()
    with transaction.atomic():
        organisation = create_organisation(name="Bench", now=now)
        with organisation_scope(organisation):
            founding = Founding(organisation, now)
            measured = measured_people(founding, seeded, deep=size >= 2 * DEEP)
            left = size - Moment.objects.count()
            others = [founding.person(f"other-{number}") for number in range(max(20, left // EACH))]
            for number, other in enumerate(others):
                founding.moments(other, left // len(others) + (number < left % len(others)))
            like = Sitting.objects.filter(membership=measured).submitted().latest("submitted_at")
            founding.sittings(others, min(size, MOST_SITTINGS) - Sitting.objects.count(), like)
            seeded.ids["report"] = str(like.pk)
            newest = Moment.objects.of(measured).newest_first()[0]
            seeded.ids |= {"moment": str(newest.pk), "day": newest.local_day.isoformat()}
            rate(founding, seeded, measured, others, like)
            share(founding, seeded, others, min(size, MOST_SITTINGS))
            hire(founding, seeded, min(size, MOST_SITTINGS))
            seeded.rows = {
                "moments": Moment.objects.count(),
                "sittings": Sitting.objects.count(),
                "rounds": Round.objects.count(),
                "shares": Share.objects.count(),
                "candidates": Candidate.objects.count(),
            }
    with organisation_scope(organisation):
        seeded.alone = alone(measured)
    return seeded


def rate(
    founding: Founding, seeded: Seeded, measured: Membership, others: list[Membership], like: Sitting
) -> None:
    """Rounds about her and others, what is asked of her, and what the organisation was told."""
    now, sittings = founding.now, Sitting.objects.count()
    seeded.ids["round"] = seed_rounds.own_round(measured, others[:12], now)
    seeded.ids["ask"] = seed_rounds.asking(measured, others[12:], now)
    seed_rounds.rounds_of_others(like, others, sittings // 10, now)
    seed_rounds.tell(founding.organisation, sittings, now)


def hire(founding: Founding, seeded: Seeded, many: int) -> None:
    """An opening with its candidates, who of HR looks after it, and cookies of two candidates."""
    hr = founding.person("hr", roles=Roles(hr=True))
    seeded.sessions["hr"] = session(hr)
    ids, seeded.bearers = seed_hiring.hire_many(hr, many, founding.now)
    seeded.ids |= ids


def plan_of(member: Membership, now: dt.datetime) -> str:
    """One under way for sixty days, so that there is a before and a since to compare."""
    plan = make_plan(
        by=member,
        wording=Wording(first_day_chips()[0].code, "pause", "let one breath go by"),
        review_on=(now + dt.timedelta(days=28)).date(),
        submission_key=UUID(int=DICE.getrandbits(128), version=4),
        now=now - dt.timedelta(days=60),
    )
    return str(plan.pk)


def share(founding: Founding, seeded: Seeded, others: list[Membership], many: int) -> None:
    """What others share with two supervisors; who reads it, and one of those who share."""
    roles = Roles(agent=False, supervisor=True, admin=True)
    leads = [founding.person(f"lead-{number}", roles=roles) for number in range(2)]
    seed_shares.share_much(leads, others, many, founding.now)
    seeded.sessions |= {"lead": session(leads[0]), "sharer": session(others[0])}


def measured_people(founding: Founding, seeded: Seeded, *, deep: bool) -> Membership:
    """Those whose pages are asked for; returns the one with 1,000 moments and three reports."""
    measured = founding.person("measured", PASSWORD)
    founding.moments(measured, OWN)
    seeded.ids["plan"] = plan_of(measured, founding.now)
    for weeks in (25, 14, 3):
        founding.sitting(measured, founding.now - dt.timedelta(weeks=weeks), submitted=True)
    seeded.sessions["measured"] = session(measured)
    starter = founding.person("starter")
    start_sitting(by=starter, now=founding.now)
    seeded.sessions["starter"] = session(starter)
    for number in range(TAKERS):
        taker = founding.person(f"taker-{number}")
        founding.sitting(taker, founding.now, submitted=False)
        seeded.sessions[f"taker-{number}"] = session(taker)
    if deep:
        digger = founding.person("deep")
        founding.moments(digger, DEEP)
        seeded.sessions["deep"] = session(digger)
    for number in range(SIGNERS):
        founding.person(f"signer-{number}")
    User.objects.filter(email__startswith="signer-").update(password=measured.user.password)
    return measured


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(seed(int(sys.argv[1])))))
