"""Writes about openings: begun as a draft, filled part by part, opened, closed; the rule by versions."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.instruments import component
from hiring.guide import STARTER, STARTER_VERSION, Guide, document_of, guide_of_document
from hiring.models import (
    OPENING_TRANSITIONS,
    Opening,
    OpeningComponent,
    OpeningGuide,
    OpeningMember,
    OpeningStage,
    RuleVersion,
)
from hiring.openings.editing import (
    MOST_QUESTIONS,
    QuestionText,
    changed_parts,
    empty_guide,
    with_question,
    without_question,
)
from hiring.openings.queries import facts_of, guide_of
from hiring.openings.readiness import Part, lacking
from hiring.openings.rule import Rule, document_of_rule, faults, rule_hash
from hiring.openings.starter import starter
from hiring.permissions import check_hire
from people.audit import record
from people.models import Membership
from people.outbox import post_mail
from people.refusals import Refused

ASSIGNED_MAIL = "hiring/mail/assigned"


@dataclass(frozen=True, slots=True)
class JobText:
    """The job analysis; `reasons` by component: those named are switched on, the others are not."""

    title: str
    needs: str
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StageText:
    """One stage as it is set up."""

    kind: OpeningStage.Kind
    name: str


@dataclass(frozen=True, slots=True)
class ToldText:
    """What candidates are told before they begin."""

    notice: str
    contact: str
    deadline: dt.date
    retention: str


@transaction.atomic
def start_opening(*, title: str, from_starter: bool, by: Membership, now: dt.datetime) -> Opening:
    """Begin a draft. The starter pack fills what it can; nothing of it counts before it is confirmed."""
    check_hire(by)
    pack = starter()
    filled = {"needs": pack.needs, "notice": pack.notice, "guide_key": STARTER}
    opening = Opening.objects.create(
        organisation=by.organisation,
        made_by=by,
        made_at=now,
        title=title,
        contact=f"{by.user.name}, {by.user.email}"[:200],
        guide_version=STARTER_VERSION if from_starter else 0,
        **(filled if from_starter else {}),
    )
    asked = pack.guide if from_starter else empty_guide(title, pack.guide.language)
    OpeningGuide.objects.create(organisation=by.organisation, opening=opening, document=document_of(asked))
    _write_stages(opening, [StageText(OpeningStage.Kind.INTERVIEW, _("Talk"))])
    _write_members(opening, {OpeningMember.Role.INTERVIEWER: [by], OpeningMember.Role.DECIDER: [by]})
    _record(opening, by, "opening.made", now)
    return opening


@transaction.atomic
def save_job(*, opening: Opening, job: JobText, by: Membership, now: dt.datetime) -> None:
    """Say what the job needs, and which parts of the statements it asks about, each with its reason.

    The stage of the statements comes and goes with them. LookupError for a component that there is not.
    """
    opening = _draft(opening, by)
    opening.title, opening.needs = job.title, job.needs
    _confirm(opening, Part.JOB, "title", "needs")
    opening.components.all().delete()
    OpeningComponent.objects.bulk_create(
        OpeningComponent(
            organisation_id=opening.organisation_id,
            opening=opening,
            component=component(code).code,
            reason=reason,
        )
        for code, reason in job.reasons.items()
    )
    kind = OpeningStage.Kind.QUESTIONNAIRE
    stages = [StageText(OpeningStage.Kind(one.kind), one.name) for one in opening.stages.order_by("position")]
    others = [one for one in stages if one.kind != kind]
    _write_stages(opening, [StageText(kind, _("Statements")), *others] if job.reasons else others)
    _record(opening, by, "opening.job-saved", now)


@transaction.atomic
def save_stages(*, opening: Opening, stages: Iterable[StageText], by: Membership, now: dt.datetime) -> None:
    """Set the stages, in order. The last is a talk, and statements are asked where the job has a reason."""
    opening, stages = _draft(opening, by), list(stages)
    if not stages or stages[-1].kind != OpeningStage.Kind.INTERVIEW:
        raise Refused(_("The last stage is a talk: it carries the decision."))
    asked = [one.kind for one in stages].count(OpeningStage.Kind.QUESTIONNAIRE)
    if asked != int(opening.components.exists()):
        raise Refused(_("Statements are a stage when the job analysis gives a reason for a part of them."))
    _write_stages(opening, stages)
    _confirm(opening, Part.STAGES)
    _record(opening, by, "opening.stages-saved", now)


@transaction.atomic
def save_question(
    *, opening: Opening, text: QuestionText, code: str | None, version: int, by: Membership, now: dt.datetime
) -> None:
    """Change a question of the opening's own guide, or add one (`code` None).

    `version` is the one that she saw: of two windows the second is refused. LookupError for another code.
    """
    held, before = _guide(opening, version, by)
    after = with_question(before, text, code)
    if len(after.questions) > MOST_QUESTIONS:
        told = _("A guide has at most %(most)s questions: nobody can talk about more in an hour.")
        raise Refused(told % {"most": MOST_QUESTIONS})
    _write_guide(held, before, after, by, now)


@transaction.atomic
def remove_question(*, opening: Opening, code: str, version: int, by: Membership, now: dt.datetime) -> None:
    """Take a question out of the guide; with the last one about it, a competency goes."""
    held, before = _guide(opening, version, by)
    _write_guide(held, before, without_question(before, code), by, now)


@transaction.atomic
def confirm_competency(
    *, opening: Opening, code: str, version: int, by: Membership, now: dt.datetime
) -> None:
    """Say that the questions about this fit, as they stood in this version. LookupError for another code."""
    held, guide = _guide(opening, version, by)
    codes = [one.code for one in guide.competencies]
    if code not in codes:
        raise LookupError(f"The guide has no competency {code!r}.")
    held.confirmed = [one for one in codes if one in {*held.confirmed, code}]
    if held.confirmed == codes:
        held.confirmed_at, held.confirmed_by = now, by
        _record(held.opening, by, "opening.guide-confirmed", now)
    held.save(update_fields=["confirmed", "confirmed_at", "confirmed_by"])


@transaction.atomic
def fix_rule(*, opening: Opening, rule: Rule, reason: str, by: Membership, now: dt.datetime) -> RuleVersion:
    """Fix how ratings are put together, with a hash, the time and the person. Nothing is changed later:
    another version follows, and says why.
    """
    opening = _held(opening, by)
    if opening.state == Opening.State.CLOSED:
        raise Refused(_("This opening is closed, so its rule stays as it is."))
    _refuse_faults(rule, guide_of(opening))
    last = opening.rules.order_by("number").last()
    document = document_of_rule(rule)
    if last is not None and last.hash == rule_hash(document):
        raise Refused(_("This is the rule that is fixed already."))
    if last is not None and not reason.strip():
        raise Refused(_("Write why the rule is changed: everybody who reads it will ask."), field="reason")
    fixed = RuleVersion.objects.create(
        organisation_id=opening.organisation_id,
        opening=opening,
        number=last.number + 1 if last else 1,
        document=document,
        hash=rule_hash(document),
        fixed_at=now,
        fixed_by=by,
        reason=reason.strip() if last else "",
    )
    _record(opening, by, "opening.rule-fixed", now)
    return fixed


@transaction.atomic
def save_told(*, opening: Opening, told: ToldText, by: Membership, now: dt.datetime) -> None:
    """Say what candidates read, whom they can ask, until when they can answer, and how long it is kept."""
    opening = _draft(opening, by)
    closes_at = day_after(told.deadline, by.user.time_zone)
    if closes_at <= now:
        raise Refused(_("Choose a last day that is not over yet."), field="deadline")
    opening.notice, opening.contact, opening.retention = told.notice, told.contact, told.retention
    opening.deadline, opening.closes_at = told.deadline, closes_at
    _confirm(opening, Part.TOLD, "notice", "contact", "retention", "deadline", "closes_at")
    _record(opening, by, "opening.told-saved", now)


@transaction.atomic
def name_team(
    *,
    opening: Opening,
    interviewers: Sequence[str],
    deciders: Sequence[str],
    by: Membership,
    now: dt.datetime,
) -> None:
    """Name, by e-mail address, who talks with candidates and who decides. They need not be of HR.

    Who is new to an opening that is open is mailed where it is.
    """
    opening = _held(opening, by)
    if opening.state == Opening.State.CLOSED:
        raise Refused(_("This opening is closed, so nobody new comes in."))
    roles = {
        OpeningMember.Role.INTERVIEWER: _colleagues(interviewers, field="interviewers"),
        OpeningMember.Role.DECIDER: _colleagues(deciders, field="deciders"),
    }
    there = set(opening.members.values_list("member", flat=True))
    _write_members(opening, roles)
    _confirm(opening, Part.TEAM)
    _record(opening, by, "opening.team-saved", now)
    if opening.state == Opening.State.OPEN:
        new = {one.pk: one for people in roles.values() for one in people if one.pk not in {*there, by.pk}}
        _mail_team(new.values(), opening, now)


@transaction.atomic
def open_opening(*, opening: Opening, by: Membership, now: dt.datetime) -> Opening:
    """Open a draft for candidates. Refused while anything is missing, or its last day is over."""
    opening = _draft(opening, by)
    if lacking(facts_of(opening)):
        raise Refused(_("Some parts are not done yet, so it was not opened."))
    if opening.is_over(now):
        raise Refused(_("The last day to answer is over. Choose a later one, then open it."))
    _go_on(opening, Opening.State.OPEN)
    opening.opened_at = now
    opening.save(update_fields=["state", "opened_at"])
    _record(opening, by, "opening.opened", now)
    others = Membership.objects.filter(pk__in=opening.members.values("member")).exclude(pk=by.pk)
    _mail_team(list(others.select_related("user").order_by("pk")), opening, now)
    return opening


@transaction.atomic
def close_opening(*, opening: Opening, by: Membership, now: dt.datetime) -> None:
    """Close before its last day or after: nobody is invited or answers any more. A second time nothing."""
    opening = _held(opening, by)
    if opening.state == Opening.State.CLOSED:
        return
    if opening.state == Opening.State.DRAFT:
        raise Refused(_("This opening was never open, so there is nothing to close."))
    _go_on(opening, Opening.State.CLOSED)
    opening.closed_at = now
    opening.save(update_fields=["state", "closed_at"])
    _record(opening, by, "opening.closed", now)


def day_after(day: dt.date, zone: str) -> dt.datetime:
    """The moment at which this day ends in this zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=ZoneInfo(zone)).astimezone(
        dt.UTC
    )


def _held(opening: Opening, by: Membership) -> Opening:
    """Held until the transaction ends. Opening.DoesNotExist outside the scope."""
    check_hire(by)
    found: Opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    return found


def _draft(opening: Opening, by: Membership) -> Opening:
    held = _held(opening, by)
    if held.state != Opening.State.DRAFT:
        raise Refused(_("This opening is open, so this part stays as it is: everybody is asked the same."))
    return held


def _guide(opening: Opening, version: int, by: Membership) -> tuple[OpeningGuide, Guide]:
    """The guide of a draft, in the version that was seen."""
    held = _draft(opening, by).own_guide
    if held.version != version:
        raise Refused(_("The guide was changed in another window. Look at it as it is now."))
    return held, guide_of_document(held.document)


def _write_guide(held: OpeningGuide, before: Guide, after: Guide, by: Membership, now: dt.datetime) -> None:
    """Another version; what was changed has to be read through again."""
    changed = changed_parts(before, after)
    held.version += 1
    held.document = document_of(after) | {"version": held.version}
    held.confirmed = [one for one in held.confirmed if one not in changed]
    held.confirmed_at = held.confirmed_by = None
    held.save()
    _record(held.opening, by, "opening.guide-changed", now)


def _refuse_faults(rule: Rule, asked: Guide) -> None:
    """What the form has told apart already, for whoever comes another way."""
    found = faults(rule, [one.code for one in asked.competencies])
    if "parts" in found:
        raise Refused(_("The rule weighs each competency of the guide, and no other."))
    if {"sum", "weight"} & set(found):
        raise Refused(_("The weights together are 100, and none is below 0."))
    if found:
        raise Refused(_("What is enough lies between 1 and 5, as the ratings do."))


def _confirm(opening: Opening, part: Part, *fields: str) -> None:
    """Somebody has looked at this part and saved it."""
    opening.confirmed = [one.value for one in Part if one.value in {*opening.confirmed, part.value}]
    opening.save(update_fields=["confirmed", *fields])


def _write_stages(opening: Opening, stages: Iterable[StageText]) -> None:
    """All of them anew: nobody has passed a stage of a draft."""
    opening.stages.all().delete()
    OpeningStage.objects.bulk_create(
        OpeningStage(
            organisation_id=opening.organisation_id,
            opening=opening,
            position=position,
            kind=one.kind,
            name=one.name,
        )
        for position, one in enumerate(stages, start=1)
    )


def _write_members(opening: Opening, roles: Mapping[OpeningMember.Role, Iterable[Membership]]) -> None:
    opening.members.all().delete()
    OpeningMember.objects.bulk_create(
        OpeningMember(organisation_id=opening.organisation_id, opening=opening, member=one, role=role)
        for role, people in roles.items()
        for one in people
    )


def _colleagues(addresses: Sequence[str], *, field: str) -> list[Membership]:
    """The members with these addresses. Refused where one has none, or nobody is named."""
    if not addresses:
        raise Refused(_("Name at least one person."), field=field)
    wanted = [one.strip().lower() for one in addresses]
    found = Membership.objects.filter(closed_at=None, user__email__in=wanted).select_related("user")
    people = {one.user.email: one for one in found}
    for one in wanted:
        if one not in people:
            told = _("Nobody of your organisation has the address %(address)s.")
            raise Refused(told % {"address": one}, field=field)
    return [people[one] for one in dict.fromkeys(wanted)]


def _mail_team(people: Iterable[Membership], opening: Opening, now: dt.datetime) -> None:
    """Tell them where the opening is: its page stands in nobody's menu but HR's."""
    link = settings.PUBLIC_URL + reverse("hiring:opening", args=[opening.pk])
    for one in people:
        post_mail(to=one.user.email, template=ASSIGNED_MAIL, context={"link": link}, now=now)


def _go_on(opening: Opening, state: Opening.State) -> None:
    """ValueError for a step that the table of transitions does not have."""
    if state not in OPENING_TRANSITIONS[Opening.State(opening.state)]:
        raise ValueError(f"An opening does not go from {opening.state} to {state}.")
    opening.state = state


def _record(opening: Opening, by: Membership, act: str, now: dt.datetime) -> None:
    record(organisation=by.organisation, actor=by, act=act, kind="opening", object_id=opening.pk, now=now)
