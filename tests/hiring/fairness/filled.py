"""Openings that many people came through: rows made at once, as the actions would make them one by one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import uuid4

from hiring.models import Candidate, EqualityAnswer, EqualityKey, Opening, OpeningStage, StageDecision
from people.models import DataKey, Membership
from tests.cast import NOW

Groups = Mapping[str, str]
# Who said what of herself, how many of them there are, and how many came through each stage.
Came = tuple[Groups | None, int, tuple[int, ...]]


def fill(opening: Opening, hr: Membership, came: Iterable[Came], *, at: dt.datetime = NOW) -> None:
    """Everybody is decided on at each stage that she reaches; None said nothing at all."""
    stages = list(OpeningStage.objects.filter(opening=opening).order_by("position"))
    for groups, people, through in came:
        candidates = people_in(opening, people)
        if groups is not None:
            say(candidates, groups)
        left = candidates
        for stage, number in zip(stages, through, strict=True):
            decided(stage, left[:number], True, hr, at=at)
            decided(stage, left[number:], False, hr, at=at)
            left = left[:number]


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
            instrument_key="x",
            instrument_version=1,
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
    """One decision each."""
    StageDecision.objects.bulk_create(
        StageDecision(
            organisation_id=stage.organisation_id,
            candidate=one,
            stage=stage,
            goes_on=goes_on,
            decided_by=hr,
            decided_at=at,
            sealed=b"",
        )
        for one in candidates
    )
