"""The report in words and pictures: sentences from readings, charts in their frames, files of the numbers."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments import Component, component
from assessments.meaning import MEANINGS, lean
from assessments.models import ComponentScore
from assessments.offer import RETAKE_AFTER
from assessments.psychometrics.intervals import retest_range
from assessments.queries import Take, takes
from assessments.reading import ComponentReading, Reading, Spoken, whole
from charts.frame import Chart, Figure2
from charts.profile import ProfileRow, draw_profile
from charts.progress import ProgressPanel, draw_progress
from charts.progress import Take as Dot
from people.models import Membership
from people.sealed_cache import remembered

_TEMPLATES = (
    "assessments/report_body.html",
    "components/chart.html",
    "components/table.html",
    "components/empty.html",
)
NO_SCORE = "–"


@dataclass(frozen=True)
class Part:
    """One component of the report, all in sentences."""

    name: str
    token: str
    asks: str
    says: str
    ranges: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ReportPage:
    """The page. A chart is None where there is nothing to draw; it was taken `times` times so far."""

    title: str
    day: str
    profile: Chart | None
    progress: Chart | None
    times: int
    useful_day: str
    parts: tuple[Part, ...]
    figures_header: tuple[str, ...]
    figures: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Report:
    """What the page is made of: the day in words, and everything below the heading as HTML."""

    day: str
    body: SafeString


def report(owner: Membership, sitting_id: UUID, finished: Sequence[UUID]) -> Report:
    """The report on one of her finished sittings, from her sealed cache where it has been asked for before.

    `finished` are all of hers, oldest first: the picture of progress changes with them. Her time zone and the
    end of her day decide which days are named. What is drawn and said rests on nothing else but the code, so
    a cold one costs a second and a warm one a look-up.
    """
    days = (owner.user.time_zone, owner.user.day_ends_at)
    kept = remembered(
        owner,
        "assessments.report",
        (_code_version(), static("icons.svg"), *days, sitting_id, *finished),
        lambda: _render(owner, sitting_id),
    )
    # Ours as it was rendered: the cache is sealed, so nobody else has written it.
    return Report(day=kept["day"], body=mark_safe(kept["body"]))  # noqa: S308


def _render(owner: Membership, sitting_id: UUID) -> dict[str, str]:
    history = takes(owner)
    page = report_page(next(take for take in history if take.id == sitting_id), history)
    body = render_to_string("assessments/report_body.html", {"page": page, "sitting_id": sitting_id})
    return {"day": page.day, "body": body}


@cache
def _code_version() -> str:
    """A hash of all that makes a report: code, texts, templates. What was kept of older ones is not used."""
    here = Path(__file__).parent
    rooms = (here, here.parent / "charts", *map(Path, settings.LOCALE_PATHS))
    templates = [Path(get_template(name).origin.name) for name in _TEMPLATES]  # type: ignore[attr-defined]
    files = [path for room in rooms for path in room.rglob("*") if path.suffix in {".py", ".toml", ".mo"}]
    digest = hashlib.sha256()
    for path in sorted([*files, *templates]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def report_page(take: Take, history: Sequence[Take]) -> ReportPage:
    """The report on one sitting, with the history it is part of."""
    return ReportPage(
        title=take.instrument.title,
        day=in_words(take.day),
        profile=_profile(take),
        progress=_progress(history),
        times=len(history),
        useful_day=in_words(history[-1].day + RETAKE_AFTER),
        parts=tuple(_part(one) for one in take.reading.components),
        figures_header=figures_header(),
        figures=tuple(_figures(row) for row in take.scores),
    )


def in_words(day: dt.date) -> str:
    return date_format(day, "j F Y")


# --- profile --------------------------------------------------------------------------------------


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
        "range": _span(reading.likely_spoken),
    }
    second = _("Taken again soon, anything from %(range)s would be no surprise.") % {
        "range": _span(reading.retest_spoken)
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


def _profile(take: Take) -> Chart | None:
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
        how_to_read=_(
            "Each mark is your score, from 0 to 100. The thin line is a range that fits your answers, "
            "the thick line its inner part. Do not rank parts whose thin lines overlap. More is not "
            "always better."
        ),
        caption=_("Scores of the five parts and their ranges, answers of %(day)s")
        % {"day": in_words(take.day)},
        header=profile_header(),
        rows=profile_rows(take),
        csv=f"profile-{take.day:%Y-%m-%d}.csv",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _profile_row(one: ComponentReading) -> tuple[str, ...]:
    answered = _("%(answered)s of %(asked)s") % {"answered": one.answered, "asked": one.asked}
    if one.reading is None:
        return (_(one.component.name), *[NO_SCORE] * 4, answered)
    inner = one.reading.inner
    return (
        _(one.component.name),
        str(one.reading.spoken),
        _("%(low)s to %(high)s") % {"low": whole(inner.low), "high": whole(inner.high)},
        _span(one.reading.likely_spoken),
        _span(one.reading.retest_spoken),
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


# --- progress -------------------------------------------------------------------------------------


def progress_header(history: Sequence[Take]) -> tuple[str, ...]:
    return (_("Taken on"), *(_(one.component.name) for one in history[0].reading.components))


def progress_rows(history: Sequence[Take]) -> tuple[tuple[str, ...], ...]:
    """A row a sitting, then the ends of the band."""
    rows = [
        (in_words(take.day), *(_shown(one.reading) for one in take.reading.components)) for take in history
    ]
    bands = _bands(history)
    lows = (_("Band from"), *(NO_SCORE if band is None else str(whole(band[0])) for band in bands))
    highs = (_("Band to"), *(NO_SCORE if band is None else str(whole(band[1])) for band in bands))
    return (*rows, lows, highs)


def progress_sentence(history: Sequence[Take]) -> str:
    """Each part's first and last score. No verdict: the band is the comparison."""
    first, last = history[0], history[-1]
    moves = [
        _("%(name)s from %(before)s to %(after)s")
        % {"name": _(before.component.name), "before": before.reading.spoken, "after": after.reading.spoken}
        for before, after in zip(first.reading.components, last.reading.components, strict=True)
        if before.reading and after.reading
    ]
    band = _("The band shows how much the questionnaire's own error could move a score.")
    if not moves:
        return band
    went = _("In %(time)s your scores went: %(moves)s.") % {
        "time": _time_between(first.day, last.day),
        "moves": "; ".join(moves),
    }
    return f"{went} {band}"


def _time_between(first: dt.date, last: dt.date) -> str:
    days = (last - first).days
    if days < 14:
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return ngettext("%(n)s week", "%(n)s weeks", round(days / 7)) % {"n": round(days / 7)}


def _progress(history: Sequence[Take]) -> Chart | None:
    drawn = _draw_progress(history)
    if drawn is None:
        return None
    period = {"first": in_words(history[0].day), "last": in_words(history[-1].day)}
    return Chart(
        chart_id="progress",
        finding=_("Your scores from %(first)s to %(last)s") % period,
        sentence=progress_sentence(history),
        how_to_read=_(
            "Each dot is one time you answered, on a scale from 0 to 100. The band lies around your first "
            "score. A dot inside it says nothing about change. A smaller real change could hide in the band."
        ),
        caption=_("Scores of the five parts each time, and the band, %(first)s to %(last)s") % period,
        header=progress_header(history),
        rows=progress_rows(history),
        csv="progress.csv",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _draw_progress(history: Sequence[Take]) -> Figure2 | None:
    if len(history) < 2 or not any(one.reading for take in history for one in take.reading.components):
        return None
    bands = _bands(history)
    panels = [
        ProgressPanel(
            code=one.component.token,
            name=_(one.component.name),
            scores=tuple(_points(take.reading.components[place].reading) for take in history),
            shown=tuple(_shown(take.reading.components[place].reading) for take in history),
            band=bands[place],
            note=_("Too few answers"),
        )
        for place, one in enumerate(history[0].reading.components)
    ]
    return draw_progress(
        chart_id="progress",
        takes=[Dot(take.day, date_format(take.day, "j M Y")) for take in history],
        panels=panels,
        dot_means=_("One time you answered"),
        band_means=_("How much the questionnaire's own error could move your first score"),
    )


def _bands(history: Sequence[Take]) -> list[tuple[float, float] | None]:
    """Around the first score, with the error of change that was stored with the last sitting."""
    bands: list[tuple[float, float] | None] = []
    for before, after in zip(history[0].scores, history[-1].scores, strict=True):
        error = after.sem_of_change or before.sem_of_change
        if before.points is None or error is None:
            bands.append(None)
            continue
        band = retest_range(before.points, error)
        bands.append((band.low, band.high))
    return bands


# --- parts ----------------------------------------------------------------------------------------


def _part(one: ComponentReading) -> Part:
    meaning, name = MEANINGS[one.component.code], _(one.component.name)
    if one.reading is None:
        return Part(name, one.component.token, _(meaning.asks), "", "", (_too_few(one),))
    return Part(
        name=name,
        token=one.component.token,
        asks=_(meaning.asks),
        says=_(meaning.says[lean(one.reading)]),
        ranges=_(
            "Your answers put %(name)s at %(score)s out of 100. The questionnaire is not exact: a range "
            "that fits your answers is %(range)s. If you took it again soon, a score anywhere from "
            "%(retest)s would be no surprise."
        )
        % {
            "name": name,
            "score": one.reading.spoken,
            "range": _span(one.reading.likely_spoken),
            "retest": _span(one.reading.retest_spoken),
        },
        notes=_notes(one, one.reading),
    )


def _notes(one: ComponentReading, reading: Reading) -> tuple[str, ...]:
    notes = []
    if reading.retest_spoken.clipped_low or reading.likely_spoken.clipped_low:
        notes.append(_("The scale begins at 0, so a range that would reach below it stops there."))
    if reading.retest_spoken.clipped_high or reading.likely_spoken.clipped_high:
        notes.append(_("The scale ends at 100, so a range that would reach above it stops there."))
    if one.answered < one.asked:
        notes.append(
            _("You answered %(answered)s of the %(asked)s statements, so the ranges are wider.")
            % {"answered": one.answered, "asked": one.asked}
        )
    return tuple(notes)


def _too_few(one: ComponentReading) -> str:
    return _(
        "There is no score for this part: you answered %(answered)s of its %(asked)s statements, and at "
        "least %(least)s are needed."
    ) % {"answered": one.answered, "asked": one.asked, "least": -(-one.asked // 2)}


# --- figures and files ----------------------------------------------------------------------------


def figures_header() -> tuple[str, ...]:
    return (
        _("Part"),
        _("Answered"),
        _("Mean, 1 to 5"),
        _("Score"),
        _("Alpha"),
        _("Spread (SD)"),
        _("Error (SEM)"),
    )


def profile_csv_rows(take: Take) -> list[tuple[Any, ...]]:
    """Numbers in columns of their own: the whole ones of the page, then the exact ones behind them."""
    header = (
        *("part", "score", "inner_from", "inner_to", "range_from", "range_to", "again_from", "again_to"),
        *("answered", "asked", "exact_score", "sem", "alpha", "sd"),
    )
    pairs = zip(take.reading.components, take.scores, strict=True)
    return [header, *(_csv_row(one, row) for one, row in pairs)]


def _csv_row(one: ComponentReading, row: ComponentScore) -> tuple[Any, ...]:
    spoken: tuple[Any, ...] = ("",) * 7
    if one.reading:
        inner, likely, again = one.reading.inner, one.reading.likely_spoken, one.reading.retest_spoken
        ends = (whole(inner.low), whole(inner.high), likely.low, likely.high, again.low, again.high)
        spoken = (one.reading.spoken, *ends)
    return (_(one.component.name), *spoken, row.answered, row.asked, row.points, row.sem, row.alpha, row.sd)


def _figures(row: ComponentScore) -> tuple[str, ...]:
    answered = _("%(answered)s of %(asked)s") % {"answered": row.answered, "asked": row.asked}
    name = _(component(row.component).name)
    if row.points is None or row.sem is None:
        return (name, answered, NO_SCORE, NO_SCORE, f"{row.alpha:.2f}", f"{row.sd:.2f}", NO_SCORE)
    mean = 1 + row.points / 25
    return (
        *(name, answered, f"{mean:.2f}", f"{row.points:.1f}"),
        *(f"{row.alpha:.2f}", f"{row.sd:.2f}", f"{row.sem:.1f}"),
    )


def _points(reading: Reading | None) -> float | None:
    return None if reading is None else reading.points


def _shown(reading: Reading | None) -> str:
    return NO_SCORE if reading is None else str(reading.spoken)


def _span(spoken: Spoken) -> str:
    return _("%(low)s to %(high)s") % {"low": spoken.low, "high": spoken.high}
