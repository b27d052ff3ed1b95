"""Who looked at a candidate, and what was done about her, from the audit: for HR."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.models import Candidate
from people.models import AuditRecord, Membership

PAGE = 50
# The acts that are told. An answer to what she asked for, and more time, are not: that she needs something is
# for those alone who answer it.
ACTS = {
    "candidate.invited": gettext_lazy("Invited"),
    "candidate.link-sent": gettext_lazy("Sent a new link"),
    "candidate.links-revoked": gettext_lazy("Made every link stop"),
    "candidate.reopened": gettext_lazy("Opened the answers again"),
    "candidate.scorecard-locked": gettext_lazy("Locked a scorecard"),
    "candidate.scorecard-changed": gettext_lazy("Changed a locked scorecard"),
    "candidate.profile-read": gettext_lazy("Read the answers"),
    "candidate.cards-read": gettext_lazy("Read every scorecard"),
    "candidate.compared": gettext_lazy("Laid beside others"),
    "candidate.decided": gettext_lazy("Wrote a decision"),
    "candidate.held": gettext_lazy("Placed a legal hold"),
    "candidate.hold-lifted": gettext_lazy("Lifted a legal hold"),
    "candidate.withdrawn": gettext_lazy("Withdrew"),
}


@dataclass(frozen=True)
class Step:
    """One act: when, who and what; nothing of what was read or written."""

    at: dt.datetime
    by: str
    what: str


@dataclass(frozen=True)
class Timeline:
    """One page of what was done about a candidate, the newest first."""

    steps: tuple[Step, ...]
    page: int
    has_more: bool


def timeline(candidate: Candidate, page: int) -> Timeline:
    """In two queries. For who passed check_follow."""
    rows = AuditRecord.objects.filter(kind="candidate", object_id=str(candidate.pk), act__in=ACTS)
    found = list(rows.order_by("-number")[(page - 1) * PAGE : page * PAGE + 1])
    actors = {each.actor for each in found if each.actor}
    names = dict(Membership.objects.filter(pk__in=actors).values_list("pk", "user__name"))
    steps = tuple(Step(each.at, _who(each, candidate, names), str(ACTS[each.act])) for each in found[:PAGE])
    return Timeline(steps, page, len(found) > PAGE)


def _who(row: AuditRecord, candidate: Candidate, names: Mapping[UUID, str]) -> str:
    """What nobody of the organisation did she did herself."""
    return candidate.name if row.actor is None else names.get(row.actor, _("Somebody who has left"))
