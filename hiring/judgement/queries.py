"""What the pages about situations show, as frozen dataclasses."""

import datetime as dt
from dataclasses import dataclass
from math import floor
from uuid import UUID

from hiring.judgement.keys import LEAST_EXPERTS, JudgementKey, development_key
from hiring.judgement.panel import Frozen, ScenarioAgreement, frozen_agreement, frozen_key
from hiring.judgement.scenarios import KEY, VERSION, JudgementTest, Scenario, judgement_test
from hiring.judgement.scoring import score
from hiring.judgement.sheets import Sheets
from hiring.judgement.timing import Pace, allowed_seconds, ends_at, is_over
from hiring.models import (
    Candidate,
    Expert,
    ExpertPanel,
    ExpertRating,
    FrozenKey,
    JudgementAnswer,
    JudgementSetting,
    JudgementSitting,
    Opening,
)
from people.prepared import Given, Prepared


@dataclass(frozen=True)
class PanelRow:
    """A panel in the list: when it began, and how many of those asked have rated."""

    id: UUID
    started: dt.date
    is_frozen: bool
    asked: int
    done: int


@dataclass(frozen=True)
class Asked:
    """Somebody who was asked: who, never whether she has rated or what."""

    id: UUID
    name: str
    email: str


@dataclass(frozen=True)
class OpenPanel:
    """A panel whose experts are rating: counts alone. `missing` is how many more a key needs."""

    id: UUID
    people: tuple[Asked, ...]
    done: int

    @property
    def missing(self) -> int:
        return max(0, LEAST_EXPERTS - self.done)


@dataclass(frozen=True)
class OptionRow:
    """One option of a frozen key, with what its experts agreed on."""

    text: str
    mean: float
    sd: float
    rwg: float
    stays: bool


@dataclass(frozen=True)
class ScenarioRows:
    """One scenario of a frozen key."""

    title: str
    situation: str
    options: tuple[OptionRow, ...]
    staying: int
    stays: bool


@dataclass(frozen=True)
class KeyPage:
    """A frozen key: what stays, of how many experts, and what one answer throughout would earn by it.

    `names` are empty once their time is over.
    """

    hash: str
    frozen_at: dt.datetime
    frozen_by: str
    names: tuple[str, ...]
    language: str
    experts: int
    scenarios: tuple[ScenarioRows, ...]
    staying: int
    options: int
    flat: int


@dataclass(frozen=True)
class Situations:
    """What a candidate is asked about situations, and how far she is. `ends` is None without a limit.

    `seconds` is her own time: that of the opening at the pace that she was granted.
    """

    sheets: Sheets
    key: JudgementKey
    is_practice: bool
    seconds: int | None
    started_at: dt.datetime | None
    ends: dt.datetime | None

    @property
    def minutes(self) -> int | None:
        """Her own time in whole minutes, for a sentence; None where no clock runs."""
        return self.seconds // 60 if self.seconds else None

    def is_over(self, now: dt.datetime) -> bool:
        """Whether her time has run out."""
        return is_over(self.ends, now)

    def is_done(self, now: dt.datetime) -> bool:
        """Whether nothing is left to answer, or no time to do it in."""
        return self.is_over(now) or self.sheets.first_open is None


@dataclass(frozen=True)
class Result:
    """How close her ratings came to the key, of 100; None where too few were answered, or all alike.

    `even` is the same without her own style of rating; `flat` what one answer throughout would earn.
    """

    is_practice: bool
    experts: int
    score: int | None
    even: int | None
    flat: int


def panels() -> tuple[PanelRow, ...]:
    """The panels of the organisation in scope, newest first."""
    found = ExpertPanel.objects.counted().order_by("-made_at", "pk")
    return tuple(
        PanelRow(each.pk, each.made_at, each.state == ExpertPanel.State.FROZEN, each.asked, each.done)
        for each in found
    )


def open_panel(panel: ExpertPanel) -> OpenPanel:
    """Who was asked, by name, and how many have sent. Not who."""
    people = tuple(
        Asked(each.pk, each.name, each.email)
        for each in Expert.objects.filter(panel=panel).order_by("name", "pk")
    )
    return OpenPanel(panel.pk, people, Expert.objects.filter(panel=panel, sent_at__isnull=False).count())


def key_page(kept: FrozenKey) -> KeyPage:
    """The table of a frozen key. ValueError where it was changed since. For one loaded with its panel."""
    panel = kept.panel
    test = judgement_test(panel.test_key, panel.test_version)
    key = _key(test, kept)
    scenarios = _scenario_rows(test, kept)
    return KeyPage(
        hash=kept.hash,
        frozen_at=kept.frozen_at,
        frozen_by=kept.frozen_by.user.name,
        names=tuple(panel.experts.exclude(name="").order_by("name", "pk").values_list("name", flat=True)),
        language=test.language,
        experts=key.experts,
        scenarios=scenarios,
        staying=sum(one.stays for one in scenarios),
        options=sum(len(values) for values in key.values.values()),
        flat=round(100 * key.best_flat),
    )


def ratings_of(panel: ExpertPanel) -> dict[str, dict[str, int]]:
    """What was sent, by expert and option. For the key alone: it stands on no page."""
    found: dict[str, dict[str, int]] = {}
    rows = ExpertRating.objects.filter(expert__panel=panel, expert__sent_at__isnull=False)
    for expert, option, rating in rows.values_list("expert", "option", "rating"):
        found.setdefault(str(expert), {})[option] = rating
    return found


def sheets_of_expert(expert: Expert) -> Sheets:
    """All situations with her own ratings, in one query."""
    test = judgement_test(expert.panel.test_key, expert.panel.test_version)
    ratings: dict[str, int | None] = dict(
        ExpertRating.objects.filter(expert=expert).values_list("option", "rating")
    )
    return Sheets(test, test.scenarios, ratings, expert.pk.hex)


def newest_key() -> FrozenKey | None:
    """The key that was frozen last for the situations that are asked now."""
    found = FrozenKey.objects.filter(panel__test_key=KEY, panel__test_version=VERSION)
    return found.select_related("panel").order_by("-frozen_at", "pk").first()


def key_of(test: JudgementTest, kept: FrozenKey | None) -> JudgementKey:
    """The key to score by: the frozen one, or that of the authors where there is none."""
    return development_key(test) if kept is None else _key(test, kept)


def _key(test: JudgementTest, kept: FrozenKey) -> JudgementKey:
    return frozen_key(test, Frozen(kept.document, kept.hash))


def _scenario_rows(test: JudgementTest, kept: FrozenKey) -> tuple[ScenarioRows, ...]:
    """In the order of the test: JSON in a database has none of its own."""
    agreed = {one.code: one for one in frozen_agreement(kept.document).scenarios}
    return tuple(_scenario_row(scenario, agreed[scenario.code]) for scenario in test.scenarios)


def _scenario_row(scenario: Scenario, found: ScenarioAgreement) -> ScenarioRows:
    texts = {one.code: one.text for one in scenario.options}
    figures = {one.code: one for one in found.options}
    return ScenarioRows(
        scenario.title,
        scenario.situation,
        tuple(
            OptionRow(text, figures[code].mean, figures[code].sd, figures[code].rwg, figures[code].stays)
            for code, text in texts.items()
        ),
        sum(one.stays for one in found.options),
        found.stays,
    )


def situations_of(candidate: Candidate) -> Situations | None:
    """What her opening asks about situations; None where it asks nothing. Up to three queries."""
    setting = _setting.first(opening=candidate.opening_id)
    if setting is None:
        return None
    test = judgement_test(setting.test_key, setting.test_version)
    key = key_of(test, setting.frozen_key)
    sitting = _sitting.first(candidate=candidate.pk) or JudgementSitting()
    answers = dict(_answers(candidate=candidate.pk))
    asked = tuple(one for one in test.scenarios if one.code in key.values)
    pace, began = Pace(sitting.pace), sitting.started_at
    return Situations(
        sheets=Sheets(test, asked, answers, candidate.pk.hex),
        key=key,
        is_practice=setting.for_practice,
        seconds=allowed_seconds(setting.seconds, pace),
        started_at=began,
        ends=ends_at(began, setting.seconds, pace) if began else None,
    )


def is_timed(candidate: Candidate) -> bool:
    """Whether her opening sets a time for situations, which HR can lengthen. Opening loaded with it."""
    setting: JudgementSetting | None = getattr(candidate.opening, "judgement", None)
    return setting is not None and setting.seconds is not None


def result_of(found: Situations) -> Result:
    """Her score. Whether it may be shown to anybody but herself says `is_practice`."""
    told = score(found.sheets.test, found.key, found.sheets.answers)
    return Result(
        is_practice=found.is_practice,
        experts=told.experts,
        score=_of_100(told.score),
        even=_of_100(told.standardised),
        flat=round(100 * found.key.best_flat),
    )


def own_answers(found: Situations) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Her own answers to keep: title, then each way with the words of its answer ("" for none given)."""
    labels: dict[int | None, str] = {point.value: point.label for point in found.sheets.test.scale}
    return tuple(
        (
            scenario.title,
            tuple(
                (one.text, labels.get(found.sheets.answers.get(one.code), ""))
                for one in found.sheets.options(number)
            ),
        )
        for number, scenario in enumerate(found.sheets.scenarios, start=1)
    )


def _of_100(share: float | None) -> int | None:
    return None if share is None else floor(100 * share + 0.5)


# Each page of a candidate asks these.
_OPENING, _CANDIDATE = Given("opening", Opening), Given("candidate", Candidate)
_setting: Prepared[JudgementSetting] = Prepared(
    lambda: JudgementSetting.objects.filter(opening=_OPENING).select_related("frozen_key__panel")
)
_sitting: Prepared[JudgementSitting] = Prepared(lambda: JudgementSitting.objects.filter(candidate=_CANDIDATE))
_answers: Prepared[tuple[str, int]] = Prepared(
    lambda: JudgementAnswer.objects.filter(candidate=_CANDIDATE).values_list("option", "rating")
)
