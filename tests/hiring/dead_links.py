"""Every way in which a link or a cookie of candidates and experts is dead, made by the product's own actions.

In the scope of the organisation whose HR is named; requests happen at NOW.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from hiring import access
from hiring.actions.candidates import revoke_links, send_new_link
from hiring.actions.leaving import withdraw_candidate
from hiring.judgement import access as judgement_access
from hiring.judgement.actions.panels import (
    exchange_expert_link,
    freeze_key,
    rate_later,
    remind_experts,
    remove_expert,
    start_panel,
)
from hiring.models import Candidate, Expert, ExpertPanel, Opening
from hiring.openings.actions.states import close_opening
from people.models import Membership
from people.tokens import new_token, token_hash
from tests import experts
from tests.cast import NOW
from tests.hires import begun, invited, job

LONG_AGO = NOW - dt.timedelta(days=15)  # a link and a session of then have run out
BEFORE = NOW - dt.timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Door:
    """One way in without an account: where its links lead, and a page behind it with the cookie's name."""

    links: str
    page: str
    cookie: str


CANDIDATES = Door("/c/", "/c/p/1/", access.COOKIE)
EXPERTS = Door("/x/", "/x/s/1/", judgement_access.COOKIE)
DOORS = (CANDIDATES, EXPERTS)


@dataclass(frozen=True, slots=True)
class Secret:
    """What somebody holds: the token of a link, or the cookie of a session."""

    kind: str
    door: Door
    value: str
    is_cookie: bool = False


# --- what opens -----------------------------------------------------------------------------------


def live_of_candidates(hr: Membership) -> tuple[Secret, Secret]:
    """A link that waits, and the session of another candidate."""
    opening = job(hr, title="Live")
    link = Secret("live", CANDIDATES, new_token())
    session = Secret("live", CANDIDATES, new_token(), is_cookie=True)
    invited(opening, hr, name="Lin", token=link.value)
    begun(invited(opening, hr, name="Liv", token=new_token()), session=session.value)
    return link, session


def live_of_experts(hr: Membership) -> tuple[Secret, Secret]:
    panel = ExpertPanel.objects.filter(state=ExpertPanel.State.OPEN).first() or start_panel(by=hr, now=NOW)
    session = Secret("live", EXPERTS, new_token(), is_cookie=True)
    link = asked("Ida", panel, hr, NOW)
    asked("Ivo", panel, hr, NOW)
    exchange_expert_link(expert=experts.expert("Ivo"), session=session.value, now=NOW)
    return link, session


# --- what does not --------------------------------------------------------------------------------


def dead_of_candidates(hr: Membership) -> Iterator[Secret]:
    opening = job(hr, title="Dead", now=LONG_AGO, days=40)
    used = _link("used", opening, hr, BEFORE)
    begun(_named("used"), session=new_token(), now=BEFORE)
    revoked, replaced = (_link(kind, opening, hr, BEFORE) for kind in ("revoked", "replaced"))
    revoke_links(candidate=_named("revoked"), by=hr, now=BEFORE)
    send_new_link(candidate=_named("replaced"), by=hr, now=BEFORE)
    withdrawn = _link("withdrawn", opening, hr, BEFORE)
    withdraw_candidate(candidate=_named("withdrawn"), now=BEFORE)
    over = _link("over", job(hr, title="Over", now=BEFORE, days=1), hr, BEFORE)
    closing = job(hr, title="Closed", now=BEFORE)
    closed = _link("closed", closing, hr, BEFORE)
    close_opening(opening=closing, by=hr, now=BEFORE)
    yield from (used, revoked, replaced, withdrawn, over, closed, _link("expired", opening, hr, LONG_AGO))
    yield from _dead_sessions(opening, hr)


def _dead_sessions(opening: Opening, hr: Membership) -> Iterator[Secret]:
    for kind, since in (("ended", BEFORE), ("session revoked", BEFORE), ("run out", LONG_AGO)):
        session = Secret(kind, CANDIDATES, new_token(), is_cookie=True)
        _link(kind, opening, hr, since)
        begun(_named(kind), session=session.value, now=since)
        yield session
    send_new_link(candidate=_named("ended"), by=hr, now=BEFORE)
    begun(_named("ended"), session=new_token(), now=BEFORE)
    revoke_links(candidate=_named("session revoked"), by=hr, now=BEFORE)


def dead_of_experts(hr: Membership) -> list[Secret]:
    """The panel that is open after it is another than that of some of these."""
    held = [Secret("frozen", EXPERTS, "link-of-Expert00")]
    frozen = experts.full_panel(hr)
    freeze_key(panel=frozen, by=hr, now=BEFORE)
    panel = start_panel(by=hr, now=LONG_AGO)
    held.append(asked("replaced", panel, hr, BEFORE))
    remind_experts(panel=panel, by=hr, now=BEFORE)
    held += [asked("expired", panel, hr, LONG_AGO), asked("removed", panel, hr, BEFORE)]
    remove_expert(expert=experts.expert("removed"), by=hr, now=BEFORE)
    held.append(asked("used", panel, hr, BEFORE))
    exchange_expert_link(expert=experts.expert("used"), session=new_token(), now=BEFORE)
    return [*held, *_dead_sessions_of_experts(panel, hr)]


def _dead_sessions_of_experts(panel: ExpertPanel, hr: Membership) -> Iterator[Secret]:
    for kind, since in (("run out", LONG_AGO), ("ended", BEFORE)):
        session = Secret(kind, EXPERTS, new_token(), is_cookie=True)
        asked(kind, panel, hr, since)
        exchange_expert_link(expert=experts.expert(kind), session=session.value, now=since)
        yield session
    rate_later(expert=experts.expert("ended"), ratings={}, now=BEFORE)
    exchange_expert_link(expert=experts.expert("ended"), session=new_token(), now=BEFORE)


def _link(kind: str, opening: Opening, hr: Membership, sent: dt.datetime) -> Secret:
    secret = Secret(kind, CANDIDATES, new_token())
    invited(opening, hr, name=kind, token=secret.value, now=sent)
    return secret


def _named(kind: str) -> Candidate:
    found: Candidate = Candidate.objects.select_related("opening").get(name=kind)
    return found


def asked(kind: str, panel: ExpertPanel, hr: Membership, sent: dt.datetime) -> Secret:
    secret = Secret(kind, EXPERTS, new_token())
    experts.panel_of(hr, kind, panel=panel, now=sent)
    Expert.objects.filter(name=kind).update(link_hash=token_hash(secret.value))
    return secret
