"""The curve of the method page: how often a true change is found, and how often there is none to find."""

import hashlib
from statistics import fmean

from django.core.cache import cache as kept
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments.trials import PEOPLE, PRINTED_CHANGE
from charts.frame import Chart, Figure2
from charts.power import PowerLine, draw_power
from people.sealed_cache import DAYS_14, code_version

CHART_ID = "power"


def power_chart() -> Chart:
    """The chart in its frame; the same for everybody, so its picture is kept in the clear."""
    sizes = (0.0, *(one.size for one in PRINTED_CHANGE.power))
    shown = (_("none"), *(str(one.size) for one in PRINTED_CHANGE.power))
    single, worded = _lines()
    picture = _picture(sizes, shown, (single, worded))
    largest, at_two = PRINTED_CHANGE.power[-1].size, sizes.index(2.0)
    return Chart(
        chart_id=CHART_ID,
        finding=_("Large changes are found, small ones mostly not"),
        sentence=_(
            "Of 100 people who did not change, %(false)s are told of a change by the words of a page. Of 100 "
            "who truly changed by %(size)s SD in one part, %(found)s are."
        )
        % {"false": _one(worded.told[0]), "size": sizes[at_two], "found": _one(worded.told[at_two])},
        how_to_read=_(
            "To the right the true change grows, up to %(largest)s SD. Each mark says how many of 100 people "
            "are then told of a change. One SD is the assumed spread of scores among people."
        )
        % {"largest": largest},
        caption=_("Of 100 simulated people so many are told of a change (%(people)s tried)")
        % {"people": f"{PEOPLE:,}"},
        header=(_("True change (SD)"), single.name, worded.name),
        rows=tuple(
            (size, _one(one), _one(other))
            for size, one, other in zip(shown, single.told, worded.told, strict=True)
        ),
        csv="",
        wide=picture.wide,
        narrow=picture.narrow,
    )


def _lines() -> tuple[PowerLine, PowerLine]:
    """In 100, the mean over the five parts; without change the words of a page are counted as a whole."""
    power = PRINTED_CHANGE.power
    single = [fmean(PRINTED_CHANGE.false_single), *(fmean(one.single) for one in power)]
    worded = [PRINTED_CHANGE.false_worded, *(fmean(one.worded) for one in power)]
    return _line(_("By the test of one part"), single), _line(_("By the words of a page"), worded)


def _line(name: str, shares: list[float]) -> PowerLine:
    told = tuple(100 * one for one in shares)
    return PowerLine(name, told, tuple(f"{one:.0f}" for one in told))


def _one(told: float) -> str:
    return f"{told:.1f}"


def _picture(sizes: tuple[float, ...], shown: tuple[str, ...], lines: tuple[PowerLine, ...]) -> Figure2:
    """Drawn once for each language and each state of the code."""
    asked = repr((code_version(), get_language(), sizes, shown, lines)).encode()
    name = "power:" + hashlib.sha256(asked).hexdigest()
    found = kept.get(name)
    if isinstance(found, dict):
        return Figure2(**found)
    made = draw_power(
        chart_id=CHART_ID, sizes=sizes, shown=shown, lines=lines, axis=_("True change (SD of scores)")
    )
    kept.set(name, {"wide": made.wide, "narrow": made.narrow}, DAYS_14)
    return made
