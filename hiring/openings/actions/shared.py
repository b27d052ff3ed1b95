"""What every write about an opening shares: it is held, a part of it is confirmed, the act is recorded."""

import datetime as dt

from django.utils.translation import gettext as _

from hiring.models import Opening
from hiring.openings.readiness import Part
from hiring.permissions import check_hire
from people.audit import record
from people.models import Membership
from people.refusals import Refused


def held_opening(opening: Opening, by: Membership) -> Opening:
    """Held until the transaction ends. Opening.DoesNotExist outside the scope."""
    check_hire(by)
    found: Opening = Opening.objects.select_for_update(of=("self",)).get(pk=opening.pk)
    return found


def held_draft(opening: Opening, by: Membership) -> Opening:
    held = held_opening(opening, by)
    if held.state != Opening.State.DRAFT:
        raise Refused(_("This opening is open, so this part stays as it is: everybody is asked the same."))
    return held


def confirm(opening: Opening, part: Part, *fields: str) -> None:
    """Somebody has looked at this part and saved it."""
    opening.confirmed = [one.value for one in Part if one.value in {*opening.confirmed, part.value}]
    opening.save(update_fields=["confirmed", *fields])


def record_act(opening: Opening, by: Membership, act: str, now: dt.datetime) -> None:
    record(organisation=by.organisation, actor=by, act=act, kind="opening", object_id=opening.pk, now=now)
