"""Progress over the sittings: its picture, its sentence, its table."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.psychometrics.intervals import retest_range
from assessments.queries import Take
from assessments.reading import Reading, whole
from assessments.report.wording import NO_SCORE, in_words, shown, time_between
from assessments.verdicts import error_of_both
from charts.frame import Chart, Figure2
from charts.progress import ProgressPanel, draw_progress
from charts.progress import Take as Dot

NEWEST = 7  # sittings drawn beside the first one: a year of them


def progress_header(history: Sequence[Take]) -> tuple[str, ...]:
    return (_("Taken on"), *(_(one.component.name) for one in history[0].reading.components))


def progress_rows(history: Sequence[Take]) -> tuple[tuple[str, ...], ...]:
    """A row a sitting, then the ends of the band."""
    rows = [
        (in_words(take.day), *(shown(one.reading) for one in take.reading.components)) for take in history
    ]
    bands = _bands(history)
    lows = (_("Band from"), *(NO_SCORE if band is None else str(whole(band[0])) for band in bands))
    highs = (_("Band to"), *(NO_SCORE if band is None else str(whole(band[1])) for band in bands))
    return (*rows, lows, highs)


def progress_sentence(history: Sequence[Take]) -> str:
    """Each part's first and last score. The verdicts stand below the picture, part by part."""
    first, last = history[0], history[-1]
    moves = [
        _("%(name)s from %(before)s to %(after)s")
        % {"name": _(before.component.name), "before": before.reading.spoken, "after": after.reading.spoken}
        for before, after in zip(first.reading.components, last.reading.components, strict=True)
        if before.reading and after.reading
    ]
    band = _("The band shows how much the questionnaire’s own error could move a score.")
    if not moves:
        return band
    went = _("In %(time)s your scores went: %(moves)s.") % {
        "time": time_between(first.day, last.day),
        "moves": "; ".join(moves),
    }
    return f"{went} {band}"


def progress_chart(history: Sequence[Take], finding: str) -> Chart | None:
    """The picture of these sittings, headed by what can be said of them.

    Of many it holds the first, around which the band lies, and the newest: the page does not grow for ever,
    and dots keep apart. The file has all.
    """
    told = (*history[:1], *history[1:][-NEWEST:])
    drawn = _draw_progress(told)
    if drawn is None:
        return None
    period = {"first": in_words(told[0].day), "last": in_words(told[-1].day)}
    return Chart(
        chart_id="progress",
        finding=finding or _("Your scores from %(first)s to %(last)s") % period,
        sentence=progress_sentence(told),
        how_to_read=_how_to_read(left_out=len(history) - len(told)),
        caption=_("Scores of the five parts each time, and the band, %(first)s to %(last)s") % period,
        header=progress_header(told),
        rows=progress_rows(told),
        csv="progress.csv",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _how_to_read(*, left_out: int) -> str:
    dots = _(
        "Each dot is one time you answered, on a scale from 0 to 100. The band lies around your first "
        "score. A dot inside it says nothing about change. A smaller real change could hide in the band."
    )
    if not left_out:
        return dots
    newest = _("Shown are the first time and the last %(n)s; the file has them all.") % {"n": NEWEST}
    return f"{dots} {newest}"


def _draw_progress(history: Sequence[Take]) -> Figure2 | None:
    if len(history) < 2 or not any(one.reading for take in history for one in take.reading.components):
        return None
    bands = _bands(history)
    panels = [
        ProgressPanel(
            code=one.component.token,
            name=_(one.component.name),
            scores=tuple(_points(take.reading.components[place].reading) for take in history),
            shown=tuple(shown(take.reading.components[place].reading) for take in history),
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
        band_means=_("How much the questionnaire’s own error could move your first score"),
    )


def _bands(history: Sequence[Take]) -> list[tuple[float, float] | None]:
    """Around the first score, with the error of change that judges the last sitting against it."""
    bands: list[tuple[float, float] | None] = []
    for before, after in zip(history[0].scores, history[-1].scores, strict=True):
        if before.points is None or before.sem_of_change is None:
            bands.append(None)
            continue
        if after.sem_of_change is None:
            error = before.sem_of_change
        else:
            error = error_of_both(after.sem_of_change, before.answered, after.answered)
        band = retest_range(before.points, error)
        bands.append((band.low, band.high))
    return bands


def _points(reading: Reading | None) -> float | None:
    return None if reading is None else reading.points
