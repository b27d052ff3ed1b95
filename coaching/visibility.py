"""What somebody may see of what was shared with her: one condition, asked at each request.

It stands in the query, so that a list, a page and the line beside a moment can never disagree.
"""

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from coaching.models import Share, ShareQuerySet
from journal.models import Moment
from people.models import Membership, Team, TeamSupervisor
from people.prepared import Given

# A supervisor looks after a team and the teams below it, so many steps deep.
LEVELS = 5


def with_standing(shares: ShareQuerySet) -> ShareQuerySet:
    """Each with whether its moment is still there, and whether its reader still looks after its owner."""
    moment = Moment.objects.filter(pk=OuterRef("source"), membership=OuterRef("owner"))
    open_both = {"reader__is_supervisor": True, "reader__closed_at": None, "owner__closed_at": None}
    return shares.annotate(  # type: ignore[no-redef]  # fills attributes of the model
        has_source=Exists(moment),
        has_reader=Q(_looks_after("reader", "owner__team"), **open_both),
    )


def live(shares: ShareQuerySet, now: dt.datetime | Given) -> ShareQuerySet:
    """Those that their readers can open at this moment."""
    open_now = {"ended_at": None, "expires_at__gt": now, "has_source": True, "has_reader": True}
    return with_standing(shares).filter(**open_now)


def open_to(viewer: Membership | Given, now: dt.datetime | Given) -> ShareQuerySet:
    """What others share with her and she can open at this moment."""
    return live(Share.objects.filter(reader=viewer), now)


def ending_of(share: Share, now: dt.datetime) -> Share.Ending | None:
    """Why nobody can open it any more; None where its reader can. For rows of `with_standing`."""
    if share.ended_at is not None:
        return Share.Ending(share.ending)
    if share.expires_at <= now:
        return Share.Ending.EXPIRED
    if not share.has_source:
        return Share.Ending.SOURCE
    return None if share.has_reader else Share.Ending.READER


def supervisors_of(owner: Membership) -> dict[UUID, str]:
    """Who looks after her team or one above it, names by id in their order: whom she can share with."""
    columns = ["__".join(["parent"] * step) or "pk" for step in range(LEVELS + 1)]
    chain = Team.objects.filter(pk=owner.team_id).values_list(*columns).first() if owner.team_id else ()
    teams = [team for team in chain or () if team is not None]
    able = {"membership__is_supervisor": True, "membership__closed_at": None}
    found = TeamSupervisor.objects.filter(team__in=teams, **able).exclude(membership=owner)
    ordered = found.order_by("membership__user__name", "membership")
    return dict(ordered.values_list("membership", "membership__user__name"))


def looked_after_by(viewer: Membership | Given) -> "QuerySet[Membership]":
    """The people of the teams that she supervises and of those below, by name."""
    people = Membership.objects.filter(_looks_after(viewer, "team"), closed_at=None)
    people = people.exclude(pk=viewer if isinstance(viewer, Given) else viewer.pk)
    return people.order_by("user__name", "pk")


def _looks_after(who: Membership | Given | str, team: str) -> Exists:
    """Whether `who` (a person, or the column that names her) supervises the row's `team` or one above it."""
    paths = [team + "__parent" * step for step in range(LEVELS + 1)]
    member: Any = OuterRef(who) if isinstance(who, str) else who
    teams = reduce(or_, (Q(team=OuterRef(path)) for path in paths))
    return Exists(TeamSupervisor.objects.filter(teams, membership=member))
