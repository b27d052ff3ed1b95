"""An opening of a bench installation with its candidates: a few through actions, the others in bulk."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from hiring.actions.answers import send_answers
from hiring.equality.questions import ASKED
from hiring.models import (
    Candidate,
    CandidateAnswer,
    EqualityAnswer,
    EqualityKey,
    Opening,
    OpeningStage,
    Scorecard,
    StageDecision,
)
from hiring.openings.actions.states import close_opening
from hiring.sealing import CARDS, DECISIONS, SCHEMA
from people.keys import key_ring
from people.models import DataKey, KeySlot, Membership
from people.sealing import OpenKey, new_secret, seal, wrap
from tests import experts, hires

BATCH = 500
PAST = 300  # candidates of an opening that is over: two are put together, and its scores are told
DICE = random.Random(11)
NAMES = ("Amina", "Ben", "Chidi", "Dora", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jun")
CARD = {code: asdict(one) for code, one in hires.rated().items()}


def hire_many(hr: Membership, many: int, now: dt.datetime) -> tuple[dict[str, str], dict[str, str]]:
    """`many` candidates of one opening, decided on at its talk, and another that is over; ids for addresses,
    and cookies by who.

    Three of them came through actions: one who has sent, one who answers, one with a link not yet used.
    """
    began = now - dt.timedelta(days=12)
    opening = experts.asking(hr, title="Agents, evenings", parts=("SR", "EM"), now=began)
    sent = _through(opening, hr, "Aaliyah", began)
    send_answers(candidate=sent, now=began + dt.timedelta(hours=1))
    hires.locked(sent, hr, now=began + dt.timedelta(days=1))
    _through(opening, hr, "Abby", now)
    hires.invited(opening, hr, name="Ada", token="fresh-link", now=now)
    like = list(sent.answers.all())
    _made(hr, opening, like, many - 3, began, now)
    past = hires.job(hr, title="Agents, mornings", now=began)
    _made(hr, past, like, PAST, began, now)
    close_opening(opening=past, by=hr, now=now)
    ids = {"job": str(opening.pk), "past": str(past.pk), "candidate": str(sent.pk)}
    return ids, {"sender": "Aaliyah-cookie", "judge": "Abby-cookie"}


def _made(
    hr: Membership,
    opening: Opening,
    like: Sequence[CandidateAnswer],
    many: int,
    began: dt.datetime,
    now: dt.datetime,
) -> None:
    talk = opening.stages.get(kind=OpeningStage.Kind.INTERVIEW)
    for start in range(0, many, BATCH):
        numbers = range(start, min(start + BATCH, many))
        times = (began + (now - began) * number / many for number in numbers)
        _write([_Made(hr, talk, like, *one) for one in zip(numbers, times, strict=True)])


def _through(opening: Opening, hr: Membership, name: str, now: dt.datetime) -> Candidate:
    """She has answered everything and sent nothing."""
    candidate = hires.invited(opening, hr, name=name, token=f"{name}-link", now=now)
    begun = hires.begun(candidate, session=f"{name}-cookie", now=now)
    return experts.judged(hires.answered(begun, now=now), now=now)


def _write(made: "Sequence[_Made]") -> None:
    for number in range(len(made[0].rows)):
        rows = [row for one in made for row in one.rows[number]]
        if rows:
            type(rows[0])._base_manager.bulk_create(rows)


class _Made:
    """One candidate who has sent, with a locked card, a decision and voluntary answers, as rows unwritten."""

    def __init__(
        self,
        hr: Membership,
        talk: OpeningStage,
        like: Sequence[CandidateAnswer],
        number: int,
        at: dt.datetime,
    ) -> None:
        self.hr, self.talk, self.at = hr, talk, at
        opening = talk.opening
        self.own: dict[str, Any] = {"organisation_id": opening.organisation_id}
        self.key = OpenKey(uuid4(), new_secret())
        self.candidate = Candidate(
            **self.own,
            opening=opening,
            data_key_id=self.key.id,
            name=f"{DICE.choice(NAMES)} {number}",
            email=f"candidate-{number}@home.example",
            instrument_key=like[0].candidate.instrument_key,
            instrument_version=like[0].candidate.instrument_version,
            state=Candidate.State.SENT,
            invited_at=at,
            started_at=at,
            sent_at=at,
        )
        said = {asked.code: DICE.choice(asked.codes) for asked in ASKED}
        answer = EqualityAnswer(**self.own, opening=opening, **said)
        self.rows: list[list[Any]] = [
            [DataKey(**self.own, id=self.key.id, purpose=DataKey.Purpose.CANDIDATE)],
            [self._slot()],
            [self.candidate],
            [
                CandidateAnswer(
                    **self.own, candidate=self.candidate, item_code=one.item_code, value=DICE.randint(1, 5)
                )
                for one in like
            ],
            [self._card()],
            [self._decision(goes_on=number % 3 > 0)],  # two of three are taken on
            [answer] if number % 5 else [],
            [EqualityKey(**self.own, key=answer.key, candidate=self.candidate)] if number % 5 else [],
        ]

    def _slot(self) -> KeySlot:
        master = key_ring().current
        return KeySlot(
            **self.own,
            data_key_id=self.key.id,
            kind=KeySlot.Kind.SERVER,
            master_key_id=master.id,
            wrapped=wrap(master.secret, self.key),
        )

    def _card(self) -> Scorecard:
        told = {"guide_key": "bench", "guide_version": 1, "saved_at": self.at, "locked_at": self.at}
        card = Scorecard(**self.own, candidate=self.candidate, interviewer=self.hr, **told)
        card.sealed = self._sealed(CARD, CARDS, card)
        return card

    def _decision(self, *, goes_on: bool) -> StageDecision:
        told: dict[str, Any] = {"goes_on": goes_on, "decided_by": self.hr, "decided_at": self.at}
        row = StageDecision(**self.own, candidate=self.candidate, stage=self.talk, **told)
        document = {"goes_on": goes_on, "grounds": ["calm"], "reason": "She let the caller finish."}
        row.sealed = self._sealed(document, DECISIONS, row)
        return row

    def _sealed(self, document: dict[str, Any], table: str, row: Scorecard | StageDecision) -> bytes:
        return seal(self.key, document, table=table, row=row.pk, owner=self.candidate.pk, schema=SCHEMA)
