"""What the pages of an opening's parts show, as frozen dataclasses."""

import datetime as dt
from dataclasses import dataclass

from hiring.guide import Competency, Guide, Question, guide, guide_of_document
from hiring.models import Opening, OpeningGuide, OpeningMember, RuleVersion
from hiring.openings.readiness import Facts, Part, Task, lacking, tasks
from hiring.openings.rule import Rule, rule_of_document
from people.prepared import Given, Prepared


@dataclass(frozen=True)
class TaskList:
    """Where each part of a draft stands; `is_ready`: it can be opened."""

    tasks: tuple[Task, ...]
    is_ready: bool

    @property
    def done(self) -> int:
        return sum(task.status.value == "done" for task in self.tasks)


@dataclass(frozen=True)
class GuidePart:
    """A competency with its questions, and whether somebody has read them through."""

    about: Competency
    questions: tuple[Question, ...]
    is_confirmed: bool


@dataclass(frozen=True)
class GuidePage:
    """A draft's own guide; `version` is what its forms carry."""

    guide: Guide
    version: int
    parts: tuple[GuidePart, ...]


@dataclass(frozen=True)
class FixedRule:
    """One version of the rule."""

    number: int
    rule: Rule
    hash: str
    at: dt.datetime
    by: str
    reason: str


@dataclass(frozen=True)
class TeamPage:
    """The addresses of who talks with candidates and of who decides."""

    interviewers: tuple[str, ...]
    deciders: tuple[str, ...]


def guide_of(opening: Opening) -> Guide:
    """The opening's own guide, or the released one that it was made with before openings had their own.

    No query where the opening was loaded with `own_guide`.
    """
    own: OpeningGuide | None = getattr(opening, "own_guide", None)
    if own is None:
        return guide(opening.guide_key, opening.guide_version)
    return guide_of_document(own.document)


def facts_of(opening: Opening) -> Facts:
    """What is there of a draft."""
    own = OpeningGuide.objects.get(opening=opening)
    rules = fixed_rules(opening)
    filled = {Part.STAGES, Part.TEAM}
    if opening.needs:
        filled.add(Part.JOB)
    if opening.notice:
        filled.add(Part.TOLD)
    return Facts(
        confirmed=frozenset(opening.confirmed),
        filled=frozenset(filled),
        competencies=tuple(one.code for one in guide_of_document(own.document).competencies),
        read_through=frozenset(own.confirmed),
        weighed=tuple(part.code for part in rules[0].rule.parts) if rules else None,
    )


def task_list(opening: Opening) -> TaskList:
    """The task list of a draft, in two queries."""
    facts = facts_of(opening)
    return TaskList(tasks(facts), not lacking(facts))


def guide_page(opening: Opening) -> GuidePage:
    """A draft's guide, competency by competency."""
    own = OpeningGuide.objects.get(opening=opening)
    asked = guide_of_document(own.document)
    parts = tuple(
        GuidePart(one, asked.about(one.code), one.code in own.confirmed) for one in asked.competencies
    )
    return GuidePage(asked, own.version, parts)


def fixed_rules(opening: Opening) -> tuple[FixedRule, ...]:
    """All versions of the rule, the one that holds first."""
    rows = _rules(opening=opening.pk)
    return tuple(
        FixedRule(
            row.number,
            rule_of_document(row.document),
            row.hash,
            row.fixed_at,
            row.fixed_by.user.name,
            row.reason,
        )
        for row in rows
    )


def team_page(opening: Opening) -> TeamPage:
    """Who talks and who decides, by address."""
    rows = list(
        OpeningMember.objects.filter(opening=opening)
        .order_by("member__user__email")
        .values_list("role", "member__user__email")
    )
    return TeamPage(
        tuple(email for role, email in rows if role == OpeningMember.Role.INTERVIEWER),
        tuple(email for role, email in rows if role == OpeningMember.Role.DECIDER),
    )


_OPENING = Given("opening", Opening)
_rules: Prepared[RuleVersion] = Prepared(
    lambda: RuleVersion.objects.filter(opening=_OPENING).select_related("fixed_by__user").order_by("-number")
)
