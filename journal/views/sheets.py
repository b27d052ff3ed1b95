"""A page with a form for words: its title, what leads to it, its draft, and who can read it."""

import datetime as dt
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from journal.views.kept import Kept, keep_sent, kept_of
from people.drafts import form_token
from people.forms import PlainForm
from people.models import Membership
from people.readers import readers_sentence
from people.requests import MemberRequest


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

    def page_again(
        self, request: MemberRequest, form: PlainForm, now: dt.datetime, *, notice: str = ""
    ) -> HttpResponse:
        """With all that was sent, which is kept as a draft too."""
        keep_sent(request, self.form, now)
        return self.page(request, form, notice=notice)


def sent_with(request: MemberRequest, **changed: object) -> QueryDict:
    """What was sent, with some of its hidden fields renewed."""
    sent = request.POST.copy()
    for name, value in changed.items():
        sent[name] = str(value)
    return sent
