"""The full form: a new moment with everything, and a moment that is changed."""

import datetime as dt
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import (
    NEW_FORM,
    ChangedElsewhere,
    SavedOtherwise,
    change_moment,
    edit_form,
    put_down,
)
from journal.backdating import on_the_wall
from journal.forms import FullMomentForm, initial_of
from journal.models import UNDO_DELETING, DeletedMoment, Moment
from journal.permissions import check_change_moment
from journal.plans.planned import plans_under_way
from journal.queries.own import own_of
from journal.queries.telling import differing, told_of, when
from journal.queries.writing import trigger_chips
from journal.sealing import open_moment
from journal.views.kept import Kept, keep, keep_sent, kept_of
from journal.views.told import tell_changed, tell_saved, tell_saved_before
from people.drafts import form_token
from people.keys import open_key
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: MemberRequest) -> HttpResponse:
    """Everything that a moment can hold, now or up to seven days back."""
    me, now = request.membership, timezone.now()
    told = _hers(request, now) | {"zone": request.user.time_zone}
    if request.method != "POST":
        kept = kept_of(me, NEW_FORM, FullMomentForm, now)
        form = FullMomentForm(initial={"submission_key": uuid4()} | kept.initial, **told)
        return _form_page(request, form, kept, NEW_FORM)
    form = FullMomentForm(request.POST, **told)
    if form.is_valid() and not form.found:
        return _put_down(request, form, now)
    keep_sent(request, NEW_FORM, now)
    return _form_page(request, form, Kept(), NEW_FORM)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: MemberRequest, row: UUID) -> HttpResponse:
    """A moment of hers in the full form. What another tab saved is shown beside it, never overwritten."""
    me, now = request.membership, timezone.now()
    moment = Moment.objects.filter(pk=row).first()
    if moment is None:
        return _gone(request, row, now)
    check_change_moment(me, moment)
    document = open_moment(open_key(me), moment)
    before = {"zone": document.zone, "before": document, "felt_before": moment.felt_at}
    told = _hers(request, now) | before
    if request.method != "POST":
        kept = kept_of(me, edit_form(row), FullMomentForm, now)
        begun = initial_of(document, moment.version, *on_the_wall(moment.felt_at, document.zone))
        form = FullMomentForm(initial=begun | kept.initial, **told)
        return _form_page(request, form, kept, edit_form(row), moment)
    form = FullMomentForm(request.POST, **told)
    if form.is_valid() and not form.found:
        return _change(request, form, row, now)
    keep_sent(request, edit_form(row), now)
    return _form_page(request, form, Kept(), edit_form(row), moment)


def _gone(request: MemberRequest, row: UUID, now: dt.datetime) -> HttpResponse:
    """Not found. What she wrote on one that another window deleted waits until she brings it back."""
    deleted = DeletedMoment.objects.of(request.membership).since(now - UNDO_DELETING).filter(pk=row)
    if request.method != "POST" or not deleted.exists():
        raise Http404
    keep_sent(request, edit_form(row), now)
    messages.info(
        request, _("This moment was deleted in another window. Bring it back: what you wrote is kept.")
    )
    return HttpResponseRedirect(reverse("journal:moments-deleted"), status=303)


def _hers(request: MemberRequest, now: dt.datetime) -> dict[str, Any]:
    """What the form offers to her alone."""
    me = request.membership
    own = own_of(me)
    return {
        "now": now,
        "own": own,
        "chips": trigger_chips(me, now, own),
        "plans": partial(plans_under_way, me),
    }


def _put_down(request: MemberRequest, form: FullMomentForm, now: dt.datetime) -> HttpResponse:
    told, document = form.cleaned_data, form.document()
    try:
        moment = put_down(
            by=request.membership,
            document=document,
            felt_at=told["felt_at"],
            submission_key=told["submission_key"],
            now=now,
            form=NEW_FORM,
        )
    except SavedOtherwise as before:
        keep(request, NEW_FORM, now, but="submission_key")
        tell_saved_before(request, before.moment)
        return HttpResponseRedirect(reverse("journal:moment-new"), status=303)
    tell_saved(request, moment, document)
    return HttpResponseRedirect(reverse("today"), status=303)


def _change(request: MemberRequest, form: FullMomentForm, row: UUID, now: dt.datetime) -> HttpResponse:
    told = form.cleaned_data
    try:
        moment = change_moment(
            by=request.membership,
            row=row,
            version=told["version"],
            document=form.document(),
            felt_at=told["felt_at"],
            now=now,
        )
    except Moment.DoesNotExist:  # in this very moment
        return _gone(request, row, now)
    except ChangedElsewhere as changed:
        keep(request, edit_form(row), now)
        return _choice_page(request, form, changed)
    tell_changed(request, moment)
    return HttpResponseRedirect(reverse("journal:moment-read", args=[row]), status=303)


def _choice_page(request: MemberRequest, form: FullMomentForm, changed: ChangedElsewhere) -> HttpResponse:
    """Both versions side by side; her choice is one press, and the other stays in the history."""
    moment = changed.moment
    saved = told_of(changed.present, moment.felt_at, form.own)
    yours = told_of(form.document(), form.cleaned_data["felt_at"], form.own)
    not_sent = {"csrfmiddlewaretoken", "version"}
    context = {
        "moment": moment,
        "saved_at": when(moment.changed_at, request.user.time_zone),
        "rows": differing(saved, yours),
        "sent": [
            (name, value) for name, values in request.POST.lists() if name not in not_sent for value in values
        ],
        "draft_token": form_token(request.membership, edit_form(moment.pk)),
        "readers": readers_sentence(request.membership, "moment", moment.pk),
    }
    return render(request, "journal/moment_choice.html", context, status=409)


def _form_page(
    request: MemberRequest, form: FullMomentForm, kept: Kept, draft: str, moment: Moment | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "kept": kept,
        "moment": moment,
        "parts": form.open_parts(),
        "draft_token": form_token(request.membership, draft),
        "readers": readers_sentence(request.membership, "moment", moment.pk if moment else None),
    }
    return render(request, "journal/moment_full.html", context)
