"""What people of the browser tests have behind them, counted from the real clock, as the server does."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import instrument
from assessments.models import Round
from assessments.offer import KEY, PULSE, VERSION
from assessments.rounds.actions import close_round, start_round
from coaching.actions.sharing import Chosen, share_thing, stop_sharing
from coaching.actions.thread import give_feedback, open_share, reply
from coaching.documents import Feedback
from coaching.feedback.actions.asking import ask_for_feedback
from coaching.feedback.actions.changing import change_words
from coaching.feedback.actions.giving import give_on_seen
from coaching.feedback.actions.responding import disagree
from coaching.feedback.actions.responding import thank as thank_for_feedback
from coaching.feedback.documents import Ask
from coaching.models import ReleasedCell, Roster, Share, Week
from coaching.protection.actions import report_thread
from coaching.snapshots.moment import PARTS
from coaching.thanks.actions import give_thanks, show_thanks
from coaching.thanks.documents import ThanksDocument
from hiring.actions.answers import send_answers
from hiring.actions.leaving import withdraw_candidate
from hiring.adjustments.display import Display
from hiring.judgement.actions.panels import send_ratings
from hiring.keeping.actions import hold_candidate, purge_due
from hiring.models import Candidate, Expert
from journal.actions import save_moment
from journal.models import Moment
from journal.plans.actions import keep_ritual, make_goal, make_plan
from journal.plans.documents import GoalDocument, Kind, Rite, RitualDocument, Wording
from people.actions.invitations import invite
from people.actions.mail import enter_code, offer_address
from people.actions.organisations import Roles, name_report_contact
from people.anonymity import CELLS
from people.models import Invitation, Membership, Team
from people.scope import organisation_scope
from people.tokens import token_hash
from tests import experts, hires
from tests.crowd import rate_all, stand_out

SECRET = "JBSWY3DPEHPK3PXP"
NOTE = "Explained the rule, then what I can do. The second half went well."


@dataclass(frozen=True)
class Invited:
    """An open invitation, the link it was mailed with, and the address."""

    id: UUID
    token: str
    email: str


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@transaction.atomic
def write_moments(member: Membership, count: int, *, note: str = NOTE) -> list[UUID]:
    """So many moments, the newest a minute old, then about one every seventeen hours."""
    feelings, triggers = ("annoyed", "calm", "tired", "proud"), ("A", "B", "F.policy", "P", "C", "A.insults")
    with organisation_scope(member.organisation):
        return [
            save_moment(
                by=member,
                feelings=[feelings[number % len(feelings)]],
                triggers=[triggers[number % len(triggers)]],
                strength=1 + number % 5,
                note=note if number % 2 == 0 else "",
                submission_key=uuid4(),
                now=now() - dt.timedelta(minutes=1, hours=17 * number),
            ).pk
            for number in range(count)
        ]


@transaction.atomic
def give_private_address(member: Membership, address: str) -> None:
    """One that is proven, and another that waits for its code for as long as any test takes."""
    for number in range(2):
        code, later = "BCDF-GHJK", now() + dt.timedelta(hours=6)
        offer_address(user=member.user, address=f"{number}{address}", code=code, now=later)
        if number == 0:
            enter_code(user=member.user, code=code, now=later)


@transaction.atomic
def write_plans(member: Membership, *, words: str, many: int) -> tuple[UUID, UUID]:
    """So many plans, one of them due, a goal, and what was written at the end of a shift."""
    today = now().date()
    with organisation_scope(member.organisation):
        plans = [
            make_plan(
                by=member,
                wording=Wording("A.insults", "pause", words),
                review_on=today + dt.timedelta(days=28 * number),
                submission_key=uuid4(),
                now=now() - dt.timedelta(days=60),
            ).pk
            for number in range(many)
        ]
        goal = make_goal(
            by=member,
            document=GoalDocument(Kind.PROFESSIONAL, words[:200], words, words, why_on_hard_days=True),
            review_on=today,
            submission_key=uuid4(),
            now=now(),
        )
        keep_ritual(by=member, document=RitualDocument(Rite.AFTER, words), submission_key=uuid4(), now=now())
    return plans[0], goal.pk


@transaction.atomic
def take_questionnaire(member: Membership, *, weeks_ago: int = 0, answered: int = 50) -> UUID:
    """A questionnaire that was sent; beyond `answered`, "I'd rather not say"."""
    at = now() - dt.timedelta(weeks=weeks_ago)
    with organisation_scope(member.organisation):
        sitting = start_sitting(by=member, now=at)
        answers = {
            item.code: 1 + (item.position + weeks_ago) % 5 if item.position <= answered else None
            for item in instrument(KEY, VERSION).items
        }
        answer_page(sitting_id=sitting.pk, answers=answers, by=member)
        submit_sitting(sitting_id=sitting.pk, by=member, now=at)
    return sitting.pk


@transaction.atomic
def begin_questionnaire(member: Membership, *, answered: int) -> None:
    """One that is still open, with its first statements answered."""
    with organisation_scope(member.organisation):
        sitting = start_sitting(by=member, now=now())
        items = [item for item in instrument(KEY, VERSION).items if item.position <= answered]
        answer_page(sitting_id=sitting.pk, answers={item.code: 4 for item in items}, by=member)


@transaction.atomic
def take_short_forms(member: Membership, many: int) -> None:
    """One a week, the last one a week ago."""
    items = instrument(PULSE.key, PULSE.version).items
    with organisation_scope(member.organisation):
        for weeks in range(many, 0, -1):
            at = now() - dt.timedelta(weeks=weeks)
            sitting = start_sitting(by=member, now=at, form=PULSE)
            answers = {item.code: 1 + (item.position + weeks) % 5 for item in items}
            answer_page(sitting_id=sitting.pk, answers=answers, by=member)
            submit_sitting(sitting_id=sitting.pk, by=member, now=at)


@transaction.atomic
def begin_short_form(member: Membership, *, answered: int) -> None:
    """One that is still open, with its first statements answered."""
    with organisation_scope(member.organisation):
        sitting = start_sitting(by=member, now=now(), form=PULSE)
        items = instrument(PULSE.key, PULSE.version).items[:answered]
        answer_page(sitting_id=sitting.pk, answers={item.code: 4 for item in items}, by=member)


@transaction.atomic
def ask_others(member: Membership, raters: Sequence[Membership]) -> Round:
    """An open round about somebody who has answered the questionnaire."""
    with organisation_scope(member.organisation):
        return start_round(raters=[each.pk for each in raters], days=14, by=member, now=now())


@transaction.atomic
def close_with(found: Round, member: Membership, raters: Sequence[Membership]) -> UUID:
    """The round is over; these have replied."""
    with organisation_scope(member.organisation):
        rate_all(found, raters)
        close_round(round_id=found.pk, by=member, now=now())
    return found.pk


def add_second_steps(member: Membership) -> None:
    """An app for codes, and recovery codes."""
    TOTP.activate(member.user, SECRET)
    RecoveryCodes.activate(member.user)


@dataclass(frozen=True)
class Hired:
    """A draft, an opening, one candidate in each state by her name, and the links of those that have one."""

    draft: UUID
    opening: UUID
    candidates: dict[str, UUID]
    panel: UUID
    frozen: UUID
    expert: UUID
    hold: UUID


@dataclass(frozen=True)
class Shared:
    """What one person shares with another: answered, waiting for an answer, and taken back; the thread.

    And feedback on something seen, shown to a second, with words that were changed; and what is asked for.
    """

    answered: UUID
    waiting: UUID
    ended: UUID
    thread: UUID
    seen: UUID
    words: UUID
    asked: UUID
    report: UUID


@dataclass(frozen=True)
class Things:
    """One of each kind, besides a moment, of which something can be shared."""

    sentence: UUID
    plan: UUID
    report: UUID


@transaction.atomic
def have_things(owner: Membership, *, words: str) -> Things:
    """What stands out in her moments, a plan and a report with scores."""
    with organisation_scope(owner.organisation):
        sentence = stand_out(owner, now())
    plan, _goal = write_plans(owner, words=words, many=1)
    return Things(sentence, plan, take_questionnaire(owner))


@transaction.atomic
def share_moments(
    owner: Membership,
    reader: Membership,
    second: Membership,
    row: UUID,
    *,
    words: str,
    admin: Membership,
    contact: Membership,
) -> Shared:
    """Three shares of one moment; in each whatever can be written holds these words."""
    with organisation_scope(owner.organisation):
        name_report_contact(email=contact.user.email, by=admin, now=now())
        owner.organisation.refresh_from_db()
        version = Moment.objects.get(pk=row).version
        rows = [
            share_thing(
                kind=Share.Kind.MOMENT,
                row=row,
                version=str(version),
                chosen=Chosen(reader.pk, PARTS, words, 30),
                submission_key=uuid4(),
                by=owner,
                now=now(),
            ).pk
            for _share in range(3)
        ]
        open_share(row=rows[0], by=reader, now=now())
        said = Feedback(words, words, words, words)
        thread = give_feedback(
            row=rows[0], feedback=said, submission_key=uuid4(), by=reader, now=now()
        ).thread_id
        reply(row=thread, text=words, submission_key=uuid4(), by=owner, now=now())
        stop_sharing(row=rows[2], by=owner, now=now())
        return Shared(rows[0], rows[1], rows[2], thread, *_feed_back(owner, reader, second, words))


def _feed_back(
    owner: Membership, giver: Membership, second: Membership, words: str
) -> tuple[UUID, UUID, UUID, UUID]:
    """A thread on something seen, words in it that can be changed once more, an open ask, a report."""
    said = Feedback(words, words, words, words)
    told: dict[str, Any] = {"submission_key": uuid4(), "by": giver, "now": now()}
    first = give_on_seen(receiver=owner.pk, feedback=said, **told)
    change_words(row=first.pk, words=Feedback("x", words, words), **told)
    told["by"] = owner
    thank_for_feedback(row=first.thread_id, text="", **told)
    own = disagree(row=first.thread_id, text=words, second=second.pk, **told)
    asked = ask_for_feedback(person=giver.pk, ask=Ask(words[:400], words), **told)
    report = report_thread(
        row=first.thread_id, text=words, chosen=[own.pk], to=owner.organisation.report_contact_id, **told
    )
    return first.thread_id, own.pk, asked.thread_id, report.pk


@transaction.atomic
def thank(receiver: Membership, giver: Membership, *, words: str, many: int) -> UUID:
    """So many thanks both ways; the last that the receiver got is shown to her team."""
    whole = ThanksDocument(words, words, words, ("SA", "SR", "MO", "EM", "SS"))
    with organisation_scope(receiver.organisation):
        for _one in range(many):
            give_thanks(to=giver.pk, document=whole, submission_key=uuid4(), by=receiver, now=now())
            last = give_thanks(to=receiver.pk, document=whole, submission_key=uuid4(), by=giver, now=now())
        show_thanks(row=last.pk, team=receiver.team_id, by=receiver)
    return last.pk


@transaction.atomic
def give_out_totals(unit: Team) -> None:
    """A week of a unit, as its release leaves it."""
    at = now()
    with organisation_scope(unit.organisation):
        told: dict[str, Any] = {"organisation": unit.organisation}
        Team.objects.filter(pk=unit.pk).update(is_unit=True)
        roster = Roster.objects.create(**told, unit=unit, first_week=at.date())
        week = Week.objects.create(**told, roster=roster, monday=at.date(), released_at=at)
        for place, cell in enumerate(CELLS[::2]):
            ReleasedCell.objects.create(**told, week=week, cell=cell, at_least=5 + 5 * place)


@transaction.atomic
def hire_somebody(hr: Membership, *, title: str, evidence: str, parts: tuple[str, ...]) -> Hired:
    """Fresh is invited, Nell in the middle, Sent has sent, Gone has withdrawn; Rated has a locked card and a
    legal hold, Changed a card that was changed.
    """
    at, found = now(), {}
    with organisation_scope(hr.organisation):
        draft = hires.drafted(hr, title=title, parts=parts, now=at)
        opening = hires.job(hr, title=title, parts=parts, now=at)
        for name in ("Fresh", "Nell", "Sent", "Rated", "Gone", "Changed"):
            one = hires.invited(opening, hr, name=f"{name} {title}", token=f"link-of-{name}", now=at)
            found[name] = one.pk
            _stand(one, name, hr, evidence, at)
        found |= _judge(hr, title, at)
        frozen = experts.frozen_by(hr, now=at)
        panel = experts.panel_of(hr, f"Ina{title}", f"Jo{title}", f"Kim{title}", now=at)
        jo = experts.expert(f"Jo{title}")
        Expert.objects.filter(name=f"Kim{title}").update(link_hash=token_hash("link-of-expert"))
        _rate(f"Ina{title}", "expert-begun", 4, at)
        _rate(f"Jo{title}", "expert-sent", 12, at)
        send_ratings(expert=jo, now=at)
        named = {"name": title, "reason": evidence}
        hold = hold_candidate(candidate=Candidate.objects.get(pk=found["Rated"]), **named, by=hr, now=at)
        purge_due(organisation=hr.organisation, now=at)
    return Hired(draft.pk, opening.pk, found, panel.pk, frozen.panel_id, jo.pk, hold.pk)


def _stand(one: Candidate, name: str, hr: Membership, evidence: str, at: dt.datetime) -> None:
    """Where each of these names is by now."""
    if name != "Fresh":
        hires.answered(hires.begun(one, session=name, now=at), 7 if name == "Nell" else 99, now=at)
    if name in {"Nell", "Sent"}:
        hires.wished(one, evidence, first=True, now=at)
    if name == "Sent":
        hires.helped(one, hr, evidence, now=at)
    if name in {"Sent", "Rated", "Changed"}:
        send_answers(candidate=one, now=at)
    if name == "Gone":
        withdraw_candidate(candidate=one, now=at)
    if name in {"Rated", "Changed"}:
        _rated(one, name, hr, evidence, at)


def _rated(one: Candidate, name: str, hr: Membership, evidence: str, at: dt.datetime) -> None:
    if name == "Rated":
        hires.wished(one, display=Display(True, "largest", spaced=True, tinted=True), now=at)
    hires.locked(one, hr, evidence=evidence, now=at)
    if name == "Changed":
        hires.changed(one, hr, evidence=evidence, reason=evidence, now=at)


def _judge(hr: Membership, title: str, at: dt.datetime) -> dict[str, UUID]:
    """Waiting has not begun with the situations, Judge is in the middle, Judged has sent."""
    found = {}
    opening = experts.asking(hr, title=title, seconds=1800, now=at)
    for name in ("Waiting", "Judge", "Judged"):
        one = hires.invited(opening, hr, name=f"{name} {title}", token=f"link-of-{name}", now=at)
        found[name] = one.pk
        hires.begun(one, session=name, now=at)
        if name != "Waiting":
            experts.judged(one, pages=3 if name == "Judge" else 12, now=at)
        if name == "Judged":
            send_answers(candidate=one, now=at)
    return found


def _rate(name: str, session: str, pages: int, at: dt.datetime) -> None:
    """This expert's browser holds this cookie, and she has rated so many situations."""
    experts.begun(name, now=at)
    Expert.objects.filter(name=name).update(session_hash=token_hash(session))
    experts.rated(name, pages=pages, now=at)


@transaction.atomic
def invite_somebody(admin: Membership, email: str) -> Invited:
    """An open invitation whose token the test knows."""
    with organisation_scope(admin.organisation):
        sent = invite(email=email, roles=Roles(), team=None, by=admin, now=now())
        token = f"token-of-{email}"
        Invitation.objects.filter(pk=sent.pk).update(token_hash=token_hash(token))
    return Invited(sent.pk, token, email)
