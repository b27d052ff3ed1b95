"""Who is told by mail, and to which list the mail leads: never to the thing itself."""

import datetime as dt
from uuid import UUID

from django.urls import reverse

from coaching.models import HiddenPerson, Share, Thread
from coaching.queries.thread import is_open_to, others_of
from people.models import Membership
from people.notice_kinds import FEEDBACK, REPORTED
from people.notices import tell


def tell_reader(share: Share, kind: str, now: dt.datetime) -> None:
    """That something was shared with him, or taken back."""
    tell(share.reader_id, kind, path=reverse("coaching:team"), now=now)


def tell_contact(contact: Membership, now: dt.datetime) -> None:
    """That a report was sent to her."""
    tell(contact.pk, REPORTED, path=reverse("coaching:reports"), now=now)


def tell_others(thread: Thread, by: Membership, now: dt.datetime) -> None:
    """That one of its people has said something: to who can read it now, and not to who hides her.

    Of a thread whose people stand in it as they are now: somebody may just have been shown it. Whether she
    has put aside what she was asked makes no difference: it would be one, if a small one, to who asked.
    """
    hiding = set(HiddenPerson.objects.filter(person=by).values_list("owner", flat=True))
    for other in others_of(thread, by):
        if other.pk not in hiding and is_open_to(other, thread, now):
            tell(other.pk, FEEDBACK, path=_list_of(other.pk, thread), now=now)


def _list_of(member: UUID, thread: Thread) -> str:
    """On which of her lists the thread stands."""
    on_share = thread.share_id is not None and member == thread.giver_id
    return reverse("coaching:team" if on_share else "coaching:feedback-list")
