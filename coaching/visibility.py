"""What somebody may see of what was shared with her or said to her: one condition, asked at each request.

It stands in the query, so that a list, a page and the line beside a moment can never disagree. Who looks
after whom is asked once a query and not once a row: of a reader, which teams are hers; of an owner, who her
supervisors are.
"""

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet

from coaching.models import HiddenPerson, Share, ShareQuerySet, Thread, ThreadQuerySet
from people.models import Membership, Team, TeamSupervisor
from people.prepared import Given, Prepared

# A supervisor looks after a team and the teams below it, so many steps deep.
LEVELS = 5


def with_standing(shares: ShareQuerySet, owner: Membership | Given) -> ShareQuerySet:
    """Shares of this owner, each with whether its reader still looks after her."""
    able = Q(reader__in=_supervising(owner).values("membership"), owner__closed_at=None)
    return shares.of(owner).annotate(has_reader=able)  # type: ignore[no-redef]  # fills an attribute


def live(shares: ShareQuerySet, owner: Membership | Given, now: dt.datetime | Given) -> ShareQuerySet:
    """Those of this owner's that their readers can open at this moment."""
    open_now = {"ended_at": None, "expires_at__gt": now, "has_reader": True}
    return with_standing(shares, owner).filter(**open_now)


def open_to(viewer: Membership | Given, now: dt.datetime | Given) -> ShareQuerySet:
    """What others share with her and she can open at this moment."""
    mine = Share.objects.filter(reader=viewer, ended_at=None, expires_at__gt=now)
    return mine.filter(owner__team__in=teams_of(viewer), owner__closed_at=None)


class Standing(Protocol):
    """How a share stands, of a row of `with_standing` or a list's tuple of its columns."""

    @property
    def ended_at(self) -> dt.datetime | None: ...
    @property
    def ending(self) -> str: ...
    @property
    def expires_at(self) -> dt.datetime: ...
    @property
    def has_reader(self) -> bool: ...


def ending_of(share: Standing, now: dt.datetime) -> Share.Ending | None:
    """Why nobody can open it any more; None where its reader can. For rows of `with_standing`."""
    if share.ended_at is not None:
        return Share.Ending(share.ending)
    if share.expires_at <= now:
        return Share.Ending.EXPIRED
    return None if share.has_reader else Share.Ending.READER


def threads_open_to(viewer: Membership | Given, now: dt.datetime | Given) -> ThreadQuerySet:
    """Threads whose words she may read: of the feedback she got always; of what she gave, or of what she was
    asked to look at, while she works with its receiver, and of feedback on a share while that is open to her.

    What she does not want to answer is not there for her any more.
    """
    return threads_told_open_to(viewer, now).exclude(giver=viewer, declined_at__isnull=False)


def threads_told_open_to(viewer: Membership | Given, now: dt.datetime | Given) -> ThreadQuerySet:
    """What others are told that she may read: whether she wants to answer is known to her alone."""
    of_it = Q(receiver=viewer) | Q(giver=viewer) | Q(second=viewer)
    there = Q(asked_until=None) | Q(asked_until__gt=now)
    with_her = (Q(giver=viewer, share=None) | Q(second=viewer)) & (_of_her_team(viewer) | _led(viewer))
    # As in open_to: the share's reader gives, its owner receives.
    on_share = Q(giver=viewer, share__ended_at=None, share__expires_at__gt=now) & _led(viewer)
    open_now = (with_her | on_share) & Q(receiver__closed_at=None)
    return Thread.objects.filter(of_it, there, Q(receiver=viewer) | open_now)


def supervisors_of(owner: Membership) -> dict[UUID, str]:
    """Who looks after her team or one above it, names by id in their order: whom she can share with."""
    if owner.team_id is None:
        return {}
    return dict(_supervisors(owner=owner.pk))


def around(owner: Membership) -> dict[UUID, str]:
    """Who works with her, names by id in their order: the people of her team and who looks after it."""
    if owner.team_id is None:
        return {}
    return dict(_around(owner=owner.pk))


def looked_after_by(viewer: Membership | Given) -> "QuerySet[Membership]":
    """The people of the teams that she supervises and of those below, by name."""
    people = Membership.objects.filter(team__in=teams_of(viewer), closed_at=None).exclude(pk=_id(viewer))
    return people.order_by("user__name", "pk")


def works_with(viewer: Membership | Given) -> "QuerySet[Membership]":
    """Whom she may give feedback to: the people of her own team, and of those that she looks after."""
    own = Membership.objects.filter(pk=_id(viewer), closed_at=None).values("team")
    teams = Q(team__in=own) | Q(team__in=teams_of(viewer))
    return Membership.objects.filter(teams, closed_at=None).exclude(pk=_id(viewer))


def hidden_by(viewer: Membership | Given) -> "QuerySet[HiddenPerson]":
    """Whom she hides."""
    return HiddenPerson.objects.filter(owner=viewer).values("person")  # type: ignore[return-value]


def teams_of(viewer: Membership | Given) -> "QuerySet[Team]":
    """The teams that she supervises, and those below."""
    led = _led_by(viewer)
    paths = ["__".join(["parent"] * step) or "pk" for step in range(LEVELS + 1)]
    return Team.objects.filter(reduce(or_, (Q(**{f"{path}__in": led}) for path in paths)))


def _of_her_team(viewer: Membership | Given) -> Q:
    """Threads whose receiver is of the viewer's own team."""
    return Q(receiver__team__in=Membership.objects.filter(pk=_id(viewer), closed_at=None).values("team"))


def _led(viewer: Membership | Given) -> Q:
    """Threads whose receiver is of a team that she looks after: asked from that team upwards, a few rows a
    thread, where all teams of the organisation would be walked through.
    """
    above = [f"receiver__team{'__parent' * step}__in" for step in range(LEVELS + 1)]
    return reduce(or_, (Q(**{path: _led_by(viewer)}) for path in above))


def _led_by(viewer: Membership | Given) -> "QuerySet[TeamSupervisor, Any]":
    """The teams that she supervises herself."""
    mine = {"membership": viewer, "membership__is_supervisor": True, "membership__closed_at": None}
    return TeamSupervisor.objects.filter(**mine).values("team")


def _supervising(owner: Membership | Given) -> "QuerySet[TeamSupervisor]":
    """Who supervises her team or one above it, and is there to do so."""
    her = Membership.objects.filter(pk=_id(owner))
    paths = ["team" + "__parent" * step for step in range(LEVELS + 1)]
    found = reduce(or_, (Q(team__in=her.values(path)) for path in paths))
    able = {"membership__is_supervisor": True, "membership__closed_at": None}
    return TeamSupervisor.objects.filter(found, **able)


def _id(member: Membership | Given) -> UUID | Given:
    return member if isinstance(member, Given) else member.pk


def _supervisors_by_name(owner: Given) -> "QuerySet[TeamSupervisor, Any]":
    found = _supervising(owner).exclude(membership=owner).order_by("membership__user__name", "membership")
    return found.values_list("membership", "membership__user__name")


def _around_by_name(owner: Given) -> "QuerySet[Membership, Any]":
    leads = Q(pk__in=_supervising(owner).values("membership"))
    own = Membership.objects.filter(pk=owner).values("team")
    found = Membership.objects.filter(leads | Q(team__in=own), closed_at=None).exclude(pk=owner)
    return found.order_by("user__name", "pk").values_list("pk", "user__name")


_OWNER = Given("owner", Membership)
_supervisors: Prepared[tuple[UUID, str]] = Prepared(lambda: _supervisors_by_name(_OWNER))
_around: Prepared[tuple[UUID, str]] = Prepared(lambda: _around_by_name(_OWNER))
