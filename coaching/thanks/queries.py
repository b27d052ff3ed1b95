"""What the pages of thanks show, as frozen dataclasses, and whom somebody can thank.

Each list is one function with one query: whom a person does not want to meet is left out there.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from assessments.instruments import component
from coaching.lines import Line
from coaching.models import KEEP_THANKS, Thanks, ThanksQuerySet
from coaching.queries.sharing import Person, code_of
from coaching.queries.told import address, day_told, moment_told
from coaching.thanks.documents import ThanksDocument
from coaching.thanks.rules import PAGE, TAKE_BACK
from coaching.thanks.sealing import open_thanks
from coaching.visibility import hidden_by, looked_after_by, supervisors_of
from people.keys import with_slot
from people.models import Membership
from people.prepared import Given, Prepared
from people.sealing import SealBroken

# The lists of the page, in its order; an address names one of them to page through it.
GOT, GIVEN, TEAM = "received", "given", "team"
LISTS = (GOT, GIVEN, TEAM)


@dataclass(frozen=True, slots=True)
class ThanksCard:
    """One of a list, with all its words. `href` leads to its own page, for the two whom it concerns."""

    href: str
    heading: str
    day: str
    lines: tuple[Line, ...]
    is_shown: bool


@dataclass(frozen=True, slots=True)
class ThanksList:
    """A page of one list, newest first. There is no number of any of them."""

    cards: tuple[ThanksCard, ...]
    newer_href: str = ""
    older_href: str = ""


@dataclass(frozen=True, slots=True)
class ThanksLists:
    """The page of thanks: each list from its newest on, or a later page of one, where the others are None."""

    received: ThanksList | None
    given: ThanksList | None
    team: ThanksList | None


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """One of hers, as the one who got it or the one who gave it sees it: the same words."""

    id: UUID
    is_hers: bool
    name: str
    card: ThanksCard
    readers: str
    until: str
    is_kept: bool
    team: str
    team_code: str
    back_until: str


def colleagues_of(giver: Membership) -> tuple[Person, ...]:
    """Whom she can thank, by name: her team, who looks after it, whom she looks after.

    A query for each and no walk through everybody of the organisation; supervisors cost two.
    """
    mates = Membership.objects.filter(team__isnull=False, team=giver.team_id, closed_at=None)
    near = dict(mates.values_list("pk", "user__name")) | supervisors_of(giver)
    if giver.is_supervisor:
        near |= looked_after_by(giver).values_list("pk", "user__name")
    near.pop(giver.pk, None)
    ordered = sorted(near.items(), key=lambda each: (each[1].casefold(), each[1], each[0]))
    return tuple(Person(pk, code_of(giver, pk), name) for pk, name in ordered)


def lists_of(viewer: Membership, only: str, page: int) -> ThanksLists:
    """A query for each list that is shown."""
    shown = (only,) if page > 1 else LISTS
    return ThanksLists(
        received=_page(viewer, GOT, page) if GOT in shown else None,
        given=_page(viewer, GIVEN, page) if GIVEN in shown else None,
        team=_page(viewer, TEAM, page) if TEAM in shown else None,
    )


def find_thanks(viewer: Membership, row: UUID, *, hold: bool = False) -> Thanks | None:
    """One that she gave, or got and has not removed; None for anybody else's, and for none.

    `hold` it until the transaction ends.
    """
    found: ThanksQuerySet = Thanks.objects.between(viewer).filter(pk=row)
    if hold:
        found = found.select_for_update(of=("self",))
    one: Thanks | None = _whole(found.with_showing()).select_related("receiver__team").first()
    return one


def thanks_page(viewer: Membership, thanks: Thanks, now: dt.datetime) -> ThanksPage:
    """Of a row of `find_thanks`."""
    hers, team = thanks.receiver_id == viewer.pk, thanks.receiver.team
    other = thanks.giver if hers else thanks.receiver
    back_until = thanks.given_at + TAKE_BACK
    return ThanksPage(
        id=thanks.pk,
        is_hers=hers,
        name=other.user.name,
        card=_card(viewer, thanks),
        readers=_readers(viewer, thanks),
        until=day_told(thanks.given_at + KEEP_THANKS, viewer),
        is_kept=thanks.kept,
        team=team.name if hers and team else "",
        team_code=code_of(viewer, team.pk) if hers and team else "",
        back_until=moment_told(back_until, viewer) if not hers and now < back_until else "",
    )


def lines_of(document: ThanksDocument) -> tuple[Line, ...]:
    """What it says, as a letter: to who checks it, who gave it, who got it and her team the same."""
    named = [_(component(code).name) for code in document.components]
    every = (
        Line("", document.did, is_text=True),
        Line("", document.effect, is_text=True),
        Line(_("A customer said"), document.customer, is_text=True),
        Line(_("This shows"), get_text_list(named, _("and"))),
    )
    return tuple(line for line in every if line.value.strip())


def _received(viewer: Membership | Given) -> ThanksQuerySet:
    got: ThanksQuerySet = Thanks.objects.got_by(viewer).exclude(giver__in=hidden_by(viewer))
    return got.with_showing()


def _given(viewer: Membership | Given) -> ThanksQuerySet:
    given: ThanksQuerySet = Thanks.objects.given_by(viewer)
    return given.with_showing()


def _shown(viewer: Membership | Given) -> ThanksQuerySet:
    shown: ThanksQuerySet = Thanks.objects.shown_to(viewer).exclude(giver__in=hidden_by(viewer))
    return shown


def _page(viewer: Membership, name: str, page: int) -> ThanksList:
    """One row more is read to see whether more follow."""
    start = (page - 1) * PAGE
    if page == 1:
        found = _FIRST[name](viewer=viewer.pk)
    else:
        found = list(_for_cards(_LISTED[name](viewer))[start : start + PAGE + 1])
    newer = "" if page == 1 else reverse("coaching:thanks-list") if page == 2 else _address(name, page - 1)
    return ThanksList(
        cards=tuple(_card(viewer, each, of_team=name == TEAM) for each in found[:PAGE]),
        newer_href=newer,
        older_href=_address(name, page + 1) if len(found) > PAGE else "",
    )


def _address(name: str, page: int) -> str:
    return f"{reverse('coaching:thanks-list')}?list={name}&page={page}"


def _whole(rows: ThanksQuerySet) -> "QuerySet[Thanks]":
    """With the names of the two and the slot of the key."""
    found: QuerySet[Thanks] = with_slot(rows, "data_key")
    return found.select_related("giver__user", "receiver__user")


def _for_cards(rows: ThanksQuerySet) -> "QuerySet[Thanks]":
    """The newest first, with what a card shows and no more: two people have sixty columns."""
    shown = ("given_at", "sealed", "data_key", "giver__user__name", "receiver__user__name")
    return _whole(rows.newest_first()).only(*shown)


def _card(viewer: Membership, thanks: Thanks, *, of_team: bool = False) -> ThanksCard:
    names = {"giver": thanks.giver.user.name, "receiver": thanks.receiver.user.name}
    hers = thanks.receiver_id == viewer.pk
    own = _("From %(giver)s") if hers else _("To %(receiver)s")
    heading = _("%(giver)s to %(receiver)s") if of_team else own
    return ThanksCard(
        href="" if of_team else address("coaching:thanks", thanks.pk),
        heading=heading % names,
        day=day_told(thanks.given_at, viewer),
        lines=_lines(thanks),
        is_shown=bool(thanks.is_shown),
    )


def _lines(thanks: Thanks) -> tuple[Line, ...]:
    try:
        return lines_of(open_thanks(thanks))
    except SealBroken:
        return (Line("", _("This could not be opened")),)


def _readers(viewer: Membership, thanks: Thanks) -> str:
    """The visibility line, from the condition by which the team's list is made.

    That the receiver has removed it is not told: it would say what she thinks of it.
    """
    other = thanks.giver if thanks.receiver_id == viewer.pk else thanks.receiver
    told = _("You, %(name)s, the team and who supervises it can read this.")
    return (told if thanks.is_shown else _("You and %(name)s can read this.")) % {"name": other.user.name}


_LISTED: dict[str, Callable[[Membership | Given], ThanksQuerySet]] = {
    GOT: _received,
    GIVEN: _given,
    TEAM: _shown,
}
_VIEWER = Given("viewer", Membership)
_FIRST: dict[str, Prepared[Thanks]] = {
    GOT: Prepared(lambda: _for_cards(_received(_VIEWER))[: PAGE + 1]),
    GIVEN: Prepared(lambda: _for_cards(_given(_VIEWER))[: PAGE + 1]),
    TEAM: Prepared(lambda: _for_cards(_shown(_VIEWER))[: PAGE + 1]),
}
