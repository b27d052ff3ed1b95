"""What the rule says, in a word and a sentence, with the arithmetic as rows of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hiring.guide import Guide
from hiring.numbers import NONE, mean_of
from hiring.openings.rule import Line, Outcome
from hiring.openings.ties import QUESTION, TIES
from hiring.talks.queries.ruling import Ruling


@dataclass(frozen=True)
class RulingPage:
    """What the rule says in a word and a sentence, and the arithmetic as rows of a table."""

    outcome: str
    sentence: str
    rows: tuple[tuple[str, ...], ...]
    total: str
    fixed: str
    ties: str


def ruling_page(found: Ruling, guide: Guide) -> RulingPage | None:
    """The rule over one candidate's cards; None where no rule was fixed."""
    fixed, evaluation = found.fixed, found.evaluation
    if fixed is None or evaluation is None:
        return None
    names = {one.code: one.name for one in guide.competencies}
    total = _("%(total)s of 5; %(enough)s is enough") % {
        "total": mean_of(evaluation.total, fixed.rule.enough),
        "enough": mean_of(fixed.rule.enough),
    }
    return RulingPage(
        outcome_words(evaluation.outcome),
        _outcome_sentence(evaluation.outcome),
        tuple(
            _rule_row(names.get(line.part.code, line.part.code), line, found.left_out.get(line.part.code, ()))
            for line in evaluation.lines
        ),
        _("none, as a part has no rating") if evaluation.total is None else total,
        _("Version %(number)s, fixed by %(name)s") % {"number": fixed.number, "name": fixed.by},
        _("%(when)s: %(what)s.") % {"when": QUESTION, "what": TIES[fixed.rule.ties]},
    )


def outcome_words(outcome: Outcome) -> str:
    return {
        Outcome.MEETS: _("Meets it"),
        Outcome.DOES_NOT: _("Does not meet it"),
        Outcome.CANNOT_BE_TOLD: _("Cannot be told"),
    }[outcome]


def _outcome_sentence(outcome: Outcome) -> str:
    return {
        Outcome.MEETS: _("Every part reaches what was fixed as enough, and so do all together."),
        Outcome.DOES_NOT: _("A part, or all together, stays below what was fixed as enough."),
        Outcome.CANNOT_BE_TOLD: _("Nobody could rate one of the parts, so the rule says nothing."),
    }[outcome]


def _rule_row(name: str, line: Line, left_out: Sequence[int]) -> tuple[str, ...]:
    told = {True: _("enough"), False: _("not enough"), None: _("cannot be told")}[line.is_enough]
    return (
        name,
        _ratings_words(line.ratings, left_out),
        mean_of(line.mean, line.part.least),
        mean_of(line.part.least),
        f"{line.part.weight} %",
        told,
    )


def _ratings_words(counted: Sequence[int], left_out: Sequence[int]) -> str:
    """The ratings that count; of the others why they do not."""
    told = ", ".join(map(str, counted)) or NONE
    if not left_out:
        return told
    return _("%(counted)s (not counted: %(left_out)s; could not tell when the card was locked)") % {
        "counted": told,
        "left_out": ", ".join(map(str, left_out)),
    }
