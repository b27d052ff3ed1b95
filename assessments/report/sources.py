"""Whose figures a report was reckoned with, in sentences: published ones, or the organisation's then."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.basis import Source
from assessments.instruments import component
from assessments.models import ComponentScore
from assessments.queries import basis_kept
from assessments.report.wording import in_words


@dataclass(frozen=True)
class Sources:
    """`told` is for every reader and "" where all is published; the others stand beside the formulas."""

    told: str
    errors: str
    ranges: tuple[str, ...]


def sources(scores: Sequence[ComponentScore]) -> Sources:
    """Of one report. Its scores were stored at once, so at most one telling stands behind its ranges."""
    local = next((one for one in map(_local, scores) if one), None)
    if local is None:
        return Sources(
            told="",
            errors=_("Alpha is the published one of the scale, SD an assumption."),
            ranges=(_around_the_score(),),
        )
    published = [_(component(row.component).name) for row in scores if row.mean is None]
    return Sources(told=_told(local), errors=_errors(local, published), ranges=_ranges(published))


def retest_source(scores: Sequence[ComponentScore]) -> str:
    """What a change was judged with, as the end of a sentence."""
    found = next((one for one in map(_local_retest, scores) if one), None)
    if found is None:
        return _("where r is .75, or alpha if that is lower")
    return _(
        "where r is how the first and second scores of %(persons)s people of your organisation go together "
        "(answers before %(day)s), or alpha if that is lower"
    ) % _values(found)


def has_local_retest(scores: Sequence[ComponentScore]) -> bool:
    return any(row.retest_persons is not None for row in scores)


def _told(source: Source) -> str:
    return _(
        "The ranges of this report rest on the answers of %(persons)s people of your organisation, all given "
        "before %(day)s. The report keeps them: later answers change nothing here."
    ) % _values(source)


def _errors(source: Source, published: list[str]) -> str:
    own = _(
        "Alpha, SD and the mean of a part are those of %(persons)s people of your organisation (answers "
        "before %(day)s)."
    ) % _values(source)
    if not published:
        return own
    other = _("For %(names)s alpha is the published one, SD an assumption, and there is no mean.") % {
        "names": get_text_list(published, _("and"))
    }
    return f"{own} {other}"


def _ranges(published: list[str]) -> tuple[str, ...]:
    drawn_in = _(
        "A very high or very low score is more often luck than one in the middle. So the ranges lie around "
        "mean + r × (score − mean), where r is alpha, or less where statements were left out. A range that "
        "fits is ± 1.96 × √r × SEM wide, for a second try soon ± 1.96 × √(1 + r) × SEM."
    )
    if not published:
        return (drawn_in,)
    return (drawn_in, _("Without a mean:"), _around_the_score())


def _around_the_score() -> str:
    return _("A range that fits is the score ± 1.96 × SEM. For a second try soon it is √2 times as wide.")


def _local(row: ComponentScore) -> Source | None:
    return basis_kept(row, row.asked).local


def _local_retest(row: ComponentScore) -> Source | None:
    return basis_kept(row, row.asked).local_retest


def _values(source: Source) -> dict[str, str | int]:
    return {"persons": source.persons, "day": in_words(source.until)}
