"""Cards in words: question by question what was rated and heard, and what was decided on them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hiring.guide import Guide, named
from hiring.queries import Decided, RuleThen
from hiring.talks.pages.ruling import outcome_words
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


def decided_rows(guide: Guide, found: Sequence[Decided]) -> list[tuple[Decided, str, str]]:
    """Each decision with the names of the parts of the talk that carry it, and what the rule said then."""
    names = {one.code: one.name for one in guide.competencies}
    return [(one, ", ".join(names[code] for code in one.grounds), _rule_words(one.rule)) for one in found]


def rated_rows(guide: Guide, ratings: Ratings) -> list[tuple[str, str, str]]:
    """Of one card: what each question is about, the rating in words, the evidence."""
    none = (None, "")
    rows = [(named(one, guide), *ratings.get(one.code, none)) for one in guide.questions]
    return [(name, rating_words(rating), evidence) for name, rating, evidence in rows]


def _rule_words(then: RuleThen | None) -> str:
    if then is None:
        return ""
    told = {"number": then.number, "outcome": outcome_words(then.outcome)}
    return _("Version %(number)s: %(outcome)s") % told


def rating_words(rating: int | None) -> str:
    if rating is None:
        return _("not rated yet")
    return str(rating) if rating else _("could not tell")
