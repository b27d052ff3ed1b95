"""Closing by date, across organisations: each round in the scope of its own."""

import datetime as dt

from assessments.models import Round
from assessments.rounds.actions import close_due_round
from people.scope import installation_scope, organisation_scope


def close_due_rounds(now: dt.datetime) -> int:
    """Close every round whose day has come; returns how many. Each is a transaction of its own."""
    with installation_scope():
        due = list(Round.objects.open().filter(closes_at__lte=now).select_related("organisation"))
    for found in due:
        with organisation_scope(found.organisation):
            close_due_round(round_id=found.pk, now=now)
    return len(due)
