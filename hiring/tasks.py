"""Background work: what may no longer be kept is deleted every night. The queue carries no text."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from hiring.actions.candidates import purge_candidate
from hiring.actions.scorecards import settle_decision
from hiring.models import Candidate, StageDecision
from people.scope import installation_scope


@db_periodic_task(crontab(hour="3", minute="50"))
def purge() -> None:
    """Delete every candidate whose time is over, each in a transaction of her own."""
    now = timezone.now()
    with installation_scope():
        # Nobody's time ends before the last day to answer is over.
        due = Candidate.objects.filter(opening__deadline__lt=now.date()).values_list("pk", flat=True)
        for candidate_id in list(due):
            purge_candidate(candidate_id=candidate_id, now=now)
        for decision_id in list(StageDecision.objects.filter(goes_on=None).values_list("pk", flat=True)):
            settle_decision(decision_id=decision_id)
