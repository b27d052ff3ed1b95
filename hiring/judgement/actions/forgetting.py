"""How the data of experts ends: the nightly purge takes names, or all of a panel that came to nothing.

A year. Records of how people are selected are commonly kept for one (29 CFR 1602.14), and so long somebody
may have to ask an expert how a rating came about. Later that is told by what has no name: how many rated,
what each of them did, how far they agree. So the ratings of a frozen key stay, and whose they were nobody
knows any more.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.db.models import F

from hiring.judgement.actions.panels import MAIL
from hiring.models import ExpertPanel, FrozenKey, PurgeRun
from people.audit import record
from people.outbox import forget_mails_about

KEPT = dt.timedelta(days=365)  # after the key was frozen; where none was, after the last mail to an expert


@transaction.atomic
def forget_experts(*, panel_id: UUID, now: dt.datetime) -> int:
    """Delete what is due of this panel's experts, recorded and counted in this night's purge; of how many."""
    panel = (
        ExpertPanel.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=panel_id)
    )
    before = now - KEPT
    forget = _forget_unfrozen if panel.state == ExpertPanel.State.OPEN else _forget_names
    many = forget(panel, before)
    if not many:
        return 0
    record(
        organisation=panel.organisation,
        actor=None,
        act="panel.experts-forgotten",
        kind="panel",
        object_id=panel.pk,
        now=now,
    )
    night = PurgeRun.objects.filter(organisation=panel.organisation, began_at=now)
    night.update(experts=F("experts") + many)
    return many


def _forget_names(panel: ExpertPanel, before: dt.datetime) -> int:
    """Their addresses went when the key was frozen."""
    if not FrozenKey.objects.filter(panel=panel, frozen_at__lte=before).exists():
        return 0
    return int(panel.experts.exclude(name="").update(name=""))


def _forget_unfrozen(panel: ExpertPanel, before: dt.datetime) -> int:
    """Whoever was last mailed so long ago, with whatever she has rated: no key is made of it any more."""
    due = list(panel.experts.filter(link_sent_at__lte=before).order_by("pk").values_list("pk", flat=True))
    for expert_id in due:
        forget_mails_about(expert_id, MAIL)
    panel.experts.filter(pk__in=due).delete()
    return len(due)
