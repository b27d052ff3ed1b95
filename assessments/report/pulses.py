"""The short forms of one person: how many there are, and means of four beside each other."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments import COMPONENTS, Component, component, instrument
from assessments.offer import PULSE
from assessments.queries import Take
from assessments.reading import ComponentReading, Reading, whole
from assessments.report.comparison import Comparison, in_sentences
from assessments.report.wording import NO_SCORE, in_words, number, shown, span
from assessments.verdicts import Verdict
from assessments.windows import (
    WINDOW,
    Pulse,
    PulseScore,
    Window,
    pulse_change_needed,
    still_needed,
    window_verdicts,
    windows,
)
from charts.frame import Chart, Figure2
from charts.progress import ProgressPanel, draw_progress
from charts.progress import Take as Dot
from people.models import Membership
from people.sealed_cache import remembered

CHART_ID = "pulses"
NEWEST = 7  # fours drawn beside the first ones
CSV = "short-forms.csv"


@dataclass(frozen=True)
class PulsePage:
    """What there is to say of `taken` short forms; `chart` and `comparison` are None below two fours.

    `told` says how many more are needed; `alone` and `fours` are the points that a change takes between two
    single ones and between two fours. `thin` names the means that rest on fewer than four. `other_versions`
    counts those that answered other statements.
    """

    taken: int
    told: str
    alone: str
    fours: str
    chart: Chart | None
    comparison: Comparison | None
    thin: tuple[str, ...]
    other_versions: int


def pulse_page(owner: Membership, history: Sequence[Take]) -> PulsePage:
    """Of all her finished short forms, oldest first; those of the newest version count.

    The picture comes from her sealed cache where it has been asked for before.
    """
    counted = comparable_pulses(history)
    found = windows([pulse_of(take) for take in counted])
    judged = window_verdicts(found[0], found[-1]) if len(found) > 1 else ()
    compared = in_sentences(judged, _caption(found), _blank(), counted[-1].scores) if judged else None
    return PulsePage(
        taken=len(counted),
        told=_told(len(counted), blank=not judged),
        alone=_needed(1),
        fours=_needed(WINDOW),
        chart=_chart(owner, found, judged, compared.finding, [take.id for take in counted])
        if compared
        else None,
        comparison=compared,
        thin=_thin(found[0], found[-1]) if compared else (),
        other_versions=len(history) - len(counted),
    )


def comparable_pulses(history: Sequence[Take]) -> tuple[Take, ...]:
    """Those that answered the same version as the last one: other statements make other scores."""
    return tuple(take for take in history if take.version == history[-1].version)


def pulse_of(take: Take) -> Pulse:
    """A finished short form with the figures stored for it."""
    scores = (
        PulseScore(component(row.component), row.points, row.sem, row.sem_of_change) for row in take.scores
    )
    return Pulse(take.day, tuple(scores))


def pulse_csv_rows(history: Sequence[Take]) -> list[tuple[Any, ...]]:
    """Every short form with its exact scores, and the four that it counts in where that is whole."""
    header = ("taken_on", "version", "four", *(each.code for each in COMPONENTS))
    counted = comparable_pulses(history)
    fours = {take.id: 1 + place // WINDOW for place, take in enumerate(counted)}
    whole_fours = len(counted) // WINDOW
    return [header, *(_csv_row(take, fours.get(take.id), whole_fours) for take in history)]


def _csv_row(take: Take, four: int | None, whole_fours: int) -> tuple[Any, ...]:
    counts = four if four is not None and four <= whole_fours else None
    return (take.day.isoformat(), take.version, counts, *(row.points for row in take.scores))


# --- in words -------------------------------------------------------------------------------------


def _told(taken: int, *, blank: bool) -> str:
    have = ngettext("You have taken %(n)s short form.", "You have taken %(n)s short forms.", taken) % {
        "n": taken
    }
    needed = still_needed(taken)
    if needed:
        return f"{have} {_until_two_fours(needed)}"
    after = WINDOW - taken % WINDOW
    following = ngettext(
        "The next four is whole after %(n)s more.", "The next four is whole after %(n)s more.", after
    ) % {"n": after}
    if blank:
        nothing = _("In none of the parts are there scores enough in both fours.")
        return f"{have} {nothing} {following}"
    return f"{have} {following}"


def _until_two_fours(needed: int) -> str:
    return ngettext(
        "After %(n)s more, your first four can stand beside your next four. With fewer, the "
        "questionnaire’s own error hides nearly every change.",
        "After %(n)s more, your first four can stand beside your next four. With fewer, the "
        "questionnaire’s own error hides nearly every change.",
        needed,
    ) % {"n": needed}


def _needed(many: int) -> str:
    """In the part that needs most."""
    form = instrument(PULSE.key, PULSE.version)
    each = (pulse_change_needed(one, len(form.items_of(one.component)), many) for one in form.components)
    return number(max(each), 0)


def _blank() -> str:
    return _("In one of the two fours there are too few scores for this part.")


def _caption(found: Sequence[Window]) -> str:
    return _("Figures of the comparison, first four (%(first)s) and last four (%(last)s)") % {
        "first": _days(found[0]),
        "last": _days(found[-1]),
    }


def _days(window: Window) -> str:
    return _("%(first)s to %(last)s") % {"first": in_words(window.first_day), "last": in_words(window.day)}


def _thin(first: Window, last: Window) -> tuple[str, ...]:
    """Means that rest on fewer than four scores: their error is larger, and so is the band."""
    sides = ((first, _("your first four")), (last, _("your last four")))
    return tuple(
        _("%(name)s: in %(four)s only %(n)s short forms have a score, so the band is wider.")
        % {"name": _(one.component.name), "four": four, "n": one.answered}
        for window, four in sides
        for one in window.reading.components
        if one.reading is not None and one.answered < WINDOW
    )


# --- in a picture ---------------------------------------------------------------------------------


def _chart(
    owner: Membership,
    found: Sequence[Window],
    judged: Sequence[Verdict],
    finding: str,
    taken: Sequence[UUID],
) -> Chart:
    told = (*found[:1], *found[1:][-NEWEST:])
    bands = {one.component: (one.band.low, one.band.high) for one in judged}
    drawn = remembered(
        owner,
        "assessments.pulses",
        (_drawing_version(), owner.user.time_zone, owner.user.day_ends_at, *taken),
        lambda: asdict(_draw(told, bands)),
    )
    return Chart(
        chart_id=CHART_ID,
        finding=finding,
        sentence=_sentence(judged),
        how_to_read=_how_to_read(left_out=len(found) - len(told)),
        caption=_("Means of four short forms for the five parts, and the band, %(first)s to %(last)s")
        % {"first": in_words(told[0].first_day), "last": in_words(told[-1].day)},
        header=(_("Taken"), *(_(one.component.name) for one in told[0].reading.components)),
        rows=_rows(told, bands),
        csv=CSV,
        **drawn,
    )


def _sentence(judged: Sequence[Verdict]) -> str:
    moves = [
        _("%(name)s from %(before)s to %(after)s")
        % {"name": _(one.component.name), "before": whole(one.before), "after": whole(one.after)}
        for one in judged
    ]
    return _(
        "From your first four to your last four the means went: %(moves)s. The band shows how much the "
        "questionnaire’s own error could move a mean of four."
    ) % {"moves": "; ".join(moves)}


def _how_to_read(*, left_out: int) -> str:
    dots = _(
        "Each dot is the mean of four short forms, from 0 to 100, at the day of the fourth. The band lies "
        "around the mean of your first four. A dot inside it says nothing about change. A smaller real "
        "change could hide in the band. The numbers show each mean with a range that fits it. Scores of "
        "the whole questionnaire are never drawn here."
    )
    if not left_out:
        return dots
    return (
        f"{dots} {_('Shown are the first four and the last %(n)s; the file has them all.') % {'n': NEWEST}}"
    )


def _rows(told: Sequence[Window], bands: dict[Component, tuple[float, float]]) -> tuple[tuple[str, ...], ...]:
    """A row a four, then the ends of the band."""
    rows = [
        (_days(window), *(_with_range(one.reading) for one in window.reading.components)) for window in told
    ]
    parts = [one.component for one in told[0].reading.components]
    ends = [
        (name, *(str(whole(bands[part][end])) if part in bands else NO_SCORE for part in parts))
        for end, name in enumerate((_("Band from"), _("Band to")))
    ]
    return (*rows, *ends)


def _with_range(reading: Reading | None) -> str:
    """No score without its range."""
    if reading is None:
        return NO_SCORE
    return _("%(score)s (%(range)s)") % {"score": reading.spoken, "range": span(reading.likely_spoken)}


def _draw(told: Sequence[Window], bands: dict[Component, tuple[float, float]]) -> Figure2:
    columns = zip(*(window.reading.components for window in told), strict=True)
    return draw_progress(
        chart_id=CHART_ID,
        takes=[Dot(window.day, date_format(window.day, "j M Y")) for window in told],
        panels=[_panel(column, bands) for column in columns],
        dot_means=_("Mean of four short forms"),
        band_means=_("How much the questionnaire’s own error could move your first mean"),
    )


def _panel(column: Sequence[ComponentReading], bands: dict[Component, tuple[float, float]]) -> ProgressPanel:
    part = column[0].component
    return ProgressPanel(
        code=part.token,
        name=_(part.name),
        scores=tuple(None if one.reading is None else one.reading.points for one in column),
        shown=tuple(shown(one.reading) for one in column),
        band=bands.get(part),
        note=_("Too few answers"),
    )


@cache
def _drawing_version() -> str:
    """A hash of the code that draws and reckons. A finished short form never changes."""
    here = Path(__file__)
    rooms = (here.parent.parent, here.parent.parent.parent / "charts")
    files = sorted(path for room in rooms for path in room.rglob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
