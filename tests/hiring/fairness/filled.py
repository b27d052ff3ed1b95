"""Openings that many people came through: rows made at once, as the actions would make them one by one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import uuid4

from hiring.asked import KEY, VERSION
from hiring.judgement.scenarios import KEY as SITUATIONS
from hiring.judgement.scenarios import VERSION as SITUATIONS_VERSION
from hiring.judgement.scenarios import judgement_test
from hiring.models import (
    Candidate,
    CandidateAnswer,
    EqualityAnswer,
    EqualityKey,
    JudgementAnswer,
    Opening,
    OpeningStage,
    StageDecision,
)
from people.models import DataKey, Membership
from tests.cast import NOW

TEST = judgement_test(SITUATIONS, SITUATIONS_VERSION)
Groups = Mapping[str, str]
# Who said what of herself, how many of them there are, and how many came through each talk.
Came = tuple[Groups | None, int, tuple[int, ...]]


def fill(opening: Opening, hr: Membership, came: Iterable[Came], *, at: dt.datetime = NOW) -> None:
    """Everybody is decided on at each talk that she reaches, one by one; None said nothing at all."""
    stages = talks(opening)
    for number, (groups, people, through) in enumerate(came):
        then = at + dt.timedelta(seconds=number)
        candidates = people_in(opening, people)
        if groups is not None:
            say(candidates, groups)
        left = candidates
        for stage, on in zip(stages, through, strict=True):
            decided(stage, left[:on], True, hr, at=then)
            decided(stage, left[on:], False, hr, at=then + dt.timedelta(milliseconds=on))
            left = left[:on]


def talks(opening: Opening) -> list[OpeningStage]:
    """In order: where the pages decide."""
    stages = OpeningStage.objects.filter(opening=opening, kind=OpeningStage.Kind.INTERVIEW)
    return list(stages.order_by("position"))


def people_in(opening: Opening, number: int) -> list[Candidate]:
    """So many who have sent their answers."""
    of = {"organisation_id": opening.organisation_id}
    keys = DataKey.objects.bulk_create(
        DataKey(purpose=DataKey.Purpose.CANDIDATE, **of) for _number in range(number)
    )
    return Candidate.objects.bulk_create(
        Candidate(
            **of,
            opening=opening,
            data_key=key,
            name="Nell",
            email=f"{key.pk.hex}@home.example",
            instrument_key=KEY,
            instrument_version=VERSION,
            state=Candidate.State.SENT,
            invited_at=NOW,
            started_at=NOW,
            sent_at=NOW,
        )
        for key in keys
    )


def say(candidates: Iterable[Candidate], groups: Groups) -> None:
    """The same of each."""
    said = [(one, uuid4()) for one in candidates]
    EqualityAnswer.objects.bulk_create(
        EqualityAnswer(key=key, organisation_id=one.organisation_id, opening_id=one.opening_id, **groups)
        for one, key in said
    )
    EqualityKey.objects.bulk_create(
        EqualityKey(key=key, organisation_id=one.organisation_id, candidate=one) for one, key in said
    )


def decided(
    stage: OpeningStage,
    candidates: Iterable[Candidate],
    goes_on: bool,
    hr: Membership,
    *,
    at: dt.datetime = NOW,
) -> None:
    """One decision each, a millisecond after the other, where a page can make it."""
    assert stage.kind == OpeningStage.Kind.INTERVIEW
    StageDecision.objects.bulk_create(
        StageDecision(
            organisation_id=stage.organisation_id,
            candidate=one,
            stage=stage,
            goes_on=goes_on,
            decided_by=hr,
            decided_at=at + dt.timedelta(milliseconds=number),
            sealed=b"",
        )
        for number, one in enumerate(candidates)
    )


def answer(candidates: Iterable[Candidate], answers: Mapping[str, int | None]) -> None:
    """The same of each: a value by the code of the statement."""
    CandidateAnswer.objects.bulk_create(
        CandidateAnswer(organisation_id=one.organisation_id, candidate=one, item_code=code, value=value)
        for one in candidates
        for code, value in answers.items()
    )


def rate(candidates: Iterable[Candidate], ratings: Mapping[str, int]) -> None:
    """The same of each: a rating by the code of the option."""
    scenario = {one.code: each.code for each in TEST.scenarios for one in each.options}
    JudgementAnswer.objects.bulk_create(
        JudgementAnswer(
            organisation_id=one.organisation_id,
            candidate=one,
            scenario=scenario[code],
            option=code,
            rating=rating,
        )
        for one in candidates
        for code, rating in ratings.items()
    )
