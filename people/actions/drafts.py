"""Keeping what a form carried when it could not be taken as sent."""

import datetime as dt

from django.http import QueryDict

from people.drafts import LARGEST, keep_draft, read_form_token
from people.scope import draft_scope


def keep_unsent(sent: QueryDict, *, now: dt.datetime) -> bool:
    """Seal the fields as the draft of the person that the form's signed token names; whether it was done.

    The token alone suffices: it lets somebody write into one draft of one person for a day, never read it.
    """
    told = read_form_token(sent.get("draft_token", ""))
    if told is None:
        return False
    membership_id, form = told
    if sum(len(value) for values in sent.lists() for value in values[1]) > LARGEST:
        return False
    with draft_scope(membership_id) as member:
        if member is None:
            return False
        keep_draft(membership=member, form=form, fields=dict(sent.lists()), now=now)
    return True
