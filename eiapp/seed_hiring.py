"""The demo's hiring: experts freeze a key, an earlier opening is over, and in another all ways are shown."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict
from zoneinfo import ZoneInfo

from eiapp.demo_accounts import CANDIDATE_TOKEN
from eiapp.story_hiring import (
    ASKED,
    CHANGE_REASON,
    DECISION_REASON,
    DELETED,
    EARLIER_JOB,
    EARLIER_REASON,
    EXPERTS,
    FIRST_HEARD,
    HOLD,
    HOLD_REASON,
    JAKUB,
    JOB,
    KEPT,
    NELL,
    REQUEST,
    RUTH,
    WANDA,
    WITHDREW,
    Applicant,
)
from hiring.actions.answers import answer_statements, send_answers
from hiring.actions.candidates import invite_candidate
from hiring.actions.leaving import withdraw_candidate
from hiring.actions.links import exchange_link
from hiring.actions.scorecards import Rated, Verdict, decide, lock_scorecard
from hiring.adjustments.actions import Wishes, save_wishes
from hiring.adjustments.display import Display
from hiring.judgement.actions.answers import begin_situations, rate_ways
from hiring.judgement.actions.panels import (
    Person,
    freeze_key,
    invite_experts,
    rate_options,
    send_ratings,
    start_panel,
)
from hiring.judgement.actions.settings import Use, choose_situations
from hiring.judgement.queries import situations_of
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.keeping.actions import hold_candidate, purge_due
from hiring.models import Candidate, Opening, OpeningGuide, OpeningStage
from hiring.openings.actions.guides import confirm_competency
from hiring.openings.actions.parts import JobText, ToldText, save_job, save_told
from hiring.openings.actions.rules import fix_rule
from hiring.openings.actions.stages import StageText, save_stages
from hiring.openings.actions.states import close_opening, open_opening, start_opening
from hiring.openings.actions.team import name_team
from hiring.openings.queries import guide_of
from hiring.openings.starter import first_rule
from hiring.queries import sitting
from hiring.talks.actions import change_scorecard
from people.models import Membership
from people.tokens import new_token

SEED = 42
EARLIER, LAST_DAY = dt.timedelta(days=199), dt.timedelta(days=192)  # ago; six months later all is due
NIGHTS = 3


class _By(TypedDict):
    """Who acts, and when."""

    by: Membership
    now: dt.datetime


@dataclass(frozen=True)
class _Plan:
    """What differs between the two openings."""

    job: JobText
    use: Use
    last_day: dt.date


def hire(dee: Membership, bo: Membership, *, zone: str, now: dt.datetime) -> None:
    """Dee hires, and bo talks with candidates beside her."""
    today = now.astimezone(ZoneInfo(zone)).date()
    _earlier(dee, now, today)
    _freeze_key(dee, now - dt.timedelta(days=40))
    job = JobText(JOB.title, JOB.needs, JOB.reasons)
    plan = _Plan(job, Use.DECISION, today + dt.timedelta(days=21))
    opening = _opened(plan, [dee, bo], now - dt.timedelta(days=12))
    for days, one in ((10, NELL), (9, RUTH), (8, JAKUB), (8, WANDA)):
        _heard(opening, one, dee, bo, now - dt.timedelta(days=days))
    _change_and_decide(opening, dee, bo, now - dt.timedelta(days=1))
    _leave_and_ask(opening, dee, now - dt.timedelta(days=3))
    tariq = {"name": "Tariq Mansour", "email": "tariq@home.example", "token": CANDIDATE_TOKEN}
    invite_candidate(opening=opening, **tariq, by=dee, now=now)


def _earlier(dee: Membership, now: dt.datetime, today: dt.date) -> None:
    """An opening whose time is over: one candidate was deleted in the night, one is kept by a legal hold."""
    at = now - EARLIER
    job = JobText(EARLIER_JOB, JOB.needs, {})
    opening = _opened(_Plan(job, Use.OFF, today - LAST_DAY), [dee], at)
    for name in (DELETED, KEPT):
        kept = _invited(opening, name, dee, at)
    _lock(kept, JAKUB.hr, dee, at + dt.timedelta(days=2))
    verdict = Verdict(goes_on=False, grounds=("calm",), reason=EARLIER_REASON)
    decide(candidate=kept, verdict=verdict, by=dee, now=at + dt.timedelta(days=3))
    close_opening(opening=opening, by=dee, now=at + dt.timedelta(days=9))
    hold_candidate(candidate=kept, name=HOLD, reason=HOLD_REASON, by=dee, now=now - dt.timedelta(days=30))
    last_night = (now - dt.timedelta(hours=4)).replace(hour=3, minute=50, second=0, microsecond=0)
    for night in range(NIGHTS, 0, -1):
        purge_due(organisation=dee.organisation, now=last_night - dt.timedelta(days=night - 1))


def _freeze_key(dee: Membership, at: dt.datetime) -> None:
    """Ten experts rate near what the authors think, most of them alike, and dee freezes their key."""
    by: _By = {"by": dee, "now": at}
    panel = start_panel(**by)
    people = [Person(name, f"{name.split()[0].lower()}@experts.example") for name in EXPERTS]
    invite_experts(panel=panel, people=people, **by)
    options = judgement_test(KEY, VERSION).options
    for number, one in enumerate(panel.experts.select_related("panel__organisation").order_by("name")):
        dice = random.Random(f"{SEED} {number}")  # noqa: S311  a story, not a secret
        ratings = {code: _near(dice, each.rating, 0.6) for code, each in options.items()}
        rate_options(expert=one, ratings=ratings, now=at)
        send_ratings(expert=one, now=at)
    freeze_key(panel=panel, by=dee, now=at + dt.timedelta(days=9))


def _opened(plan: _Plan, team: Sequence[Membership], at: dt.datetime) -> Opening:
    """Begun with the starter pack, made her own, read through and opened. The first of the team is HR."""
    hr = team[0]
    by: _By = {"by": hr, "now": at}
    opening = start_opening(title=plan.job.title, from_starter=True, **by)
    save_job(opening=opening, job=plan.job, **by)
    save_stages(opening=opening, stages=_stages(bool(plan.job.reasons)), **by)
    choose_situations(opening=opening, use=plan.use, seconds=None, **by)
    guide, version = guide_of(opening), OpeningGuide.objects.get(opening=opening).version
    for one in guide.competencies:
        confirm_competency(opening=opening, code=one.code, version=version, **by)
    fix_rule(opening=opening, rule=first_rule(guide), reason="", **by)
    contact = f"{hr.user.name}, {hr.user.email}"
    save_told(opening=opening, told=ToldText(JOB.notice, contact, plan.last_day, "eu"), **by)
    emails = [one.user.email for one in team]
    name_team(opening=opening, interviewers=emails, deciders=[hr.user.email], **by)
    return open_opening(opening=opening, **by)


def _stages(asks: bool) -> list[StageText]:
    kinds = OpeningStage.Kind
    statements = [StageText(kinds.QUESTIONNAIRE, "Statements")] if asks else []
    return [*statements, StageText(kinds.INTERVIEW, "Talk")]


def _heard(opening: Opening, one: Applicant, dee: Membership, bo: Membership, at: dt.datetime) -> None:
    """She answered and sent, then dee rated the talk alone, and bo where there is a card of his."""
    candidate = _sent(_invited(opening, one.name, dee, at), one.level, at + dt.timedelta(hours=1))
    _lock(candidate, one.hr, dee, at + dt.timedelta(days=4))
    if one.supervisor:
        notes = FIRST_HEARD if one is NELL else one.supervisor
        _lock(candidate, notes, bo, at + dt.timedelta(days=4, hours=2))


def _invited(opening: Opening, name: str, dee: Membership, at: dt.datetime) -> Candidate:
    """Invited, and her link was used."""
    email = f"{name.split()[0].lower()}@home.example"
    told = {"name": name, "email": email, "token": new_token()}
    candidate = invite_candidate(opening=opening, **told, by=dee, now=at)
    exchange_link(link=candidate.links.get(), session=new_token(), now=at)
    return candidate


def _sent(candidate: Candidate, level: float, at: dt.datetime) -> Candidate:
    """Statements answered around this level, situations near the key, sent."""
    dice = random.Random(f"{SEED} {candidate.name}")  # noqa: S311  a story, not a secret
    answers: dict[str, int | None] = {}
    for item in sitting(candidate).asked.items:
        agreed = _near(dice, level, 0.7)
        answers[item.code] = agreed if item.key > 0 else 6 - agreed
    answer_statements(candidate=candidate, answers=answers, now=at)
    begin_situations(candidate=candidate, now=at)
    found = situations_of(candidate)
    assert found is not None
    rated = judgement_test(KEY, VERSION).options
    ways: Mapping[str, int | None] = {
        code: _near(dice, rated[code].rating, 1.2) for code in sorted(found.sheets.codes)
    }
    rate_ways(candidate=candidate, ratings=ways, now=at)
    return send_answers(candidate=candidate, now=at + dt.timedelta(minutes=24))


def _lock(candidate: Candidate, notes: Sequence[tuple[int, str]], by: Membership, at: dt.datetime) -> None:
    lock_scorecard(candidate=candidate, ratings=_ratings(candidate, notes), by=by, now=at)


def _change_and_decide(opening: Opening, dee: Membership, bo: Membership, at: dt.datetime) -> None:
    """Bo changes one card with a reason; dee decides about one of them."""
    nell = Candidate.objects.select_related("opening").get(opening=opening, name=NELL.name)
    ratings = _ratings(nell, NELL.supervisor)
    change_scorecard(candidate=nell, ratings=ratings, reason=CHANGE_REASON, version=1, by=bo, now=at)
    ruth = Candidate.objects.get(opening=opening, name=RUTH.name)
    verdict = Verdict(goes_on=True, grounds=("calm", "understanding"), reason=DECISION_REASON)
    decide(candidate=ruth, verdict=verdict, by=dee, now=at)


def _ratings(candidate: Candidate, notes: Sequence[tuple[int, str]]) -> dict[str, Rated]:
    asked = guide_of(candidate.opening).questions
    return {one.code: Rated(*note) for one, note in zip(asked, notes, strict=True)}


def _leave_and_ask(opening: Opening, dee: Membership, at: dt.datetime) -> None:
    """One withdraws before he has sent anything; one asks HR first, and her days stand still."""
    withdraw_candidate(candidate=_invited(opening, WITHDREW, dee, at), now=at + dt.timedelta(hours=5))
    wishes = Wishes(Display(text_size="large"), REQUEST, first=True)
    save_wishes(candidate=_invited(opening, ASKED, dee, at), wishes=wishes, now=at + dt.timedelta(hours=2))


def _near(dice: random.Random, level: float, spread: float) -> int:
    return min(5, max(1, round(dice.gauss(level, spread))))
