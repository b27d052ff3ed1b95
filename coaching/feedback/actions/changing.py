"""Other words in place of one's own: a version beside the earlier one, which both of them still see."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from coaching.actions.thread import check_somebody_reads, say
from coaching.feedback.drafted import change_form
from coaching.feedback.queries import find_own_words
from coaching.models import Message
from coaching.queries.thread import find_thread
from coaching.sealing import Words, open_message
from coaching.submissions import submission_of
from people.drafts import drop_draft
from people.keys import open_data_key
from people.models import Membership


class ReplacedMeanwhile(Exception):
    """Another tab has put other words there since this form was opened. They stand in `present`."""

    def __init__(self, present: Message) -> None:
        super().__init__(f"{present.pk} stands there.")
        self.present = present


@transaction.atomic
def change_words(
    *, row: UUID, words: Words, submission_key: UUID, by: Membership, now: dt.datetime
) -> Message:
    """Put these words in place of hers, which were `row` when she opened the form.

    What says the same as there is already changes nothing, and the same form again is one version.
    Message.DoesNotExist for words that are not hers or that she cannot read any more. ReplacedMeanwhile.
    """
    before = find_own_words(by, row)
    thread = find_thread(by, before.thread_id, now, hold=True) if before else None
    if before is None or thread is None:
        raise Message.DoesNotExist
    submission = submission_of(submission_key, row, *words.as_json().values())
    after = Message.objects.filter(replaces=before).first()
    if after is not None and after.submission_key != submission:
        raise ReplacedMeanwhile(_present(after))
    if after is not None:
        return after
    if open_message(open_data_key(thread.key_id), before) != words:
        # Of an ask nobody learns whether the other still looks at it.
        if thread.asked_until is None:
            check_somebody_reads(thread, by, now)
        kind = Message.Kind(before.kind)
        after = say(thread, kind, words, submission=submission, replaces=before, by=by, now=now)
    drop_draft(membership=by, form=change_form(row))
    return after or before


def _present(message: Message) -> Message:
    """What stands there now: the last of what replaced it."""
    while (after := Message.objects.filter(replaces=message).first()) is not None:
        message = after
    return message
