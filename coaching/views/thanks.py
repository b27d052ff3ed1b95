"""Thanks: what somebody got and gave and what her team shows, saying thanks, and the acts on one of hers."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.forms import pointed_to
from coaching.models import Thanks
from coaching.queries.sharing import code_of
from coaching.thanks.actions import (
    THANKS_FORM,
    give_thanks,
    hide_thanks,
    keep_thanks,
    remove_thanks,
    show_thanks,
    take_back,
)
from coaching.thanks.forms import ThanksForm
from coaching.thanks.queries import (
    GOT,
    LISTS,
    ThanksPage,
    colleagues_of,
    find_thanks,
    lines_of,
    lists_of,
    thanks_page,
)
from coaching.views.pages import CHANGE, SEND, carried, for_sharers, limited, page_number, said, see_other
from journal.views.kept import Kept, keep_sent, kept_of
from people.drafts import form_token
from people.models import Membership
from people.refusals import Refused
from people.requests import MemberRequest


@require_safe
@for_sharers
def list_thanks(request: MemberRequest) -> HttpResponse:
    """What she got, what she gave, what her team shows: the newest of each, or a later page of one."""
    asked, page = request.GET.get("list", ""), page_number(request)
    lists = lists_of(request.membership, asked if asked in LISTS else GOT, page)
    shown = [each for each in (lists.received, lists.given, lists.team) if each is not None]
    if page > 1 and not shown[0].cards:  # an old address: what stood there has gone
        return see_other("coaching:thanks-list")
    context = {"lists": lists, "first": page == 1, "is_empty": not any(each.cards for each in shown)}
    return render(request, "coaching/thanks_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("thanks")
def new(request: MemberRequest) -> HttpResponse:
    """Write, see how it will read, send. What was typed is kept until then."""
    me, now = request.membership, timezone.now()
    people = colleagues_of(me)
    if request.method != "POST":
        kept = kept_of(me, THANKS_FORM, ThanksForm, now)
        first = {"submission_key": uuid4()} | kept.initial
        return _form_page(request, ThanksForm(initial=first, people=people), kept)
    form = ThanksForm(request.POST, people=people)
    if form.is_valid() and said(request) == SEND:
        try:
            return _sent(request, form, now)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    keep_sent(request, THANKS_FORM, now)
    if form.is_valid() and said(request) != CHANGE:
        return _check_page(request, form)
    return _form_page(request, form, Kept())


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
def show(request: MemberRequest, row: UUID) -> HttpResponse:
    """One of hers. Whoever got it shows it to her team or not, and keeps it longer or not."""
    thanks = _found(request, row)
    if request.method == "POST":
        return _done(request, thanks)
    page = thanks_page(request.membership, thanks, timezone.now())
    return render(request, "coaching/thanks.html", {"thanks": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
def remove(request: MemberRequest, row: UUID) -> HttpResponse:
    """One question first; then it is out of her lists, or taken back by the one who gave it."""
    me, now = request.membership, timezone.now()
    page = thanks_page(me, _found(request, row), now)
    if request.method != "POST":
        if not page.is_hers and not page.back_until:
            return see_other("coaching:thanks", row)
        return render(request, "coaching/thanks_remove.html", {"thanks": page})
    try:
        (remove_thanks if page.is_hers else take_back)(row=row, by=me, now=now)
    except Thanks.DoesNotExist:  # gone in this moment
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal))
        return see_other("coaching:thanks", row)
    messages.success(request, _told_of_removal(page))
    return see_other("coaching:thanks-list")


def _told_of_removal(page: ThanksPage) -> str:
    if page.is_hers:
        return _("It is gone from your page.")
    return _("You have taken it back. It is gone for %(name)s too.") % {"name": page.name}


def _shown(me: Membership, thanks: Thanks, request: MemberRequest) -> str:
    """Raises Refused where the page told of another team."""
    team = me.team_id
    told = team is not None and request.POST.get("team", "") == code_of(me, team)
    show_thanks(row=thanks.pk, team=team if told else None, by=me)
    return _("Your team can read it now.")


def _hidden(me: Membership, thanks: Thanks, request: MemberRequest) -> str:
    hide_thanks(row=thanks.pk, by=me)
    return _("Your team cannot read it any more.")


def _kept(me: Membership, thanks: Thanks, request: MemberRequest) -> str:
    keep_thanks(row=thanks.pk, keep=True, by=me)
    return _("It stays until you remove it.")


def _not_kept(me: Membership, thanks: Thanks, request: MemberRequest) -> str:
    keep_thanks(row=thanks.pk, keep=False, by=me)
    return _("It is deleted a year after it was given.")


# What a button says, and what is done; a sentence tells it.
ACTS: dict[str, Callable[[Membership, Thanks, MemberRequest], str]] = {
    "show": _shown,
    "hide": _hidden,
    "keep": _kept,
    "let-go": _not_kept,
}


def _done(request: MemberRequest, thanks: Thanks) -> HttpResponse:
    """The act of the button. They are of the one who got it: for the giver there is nothing here to do."""
    act = ACTS.get(said(request))
    if act is not None:
        try:
            messages.success(request, act(request.membership, thanks, request))
        except Thanks.DoesNotExist:
            raise Http404 from None
        except Refused as refusal:
            messages.error(request, str(refusal))
    return see_other("coaching:thanks", thanks.pk)


def _found(request: MemberRequest, row: UUID) -> Thanks:
    thanks = find_thanks(request.membership, row)
    if thanks is None:
        raise Http404
    return thanks


def _sent(request: MemberRequest, form: ThanksForm, now: dt.datetime) -> HttpResponse:
    """Raises Refused."""
    made = give_thanks(
        to=form.person.id,
        document=form.document(),
        submission_key=form.cleaned_data["submission_key"],
        by=request.membership,
        now=now,
    )
    messages.success(request, _("Your thanks are with %(name)s.") % {"name": form.person.name})
    return see_other("coaching:thanks", made.pk)


def _check_page(request: MemberRequest, form: ThanksForm) -> HttpResponse:
    document = form.document()
    context = {
        "form": form,
        "lines": lines_of(document),
        "pointed_to": pointed_to(document.did, document.effect, document.customer),
        "sent": carried(request),
        "draft_token": form_token(request.membership, THANKS_FORM),
    }
    return render(request, "coaching/thanks_check.html", context)


def _form_page(request: MemberRequest, form: ThanksForm, kept: Kept) -> HttpResponse:
    context = {
        "form": form,
        "kept": kept,
        "draft_token": form_token(request.membership, THANKS_FORM),
    }
    return render(request, "coaching/thanks_new.html", context)
