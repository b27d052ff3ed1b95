"""What an opening still lacks before it can open: the task list. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The tasks, in the order of the page."""

    JOB = "job"
    STAGES = "stages"
    GUIDE = "guide"
    RULE = "rule"
    TOLD = "told"
    TEAM = "team"


class Status(StrEnum):
    """Where a task stands. To confirm: the starter has filled it, and nobody has said that it fits."""

    DONE = "done"
    TO_CONFIRM = "to-confirm"
    TO_DO = "to-do"
    BLOCKED = "blocked"


# Saved by a form as a whole; guide and rule know by themselves whether they stand.
BY_FORM = (Part.JOB, Part.STAGES, Part.TOLD, Part.TEAM)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is there: which parts were saved, which of them hold something already, guide and rule."""

    confirmed: Collection[str]
    filled: Collection[str]
    competencies: tuple[str, ...]
    read_through: Collection[str]
    weighed: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    part: Part
    status: Status


def tasks(facts: Facts) -> tuple[Task, ...]:
    """Every task with where it stands."""
    return tuple(Task(part, _status(part, facts)) for part in Part)


def lacking(facts: Facts) -> tuple[Part, ...]:
    """What keeps the opening from being opened."""
    return tuple(task.part for task in tasks(facts) if task.status is not Status.DONE)


def _status(part: Part, facts: Facts) -> Status:
    if part in BY_FORM:
        return _by_form(part, facts)
    guide = _guide(facts)
    if part is Part.GUIDE:
        return guide
    if guide is not Status.DONE:
        return Status.BLOCKED
    # A rule that was fixed for other competencies weighs what is no longer asked.
    return Status.DONE if facts.weighed == facts.competencies else Status.TO_DO


def _by_form(part: Part, facts: Facts) -> Status:
    if part in facts.confirmed:
        return Status.DONE
    return Status.TO_CONFIRM if part in facts.filled else Status.TO_DO


def _guide(facts: Facts) -> Status:
    if not facts.competencies:
        return Status.TO_DO
    whole = set(facts.competencies) <= set(facts.read_through)
    return Status.DONE if whole else Status.TO_CONFIRM
