"""Openings and candidates for tests, made by the product's own actions. In the scope of the organisation."""

import datetime as dt
from collections.abc import Sequence

from hiring.actions.answers import answer_statements, send_answers
from hiring.actions.candidates import invite_candidate
from hiring.actions.links import exchange_link
from hiring.actions.scorecards import Rated, lock_scorecard
from hiring.adjustments.actions import Wishes, answer_adjustment, save_wishes
from hiring.adjustments.display import PLAIN, Display
from hiring.adjustments.queries import asked_by
from hiring.guide import STARTER, STARTER_VERSION, guide
from hiring.models import Candidate, Opening, OpeningGuide, OpeningStage, Scorecard
from hiring.openings.actions.guides import confirm_competency
from hiring.openings.actions.parts import JobText, ToldText, save_job, save_told
from hiring.openings.actions.rules import fix_rule
from hiring.openings.actions.stages import StageText, save_stages
from hiring.openings.actions.states import open_opening, start_opening
from hiring.openings.actions.team import name_team
from hiring.openings.queries import guide_of
from hiring.openings.starter import first_rule
from hiring.queries import sitting
from hiring.talks.actions import change_scorecard
from people.models import Membership
from tests.cast import NOW

QUESTIONS = guide(STARTER, STARTER_VERSION).questions


def job(
    hr: Membership,
    *,
    title: str = "Agent, evenings",
    parts: Sequence[str] = ("SR", "EM"),
    retention: str = "eu",
    now: dt.datetime = NOW,
    days: int = 20,
    team: Sequence[Membership] = (),
) -> Opening:
    """An opening that asks about these parts, is open and ends in so many days. HR and `team` talk for it."""
    opening = drafted(hr, title=title, parts=parts, retention=retention, now=now, days=days, team=team)
    return open_opening(opening=opening, by=hr, now=now)


def drafted(
    hr: Membership,
    *,
    title: str = "Agent, evenings",
    parts: Sequence[str] = ("SR", "EM"),
    retention: str = "eu",
    now: dt.datetime = NOW,
    days: int = 20,
    team: Sequence[Membership] = (),
) -> Opening:
    """A draft that lacks nothing, begun with the starter pack."""
    opening = start_opening(title=title, from_starter=True, by=hr, now=now)
    reasons = {code: f"The calls need {code}." for code in parts}
    save_job(opening=opening, job=JobText(title, "Forty calls a day.", reasons), by=hr, now=now)
    save_stages(opening=opening, stages=stages(bool(parts)), by=hr, now=now)
    confirmed(opening, hr, now=now)
    fix_rule(opening=opening, rule=first_rule(guide_of(opening)), reason="", by=hr, now=now)
    last = now.date() + dt.timedelta(days=days)
    told = ToldText("The talk decides.", "Dee, dee@demo.example", last, retention)
    save_told(opening=opening, told=told, by=hr, now=now)
    people = [one.user.email for one in (hr, *team)]
    name_team(opening=opening, interviewers=people, deciders=people, by=hr, now=now)
    return opening


def stages(asks: bool) -> list[StageText]:
    """Statements where they are asked, then a talk."""
    statements = [StageText(OpeningStage.Kind.QUESTIONNAIRE, "Statements")] if asks else []
    return [*statements, StageText(OpeningStage.Kind.INTERVIEW, "Talk")]


def joins(opening: Opening, hr: Membership, *others: Membership) -> None:
    """These talk and decide for it from now on, beside HR."""
    people = [one.user.email for one in (hr, *others)]
    name_team(opening=opening, interviewers=people, deciders=people, by=hr, now=NOW)


def confirmed(opening: Opening, hr: Membership, *, now: dt.datetime = NOW) -> None:
    """Every competency of its guide was read through."""
    version = OpeningGuide.objects.get(opening=opening).version
    for one in guide_of(opening).competencies:
        confirm_competency(opening=opening, code=one.code, version=version, by=hr, now=now)


def invited(
    opening: Opening,
    hr: Membership,
    *,
    name: str = "Nell",
    token: str = "nells-token",
    now: dt.datetime = NOW,
) -> Candidate:
    """Somebody with a link that carries this token."""
    email = f"{token}@home.example"
    return invite_candidate(opening=opening, name=name, email=email, token=token, by=hr, now=now)


def begun(candidate: Candidate, *, session: str = "nells-session", now: dt.datetime = NOW) -> Candidate:
    """She has exchanged her newest link for this cookie."""
    link = candidate.links.get(used_at=None, revoked_at=None)
    exchange_link(link=link, session=session, now=now)
    candidate.refresh_from_db()
    return candidate


def answered(candidate: Candidate, many: int = 99, *, now: dt.datetime = NOW) -> Candidate:
    """The first so many statements have an answer."""
    items = sitting(candidate).asked.items[:many]
    given: dict[str, int | None] = {item.code: 1 + item.position % 5 for item in items}
    answer_statements(candidate=candidate, answers=given, now=now)
    return candidate


def sent(
    opening: Opening,
    hr: Membership,
    *,
    name: str = "Nell",
    token: str = "nells-token",
    session: str = "nells-session",
    now: dt.datetime = NOW,
) -> Candidate:
    """Somebody who has answered everything and sent it."""
    begun_one = begun(invited(opening, hr, name=name, token=token, now=now), session=session, now=now)
    return send_answers(candidate=answered(begun_one, now=now), now=now)


def wished(
    candidate: Candidate,
    text: str = "",
    *,
    first: bool = False,
    display: Display = PLAIN,
    now: dt.datetime = NOW,
) -> Candidate:
    """She asks HR for something, where there is a text; `first` stops her days."""
    save_wishes(candidate=candidate, wishes=Wishes(display, text, first), now=now)
    candidate.refresh_from_db()
    return candidate


def helped(candidate: Candidate, hr: Membership, answer: str, *, now: dt.datetime = NOW) -> Candidate:
    """HR has answered what waited."""
    (waiting,) = [one for one in asked_by(candidate) if one.answered_at is None]
    answer_adjustment(row=waiting.id, version=waiting.version, text=answer, by=hr, now=now)
    candidate.refresh_from_db()
    return candidate


def rated(evidence: str = "Kept calm and rang back.", rating: int | None = 4) -> dict[str, Rated]:
    """A whole card."""
    return {one.code: Rated(rating, evidence) for one in QUESTIONS}


def locked(
    candidate: Candidate, hr: Membership, *, evidence: str = "Kept calm.", now: dt.datetime = NOW
) -> Scorecard:
    """The card of this member of HR, locked."""
    return lock_scorecard(candidate=candidate, ratings=rated(evidence), by=hr, now=now)


def changed(
    candidate: Candidate,
    hr: Membership,
    *,
    evidence: str = "Rang back twice.",
    reason: str = "I mixed up two calls.",
    rating: int = 3,
    version: int = 1,
    now: dt.datetime = NOW,
) -> Scorecard:
    """The locked card of this one, as another version."""
    return change_scorecard(
        candidate=candidate, ratings=rated(evidence, rating), reason=reason, version=version, by=hr, now=now
    )
