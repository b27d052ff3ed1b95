"""What a form carried when it could not be taken: kept for its writer, but not without end."""

import datetime as dt
from enum import Enum

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from people.actions.drafts import keep_unsent
from people.drafts import read_form_token


class Unsent(Enum):
    """What became of it. `NOT_OURS`: no token of ours, too old, or more than any form takes."""

    KEPT = "kept"
    NOT_OURS = "not ours"
    TOO_OFTEN = "too often"


def keep(request: HttpRequest, *, now: dt.datetime) -> Unsent:
    """Keep the request's fields as the draft that its token names.

    The token works without a session, so how often it does is limited for each writer (`save_draft`).
    """
    told = read_form_token(request.POST.get("draft_token", ""))
    if told is None:
        return Unsent.NOT_OURS
    if not ratelimit.consume(request, app="allauth.account", action="save_draft", key=str(told[0])):
        return Unsent.TOO_OFTEN
    return Unsent.KEPT if keep_unsent(request.POST, now=now) else Unsent.NOT_OURS
