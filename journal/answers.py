"""What the answers of the family say in words: no cause, no more than was found, and what was asked."""

from collections.abc import Iterable, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.patterns.family import FLOOR, Subject
from journal.patterns.findings import Answer, NextStep
from journal.patterns.sentences import Finding, tells_apart
from journal.words import technique_name, trigger_name

SAID = 3
_ON_TECHNIQUES = (Subject.AFTER_TECHNIQUE, Subject.BESIDE_NOTHING)


def said_first(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Of those that may be said the three that chance explains least; equals keep their order."""
    claimed = (one for one in answers if one.is_claimed)
    return tuple(sorted(claimed, key=lambda one: one.p or 0.0)[:SAID])


def sentence(answer: Answer, answers: Sequence[Answer]) -> str:
    """What was found. `answers` are all of the family, for what one says of another."""
    return _sentence(answer, told_apart=tells_apart(answers))


def finding_sentence(finding: Finding) -> str:
    """The same of what was found before, in the language of whoever reads it now."""
    return _sentence(finding.answer, told_apart=finding.told_apart)


def _sentence(answer: Answer, *, told_apart: bool) -> str:
    match answer.question.subject:
        case Subject.TIME_OF_TRIGGER:
            return _time_of_trigger(answer)
        case Subject.STRENGTH_OF_TRIGGER:
            return _strength_of_trigger(answer)
        case Subject.STRENGTH_BY_TIME:
            return _strength_by_time(answer)
        case Subject.AFTER_TECHNIQUE:
            return _after_technique(answer, told_apart=told_apart)
        case _:
            return _beside_nothing(answer)


def interval(answer: Answer) -> str:
    """The difference and how far it may lie from what was found."""
    if answer.estimate is None:
        return ""
    low, high = sorted((abs(answer.estimate.low), abs(answer.estimate.high)))
    if answer.question.subject is Subject.TIME_OF_TRIGGER:
        return _("Difference in 100 moments: %(size)s, 95 %% interval %(low)s to %(high)s.") % {
            "size": _whole(abs(answer.estimate.effect)),
            "low": _whole(low),
            "high": _whole(high),
        }
    return _("Difference: %(size)s points, 95 %% interval %(low)s to %(high)s.") % {
        "size": _points(abs(answer.estimate.effect)),
        "low": _points(low),
        "high": _points(high),
    }


def plan_sentence(step: NextStep) -> str:
    """The beginning of an if-then plan, hers to finish."""
    told = {"trigger": trigger_name(step.trigger), "times": step.times}
    if step.technique is None:
        return (
            _(
                "“%(trigger)s” came up %(times)d times. A plan for it begins like this: “If it comes up, "
                "then I will …” You know best how it ends."
            )
            % told
        )
    return _(
        "“%(trigger)s” came up %(times)d times. A plan for it could be: “If it comes up, then I will "
        "try “%(technique)s”.”"
    ) % (told | {"technique": technique_name(step.technique)})


def question(answer: Answer) -> str:
    """What was asked, whatever came out."""
    told = {
        "name": _name(answer),
        "clock": answer.split.clock if answer.split else "",
    }
    match answer.question.subject:
        case Subject.TIME_OF_TRIGGER:
            return _("Does “%(name)s” come up more before or after %(clock)s?") % told
        case Subject.STRENGTH_OF_TRIGGER:
            return _("Is it stronger or weaker with “%(name)s”?") % told
        case Subject.STRENGTH_BY_TIME:
            return _("Is it stronger or weaker from %(clock)s on?") % told
        case Subject.AFTER_TECHNIQUE:
            return _("Is strength lower after “%(name)s”?") % told
        case _:
            return _("Does strength fall more with “%(name)s” than with “Nothing yet”?") % told


def outcome(answer: Answer) -> str:
    """Seen, too little to tell, or how many more moments it takes."""
    if answer.missing:
        return ngettext("%(many)d more needed", "%(many)d more needed", answer.missing) % {
            "many": answer.missing
        }
    return _("Seen") if answer.is_claimed else _("Too little to tell")


def nothing_said(answers: Sequence[Answer]) -> str:
    """Why no sentence stands here."""
    asked = askable(answers)
    if any(not one.missing for one in asked):
        return _(
            "Nothing stands out so far. What there is could be chance. That is a result, too: most "
            "weeks have no pattern."
        )
    return ngettext(
        "After %(many)d more moment there may be enough to compare. It takes %(floor)d moments with "
        "something and %(floor)d without it.",
        "After %(many)d more moments there may be enough to compare. It takes %(floor)d moments with "
        "something and %(floor)d without it.",
        least_missing(asked),
    ) % {"many": least_missing(asked), "floor": FLOOR}


def least_missing(answers: Sequence[Answer]) -> int:
    """How many more moments it takes at least until a first question can be asked: both sides count."""
    return min(
        max(0, FLOOR - one.having.times) + max(0, FLOOR - one.lacking.times) or one.missing for one in answers
    )


def askable(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Without questions on a trigger or technique that never came up."""
    return tuple(one for one in answers if one.code or one.question.subject is Subject.STRENGTH_BY_TIME)


def _time_of_trigger(answer: Answer) -> str:
    later = answer.estimate is not None and answer.estimate.effect > 0
    having, lacking = answer.having, answer.lacking
    times, others = round(having.mean * having.times), round(lacking.mean * lacking.times)
    told = {
        "trigger": _name(answer),
        "clock": answer.split.clock if answer.split else "",
        "times": times if later else having.times - times,
        "all": having.times,
        "others": others if later else lacking.times - others,
        "rest": lacking.times,
    }
    if later:
        return (
            _(
                "“%(trigger)s” came up more from %(clock)s on: %(times)d of %(all)d times, against "
                "%(others)d of your %(rest)d other moments."
            )
            % told
        )
    return (
        _(
            "“%(trigger)s” came up more before %(clock)s: %(times)d of %(all)d times, against %(others)d of "
            "your %(rest)d other moments."
        )
        % told
    )


def _strength_of_trigger(answer: Answer) -> str:
    told = _strengths(answer) | {"trigger": _name(answer)}
    if answer.having.mean > answer.lacking.mean:
        return (
            _(
                "With “%(trigger)s” it felt stronger: %(with)s of 5 on average, %(times)d times, against "
                "%(without)s in your %(rest)d other moments."
            )
            % told
        )
    return (
        _(
            "With “%(trigger)s” it felt weaker: %(with)s of 5 on average, %(times)d times, against "
            "%(without)s in your %(rest)d other moments."
        )
        % told
    )


def _strength_by_time(answer: Answer) -> str:
    told = _strengths(answer) | {"clock": answer.split.clock if answer.split else ""}
    if answer.having.mean > answer.lacking.mean:
        return (
            _(
                "From %(clock)s on it felt stronger: %(with)s of 5 on average, %(times)d times, against "
                "%(without)s in the %(rest)d moments before."
            )
            % told
        )
    return (
        _(
            "From %(clock)s on it felt weaker: %(with)s of 5 on average, %(times)d times, against "
            "%(without)s in the %(rest)d moments before."
        )
        % told
    )


def _after_technique(answer: Answer, *, told_apart: bool) -> str:
    said = _(
        "After “%(technique)s” strength was %(moved)s, %(times)d times. With “Nothing yet” it was "
        "%(nothing)s, %(rest)d times."
    ) % _changes(answer)
    return said if told_apart else _("%(said)s That is too little to tell the two apart.") % {"said": said}


def _beside_nothing(answer: Answer) -> str:
    return _(
        "With “%(technique)s” strength ended lower than with “Nothing yet”: %(moved)s than before, "
        "%(times)d times, against %(nothing)s, %(rest)d times."
    ) % _changes(answer)


def _changes(answer: Answer) -> dict[str, object]:
    return {
        "technique": _name(answer),
        "moved": _moved(answer.having.mean),
        "times": answer.having.times,
        "nothing": _moved(answer.lacking.mean),
        "rest": answer.lacking.times,
    }


def _moved(points: float) -> str:
    told = {"points": _points(abs(points))}
    if told["points"] == _points(0):
        return _("no points lower")
    return _("%(points)s points lower") % told if points < 0 else _("%(points)s points higher") % told


def _strengths(answer: Answer) -> dict[str, object]:
    return {
        "with": _points(answer.having.mean),
        "times": answer.having.times,
        "without": _points(answer.lacking.mean),
        "rest": answer.lacking.times,
    }


def _name(answer: Answer) -> str:
    if not answer.code:
        return ""
    on_technique = answer.question.subject in _ON_TECHNIQUES
    return technique_name(answer.code) if on_technique else trigger_name(answer.code)


def _points(value: float) -> str:
    return number_format(round(value, 1) or 0.0, 1)


def _whole(share: float) -> str:
    return number_format(round(100 * share), 0)
