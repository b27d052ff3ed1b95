"""One report: gathered, rendered, and remembered under its owner's key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from assessments.instruments import is_released
from assessments.offer import RETAKE_AFTER
from assessments.queries import Take, answers_of, comparable_takes, takes
from assessments.report.answering import Answering, answering
from assessments.report.balance import balance
from assessments.report.comparison import Comparison, comparison
from assessments.report.figures import figures_table
from assessments.report.file import file_name
from assessments.report.parts import Part, part
from assessments.report.profile import profile_chart
from assessments.report.progress import progress_chart
from assessments.report.sources import Sources, sources
from assessments.report.wording import in_words
from charts.frame import Chart
from people.models import Membership
from people.sealed_cache import remembered


@dataclass(frozen=True)
class Newest:
    """Her last report, where the one shown is not it."""

    id: UUID
    day: str


@dataclass(frozen=True)
class ReportPage:
    """The page. A chart is None where there is nothing to draw; it was taken `times` times until then.

    `newest` is a later report of hers, which compares more than this one can; `other_versions` counts the
    earlier ones that answered other statements, with which it cannot be compared.
    """

    title: str
    day: str
    profile: Chart | None
    progress: Chart | None
    comparison: Comparison | None
    times: int
    useful_day: str
    newest: Newest | None
    other_versions: int
    file: str
    answering: Answering | None
    balance: tuple[str, ...]
    parts: tuple[Part, ...]
    sources: Sources
    figures_header: tuple[str, ...]
    figures: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Report:
    """What the page is made of: the day in words and in figures, and all below the heading as HTML.

    `has_scores` where at least one part has one, of a questionnaire that is here.
    """

    day: str
    date: str
    body: SafeString
    has_scores: bool


def report(owner: Membership, sitting_id: UUID, finished: Sequence[UUID]) -> Report:
    """The report on one of her finished sittings, from her sealed cache where it has been asked for before.

    `finished` are all of hers, oldest first: the picture of progress changes with them. Her time zone and the
    end of her day decide which days are named. What is drawn and said rests on nothing else, so a cold one
    costs a second and a warm one a look-up.
    """
    days = (owner.user.time_zone, owner.user.day_ends_at)
    kept = remembered(
        owner,
        "assessments.report",
        (static("icons.svg"), *days, sitting_id, *finished),
        lambda: _render(owner, sitting_id),
    )
    # Ours as it was rendered: the cache is sealed, so nobody else has written it.
    body = mark_safe(kept["body"])  # noqa: S308
    return Report(day=kept["day"], date=kept["date"], body=body, has_scores=kept["has_scores"])


def _render(owner: Membership, sitting_id: UUID) -> dict[str, Any]:
    history = takes(owner)
    take = next(take for take in history if take.id == sitting_id)
    if not is_released(take.key, take.version):
        return _unknown(take)
    page = report_page(take, history, answers_of(sitting_id))
    body = render_to_string("assessments/report_body.html", {"page": page, "sitting_id": sitting_id})
    scored = page.profile is not None
    return {"day": page.day, "date": take.day.isoformat(), "body": body, "has_scores": scored}


def _unknown(take: Take) -> dict[str, Any]:
    """What can be shown where this installation has not the version that was answered: what was stored."""
    header, rows = figures_table(take.scores)
    told = {"take": take, "header": header, "rows": rows}
    body = render_to_string("assessments/report_unknown.html", told)
    return {"day": in_words(take.day), "date": take.day.isoformat(), "body": body, "has_scores": False}


def report_page(take: Take, history: Sequence[Take], answers: Mapping[str, int | None]) -> ReportPage:
    """The report on one sitting, as it was then: beside those before it, with a word of those after."""
    comparable = comparable_takes(history, take)
    compared, last = comparison(comparable), history[-1]
    header, rows = figures_table(take.scores)
    return ReportPage(
        title=take.instrument.title,
        day=in_words(take.day),
        profile=profile_chart(take),
        progress=progress_chart(comparable, compared.finding if compared else ""),
        comparison=compared,
        times=len(comparable),
        useful_day=in_words(take.day + RETAKE_AFTER),
        newest=None if last.id == take.id else Newest(last.id, in_words(last.day)),
        other_versions=history.index(take) + 1 - len(comparable),
        file=file_name(take),
        answering=answering(take, answers),
        balance=balance(take.reading),
        parts=_parts(take),
        sources=sources(take.scores),
        figures_header=header,
        figures=rows,
    )


def _parts(take: Take) -> tuple[Part, ...]:
    figures = zip(take.reading.components, take.scores, take.instrument.components, strict=True)
    return tuple(part(one, row, measure) for one, row, measure in figures)
