"""How far interviewers agree, and how mildly each rates, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hiring.numbers import NONE, number, signed
from hiring.talks.agreeing import Agreement, Leniency
from hiring.talks.queries.agreement import AgreementPage


@dataclass(frozen=True)
class AgreementTable:
    """For HR, in words: how far interviewers agree by competency, and each one's leniency by name.

    Of the agreement only the columns in which something may be told already; none below every floor.
    """

    candidates: int
    counted: int
    header: tuple[str, ...]
    agreement: tuple[tuple[str, ...], ...]
    leniency: tuple[tuple[str, str], ...]


def agreement_table(found: AgreementPage) -> AgreementTable:
    """The figures of HR's page, each in words where it may be shown."""
    header = (
        _("Part"),
        _("Candidates"),
        _("Agreement about one candidate (rwg)"),
        _("One interviewer (ICC)"),
        _("Mean of them (ICC)"),
        _("Correlations over"),
    )
    rows = [_agreement_row(name, one) for name, one in found.agreement]
    told = max((place for row in rows for place, cell in enumerate(row) if cell != NONE), default=0)
    columns = len(header) if told > 2 else told + 1
    return AgreementTable(
        found.candidates,
        found.counted,
        header[:columns],
        tuple(row[:columns] for row in rows) if columns > 2 else (),
        tuple((name, _leniency_words(one)) for name, one in found.leniency),
    )


def _agreement_row(name: str, one: Agreement) -> tuple[str, ...]:
    found = one.correlation
    over = NONE
    if found is not None:
        over = _("%(candidates)s candidates, %(raters)s interviewers") % {
            "candidates": found.candidates,
            "raters": found.raters,
        }
    figures = (found.one, found.all) if found else (None, None)
    return (name, str(one.candidates), number(one.rwg), *(number(each) for each in figures), over)


def _leniency_words(one: Leniency) -> str:
    rated = ngettext(
        "%(n)s candidate rated beside others", "%(n)s candidates rated beside others", one.candidates
    ) % {"n": one.candidates}
    if one.difference is None:
        return _("%(rated)s: too few to tell.") % {"rated": rated}
    if one.low is None or one.high is None:
        told = _(
            "%(rated)s: %(points)s points against the others with each of them, so a range cannot be told."
        )
        return told % {"rated": rated, "points": signed(one.difference)}
    words = {
        "rated": rated,
        "points": signed(one.difference),
        "low": signed(one.low),
        "high": signed(one.high),
    }
    if one.low <= 0 <= one.high:
        return (
            _(
                "%(rated)s: %(points)s points against the others, likely between %(low)s and %(high)s. That "
                "may be chance."
            )
            % words
        )
    return _("%(rated)s: %(points)s points against the others, likely between %(low)s and %(high)s.") % words
