"""The names of the forms of feedback, for what was begun in them and not sent."""

from uuid import UUID

from coaching.models import Message
from coaching.protection.drafted import report_form

SEEN_FORM, ASK_FORM = "coaching:seen", "coaching:ask"


def thank_form(thread: UUID) -> str:
    return f"coaching:thank:{thread}"


def disagree_form(thread: UUID) -> str:
    return f"coaching:disagree:{thread}"


def change_form(message: UUID) -> str:
    return f"coaching:change:{message}"


def forms_of(thread: UUID) -> tuple[str, ...]:
    """All that can be half filled in about this thread, but for a reply."""
    messages = Message.objects.filter(thread=thread).values_list("pk", flat=True)
    return thank_form(thread), disagree_form(thread), report_form(thread), *map(change_form, messages)
