"""The demo organisation: people, teams, half a year of moments. Made by the product's own actions."""

import datetime as dt
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import instrument
from assessments.offer import FULL, PULSE, Offered
from assessments.rounds.actions import close_round, reply, start_round
from assessments.rounds.observed import observed
from coaching.actions.sharing import Chosen, share_thing
from coaching.actions.thread import give_feedback, open_share
from coaching.documents import Feedback
from coaching.feedback.actions.asking import ask_for_feedback
from coaching.feedback.actions.giving import give_on_seen
from coaching.feedback.actions.responding import thank
from coaching.feedback.documents import Ask
from coaching.kinds import kind_of
from coaching.models import Share
from coaching.snapshots.moment import USUAL_PARTS
from coaching.thanks.actions import give_thanks, show_thanks
from coaching.thanks.documents import ThanksDocument
from coaching.thanks.queries import colleagues_of
from eiapp.demo_accounts import PASSWORD
from eiapp.seed_hiring import hire
from eiapp.story import Told, half_a_year, opinion, this_morning
from journal.actions import save_moment
from journal.models import Moment
from journal.plans.actions import make_goal, make_plan, rehearse_plan
from journal.plans.documents import GoalDocument, Kind, Wording
from people.actions.accounts import create_user, read_notice
from people.actions.organisations import Roles, create_organisation, join, save_team
from people.models import Membership, Organisation, Team
from people.scope import organisation_scope

NAME = "Harbour Support"
ZONE = "Europe/London"
SEED = 42
TEAM_SIZE = 8
ROUND_AGO = dt.timedelta(days=16)
SITE, TEAMS = "Harbour", ("Pier", "Quay", "Beacon")
PLANS = (
    Wording("C", "clarify", ""),
    Wording("A", "pause", "let one breath go by, then say what I can do"),
)
GOAL = GoalDocument(
    Kind.PROFESSIONAL,
    "Train new colleagues by summer",
    "I like it when somebody gets it. And I know how lost I was in my first month.",
    "Ask Bo whether I may sit in on the next training day",
    why_on_hard_days=True,
)
QUESTION = "I kept my voice slow, but he did not calm down. What would you have said next?"
REPORT_QUESTION = "Calls that get loud still cost me most. Where do you see me stay calm?"
FEEDBACK = Feedback(
    situation="In the call about the parcel that was lost twice.",
    behaviour="You let him finish, then said in one sentence what you can do.",
    impact="After that he asked a question in place of shouting, and the call ended two minutes later.",
    question="What were you hoping for when you offered to ring back?",
)
# How many days ago, who to whom, what.
THANKS = (
    (
        12,
        ("Ines", "Amal"),
        ThanksDocument(
            did="You stayed ten minutes longer on Friday and showed me how you note a lost parcel.",
            effect="On Monday I did it alone, and nobody had to ring back.",
            components=("SS",),
        ),
    ),
    (
        4,
        ("Bo", "Amal"),
        ThanksDocument(
            did="When the line was shouting you lowered your voice and named what the customer had lost.",
            effect="He stopped, told you what he needed, and thanked you at the end.",
            customer="You are the first who listened.",
            components=("SR", "EM"),
        ),
    ),
    (
        2,
        ("Amal", "Tomasz"),
        ThanksDocument(
            did="You took my next call when you saw that I was not done with the last one.",
            effect="I had the minute that I needed, and was kind to the one after.",
        ),
    ),
)
SEEN = Feedback(
    situation="Yesterday at the desk beside mine, with the caller who had been passed on twice.",
    behaviour="You said what you had read in his file before you asked him anything.",
    impact="He stopped telling it all again. I have begun to do the same.",
)
GRATEFUL = "That is good to hear. It was on my mind all evening."
ASK = Ask("How I end a call that has gone well.", "Whether I say what happens next, or only goodbye.")
# amal, cleo and the supervisors stand beside these; eight agents a team.
COLLEAGUES = (
    (
        "Ines Duarte",
        "Tomasz Zielinski",
        "Priya Raman",
        "Oluwaseun Ade",
        "Mei Tanaka",
        "Jonas Lind",
        "Rosa Vidal",
    ),
    ("Samir Haddad", "Nora Quinn", "Luca Ferri", "Aisha Khan", "Piotr Wolski", "Grace Mensah", "Ella Novak"),
    (
        "Diego Torres",
        "Hanna Virtanen",
        "Omar Farouk",
        "Lena Vogt",
        "Yusuf Demir",
        "Chloe Martin",
        "Ravi Nair",
        "Sofia Costa",
    ),
)


@dataclass
class _Founding:
    """An organisation while its people arrive."""

    organisation: Organisation
    now: dt.datetime

    def member(self, email: str, name: str, roles: Roles, team: Team | None = None) -> Membership:
        joined = self.now - dt.timedelta(days=200)
        user = create_user(email=email, name=name, password=PASSWORD, now=joined, time_zone=ZONE)
        member = join(
            organisation=self.organisation, user=user, roles=roles, team=team, actor=None, now=joined
        )
        read_notice(member=member)
        return member


def seed(*, now: dt.datetime, tell: Callable[[str], None]) -> None:
    """Make the whole demo in one transaction: all of it or none."""
    with transaction.atomic():
        tell("People and teams")
        harbour = create_organisation(name=NAME, now=now - dt.timedelta(days=210))
        with organisation_scope(harbour):
            amal, cleo, dee, bo = _people(_Founding(harbour, now))
            _stories(amal, cleo, now, tell)
            tell("A panel of experts, two openings and nine candidates")
            hire(dee, bo, zone=ZONE, now=now)
        elsewhere = create_organisation(name="Lighthouse Travel", now=now - dt.timedelta(days=90))
        with organisation_scope(elsewhere):
            _Founding(elsewhere, now).member("eve@other.example", "Eve Larsen", Roles(admin=True))


def is_seeded() -> bool:
    return Organisation.objects.filter(name=NAME).exists()


def _people(founding: _Founding) -> tuple[Membership, Membership, Membership, Membership]:
    """One site of three teams of eight; returns amal, cleo, dee and bo."""
    ada = founding.member("ada@demo.example", "Ada Berg", Roles(agent=False, admin=True))
    dee = founding.member("dee@demo.example", "Dee Whitfield", Roles(agent=False, hr=True))
    supervisor = Roles(agent=False, supervisor=True)
    bo = founding.member("bo@demo.example", "Bo Eriksen", supervisor)
    fay = founding.member("fay@demo.example", "Fay Osei", supervisor)
    gil = founding.member("gil@demo.example", "Gil Moreau", supervisor)
    now = founding.now
    site = save_team(team=None, name=SITE, parent=None, supervisors=[], by=ada, now=now)
    teams = [
        save_team(team=None, name=name, parent=site, supervisors=[lead], by=ada, now=now)
        for name, lead in zip(TEAMS, (bo, fay, gil), strict=True)
    ]
    amal = founding.member("amal@demo.example", "Amal Rahimi", Roles(), teams[0])
    cleo = founding.member("cleo@demo.example", "Cleo Marsh", Roles(), teams[1])
    for team, names in zip(teams, COLLEAGUES, strict=True):
        for name in names:
            founding.member(f"{name.split()[0].lower()}@demo.example", name, Roles(), team)
    return amal, cleo, dee, bo


def _stories(amal: Membership, cleo: Membership, now: dt.datetime, tell: Callable[[str], None]) -> None:
    today = now.astimezone(ZoneInfo(ZONE)).date()
    tell("Half a year of moments")
    whole = chain(half_a_year(today=today, zone=ZONE, seed=SEED), this_morning(now=now, zone=ZONE))
    _write(amal, whole)
    _write(cleo, half_a_year(today=today, zone=ZONE, seed=SEED + 1, days=40))
    tell("Two plans and a goal")
    _intend(amal, now)
    tell("Two shared moments")
    _share(amal, now)
    tell("Thanks from three people")
    _thank(amal, now)
    tell("Feedback on something seen, and an ask")
    _feed_back(amal, now)
    tell("Three questionnaires")
    for weeks, mood in ((25, 0.0), (14, 0.25), (3, 0.45)):
        _take_questionnaire(amal, now - dt.timedelta(weeks=weeks), lift=mood)
    tell("Two parts of a report, shared")
    _share_report(amal, now)
    tell("Nine short forms")
    for number in range(9):
        _take_questionnaire(amal, now - dt.timedelta(weeks=10 - number), lift=0.05 * number, form=PULSE)
    tell("Two rounds in which others rate")
    _rate(amal, now)
    _ask(cleo, now)


def _intend(amal: Membership, now: dt.datetime) -> None:
    """What she means to do about what comes up most, and what she wants to get to."""
    today = now.astimezone(ZoneInfo(ZONE)).date()
    for days, wording in ((30, PLANS[0]), (9, PLANS[1])):
        begun = now - dt.timedelta(days=days)
        review = today + dt.timedelta(days=28 - days)
        plan = make_plan(by=amal, wording=wording, review_on=review, submission_key=uuid4(), now=begun)
        rehearse_plan(row=plan.pk, by=amal, now=begun)
    review = today + dt.timedelta(days=20)
    make_goal(by=amal, document=GOAL, review_on=review, submission_key=uuid4(), now=now)


def _share(amal: Membership, now: dt.datetime) -> None:
    """Two of her moments, both with her supervisor; the older one is answered."""
    bo = Membership.objects.get(user__email="bo@demo.example")
    bo.organisation = amal.organisation
    answered = _shared(amal, bo, now - dt.timedelta(days=6), QUESTION)
    _shared(amal, bo, now - dt.timedelta(days=1), "")
    read_at = now - dt.timedelta(days=5)
    open_share(row=answered.pk, by=bo, now=read_at)
    give_feedback(row=answered.pk, feedback=FEEDBACK, submission_key=uuid4(), by=bo, now=read_at)


def _feed_back(amal: Membership, now: dt.datetime) -> None:
    """What a colleague of amal's saw, and thanks for it; she asks her supervisor to look at something."""
    mate = Membership.objects.filter(team=amal.team).exclude(pk=amal.pk).order_by("user__name")[0]
    mate.organisation = amal.organisation
    told: dict[str, Any] = {"submission_key": uuid4(), "now": now - dt.timedelta(days=3)}
    message = give_on_seen(receiver=amal.pk, feedback=SEEN, by=mate, **told)
    thank(row=message.thread_id, text=GRATEFUL, by=amal, **told)
    bo = Membership.objects.get(user__email="bo@demo.example")
    ask_for_feedback(person=bo.pk, ask=ASK, by=amal, **told)


def _shared(amal: Membership, bo: Membership, at: dt.datetime, question: str) -> Share:
    """The newest moment of that time, without its note."""
    moment = Moment.objects.of(amal).filter(felt_at__lte=at).newest_first()[0]
    return _shared_of(Share.Kind.MOMENT, moment.pk, Chosen(bo.pk, USUAL_PARTS, question, 30), by=amal, now=at)


def _share_report(amal: Membership, now: dt.datetime) -> None:
    """Two parts of her last one, with her supervisor."""
    bo = Membership.objects.get(user__email="bo@demo.example")
    sitting = amal.sittings.order_by("-submitted_at")[0]
    chosen = Chosen(bo.pk, ("SR", "EM"), REPORT_QUESTION, 30)
    _shared_of(Share.Kind.REPORT, sitting.pk, chosen, by=amal, now=now - dt.timedelta(days=2))


def _shared_of(kind: Share.Kind, row: UUID, chosen: Chosen, *, by: Membership, now: dt.datetime) -> Share:
    thing = kind_of(kind).find(by, row, now)
    assert thing is not None
    key = uuid4()
    return share_thing(
        kind=kind, row=row, version=thing.version, chosen=chosen, submission_key=key, by=by, now=now
    )


def _thank(amal: Membership, now: dt.datetime) -> None:
    """Two that she got, one of them shown to her team, and one that she gave."""
    people = {each.name.split()[0]: each.id for each in colleagues_of(amal)}
    for days, (giver, receiver), document in THANKS:
        by, to = (Membership.objects.get(pk=people.get(name, amal.pk)) for name in (giver, receiver))
        at = now - dt.timedelta(days=days)
        one = give_thanks(to=to.pk, document=document, submission_key=uuid4(), by=by, now=at)
        if giver == "Ines":
            show_thanks(row=one.pk, team=to.team_id, by=to)


def _rate(amal: Membership, now: dt.datetime) -> None:
    """A closed round: five of her team and her supervisor replied, he with his name."""
    near = Membership.objects.filter(team=amal.team).exclude(pk=amal.pk).order_by("user__name")[:5]
    bo = Membership.objects.get(user__email="bo@demo.example")
    found = start_round(raters=[each.pk for each in (*near, bo)], days=14, by=amal, now=now - ROUND_AGO)
    seen = {"SR": 3.1, "MO": 4.2, "EM": 4.1, "SS": 4.2}
    asks = {ask.rater_id: ask.pk for ask in found.asks.all()}
    for number, rater in enumerate((*near, bo)):
        answers = opinion(form=observed(), levels=seen, seed=f"{SEED} {number}")
        reply(ask_id=asks[rater.pk], answers=answers, by=rater, now=now - ROUND_AGO, named=rater == bo)
    close_round(round_id=found.pk, by=amal, now=now - ROUND_AGO + dt.timedelta(days=9))


def _ask(cleo: Membership, now: dt.datetime) -> None:
    """A colleague of cleo's team has an open round, and cleo has not answered yet."""
    team = Membership.objects.filter(team=cleo.team).exclude(pk=cleo.pk).order_by("user__name")
    asks, *others = team[:6]
    _take_questionnaire(asks, now - dt.timedelta(days=6), lift=0.3)
    start_round(
        raters=[each.pk for each in (cleo, *others)], days=14, by=asks, now=now - dt.timedelta(days=2)
    )


def _write(member: Membership, story: Iterable[Told]) -> None:
    dice = random.Random(str(member.user.email))  # noqa: S311  ids of a demo
    for told in story:
        save_moment(
            by=member,
            feelings=[told.feeling],
            triggers=[told.trigger],
            strength=told.strength,
            note=told.note,
            submission_key=UUID(int=dice.getrandbits(128), version=4),
            now=told.felt_at,
        )


def _take_questionnaire(member: Membership, at: dt.datetime, *, lift: float, form: Offered = FULL) -> None:
    """Answers around a true level per component; `lift` moves self-regulation, as training may."""
    dice = random.Random(f"{SEED} {lift}")  # noqa: S311  a story, not a secret
    levels = {"SA": 3.7, "SR": 2.5 + 1.6 * lift, "MO": 3.6, "EM": 4.3, "SS": 2.6 + 0.5 * lift}
    sitting = start_sitting(by=member, now=at, form=form)
    answers: dict[str, int | None] = {}
    for item in instrument(form.key, form.version).items:
        agreed = min(5, max(1, round(dice.gauss(levels[item.component.code], 0.7))))
        answers[item.code] = agreed if item.key > 0 else 6 - agreed
    answer_page(sitting_id=sitting.pk, answers=answers, by=member)
    submit_sitting(sitting_id=sitting.pk, by=member, now=at + dt.timedelta(minutes=11))
