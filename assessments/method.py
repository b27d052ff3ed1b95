"""Every figure of the method page, from the constants that the code reckons with: none is typed twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.claims import ABOUT
from assessments.evidence import LARGE_DELTA
from assessments.instruments import HIGHEST, LOWEST, component, instrument
from assessments.offer import KEY, PULSE, PULSE_AFTER, RETAKE_AFTER, VERSION
from assessments.power_chart import power_chart
from assessments.psychometrics import floors
from assessments.psychometrics.assumptions import (
    ANSWER_DOUBT,
    ASSUMED_ANSWER,
    ASSUMED_CORRELATIONS,
    ASSUMED_RETEST,
    ASSUMED_SD,
    HIGHER_ANSWER,
    POINTS_PER_STEP,
    Z95,
)
from assessments.psychometrics.dif import DELTA
from assessments.psychometrics.intervals import likely_range, retest_range
from assessments.psychometrics.published import published_sem
from assessments.psychometrics.reliability import spearman_brown
from assessments.quality_notes import FARTHEST, HONEST_SHARE, LEAST_ANSWERS, LEAST_VARIABILITY, LONGEST_RUN
from assessments.real_sample import PRINTED_SAMPLE
from assessments.sources import SOURCES
from assessments.trials import (
    PEOPLE,
    PRINTED_CHANGE,
    PRINTED_CHANGE_HIGHER,
    PRINTED_PULSES,
    PRINTED_PULSES_HIGHER,
    PRINTED_QUALITY,
    PRINTED_QUALITY_HIGHER,
    change_needed,
    false_change_rate,
)
from assessments.verdicts import LEVEL
from assessments.windows import WINDOW, pulse_change_needed
from charts.frame import Chart

Rows = tuple[tuple[str, ...], ...]
RETESTS = (0.70, 0.75, 0.80, 0.85)  # what the true correlation may be instead of the assumed one
SPREADS = (0.6, 0.7, 0.75, 0.8)  # likewise, in scale points


@dataclass(frozen=True)
class Grid:
    """A table of the page."""

    caption: str
    header: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True)
class MethodPage:
    """What the page says with figures in it; `n` are figures by name, already as they are printed."""

    about: tuple[str, ...]
    n: dict[str, str]
    errors: Grid
    power: Chart
    retests: Grid
    spreads: Grid
    pulse: Grid
    correlations: Grid
    floors: Grid
    sources: tuple[str, ...]


def method_page() -> MethodPage:
    """The page in the language of the request."""
    return MethodPage(
        about=tuple(_(claim.text) for claim in ABOUT),
        n=_score_figures() | _change_figures() | _quality_figures() | _floor_figures(),
        errors=_errors(),
        power=power_chart(),
        retests=_retests(),
        spreads=_spreads(),
        pulse=_pulse(),
        correlations=_correlations(),
        floors=_floors(),
        sources=SOURCES,
    )


def share(value: float) -> str:
    """A figure below 1 with two digits: ".81"."""
    return f"{value:.2f}".removeprefix("0")


def percent(value: float) -> str:
    """A share in 100: "5.4"."""
    return f"{100 * value:.1f}"


def span(values: Sequence[float]) -> str:
    """From the lowest to the highest share in 100, one figure where they print alike."""
    low, high = percent(min(values)), percent(max(values))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


# --- figures in sentences -------------------------------------------------------------------------


def _score_figures() -> dict[str, str]:
    form = instrument(KEY, VERSION)
    asked = len(form.items_of(form.components[0].component))
    return {
        "low": str(LOWEST),
        "high": str(HIGHEST),
        "turn": str(LOWEST + HIGHEST),
        "step": str(POINTS_PER_STEP),
        "asked": str(asked),
        "half": str((asked + 1) // 2),
        "z": str(Z95),
        "sd": str(ASSUMED_SD),
        "apart": f"{2 * Z95:.2f}",
        "level": f"{100 * LEVEL:.0f}",
    }


def _change_figures() -> dict[str, str]:
    pulse = instrument(PULSE.key, PULSE.version)
    return {
        "retest": share(ASSUMED_RETEST),
        "needed": f"{change_needed():.0f}",
        "people": f"{PEOPLE:,}",
        "middle": str(ASSUMED_ANSWER),
        "higher": str(HIGHER_ANSWER),
        "doubt": str(ANSWER_DOUBT),
        "single": span(PRINTED_CHANGE.false_single),
        "worded": percent(PRINTED_CHANGE.false_worded),
        "worded_higher": percent(PRINTED_CHANGE_HIGHER.false_worded),
        "weeks": str(RETAKE_AFTER.days // 7),
        "pulse_asked": str(len(pulse.items_of(pulse.components[0].component))),
        "pulse_window": str(WINDOW),
        "pulse_days": str(PULSE_AFTER.days),
        "pulse_worded": percent(PRINTED_PULSES.false_worded),
        "pulse_worded_higher": percent(PRINTED_PULSES_HIGHER.false_worded),
        "pulse_size": str(PRINTED_PULSES.power[0].size),
        "pulse_found": span(PRINTED_PULSES.power[0].worded),
    }


def _quality_figures() -> dict[str, str]:
    return {
        "run": str(LONGEST_RUN),
        "variability": str(LEAST_VARIABILITY),
        "distance": str(FARTHEST),
        "honest_share": f"{100 * HONEST_SHARE:.0f}",
        "least": str(LEAST_ANSWERS),
        "random": percent(PRINTED_QUALITY.random),
        "lines": f"{100 * PRINTED_QUALITY.lines:.0f}",
        "honest": percent(PRINTED_QUALITY.honest),
        "honest_higher": percent(PRINTED_QUALITY_HIGHER.honest),
        "index": f"{100 * PRINTED_QUALITY.honest_index:.0f}",
    } | _sample_figures()


def _sample_figures() -> dict[str, str]:
    """What came out on a public sample of real people."""
    return {
        "real_people": f"{PRINTED_SAMPLE.people:,}",
        "real_items": str(PRINTED_SAMPLE.items),
        "real_same": percent(PRINTED_SAMPLE.careless_same),
        "real_lines": percent(PRINTED_SAMPLE.lines),
        "real_far": percent(PRINTED_SAMPLE.far),
        "real_random": percent(PRINTED_SAMPLE.far_random),
        "real_agreeing": share(PRINTED_SAMPLE.agreeing),
        "random_agreeing": share(PRINTED_SAMPLE.agreeing_random),
    }


def _floor_figures() -> dict[str, str]:
    return {
        "local": str(floors.LOCAL_FIGURES_FLOOR),
        "local_retest": str(floors.LOCAL_RETEST_FLOOR),
        "closed": str(floors.CLOSED_GROUP),
        "dif": str(floors.DIF_FLOOR),
        "delta": str(LARGE_DELTA),
        "delta_scale": str(DELTA).replace("-", "−"),
        "raters": str(floors.RATERS_FLOOR),
        "rounds": str(floors.ROUNDS_FLOOR),
    }


# --- tables ---------------------------------------------------------------------------------------


def _errors() -> Grid:
    """Standard errors with every statement answered."""
    rows = []
    for measure in instrument(KEY, VERSION).components:
        sem = published_sem(measure, measure.published_items)
        widths = (likely_range(50, sem).high - 50, retest_range(50, sem).high - 50)
        rows.append(
            (_(measure.component.name), share(measure.alpha), f"{sem:.1f}", *(f"{one:.1f}" for one in widths))
        )
    return Grid(
        _("Standard errors with all ten statements answered, in points out of 100"),
        (_("Part"), _("Published alpha"), _("SEM"), _("Range ±"), _("Retest ±")),
        tuple(rows),
    )


def _retests() -> Grid:
    return Grid(
        _("How many of 100 unchanged people the test of one part would name"),
        (_("True retest correlation"), _("Of 100")),
        tuple((share(one), percent(false_change_rate(one))) for one in RETESTS),
    )


def _spreads() -> Grid:
    return Grid(
        _("The change that is needed, if the spread is another"),
        (_("Spread (SD, scale points)"), _("Points out of 100")),
        tuple((str(one), f"{change_needed(one):.1f}") for one in SPREADS),
    )


def _pulse() -> Grid:
    """What the short form could show: one against one, and windows against each other."""
    form, rows = instrument(PULSE.key, PULSE.version), []
    for measure in form.components:
        asked = len(form.items_of(measure.component))
        reliability = spearman_brown(measure.alpha, asked / measure.published_items)
        needed = (pulse_change_needed(measure, asked, many) for many in (1, WINDOW))
        rows.append((_(measure.component.name), share(reliability), *(f"{one:.0f}" for one in needed)))
    return Grid(
        _("The short form: what it would take to show a change, in points out of 100"),
        (_("Part"), _("Expected reliability"), _("One against one"), _("Four against four")),
        tuple(rows),
    )


def _correlations() -> Grid:
    return Grid(
        _("Assumed correlations between the parts"),
        (_("Part"), _("And"), _("Correlation")),
        tuple(
            (_(component(one).name), _(component(other).name), share(value))
            for (one, other), value in ASSUMED_CORRELATIONS.items()
        ),
    )


def _floors() -> Grid:
    """Every floor, from the one module that holds them."""
    rows = (
        (_("In which quarter of the others a score lies"), floors.QUARTER_FLOOR, _("others")),
        (_("A place in 100 among the others"), floors.PERCENTILE_FLOOR, _("others")),
        (_("A T score"), floors.T_SCORE_FLOOR, _("others")),
        (_("Any of these, near the score"), floors.OTHERS_IN_A_GROUP, _("others")),
        (_("Alpha and omega"), floors.RELIABILITY_FLOOR, _("people")),
        (_("Ranges made of the organisation’s own figures"), floors.LOCAL_FIGURES_FLOOR, _("people")),
        (
            _("First and second scores, which then judge a change"),
            floors.LOCAL_RETEST_FLOOR,
            _("people with two sittings"),
        ),
        (_("Statements compared in two groups"), floors.DIF_FLOOR, _("people in each group")),
        (_("New figures of an organisation"), floors.CLOSED_GROUP, _("people who came or left, or none")),
        (_("Ratings by others"), floors.RATERS_FLOOR, _("raters without a name")),
        (_("How far raters agree, over many rounds"), floors.ROUNDS_FLOOR, _("people with a round")),
    )
    return Grid(
        _("Below these numbers nothing is shown"),
        (_("What"), _("From"), _("Of")),
        tuple((what, str(many), of) for what, many, of in rows),
    )
