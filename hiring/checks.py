"""System checks: the role of hiring on PostgreSQL, and that the purge ran."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning, register
from django.db import DatabaseError
from django.utils import timezone

from hiring.keeping.queries import late_purges
from hiring.role import what_is_wrong
from people.scope import installation_scope

LATE = dt.timedelta(days=2)


@register("database", deploy=True)
def role_is_there(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without the role hiring stays closed; with other rights than it needs the wall has a gap."""
    return [Warning(told, id="hiring.W001") for told in what_is_wrong()]


@register("database", deploy=True)
def purge_ran(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """What may no longer be kept is deleted only by a service whose queue runs at night."""
    now = timezone.now()  # noqa: TID251 - Django asks without passing a clock
    try:
        with installation_scope():
            late = late_purges(before=now - LATE)
    except DatabaseError:
        return []  # the tables are not there yet
    if not late:
        return []
    told = (
        f"For {late} organisations the purge of candidates has not run to its end for two days. It runs at "
        "3:50 UTC while the service is up."
    )
    return [Warning(told, id="hiring.W002")]
