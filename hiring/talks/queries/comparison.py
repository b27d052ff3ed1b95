"""Several people of one opening side by side: whom one may select, what was heard, how they answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hiring.asked import asked_of
from hiring.guide import Guide
from hiring.models import Candidate, CandidateAnswer, Opening, Scorecard
from hiring.openings.queries import guide_of
from hiring.permissions import readable_by
from hiring.profile import Line, profile
from hiring.queries import switched_on
from hiring.talks.comparing import Pair, pairs
from hiring.talks.queries.cards import cards_of, document_of, key_of, ratings_in
from people.keys import with_slot
from people.models import Membership
from people.sealing import OpenKey

LISTED = 200  # people to choose from, by name


@dataclass(frozen=True)
class Heard:
    """What one interviewer heard on one question, and how she rated it; 0 is "I could not tell"."""

    question: str
    by: str
    rating: int
    evidence: str


@dataclass(frozen=True)
class Beside:
    """One of those laid side by side: her cards by question, her scores by component."""

    id: UUID
    name: str
    heard: tuple[Heard, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Comparison:
    """Two to four people in the order of their names. `close` tells of each component which pairs differ."""

    guide: Guide
    people: tuple[Beside, ...]
    close: tuple[tuple[Line, tuple[Pair, ...]], ...]


@dataclass(frozen=True)
class Choice:
    """Somebody who may be laid beside others."""

    id: UUID
    name: str


def choices(member: Membership, opening: Opening, more: Sequence[Candidate]) -> tuple[Choice, ...]:
    """Whom of this opening she may lay side by side, by name; `more`, of `chosen`, are always among them."""
    rows = readable_by(member, opening.pk).order_by("name", "pk").values_list("pk", "name")
    offered = dict(rows[:LISTED]) | {one.pk: one.name for one in more}
    return tuple(Choice(pk, name) for pk, name in sorted(offered.items(), key=_by_name_of_row))


def chosen(member: Membership, opening: Opening, ids: Iterable[UUID]) -> tuple[Candidate, ...]:
    """Those of these whom she may read about, by name, each with the slot of her key."""
    rows = with_slot(readable_by(member, opening.pk).filter(pk__in=list(ids)), "data_key")
    return tuple(rows.select_related("opening").order_by("name", "pk"))


def comparison(opening: Opening, people: Sequence[Candidate]) -> Comparison:
    """These people of `chosen` side by side. For an opening that was loaded with `own_guide`."""
    asked = guide_of(opening)
    cards = cards_of([one.pk for one in people])
    answers = _answers(people)
    components = {one.component.code for one in switched_on(opening)}
    beside = tuple(
        Beside(
            one.pk,
            one.name,
            _heard(asked, key_of(one), [c for c in cards if c.candidate_id == one.pk]),
            _lines(one, components, answers.get(one.pk)),
        )
        for one in people
    )
    return Comparison(asked, beside, _close(beside))


def _by_name_of_row(row: tuple[UUID, str]) -> tuple[str, UUID]:
    return row[1], row[0]


def _heard(asked: Guide, key: OpenKey, cards: Sequence[Scorecard]) -> tuple[Heard, ...]:
    """By question, then by interviewer; what nobody wrote anything on is left out."""
    told = [(card.interviewer.user.name, ratings_in(document_of(key, card))) for card in cards]
    return tuple(
        Heard(one.code, name, ratings[one.code][0] or 0, ratings[one.code][1])
        for one in asked.questions
        for name, ratings in told
        if one.code in ratings
    )


def _answers(people: Sequence[Candidate]) -> dict[UUID, dict[str, int | None]]:
    """Of those who have sent them."""
    found: dict[UUID, dict[str, int | None]] = {
        one.pk: {} for one in people if one.state == Candidate.State.SENT
    }
    rows = CandidateAnswer.objects.filter(candidate__in=list(found))
    for candidate_id, code, value in rows.values_list("candidate", "item_code", "value"):
        found[candidate_id][code] = value
    return found


def _lines(
    candidate: Candidate, components: set[str], answers: Mapping[str, int | None] | None
) -> tuple[Line, ...]:
    asked = asked_of(candidate.instrument_key, candidate.instrument_version, components)
    return profile(asked, answers or {})


def _close(people: Sequence[Beside]) -> tuple[tuple[Line, tuple[Pair, ...]], ...]:
    by_part = zip(*(one.lines for one in people), strict=True)
    return tuple((lines[0], pairs([line.measured for line in lines])) for lines in by_part)
