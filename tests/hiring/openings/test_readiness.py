"""The task list: what stands, what waits to be confirmed, what cannot start yet."""

from dataclasses import replace

from hiring.openings.readiness import Facts, Part, Status, lacking, tasks

WHOLE = Facts(
    confirmed=["job", "stages", "told", "team"],
    filled=["job", "stages", "told", "team"],
    competencies=("calm", "clear"),
    read_through=["calm", "clear"],
    weighed=("calm", "clear"),
)


def status(facts: Facts) -> dict[Part, Status]:
    return {task.part: task.status for task in tasks(facts)}


def test_nothing_is_lacking_when_every_part_was_confirmed() -> None:
    assert set(status(WHOLE).values()) == {Status.DONE}
    assert lacking(WHOLE) == ()


def test_what_the_starter_filled_waits_for_somebody_to_confirm_it() -> None:
    found = status(replace(WHOLE, confirmed=[], read_through=["calm"], weighed=None))
    assert found.pop(Part.RULE) is Status.BLOCKED
    assert set(found.values()) == {Status.TO_CONFIRM}


def test_without_the_starter_there_is_everything_to_do() -> None:
    empty = Facts(confirmed=[], filled=[], competencies=(), read_through=[], weighed=None)
    found = status(empty)
    assert found.pop(Part.RULE) is Status.BLOCKED
    assert set(found.values()) == {Status.TO_DO}
    assert lacking(empty) == tuple(Part)


def test_a_rule_for_other_competencies_has_to_be_fixed_again() -> None:
    assert lacking(replace(WHOLE, weighed=None)) == (Part.RULE,)
    assert lacking(replace(WHOLE, weighed=("calm",))) == (Part.RULE,)
    changed = replace(WHOLE, competencies=("calm", "kind"), read_through=["calm"])
    assert status(changed)[Part.GUIDE] is Status.TO_CONFIRM
    assert status(changed)[Part.RULE] is Status.BLOCKED
