"""Openings and candidates for tests, made by the product's own actions. In the scope of the organisation."""

import datetime as dt
from collections.abc import Sequence

from hiring.actions.candidates import answer_statements, exchange_link, invite_candidate, send_answers
from hiring.actions.openings import OpeningText, make_opening
from hiring.actions.scorecards import Rated, lock_scorecard
from hiring.guide import STARTER, STARTER_VERSION, guide
from hiring.models import Candidate, Opening, Scorecard
from hiring.queries import sitting
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
) -> Opening:
    """An opening that asks about these parts and ends in so many days."""
    text = OpeningText(
        title=title,
        needs="Forty calls a day.",
        reasons={code: f"The calls need {code}." for code in parts},
        notice="The talk decides.",
        contact="Dee, dee@demo.example",
        deadline=now.date() + dt.timedelta(days=days),
        retention=retention,
    )
    return make_opening(text=text, by=hr, now=now)


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


def rated(evidence: str = "Kept calm and rang back.", rating: int | None = 4) -> dict[str, Rated]:
    """A whole card."""
    return {one.code: Rated(rating, evidence) for one in QUESTIONS}


def locked(
    candidate: Candidate, hr: Membership, *, evidence: str = "Kept calm.", now: dt.datetime = NOW
) -> Scorecard:
    """The card of this member of HR, locked."""
    return lock_scorecard(candidate=candidate, ratings=rated(evidence), by=hr, now=now)
