"""How often a page asks the database: literal numbers, the same for one row and thirty; one commit a POST.

Pages are asked once before they are counted: what is remembered sealed is made at the first call.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions import answer_page, start_sitting
from assessments.instruments import instrument
from assessments.models import Round, Sitting
from assessments.offer import FULL, KEY, PULSE, VERSION
from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.rounds.actions import close_round, start_round
from assessments.rounds.observed import observed
from assessments.rounds.rules import FEWEST_ASKED, MOST_ASKED
from coaching.feedback.actions.responding import disagree
from coaching.feedback.queries import colleagues_for
from coaching.kinds import kind_of
from coaching.models import HiddenPerson, Message, Share, Thanks, Thread
from coaching.protection.actions import report_thread
from coaching.queries.sharing import code_of, people_for
from coaching.thanks.actions import show_thanks
from coaching.thanks.queries import colleagues_of
from hiring.adjustments.queries import asked_by
from hiring.asked import asked_of
from hiring.judgement.access import COOKIE as EXPERT
from hiring.judgement.scenarios import KEY as TEST_KEY
from hiring.judgement.scenarios import VERSION as TEST_VERSION
from hiring.judgement.scenarios import judgement_test
from hiring.keeping.actions import hold_candidate, hold_opening, lift_hold, purge_due
from hiring.models import Candidate, LegalHold, Opening
from journal.actions import delete_moment
from journal.along.actions import keep_file
from journal.plans.actions import set_plan_state
from journal.plans.models import State
from people.actions.invitations import invite
from people.actions.mail import enter_code, offer_address
from people.actions.organisations import Roles, name_report_contact, save_team
from people.drafts import form_token
from people.letters import off_token
from people.models import Invitation, Membership, Organisation, Team
from people.notice_kinds import FEEDBACK
from people.scope import organisation_scope
from tests import experts, hires
from tests.cast import NOW, PASSWORD
from tests.crowd import (
    answer_all,
    answered,
    ask_of,
    daylio,
    goal_of,
    join_many,
    plan_of,
    rate_all,
    replied,
    ritual_of,
    say_more,
    seen_of,
    share_of,
    stand_out,
    take_pulse,
    thanks_to,
    write_moment,
)
from tests.hiring.conftest import browser_of
from tests.phones import Phone

HIRED = (
    "opening",
    "opening-hold",
    "opening-fairness",
    "opening-fairness-csv",
    "invite",
    "compare",
    "agreement",
)
PARTS = ("job", "stages", "guide", "question-new", "rule", "told", "team", "open", "close", "situations")

# Address, who asks, queries. Two of each are the session and the user (with membership and key slot).
# The goals that performance.md sets stand behind.
PAGES = [
    ("support", "amal", 2),
    ("today", "amal", 7),  # 8
    ("journal:moment-write", "amal", 5),
    ("journal:moment-list", "amal", 3),  # 6
    ("journal:locked-list", "amal", 3),
    ("journal:day", "amal", 3),
    ("journal:calendar", "amal", 3),
    ("journal:year", "amal", 3),
    ("journal:moment-read", "amal", 4),
    ("journal:moment-history", "amal", 5),
    ("journal:moment-new", "amal", 5),
    ("journal:moment-edit", "amal", 7),
    ("journal:moment-delete", "amal", 4),
    ("journal:moments-deleted", "amal", 3),
    ("journal:own-words", "amal", 3),
    ("journal:patterns", "amal", 5),  # 8
    ("journal:patterns-triggers-csv", "amal", 3),
    ("journal:along", "amal", 2),
    ("journal:along-file", "amal", 5),
    ("journal:along-check", "amal", 4),
    ("journal:moment-print", "amal", 3),
    ("journal:plan-list", "amal", 5),
    ("journal:plan-new", "amal", 5),
    ("journal:plan-read", "amal", 6),
    ("journal:plan-rehearse", "amal", 3),
    ("journal:plan-change", "amal", 5),
    ("journal:goal-new", "amal", 3),
    ("journal:goal-read", "amal", 3),
    ("journal:goal-change", "amal", 4),
    ("journal:ritual-list", "amal", 3),
    ("journal:ritual-write", "amal", 3),
    ("assessments:start", "amal", 3),
    ("assessments:page", "amal", 4),  # 6
    ("assessments:check", "amal", 3),
    ("assessments:stop", "amal", 3),
    ("assessments:evidence", "ada", 4),  # 10
    ("assessments:pulse-start", "amal", 4),
    ("assessments:pulse-page", "amal", 4),
    ("assessments:pulse-check", "amal", 3),
    ("assessments:pulse-stop", "amal", 3),
    ("assessments:pulse-csv", "amal", 3),
    ("assessments:pulse-recompute", "amal", 4),
    ("assessments:others", "amal", 4),
    ("assessments:items", "amal", 2),
    ("assessments:items-file", "amal", 2),
    ("assessments:report", "amal", 4),  # 8
    ("assessments:report-pdf", "amal", 3),
    ("assessments:profile-csv", "amal", 4),
    ("assessments:progress-csv", "amal", 4),
    ("assessments:recompute", "amal", 5),
    ("assessments:rounds", "amal", 4),
    ("assessments:round-new", "amal", 3),
    ("assessments:round", "amal", 4),
    ("assessments:round-close", "ada", 4),
    ("assessments:round-csv", "amal", 5),
    ("assessments:asked", "amal", 3),
    ("assessments:asked-answer", "amal", 3),
    ("coaching:share-list", "amal", 3),
    ("coaching:share-new", "amal", 6),
    ("coaching:share-pattern", "amal", 7),
    ("coaching:share-plan", "amal", 8),
    ("coaching:share-report", "amal", 6),
    ("coaching:share", "amal", 8),
    ("coaching:share-stop", "amal", 3),
    ("coaching:reply", "amal", 5),
    ("coaching:team", "bo", 6),  # 12
    ("coaching:inbox-read", "bo", 12),
    ("coaching:inbox-answer", "bo", 5),
    ("coaching:thanks-list", "amal", 5),
    ("coaching:thanks-list", "bo", 5),
    ("coaching:thanks-new", "amal", 5),
    ("coaching:thanks", "amal", 3),
    ("coaching:thanks-remove", "amal", 3),
    ("coaching:insights", "amal", 3),  # 10
    ("coaching:totals-consent", "amal", 2),
    ("coaching:feedback-list", "amal", 4),
    ("coaching:hide", "amal", 3),
    ("coaching:hidden", "amal", 3),
    ("coaching:report", "amal", 8),
    ("coaching:reports", "dee", 4),
    ("coaching:reports", "amal", 5),
    ("coaching:report-read", "dee", 10),
    ("coaching:feedback-new", "amal", 4),
    ("coaching:feedback-ask", "amal", 4),
    ("coaching:feedback", "amal", 10),
    ("coaching:feedback-change", "amal", 9),
    ("coaching:feedback-answer", "bo", 4),
    ("coaching:feedback-thank", "amal", 6),
    ("coaching:feedback-disagree", "amal", 6),
    ("people:preferences", "amal", 2),
    ("people:mail", "amal", 3),
    ("people:mail-address", "amal", 6),
    ("people:mail-code", "amal", 3),
    ("people:mail-remove", "amal", 5),
    ("people:security", "amal", 3),
    ("usersessions_list", "amal", 4),
    ("people:admin-people", "ada", 3),  # 10, as every list of an organisation
    ("people:admin-person", "ada", 4),
    ("people:admin-report-contact", "ada", 3),
    ("people:admin-invitations", "ada", 4),
    ("people:admin-teams", "ada", 4),
    ("people:admin-team-new", "ada", 4),
    ("people:admin-team", "ada", 6),
    ("hiring:keeping", "dee", 4),
    ("hiring:hold-lift", "dee", 3),
    ("hiring:opening-hold", "dee", 4),
    ("hiring:candidate-hold", "dee", 8),
    ("hiring:opening-list", "dee", 4),
    ("hiring:opening-list", "amal", 3),
    ("hiring:opening-new", "dee", 2),
    ("hiring:opening", "dee", 8),
    ("hiring:opening-close", "dee", 4),
    ("hiring:opening-discard", "dee", 3),
    ("hiring:opening-job", "dee", 4),
    ("hiring:opening-stages", "dee", 4),
    ("hiring:opening-guide", "dee", 4),
    ("hiring:opening-question-new", "dee", 4),
    ("hiring:opening-question", "dee", 4),
    ("hiring:opening-rule", "dee", 4),
    ("hiring:opening-told", "dee", 3),
    ("hiring:opening-team", "dee", 4),
    ("hiring:opening-fairness", "dee", 3),
    ("hiring:opening-fairness-csv", "dee", 3),
    ("hiring:opening-situations", "dee", 5),
    ("hiring:candidate-time", "dee", 6),
    ("hiring:panel-list", "dee", 3),
    ("hiring:panel", "dee", 5),
    ("hiring:panel-invite", "dee", 3),
    ("hiring:panel-freeze", "dee", 5),
    ("hiring:panel-remove", "dee", 3),
    ("hiring:invite", "dee", 3),
    ("hiring:candidate", "dee", 16),
    ("hiring:candidate-looked", "dee", 8),
    ("hiring:reopen", "dee", 4),
    ("hiring:adjustments", "dee", 7),
    ("hiring:scorecard", "dee", 7),
    ("hiring:profile", "dee", 15),
    ("hiring:decision", "dee", 13),
    ("hiring:scorecard-change", "dee", 10),
    ("hiring:cards", "dee", 13),
    ("hiring:compare", "dee", 6),
    ("hiring:agreement", "dee", 6),
    # Nobody is signed in here: the cookie's candidate is one query.
    ("hiring:situation", "judge", 4),
    ("hiring:expert-page", "expert", 2),
    ("hiring:expert-check", "expert", 2),
    ("hiring:expert-later", "expert", 1),
    ("hiring:candidate-adjustments", "nell", 3),
    ("hiring:candidate-practice", "nell", 3),
    ("hiring:candidate-page", "nell", 3),
    ("hiring:candidate-check", "nell", 5),
    ("hiring:candidate-later", "nell", 1),
    ("hiring:candidate-start", "nell", 6),
    ("hiring:candidate-about", "sent", 3),
    ("hiring:candidate-done", "sent", 7),
    ("hiring:candidate-withdraw", "nell", 4),
    ("hiring:candidate-copy", "sent", 9),
]


# Pages of one panel.
OF_PANEL = ("", "-invite", "-remind", "-freeze")
# Pages of one moment.
OF_MOMENT = ("history", "read", "edit", "delete", "undo")


@dataclass
class House:
    """Harbour Support with as many rows of everything as a test wants."""

    harbour: Organisation
    amal: Membership
    ada: Membership
    bo: Membership
    dee: Membership
    team: Team
    shares: list[Share] = field(default_factory=list)
    thanks: list[Thanks] = field(default_factory=list)
    seen: Thread | None = None
    words: Message | None = None
    asked: Thread | None = None
    asks: list[Thread] = field(default_factory=list)
    sentence: UUID | None = None
    report: UUID | None = None
    panel: UUID | None = None
    expert: UUID | None = None
    judge: UUID | None = None

    def browsers(self) -> dict[str, Client]:
        """Everybody's who asks: two candidates hold a cookie instead of an account."""
        signed_in = {name: self.browser(getattr(self, name)) for name in ("amal", "bo", "ada", "dee")}
        signed_in["amal"].post(reverse("account_reauthenticate"), {"password": PASSWORD})
        cookies = {name: browser_of(name) for name in ("nell", "sent", "judge", "nobody")}
        cookies["expert"] = Phone()
        cookies["expert"].cookies[EXPERT] = "session-of-Ina"
        return signed_in | cookies

    def hire(self, rows: int) -> None:
        """This many openings, and as many candidates in one of them; three of them have names."""
        self.draft = hires.drafted(self.dee, title="Draft").pk
        self.spare = hires.drafted(self.dee, title="Spare").pk
        for number in range(rows):
            opening = hires.job(self.dee, title=f"Job {number}", now=NOW + dt.timedelta(seconds=number))
            hires.invited(opening, self.dee, name="Far", token=f"far {number}")
        for number in range(rows):
            hires.invited(opening, self.dee, name=f"N{number}", token=f"near {number}")
        nell = hires.invited(opening, self.dee, name="Nell", token="first")
        hires.answered(hires.begun(nell, session="nell"), min(rows, 20))
        sent = hires.sent(opening, self.dee, name="Sent", token="sent", session="sent")
        hires.locked(hires.wished(sent, "An interpreter."), self.dee)
        hires.invited(opening, self.dee, name="Fresh", token="fresh")
        self.judging(rows)
        self.hold(opening, rows)

    def judging(self, rows: int) -> None:
        """A panel of as many experts besides Ina; a candidate who has judged as many situations as may be."""
        panel = experts.panel_of(self.dee, "Ina", *(f"Expert{number}" for number in range(rows)))
        self.panel, self.expert = panel.pk, experts.expert("Expert0").pk
        experts.begun("Ina")
        experts.rated("Ina", pages=min(rows, 11))
        asking = experts.asking(self.dee, seconds=3600)
        judge = hires.begun(hires.invited(asking, self.dee, name="Judge", token="judge"), session="judge")
        self.judge = experts.judged(judge, pages=min(rows, 11)).pk

    def fill(self, rows: int) -> None:
        """This many moments, results, colleagues, invitations, teams, sessions and candidates."""
        with organisation_scope(self.harbour):
            self.hire(rows)
            self.hide_her_mail()
            self.sentence = stand_out(self.amal)
            keep_file(data=daylio("rad", rows), by=self.amal, now=NOW)
            for number in range(rows):
                write_moment(self.amal, number)
                self.intend(number)
                self.share(number)
                delete_moment(by=self.amal, row=write_moment(self.amal, number + 100), now=NOW)
                answer_all(self.amal, ago=dt.timedelta(minutes=rows - number))
                invite(email=f"{number}@post.example", roles=Roles(), team=self.team, by=self.ada, now=NOW)
                save_team(
                    team=None,
                    name=f"Team {number}",
                    parent=self.team,
                    supervisors=[self.bo],
                    by=self.ada,
                    now=NOW,
                )
                self.browser(self.amal)
            self.feed_back(rows)
            colleagues = join_many(self.harbour, self.team, max(rows, 5))
            for person in colleagues[:rows]:
                HiddenPerson.objects.create(
                    organisation=self.harbour, owner=self.amal, person=person, hidden_at=NOW
                )
            self.rate(colleagues, rows)
            sitting = start_sitting(by=self.amal, now=NOW)
            answer_page(sitting_id=sitting.pk, answers=all_answers(rows), by=self.amal)
            for weeks in range(rows, 0, -1):
                take_pulse(self.amal, NOW - dt.timedelta(weeks=weeks))
            short = start_sitting(by=self.amal, now=NOW, form=PULSE)
            answer_page(sitting_id=short.pk, answers=pulse_answers(rows), by=self.amal)

    def hold(self, opening: Opening, rows: int) -> None:
        """As many holds that stand over Sent, and as many nights; those over her opening are lifted."""
        told: dict[str, Any] = {**HOLD, "by": self.dee, "now": NOW}
        for _number in range(rows):
            hold_candidate(candidate=Candidate.objects.get(name="Sent"), **told)
            lift_hold(hold=hold_opening(opening=opening, **told), by=self.dee, now=NOW)
            purge_due(organisation=self.harbour, now=NOW)

    def hide_her_mail(self) -> None:
        """A private address, and another that waits for its code."""
        for address in ("first@home.example", "second@home.example"):
            offer_address(user=self.amal.user, address=address, code="BCDF-GHJK", now=NOW)
            if address.startswith("first"):
                enter_code(user=self.amal.user, code="BCDF-GHJK", now=NOW)

    def rate(self, colleagues: list[Membership], rows: int) -> None:
        """This many rounds about amal, the last with a result of as many raters; as many ask her.

        The others ask as few as may be: each who is asked gets a mail, and mails take the time.
        """
        for number in range(rows):
            asked = colleagues[: MOST_ASKED if number == rows - 1 else FEWEST_ASKED]
            found = start_round(
                raters=[each.pk for each in asked],
                days=14,
                by=self.amal,
                now=NOW - dt.timedelta(minutes=rows - number),
            )
            if number == rows - 1:
                rate_all(found, asked, named=len(asked) - RATERS_FLOOR)
            close_round(round_id=found.pk, by=self.amal, now=NOW)
        for asker in [self.ada, *colleagues[1:rows]]:
            answer_all(asker)
            others = [each.pk for each in colleagues if each != asker][: FEWEST_ASKED - 1]
            start_round(raters=[self.amal.pk, *others], days=14, by=asker, now=NOW)

    def share(self, number: int) -> None:
        """One that is answered and one that is not, of the same moment; the first thread gets ever longer."""
        row = write_moment(self.amal, number + 200)
        self.shares += [share_of(self.amal, self.bo, row, question=each) for each in ("Why?", "What now?")]
        answered(self.shares[-2])
        replied(self.shares[0], f"Thanks {number}")
        self.thanks += [thanks_to(self.amal, self.bo, each) for each in (f"One {number}", f"Two {number}")]
        show_thanks(row=self.thanks[-1].pk, team=self.amal.team_id, by=self.amal)
        thanks_to(self.bo, self.amal, f"Back {number}")

    def feed_back(self, rows: int) -> None:
        """As many threads as rows, the last with as many words; bo is asked, as often as there are people."""
        mates = join_many(self.harbour, self.team, rows + 1, word="near")
        self.seen = [seen_of(self.bo, self.amal, number) for number in range(rows)][-1]
        self.words = disagree(
            row=self.seen.pk,
            text="x",
            second=mates[0].pk,
            submission_key=uuid4(),
            by=self.amal,
            now=NOW + dt.timedelta(seconds=1),
        )
        for number in range(rows):
            say_more(self.seen, f"More {number}")
        name_report_contact(email=self.dee.user.email, by=self.ada, now=NOW)
        self.amal.organisation.refresh_from_db()
        for number in range(rows):
            told: dict[str, Any] = {"chosen": (), "to": self.dee.pk, "by": self.amal, "now": NOW}
            self.report = report_thread(
                row=self.seen.pk, text=f"Report {number}", submission_key=uuid4(), **told
            ).pk
        self.asked = ask_of(self.amal, self.bo)
        for mate in mates:
            self.asks.append(ask_of(mate, self.bo))
            ask_of(mate, self.amal)

    def intend(self, number: int) -> None:
        """A plan, of which the one before has ended, a goal and a ritual."""
        for plan in self.amal.plans.filter(state=State.ACTIVE):
            set_plan_state(row=plan.pk, state=State.DONE, by=self.amal, today=NOW.date(), now=NOW)
        plan_of(self.amal, number)
        goal_of(self.amal, number)
        ritual_of(self.amal, number)

    def browser(self, member: Membership) -> Client:
        client = Client()
        sent = {"login": member.user.email, "password": PASSWORD}
        assert client.post(reverse("account_login"), sent).status_code == 302
        return client

    def url(self, name: str) -> str:
        """The address of a page, with something of this house in it."""
        with organisation_scope(self.harbour):
            sitting = Sitting.objects.of(self.amal, KEY).submitted().order_by("submitted_at").last()
            moment = self.amal.moments.order_by("felt_at").last()
            plan = self.amal.plans.filter(state=State.ACTIVE).order_by("place").first()
            goal, ritual = self.amal.goals.first(), self.amal.rituals.first()
            deleted = self.amal.deleted_moments.last()
            invitation = Invitation.objects.order_by("email").last()
            rated = Round.objects.of(self.amal).filter(people__isnull=False).first()
            asking = Round.objects.of(self.ada).first()
            ask = self.amal.asks.filter(round__membership=self.ada).first()
            person = {"hiring:scorecard": "Fresh"}.get(name, "Sent")
            candidate = Candidate.objects.filter(name=person).first()
            hold = LegalHold.objects.standing().first()
        arguments: dict[str, dict[str, Any]] = {
            "journal:day": {"day": NOW.date()},
            "journal:along-file": {"kind": "json"},
            "journal:ritual-write": {"code": "after"},
            "journal:ritual-delete": {"row": ritual and ritual.pk},
            **{f"journal:moment-{page}": {"row": moment and moment.pk} for page in OF_MOMENT},
            "coaching:share-new": {"row": moment and moment.pk},
            "coaching:share-pattern": {"row": self.sentence},
            "coaching:share-plan": {"row": plan and plan.pk},
            "coaching:share-report": {"row": sitting and sitting.pk},
            "journal:moment-restore": {"row": deleted and deleted.pk},
            "assessments:page": {"number": 1},
            "assessments:pulse-page": {"number": 1},
            "assessments:items-file": {"key": KEY, "version": VERSION, "kind": "csv"},
            "assessments:report": {"sitting_id": sitting and sitting.pk},
            "assessments:report-pdf": {"sitting_id": sitting and sitting.pk},
            "assessments:profile-csv": {"sitting_id": sitting and sitting.pk},
            "assessments:progress-csv": {"sitting_id": sitting and sitting.pk},
            "assessments:recompute": {"sitting_id": sitting and sitting.pk},
            "assessments:others": {"sitting_id": sitting and sitting.pk},
            "assessments:round": {"round_id": rated and rated.pk},
            "assessments:round-csv": {"round_id": rated and rated.pk},
            "assessments:round-close": {"round_id": asking and asking.pk},
            "assessments:round-remind": {"round_id": asking and asking.pk},
            "assessments:asked-answer": {"ask_id": ask and ask.pk},
            "people:welcome": {"step": 1},
            "people:mail-off": {"token": off_token(self.amal.user, FEEDBACK)},
            "hiring:candidate-page": {"number": 1},
            "hiring:situation": {"number": 1},
            "hiring:expert-page": {"number": 1},
            "hiring:candidate-time": {"candidate_id": self.judge},
            "hiring:panel-remove": {"panel_id": self.panel, "expert_id": self.expert},
            **{f"hiring:panel{each}": {"panel_id": self.panel} for each in OF_PANEL},
            "hiring:candidate-practice": {"number": 1},
            "hiring:candidate-start": {"token": "fresh"},
        }
        answered, unanswered = (self.shares[at] if self.shares else None for at in (0, -1))
        of_share = {"row": answered and answered.pk}
        arguments |= {f"coaching:{each}": of_share for each in ("share", "share-stop", "inbox-read")}
        arguments |= {
            "coaching:reply": {"row": answered and answered.thread.pk},
            "coaching:inbox-answer": {"row": unanswered and unanswered.pk},
        }
        of_thanks = {"row": self.thanks[0].pk if self.thanks else None}
        arguments |= {f"coaching:{each}": of_thanks for each in ("thanks", "thanks-remove")}
        of_seen, of_ask = ({"row": each and each.pk} for each in (self.seen, self.asked))
        first, last = (self.asks[at] if self.asks else None for at in (0, -1))
        names = ("feedback", "feedback-thank", "feedback-disagree", "feedback-unshow", "hide", "report")
        arguments |= {f"coaching:{each}": of_seen for each in names}
        arguments |= {
            "coaching:feedback-take-back": of_ask,
            "coaching:report-read": {"row": self.report},
            "coaching:feedback-answer": {"row": first and first.pk},
            "coaching:feedback-aside": {"row": last and last.pk},
        }
        arguments["coaching:feedback-change"] = {"row": self.words and self.words.pk}
        of_plan, of_goal = {"row": plan and plan.pk}, {"row": goal and goal.pk}
        arguments |= {f"journal:plan-{each}": of_plan for each in ("read", "rehearse", "change", "state")}
        arguments |= {f"journal:goal-{each}": of_goal for each in ("read", "change", "state")}
        of_opening = {"opening_id": candidate and candidate.opening_id}
        of_candidate = {"candidate_id": candidate and candidate.pk}
        arguments |= {f"hiring:{each}": of_opening for each in HIRED}
        of_draft = {"opening_id": self.draft}
        arguments |= {f"hiring:opening-{each}": of_draft for each in PARTS}
        arguments["hiring:opening-discard"] = {"opening_id": self.spare}
        arguments["hiring:opening-question"] = {**of_draft, "code": "calm-1"}
        each_of_hers = (
            "candidate",
            "candidate-hold",
            "send-link",
            "adjustments",
            "revoke",
            "reopen",
            "scorecard",
            "profile",
            "decision",
            "scorecard-change",
            "cards",
            "candidate-looked",
        )
        arguments["hiring:hold-lift"] = {"hold_id": hold and hold.pk}
        arguments["hiring:candidate-copy"] = {"kind": "html"}
        arguments |= {f"hiring:{each}": of_candidate for each in each_of_hers}
        arguments |= {
            "people:admin-person": {"member_id": self.amal.pk},
            "people:admin-close": {"member_id": self.amal.pk},
            "people:admin-team": {"team_id": self.team.pk},
            "people:admin-take-back": {"invitation_id": invitation and invitation.pk},
        }
        return reverse(name, kwargs=arguments.get(name))


def all_answers(count: int) -> dict[str, int | None]:
    return {item.code: 3 for item in instrument(KEY, VERSION).items[:count]}


def pulse_answers(count: int) -> dict[str, int | None]:
    return {item.code: 3 for item in instrument(PULSE.key, PULSE.version).items[:count]}


@pytest.fixture
def house(
    harbour: Organisation, amal: Membership, ada: Membership, bo: Membership, dee: Membership, pier: Team
) -> Iterator[House]:
    with time_machine.travel(NOW, tick=False):
        yield House(harbour, amal, ada, bo, dee, pier)


# --- reading ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 30])
def test_pages_ask_as_often_with_one_row_as_with_thirty(house: House, rows: int) -> None:
    house.fill(rows)
    browsers = house.browsers()
    counted = []
    for name, actor, _queries in PAGES:
        client, url = browsers[actor], house.url(name)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, name
        counted.append((name, actor, len(without_wall(queries))))
    assert counted == PAGES


# Pages that tell of an organisation: they read what is told, or everybody who may be asked, or its openings.
OF_ALL = {
    "assessments:evidence",
    "assessments:round-new",
    "coaching:feedback-new",
    "coaching:feedback-ask",
    "hiring:opening-list",
}


@pytest.mark.any_database  # or rather SQLite alone
def test_a_persons_page_never_walks_through_everybodys_rows(house: House) -> None:
    """Without statistics SQLite takes an organisation's index as readily as a person's; the plan does not
    depend on rows, so few tell. PostgreSQL has statistics, and no plan worth asking for with so few.
    """
    house.fill(1)
    client, walks = house.browsers()["amal"], []
    for name, actor, _queries in PAGES:
        if actor != "amal" or name in OF_ALL:
            continue
        url = house.url(name)
        for _once_more in range(2):  # the first call makes what is remembered
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            walks += [
                (name, step) for query in queries for step in plan(query["sql"]) if ALL_ROWS.search(step)
            ]
    assert walks == []


ALL_ROWS = re.compile(r"^SCAN (?!.*VIRTUAL)|_organisation_id_[0-9a-f]{8} \(organisation_id=\?\)$")


def plan(sql: str) -> list[str]:
    if connection.vendor != "sqlite" or not sql.startswith("SELECT"):
        return []
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
        return [step for _id, _parent, _unused, step in cursor.fetchall()]


def test_lists_of_many_are_cut_into_pages(house: House) -> None:
    with organisation_scope(house.harbour):
        for number in range(30):
            write_moment(house.amal, number)
    shown = house.browser(house.amal).get(reverse("journal:moment-list")).content.decode()
    assert shown.count('href="/moments/') >= 20
    assert "?from=" in shown


# --- writing ----------------------------------------------------------------------------------------

MOMENT = {"feeling": "annoyed", "trigger": "A", "strength": "3", "note": "x"}
FULL_MOMENT = {"feelings": ["sad", "tired"], "triggers": ["A", "B"], "strength": "3", "note": "x"}
PREFERENCES = {
    "theme": "dark",
    "text_size": "large",
    "time_zone": "Europe/London",
    "day_ends_at": "04:00",
    "idle_minutes": "15",
}

PLAN = {"trigger": "A", "technique": "pause", "own_words": "x", "review_on": "2026-12-11"}
GOAL = {"what": "x", "kind": "personal", "review_on": "2026-12-11"}

UNSEEN = dict.fromkeys((item.code for item in observed().items), "unseen")
JOB = {"title": "Job", "needs": "x", "on_SR": "on", "reason_SR": "x"}
TOLD = {"notice": "x", "contact": "x", "deadline": "2026-12-11", "retention": "eu"}
QUESTION = {"competency": "Calm under anger", "asks": "x", "anchor_1": "x", "anchor_3": "x", "anchor_5": "x"}
RULE = {"enough": "4", "ties": "lot", "reason": "x"}
RULE |= {f"weight_{code}": "25" for code in ("calm", "understanding", "explaining", "together")}
RULE |= {f"least_{code}": "2" for code in ("calm", "understanding", "explaining", "together")}
TEAM = {"interviewers": "dee@demo.example", "deciders": "dee@demo.example"}
WISHES = {"text_size": "normal", "text": "x"}
HOLD = {"name": "x", "reason": "x"}
DECISION = {"outcome": "on", "grounds": "calm", "reason": "x"}

SHARING = {"parts": ["feeling"], "question": "x", "days": "30"}
ANSWER = {"situation": "x", "behaviour": "x", "impact": "x"}
GRATITUDE = {"did": "x", "effect": "x", "components": ["SA"]}

# What is sent: name of the address, who sends, fields, queries, commits. The goals stand behind.
SENT: list[tuple[str, str, dict[str, Any], int, int]] = [
    ("journal:moment-write", "amal", MOMENT, 4, 1),  # 7
    ("journal:moment-list", "amal", {"text": "a", "strength": "3"}, 5, 0),
    ("journal:plan-new", "amal", PLAN, 7, 1),
    ("journal:plan-change", "amal", PLAN, 7, 1),
    ("journal:plan-rehearse", "amal", {"repeated": "x"}, 5, 1),
    ("journal:plan-state", "amal", {"state": "active"}, 5, 1),
    ("journal:goal-new", "amal", GOAL, 4, 1),
    ("journal:goal-state", "amal", {"state": "done"}, 5, 1),
    ("journal:ritual-write", "amal", {"text": "x"}, 4, 1),
    ("journal:ritual-delete", "amal", {}, 4, 1),
    ("journal:moment-write", "amal", {"note": "half"}, 6, 1),  # with her triggers, once a week
    ("journal:moment-new", "amal", FULL_MOMENT, 5, 1),
    ("journal:moment-undo", "amal", {}, 6, 1),
    ("journal:moment-edit", "amal", FULL_MOMENT | {"version": "1", "note": "y"}, 8, 1),
    ("journal:moment-delete", "amal", {}, 6, 1),
    ("journal:moment-restore", "amal", {}, 6, 1),
    ("journal:along", "amal", {}, 3, 1),
    ("journal:along-check", "amal", {"mood-0": "calm", "strength-0": "2", "otherwise": "H"}, 7, 1),
    ("journal:along-drop", "amal", {}, 3, 1),
    ("people:draft-save", "amal", {"note": "quiet"}, 4, 1),
    ("people:draft-drop", "amal", {}, 3, 1),
    ("assessments:page", "amal", {}, 6, 1),  # 8
    ("assessments:check", "amal", {}, 8, 1),  # 10
    ("assessments:stop", "amal", {}, 6, 1),
    ("assessments:pulse-page", "amal", {}, 6, 1),
    ("assessments:pulse-stop", "amal", {}, 6, 1),
    ("assessments:pulse-start", "amal", {}, 8, 1),
    ("assessments:asked-answer", "amal", UNSEEN, 10, 1),
    ("assessments:round-close", "ada", {}, 12, 1),
    ("coaching:thanks-new", "amal", GRATITUDE, 5, 1),
    ("coaching:thanks-new", "amal", GRATITUDE | {"then": "send"}, 13, 1),
    ("coaching:thanks", "amal", {"then": "show"}, 5, 1),
    ("coaching:thanks", "amal", {"then": "hide"}, 5, 1),
    ("coaching:thanks-remove", "amal", {}, 5, 1),
    ("coaching:thanks-remove", "bo", {}, 7, 1),
    ("coaching:totals-consent", "amal", {"counted": "on"}, 4, 1),
    ("coaching:share-new", "amal", SHARING, 6, 1),
    ("coaching:share-new", "amal", SHARING | {"then": "send"}, 13, 1),
    ("coaching:inbox-answer", "bo", ANSWER | {"then": "send"}, 15, 1),
    ("coaching:share-stop", "amal", {}, 11, 1),
    ("coaching:feedback-new", "amal", ANSWER | {"then": "send"}, 17, 1),
    ("coaching:feedback-ask", "amal", {"behaviour": "x"}, 19, 1),
    ("coaching:feedback-thank", "amal", {}, 17, 1),
    ("coaching:feedback-disagree", "amal", {"text": "x"}, 18, 1),
    ("coaching:feedback-change", "amal", {"text": "y"}, 21, 1),
    ("coaching:feedback-answer", "bo", ANSWER | {"then": "send"}, 13, 1),
    ("coaching:feedback-aside", "bo", {}, 5, 1),
    ("coaching:feedback-unshow", "amal", {}, 11, 1),
    ("coaching:feedback-take-back", "amal", {}, 4, 1),
    ("coaching:report", "amal", {"text": "x"}, 19, 1),
    ("coaching:hide", "amal", {}, 8, 1),
    ("people:admin-report-contact", "ada", {"email": "dee@demo.example"}, 9, 1),
    ("coaching:share-pattern", "amal", SHARING | {"then": "send"}, 16, 1),
    ("coaching:share-plan", "amal", SHARING | {"parts": ["trigger"], "then": "send"}, 17, 1),
    ("coaching:share-report", "amal", SHARING | {"parts": ["SR"], "then": "send"}, 14, 1),
    ("coaching:inbox-answer", "bo", ANSWER, 4, 1),
    ("coaching:reply", "amal", {"text": "x"}, 9, 1),
    ("people:preferences", "amal", PREFERENCES, 4, 1),
    ("people:mail", "amal", {"kinds": ["feedback", "shared"]}, 3, 1),
    ("people:mail-address", "amal", {"email": "new@home.example"}, 12, 1),
    ("people:mail-code", "amal", {"code": "wrong"}, 8, 1),
    ("people:mail-remove", "amal", {}, 10, 1),
    ("people:mail-off", "nobody", {}, 2, 1),
    ("people:welcome", "amal", {}, 3, 1),
    ("hide-screen", "amal", {}, 2, 0),
    ("people:admin-team-new", "ada", {"name": "Anew"}, 13, 1),
    ("people:admin-invitations", "ada", {"email": "anew@post.example", "roles": ["agent"]}, 11, 1),
    ("people:admin-take-back", "ada", {}, 8, 1),
    ("people:admin-person", "ada", {"roles": ["agent", "hr"]}, 9, 1),
    ("people:admin-close", "ada", {}, 9, 1),
    ("hiring:opening-new", "dee", {"title": "Job"}, 11, 1),
    ("hiring:opening-job", "dee", JOB, 16, 1),
    ("hiring:opening-stages", "dee", {"first": "Call", "last": "Talk"}, 15, 1),
    ("hiring:opening-question", "dee", {**QUESTION, "version": "1"}, 10, 1),
    ("hiring:opening-question-new", "dee", {**QUESTION, "version": "2"}, 10, 1),
    ("hiring:opening-guide", "dee", {"part": "calm", "version": "3"}, 9, 1),
    ("hiring:opening-rule", "dee", RULE, 11, 1),
    ("hiring:opening-told", "dee", TOLD, 8, 1),
    ("hiring:opening-team", "dee", TEAM, 14, 1),
    ("hiring:opening-open", "dee", {}, 11, 1),
    ("hiring:opening-close", "dee", {}, 9, 1),
    ("hiring:opening-discard", "dee", {}, 22, 1),
    ("hiring:invite", "dee", {"people": "Anew, anew@post.example", "then": "send"}, 18, 1),
    ("hiring:send-link", "dee", {}, 12, 1),
    ("hiring:candidate-about", "sent", {"sex": "female"}, 8, 1),
    ("hiring:revoke", "dee", {}, 8, 1),
    ("hiring:scorecard", "dee", {"then": "save", "evidence_calm-1": "x"}, 15, 1),
    ("hiring:decision", "dee", DECISION, 27, 1),
    ("hiring:candidate-page", "nell", {}, 6, 1),
    ("hiring:candidate-page", "nell", {"then": "later"}, 13, 1),
    ("hiring:candidate-check", "nell", {}, 6, 1),
    ("hiring:candidate-start", "nobody", {}, 6, 1),
    ("hiring:situation", "judge", {}, 9, 1),
    ("hiring:situation", "judge", {"then": "later"}, 16, 1),
    ("hiring:expert-page", "expert", {}, 5, 1),
    ("hiring:expert-page", "expert", {"then": "later"}, 8, 1),
    ("hiring:panel-remove", "dee", {}, 11, 1),
    ("hiring:panel-invite", "dee", {"people": "Jo, jo@experts.example"}, 12, 1),
    ("hiring:candidate-time", "dee", {"pace": "1.5"}, 13, 1),
    ("hiring:adjustments", "dee", {"text": "x"}, 20, 1),
    ("hiring:candidate-adjustments", "nell", WISHES, 16, 1),
    ("hiring:candidate-withdraw", "nell", {}, 30, 1),
    ("hiring:hold-lift", "dee", {}, 9, 1),
    ("hiring:candidate-hold", "dee", HOLD, 9, 1),
    ("hiring:opening-hold", "dee", HOLD, 8, 1),
]
SHARED_BY = {
    "coaching:share-new": Share.Kind.MOMENT,
    "coaching:share-pattern": Share.Kind.PATTERN,
    "coaching:share-plan": Share.Kind.PLAN,
    "coaching:share-report": Share.Kind.REPORT,
}
NEW_MOMENTS = {"journal:moment-write", "journal:moment-new"}
ANSWERED = {"assessments:page": all_answers, "assessments:pulse-page": pulse_answers}
STOPPED = {
    "assessments:stop": (FULL, all_answers),
    "assessments:pulse-stop": (PULSE, pulse_answers),
}
WRITES = ("INSERT", "UPDATE", "DELETE")


def commits(queries: CaptureQueriesContext) -> int:
    """Transactions that wrote, and writes outside any."""
    count, inside, wrote = 0, False, False
    for query in queries:
        sql = query["sql"].upper()
        writes = sql.startswith(WRITES)
        if sql.startswith("BEGIN"):
            inside, wrote = True, False
        elif sql.startswith("COMMIT"):
            inside, count = False, count + wrote
        elif inside:
            wrote = wrote or writes
        else:
            count += writes
    return count


def statements(queries: CaptureQueriesContext) -> list[str]:
    return [sql for sql in without_wall(queries) if not sql.startswith(("BEGIN", "COMMIT"))]


def without_wall(queries: CaptureQueriesContext) -> list[str]:
    """Without what PostgreSQL is asked for so that hiring has its role.

    What would be a transaction is a savepoint inside that one. Inside a test's, the wall itself is one.
    """
    asked = [query["sql"] for query in queries]
    if not any(sql.startswith("SET LOCAL ROLE") for sql in asked):
        return asked
    if not asked[0].startswith("BEGIN") and "SHOW role" in asked:
        return _between_roles(asked)
    found, depth = [], 0
    for sql in asked:
        depth += sql.startswith("SAVEPOINT")
        outermost = depth == 1 and sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))
        depth -= sql.startswith("RELEASE SAVEPOINT")
        if not outermost and not sql.startswith("SET LOCAL ROLE"):
            found.append(sql)
    return found


def _between_roles(asked: list[str]) -> list[str]:
    """Inside a test's transaction: savepoint, the role before it, ours; then the one before, release."""
    first = asked.index("SHOW role")
    last = max(at for at, sql in enumerate(asked) if sql.startswith("SET LOCAL ROLE"))
    return asked[: first - 1] + asked[first + 2 : last] + asked[last + 2 :]


@pytest.mark.parametrize("rows", [1, 30])
def test_each_form_is_one_commit_and_asks_as_often(
    transactional_db: None, house: House, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr("people.outbox.send_mail", lambda mail: None)  # the queue has it from here
    house.fill(rows)
    browsers = house.browsers()
    counted = []
    for name, actor, fields, _queries, _commits in SENT:
        client, url, sent = browsers[actor], house.url(name), prepared(house, name, fields)
        client.get(reverse("today"))
        if isinstance(client, Phone):
            client.look_up()
        with CaptureQueriesContext(connection) as queries:
            assert client.post(url, sent).status_code in {200, 303}, name
        counted.append((name, actor, fields, len(statements(queries)), commits(queries)))
    assert counted == SENT


def prepared(house: House, name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that depend on the house."""
    with organisation_scope(house.harbour):
        if name in {"people:draft-save", "people:draft-drop"}:
            return {**fields, "draft_token": form_token(house.amal, "journal:now")}
        if name == "journal:along":
            return {"file": SimpleUploadedFile("daylio.csv", daylio("rad", 3))}
        if name in ANSWERED:
            return {**ANSWERED[name](5), **fields}
        if name == "assessments:check":
            sitting = Sitting.objects.get(instrument_key=KEY, state=Sitting.State.STARTED)
            answer_page(sitting_id=sitting.pk, answers=all_answers(50), by=house.amal)
            return {"sitting": str(sitting.pk)}
        if name in STOPPED:
            form, answers = STOPPED[name]
            sitting = start_sitting(by=house.amal, now=NOW, form=form)
            answer_page(sitting_id=sitting.pk, answers=answers(50), by=house.amal)
            return {"sitting": str(sitting.pk)}
        if name.startswith("coaching:"):
            return to_somebody(house, name) | fields
        if name.startswith("hiring:"):
            return of_candidate(name) | fields
    return {**fields, "submission_key": str(uuid4())} if name in NEW_MOMENTS else fields


def to_somebody(house: House, name: str) -> dict[str, Any]:
    """Whom amal shares something with, gives feedback or asks for some."""
    if name in SHARED_BY:
        thing = kind_of(SHARED_BY[name]).find(house.amal, UUID(house.url(name).split("/")[3]), NOW)
        assert thing is not None
        return {"reader": people_for(house.amal)[0].code, "version": thing.version}
    if name in {"coaching:feedback-new", "coaching:feedback-ask"}:
        return {"person": colleagues_for(house.amal)[-1].code}
    if name == "coaching:report":
        return {"version": code_of(house.amal, house.dee.pk)}
    if name.startswith("coaching:thanks"):
        person = next(each for each in colleagues_of(house.amal) if each.id == house.bo.pk)
        return {"receiver": person.code, "team": code_of(house.amal, house.team.pk)}
    return {}


def of_candidate(name: str) -> dict[str, Any]:
    """What nell answers; before the check she has answered all."""
    if name == "hiring:candidate-page":
        return {item.code: "4" for item in asked_of(KEY, VERSION, {"SR", "EM"}).items[:5]}
    if name in {"hiring:situation", "hiring:expert-page"}:
        return {one.code: "4" for one in judgement_test(TEST_KEY, TEST_VERSION).scenarios[0].options}
    if name == "hiring:adjustments":
        return {"version": asked_by(Candidate.objects.get(name="Sent"))[0].version}
    if name == "hiring:candidate-check":
        hires.answered(Candidate.objects.get(name="Nell"))
    return {}


def test_counting_finds_a_second_commit(transactional_db: None, harbour: Organisation) -> None:
    with CaptureQueriesContext(connection) as queries:
        harbour.save()
        harbour.save()
    assert commits(queries) == 2


def test_sign_in_stays_within_its_queries(house: House) -> None:
    house.fill(1)
    client, sent = Client(), {"login": house.amal.user.email, "password": PASSWORD}
    client.get(reverse("account_login"))
    with CaptureQueriesContext(connection) as queries:
        client.post(reverse("account_login"), sent)
    assert len([sql for sql in statements(queries) if "SAVEPOINT" not in sql]) <= 10
