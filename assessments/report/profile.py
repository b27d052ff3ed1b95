"""The profile of five: its picture, its sentence, its table and its file."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.instruments import Component
from assessments.models import ComponentScore
from assessments.queries import Take
from assessments.reading import ComponentReading, whole
from assessments.report.wording import NO_SCORE, in_words, span
from charts.frame import Chart, Figure2
from charts.profile import ProfileRow, draw_profile


def profile_header() -> tuple[str, ...]:
    return (
        _("Part"),
        _("Score"),
        _("Thick line"),
        _("A range that fits your answers"),
        _("If you took it again soon"),
        _("Statements answered"),
    )


def profile_rows(take: Take) -> tuple[tuple[str, ...], ...]:
    return tuple(_profile_row(one) for one in take.reading.components)


def profile_sentence(take: Take) -> str:
    """The numbers of one part, and which parts can be told apart. For the eye and for the ear alike."""
    scored = [one for one in take.reading.components if one.reading]
    pairs = take.reading.far_apart
    told = pairs[0][0] if pairs else scored[0].component
    reading = next(one.reading for one in scored if one.component == told)
    assert reading is not None
    first = _("Your answers put %(name)s at %(score)s out of 100; a range that fits them is %(range)s.") % {
        "name": _(told.name),
        "score": reading.spoken,
        "range": span(reading.likely_spoken),
    }
    second = _("Taken again soon, anything from %(range)s would be no surprise.") % {
        "range": span(reading.retest_spoken)
    }
    return f"{first} {second} {_apart(pairs, len(scored))}".strip()


def _apart(pairs: Sequence[tuple[Component, Component]], scored: int) -> str:
    if scored < 2:
        return ""
    if not pairs:
        return _("No two parts are far enough apart to tell.")
    named = [_("%(top)s and %(low)s") % {"top": _(top.name), "low": _(low.name)} for top, low in pairs]
    if len(pairs) == scored * (scored - 1) // 2:
        return _("Far enough apart to tell: %(pairs)s.") % {"pairs": "; ".join(named)}
    if len(pairs) == 1:
        return _("%(pair)s are far enough apart to tell; the others overlap.") % {"pair": named[0]}
    shared = [one for one in pairs[0] if all(one in pair for pair in pairs)]
    if shared:
        others = [_(one.name) for pair in pairs for one in pair if one != shared[0]]
        return _("%(name)s and each of %(others)s are far enough apart to tell; the others overlap.") % {
            "name": _(shared[0].name),
            "others": get_text_list(others, _("and")),
        }
    return _("Far enough apart to tell: %(pairs)s. The others overlap.") % {"pairs": "; ".join(named)}


def profile_chart(take: Take) -> Chart | None:
    drawn = _draw_profile(take)
    if drawn is None:
        return None
    pairs = take.reading.far_apart
    finding = (
        _("%(top)s and %(low)s are far enough apart to tell")
        % {"top": _(pairs[0][0].name), "low": _(pairs[0][1].name)}
        if pairs
        else _("The ranges of your parts overlap")
    )
    return Chart(
        chart_id="profile",
        finding=finding,
        sentence=profile_sentence(take),
        how_to_read=_how_to_read(drawn_in=any(row.mean is not None for row in take.scores)),
        caption=_("Scores of the five parts and their ranges, answers of %(day)s")
        % {"day": in_words(take.day)},
        header=profile_header(),
        rows=profile_rows(take),
        csv=f"profile-{take.day:%Y-%m-%d}.csv",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _how_to_read(*, drawn_in: bool) -> str:
    marks = _(
        "Each mark is your score, from 0 to 100. The thin line is a range that fits your answers, "
        "the thick line its inner part. Do not rank parts whose thin lines overlap. More is not "
        "always better."
    )
    if not drawn_in:
        return marks
    return f"{marks} {_('The lines lie a little nearer to the mean of your organisation than the mark.')}"


def _profile_row(one: ComponentReading) -> tuple[str, ...]:
    answered = _("%(answered)s of %(asked)s") % {"answered": one.answered, "asked": one.asked}
    if one.reading is None:
        return (_(one.component.name), *[NO_SCORE] * 4, answered)
    inner = one.reading.inner
    return (
        _(one.component.name),
        str(one.reading.spoken),
        _("%(low)s to %(high)s") % {"low": whole(inner.low), "high": whole(inner.high)},
        span(one.reading.likely_spoken),
        span(one.reading.retest_spoken),
        answered,
    )


def _draw_profile(take: Take) -> Figure2 | None:
    if not any(one.reading for one in take.reading.components):
        return None
    rows = [_drawn_row(one) for one in take.reading.components]
    return draw_profile(chart_id="profile", rows=rows)


def _drawn_row(one: ComponentReading) -> ProfileRow:
    code, name = one.component.token, _(one.component.name)
    if one.reading is None:
        return ProfileRow(code, name, None, note=_("Too few answers"))
    likely, inner = one.reading.likely, one.reading.inner
    return ProfileRow(
        code,
        name,
        one.reading.points,
        range_95=(likely.low, likely.high),
        range_68=(inner.low, inner.high),
        shown=str(one.reading.spoken),
    )


def profile_csv_rows(take: Take) -> list[tuple[Any, ...]]:
    """Numbers in columns of their own: the whole ones of the page, then the exact ones behind them."""
    header = (
        *("part", "score", "inner_from", "inner_to", "range_from", "range_to", "again_from", "again_to"),
        *("answered", "asked", "exact_score", "sem", "alpha", "sd", "mean_here", "people", "until"),
    )
    pairs = zip(take.reading.components, take.scores, strict=True)
    return [header, *(_csv_row(one, row) for one, row in pairs)]


def _csv_row(one: ComponentReading, row: ComponentScore) -> tuple[Any, ...]:
    spoken: tuple[Any, ...] = ("",) * 7
    if one.reading:
        inner, likely, again = one.reading.inner, one.reading.likely_spoken, one.reading.retest_spoken
        ends = (whole(inner.low), whole(inner.high), likely.low, likely.high, again.low, again.high)
        spoken = (one.reading.spoken, *ends)
    exact = (row.points, row.sem, row.alpha, row.sd, row.mean, row.local_persons, row.local_until)
    return (_(one.component.name), *spoken, row.answered, row.asked, *exact)
