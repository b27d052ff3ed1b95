"""Who of the two is told by mail, and to which list the mail leads: never to the thing itself."""

import datetime as dt

from django.urls import reverse

from coaching.models import Share
from people.models import Membership
from people.notice_kinds import FEEDBACK
from people.notices import tell


def tell_reader(share: Share, kind: str, now: dt.datetime) -> None:
    """That something was shared with him, or taken back."""
    tell(share.reader_id, kind, path=reverse("coaching:team"), now=now)


def tell_other(share: Share, by: Membership, now: dt.datetime) -> None:
    """That the other of the two has said something."""
    if by.pk == share.owner_id:
        tell(share.reader_id, FEEDBACK, path=reverse("coaching:team"), now=now)
    else:
        tell(share.owner_id, FEEDBACK, path=reverse("coaching:share-list"), now=now)
