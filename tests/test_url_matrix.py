"""Who may open what: every address from the resolver x everybody x every method x whose thing it is.

The expected answers are the tables of tests/matrix.py. At the end each check and filter is removed in turn,
and the walk notices.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path, reverse

from assessments.models import Ask, Sitting
from assessments.rounds.queries import find_asked
from coaching.models import Share, Thanks, Thread
from coaching.thanks.queries import LISTS
from hiring.models import CandidateLink
from journal.models import Moment
from journal.queries.rows import StoredMoment
from people.keys import with_slot
from people.models import Membership, User
from people.prepared import Prepared
from people.scope import bearer_scope, installation_scope
from tests.crowd import NEVER, Crowd
from tests.matrix import (
    ACTORS,
    CANDIDATE_OF,
    CONSTANTS,
    GIVEN_TO,
    LEADS,
    OF_HERS,
    OF_THE_CANDIDATE,
    SHARED,
    SHOWN,
    SHOWN_BY,
    TABLE,
    THINGS,
    TOLD_TO_BEARER,
    row_for,
    standing,
)
from tests.walk import METHODS, Route, form, routes, text_of

# What an address may carry: knowing such an id, one could ask.
ADDRESSED = (
    "moment",
    "plan",
    "goal",
    "ritual",
    "sitting",
    "sentence",
    "round",
    "ask",
    "team",
    "member",
    "invitation",
    "opening",
    "new opening",
    "candidate",
    "panel",
    "other expert",
    "hold",
    "share",
    "thread",
    "thanks",
    "feedback seen",
    "feedback asked",
    "own words",
    "report",
)
# What HR of an organisation is told of its candidates.
HIRED = {
    "opening",
    "new opening",
    "candidate",
    "adjustment",
    "scorecard",
    "decision",
    "hold",
    "why held",
    "panel",
    "expert",
    "other expert",
}


@dataclass
class Tally:
    """What a walk did and what it found; equal to an empty one with the same pairs when all is well."""

    pairs: int = 0
    wrong: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


def owners_of(route: Route) -> list[str | None]:
    """Whose things the address is tried with; None: what never was. Without things it is tried once."""
    return ["amal", "eve", None] if route.name in THINGS else ["herself"]


def address(crowd: Crowd, route: Route, owner: str | None) -> str:
    """The route's address, filled with the owner's things. KeyError where nobody says what fills it."""
    values: dict[str, object] = dict(CONSTANTS.get(route.name, {}))
    for parameter, kind in THINGS.get(route.name, {}).items():
        never = NEVER["number" if kind == "passkey" else "token" if kind.endswith("token") else "row"]
        values[parameter] = crowd.holdings[owner].ids[kind] if owner else never
    return route.url(values)


def stands_to(crowd: Crowd, actor: str, route: Route, owner: str | None) -> str:
    lead = LEADS.get(TABLE[route.name].gate, "is_admin")
    if owner != "herself":
        return standing(crowd, actor, owner, lead)
    herself = actor if route.name not in OF_HERS or actor in crowd.holdings else None
    return standing(crowd, actor, herself, lead)


def not_for(crowd: Crowd, actor: str, route: Route, owner: str | None) -> set[str]:
    """Words and ids that an answer must not hold: all but one's own, and for an admin her organisation's."""
    me, forbidden = crowd.members.get(actor), set[str]()
    for name, held in crowd.holdings.items():
        for kind, told in [*held.words.items(), *((kind, str(held.ids[kind])) for kind in ADDRESSED)]:
            ours = me is not None and me.organisation_id == held.member.organisation_id
            led = me is not None and me.is_admin and ours
            hires = me is not None and me.is_hr and ours and kind in HIRED
            mine = name == actor or hires or (kind in {"team", "invitation", "member"} and led)
            bearer = kind in TOLD_TO_BEARER.get(route.name, ()) and owner == name
            nells = actor == "nell" and name == CANDIDATE_OF and kind in OF_THE_CANDIDATE.get(route.name, ())
            given = kind in SHARED and GIVEN_TO.get(name) == actor
            shown = name == SHOWN_BY and actor in SHOWN.get(kind, ())
            if not (mine or bearer or nells or given or shown):
                forbidden.add(told)
    return forbidden


def walk(crowd: Crowd, actor: str, among: list[Route], methods: tuple[str, ...] = METHODS) -> Tally:
    """Knock at every address as this actor, with every method and everybody's things."""
    tally, browser = Tally(), crowd.browsers[actor]
    for route in among:
        for owner in owners_of(route):
            url, stands = address(crowd, route, owner), stands_to(crowd, actor, route, owner)
            forbidden = not_for(crowd, actor, route, owner)
            for method in methods:
                answer = browser.knock(method, url)
                expected = row_for(route.name, actor, stands, owner).expected(method, stands)
                pair = f"{actor} {method} {url}"
                tally.pairs += 1
                if answer.status_code != expected:
                    tally.wrong.append(
                        f"{pair} ({route.name}, {stands}): {answer.status_code}, not {expected}"
                    )
                body = text_of(answer)
                tally.leaks += [
                    f"{pair}: {word}" for word in sorted(forbidden) if word in body and word not in url
                ]
    return tally


def cell(url: str, answer: HttpResponse) -> tuple[int, str, str]:
    """What somebody can tell an answer by, with the address that she asked for herself left out."""
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, answer.headers.get("Location", "").replace(url, ""), body.decode()


# --- the walk -------------------------------------------------------------------------------------


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_gets_what_the_table_says_and_no_words_of_others(crowd: Crowd, actor: str) -> None:
    tried = routes()
    # Which methods an address takes is settled before the database is asked: once is enough.
    methods = METHODS if connection.vendor == "sqlite" else ("GET", "POST")
    tally = walk(crowd, actor, tried, methods)
    knocks = sum(len(owners_of(route)) for route in tried) * len(methods)
    print(f"{actor}: {tally.pairs} pairs, {len(tally.leaks)} leaks, {knocks - tally.pairs} untried")  # noqa: T201
    assert tally == Tally(pairs=knocks)


def test_every_address_has_one_row_and_every_row_an_address() -> None:
    names = [route.name for route in routes()]
    rows = {name.split("/")[0] for name in TABLE}
    print(f"{len(names)} patterns x {len(ACTORS)} actors x {len(METHODS)} methods, 0 untried")  # noqa: T201
    assert sorted(names) == sorted(rows)
    assert {name for name in THINGS if name not in rows} == set()


def test_what_the_walk_looks_for_is_there_to_be_found(crowd: Crowd) -> None:
    """Each word stands on some page of its owner's, so that none is missed because it is nowhere."""
    for owner, held in crowd.holdings.items():
        browsers = [crowd.browsers[who] for who in ((owner, "ada", "dee") if owner == "amal" else (owner,))]
        seen = "".join(
            text_of(browser.knock("GET", address(crowd, route, owner if route.name in THINGS else "herself")))
            for browser in browsers
            for route in routes()
        )
        # What was deleted is named there, and read again once it is back. What she asks for stands on that
        # thread's page, and of the two that she has the walk opens the other.
        asked = crowd.browsers[owner].knock("GET", f"/feedback/{held.ids['feedback asked']}/")
        seen += text_of(asked)
        assert {kind for kind, word in held.words.items() if word not in seen} == {"deleted moment"}


# Who opens what is not hers, because it was given to her.
TABLE_OF_READERS = {key.rpartition("/")[0] for key in TABLE if key.count("/") == 2}


@pytest.mark.parametrize("actor", ["mate", "bo", "gil", "dee", "ada", "eve", "anonymous"])
def test_what_is_not_hers_answers_like_what_never_was(crowd: Crowd, actor: str) -> None:
    """The same bytes, so that nobody learns whether somebody else has such a thing."""
    for route in routes():
        if TABLE[route.name].gate not in {"own", "keyring", "inbox"} or route.name not in THINGS:
            continue
        if f"{route.name}/{actor}" in TABLE_OF_READERS:
            continue
        theirs, never = address(crowd, route, "amal"), address(crowd, route, None)
        answers = [cell(url, crowd.browsers[actor].knock("GET", url)) for url in (theirs, never)]
        assert answers[0] == answers[1], route.name


# Forms that name a thing: the address, the field, and whose thing it names.
NAMED = [
    ("assessments:check", "sitting", "sitting"),
    ("people:membership-switch", "membership", "member"),
]


@pytest.mark.parametrize(("name", "field_name", "kind"), NAMED)
def test_form_that_names_somebody_elses_thing_answers_as_for_what_never_was(
    crowd: Crowd, name: str, field_name: str, kind: str
) -> None:
    route = next(route for route in routes() if route.name == name)
    for actor in ("mate", "bo", "ada", "eve", "solo"):
        statuses = {
            crowd.browsers[actor].knock("POST", route.url({}), **form({field_name: value})).status_code
            for value in (crowd.holdings["amal"].ids[kind], NEVER["row"])
        }
        assert statuses == {404 if name == "assessments:check" else 200}, actor


def test_no_address_takes_a_form_without_its_token(crowd: Crowd) -> None:
    client = Client(enforce_csrf_checks=True)
    for actor in ("anonymous", "amal", "ada"):
        client.cookies = SimpleCookie(dict(crowd.browsers[actor].cookies))
        client.cookies.pop("csrftoken", None)
        for route in routes():
            url = address(crowd, route, "amal" if route.name in THINGS else "herself")
            # Autosave takes the signed token of the form in its place, and nothing without one; the link of
            # a mail that turns mails off carries its own, since mail programs send it without a cookie.
            refused = {"people:draft-save": 400, "people:mail-off": 200}.get(route.name, 403)
            assert client.post(url).status_code == refused, f"{actor} {url}"


# --- the walk bites -------------------------------------------------------------------------------


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("a page that somebody added and told nobody of")


def test_an_address_without_a_row_is_noticed() -> None:
    added = ModuleType("tests.added_urls")
    added.urlpatterns = [path("", include("eiapp.urls")), path("forgotten/", forgotten)]  # type: ignore[attr-defined]
    names = {route.name for route in routes(added)}
    assert names - {name.split("/")[0] for name in TABLE} == {"forgotten/"}


def test_a_parameter_that_nobody_can_fill_is_noticed(crowd: Crowd) -> None:
    with pytest.raises(KeyError, match="badge_id"):
        address(crowd, Route("journal:moment-read", "/badges/<uuid:badge_id>/", ("badge_id",)), "amal")


@dataclass(frozen=True)
class Fault:
    """One check or filter that is taken away: where, what stands there instead, and who notices it where."""

    where: str
    instead: Any
    actor: str
    name: str


def anybody(*args: Any, **kwargs: Any) -> bool:
    return True


def nothing(*args: Any, **kwargs: Any) -> None:
    return None


def unscoped(member: Membership | None) -> AbstractContextManager[None]:
    return installation_scope()


def any_membership(user: User, wanted: UUID | None) -> Membership | None:
    """The look-up without its condition that the membership is open."""
    with installation_scope():
        return Membership.objects.filter(user=user).select_related("organisation", "user").first()


def everybodys_moments(owner: UUID) -> list[StoredMoment]:
    """The list without its condition that the moments are hers."""
    found = Moment.objects.newest_first().values_list(*StoredMoment._fields)
    return [StoredMoment(*row) for row in found]


def everybody(rows: Any, owner: Membership) -> Any:
    """A person's rows without the condition that they are hers."""
    return rows.all()


def everybodys_shares(viewer: Membership, now: dt.datetime) -> Any:
    """The look-up without its condition that the share was given to her."""
    return Share.objects.filter(ended_at=None, expires_at__gt=now)


def everybodys_thanks(viewer: UUID) -> list[Thanks]:
    """A list without its condition whose it is."""
    rows = with_slot(Thanks.objects.with_showing().newest_first(), "data_key")
    return list(rows.select_related("giver__user", "receiver__user"))


ANYBODYS_LISTS = dict.fromkeys(LISTS, everybodys_thanks)


def everybodys_threads(viewer: Membership, now: dt.datetime) -> Any:
    """The look-up without its condition that she is one of the thread's people."""
    return Thread.objects.filter(origin=Thread.Origin.SEEN)


def everybodys_passkeys(view: Any) -> Any:
    return Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)


def anybodys_ask(membership: Membership, ask_id: UUID, now: dt.datetime) -> Any:
    """The look-up without its condition that she is the one who was asked."""
    ask = Ask.objects.filter(pk=ask_id).select_related("rater__user").first()
    return ask and find_asked(ask.rater, ask_id, now)


@contextmanager
def any_session(cookie: str, now: dt.datetime) -> Iterator[CandidateLink | None]:
    """Somebody's session, whatever the cookie says."""
    used = CandidateLink.objects.select_related("organisation", "candidate__opening")
    with bearer_scope(lambda: used.exclude(used_at=None).first()) as found:
        yield found


SIGN_IN = "people.views.sign_in"
FAULTS = [
    Fault("people.middleware.SignInMiddleware.process_view", nothing, "anonymous", "today"),
    Fault("people.middleware.MemberMiddleware.process_view", nothing, "newcomer", "today"),
    Fault("people.middleware.MemberMiddleware.process_view", nothing, "leaver", "today"),
    Fault("people.middleware.hidden.is_hidden", lambda request: False, "iris", "journal:moment-list"),
    Fault("people.middleware.active_membership", any_membership, "leaver", "today"),
    Fault("people.middleware.member_scope", unscoped, "eve", "people:admin-person"),
    Fault("people.middleware.member_scope", unscoped, "eve", "people:admin-people"),
    Fault("people.middleware.member_scope", unscoped, "eve", "people:admin-invitations"),
    Fault("people.middleware.member_scope", unscoped, "eve", "people:admin-teams"),
    Fault("people.views.admin.check_administer", nothing, "bo", "people:admin-people"),
    Fault("people.views.admin.check_administer", nothing, "dee", "people:admin-person"),
    Fault("people.views.admin.check_administer", nothing, "amal", "people:admin-team"),
    Fault("people.views.admin.check_administer", nothing, "rex", "people:admin-invitations"),
    Fault("people.views.invitations.is_live", anybody, "anonymous", "people:invitation-accept"),
    Fault(f"{SIGN_IN}.RemovePasskey.get_queryset", everybodys_passkeys, "bo", "mfa_remove_webauthn"),
    Fault("journal.views.reading.check_read_moment", nothing, "bo", "journal:moment-read"),
    Fault("journal.queries.rows._newest_moments", everybodys_moments, "cleo", "journal:moment-list"),
    Fault("journal.plans.models.PlanQuerySet.of", everybody, "bo", "journal:plan-read"),
    Fault("journal.plans.models.GoalQuerySet.of", everybody, "mate", "journal:goal-change"),
    Fault("assessments.queries.can_read_sitting", anybody, "bo", "assessments:report"),
    Fault("assessments.queries.can_read_sitting", anybody, "dee", "assessments:profile-csv"),
    Fault("assessments.queries.can_read_sitting", anybody, "mate", "assessments:progress-csv"),
    Fault("assessments.queries.can_read_sitting", anybody, "ada", "assessments:recompute"),
    Fault("assessments.queries.can_read_sitting", anybody, "mate", "assessments:report-pdf"),
    Fault("assessments.rounds.queries.can_read_round", anybody, "bo", "assessments:round"),
    Fault("assessments.rounds.queries.can_read_round", anybody, "ada", "assessments:round-csv"),
    Fault("assessments.views.asked.find_asked", anybodys_ask, "mate", "assessments:asked-answer"),
    Fault("assessments.views.rounds.can_ask_others", anybody, "solo", "assessments:rounds"),
    Fault("coaching.views.pages.check_lead", nothing, "cleo", "coaching:team"),
    Fault("coaching.views.pages.check_share", nothing, "solo", "coaching:share-list"),
    Fault("coaching.models.ShareQuerySet.of", everybody, "bo", "coaching:share"),
    Fault("coaching.models.ShareQuerySet.of", everybody, "mate", "coaching:share-stop"),
    Fault("coaching.queries.team.open_to", everybodys_shares, "gil", "coaching:inbox-answer"),
    Fault("coaching.models.ThanksQuerySet.between", everybody, "mate", "coaching:thanks"),
    Fault("coaching.models.ThanksQuerySet.between", everybody, "gil", "coaching:thanks-remove"),
    Fault("coaching.thanks.queries._FIRST", ANYBODYS_LISTS, "mate", "coaching:thanks-list"),
    Fault("coaching.thanks.queries._FIRST", ANYBODYS_LISTS, "cleo", "coaching:thanks-list"),
    Fault("coaching.queries.thread.threads_open_to", everybodys_threads, "gil", "coaching:feedback"),
    Fault("coaching.queries.thread.threads_open_to", everybodys_threads, "cleo", "coaching:feedback"),
    Fault("coaching.views.pages.check_share", nothing, "solo", "coaching:feedback-list"),
    Fault("hiring.views.openings.check_hire", nothing, "ada", "hiring:opening-job"),
    Fault("hiring.views.openings.check_enter", nothing, "ada", "hiring:opening"),
    Fault("hiring.views.openings.check_enter", nothing, "amal", "hiring:candidate"),
    Fault("people.middleware.member_scope", unscoped, "eve", "hiring:opening"),
    Fault("people.middleware.member_scope", unscoped, "eve", "hiring:candidate"),
    Fault("people.middleware.member_scope", unscoped, "eve", "hiring:hold-lift"),
    Fault("hiring.views.openings.check_hire", nothing, "ada", "hiring:keeping"),
    Fault("hiring.views.steps.session_scope", any_session, "anonymous", "hiring:candidate-page"),
]


def written_anew(prepared: Any, values: dict[str, Any]) -> Any:
    """A prepared query without what was written of it before the check went; nothing of this is kept."""
    fresh = copy(prepared)
    fresh._kept = {}
    return WRITTEN(fresh, values)


WRITTEN = Prepared._written


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.where}-{fault.actor}-{fault.name}")
def test_walk_notices_when_a_check_is_gone(
    crowd: Crowd, fault: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = [route for route in routes() if route.name == fault.name]
    assert walk(crowd, fault.actor, one, ("GET",)) == Tally(pairs=len(owners_of(one[0])))
    monkeypatch.setattr(fault.where, fault.instead)
    monkeypatch.setattr("people.prepared._ByScope._written", written_anew)
    crowd.browsers[fault.actor].load_middleware_again()
    noticed = walk(crowd, fault.actor, one, ("GET",))
    assert noticed.wrong or noticed.leaks


def test_form_check_notices_when_its_filter_is_gone(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    def anybodys(sitting_id: UUID, by: Membership) -> Sitting:
        return Sitting.objects.get(pk=sitting_id)

    monkeypatch.setattr("assessments.actions._locked", anybodys)
    sent = form({"sitting": crowd.holdings["amal"].ids["sitting"]})
    url = reverse("assessments:check")
    assert crowd.browsers["mate"].knock("POST", url, **sent).status_code != 404
