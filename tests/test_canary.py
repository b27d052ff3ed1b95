"""A word in each private thing, then a day in which everything happens, errors too: where do the words stand?

Nowhere outside their owner's pages: not in the database's files, a dump, the cache, sessions, logs, mails'
subjects, redirects, error pages or temporary files. What a thief without the keys can decode is decoded here.
"""

import base64
import datetime as dt
import io
import json
import logging
import pickle
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse
from django.utils import timezone

from assessments.rounds.actions import start_round
from assessments.rounds.observed import observed
from coaching.feedback.queries import colleagues_for, people_around
from coaching.kinds import kind_of
from coaching.models import Message, Share, Thread
from coaching.queries.sharing import people_for
from coaching.thanks.queries import colleagues_of
from eiapp.logs import NoContentFilter
from hiring.access import COOKIE
from hiring.models import Candidate
from journal.models import Moment
from people.actions.organisations import Roles, change_member, create_organisation, save_team
from people.drafts import form_token
from people.models import KeySlot, Membership, Organisation
from people.notice_kinds import FEEDBACK
from people.notices import tell
from people.scope import installation_scope, organisation_scope
from people.session_store import SessionStore
from people.tasks import sweep_outbox
from tests import hires
from tests.cast import NOW, PASSWORD, new_member
from tests.crowd import answer_all, daylio, join_many, plan_of, stand_out
from tests.phones import Phone

MOMENT = {"feeling": "annoyed", "trigger": "A", "strength": "3"}


def word(kind: str) -> str:
    """One that stands nowhere by chance."""
    return f"zq{kind}canary7"


@dataclass
class Day:
    """Who acts, what was sent, and every answer, while the words gather."""

    amal: Membership
    ada: Membership
    dee: Membership
    mails: list[EmailMessage]
    log: io.StringIO
    uploads: Path
    words: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    answers: list[HttpResponse] = field(default_factory=list)

    def browser(self, member: Membership | None = None, **more: Any) -> Client:
        client = Client(raise_request_exception=False, **more)
        if member is not None:
            self.keep(
                client.post(reverse("account_login"), {"login": member.user.email, "password": PASSWORD})
            )
            self.keep(client.post(reverse("account_reauthenticate"), {"password": PASSWORD}))
        return client

    def keep(self, answer: Any) -> HttpResponse:
        """Remember an answer for its headers, its body where it is an error, and the session it opens."""
        self.answers.append(answer)
        sent = answer.cookies.get(settings.SESSION_COOKIE_NAME)
        if sent and sent.value:
            self.cookies[f"session {len(self.cookies)}"] = sent.value
        return answer  # type: ignore[no-any-return]

    def said(self, kind: str) -> str:
        """A new word for a private thing."""
        self.words[kind] = word(kind)
        return self.words[kind]


@pytest.fixture
def day(transactional_db: None, mailoutbox: list[EmailMessage], tmp_path: Path) -> Iterator[Day]:
    harbour = create_organisation(name="Harbour Support", now=NOW)
    ada = new_member(harbour, "Ada", Roles(agent=False, admin=True))
    amal = new_member(harbour, "Amal", Roles())
    dee = new_member(harbour, "Dee", Roles(agent=False, hr=True))
    handler = _console()
    log = io.StringIO()
    before = handler.setStream(log)
    with override_settings(FILE_UPLOAD_TEMP_DIR=str(tmp_path), ROOT_URLCONF=_with_errors()):
        yield Day(amal, ada, dee, mailoutbox, log, tmp_path)
    handler.setStream(before or handler.stream)


def _console() -> logging.StreamHandler[Any]:
    """The product's own handler, with its own filter."""
    return next(
        handler
        for handler in logging.getLogger("django").handlers
        if isinstance(handler, logging.StreamHandler)
        and any(isinstance(each, NoContentFilter) for each in handler.filters)
    )


# --- everything happens ---------------------------------------------------------------------------


def write_moments(day: Day) -> None:
    """Saved, half filled, kept by script, kept after the session died, and sent with a stale token."""
    client, now = day.browser(day.amal), reverse("journal:moment-write")
    token = form_token(day.amal, "journal:now")
    sent = {**MOMENT, "note": day.said("note"), "submission_key": str(uuid4())}
    assert day.keep(client.post(now, sent)).status_code == 303
    day.keep(client.post(now, {"note": day.said("half")}))
    draft = {"draft_token": token, "note": day.said("draft")}
    assert day.keep(client.post(reverse("people:draft-save"), draft)).status_code == 200
    strict = day.browser(day.amal, enforce_csrf_checks=True)
    day.keep(strict.post(now, {**MOMENT, "draft_token": token, "note": day.said("stale")}))
    dead = {**MOMENT, "draft_token": token, "note": day.said("dead")}
    assert day.keep(Client().post(now, dead)).status_code == 302
    day.keep(client.post(now, {**MOMENT, "note": day.said("wrong") + "\x00"}))
    day.keep(client.post(now, {**MOMENT, "note": day.said("long") * 200}))
    day.keep(client.get(reverse("journal:moment-list"), {"from": day.said("query")}))
    for name in ("today", "journal:moment-list", "journal:patterns", "journal:moment-write"):
        assert day.keep(client.get(reverse(name))).status_code == 200


def make_plans(day: Day) -> None:
    """Plans, goals and rituals: saved, half filled, changed, and with what cannot be stored."""
    client, later = day.browser(day.amal), {"review_on": "2027-01-01", "kind": "personal", "trigger": "A"}
    for name, field_name, args in (
        ("plan-new", "own_words", []),
        ("goal-new", "what", []),
        ("ritual-write", "text", ["after"]),
    ):
        url = reverse(f"journal:{name}", args=args)
        saved = later | {field_name: day.said(name)}
        assert day.keep(client.post(url, saved)).status_code == 303
        day.keep(client.post(url, {field_name: day.said(f"half{name}")}))
        day.keep(client.post(url, later | {field_name: day.said(f"bad{name}") + "\x00"}))
    with organisation_scope(day.amal.organisation):
        plan, goal = day.amal.plans.get(), day.amal.goals.get()
    for thing, field_name, name in ((plan, "own_words", "plan"), (goal, "why", "goal")):
        url = reverse(f"journal:{name}-change", args=[thing.pk])
        sent = later | {"what": "x", field_name: day.said(f"changed {name}"), "version": "1"}
        assert day.keep(client.post(url, sent)).status_code == 303
        day.keep(client.post(url, sent | {field_name: day.said(f"late {name}")}))
    rehearsal = reverse("journal:plan-rehearse", args=[plan.pk])
    day.keep(client.post(rehearsal, {"repeated": day.said("repeated")}))
    for name in ("journal:plan-list", "journal:ritual-list", "today"):
        assert day.keep(client.get(reverse(name))).status_code == 200


def change_moments(day: Day) -> None:
    """In full, pointed to, changed in two tabs, deleted and brought back."""
    client, new = day.browser(day.amal), reverse("journal:moment-new")
    whole = {"feelings": ["sad"], "triggers": ["A"], "strength": "5", "version": "1"}
    texts = {name: day.said(name) for name in ("thought", "another_view", "need", "next_time")}
    sent = whole | texts | {"submission_key": str(uuid4())}
    contact = {"note": day.said("contact") + " x@y.example"}
    assert day.keep(client.post(new, sent | contact)).status_code == 200
    assert day.keep(client.post(new, sent | contact | {"as_it_is": "1"})).status_code == 303
    with organisation_scope(day.amal.organisation):
        row = Moment.objects.of(day.amal).latest("changed_at").pk
    pages = {
        name: reverse(f"journal:moment-{name}", args=[row]) for name in ("edit", "delete", "restore", "undo")
    }
    for said, status in (("first tab", 303), ("second tab", 409)):
        told = whole | texts | {"note": day.said(said)}
        assert day.keep(client.post(pages["edit"], told)).status_code == status
    day.keep(client.post(pages["undo"]))
    assert day.keep(client.post(pages["delete"])).status_code == 303
    assert day.keep(client.get(reverse("journal:moments-deleted"))).status_code == 200
    assert day.keep(client.post(pages["restore"])).status_code == 303


def bring_and_take_along(day: Day) -> None:
    """A file that waits, one that was taken in, one that cannot be read, and all of it as files again."""
    client, along = day.browser(day.amal), reverse("journal:along")
    for kind in ("taken in", "waiting"):
        brought = io.BytesIO(daylio(day.said(f"{kind} mood")))
        brought.name = f"{day.said(f'{kind} name')}.csv"
        assert day.keep(client.post(along, {"file": brought})).status_code == 303
        check = reverse("journal:along-check")
        assert day.keep(client.get(check)).status_code == 200
        if kind == "taken in":
            sent = {"mood-0": "calm", "strength-0": "1", "otherwise": "H"}
            assert day.keep(client.post(check, sent)).status_code == 303
    torn = io.BytesIO(b'{"a": "' + day.said("torn").encode() * 200_000)
    day.keep(client.post(along, {"file": torn}))
    for kind in ("json", "md", "csv"):
        answer = client.get(reverse("journal:along-file", args=[kind]))
        assert day.words["taken in mood"] in b"".join(day.keep(answer)).decode()
    assert day.keep(client.get(reverse("journal:moment-print"))).status_code == 200


def sign_in_in_every_way(day: Day) -> None:
    """With a wrong password, by code, with a forgotten password, with a new address."""
    client, mail = day.browser(), {"email": day.amal.user.email}
    login = reverse("account_login")
    day.keep(client.post(login, {"login": mail["email"], "password": day.said("password")}))
    day.keep(client.post(reverse("account_request_login_code"), mail))
    day.words["code to sign in"] = code_of(day.mails[-1])
    client = day.browser()
    day.keep(client.post(reverse("account_reset_password"), mail))
    day.words["code to reset"] = code_of(day.mails[-1])
    client = day.browser(day.amal)
    day.keep(client.post(reverse("account_email"), {"email": "new@demo.example", "action_add": ""}))
    day.words["code of an address"] = code_of(day.mails[-1])


def code_of(mail: EmailMessage) -> str:
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(mail.body), re.M)
    assert found, mail.body
    return found[1]


def give_a_private_address(day: Day) -> None:
    """Named, proven and changed, with mail that waits for it; and one that is not proven yet."""
    client, page = day.browser(day.amal), reverse("people:mail-address")
    for kind in ("privately", "elsewhere"):
        sent = {"email": f"{day.said(kind)}@home.example"}
        assert day.keep(client.post(page, sent)).status_code == 303
        day.words[f"code of {kind}"] = code_of(day.mails[-1])
        assert_nowhere(day)
        code = {"code": day.words[f"code of {kind}"]}
        assert day.keep(client.post(reverse("people:mail-code"), code)).status_code == 303
    with organisation_scope(day.amal.organisation):
        tell(day.amal.pk, FEEDBACK, path="/sharing/", now=timezone.now() - dt.timedelta(minutes=3))
    assert_nowhere(day)
    sweep_outbox.call_local()
    assert day.mails[-1].to == [f"{day.words['elsewhere']}@home.example"]
    day.keep(client.post(page, {"email": day.said("unproven") + "@home.example"}))
    for name in ("mail", "mail-address", "mail-code", "mail-remove"):
        assert day.keep(client.get(reverse(f"people:{name}"))).status_code == 200


def add_second_step(day: Day) -> None:
    """An app whose key is shown before it counts, then recovery codes."""
    client, page = day.browser(day.ada), reverse("mfa_activate_totp")
    shown = re.search(r"<code>([A-Z2-7 ]{32,})</code>", client.get(page).content.decode())
    assert shown
    secret = day.words["app key"] = shown[1].replace(" ", "")
    assert_nowhere(day)
    _before, present, _after = yield_hotp_counters_from_time()
    code = format_hotp_value(hotp_value(secret, present))
    assert day.keep(client.post(page, {"code": code})).status_code == 302
    codes = client.get(reverse("mfa_download_recovery_codes")).content.decode().split()
    assert len(codes) >= 8
    day.words["recovery code"] = codes[-1]


def invite_somebody(day: Day) -> None:
    """A link that is mailed, opened, and sent a form that lacks its token."""
    client = day.browser(day.ada)
    sent = {"email": "new@post.example", "roles": ["agent"]}
    assert day.keep(client.post(reverse("people:admin-invitations"), sent)).status_code == 303
    link = re.search(r"/account/create/([^/]+)/", str(day.mails[-1].body))
    assert link
    day.words["invitation"] = link[1]
    assert day.keep(Client().get(link[0])).status_code == 200
    day.keep(Client(enforce_csrf_checks=True).post(link[0], {"name": "x", "password": day.said("chosen")}))
    day.keep(
        Client(raise_request_exception=False).post(link[0], {"name": "x", "password": day.said("again")})
    )


def rate_somebody(day: Day) -> None:
    """Two raters reply, wrongly at first; the round closes below the floor. A reply is twenty digits."""
    with organisation_scope(day.amal.organisation):
        answer_all(day.amal)
        raters = join_many(day.amal.organisation, None, 4, word="rater")
        Membership.objects.filter(pk__in=[each.pk for each in raters]).update(notice_read=1)
        found = start_round(raters=[each.pk for each in raters], days=14, by=day.amal, now=timezone.now())
    for number, rater in enumerate(raters[:2]):
        client = Client(raise_request_exception=False)
        client.force_login(rater.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        with organisation_scope(rater.organisation):
            url = reverse("assessments:asked-answer", args=[found.asks.get(rater=rater).pk])
        digits = ["41325" * 4, "52143" * 4][number]
        day.words[f"reply {number}"] = digits
        day.words[f"answers {number}"] = ", ".join(digits)
        sent = {item.code: digit for item, digit in zip(observed().items, digits, strict=True)}
        sent |= {"named": "yes"} if number else {}
        day.keep(client.post(url, {**sent, "H16": day.said(f"wrong{number}")}))
        assert day.keep(client.post(url, sent)).status_code == 303
        day.keep(client.post(url, sent))
    assert_nowhere(day)
    browser = day.browser(day.amal)
    for name in ("round", "round-csv"):
        day.keep(browser.get(reverse(f"assessments:{name}", args=[found.pk])))
    assert day.keep(browser.post(reverse("assessments:round-close", args=[found.pk]))).status_code == 303


def share_something(day: Day) -> None:
    """Checked, shared, opened, answered, taken back; half of each too, and with what cannot be stored."""
    bo = new_member(day.amal.organisation, "Bo", Roles(agent=False, supervisor=True))
    with organisation_scope(day.amal.organisation):
        told: dict[str, Any] = {"by": day.ada, "now": NOW}
        pier = save_team(team=None, name="Pier", parent=None, supervisors=[bo], **told)
        change_member(member=day.amal, roles=Roles(), team=pier, **told)
        reader = people_for(Membership.objects.get(pk=day.amal.pk))[0].code
    tab, desk = day.browser(day.amal), day.browser(bo)
    noted = {**MOMENT, "note": day.said("shared note"), "submission_key": str(uuid4())}
    assert day.keep(tab.post(reverse("journal:moment-write"), noted)).status_code == 303
    with organisation_scope(day.amal.organisation):
        url = reverse("coaching:share-new", args=[Moment.objects.get().pk])
    sent = {"reader": reader, "parts": ["feeling", "note"], "days": "30", "version": "1"}
    asked = sent | {"question": day.said("asked"), "submission_key": str(uuid4())}
    day.keep(tab.post(url, {"question": day.said("half a question")}))
    day.keep(tab.post(url, sent | {"question": day.said("bad question") + "\x00"}))
    assert day.keep(tab.post(url, asked)).status_code == 200
    own = day.keep(tab.post(url, asked | {"then": "send"}))["Location"]
    row = own.split("/")[2]
    seen = day.keep(desk.get(reverse("coaching:inbox-read", args=[row]))).content.decode()
    assert day.words["shared note"] in seen
    assert day.words["asked"] in seen
    answer = reverse("coaching:inbox-answer", args=[row])
    feedback = {name: day.said(name) for name in ("situation", "behaviour", "impact", "question")}
    day.keep(desk.post(answer, {"impact": day.said("half an answer")}))
    assert day.keep(desk.post(answer, feedback)).status_code == 200
    assert day.keep(desk.post(answer, feedback | {"then": "send"})).status_code == 303
    with organisation_scope(day.amal.organisation):
        reply = reverse("coaching:reply", args=[Thread.objects.get(share=UUID(row)).pk])
    for browser, who in ((tab, "amal"), (desk, "bo")):
        day.keep(browser.post(reply, {"text": day.said(f"bad reply of {who}") + "\x00"}))
        assert day.keep(browser.post(reply, {"text": day.said(f"reply of {who}")})).status_code == 303
    give_feedback_on_more(day, tab, desk)
    assert_nowhere(day)
    assert day.keep(tab.post(reverse("coaching:share-stop", args=[row]))).status_code == 303
    assert day.keep(desk.get(reverse("coaching:inbox-read", args=[row]))).status_code == 404
    for page in (own, reverse("coaching:share-list")):
        day.keep(tab.get(page))


def thank_somebody(day: Day) -> None:
    """Checked, given, shown to the team and taken from it; half of it too, and with what cannot be stored."""
    bo = new_member(day.amal.organisation, "Bo", Roles(agent=False, supervisor=True))
    with organisation_scope(day.amal.organisation):
        told: dict[str, Any] = {"by": day.ada, "now": NOW}
        pier = save_team(team=None, name="Pier", parent=None, supervisors=[bo], **told)
        change_member(member=day.amal, roles=Roles(), team=pier, **told)
        receiver = colleagues_of(bo)[0].code
    tab, desk, new = day.browser(day.amal), day.browser(bo), reverse("coaching:thanks-new")
    day.keep(desk.post(new, {"did": day.said("half thanks")}))
    day.keep(desk.post(new, {"effect": day.said("bad thanks") + "\x00"}))
    texts = {name: day.said(name) for name in ("did", "effect", "customer")}
    sent = texts | {"receiver": receiver, "components": "SA", "submission_key": str(uuid4())}
    assert day.keep(desk.post(new, sent)).status_code == 200
    own = day.keep(desk.post(new, sent | {"then": "send"}))["Location"]
    team = re.search(r'name="team" value="(\w+)"', day.keep(tab.get(own)).content.decode())
    assert team
    for act in ("show", "keep"):
        assert day.keep(tab.post(own, {"then": act, "team": team[1]})).status_code == 303
    seen = day.keep(desk.get(reverse("coaching:thanks-list"))).content.decode()
    assert all(word in seen for word in texts.values())
    assert_nowhere(day)
    assert day.keep(tab.post(f"{own}remove/")).status_code == 303
    assert day.keep(desk.post(f"{own}remove/")).status_code == 303
    assert day.keep(desk.get(own)).status_code == 404


def give_feedback_on_more(day: Day, tab: Client, desk: Client) -> None:
    """Given on what was seen, changed, asked for, answered, thanked for, disagreed with; half of each too."""
    new, ask = reverse("coaching:feedback-new"), reverse("coaching:feedback-ask")
    with organisation_scope(day.amal.organisation):
        amal = Membership.objects.get(pk=day.amal.pk)
        bo = Membership.objects.get(user__name="Bo")
        whom, who = colleagues_for(bo)[0].code, people_around(amal)[0].code
    words = {name: day.said(f"seen {name}") for name in ("situation", "behaviour", "impact", "question")}
    day.keep(desk.post(new, {"impact": day.said("half of what was seen")}))
    given = words | {"person": whom, "then": "send"}
    day.keep(desk.post(new, given | {"impact": day.said("bad impact") + "\x00"}))
    thread = day.keep(desk.post(new, given))["Location"]
    with organisation_scope(day.amal.organisation):
        message = Message.objects.get(thread__origin="seen").pk
    other = reverse("coaching:feedback-change", args=[message])
    assert day.keep(desk.post(other, words | {"impact": day.said("changed")})).status_code == 303
    assert day.keep(tab.post(f"{thread}thank/", {"text": day.said("thanks")})).status_code == 303
    day.keep(tab.post(f"{thread}disagree/", {"text": day.said("bad otherwise") + "\x00"}))
    assert day.keep(tab.post(f"{thread}disagree/", {"text": day.said("otherwise")})).status_code == 303
    asked = {"person": who, "behaviour": day.said("asked for"), "look_at": day.said("look at")}
    day.keep(tab.post(ask, {"look_at": day.said("half asked")}))
    question = day.keep(tab.post(ask, asked))["Location"]
    answer = {name: day.said(f"answer {name}") for name in ("situation", "behaviour", "impact")}
    assert day.keep(desk.post(f"{question}answer/", answer | {"then": "send"})).status_code == 303
    for browser in (tab, desk):
        page = day.keep(browser.get(thread)).content.decode()
        assert day.words["seen behaviour"] in page
        assert day.words["changed"] in page
        day.keep(browser.get(question))
        day.keep(browser.get(reverse("coaching:feedback-list")))


def share_more(day: Day) -> None:
    """A plan with her words, a sentence and parts of a report: checked, shared, opened, taken back."""
    bo = new_member(day.amal.organisation, "Bo", Roles(agent=False, supervisor=True))
    with organisation_scope(day.amal.organisation):
        told: dict[str, Any] = {"by": day.ada, "now": NOW}
        pier = save_team(team=None, name="Pier", parent=None, supervisors=[bo], **told)
        change_member(member=day.amal, roles=Roles(), team=pier, **told)
        amal, at = Membership.objects.get(pk=day.amal.pk), timezone.now()
        reader = people_for(amal)[0].code
        things = {
            Share.Kind.PLAN: plan_of(amal, 1, words=day.said("planned words")),
            Share.Kind.PATTERN: stand_out(amal, at),
            Share.Kind.REPORT: answer_all(amal),
        }
        found = {kind: kind_of(kind).find(amal, row, at) for kind, row in things.items()}
    tab, desk = day.browser(day.amal), day.browser(bo)
    for kind, thing in found.items():
        assert thing is not None
        url = reverse(f"coaching:share-{kind}", args=[thing.id])
        sent = {"reader": reader, "parts": thing.parts, "days": "30", "version": thing.version}
        asked = sent | {"question": day.said(f"asked of a {kind}"), "submission_key": str(uuid4())}
        day.keep(tab.post(url, {"question": day.said(f"half of a {kind}")}))
        assert day.keep(tab.post(url, asked)).status_code == 200
        own = day.keep(tab.post(url, asked | {"then": "send"}))["Location"]
        inbox = reverse("coaching:inbox-read", args=[own.split("/")[2]])
        assert day.words[f"asked of a {kind}"] in day.keep(desk.get(inbox)).content.decode()
        assert_nowhere(day)
        assert day.keep(tab.post(f"{own}stop/")).status_code == 303
        assert day.keep(desk.get(inbox)).status_code == 404


def hire_somebody(day: Day) -> None:
    """A link that is mailed and begun, a card with what was heard and a decision, both also half."""
    hr, candidates = day.browser(day.dee), "/hiring/c/"
    with organisation_scope(day.dee.organisation):
        opening = hires.job(day.dee, now=timezone.now())
    whom = {"people": "Nell, nell@home.example", "then": "send"}
    assert day.keep(hr.post(f"/hiring/{opening.pk}/invite/", whom)).status_code == 303
    link = re.search(r"/c/([^/]+)/", str(day.mails[-1].body))
    assert link
    day.words["candidate's link"] = link[1]
    phone = Phone(raise_request_exception=False)
    begun = day.keep(phone.post(link[0]))
    day.words["candidate's session"] = begun.cookies["candidate"].value
    day.keep(phone.post("/c/p/1/", {"then": "later", "x": day.said("posted answer")}))
    day.keep(phone.post("/c/adjustments/", {"text": day.said("a wish without a size")}))
    wish = {"text_size": "large", "text": day.said("wish"), "then": "first"}
    assert day.keep(phone.post("/c/adjustments/", wish)).status_code == 303
    with installation_scope():
        url = f"{candidates}{Candidate.objects.get().pk}/"
    page = day.keep(hr.get(f"{url}adjustments/")).content.decode()
    assert day.words["wish"] in page
    read = {"version": re.findall(r'name="version" value="(\w+)"', page)[0]}
    day.keep(hr.post(f"{url}adjustments/", read | {"text": day.said("too long") + "x" * 2000}))
    granted = read | {"text": day.said("answer to a wish")}
    assert day.keep(hr.post(f"{url}adjustments/", granted)).status_code == 303
    assert granted["text"] in day.keep(phone.get("/c/adjustments/")).content.decode()
    tab = {"page": str(uuid4()), "last": ""}
    half = {**tab, "evidence_calm-1": day.said("half a card")}
    assert day.keep(hr.post(f"{url}scorecard/?quiet=1", half)).status_code == 200
    day.keep(hr.post(f"{url}scorecard/", {**tab, "evidence_calm-1": day.said("missing") + "\x00"}))
    other = {"evidence_calm-1": day.said("of another tab")}
    assert day.keep(hr.post(f"{url}scorecard/?quiet=1", other)).status_code == 409
    assert other["evidence_calm-1"] in day.keep(hr.post(f"{url}scorecard/", other)).content.decode()
    card = tab | {f"rating_{one.code}": "4" for one in hires.QUESTIONS}
    card |= {f"evidence_{one.code}": day.said(f"heard {one.code}") for one in hires.QUESTIONS}
    assert day.keep(hr.post(f"{url}scorecard/", card)).status_code == 303
    day.keep(hr.post(f"{url}decision/", {"reason": day.said("no outcome")}))
    decision = {"outcome": "not", "grounds": "calm", "reason": day.said("decided")}
    assert day.keep(hr.post(f"{url}decision/", decision)).status_code == 303
    hold = {"name": "Claim 12/2026", "reason": day.said("why it is held")}
    assert day.keep(hr.post(f"{url}hold/", hold)).status_code == 303
    day.keep(hr.post(f"{url}hold/", {"reason": day.said("a hold without a name")}))
    for page in ("", "profile/", "scorecard/", "hold/"):
        day.keep(hr.get(url + page))


def exploding(request: HttpRequest) -> HttpResponse:
    local = word("local")
    raise RuntimeError(f"The note {local} of {request.POST} broke something.")


def quoting(request: HttpRequest) -> HttpResponse:
    """PostgreSQL's message quotes the row that it refuses."""
    Organisation.objects.create(name=word("row"), created_at=None)  # type: ignore[misc]
    raise AssertionError("The database took a row without a time.")


def _with_errors() -> ModuleType:
    urls = ModuleType("tests.canary_urls")
    urls.urlpatterns = [  # type: ignore[attr-defined]
        path("", include("eiapp.urls")),
        path("exploding/", exploding, name="exploding"),
        path("quoting/", quoting, name="quoting"),
    ]
    for handler in ("handler400", "handler403", "handler404", "handler500"):
        setattr(urls, handler, f"eiapp.errors.{ERRORS[handler]}")
    return urls


ERRORS = {
    "handler400": "bad_request",
    "handler403": "forbidden",
    "handler404": "not_found",
    "handler500": "server_error",
}


def go_wrong(day: Day) -> None:
    """Errors in views and in the database, refused requests, broken seals, files that nobody asked for."""
    client = day.browser(day.amal)
    day.said("local"), day.said("row")
    assert day.keep(client.post("/exploding/", {"note": day.said("posted")})).status_code == 500
    assert day.keep(client.post("/quoting/")).status_code == 500
    host = day.said("host")
    assert day.keep(client.get("/today/", headers={"host": f"{host}.example"})).status_code == 400
    day.keep(client.get(f"/nothing/{day.said('address')}/"))
    strict = day.browser(day.amal, enforce_csrf_checks=True)
    told = {
        "referer": f"https://{day.said('referer')}.example/",
        "origin": f"https://{day.said('origin')}.example",
    }
    assert day.keep(strict.post(reverse("journal:moment-write"), MOMENT, headers=told)).status_code == 403
    big = io.BytesIO(day.said("upload").encode() * 300_000)
    big.name = "diary.txt"
    day.keep(client.post(reverse("journal:moment-write"), {**MOMENT, "note": big}))
    with installation_scope():
        Moment.objects.update(sealed=b"\x01" + bytes(300))
    for name in ("today", "journal:moment-list", "journal:patterns"):
        assert day.keep(client.get(reverse(name))).status_code == 200


# --- where it is looked for -------------------------------------------------------------------------


def places(day: Day) -> dict[str, bytes]:
    """Everything that outlives an answer, as somebody reads it who has it all but the keys."""
    found = {str(file): file.read_bytes() for file in Path(settings.DATA).rglob("*") if file.is_file()}
    found |= {str(file): file.read_bytes() for file in day.uploads.rglob("*") if file.is_file()}
    found["tables"] = "\n".join(_rows()).encode()
    found["dump"] = _dump()
    found["cache"] = pickle.dumps(cache._cache)  # type: ignore[attr-defined]
    found["sessions"] = b"\n".join(map(_opened, Session.objects.values_list("session_data", flat=True)))
    found["log"] = day.log.getvalue().encode()
    found["subjects"] = "\n".join(str(mail.subject) for mail in day.mails).encode()
    found["headers"] = "\n".join(
        f"{answer.headers} {_cookies_beside_the_session(answer)}" for answer in day.answers
    ).encode()
    # Without the address itself: whoever asked for it may read it.
    found["error pages"] = b"\n".join(
        answer.content.replace(asked_for(answer), b"")
        for answer in day.answers
        if answer.status_code >= 400 and not lets_her_choose(answer)
    )
    return found


def lets_her_choose(answer: HttpResponse) -> bool:
    """Her own page with both versions of a moment that two tabs changed."""
    return answer.status_code == 409 and asked_for(answer).endswith(b"/edit/")


def asked_for(answer: HttpResponse) -> bytes:
    return str(getattr(answer, "request", {}).get("PATH_INFO", "/")).encode()


def _cookies_beside_the_session(answer: HttpResponse) -> str:
    """The cookies of sessions are for their browser, and have to be sent there."""
    own = {settings.SESSION_COOKIE_NAME, COOKIE}
    others = {name: cookie for name, cookie in answer.cookies.items() if name not in own}
    return "\n".join(cookie.OutputString() for cookie in others.values())


def _rows() -> Iterator[str]:
    """Every column of every table, bytes in hexadecimal."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield repr(
                    [bytes(cell).hex() if isinstance(cell, bytes | memoryview) else cell for cell in row]
                )


def _dump() -> bytes:
    out = io.StringIO()
    with installation_scope():
        call_command("dumpdata", stdout=out, use_base_manager=True)
    json.loads(out.getvalue())
    return out.getvalue().encode()


def _opened(session_data: str) -> bytes:
    """A session as its row gives it away: signed values are only base64, at times compressed."""
    body = session_data.split(":")[0]
    raw = base64.urlsafe_b64decode(body.lstrip(".") + "===")
    return zlib.decompress(raw) if body.startswith(".") else raw


def spellings(text: str) -> set[bytes]:
    """As it stands, in hexadecimal, and inside base64 at each of the three places it can begin."""
    raw = text.encode()
    inside = {
        base64.b64encode(bytes(skip) + raw)[4 if skip else 0 : (skip + len(raw)) // 3 * 4]
        for skip in range(3)
    }
    return {raw, raw.hex().encode(), raw.replace(b"-", b""), *inside}


def hits(day: Day) -> set[tuple[str, str]]:
    """(word, place) of each find."""
    kept = places(day)
    return {
        (kind, place)
        for kind, text in {**day.words, **day.cookies}.items()
        for place, content in kept.items()
        if any(spelling in content for spelling in spellings(text))
    }


def assert_nowhere(day: Day) -> None:
    assert hits(day) == set()


@pytest.mark.parametrize(
    "happening",
    [
        write_moments,
        make_plans,
        change_moments,
        bring_and_take_along,
        sign_in_in_every_way,
        give_a_private_address,
        add_second_step,
        invite_somebody,
        rate_somebody,
        share_something,
        share_more,
        thank_somebody,
        hire_somebody,
        go_wrong,
    ],
)
def test_private_words_stand_nowhere(day: Day, happening: Callable[[Day], None]) -> None:
    happening(day)
    assert len(day.words) >= 2
    assert day.cookies
    assert_nowhere(day)


# --- the search bites -------------------------------------------------------------------------------


def in_a_column(day: Day, text: str) -> None:
    Organisation.objects.create(name=text, created_at=NOW)


def in_bytes(day: Day, text: str) -> None:
    with installation_scope():
        KeySlot.objects.filter(kind="server").update(wrapped=b"12" + text.encode())


def in_a_signed_session(day: Day, text: str) -> None:
    with override_settings(SESSION_SERIALIZER="django.contrib.sessions.serializers.JSONSerializer"):
        store = SessionStore()
        store["private"] = text * 50
        store.save()


def in_the_cache(day: Day, text: str) -> None:
    cache.set("private", {"text": text})


def in_the_log(day: Day, text: str) -> None:
    logging.getLogger("eiapp").warning("She wrote %s", text)


def in_a_file(day: Day, text: str) -> None:
    (day.uploads / "tmp.upload").write_text(text)


def in_a_subject(day: Day, text: str) -> None:
    day.mails.append(EmailMessage(subject=text))


def in_a_redirect(day: Day, text: str) -> None:
    answer = HttpResponse(status=302, headers={"Location": f"/today/?note={text}"})
    day.answers.append(answer)


def in_an_error_page(day: Day, text: str) -> None:
    day.answers.append(HttpResponse(f"<p>{text}", status=500))


@pytest.mark.parametrize(
    "plant",
    [
        in_a_column,
        in_bytes,
        in_a_signed_session,
        in_the_cache,
        in_the_log,
        in_a_file,
        in_a_subject,
        in_a_redirect,
        in_an_error_page,
    ],
)
def test_search_finds_a_planted_word(day: Day, plant: Callable[[Day, str], None]) -> None:
    text = day.said("planted")
    assert hits(day) == set()
    plant(day, text)
    assert {kind for kind, _place in hits(day)} == {"planted"}
