"""Cards in words: question by question what was rated and heard, and what was decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hiring.guide import Guide, named
from hiring.queries import Decided
from hiring.talks.queries.cards import Earlier, LockedCard, Ratings


@dataclass(frozen=True)
class CardPage:
    """One interviewer's card in words, and each version before a change with its reason and times."""

    card: LockedCard
    rated: tuple[tuple[str, str, str], ...]
    earlier: tuple[tuple[Earlier, tuple[tuple[str, str, str], ...]], ...]


def card_pages(guide: Guide, cards: Sequence[LockedCard]) -> tuple[CardPage, ...]:
    """All cards of one candidate."""
    return tuple(
        CardPage(
            card,
            tuple(rated_rows(guide, card.ratings)),
            tuple((old, tuple(rated_rows(guide, old.ratings))) for old in card.earlier),
        )
        for card in cards
    )


def decided_rows(guide: Guide, found: Sequence[Decided]) -> list[tuple[Decided, str]]:
    """Each decision with the names of the parts of the talk that carry it."""
    names = {one.code: one.name for one in guide.competencies}
    return [(one, ", ".join(names[code] for code in one.grounds)) for one in found]


def rated_rows(guide: Guide, ratings: Ratings) -> list[tuple[str, str, str]]:
    """Of one card: what each question is about, the rating in words, the evidence."""
    none = (None, "")
    rows = [(named(one, guide), *ratings.get(one.code, none)) for one in guide.questions]
    return [(name, rating_words(rating), evidence) for name, rating, evidence in rows]


def rating_words(rating: int | None) -> str:
    if rating is None:
        return _("not rated yet")
    return str(rating) if rating else _("could not tell")
