"""What she shares: choosing, checking, sharing; her list, the receipt of one share, the end of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions.sharing import ChangedSince, NotThere, share_form, share_thing, stop_sharing
from coaching.cards import card_html, part_names
from coaching.forms import ShareForm, pointed_to
from coaching.kinds import Thing, kind_of
from coaching.models import Share
from coaching.queries.sharing import find_own, find_sent, people_for, receipt, shares_of
from coaching.views.pages import (
    CHANGE,
    SEND,
    carried,
    for_sharers,
    limited,
    page_number,
    reply_box,
    said,
    see_other,
)
from coaching.visibility import ending_of
from journal.views.kept import Kept, keep_sent, kept_of
from people.drafts import form_token, read_draft
from people.models import Membership
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest


@dataclass(frozen=True, slots=True)
class Sharing:
    """What a request wants to share, and how what is typed meanwhile is called."""

    request: MemberRequest
    kind: Share.Kind
    thing: Thing
    draft: str
    now: dt.datetime

    @property
    def offered(self) -> dict[str, Any]:
        """What the form offers: the people, and the parts with their names."""
        names = part_names(self.kind)
        parts = {part: names[part] for part in self.thing.parts}
        return {"people": people_for(self.request.membership), "parts": parts, "usual": self.thing.usual}

    @property
    def context(self) -> dict[str, Any]:
        """Of the form and of the check."""
        kind = kind_of(self.kind)
        return {
            "here": self.request.path,
            "back": kind.address(self.thing.id),
            "texts": kind.texts(),
            "lead": self.thing.lead,
            "draft_token": form_token(self.request.membership, self.draft),
        }


@require_safe
@for_sharers
def list_shares(request: MemberRequest) -> HttpResponse:
    """What she shares and has shared, newest first."""
    shares = shares_of(request.membership, page_number(request), timezone.now())
    if shares.newer_href and not shares.rows:  # an old address: what stood there has gone
        return see_other("coaching:share-list")
    return render(request, "coaching/share_list.html", {"shares": shares})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("share")
def new(request: MemberRequest, kind: Share.Kind, row: UUID) -> HttpResponse:
    """Choose; see exactly what the other will see; share. What was typed is kept until then."""
    me, now = request.membership, timezone.now()
    thing = kind_of(kind).find(me, row, now)
    if thing is None:
        return _gone(request, kind, row)
    sharing = Sharing(request, kind, thing, share_form(kind, row), now)
    if request.method != "POST":
        kept = kept_of(me, sharing.draft, ShareForm, now)
        first = {"submission_key": uuid4()} | kept.initial
        return _form_page(sharing, ShareForm(initial=first, **sharing.offered), kept)
    return _answer(sharing, ShareForm(request.POST, **sharing.offered))


def _answer(sharing: "Sharing", form: ShareForm) -> HttpResponse:
    request, changed = sharing.request, False
    if form.is_valid() and said(request) == SEND:
        try:
            return _shared(sharing, form)
        except NotThere:  # it went in this moment
            return _gone(request, sharing.kind, sharing.thing.id)
        except ChangedSince:
            changed = True
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    keep_sent(request, sharing.draft, sharing.now)
    if form.is_valid() and said(request) != CHANGE:
        return _check_page(sharing, form, changed=changed)
    return _form_page(sharing, form, Kept())


@require_safe
@for_sharers
def show(request: MemberRequest, row: UUID) -> HttpResponse:
    """One share of hers: what the other sees, until when, who opened it when, and the thread."""
    me, now = request.membership, timezone.now()
    told = receipt(me, _own(request, row), now)
    box = reply_box(request, told.talk.id, now) if told.talk.id and not told.ended else {}
    return render(request, "coaching/share.html", {"share": told} | box)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
def stop(request: MemberRequest, row: UUID) -> HttpResponse:
    """One question first; then it is gone for the other at the next click."""
    share, now = _own(request, row), timezone.now()
    if request.method == "POST":
        stop_sharing(row=row, by=request.membership, now=now)
        messages.success(request, _("You have stopped sharing this."))
        return see_other("coaching:share", row)
    if ending_of(share, now) is not None:
        return see_other("coaching:share", row)
    return render(request, "coaching/share_stop.html", {"share": share})


def _own(request: MemberRequest, row: UUID) -> Share:
    share = find_own(request.membership, row)
    if share is None:
        raise Http404
    return share


def _gone(request: MemberRequest, kind: Share.Kind, row: UUID) -> HttpResponse:
    """404; but who had begun to share it learns that it went meanwhile."""
    if read_draft(request.membership, share_form(kind, row)) is None:
        raise Http404
    messages.info(request, _("What you wanted to share is not there any more. Nothing was shared."))
    return see_other("coaching:share-list")


def _shared(sharing: "Sharing", form: ShareForm) -> HttpResponse:
    """Raises ChangedSince and Refused."""
    made = share_thing(
        kind=sharing.kind,
        row=sharing.thing.id,
        version=form.cleaned_data["version"],
        chosen=form.chosen(),
        submission_key=form.cleaned_data["submission_key"],
        by=sharing.request.membership,
        now=sharing.now,
    )
    messages.success(sharing.request, _("%(name)s can read this now.") % {"name": form.person.name})
    return see_other("coaching:share", made.pk)


def _check_page(sharing: "Sharing", form: ShareForm, *, changed: bool) -> HttpResponse:
    chosen, thing = form.chosen(), sharing.thing
    snapshot = thing.snapshot(chosen.parts, chosen.question)
    context = {
        "form": form,
        "submission_key": _key_for(sharing.request.membership, form, thing.id),
        "version": thing.version,
        "changed": changed,
        "card": card_html(snapshot),
        "pointed_to": pointed_to(*snapshot.written),
        "sent": carried(sharing.request),
    }
    return render(sharing.request, "coaching/share_check.html", sharing.context | context)


def _key_for(owner: Membership, form: ShareForm, row: UUID) -> UUID:
    """The form's key; a new one where it has shared just this already, as after going back."""
    key: UUID = form.cleaned_data["submission_key"]
    return uuid4() if find_sent(owner, form.chosen().submission(row, key)) else key


def _form_page(sharing: "Sharing", form: ShareForm, kept: Kept) -> HttpResponse:
    line = kind_of(sharing.kind).LINE
    row = None if kind_of(sharing.kind).ON_ONE_PAGE else sharing.thing.id
    readers = readers_sentence(sharing.request.membership, line, row)
    context = sharing.context | {"form": form, "kept": kept, "readers": readers}
    return render(sharing.request, "coaching/share_new.html", context)
