"""A page with a form for words: what it gives back of a draft, and keeps of what was sent but not saved."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.actions.seals import report_broken
from people.drafts import drop_draft, form_token, keep_draft, read_draft
from people.forms import PlainForm
from people.models import Membership
from people.readers import readers_sentence
from people.requests import MemberRequest
from people.sealing import SealBroken


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What a draft holds, and what is said about it."""

    initial: dict[str, Any] = field(default_factory=dict)
    told: str = ""
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form for words: the name of its draft, the fields that hold what was written, and its page."""

    form: str
    words: tuple[str, ...]
    kind: str
    title: str
    back: str
    lead: tuple[str, ...] = ()

    def given_back(self, me: Membership, now: dt.datetime) -> GivenBack:
        """Her draft, where a word of it is written. One that does not open must not keep her from writing."""
        try:
            draft = read_draft(me, self.form)
        except SealBroken as broken:
            report_broken(member=me, table=broken.table, row=broken.row, now=now)
            return GivenBack(broken=True)
        typed = {name: values[-1] for name, values in draft.fields.items() if values} if draft else {}
        if draft is None or not _anything(typed, self.words):
            return GivenBack()
        return GivenBack(typed, _when(draft.saved_at, me.user.time_zone, now))

    def keep_or_drop(self, request: MemberRequest, now: dt.datetime) -> None:
        """Without scripts the form's own sending is what keeps a draft."""
        if _anything(request.POST.dict(), self.words):
            fields = dict(request.POST.lists())
            keep_draft(membership=request.membership, form=self.form, fields=fields, now=now)
        else:
            drop_draft(membership=request.membership, form=self.form)

    def page(
        self, request: MemberRequest, form: PlainForm, *, kept: GivenBack | None = None, notice: str = ""
    ) -> HttpResponse:
        context = {
            "sheet": self,
            "form": form,
            "kept": kept,
            "notice": notice,
            "draft_token": form_token(request.membership, self.form),
            "readers": readers_sentence(request.membership, self.kind),
        }
        return render(request, "journal/sheet.html", context)


def sent_with(request: MemberRequest, **changed: object) -> QueryDict:
    """What was sent, with some of its hidden fields renewed."""
    sent = request.POST.copy()
    for name, value in changed.items():
        sent[name] = str(value)
    return sent


def _anything(fields: Mapping[str, Any], words: Iterable[str]) -> bool:
    return any(str(fields.get(name, "")).strip() for name in words)


def _when(saved_at: dt.datetime, zone: str, now: dt.datetime) -> str:
    local = saved_at.astimezone(ZoneInfo(zone))
    if local.date() == now.astimezone(ZoneInfo(zone)).date():
        return _("We kept what you wrote at %(time)s.") % {"time": f"{local:%H:%M}"}
    day = date_format(local, "j F")
    return _("We kept what you wrote on %(day)s at %(time)s.") % {"day": day, "time": f"{local:%H:%M}"}
