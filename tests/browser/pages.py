"""Every page of the product, by the name of its address, and how somebody comes to it.

A new address needs a line in PAGES, or in NO_PAGE with the reason; tests/browser/test_every_page.py walks the
resolver and fails otherwise.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin
from uuid import UUID

from django.core import mail
from django.http import HttpResponse
from django.urls import reverse
from playwright.sync_api import Page

from hiring.access import COOKIE
from hiring.judgement.access import COOKIE as EXPERT
from journal.models import Moment
from people.actions.organisations import Roles, save_team
from people.hidden import COOKIE as HIDDEN
from people.hidden import hide
from people.letters import off_token
from people.models import Membership, Organisation, Team
from people.notice_kinds import FEEDBACK
from people.scope import organisation_scope
from tests.browser.browsers import PageOf
from tests.browser.lives import (
    NOTE,
    Hired,
    Invited,
    Shared,
    Things,
    add_second_steps,
    ask_others,
    begin_questionnaire,
    begin_short_form,
    close_with,
    give_out_totals,
    give_private_address,
    have_things,
    hire_somebody,
    invite_somebody,
    now,
    share_moments,
    take_questionnaire,
    take_short_forms,
    thank,
    write_moments,
    write_plans,
)
from tests.cast import NOW, PASSWORD, new_member
from tests.crowd import add_passkey, daylio, join_many

# Long enough to break a narrow page, as names and words of people are.
LONG = "Kommunikationsverantwortlichkeit"


FoundTown = Callable[..., "Town"]


@dataclass(frozen=True)
class Town:
    """People in every state that a page needs. Empty: the same people, and nothing that they have done."""

    amal: Membership  # an agent; full: moments, three reports, nine short forms; empty: nothing yet
    reader: Membership  # owns the moment and the report; amal, or in an empty town somebody else
    cleo: Membership  # an agent in the middle of the questionnaire
    ada: Membership  # the admin
    keys: Membership  # has a passkey, an app and recovery codes
    newcomer: Membership  # has not read the notice
    codes_only: Membership  # signs in by mailed code, has no password
    guest: Membership  # of another organisation, and invited to this one
    team: Team
    moment: UUID
    broken: UUID
    plan: UUID
    goal: UUID
    report: UUID
    asking: UUID  # ada's open round
    asked: UUID  # what amal is asked in it
    rated: UUID  # a closed round about the reader: with a result; in an empty town without
    passkey: int
    invited: Invited
    invited_guest: Invited
    dee: Membership  # of HR
    flo: Membership  # of HR, in an organisation without openings
    hired: Hired
    bo: Membership  # supervises the team
    shared: Shared  # what the reader shares with bo
    thanks: UUID  # what the reader got from bo and shows to her team
    off_token: str  # turns cleo's mails off
    sid: Membership  # has a sentence, a plan and a report with scores in every town
    things: Things


def found_town(harbour: Organisation, elsewhere: Organisation, *, full: bool) -> Town:
    """The people and what they have; `full` as after half a year, else as little as the pages can show."""
    ada = new_member(harbour, "Ada", Roles(agent=False, supervisor=True, admin=True))
    bo = new_member(harbour, "Boje", Roles(agent=False, supervisor=True))
    team = _teams(harbour, ada, bo, full=full)
    people = {name: new_member(harbour, name, Roles(), team) for name in ("Amal", "Cleo", "Keys", "Lee")}
    reader = people["Amal" if full else "Lee"]
    rows = write_moments(reader, 30 if full else 2, note=f"{LONG} {NOTE}" if full else "")
    with organisation_scope(harbour):
        Moment.objects.filter(pk=rows[1]).update(sealed=b"not what was sealed")
    plan, goal = write_plans(reader, words=f"{LONG} {NOTE}" if full else "x", many=3 if full else 1)
    for weeks in (25, 14) if full else ():
        take_questionnaire(reader, weeks_ago=weeks)
    begin_questionnaire(people["Cleo"], answered=12 if full else 0)
    begin_short_form(people["Cleo"], answered=6 if full else 0)
    take_short_forms(reader, 9 if full else 1)
    add_second_steps(people["Keys"])
    guest = new_member(elsewhere, "Guest", Roles())
    report = take_questionnaire(reader, weeks_ago=3, answered=50 if full else 4)
    take_questionnaire(ada)
    asking = ask_others(ada, list(people.values()))
    raters = [ada, *(each for each in people.values() if each != reader)]
    with organisation_scope(harbour):
        asked = asking.asks.get(rater=people["Amal"]).pk
    dee = new_member(harbour, "Dee", Roles(agent=False, hr=True))
    give_private_address(reader, f"{LONG.lower()}@home.example")
    if full:
        give_out_totals(team)
    sid = new_member(harbour, "Sid", Roles(), team)
    return Town(
        off_token=off_token(people["Cleo"].user, FEEDBACK),
        bo=bo,
        thanks=thank(reader, bo, words=f"{LONG} {NOTE}" if full else "x", many=12 if full else 1),
        shared=share_moments(
            reader,
            bo,
            people["Cleo"],
            rows[0],
            words=f"{LONG} {NOTE}" if full else "x",
            admin=ada,
            contact=dee,
        ),
        sid=sid,
        things=have_things(sid, words=f"{LONG} {NOTE}" if full else "x"),
        dee=dee,
        flo=new_member(elsewhere, "Flo", Roles(agent=False, hr=True)),
        hired=hire_somebody(
            dee,
            title=LONG if full else "A",
            evidence=f"{LONG} {NOTE}" if full else "x",
            parts=("SA", "SR", "MO", "EM", "SS") if full else ("SR",),
        ),
        amal=people["Amal"],
        reader=reader,
        cleo=people["Cleo"],
        ada=ada,
        keys=people["Keys"],
        newcomer=_newcomer(harbour, team if full else None),
        codes_only=_without_password(harbour),
        guest=guest,
        team=team,
        moment=rows[0],
        broken=rows[1],
        plan=plan,
        goal=goal,
        report=report,
        asking=asking.pk,
        asked=asked,
        rated=close_with(ask_others(reader, raters), reader, raters if full else raters[:2]),
        passkey=add_passkey(people["Keys"], f"{LONG} key" if full else "key").pk,
        invited=invite_somebody(ada, f"{LONG.lower()}@demo.example" if full else "x@demo.example"),
        invited_guest=invite_somebody(ada, guest.user.email),
    )


def _newcomer(harbour: Organisation, team: Team | None) -> Membership:
    member = new_member(harbour, "Newcomer", Roles(), team)
    with organisation_scope(harbour):
        Membership.objects.filter(pk=member.pk).update(notice_read=0)
    return member


def _without_password(harbour: Organisation) -> Membership:
    member = new_member(harbour, "Codes", Roles())
    member.user.set_unusable_password()
    member.user.save()
    return member


def _teams(harbour: Organisation, ada: Membership, bo: Membership, *, full: bool) -> Team:
    with organisation_scope(harbour):
        name = LONG if full else "A"
        team = save_team(team=None, name=name, parent=None, supervisors=[bo], by=ada, now=NOW)
        if full:
            save_team(team=None, name="Quay", parent=team, supervisors=[ada], by=ada, now=NOW)
            join_many(harbour, team, 55)
    return team


@dataclass(frozen=True)
class Visit:
    """Who opens the page (nobody signed in: None), where she begins, and what she does until she is there."""

    who: str | None
    url: Callable[[Town], str]
    then: Callable[[Page, Town], None] | None = None
    status: int = 200

    def open(self, page: Page, town: Town) -> None:
        """Go there; AssertionError when something else is shown."""
        answer = page.goto(self.url(town))
        assert answer is not None
        assert answer.status == self.status, f"{self.url(town)}: {answer.status}"
        if self.then is not None:
            self.then(page, town)


def _at(name: str, **parameters: Callable[[Town], object]) -> Callable[[Town], str]:
    return lambda town: reverse(name, kwargs={key: value(town) for key, value in parameters.items()})


def _plain(who: str | None, *names: str) -> dict[str, Visit]:
    return {name: Visit(who, _at(name)) for name in names}


def _press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def _mailed_code() -> str:
    found = re.search(r"^\s*([0-9A-Z]{3,}(?:-[0-9A-Z]+)*)\s*$", str(mail.outbox[-1].body), re.M)
    assert found is not None, f"no code in: {mail.outbox[-1].body}"
    return found.group(1)


def _ask_for_code(page: Page, town: Town) -> None:
    page.get_by_label("E-mail").fill(town.codes_only.user.email)
    page.locator("main button:not([type=button])").first.click()
    page.wait_for_url("/sign-in/code/enter/")


def _forget_password(page: Page, town: Town) -> None:
    page.get_by_label("E-mail").fill(town.cleo.user.email)
    page.locator("main button:not([type=button])").first.click()
    page.wait_for_url("/password/forgotten/code/")


def _enter_reset_code(page: Page, town: Town) -> None:
    _forget_password(page, town)
    page.get_by_label("Code").fill(_mailed_code())
    page.locator("main button:not([type=button])").first.click()
    page.wait_for_url("/password/forgotten/new/")


def _sign_in_by_code(page: Page, town: Town) -> None:
    _ask_for_code(page, town)
    page.get_by_label("Code").fill(_mailed_code())
    page.locator("main button:not([type=button])").first.click()
    page.wait_for_url("/door/")


def _locked(url: str) -> Callable[[Page, Town], None]:
    """Left alone until the screen was locked."""

    def go(page: Page, town: Town) -> None:
        response = HttpResponse()
        hide(response, back="/today/", asks=True)
        value = response.cookies[HIDDEN].value
        page.context.add_cookies([{"name": HIDDEN, "value": value, "url": urljoin(page.url, "/")}])
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200
        assert page.url.endswith(url)

    return go


def _password_of_keys(page: Page, town: Town) -> None:
    page.get_by_label("E-mail").fill(town.keys.user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    _press(page, "Sign in")
    page.wait_for_url("/sign-in/second-step/")


def _bring_a_file(page: Page, town: Town) -> None:
    file = {"name": "daylio.csv", "mimeType": "text/csv", "buffer": daylio(LONG)}
    page.get_by_label("File").set_input_files(file)  # type: ignore[arg-type]
    _press(page, "Check this file")
    page.wait_for_url("/moments/take-along/check/")


def _sign_up(page: Page, town: Town) -> None:
    page.get_by_label("E-mail").fill(f"new{now().timestamp()}@home.example")
    page.get_by_label("Name").fill("Solo")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main button:not([type=button])").first.click()
    page.wait_for_url("/sign-up/confirm/")


def _look_for(text: str) -> Callable[[Page, Town], None]:
    def search(page: Page, town: Town) -> None:
        page.locator("main summary").get_by_text("Search", exact=True).click()
        page.get_by_label("Words").fill(text)
        _press(page, "Search")
        page.get_by_text("Clear the search").first.wait_for()

    return search


def _candidate(name: str) -> Callable[[Town], object]:
    return lambda town: town.hired.candidates[name]


def _shared(name: str, state: str) -> Callable[[Town], str]:
    return _at(name, row=lambda town: getattr(town.shared, state))


def _check_sharing(page: Page, town: Town) -> None:
    _press(page, "Check what will be seen")
    page.get_by_role("heading", name=f"What {town.bo.user.name} will see").wait_for()


def _check_answer(page: Page, town: Town) -> None:
    for label in ("Situation", "Behaviour", "Effect"):
        page.get_by_label(label).fill(f"{LONG} 0171 1234567")
    _press(page, "Check before sending")
    page.get_by_role("heading", name="Check your feedback").wait_for()


def _check_thanks(page: Page, town: Town) -> None:
    page.get_by_label("Whom do you want to thank?").select_option(label=town.bo.user.name)
    for label in ("What did the person do?", "What did it lead to?", "A customer said"):
        page.get_by_label(label).fill(f"{LONG} 0171 1234567")
    page.get_by_label("Self-regulation").check()
    _press(page, "Check before sending")
    page.get_by_role("heading", name=f"What {town.bo.user.name} will read").wait_for()


def _turn_mails_off(page: Page, town: Town) -> None:
    _press(page, "Turn these mails off")
    page.get_by_role("heading", name="No more mails of this kind", exact=True).wait_for()


def _check_seen(page: Page, town: Town) -> None:
    page.get_by_label("For whom?").select_option(label=town.reader.user.name)
    for label in ("Situation", "Behaviour", "Effect"):
        page.get_by_label(label).fill(f"{LONG} You are always rude on purpose.")
    _press(page, "Check before sending")
    page.get_by_role("heading", name="Check your feedback").wait_for()


def _lay_side_by_side(page: Page, town: Town) -> None:
    for box in page.locator("main [name=who]").all():
        box.check()
    _press(page, "Lay side by side")
    page.get_by_role("heading", name="Side by side", exact=True).wait_for()


def _opening(town: Town) -> object:
    return town.hired.opening


def _draft(town: Town) -> object:
    return town.hired.draft


def _panel(town: Town) -> object:
    return town.hired.panel


def _hold(town: Town) -> object:
    return town.hired.hold


def _as_candidate(name: str, url: str) -> Visit:
    """Behind the cookie that her link was exchanged for."""
    return _behind(COOKIE, name, url)


def _as_expert(session: str, url: str) -> Visit:
    return _behind(EXPERT, session, url)


def _behind(cookie: str, name: str, url: str) -> Visit:
    """A page that a cookie opens."""

    def go(page: Page, town: Town) -> None:
        page.context.add_cookies([{"name": cookie, "value": name, "url": urljoin(page.url, "/")}])
        answer = page.goto(url)
        assert answer is not None
        assert answer.status == 200
        assert page.url.endswith(url)

    return Visit(None, _at("support"), go)


PAGES: dict[str, Visit] = {
    **_plain(None, "home", "account_login", "account_request_login_code", "account_reset_password"),
    **_plain(None, "account_inactive", "account_password_reset_completed", "account_signup"),
    **_plain(None, "support", "help", "privacy", "method", "accessibility"),
    "support/signed-in": Visit("amal", _at("support")),
    "help/signed-in": Visit("amal", _at("help")),
    "account_confirm_login_code": Visit(None, _at("account_request_login_code"), _ask_for_code),
    "account_confirm_password_reset_code": Visit(None, _at("account_reset_password"), _forget_password),
    "account_complete_password_reset": Visit(None, _at("account_reset_password"), _enter_reset_code),
    "account_email_verification_sent": Visit(None, _at("account_signup"), _sign_up),
    "mfa_authenticate": Visit(None, _at("account_login"), _password_of_keys),
    "people:invitation-accept": Visit(
        None, _at("people:invitation-accept", token=lambda town: town.invited.token)
    ),
    "people:invitation-accept/sign-in": Visit(
        None, _at("people:invitation-accept", token=lambda town: town.invited_guest.token)
    ),
    "people:invitation-accept/join": Visit(
        "guest", _at("people:invitation-accept", token=lambda town: town.invited_guest.token)
    ),
    "people:invitation-accept/dead": Visit(
        None, _at("people:invitation-accept", token=lambda town: "never-issued"), status=410
    ),
    **_plain("amal", "today", "journal:moment-write", "journal:moment-list", "journal:patterns"),
    "journal:moment-list/found": Visit("reader", _at("journal:moment-list"), _look_for("a")),
    "journal:moment-list/none": Visit("reader", _at("journal:moment-list"), _look_for("zzz")),
    "journal:day": Visit("reader", _at("journal:day", day=lambda town: now().date())),
    "journal:day/none": Visit("amal", _at("journal:day", day=lambda town: dt.date(2024, 2, 29))),
    **_plain("reader", "journal:calendar", "journal:year"),
    "journal:calendar/none": Visit("ada", _at("journal:calendar")),
    "journal:year/none": Visit("ada", _at("journal:year")),
    "journal:locked-list": Visit("reader", _at("journal:locked-list")),
    "people:door": Visit(None, _at("account_request_login_code"), _sign_in_by_code),
    "journal:moment-read": Visit("reader", _at("journal:moment-read", row=lambda town: town.moment)),
    "journal:moment-history": Visit("reader", _at("journal:moment-history", row=lambda town: town.moment)),
    "journal:moment-read/broken": Visit(
        "reader", _at("journal:moment-read", row=lambda town: town.broken), status=409
    ),
    **_plain("amal", "journal:along"),
    "journal:along-check": Visit("amal", _at("journal:along"), _bring_a_file),
    "journal:moment-print": Visit("reader", _at("journal:moment-print")),
    **_plain("reader", "journal:plan-list", "journal:ritual-list"),
    **_plain("amal", "journal:plan-new", "journal:goal-new"),
    "journal:plan-list/empty": Visit("cleo", _at("journal:plan-list")),
    "journal:plan-read": Visit("reader", _at("journal:plan-read", row=lambda town: town.plan)),
    "journal:plan-rehearse": Visit("reader", _at("journal:plan-rehearse", row=lambda town: town.plan)),
    "journal:plan-change": Visit("reader", _at("journal:plan-change", row=lambda town: town.plan)),
    "journal:goal-read": Visit("reader", _at("journal:goal-read", row=lambda town: town.goal)),
    "journal:goal-change": Visit("reader", _at("journal:goal-change", row=lambda town: town.goal)),
    "journal:ritual-write": Visit("amal", _at("journal:ritual-write", code=lambda town: "after")),
    **_plain("amal", "journal:moment-new", "journal:moments-deleted", "journal:own-words"),
    "journal:moment-edit": Visit("reader", _at("journal:moment-edit", row=lambda town: town.moment)),
    "journal:moment-delete": Visit("reader", _at("journal:moment-delete", row=lambda town: town.moment)),
    **_plain("amal", "assessments:start", "assessments:items"),
    **_plain("reader", "assessments:start-early"),
    "assessments:start/carry-on": Visit("cleo", _at("assessments:start")),
    "assessments:page": Visit("cleo", _at("assessments:page", number=lambda town: 3)),
    "assessments:check": Visit("cleo", _at("assessments:check")),
    "assessments:stop": Visit("cleo", _at("assessments:stop")),
    **_plain("reader", "assessments:pulse-start"),
    "assessments:pulse-start/first": Visit("ada", _at("assessments:pulse-start")),
    "assessments:pulse-start/carry-on": Visit("cleo", _at("assessments:pulse-start")),
    "assessments:pulse-page": Visit("cleo", _at("assessments:pulse-page", number=lambda town: 2)),
    **_plain("cleo", "assessments:pulse-check", "assessments:pulse-stop"),
    **_plain("ada", "assessments:evidence"),
    "assessments:others": Visit("reader", _at("assessments:others", sitting_id=lambda town: town.report)),
    "assessments:report": Visit("reader", _at("assessments:report", sitting_id=lambda town: town.report)),
    **_plain("amal", "people:preferences", "people:security", "people:membership-switch", "hide-screen"),
    **_plain("amal", "account_logout", "account_reauthenticate", "account_change_password", "account_email"),
    **_plain("amal", "usersessions_list", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn"),
    "account_set_password": Visit("codes_only", _at("account_set_password")),
    **_plain("keys", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    **_plain("keys", "mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
    "people:security/keys": Visit("keys", _at("people:security")),
    "mfa_list_webauthn/keys": Visit("keys", _at("mfa_list_webauthn")),
    "mfa_edit_webauthn": Visit("keys", _at("mfa_edit_webauthn", pk=lambda town: town.passkey)),
    "mfa_remove_webauthn": Visit("keys", _at("mfa_remove_webauthn", pk=lambda town: town.passkey)),
    **_plain("amal", "assessments:rounds", "assessments:round-new", "assessments:asked"),
    "assessments:round": Visit("reader", _at("assessments:round", round_id=lambda town: town.rated)),
    "assessments:round/open": Visit("ada", _at("assessments:round", round_id=lambda town: town.asking)),
    "assessments:round-close": Visit(
        "ada", _at("assessments:round-close", round_id=lambda town: town.asking)
    ),
    "assessments:asked-answer": Visit(
        "amal", _at("assessments:asked-answer", ask_id=lambda town: town.asked)
    ),
    "people:welcome": Visit("newcomer", _at("people:welcome", step=lambda town: 1)),
    "people:welcome/2": Visit("newcomer", _at("people:welcome", step=lambda town: 2)),
    "people:welcome/3": Visit("newcomer", _at("people:welcome", step=lambda town: 3)),
    **_plain("ada", "people:admin-people", "people:admin-invitations", "people:admin-teams"),
    **_plain("ada", "people:admin-team-new"),
    "people:admin-team": Visit("ada", _at("people:admin-team", team_id=lambda town: town.team.pk)),
    "people:admin-person": Visit("ada", _at("people:admin-person", member_id=lambda town: town.amal.pk)),
    "people:admin-close": Visit("ada", _at("people:admin-close", member_id=lambda town: town.amal.pk)),
    **_plain("dee", "hiring:opening-list", "hiring:opening-new"),
    "hiring:opening-list/empty": Visit("flo", _at("hiring:opening-list")),
    "hiring:opening": Visit("dee", _at("hiring:opening", opening_id=_opening)),
    "hiring:opening/draft": Visit("dee", _at("hiring:opening", opening_id=_draft)),
    "hiring:opening-job": Visit("dee", _at("hiring:opening-job", opening_id=_draft)),
    "hiring:opening-stages": Visit("dee", _at("hiring:opening-stages", opening_id=_draft)),
    "hiring:opening-guide": Visit("dee", _at("hiring:opening-guide", opening_id=_draft)),
    "hiring:opening-question-new": Visit("dee", _at("hiring:opening-question-new", opening_id=_draft)),
    "hiring:opening-rule": Visit("dee", _at("hiring:opening-rule", opening_id=_draft)),
    "hiring:opening-told": Visit("dee", _at("hiring:opening-told", opening_id=_draft)),
    "hiring:opening-team": Visit("dee", _at("hiring:opening-team", opening_id=_draft)),
    "hiring:opening-close": Visit("dee", _at("hiring:opening-close", opening_id=_draft)),
    "hiring:opening-discard": Visit("dee", _at("hiring:opening-discard", opening_id=_draft)),
    "hiring:opening-question": Visit(
        "dee", _at("hiring:opening-question", opening_id=_draft, code=lambda town: "calm-1")
    ),
    "hiring:opening-fairness": Visit("dee", _at("hiring:opening-fairness", opening_id=_opening)),
    "hiring:invite": Visit("dee", _at("hiring:invite", opening_id=_opening)),
    "hiring:opening-situations": Visit("dee", _at("hiring:opening-situations", opening_id=_draft)),
    "hiring:candidate-time": Visit("dee", _at("hiring:candidate-time", candidate_id=_candidate("Judge"))),
    **_plain("dee", "hiring:panel-list"),
    "hiring:panel-list/empty": Visit("flo", _at("hiring:panel-list")),
    "hiring:panel": Visit("dee", _at("hiring:panel", panel_id=_panel)),
    "hiring:panel/frozen": Visit("dee", _at("hiring:panel", panel_id=lambda town: town.hired.frozen)),
    "hiring:panel-invite": Visit("dee", _at("hiring:panel-invite", panel_id=_panel)),
    "hiring:panel-freeze": Visit("dee", _at("hiring:panel-freeze", panel_id=_panel)),
    "hiring:panel-remove": Visit(
        "dee",
        _at("hiring:panel-remove", panel_id=_panel, expert_id=lambda town: town.hired.expert),
    ),
    "hiring:expert-start": Visit(None, _at("hiring:expert-start", token=lambda town: "link-of-expert")),
    "hiring:expert-page": _as_expert("expert-begun", "/x/s/5/"),
    "hiring:expert-check": _as_expert("expert-begun", "/x/check/"),
    "hiring:expert-later": _as_expert("expert-begun", "/x/later/"),
    "hiring:expert-done": _as_expert("expert-sent", "/x/done/"),
    "hiring:situations": _as_candidate("Waiting", "/c/s/"),
    "hiring:situation": _as_candidate("Judge", "/c/s/4/"),
    "hiring:candidate-check/situations": _as_candidate("Judge", "/c/check/"),
    "hiring:candidate-done/situations": _as_candidate("Judged", "/c/done/"),
    **_plain("dee", "hiring:keeping"),
    "hiring:hold-lift": Visit("dee", _at("hiring:hold-lift", hold_id=_hold)),
    "hiring:opening-hold": Visit("dee", _at("hiring:opening-hold", opening_id=_opening)),
    "hiring:candidate-hold": Visit("dee", _at("hiring:candidate-hold", candidate_id=_candidate("Rated"))),
    "hiring:candidate": Visit("dee", _at("hiring:candidate", candidate_id=_candidate("Sent"))),
    "hiring:candidate/rated": Visit("dee", _at("hiring:candidate", candidate_id=_candidate("Rated"))),
    "hiring:candidate/gone": Visit("dee", _at("hiring:candidate", candidate_id=_candidate("Gone"))),
    "hiring:candidate-looked": Visit(
        "dee", _at("hiring:candidate-looked", candidate_id=_candidate("Changed"))
    ),
    "hiring:opening-list/not-named": Visit("cleo", _at("hiring:opening-list")),
    "hiring:reopen": Visit("dee", _at("hiring:reopen", candidate_id=_candidate("Sent"))),
    "hiring:adjustments": Visit("dee", _at("hiring:adjustments", candidate_id=_candidate("Nell"))),
    "hiring:adjustments/answered": Visit("dee", _at("hiring:adjustments", candidate_id=_candidate("Sent"))),
    "hiring:scorecard": Visit("dee", _at("hiring:scorecard", candidate_id=_candidate("Sent"))),
    "hiring:profile": Visit("dee", _at("hiring:profile", candidate_id=_candidate("Rated"))),
    "hiring:profile/closed": Visit("dee", _at("hiring:profile", candidate_id=_candidate("Sent")), status=403),
    "hiring:decision": Visit("dee", _at("hiring:decision", candidate_id=_candidate("Rated"))),
    "hiring:scorecard-change": Visit("dee", _at("hiring:scorecard-change", candidate_id=_candidate("Rated"))),
    "hiring:cards": Visit("dee", _at("hiring:cards", candidate_id=_candidate("Changed"))),
    "hiring:compare": Visit("dee", _at("hiring:compare", opening_id=_opening)),
    "hiring:compare/shown": Visit("dee", _at("hiring:compare", opening_id=_opening), _lay_side_by_side),
    "hiring:agreement": Visit("dee", _at("hiring:agreement", opening_id=_opening)),
    "hiring:candidate-start": Visit(None, _at("hiring:candidate-start", token=lambda town: "link-of-Fresh")),
    "hiring:candidate-start/dead": Visit(
        None, _at("hiring:candidate-start", token=lambda town: "never-issued"), status=410
    ),
    "hiring:candidate-adjustments": _as_candidate("Nell", "/c/adjustments/"),
    "hiring:candidate-adjustments/answered": _as_candidate("Sent", "/c/adjustments/"),
    "hiring:candidate-practice": _as_candidate("Nell", "/c/practice/1/"),
    "hiring:candidate-adjustments/changed": _as_candidate("Rated", "/c/adjustments/"),
    "hiring:candidate-done/changed": _as_candidate("Rated", "/c/done/"),
    "hiring:candidate-about": _as_candidate("Sent", "/c/about-you/"),
    "hiring:candidate-page": _as_candidate("Nell", "/c/p/2/"),
    "hiring:candidate-check": _as_candidate("Nell", "/c/check/"),
    "hiring:candidate-later": _as_candidate("Nell", "/c/later/"),
    "hiring:candidate-withdraw": _as_candidate("Nell", "/c/withdraw/"),
    "hiring:candidate-withdraw/gone": _as_candidate("Gone", "/c/withdraw/"),
    "hiring:candidate-done": _as_candidate("Sent", "/c/done/"),
    "hiring:candidate-done/held": _as_candidate("Rated", "/c/done/"),
    "hiring:candidate-withdraw/held": _as_candidate("Rated", "/c/withdraw/"),
    **_plain("reader", "coaching:share-list"),
    "coaching:share-list/empty": Visit("cleo", _at("coaching:share-list")),
    "coaching:share-new": Visit("reader", _at("coaching:share-new", row=lambda town: town.moment)),
    "coaching:share-new/check": Visit(
        "reader", _at("coaching:share-new", row=lambda town: town.moment), _check_sharing
    ),
    "coaching:share-pattern": Visit(
        "sid", _at("coaching:share-pattern", row=lambda town: town.things.sentence)
    ),
    "coaching:share-plan": Visit("sid", _at("coaching:share-plan", row=lambda town: town.things.plan)),
    "coaching:share-report": Visit("sid", _at("coaching:share-report", row=lambda town: town.things.report)),
    "coaching:share": Visit("reader", _shared("coaching:share", "answered")),
    "coaching:share/ended": Visit("reader", _shared("coaching:share", "ended")),
    "coaching:share-stop": Visit("reader", _shared("coaching:share-stop", "waiting")),
    "coaching:reply": Visit("reader", _shared("coaching:reply", "thread")),
    **_plain("bo", "coaching:team"),
    "coaching:team/empty": Visit("ada", _at("coaching:team")),
    "coaching:inbox-read": Visit("bo", _shared("coaching:inbox-read", "waiting")),
    "coaching:inbox-read/answered": Visit("bo", _shared("coaching:inbox-read", "answered")),
    "coaching:inbox-answer": Visit("bo", _shared("coaching:inbox-answer", "waiting")),
    "coaching:inbox-answer/check": Visit("bo", _shared("coaching:inbox-answer", "waiting"), _check_answer),
    **_plain("reader", "coaching:thanks-list", "coaching:thanks-new"),
    "coaching:thanks-list/empty": Visit("dee", _at("coaching:thanks-list")),
    "coaching:thanks-list/team": Visit("bo", _at("coaching:thanks-list")),
    "coaching:thanks-new/nobody": Visit("dee", _at("coaching:thanks-new")),
    "coaching:thanks-new/check": Visit("reader", _at("coaching:thanks-new"), _check_thanks),
    "coaching:thanks": Visit("reader", _at("coaching:thanks", row=lambda town: town.thanks)),
    "coaching:thanks/given": Visit("bo", _at("coaching:thanks", row=lambda town: town.thanks)),
    "coaching:thanks-remove": Visit("reader", _at("coaching:thanks-remove", row=lambda town: town.thanks)),
    "coaching:thanks-remove/given": Visit("bo", _at("coaching:thanks-remove", row=lambda town: town.thanks)),
    **_plain("amal", "coaching:insights"),
    "coaching:insights/unit": Visit("bo", _at("coaching:insights")),
    **_plain("reader", "coaching:totals-consent"),
    **_plain("reader", "coaching:feedback-list", "coaching:feedback-new", "coaching:feedback-ask"),
    "coaching:feedback-list/empty": Visit("dee", _at("coaching:feedback-list")),
    "coaching:feedback-new/check": Visit("bo", _at("coaching:feedback-new"), _check_seen),
    "coaching:feedback-new/nobody": Visit("dee", _at("coaching:feedback-new")),
    "coaching:feedback": Visit("reader", _shared("coaching:feedback", "seen")),
    "coaching:feedback/given": Visit("bo", _shared("coaching:feedback", "seen")),
    "coaching:feedback/shown": Visit("cleo", _shared("coaching:feedback", "seen")),
    "coaching:feedback/asked": Visit("bo", _shared("coaching:feedback", "asked")),
    "coaching:feedback/asking": Visit("reader", _shared("coaching:feedback", "asked")),
    "coaching:feedback-answer": Visit("bo", _shared("coaching:feedback-answer", "asked")),
    "coaching:hide": Visit("reader", _shared("coaching:hide", "seen")),
    **_plain("reader", "coaching:hidden"),
    "coaching:report": Visit("reader", _shared("coaching:report", "seen")),
    **_plain("dee", "coaching:reports"),
    "coaching:report-read": Visit("dee", _shared("coaching:report-read", "report")),
    **_plain("ada", "people:admin-report-contact"),
    "coaching:feedback-thank": Visit("reader", _shared("coaching:feedback-thank", "thread")),
    "coaching:feedback-disagree": Visit("reader", _shared("coaching:feedback-disagree", "thread")),
    "coaching:feedback-change": Visit("reader", _shared("coaching:feedback-change", "words")),
    "404": Visit(None, lambda town: "/nowhere/", status=404),
    "404/signed-in": Visit("amal", lambda town: "/nowhere/", status=404),
    "403": Visit("amal", _at("people:admin-people"), status=403),
    **_plain("amal", "people:mail", "people:mail-address"),
    "people:mail/private": Visit("reader", _at("people:mail")),
    **_plain("reader", "people:mail-code", "people:mail-remove"),
    "people:mail-off": Visit(None, _at("people:mail-off", token=lambda town: town.off_token)),
    "people:mail-off/done": Visit(
        None, _at("people:mail-off", token=lambda town: town.off_token), _turn_mails_off
    ),
    "people:mail-off/dead": Visit(
        None, _at("people:mail-off", token=lambda town: "never-issued"), status=410
    ),
    # At the end: her browser stays locked.
    "journal:moment-locked": Visit("amal", _at("support"), _locked("/hidden/now/")),
    "hide-screen/locked": Visit("amal", _at("support"), _locked("/hidden/")),
}
NO_PAGE = {
    "journal:moment-undo": "takes a button",
    "journal:moment-restore": "takes a button",
    "assessments:round-remind": "takes a button",
    "assessments:round-csv": "a file",
    "show-screen": "goes back to the page that was hidden",
    "stay": "is told by a page that its person is there",
    "people:door-answer": "takes a button",
    "mfa_index": "goes on to Sign-in and security",
    "mfa_login_webauthn": "tells the browser what to ask the passkey",
    "mfa_download_recovery_codes": "a file",
    "people:draft-save": "takes what is typed",
    "people:draft-drop": "takes a button",
    "journal:along-file": "a file",
    "journal:along-drop": "takes a button",
    "people:admin-take-back": "takes a button",
    "coaching:feedback-aside": "takes a button",
    "coaching:feedback-take-back": "takes a button",
    "coaching:feedback-unshow": "takes a button",
    "hiring:send-link": "takes a button",
    "hiring:revoke": "takes a button",
    "hiring:opening-fairness-csv": "a file",
    "hiring:panel-remind": "takes a button",
    "hiring:opening-open": "takes a button",
    "hiring:candidate-copy": "a file",
    "assessments:progress-csv": "a file",
    "assessments:pulse-csv": "a file",
    "assessments:pulse-recompute": "a file",
    "assessments:report-pdf": "a file",
    "assessments:profile-csv": "a file",
    "assessments:recompute": "a file",
    "assessments:items-file": "a file",
    "journal:patterns-triggers-csv": "a file",
    "journal:plan-state": "takes a button",
    "journal:goal-state": "takes a button",
    "journal:ritual-delete": "takes a button",
}
# Pages that ask a passkey carry allauth's scripts for it.
WITH_PASSKEY_SCRIPTS = {
    "account_login",
    "mfa_authenticate",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate",
}
# Pages that no address names.
ERROR_PAGES = {"403", "404"}
# Forms that come back with errors when nothing is filled in.
FORMS = (
    "journal:moment-write",
    "journal:along",
    "journal:along-check",
    "journal:plan-new",
    "journal:plan-rehearse",
    "journal:goal-new",
    "journal:ritual-write",
    "journal:moment-new",
    "journal:own-words",
    "assessments:round-new",
    "assessments:asked-answer",
    "assessments:page",
    "assessments:check",
    "assessments:pulse-page",
    "assessments:pulse-check",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_signup",
    "account_email_verification_sent",
    "mfa_authenticate",
    "people:invitation-accept",
    "account_change_password",
    "account_set_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_edit_webauthn",
    "people:admin-invitations",
    "people:admin-team-new",
    "people:admin-team",
    "hiring:opening-new",
    "hiring:opening-job",
    "hiring:opening-rule",
    "hiring:opening-told",
    "hiring:opening-team",
    "hiring:opening-question",
    "hiring:invite",
    "hiring:reopen",
    "hiring:scorecard",
    "hiring:decision",
    "hiring:scorecard-change",
    "hiring:adjustments",
    "hiring:candidate-practice",
    "hiring:opening-hold",
    "hiring:candidate-hold",
    "hiring:candidate-page",
    "hiring:candidate-check",
    "hiring:situation",
    "hiring:expert-page",
    "hiring:panel-invite",
    "coaching:inbox-answer",
    "coaching:reply",
    "coaching:thanks-new",
    "people:mail-address",
    "people:mail-code",
    "coaching:feedback-new",
    "coaching:feedback-ask",
    "coaching:feedback-disagree",
)


class Walk:
    """Pages, one after the other, each person in a browser of her own; `found` gathers what is wrong."""

    def __init__(
        self,
        page_of: PageOf,
        town: Town,
        *,
        width: int,
        height: int = 900,
        scheme: str,
        names: Iterable[str] = PAGES,
    ) -> None:
        self.page_of, self.town, self.names = page_of, town, names
        self.width, self.height, self.scheme = width, height, scheme
        self.found: list[str] = []
        self.pages: dict[str | None, Page] = {}

    def __iter__(self) -> Iterator[tuple[str, Page]]:
        for name in self.names:
            visit = PAGES[name]
            page = self.page(visit.who)
            if visit.who is None:
                page.context.clear_cookies()
            visit.open(page, self.town)
            yield name, page

    def page(self, who: str | None) -> Page:
        """The browser of this person; None is nobody's."""
        if who not in self.pages:
            member = getattr(self.town, who) if who else None
            self.pages[who] = self.page_of(member, width=self.width, height=self.height, scheme=self.scheme)
        return self.pages[who]

    def note(self, name: str, wrong: list[str]) -> None:
        self.found += [f"{name}: {line}" for line in wrong]

    def end(self) -> None:
        """All that was wrong, a line each."""
        assert not self.found, "\n".join(self.found)
