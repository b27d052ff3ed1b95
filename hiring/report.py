"""A candidate's profile in words and a picture: the same numbers for herself and for HR, said to each."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from charts.frame import Chart, Figure2
from charts.profile import ProfileRow, draw_profile
from hiring.asked import Sitting
from hiring.models import Candidate
from hiring.profile import Line, Measured, profile, whole
from hiring.questions import ASKS, QUESTIONS
from people.keys import open_data_key
from people.sealed_cache import remembered_under

CHART = "profile"
Draw = Callable[[list[ProfileRow]], Figure2]
NO_SCORE = "–"


@dataclass(frozen=True)
class Part:
    """One component in sentences, with the questions for the talk."""

    code: str
    name: str
    asks: str
    says: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class ProfilePage:
    """`chart` is None where no component has a score."""

    chart: Chart | None
    parts: tuple[Part, ...]


def kept_drawing(candidate: Candidate) -> Draw:
    """Draws once for what is shown: that takes longer than all the rest of the page. A query for her key."""

    def draw(rows: list[ProfileRow]) -> Figure2:
        key = open_data_key(candidate.data_key_id)
        kept = remembered_under(key, candidate.pk, CHART, tuple(rows), lambda: asdict(_drawing(rows)))
        return Figure2(**kept)

    return draw


def _drawing(rows: list[ProfileRow]) -> Figure2:
    return draw_profile(chart_id=CHART, rows=rows)


def profile_page(sitting: Sitting, *, own: bool, draw: Draw = _drawing) -> ProfilePage:
    """The profile for the candidate herself (`own`), or for whoever may read it."""
    lines = profile(sitting.asked, sitting.answers)
    parts = tuple(
        Part(
            line.component.code,
            _(line.component.name),
            _(ASKS[line.component.code]),
            _sentence(line, own=own),
            tuple(_(each) for each in QUESTIONS[line.component.code]),
        )
        for line in lines
    )
    return ProfilePage(_chart(lines, own=own, draw=draw), parts)


def _sentence(line: Line, *, own: bool) -> str:
    if line.measured is None:
        return _("There is no score: too few statements of this part have an answer.")
    told = {
        "name": _(line.component.name),
        "score": line.measured.spoken,
        "range": _span(line.measured.likely.low, line.measured.likely.high),
        "retest": _span(line.measured.retest.low, line.measured.retest.high),
    }
    if own:
        return (
            _(
                "Your answers put %(name)s at %(score)s out of 100. The questionnaire is not exact: a range "
                "that fits your answers is %(range)s. If you took it again soon, a score anywhere from "
                "%(retest)s would be no surprise."
            )
            % told
        )
    return (
        _(
            "The answers put %(name)s at %(score)s out of 100. The questionnaire is not exact: a range that "
            "fits them is %(range)s. Taken again soon, a score anywhere from %(retest)s would be no surprise."
        )
        % told
    )


def _short(line: Line) -> str:
    """What the picture shows, for the eye and for the ear alike."""
    measured = line.measured
    assert measured is not None
    return _("%(name)s: %(score)s out of 100; a range that fits is %(range)s.") % {
        "name": _(line.component.name),
        "score": measured.spoken,
        "range": _span(measured.likely.low, measured.likely.high),
    }


def _span(low: float, high: float) -> str:
    return _("%(low)s to %(high)s") % {"low": whole(low), "high": whole(high)}


def _chart(lines: tuple[Line, ...], *, own: bool, draw: Draw) -> Chart | None:
    scored = [line for line in lines if line.measured]
    if not scored:
        return None
    drawn = draw([_drawn(line) for line in lines])
    return Chart(
        chart_id=CHART,
        finding=_("Where your answers lie") if own else _("Where the answers lie"),
        sentence=" ".join(_short(line) for line in scored),
        how_to_read=_(
            "Each mark is a score, from 0 to 100. The thin line is a range that fits the answers, the thick "
            "line its inner part; both stop at 0 and 100. Do not rank parts whose thin lines overlap. More "
            "is not always better."
        ),
        caption=_("Scores and their ranges"),
        header=(_("Part"), _("Score"), _("A range that fits"), _("If taken again soon")),
        rows=tuple(_row(line) for line in lines),
        csv="",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _row(line: Line) -> tuple[str, ...]:
    name, measured = _(line.component.name), line.measured
    if measured is None:
        return (name, NO_SCORE, NO_SCORE, NO_SCORE)
    likely, retest = measured.likely, measured.retest
    return (name, str(measured.spoken), _span(likely.low, likely.high), _span(retest.low, retest.high))


def _drawn(line: Line) -> ProfileRow:
    code, name = line.component.token, _(line.component.name)
    if line.measured is None:
        return ProfileRow(code, name, None, note=_("No score"))
    return _with_ranges(code, name, line.measured)


def _with_ranges(code: str, name: str, measured: Measured) -> ProfileRow:
    return ProfileRow(
        code,
        name,
        measured.points,
        range_95=(measured.likely.low, measured.likely.high),
        range_68=(measured.inner.low, measured.inner.high),
        shown=str(measured.spoken),
    )
