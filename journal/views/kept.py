"""What the draft of a writing form gives back, and how it is kept."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from journal.forms import initial_of_draft
from people.actions.seals import report_broken
from people.drafts import drop_draft, keep_draft, read_draft
from people.models import Membership
from people.requests import MemberRequest
from people.sealing import SealBroken

# A form carries these whether somebody wrote something or not.
_NOT_WRITTEN = {"csrfmiddlewaretoken", "draft_token", "submission_key", "version", "as_it_is", "day", "time"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What the draft of a form gives back, and what is said about it."""

    initial: dict[str, Any] = field(default_factory=dict)
    told: str = ""
    broken: bool = False


def keep_sent(request: MemberRequest, form: str, now: dt.datetime) -> None:
    """Without scripts the form's own sending is what keeps a draft; one that was cleared is forgotten."""
    if anything_written(dict(request.POST.lists())):
        keep(request, form, now)
    else:
        drop_draft(membership=request.membership, form=form)


def keep(request: MemberRequest, form: str, now: dt.datetime, *, but: str = "") -> None:
    fields = {name: values for name, values in request.POST.lists() if name not in (but, "as_it_is")}
    keep_draft(membership=request.membership, form=form, fields=fields, now=now)


def kept_of(me: Membership, form: str, of: type[forms.Form], now: dt.datetime) -> Kept:
    """Her draft. One that does not open is recorded and must not keep her from writing."""
    try:
        draft = read_draft(me, form)
    except SealBroken as broken:
        report_broken(member=me, table=broken.table, row=broken.row, now=now)
        return Kept(broken=True)
    if draft is None or not anything_written(draft.fields):
        return Kept()
    told = _when(draft.saved_at, me.user.time_zone, now)
    return Kept(initial=initial_of_draft(draft.fields, of), told=told)


def anything_written(fields: Mapping[str, list[Any]]) -> bool:
    """Whether the form holds more than its own tokens: an autosave may come after all was cleared again."""
    return any(str(value).strip() for name in fields.keys() - _NOT_WRITTEN for value in fields[name])


def _when(saved_at: dt.datetime, zone: str, now: dt.datetime) -> str:
    local = saved_at.astimezone(ZoneInfo(zone))
    if local.date() == now.astimezone(ZoneInfo(zone)).date():
        return _("We kept what you wrote at %(time)s.") % {"time": f"{local:%H:%M}"}
    day = date_format(local, "j F")
    return _("We kept what you wrote on %(day)s at %(time)s.") % {"day": day, "time": f"{local:%H:%M}"}
