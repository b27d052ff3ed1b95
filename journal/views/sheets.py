"""A page with a form for words: its title, what leads to it, its draft, and who can read it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from journal.plans.actions import ChangedMeanwhile
from journal.views.kept import Kept, keep_sent, kept_of
from people.drafts import form_token
from people.forms import PlainForm
from people.models import Membership
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest

Saved = TypeVar("Saved")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form for words: the name of its draft, what kind of thing it writes, and its page."""

    form: str
    of: type[PlainForm]
    kind: str
    title: str
    back: str
    lead: tuple[str, ...] = ()

    def kept(self, me: Membership, now: dt.datetime) -> Kept:
        """What was written before and not saved."""
        return kept_of(me, self.form, self.of, now)

    def page(
        self, request: MemberRequest, form: PlainForm, *, kept: Kept | None = None, notice: str = ""
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

    def answer(
        self,
        request: MemberRequest,
        form: PlainForm,
        now: dt.datetime,
        *,
        save: Callable[[], Saved],
        said: str,
        then: Callable[[Saved], str],
        present: Callable[[Any], str] = str,
    ) -> HttpResponse:
        """Save what the form holds and go on. What cannot be saved stays in it, and is kept as a draft too.

        `present` puts into words what another window saved meanwhile.
        """
        notice = ""
        if form.is_valid():
            try:
                saved = save()
            except Refused as refusal:
                form.add_error(None, str(refusal))
                form.data = _sent_with(request, submission_key=uuid4())
            except ChangedMeanwhile as changed:
                form.data = _sent_with(request, version=changed.row.version)
                notice = _meanwhile(present(changed.row))
            else:
                messages.success(request, said)
                return HttpResponseRedirect(then(saved), status=303)
        keep_sent(request, self.form, now)
        return self.page(request, form, notice=notice)


def _meanwhile(present: str) -> str:
    """What stands now, above the form that still holds what she typed."""
    return _(
        "You changed this in another window meanwhile. It now says: %(present)s What you typed here is below "
        "and not saved yet. Save it to replace what stands."
    ) % {"present": f"“{present}”"}


def _sent_with(request: MemberRequest, **changed: object) -> QueryDict:
    """What was sent, with some of its hidden fields renewed."""
    sent = request.POST.copy()
    for name, value in changed.items():
        sent[name] = str(value)
    return sent
