"""Background work: what may no longer be kept is deleted every night. The queue carries no text."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Q
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from hiring.actions.candidates import stand_as_sent
from hiring.actions.scorecards import settle_decision
from hiring.judgement.actions.forgetting import forget_experts
from hiring.keeping.actions import purge_due
from hiring.models import Candidate, ExpertPanel, Opening, StageDecision
from hiring.wall import hiring_transaction
from people.models import Organisation
from people.scope import installation_scope

log = logging.getLogger("eiapp.hiring")


@db_periodic_task(crontab(hour="3", minute="50"))
def purge() -> None:
    """Delete every candidate whose time is over, organisation by organisation, then experts’ names.

    Before these, what was opened again and not sent a second time counts as sent.

    One step that goes wrong stops no other: it is logged, and tried again the next night.
    """
    now = timezone.now()
    with installation_scope():
        with hiring_transaction():
            asked = [model.objects.values("organisation") for model in (Opening, ExpertPanel)]
            hiring = list(Organisation.objects.filter(Q(pk__in=asked[0]) | Q(pk__in=asked[1])))
        for organisation in hiring:
            with _logged("The purge of", organisation.pk):
                purge_due(organisation=organisation, now=now)
        with hiring_transaction():  # what the purge has deleted is not here any more
            again = list(Candidate.objects.opened_again().order_by("pk").values_list("pk", flat=True))
            panels = list(ExpertPanel.objects.order_by("pk").values_list("pk", flat=True))
            unsettled = list(StageDecision.objects.filter(goes_on=None).values_list("pk", flat=True))
        for candidate_id in again:
            with _logged("Sending again of", candidate_id), hiring_transaction():
                stand_as_sent(candidate_id=candidate_id, now=now)
        for decision_id in unsettled:
            with _logged("Settling decision", decision_id), hiring_transaction():
                settle_decision(decision_id=decision_id)
        for panel_id in panels:
            with _logged("Forgetting experts of panel", panel_id), hiring_transaction():
                forget_experts(panel_id=panel_id, now=now)


@contextmanager
def _logged(step: str, of: object) -> Iterator[None]:
    """Names of errors only: what they say could quote somebody."""
    try:
        yield
    except Exception as error:
        log.error("%s %s went wrong: %s", step, of, type(error).__name__)
