"""This sitting beside the first one: a verdict for each part, in words, and the figures behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.instruments import COMPONENTS, Component
from assessments.models import ComponentScore
from assessments.queries import Take
from assessments.reading import whole
from assessments.report.sources import has_local_retest, retest_source
from assessments.report.wording import in_words, number
from assessments.verdicts import Verdict, began_far_out, verdicts

SMALLEST_P: Final = 0.001  # below, it is said to be smaller


@dataclass(frozen=True)
class Change:
    """One part: what can be said of it in a word or two, and in sentences."""

    name: str
    verdict: str
    says: str


@dataclass(frozen=True)
class Comparison:
    """Every verdict of the page. `far_out` tells of regression to the mean, "" where no score was extreme.

    `judged_with` is the end of the sentence on the error of change: what r is.
    """

    finding: str
    changes: tuple[Change, ...]
    far_out: str
    judged_with: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def comparison(history: Sequence[Take]) -> Comparison | None:
    """The last of these sittings beside the first; None where there is only one, or no part to compare."""
    if len(history) < 2:
        return None
    first, last = history[0], history[-1]
    found = verdicts(first.reading, last.reading, [row.sem_of_change for row in last.scores])
    caption = _("Figures of the comparison, %(first)s to %(last)s") % {
        "first": in_words(first.day),
        "last": in_words(last.day),
    }
    blank = _("There is no score for this part in one of the two reports.")
    return in_sentences(found, caption, blank, last.scores)


def in_sentences(
    found: Sequence[Verdict], caption: str, blank: str, scores: Sequence[ComponentScore]
) -> Comparison | None:
    """All verdicts of a page in words; `blank` says why a part has none. None where there is no verdict.

    `scores` are those whose stored retest the verdicts were reached with.
    """
    if not found:
        return None
    by_component = {one.component: one for one in found}
    local = has_local_retest(scores)
    retests = {row.component: number(row.retest, 2) for row in scores}
    return Comparison(
        finding=_finding(found),
        changes=tuple(_change(one, by_component, blank) for one in COMPONENTS),
        far_out=_far_out(found),
        judged_with=retest_source(scores),
        caption=caption,
        header=(*_header(), _("Retest")) if local else _header(),
        rows=tuple((*_row(one), retests[one.component.code]) if local else _row(one) for one in found),
    )


def _finding(found: Sequence[Verdict]) -> str:
    moved = [_(one.component.name) for one in found if one.beyond_error]
    if not moved:
        return _("These answers cannot tell whether anything changed")
    return _("More than the questionnaire’s own error would usually give: %(names)s") % {
        "names": get_text_list(moved, _("and"))
    }


def _change(component: Component, found: Mapping[Component, Verdict], blank: str) -> Change:
    name = _(component.name)
    if component not in found:
        return Change(name, _("nothing to compare"), blank)
    one = found[component]
    told = {"before": whole(one.before), "after": whole(one.after), "n": len(found)}
    says = f"{_judged(one) % told} {_('A smaller real change could hide in this range.')}"
    return Change(name, _("more than error") if one.beyond_error else _("cannot tell"), says)


def _judged(one: Verdict) -> str:
    if one.beyond_error:
        return _("From %(before)s to %(after)s: more than the questionnaire’s own error would usually give.")
    if one.is_reliable:
        return _(
            "From %(before)s to %(after)s: outside the band, but %(n)s parts are judged at once, and error "
            "alone moves one of them that far now and then."
        )
    return _("From %(before)s to %(after)s: within the range that the questionnaire’s own error gives.")


def _far_out(found: Sequence[Verdict]) -> str:
    names = [_(one.component.name) for one in found if began_far_out(one)]
    if not names:
        return ""
    return _(
        "Your first score lay near an end of the scale in: %(names)s. Such a score tends to lie nearer to "
        "the middle the next time, though nothing changed. So think twice before you call it a change."
    ) % {"names": get_text_list(names, _("and"))}


def _header() -> tuple[str, ...]:
    return (
        _("Part"),
        _("First"),
        _("Now"),
        _("Error of change (SEM)"),
        _("Statistic"),
        _("p"),
        _("p among all"),
    )


def _row(one: Verdict) -> tuple[str, ...]:
    return (
        _(one.component.name),
        number(one.before, 1),
        number(one.after, 1),
        number(one.sem, 2),
        number(one.statistic, 2),
        _p(one.p),
        _p(one.adjusted_p),
    )


def _p(p: float) -> str:
    return _("below %(p)s") % {"p": number(SMALLEST_P, 3)} if p < SMALLEST_P else number(p, 3)
