"""People side by side: what was heard first, how they answered last."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from charts.frame import Chart
from charts.lettering import cut
from charts.profile import ProfileRow, draw_profile
from hiring.guide import Question
from hiring.numbers import NONE
from hiring.profile import Line, Measured, whole
from hiring.talks.comparing import Pair
from hiring.talks.queries.comparison import Beside, Comparison, Heard


@dataclass(frozen=True)
class Quote:
    """What was heard, then who heard it and how it was rated."""

    evidence: str
    told: str


@dataclass(frozen=True)
class Cell:
    """What one person said to one question."""

    name: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Asked:
    """One question, everybody in the same order."""

    code: str
    asks: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Row:
    """One competency and the questions about it."""

    code: str
    name: str
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Part:
    """One component of the statements: in a sentence who is too close to tell apart, and all ranges."""

    name: str
    says: str
    chart: Chart | None


@dataclass(frozen=True)
class ComparePage:
    """People by name; no total over rows, and no order by anything that was rated or answered."""

    people: tuple[tuple[UUID, str], ...]
    language: str
    rows: tuple[Row, ...]
    parts: tuple[Part, ...]


def compare_page(found: Comparison) -> ComparePage:
    """Two to four people side by side."""
    guide = found.guide
    return ComparePage(
        tuple((one.id, one.name) for one in found.people),
        guide.language,
        tuple(
            Row(one.code, one.name, tuple(_asked(each, found.people) for each in guide.about(one.code)))
            for one in guide.competencies
        ),
        tuple(_part(found, place, pairs) for place, (_line, pairs) in enumerate(found.close)),
    )


def _asked(question: Question, people: Sequence[Beside]) -> Asked:
    cells = (
        Cell(one.name, tuple(_quote(each) for each in one.heard if each.question == question.code))
        for one in people
    )
    return Asked(question.code, question.asks, tuple(cells))


def _quote(heard: Heard) -> Quote:
    told = {"name": heard.by, "rating": heard.rating or _("could not tell")}
    return Quote(heard.evidence, _("%(name)s: %(rating)s") % told)


def _part(found: Comparison, place: int, pairs: Sequence[Pair]) -> Part:
    lines = [one.lines[place] for one in found.people]
    names = [one.name for one in found.people]
    name, says = _(lines[0].component.name), pairs_words(pairs, names)
    return Part(name, says, _chart(name, says, lines, names))


def pairs_words(pairs: Sequence[Pair], names: Sequence[str]) -> str:
    """Only who lies apart is named: most are too close, and a list of them is long and says nothing."""
    if not pairs:
        return _("Fewer than two of them have a score here, so there is nothing to compare.")
    apart = [
        _("%(one)s and %(other)s") % {"one": names[pair.first], "other": names[pair.second]}
        for pair in pairs
        if pair.is_apart
    ]
    if not apart:
        return _("Too close to tell apart, all who have a score here.")
    told = _("Further apart than the questionnaire’s own error usually gives: %(pairs)s.")
    sentence = told % {"pairs": "; ".join(apart)}
    if len(apart) == len(pairs):
        return sentence
    return f"{sentence} {_('All others are too close to tell apart.')}"


def _chart(name: str, says: str, lines: Sequence[Line], names: Sequence[str]) -> Chart | None:
    if not any(line.measured for line in lines):
        return None
    token = lines[0].component.token
    chart_id = f"compare-{token}"
    drawn = draw_profile(
        chart_id=chart_id,
        rows=[_drawn(token, cut(one), line) for one, line in zip(names, lines, strict=True)],
    )
    return Chart(
        chart_id=chart_id,
        finding=name,
        sentence=says,
        how_to_read=_(
            "Each mark is one person’s score, from 0 to 100; people stand by name. The thin line is a range "
            "that fits the answers, the thick line its inner part. More is not always better."
        ),
        caption=_("Scores and their ranges, by name"),
        header=(_("Name"), _("Score"), _("A range that fits")),
        rows=tuple(_numbers(one, line) for one, line in zip(names, lines, strict=True)),
        csv="",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _numbers(name: str, line: Line) -> tuple[str, ...]:
    if line.measured is None:
        return (name, NONE, NONE)
    return (name, str(line.measured.spoken), _span(line.measured))


def _span(measured: Measured) -> str:
    return _("%(low)s to %(high)s") % {
        "low": whole(measured.likely.low),
        "high": whole(measured.likely.high),
    }


def _drawn(code: str, name: str, line: Line) -> ProfileRow:
    measured = line.measured
    if measured is None:
        return ProfileRow(code, name, None, note=_("No score"))
    return ProfileRow(
        code,
        name,
        measured.points,
        range_95=(measured.likely.low, measured.likely.high),
        range_68=(measured.inner.low, measured.inner.high),
        shown=str(measured.spoken),
    )
