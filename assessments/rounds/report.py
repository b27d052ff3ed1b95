"""A round's result in words and a picture: what others gave beside one's own score, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.instruments import Component
from assessments.models import Round
from assessments.reading import whole
from assessments.report.wording import NO_SCORE, in_words, number
from assessments.rounds.comparing import Compared, Gap, Others
from assessments.rounds.observed import observed
from assessments.rounds.queries import NamedRater, Result, named_of, result
from charts.dumbbell import DumbbellRow, Key, draw_dumbbell
from charts.frame import Chart, Figure2
from people.models import Membership
from people.sealed_cache import remembered

CHART_ID = "others"


@dataclass(frozen=True)
class Part:
    """One component of the result, in sentences."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class RoundFigures:
    """What a closed round shows of the total."""

    day: str
    own_day: str
    people: int
    chart: Chart
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class RoundPage:
    """The page of a closed round that has a result: the total as HTML, and who chose to be named."""

    figures: SafeString
    named_header: tuple[str, ...]
    named: tuple[tuple[str, ...], ...]


def round_page(viewer: Membership, found: Round) -> RoundPage | None:
    """The whole page; the total comes from her sealed cache where it has been asked for before.

    None for an open round, and where nothing may be shown.
    """
    if found.people is None:
        return None
    # A closed round never changes; her time zone and the end of her day decide which days are named.
    days = (viewer.user.time_zone, viewer.user.day_ends_at)
    kept = remembered(
        viewer,
        "assessments.round",
        (static("icons.svg"), *days, found.pk),
        lambda: {"figures": _render(viewer, found)},
    )
    parts = observed(found.form_key, found.form_version).components
    return RoundPage(
        # Ours as it was rendered: the cache is sealed, so nobody else has written it.
        figures=mark_safe(kept["figures"]),  # noqa: S308
        named_header=(_("Name"), *(_(one.component.name) for one in parts)),
        named=tuple(_named_row([one.component for one in parts], each) for each in named_of(viewer, found)),
    )


def round_figures(found: Result) -> RoundFigures:
    return RoundFigures(
        day=in_words(found.day),
        own_day=in_words(found.own_day),
        people=found.people,
        chart=_chart(found, _draw(found.rows)),
        parts=tuple(_part(row) for row in found.rows),
    )


def _render(viewer: Membership, found: Round) -> str:
    told = result(viewer, found)
    assert told is not None  # there are people in the total
    page = round_figures(told)
    return render_to_string("assessments/round_figures.html", {"page": page, "round_id": found.pk})


def header() -> tuple[str, ...]:
    return (
        _("Part"),
        _("You"),
        _("Others"),
        _("Gap"),
        _("Gaps under this say little"),
        _("Spread"),
        _("Agreement"),
        _("People"),
    )


def rows(found: Result) -> tuple[tuple[str, ...], ...]:
    """The numbers as the page says them."""
    return tuple(_row(row) for row in found.rows)


def gap_in_words(row: Compared) -> int | None:
    """The gap between the two scores as they are said, so that anybody can check it by subtraction."""
    if row.own is None or row.others is None:
        return None
    return whole(row.others.mean) - whole(row.own)


def finding(found: Result) -> str:
    """Which gaps are more than error, or that none is."""
    told = [row for row in found.rows if row.gap and row.gap.beyond_error]
    if not told:
        return _("No gap between you and others is large enough to tell")
    higher = get_text_list(
        [_(row.component.name) for row in told if row.gap and row.gap.points > 0], _("and")
    )
    lower = get_text_list([_(row.component.name) for row in told if row.gap and row.gap.points < 0], _("and"))
    if not lower:
        return _("Others see more %(names)s than you do") % {"names": higher}
    if not higher:
        return _("Others see less %(names)s than you do") % {"names": lower}
    return _("Others see more %(higher)s and less %(lower)s than you do") % {"higher": higher, "lower": lower}


def _chart(found: Result, drawn: Figure2) -> Chart:
    told = next((row for row in found.rows if row.gap and row.gap.beyond_error), None)
    first = told or next(row for row in found.rows if row.others)
    return Chart(
        chart_id=CHART_ID,
        finding=finding(found),
        sentence=" ".join(_sentences(first)[:2]),
        how_to_read=_(
            "The ring is your own score, the square the mean of the others, both from 0 to 100 and from the "
            "same statements. The grey line with ends is how far the others’ scores spread around their mean "
            "(one standard deviation). The order of the parts is always the same."
        ),
        caption=_("Your scores and those that others gave, round closed on %(day)s")
        % {"day": in_words(found.day)},
        header=header(),
        rows=rows(found),
        csv=f"others-{found.day:%Y-%m-%d}.csv",
        wide=drawn.wide,
        narrow=drawn.narrow,
    )


def _row(row: Compared) -> tuple[str, ...]:
    own = NO_SCORE if row.own is None else str(whole(row.own))
    if row.others is None:
        return (_(row.component.name), own, *[NO_SCORE] * 6)
    gap = gap_in_words(row)
    return (
        _(row.component.name),
        own,
        str(whole(row.others.mean)),
        NO_SCORE if gap is None else _signed(gap),
        str(whole(row.gap.detectable)) if row.gap else NO_SCORE,
        str(whole(row.others.spread)),
        number(row.others.agreement, 2),
        str(row.others.people),
    )


def _named_row(parts: Sequence[Component], one: NamedRater) -> tuple[str, ...]:
    given = [one.points.get(part.code) for part in parts]
    return (one.name, *(NO_SCORE if points is None else str(whole(points)) for points in given))


def _signed(points: int) -> str:
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"


def _part(row: Compared) -> Part:
    return Part(_(row.component.name), _sentences(row))


def _sentences(row: Compared) -> tuple[str, ...]:
    """Score and gap, what to make of it, how far the others agreed."""
    if row.others is None:
        return (_("Not shown: fewer than four people saw enough of this, or all of them answered alike."),)
    agreed = _(
        "Their scores spread by %(spread)s points, and their agreement is %(agreement)s: 0 is what chance "
        "gives, 1 is all the same."
    ) % {"spread": whole(row.others.spread), "agreement": number(row.others.agreement, 2)}
    if row.own is None or row.gap is None:
        told = _(
            "Others put your %(name)s at %(score)s out of 100. You answered too few of these statements."
        )
        return (told % {"name": _(row.component.name), "score": whole(row.others.mean)}, agreed)
    return (_gap_sentence(row, row.own, row.others), _weight(row.gap), agreed)


def _gap_sentence(row: Compared, own: float, others: Others) -> str:
    points = whole(others.mean) - whole(own)
    told = {"name": _(row.component.name), "own": whole(own), "gap": abs(points), "people": others.people}
    if points == 0:
        return _("Others put your %(name)s where you did, at %(own)s (%(people)s people).") % told
    text = (
        ngettext(
            "Others put your %(name)s %(gap)s point higher than you did, at %(score)s instead of %(own)s "
            "(%(people)s people).",
            "Others put your %(name)s %(gap)s points higher than you did, at %(score)s instead of %(own)s "
            "(%(people)s people).",
            points,
        )
        if points > 0
        else ngettext(
            "Others put your %(name)s %(gap)s point lower than you did, at %(score)s instead of %(own)s "
            "(%(people)s people).",
            "Others put your %(name)s %(gap)s points lower than you did, at %(score)s instead of %(own)s "
            "(%(people)s people).",
            -points,
        )
    )
    return text % (told | {"score": whole(others.mean)})


def _weight(gap: Gap) -> str:
    told = {"least": whole(gap.detectable)}
    if gap.beyond_error:
        return (
            _("Gaps under %(least)s say little; this one is more than the error of both sides gives.") % told
        )
    if abs(gap.points) < gap.detectable:
        return _("Gaps under %(least)s say little.") % told
    return _("Gaps under %(least)s say little; among several gaps one like this can still be chance.") % told


# --- the picture ------------------------------------------------------------------------------------


def _draw(compared: Sequence[Compared]) -> Figure2:
    return draw_dumbbell(
        chart_id=CHART_ID,
        rows=[_drawn_row(row) for row in compared],
        key=Key(own=_("You"), others=_("Others"), spread=_("Spread of the others")),
    )


def _drawn_row(row: Compared) -> DumbbellRow:
    code, name = row.component.token, _(row.component.name)
    if row.others is None:
        return DumbbellRow(code, name, row.own, None, note=_("Not shown"))
    mean, spread = row.others.mean, row.others.spread
    return DumbbellRow(
        code,
        name,
        own=row.own,
        others=mean,
        spread=(max(0.0, mean - spread), min(100.0, mean + spread)),
        own_shown="" if row.own is None else str(whole(row.own)),
        others_shown=str(whole(mean)),
    )
