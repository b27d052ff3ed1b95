"""Telling a person by mail that there is something for her: a row of the caller's transaction, sent later.

A first mail waits two minutes, and the next of its kind for the same page until an hour after it. What is
done while one waits is told by that one: no more come than that, and each thing has one that comes after it.
When it comes depends on nothing but what she was mailed before, and so tells her nothing about anybody else.

The row names her, the kind and the page, and holds neither an address nor a text: these are made when it is
sent (people.letters), so that what she has chosen, and whether she still belongs here, counts until then.
"""

import datetime as dt
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Subquery

from people.letters import new_message_id
from people.models import Membership, OutboxMail
from people.notice_kinds import wants

# How long a first mail gathers what comes with it, and how long the next one waits after it.
GATHER, APART = dt.timedelta(minutes=2), dt.timedelta(hours=1)


def tell(member: UUID, kind: str, *, path: str, now: dt.datetime) -> None:
    """Mail her that there is something of this kind on the page `path`, a list, if she wants to be told.

    In the caller's transaction and scope. Nothing where her membership is closed, or where one waits already.
    """
    of_hers = OutboxMail.objects.filter(member=OuterRef("pk"), kind=kind, path=path)
    before = of_hers.order_by().values("member").annotate(last=Max("due_at")).values("last")
    found = (
        Membership.objects.filter(pk=member, closed_at=None)
        .filter(~Exists(of_hers.filter(state=OutboxMail.State.WAITING)))
        .annotate(told_last=Subquery(before))
        .select_related("user")
        .first()
    )
    if found is None or not wants(found.user, kind):
        return
    earliest = now + GATHER
    OutboxMail.objects.create(
        member=found,
        kind=kind,
        path=path,
        message_id=new_message_id(),
        written_at=now,
        due_at=max(earliest, found.told_last + APART) if found.told_last else earliest,
    )
