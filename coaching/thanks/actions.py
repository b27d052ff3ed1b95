"""Thanking somebody, and what the two can do with it. All are acts on their own things: no audit has them.

No read is recorded either: the one reads what was said to her, the others what she put up for them to read.
"""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from coaching.models import KEEP_THANKS, Thanks
from coaching.permissions import check_share
from coaching.submissions import submission_of
from coaching.thanks.documents import ThanksDocument
from coaching.thanks.queries import colleagues_of, find_thanks
from coaching.thanks.rules import TAKE_BACK
from coaching.thanks.sealing import seal_thanks
from people.drafts import drop_draft
from people.keys import new_data_key, open_data_key, shred
from people.models import DataKey, Membership
from people.refusals import Refused

# The name of the draft of what somebody is about to say; she has one.
THANKS_FORM = "coaching:thanks"


@transaction.atomic
def give_thanks(
    *, to: UUID, document: ThanksDocument, submission_key: UUID, by: Membership, now: dt.datetime
) -> Thanks:
    """Thank a colleague. The same words to the same person by the same form again are the same thanks.

    Refused for whoever is not near her at this moment: somebody who has left or moved meanwhile, herself,
    a stranger. The same sentence for all of them.
    """
    check_share(by)
    _hold_both(by.pk, to)
    submission = submission_of(submission_key, to, *document.as_json().values())
    before: Thanks | None = Thanks.objects.given_by(by).filter(submission_key=submission).first()
    if before is not None:
        return before
    if to not in {each.id for each in colleagues_of(by)}:
        raise Refused(not_near(), field="receiver")
    thanks = _sealed(by, to, document, submission, now)
    drop_draft(membership=by, form=THANKS_FORM)
    return thanks


@transaction.atomic
def show_thanks(*, row: UUID, team: UUID | None, by: Membership) -> Thanks:
    """Show what she got to her team, the one that she was told of on the page.

    Thanks.DoesNotExist for what she did not get. Refused where she is in another team by now.
    """
    thanks = _got(row, by)
    if team is None or thanks.receiver.team_id != team:
        raise Refused(_("You are in another team now, so nothing was shown. Look at what stands here first."))
    return _changed(thanks, shown_in_id=team)


@transaction.atomic
def hide_thanks(*, row: UUID, by: Membership) -> Thanks:
    """Show it to nobody any more, from the next request on. Thanks.DoesNotExist for what she did not get."""
    return _changed(_got(row, by), shown_in_id=None)


@transaction.atomic
def keep_thanks(*, row: UUID, keep: bool, by: Membership) -> Thanks:
    """Whether it stays when its year is over. Thanks.DoesNotExist for what she did not get."""
    return _changed(_got(row, by), kept=keep)


@transaction.atomic
def remove_thanks(*, row: UUID, by: Membership, now: dt.datetime) -> None:
    """Out of her lists, and out of her team's. Who gave it keeps her own words, and is not told.

    Thanks.DoesNotExist for what she did not get, or has removed.
    """
    _changed(_got(row, by), removed_at=now, shown_in_id=None, kept=False)


@transaction.atomic
def take_back(*, row: UUID, by: Membership, now: dt.datetime) -> None:
    """Undo what she gave, within a day: it is gone for both, with its key, shown to a team or not.

    A slip or a wrong name is noticed on the same day. After that it belongs to the one who got it: what
    pleased somebody must not be something that can be taken from her. Whether she has read it plays no part:
    a button that goes when she reads would tell. Thanks.DoesNotExist for what is not there (any more).
    """
    thanks = find_thanks(by, row, hold=True)
    if thanks is None or thanks.giver_id != by.pk:
        raise Thanks.DoesNotExist
    if now >= thanks.given_at + TAKE_BACK:
        raise Refused(_("A day has passed, so this cannot be taken back any more. Nothing was changed."))
    _forget(thanks)


def due_thanks(now: dt.datetime) -> Iterable[UUID]:
    """Thanks of the organisation in scope whose time is over. Those that are kept stay; so do those whose
    giver or receiver has left, as long as there is one who can read them.
    """
    over = Q(given_at__lte=now - KEEP_THANKS, kept=False)
    return list(Thanks.objects.filter(over | _read_by_nobody()).values_list("pk", flat=True))


@transaction.atomic
def forget_due(*, row: UUID, now: dt.datetime) -> bool:
    """Delete one of `due_thanks` with its key; whether it was still due. In its scope."""
    thanks = Thanks.objects.select_for_update().filter(pk=row).first()
    if thanks is None:
        return False
    is_over = thanks.given_at <= now - KEEP_THANKS and not thanks.kept
    if not is_over and not Thanks.objects.filter(_read_by_nobody(), pk=row).exists():
        return False
    _forget(thanks)
    return True


@transaction.atomic
def end_showing() -> int:
    """What a team cannot read any more, because its receiver has moved or left, is shown to nobody for good:
    it does not come back with her. How many there were. In the scope of an organisation.
    """
    hers = Membership.objects.filter(pk=OuterRef("receiver"), team=OuterRef("shown_in"), closed_at=None)
    over = Thanks.objects.filter(~Exists(hers), shown_in__isnull=False)
    return over.update(shown_in=None)


def not_near() -> str:
    """What is said of every choice that is not among her colleagues, whoever it is."""
    return _(
        "Select somebody of your team, who looks after it, or whom you look after. "
        "Somebody who has left or changed teams cannot be thanked here any more."
    )


def _read_by_nobody() -> Q:
    """Who gave it has left, and who got it has left as well or has removed it."""
    gone = Q(removed_at__isnull=False) | Q(receiver__closed_at__isnull=False)
    return Q(giver__closed_at__isnull=False) & gone


def _hold_both(giver: UUID, receiver: UUID) -> None:
    """Until the transaction ends: of two clicks at once the second finds the thanks of the first, and the
    other leaves or moves before it or after it. In one order, so that two who thank each other do not wait
    for ever.
    """
    both = Membership.objects.select_for_update(no_key=True).filter(pk__in=(giver, receiver))
    list(both.order_by("pk").values_list("pk"))


def _sealed(by: Membership, to: UUID, document: ThanksDocument, submission: UUID, now: dt.datetime) -> Thanks:
    key = new_data_key(purpose=DataKey.Purpose.THANKS, organisation=by.organisation)
    thanks = Thanks(
        id=uuid4(),
        organisation=by.organisation,
        giver=by,
        receiver_id=to,
        given_at=now,
        submission_key=submission,
        data_key=key,
    )
    thanks.sealed = seal_thanks(open_data_key(key.pk), thanks, document)
    thanks.save(force_insert=True)
    return thanks


def _got(row: UUID, by: Membership) -> Thanks:
    thanks = find_thanks(by, row, hold=True)
    if thanks is None or thanks.receiver_id != by.pk:
        raise Thanks.DoesNotExist
    return thanks


def _changed(thanks: Thanks, **values: object) -> Thanks:
    for name, value in values.items():
        setattr(thanks, name, value)
    thanks.save(update_fields=list(values))
    return thanks


def _forget(thanks: Thanks) -> None:
    """With its key: what an old backup holds of it stays unreadable."""
    key = thanks.data_key_id
    thanks.delete()
    shred(key)
