"""The sentences that stand out in a person's last year, each by an id that lasts while its numbers change."""

import datetime as dt
from uuid import UUID

from journal.patterns.sentences import Finding
from journal.plans.planned import planned_triggers
from journal.queries.behind import DAYS
from journal.queries.findings import said_of, sentence_id
from journal.queries.opened import Opened, today_of
from journal.queries.patterns import window_of
from people.models import Membership


def sentences_of(owner: Membership, now: dt.datetime) -> dict[UUID, Finding]:
    """What her page of patterns says, in its order. Moments are opened only where something is new."""
    year = window_of(owner, DAYS, today_of(owner, now))
    if not year.number:
        return {}
    opened = Opened(owner, year.first, year.last)
    found = said_of(owner, year, planned_triggers(owner), opened.felt)
    return {sentence_id(owner, one): one for one in found}
