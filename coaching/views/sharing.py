"""What she shares: choosing, checking, sharing; her list, the receipt of one share, the end of it."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.actions.sharing import ChangedSince, share_form, share_moment, stop_sharing
from coaching.cards import card_html
from coaching.documents import NOTE, parts_of
from coaching.forms import ShareForm, pointed_to
from coaching.models import Share
from coaching.queries.sharing import (
    document_of,
    find_own,
    find_sent,
    people_for,
    receipt,
    shares_of,
    snapshot_for,
)
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
from journal.documents import MomentDocument
from journal.models import Moment
from journal.views.kept import Kept, keep_sent, kept_of
from people.drafts import form_token
from people.models import Membership
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest


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
def new(request: MemberRequest, row: UUID) -> HttpResponse:
    """Choose; see exactly what the other will see; share. What was typed is kept until then."""
    me, now = request.membership, timezone.now()
    moment: Moment = get_object_or_404(Moment.objects.of(me), pk=row)
    document = document_of(me, moment)
    offered: dict[str, Any] = {"people": people_for(me), "parts": parts_of(document)}
    if request.method != "POST":
        kept = kept_of(me, share_form(row), ShareForm, now)
        first = {"submission_key": uuid4()} | kept.initial
        return _form_page(request, ShareForm(initial=first, **offered), moment, kept)
    form = ShareForm(request.POST, **offered)
    changed = False
    if form.is_valid() and said(request) == SEND:
        try:
            return _shared(request, form, row, now)
        except ChangedSince:
            changed = True
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    keep_sent(request, share_form(row), now)
    if form.is_valid() and said(request) != CHANGE:
        return _check_page(request, form, moment, document, changed=changed)
    return _form_page(request, form, moment, Kept())


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


def _shared(request: MemberRequest, form: ShareForm, row: UUID, now: dt.datetime) -> HttpResponse:
    """Raises ChangedSince and Refused."""
    made = share_moment(
        row=row,
        version=form.cleaned_data["version"],
        chosen=form.chosen(),
        submission_key=form.cleaned_data["submission_key"],
        by=request.membership,
        now=now,
    )
    messages.success(request, _("%(name)s can read this now.") % {"name": form.person.name})
    return see_other("coaching:share", made.pk)


def _check_page(
    request: MemberRequest, form: ShareForm, moment: Moment, document: MomentDocument, *, changed: bool
) -> HttpResponse:
    told = form.cleaned_data
    snapshot = snapshot_for(request.membership, document, parts=told["parts"], question=told["question"])
    context = {
        "form": form,
        "row": moment.pk,
        "submission_key": _key_for(request.membership, form, moment.pk),
        "version": moment.version,
        "changed": changed,
        "card": card_html(snapshot),
        "pointed_to": pointed_to(told["question"], document.note if NOTE in told["parts"] else ""),
        "sent": carried(request),
        "draft_token": form_token(request.membership, share_form(moment.pk)),
    }
    return render(request, "coaching/share_check.html", context)


def _key_for(owner: Membership, form: ShareForm, moment: UUID) -> UUID:
    """The form's key; a new one where it has shared just this already, as after going back."""
    key: UUID = form.cleaned_data["submission_key"]
    return uuid4() if find_sent(owner, form.chosen().submission(moment, key)) else key


def _form_page(request: MemberRequest, form: ShareForm, moment: Moment, kept: Kept) -> HttpResponse:
    context = {
        "form": form,
        "row": moment.pk,
        "kept": kept,
        "draft_token": form_token(request.membership, share_form(moment.pk)),
        "readers": readers_sentence(request.membership, "moment", moment.pk),
    }
    return render(request, "coaching/share_new.html", context)
