"""Everybody whom the product may meet: signed in, with things of her own and words that are hers alone."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

from assessments.actions import answer_page, start_sitting, submit_sitting
from assessments.instruments import instrument
from assessments.models import Round
from assessments.offer import KEY, PULSE, VERSION
from assessments.rounds.actions import close_round, reply, start_round
from assessments.rounds.observed import observed
from coaching.actions.sharing import Chosen, share_thing
from coaching.actions.thread import give_feedback
from coaching.actions.thread import reply as add_reply
from coaching.documents import Feedback
from coaching.feedback.actions.asking import ask_for_feedback
from coaching.feedback.actions.giving import give_on_seen
from coaching.feedback.actions.responding import disagree
from coaching.feedback.documents import Ask
from coaching.models import Share, Thanks, Thread
from coaching.protection.actions import report_thread
from coaching.snapshots.moment import USUAL_PARTS
from coaching.thanks.actions import give_thanks, show_thanks
from coaching.thanks.documents import ThanksDocument
from hiring.access import COOKIE
from hiring.actions.candidates import send_new_link
from hiring.actions.scorecards import Verdict, decide
from hiring.keeping.actions import hold_candidate
from hiring.models import CandidateLink
from journal.actions import NOW_FORM, delete_moment, save_moment
from journal.along.actions import keep_file
from journal.plans.actions import keep_ritual, make_goal, make_plan
from journal.plans.documents import GoalDocument, Kind, Rite, RitualDocument, Wording
from journal.queries.sentences import sentences_of
from people.actions.accounts import create_user
from people.actions.invitations import invite
from people.actions.organisations import (
    Roles,
    change_member,
    close_membership,
    create_organisation,
    create_personal_organisation,
    join,
    name_report_contact,
    save_team,
)
from people.drafts import keep_draft
from people.letters import off_token
from people.models import Invitation, Membership, Organisation, Team
from people.notice_kinds import FEEDBACK
from people.scope import organisation_scope
from people.tokens import token_hash
from tests import experts, hires
from tests.cast import NOW, PASSWORD, new_member
from tests.phones import marked
from tests.walk import Browser

SPACE = UUID(int=26)
# A person was there and verified; key data follows.
SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV | AuthenticatorData.FLAG.AT
# Nothing has this id, this number or this token.
NEVER = {"row": UUID(int=404), "number": 404_404, "token": "never-issued-token"}


@dataclass
class Holdings:
    """What one owner has: the ids that addresses carry, and a word in each thing that nobody else is told."""

    member: Membership
    ids: dict[str, object] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Crowd:
    """Browsers by actor, holdings by owner, memberships by actor (None for who has none)."""

    browsers: Mapping[str, Browser]
    holdings: Mapping[str, Holdings]
    members: Mapping[str, Membership | None]

    def afresh(self) -> "Crowd":
        """The same people with the same cookies, untouched by whatever is done with this one's."""
        return Crowd(
            {name: Browser(browser.cookies, browser.marked) for name, browser in self.browsers.items()},
            deepcopy(dict(self.holdings)),
            deepcopy(dict(self.members)),
        )


def gather() -> Crowd:
    """Two organisations, a person alone, and people in every standing towards amal and eve."""
    with transaction.atomic():
        harbour = create_organisation(name="Harbour Support", now=NOW)
        elsewhere = create_organisation(name="Elsewhere", now=NOW)
        members = _harbour_people(harbour) | {
            "eve": new_member(elsewhere, "Eve", Roles(admin=True, hr=True)),
            "finn": new_member(elsewhere, "Finn", Roles()),
            "solo": _alone(),
            "root": None,
        }
        root = create_user(email="root@demo.example", name="Root", password=PASSWORD, now=NOW)
        browsers = {"anonymous": Browser()} | {
            name: Browser.signed_in(member.user if member else root) for name, member in members.items()
        }
        browsers["iris"] = browsers["iris"].with_screen_hidden()
        for name in ("root", "rex"):
            type(members["amal"].user).objects.filter(email=f"{name}@demo.example").update(is_superuser=True)  # type: ignore[union-attr]
        holdings = {
            "amal": _holdings(members["amal"], members["ada"], members["dee"], "dunlin"),
            "eve": _holdings(members["eve"], members["eve"], members["eve"], "plover"),
        }
        nell = marked(holdings["amal"].ids["candidate"])
        browsers["nell"] = Browser(((COOKIE, "session-of-dunlin"),), nell)
        hal = _supervisor_of(members["eve"])
        _share(holdings["amal"], members["bo"], "dunlin")
        _share(holdings["eve"], hal, "plover")
        _feed_back(holdings["amal"], members["bo"], "dunlin", second=members["mate"])
        _feed_back(holdings["eve"], hal, "plover")
        _report(holdings["amal"], members["ada"], members["dee"], "dunlin")
        _report(holdings["eve"], members["eve"], hal, "plover")
        for member in filter(None, members.values()):
            with organisation_scope(member.organisation):
                begun = start_sitting(by=member, now=NOW)
                answer_page(sitting_id=begun.pk, answers={"A116": 3}, by=member)
                short = start_sitting(by=member, now=NOW, form=PULSE)
                answer_page(sitting_id=short.pk, answers={"A41": 3}, by=member)
        _leave(members["leaver"], by=members["ada"])
    return Crowd(browsers, holdings, members)


def _harbour_people(harbour: Organisation) -> dict[str, Membership | None]:
    """Her team, her supervisors of today and of yesterday, and everybody without a claim."""
    ada = new_member(harbour, "Ada", Roles(agent=False, admin=True))
    bo = new_member(harbour, "Bo", Roles(agent=False, supervisor=True))
    gil = new_member(harbour, "Gil", Roles(agent=False, supervisor=True))
    with organisation_scope(harbour):
        pier = save_team(team=None, name="Pier", parent=None, supervisors=[gil], by=ada, now=NOW)
        save_team(team=pier, name="Pier", parent=None, supervisors=[bo], by=ada, now=NOW)
        quay = save_team(team=None, name="Quay", parent=None, supervisors=[gil], by=ada, now=NOW)
    newcomer = new_member(harbour, "Newcomer", Roles(), quay)
    with organisation_scope(harbour):
        Membership.objects.filter(pk=newcomer.pk).update(notice_read=0)
    return {
        "amal": new_member(harbour, "Amal", Roles(), pier),
        "mate": new_member(harbour, "Mate", Roles(), pier),
        "bo": bo,
        "gil": gil,
        "cleo": new_member(harbour, "Cleo", Roles(), quay),
        "dee": new_member(harbour, "Dee", Roles(agent=False, hr=True)),
        "ada": ada,
        "rex": new_member(harbour, "Rex", Roles(), quay),
        "iris": new_member(harbour, "Iris", Roles(), pier),
        "leaver": new_member(harbour, "Leaver", Roles(), pier),
        "newcomer": newcomer,
    }


def _alone() -> Membership:
    user = create_user(email="solo@home.example", name="Solo", password=PASSWORD, now=NOW)
    member = create_personal_organisation(user=user, now=NOW)
    with organisation_scope(member.organisation):
        Membership.objects.filter(pk=member.pk).update(notice_read=1)
    return member


def _leave(member: Membership | None, *, by: Membership | None) -> None:
    """Her membership ends. Her browser keeps a session, as if the two had happened at once."""
    assert member is not None
    assert by is not None
    with organisation_scope(member.organisation):
        close_membership(member=member, by=by, now=NOW)
    type(member.user).objects.filter(pk=member.user_id).update(session_epoch=0)


def _holdings(
    owner: Membership | None, admin: Membership | None, hr: Membership | None, word: str
) -> Holdings:
    """One of each thing, with the owner's word in whatever text it holds."""
    assert owner is not None
    assert admin is not None
    assert hr is not None
    held = Holdings(owner)
    with organisation_scope(owner.organisation):
        held.ids["sentence"] = stand_out(owner)
        held.words["moment"] = f"{word}note"
        held.ids["moment"] = write_moment(owner, 1, note=f"A note: {held.words['moment']}")
        held.ids["shared moment"] = write_moment(owner, 3, note="kept back")
        held.words["deleted moment"] = f"{word}deleted"
        deleted = write_moment(owner, 2, note=held.words["deleted moment"])
        held.ids["deleted moment"] = delete_moment(by=owner, row=deleted, now=NOW).pk
        held.words["draft"] = f"{word}draft"
        keep_draft(membership=owner, form=NOW_FORM, fields={"note": [held.words["draft"]]}, now=NOW)
        held.words["file"] = f"{word}file"
        keep_file(data=daylio(held.words["file"]), by=owner, now=NOW)
        _intend(held, word)
        held.ids["sitting"] = answer_all(owner)
        team = save_team(team=None, name=f"{word}team", parent=None, supervisors=[], by=admin, now=NOW)
        held.words["team"], held.ids["team"] = team.name, team.pk
        held.ids["member"] = owner.pk
        held.ids["round"], held.ids["ask"] = rounds_of(owner, word)
        held.words["invitation"] = f"{word}invited"
        held.ids |= invited(f"{held.words['invitation']}@post.example", admin, team)
        _hire(held, hr, word)
    held.ids["mail token"] = off_token(owner.user, FEEDBACK)
    held.words["passkey"] = f"{word}key"
    held.ids["passkey"] = add_passkey(owner, held.words["passkey"]).pk
    TOTP.activate(owner.user, generate_totp_secret())
    held.words["codes"] = RecoveryCodes.activate(owner.user).get_unused_codes()[0]
    return held


def _supervisor_of(eve: Membership | None) -> Membership:
    """Somebody who looks after a team of which eve is one."""
    assert eve is not None
    hal = new_member(eve.organisation, "Hal", Roles(agent=False, supervisor=True))
    with organisation_scope(eve.organisation):
        team = save_team(team=None, name="Crew", parent=None, supervisors=[hal], by=eve, now=NOW)
        change_member(member=eve, roles=Roles(admin=True, hr=True), team=team, by=eve, now=NOW)
    return hal


def _share(held: Holdings, reader: Membership | None, word: str) -> None:
    """One moment that the reader can open, answered, and one more word about it."""
    assert reader is not None
    for kind in ("question", "feedback", "reply"):
        held.words[kind] = f"{word}{kind}"
    with organisation_scope(held.member.organisation):
        share = share_of(held.member, reader, held.ids["shared moment"], question=held.words["question"])
        answered(share, held.words["feedback"])
        replied(share, held.words["reply"])
        held.words["thanks"], held.words["shown thanks"] = f"{word}thanks", f"{word}shown"
        held.ids["thanks"] = thanks_to(held.member, reader, held.words["thanks"]).pk
        show = thanks_to(held.member, reader, held.words["shown thanks"])
        show_thanks(row=show.pk, team=held.member.team_id, by=held.member)
    held.ids["share"], held.ids["thread"] = share.pk, share.thread.pk


def _feed_back(
    held: Holdings, giver: Membership | None, word: str, *, second: Membership | None = None
) -> None:
    """Feedback on something seen, with which she disagrees, shown to a second person; and what she asks."""
    assert giver is not None
    for kind in ("seen", "asked", "disagreed"):
        held.words[kind] = f"{word}{kind}"
    with organisation_scope(held.member.organisation):
        thread = seen_of(giver, held.member, 1, words=held.words["seen"])
        told = {"text": held.words["disagreed"], "second": second and second.pk, "by": held.member}
        key = uuid5(SPACE, f"otherwise {thread.pk}")
        own = disagree(row=thread.pk, submission_key=key, now=NOW, **told)  # type: ignore[arg-type]
        asked = ask_of(held.member, giver, words=held.words["asked"])
    held.ids |= {"feedback seen": thread.pk, "feedback asked": asked.pk, "own words": own.pk}


def _report(held: Holdings, admin: Membership | None, contact: Membership | None, word: str) -> None:
    """What she reports about that feedback to whom her organisation has named."""
    assert admin is not None
    assert contact is not None
    held.words["reported"] = f"{word}reported"
    with organisation_scope(held.member.organisation):
        name_report_contact(email=contact.user.email, by=admin, now=NOW)
        held.member.organisation.refresh_from_db()
        row = held.ids["feedback seen"]
        assert isinstance(row, UUID)
        held.ids["report"] = report_thread(
            row=row,
            text=held.words["reported"],
            chosen=(),
            to=contact.pk,
            submission_key=uuid5(SPACE, f"report {row}"),
            by=held.member,
            now=NOW,
        ).pk


def seen_of(
    giver: Membership, receiver: Membership, number: int, *, words: str = "You let him finish."
) -> Thread:
    """Feedback on something seen. In the scope of both."""
    key = uuid5(SPACE, f"seen {giver.pk} {receiver.pk} {number}")
    feedback = Feedback("At the desk.", words, "He grew quiet.")
    message = give_on_seen(receiver=receiver.pk, feedback=feedback, submission_key=key, by=giver, now=NOW)
    return message.thread


def ask_of(asker: Membership, giver: Membership, *, words: str = "How I say no.") -> Thread:
    """She asks for feedback. In the scope of both."""
    key = uuid5(SPACE, f"ask {asker.pk} {giver.pk}")
    told = ask_for_feedback(person=giver.pk, ask=Ask(words), submission_key=key, by=asker, now=NOW)
    return told.thread


def share_of(owner: Membership, reader: Membership, row: object, *, question: str = "Why?") -> Share:
    """The usual parts of a moment, for a month. In the owner's scope."""
    assert isinstance(row, UUID)
    return share_thing(
        kind=Share.Kind.MOMENT,
        row=row,
        version="1",
        chosen=Chosen(reader.pk, USUAL_PARTS, question, 30),
        submission_key=uuid5(SPACE, f"share {row} {question}"),
        by=owner,
        now=NOW,
    )


def answered(share: Share, words: str = "You let him finish.") -> None:
    """Its reader has answered. In the scope of both."""
    give_feedback(
        row=share.pk,
        feedback=Feedback("In a call.", words, "He grew quiet."),
        submission_key=uuid5(SPACE, f"answer {share.pk}"),
        by=share.reader,
        now=NOW,
    )


def replied(share: Share, words: str) -> None:
    """Its owner has added these words to the thread. In her scope."""
    key = uuid5(SPACE, f"reply {share.pk} {words}")
    add_reply(row=share.thread.pk, text=words, submission_key=key, by=share.owner, now=NOW)


def thanks_to(receiver: Membership, giver: Membership, words: str) -> Thanks:
    """What one got from the other, with these words. In the scope of both."""
    return give_thanks(
        to=receiver.pk,
        document=ThanksDocument(words, "It helped."),
        submission_key=uuid5(SPACE, f"thanks {receiver.pk} {words}"),
        by=giver,
        now=NOW,
    )


def say_more(thread: Thread, words: str) -> None:
    """Its receiver has added these words. In her scope."""
    key = uuid5(SPACE, f"more {thread.pk} {words}")
    add_reply(row=thread.pk, text=words, submission_key=key, by=thread.receiver, now=NOW)


def _intend(held: Holdings, word: str) -> None:
    """A plan, a goal and what was written at the end of a shift."""
    for kind in ("plan", "goal", "ritual"):
        held.words[kind] = f"{word}{kind}"
    held.ids["plan"] = plan_of(held.member, 1, words=held.words["plan"])
    held.ids["goal"] = goal_of(held.member, 1, what=held.words["goal"])
    held.ids["ritual"] = ritual_of(held.member, 1, text=held.words["ritual"])


def _hire(held: Holdings, hr: Membership, word: str) -> None:
    """An opening with a candidate in the middle of her answers, a locked card and a decision."""
    for kind in ("opening", "new opening", "candidate", "adjustment", "scorecard", "decision"):
        held.words[kind] = f"{word}{kind}"
    draft = hires.drafted(hr, title=held.words["new opening"])
    opening = experts.asking(hr, title=held.words["opening"], parts=["SR", "EM"], seconds=600)
    invited_one = hires.invited(opening, hr, name=held.words["candidate"], token=f"first-of-{word}")
    candidate = hires.answered(hires.begun(invited_one, session=f"session-of-{word}"), 3)
    experts.started(candidate)
    hires.wished(candidate, held.words["adjustment"])
    hires.locked(candidate, hr, evidence=held.words["scorecard"])
    verdict = Verdict(goes_on=True, grounds=("calm",), reason=held.words["decision"])
    decide(candidate=candidate, verdict=verdict, by=hr, now=NOW)
    send_new_link(candidate=candidate, by=hr, now=NOW)
    held.words["hold"], held.words["why held"] = f"{word}hold", f"{word}whyheld"
    named = {"name": held.words["hold"], "reason": held.words["why held"]}
    held.ids["hold"] = hold_candidate(candidate=candidate, **named, by=hr, now=NOW).pk
    token = f"again-of-{word}"
    CandidateLink.objects.filter(candidate=candidate, used_at=None).update(token_hash=token_hash(token))
    held.ids["new opening"] = draft.pk
    held.words["expert"], held.words["other expert"] = f"{word}expert", f"{word}more"
    panel = experts.panel_of(hr, held.words["expert"], held.words["other expert"])
    held.ids["panel"], held.ids["expert token"] = panel.pk, f"link-of-{word}expert"
    held.ids["other expert"] = experts.expert(held.words["other expert"]).pk
    held.ids |= {"opening": opening.pk, "candidate": candidate.pk, "candidate token": token}


def write_moment(owner: Membership, number: int, *, note: str = "") -> UUID:
    """A moment some hours ago. In the owner's scope."""
    moment = save_moment(
        by=owner,
        feelings=["annoyed"],
        triggers=["A" if number % 2 else "B"],
        strength=1 + number % 5,
        note=note,
        submission_key=uuid5(SPACE, f"{owner.pk} {number}"),
        now=NOW - dt.timedelta(hours=number),
    )
    return moment.pk


def stand_out(owner: Membership, now: dt.datetime = NOW) -> UUID:
    """Two moments a day for 24 days, of which a sentence can be said, and its id. In the owner's scope."""
    for day in range(1, 25):
        for hours, trigger, strength in ((1, "A", 4 + day % 2), (14, "P.thanked", 1 + 2 * (day % 2))):
            save_moment(
                by=owner,
                feelings=["annoyed"],
                triggers=[trigger],
                strength=strength,
                note="",
                submission_key=uuid5(SPACE, f"{owner.pk} stands out {day} {hours}"),
                now=now - dt.timedelta(days=day, hours=hours),
            )
    return next(iter(sentences_of(owner, now)))


def daylio(mood: str, rows: int = 1) -> bytes:
    """A table of Daylio's with a mood of its writer's own."""
    lines = [f"2026-11-{number % 20 + 1:02},,,10:{number % 60:02},{mood},,,\n" for number in range(rows)]
    return ("full_date,date,weekday,time,mood,activities,note_title,note\n" + "".join(lines)).encode()


def plan_of(owner: Membership, number: int, *, words: str = "breathe out") -> UUID:
    """A plan under way. In the owner's scope."""
    plan = make_plan(
        by=owner,
        wording=Wording("A", "pause", words),
        review_on=NOW.date() + dt.timedelta(days=28),
        submission_key=uuid5(SPACE, f"plan {owner.pk} {number}"),
        now=NOW - dt.timedelta(hours=number),
    )
    return plan.pk


def goal_of(owner: Membership, number: int, *, what: str = "Stay calm") -> UUID:
    """A goal under way. In the owner's scope."""
    goal = make_goal(
        by=owner,
        document=GoalDocument(Kind.PERSONAL, what, "I sleep better.", "", why_on_hard_days=False),
        review_on=NOW.date() + dt.timedelta(days=28),
        submission_key=uuid5(SPACE, f"goal {owner.pk} {number}"),
        now=NOW - dt.timedelta(hours=number),
    )
    return goal.pk


def ritual_of(owner: Membership, number: int, *, text: str = "The queue") -> UUID:
    """What was written at the end of a shift. In the owner's scope."""
    ritual = keep_ritual(
        by=owner,
        document=RitualDocument(Rite.AFTER, text),
        submission_key=uuid5(SPACE, f"ritual {owner.pk} {number}"),
        now=NOW - dt.timedelta(hours=number),
    )
    return ritual.pk


def answer_all(owner: Membership, *, ago: dt.timedelta = dt.timedelta(days=1)) -> UUID:
    """A whole questionnaire, sent. In the owner's scope."""
    sitting = start_sitting(by=owner, now=NOW - ago)
    answers = {item.code: 1 + item.position % 5 for item in instrument(KEY, VERSION).items}
    answer_page(sitting_id=sitting.pk, answers=answers, by=owner)
    submit_sitting(sitting_id=sitting.pk, by=owner, now=NOW - ago)
    return sitting.pk


def take_pulse(owner: Membership, at: dt.datetime) -> UUID:
    """A whole short form, sent; one that is half done is finished. In the owner's scope."""
    sitting = start_sitting(by=owner, now=at, form=PULSE)
    answers = {item.code: 1 + item.position % 5 for item in instrument(PULSE.key, PULSE.version).items}
    answer_page(sitting_id=sitting.pk, answers=answers, by=owner)
    submit_sitting(sitting_id=sitting.pk, by=owner, now=at)
    return sitting.pk


def rounds_of(owner: Membership, word: str) -> tuple[UUID, UUID]:
    """A closed round about the owner with a result, and what a colleague asks of her in an open one."""
    raters = join_many(owner.organisation, None, 5, word=word)
    mine = start_round(raters=[each.pk for each in raters], days=14, by=owner, now=NOW)
    rate_all(mine, raters, named=1)
    close_round(round_id=mine.pk, by=owner, now=NOW)
    asks, *others = raters
    answer_all(asks)
    theirs = start_round(raters=[owner.pk, *(each.pk for each in others)], days=14, by=asks, now=NOW)
    return mine.pk, theirs.asks.get(rater=owner).pk


def rate_all(found: Round, raters: Sequence[Membership], named: int = 0) -> None:
    """Everybody replies, each with another level in all components, the first `named` with their names.

    In the organisation's scope.
    """
    for number, rater in enumerate(raters):
        said = 1 + number % 5
        answers = {item.code: said if item.key == 1 else 6 - said for item in observed().items}
        ask = found.asks.get(rater=rater)
        reply(ask_id=ask.pk, answers=answers, by=rater, now=found.started_at, named=number < named)


def invited(email: str, admin: Membership, team: Team | None) -> dict[str, object]:
    """An open invitation and a token that opens it; the one that was mailed is known to nobody here."""
    sent = invite(email=email, roles=Roles(), team=team, by=admin, now=NOW)
    token = f"token-of-{email}"
    Invitation.objects.filter(pk=sent.pk).update(token_hash=token_hash(token))
    return {"invitation": sent.pk, "token": token}


def add_passkey(owner: Membership, name: str) -> Authenticator:
    """A passkey as a browser would have registered it, with a key of our own making."""
    private = ec.derive_private_key(7, ec.SECP256R1())
    public = ES256.from_cryptography_key(private.public_key())  # type: ignore[no-untyped-call]
    attested = AttestedCredentialData.create(Aaguid(bytes(16)), owner.pk.bytes, public)
    shown = AuthenticatorData.create(hashlib.sha256(b"testserver").digest(), SEEN, 1, attested)
    credential = {
        "id": websafe_encode(owner.pk.bytes),
        "rawId": websafe_encode(owner.pk.bytes),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(b'{"type":"webauthn.create","challenge":"","origin":"x"}'),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown, {})),
        },
        "clientExtensionResults": {},
    }
    return Authenticator.objects.create(
        user=owner.user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": name, "credential": credential},
    )


def join_many(
    organisation: Organisation, team: Team | None, count: int, *, word: str = "many"
) -> list[Membership]:
    """Colleagues, for pages that list people. In the organisation's scope."""
    people = []
    for number in range(count):
        user = create_user(
            email=f"{word}{number}@demo.example", name=f"{word.title()} {number}", password=None, now=NOW
        )
        people.append(
            join(organisation=organisation, user=user, roles=Roles(), team=team, actor=None, now=NOW)
        )
    return people
