"""Writes about the voluntary questions: kept apart from whoever answered them, and deleted with her data.

Nothing is recorded of either: a record with a time would tell whose an answer is.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.equality.questions import BY_CODE
from hiring.models import Candidate, EqualityAnswer, EqualityKey
from people.refusals import Refused

# After she has sent: so soon hardly anything is decided, and later they are closed for everybody, so that to
# find them closed says little.
OPEN_FOR = dt.timedelta(days=7)


@transaction.atomic
def keep_equality_answers(*, candidate: Candidate, answers: Mapping[str, str], now: dt.datetime) -> None:
    """Keep what a candidate says of her groups, by question; what is left out or empty she rather not says.

    Once, in the week after she has sent her answers, and before anything was decided about her: a later
    answer would show in the figures, and it would show whose it is. ValueError for a question or an answer
    that there is not: what a browser sent is sorted out by the form.
    """
    _refuse_unknown(answers)
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if candidate.state != Candidate.State.SENT or candidate.sent_at is None or candidate.sent_at > now:
        raise Refused(_("These questions come after your answers are sent."))
    if are_closed(candidate, now):
        raise Refused(_("These questions are closed."))
    given = {code: answer for code, answer in answers.items() if answer}
    if not given:
        return
    answer = EqualityAnswer.objects.create(
        organisation_id=candidate.organisation_id, opening_id=candidate.opening_id, **given
    )
    EqualityKey.objects.create(key=answer.key, organisation_id=candidate.organisation_id, candidate=candidate)


@transaction.atomic
def forget_equality_answers(*, candidate: Candidate) -> None:
    """Delete what she said of her groups, and the key. Before her own row goes: then nothing leads there."""
    mine = EqualityKey.objects.filter(candidate=candidate)
    EqualityAnswer.objects.filter(pk__in=list(mine.values_list("pk", flat=True))).delete()
    mine.delete()


def are_closed(candidate: Candidate, now: dt.datetime) -> bool:
    """Whether she may not answer any more. Told in the same words whatever closed them: she does not learn
    here that something was decided.
    """
    if candidate.sent_at is None or candidate.sent_at + OPEN_FOR <= now:
        return True
    return candidate.decisions.exists() or has_equality_answers(candidate)


def has_equality_answers(candidate: Candidate) -> bool:
    """Whether she has said anything, for her own page; never what. One query."""
    return EqualityKey.objects.filter(candidate=candidate).exists()


def _refuse_unknown(answers: Mapping[str, str]) -> None:
    for code, answer in answers.items():
        if code not in BY_CODE or answer not in ("", *BY_CODE[code].codes):
            raise ValueError(f"Not asked, or not an answer to it: {code!r}, {answer!r}.")
