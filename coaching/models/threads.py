"""What two people say to each other: feedback in four fields, and the words below it."""

import datetime as dt
from typing import Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from coaching.models.shares import Share
from people.models import DataKey, Membership, Organisation
from people.prepared import Given

# How long a thread is kept after its last word.
KEEP_THREAD = dt.timedelta(days=365)
# How long somebody is asked for feedback; what was not answered by then ends by itself.
KEEP_ASK = dt.timedelta(days=30)


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Chainable filters. Who may read a thread at this moment is said in coaching.visibility."""

    def received_by(self, member: Membership | Given) -> Self:
        """About what this person did."""
        return self.filter(receiver=member)

    def latest_first(self) -> Self:
        return self.order_by("-last_at", "-id")


class Thread(models.Model):
    """Feedback to one person by another, and what the two say about it: one thread, the same for both.

    It begins with feedback on something shared or seen, or with the receiver's asking for it. `second` is a
    further person to whom the receiver showed it, as where she disagrees.

    What is only asked for so far says until when it is. That the other does not want to is known to her
    alone: for who asked it waits as before, until it ends.
    """

    class Origin(models.TextChoices):
        SHARE = "share", _("On something shared")
        SEEN = "seen", _("On something seen")
        ASKED = "asked", _("Asked for")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    receiver = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="threads", db_index=False)
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", db_index=False)
    second = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", null=True)
    origin = models.CharField(max_length=10, choices=Origin)
    share = models.OneToOneField(Share, on_delete=models.CASCADE, related_name="thread", null=True)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    asked_until = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    # The database refuses to delete a key in use: see Share.snapshot_key.
    key = models.OneToOneField(DataKey, on_delete=models.DO_NOTHING, related_name="+")

    objects = ScopedManager(
        organisation="organisation", _manager_class=models.Manager.from_queryset(ThreadQuerySet)
    )

    # Filled by people.keys.with_slot.
    slot_master_key_id: str | None
    slot_wrapped: bytes | None

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(receiver=F("giver")), name="thread_is_between_two"),
            models.CheckConstraint(
                condition=~Q(second=F("giver")) & ~Q(second=F("receiver")), name="thread_second_is_a_third"
            ),
            models.CheckConstraint(
                condition=Q(origin="share", share__isnull=False) | (~Q(origin="share") & Q(share=None)),
                name="thread_on_a_share_names_it",
            ),
            models.CheckConstraint(
                condition=Q(asked_until=None) | Q(origin="asked"), name="thread_waits_where_asked_for"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(asked_until__isnull=False),
                name="thread_declined_before_an_answer",
            ),
            models.UniqueConstraint(
                fields=["receiver", "giver"],
                condition=Q(asked_until__isnull=False),
                name="thread_one_open_ask_of_two",
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-last_at", "-id"], name="thread_received"),
            models.Index(fields=["giver", "-last_at", "-id"], name="thread_given"),
            models.Index(fields=["last_at"], name="thread_due"),
            models.Index(
                fields=["asked_until"], condition=Q(asked_until__isnull=False), name="thread_ask_due"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """What one of them said: feedback in four fields, or words. Never changed: other words of the same person
    are a message of their own that replaces it, and both of them see what stood there before.
    """

    class Kind(models.TextChoices):
        FEEDBACK = "feedback", _("Feedback")
        REPLY = "reply", _("Reply")
        ASK = "ask", _("Asks for feedback")
        THANKS = "thanks", _("Thanks")
        DISAGREE = "disagree", _("Disagrees")
        SHOWN = "shown", _("Showed this to somebody")
        UNSHOWN = "unshown", _("Stopped showing this to somebody")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    said_at = models.DateTimeField()
    replaces = models.OneToOneField("self", on_delete=models.CASCADE, related_name="replaced_by", null=True)
    submission_key = models.UUIDField()
    sealed = models.BinaryField()

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "author", "submission_key"], name="message_once_per_submission"
            ),
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(kind="feedback", replaces=None),
                name="message_one_feedback_in_a_thread",
            ),
            models.UniqueConstraint(
                fields=["thread"],
                condition=Q(kind="thanks", replaces=None),
                name="message_one_thanks_in_a_thread",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="message_replaces_another"
            ),
        ]
        indexes = [models.Index(fields=["thread", "said_at"], name="message_thread")]

    def __str__(self) -> str:
        return str(self.pk)


class SecondReading(models.Model):
    """That whoever a thread was shown to besides opened it: one row for each of the receiver's days."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings", db_index=False)
    reader = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "reader", "day"], name="second_reading_once_a_day"),
            models.CheckConstraint(condition=Q(times__gte=1), name="second_reading_counts_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
