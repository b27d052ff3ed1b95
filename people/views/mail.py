"""The mail that a person gets: which kinds, where to, and the link in each that turns its kind off."""

from collections.abc import Callable
from functools import wraps

from allauth.core.internal import ratelimit
from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from people.actions.mail import (
    Entered,
    choose_notices,
    enter_code,
    new_code,
    offer_address,
    remove_address,
    turn_off,
)
from people.again import has_said_again, say_again
from people.forms import AddressForm, CodeForm, NoticesForm
from people.guards import always_open
from people.letters import read_off_token
from people.models import User
from people.notice_kinds import KINDS
from people.private_address import masked, pending_of, private_address_of
from people.requests import MemberRequest

View = Callable[[MemberRequest], HttpResponse]


def _among_others(view: View) -> View:
    """Not there for a person alone: nobody shares with her, and nobody else owns her mailbox."""

    @wraps(view)
    def guarded(request: MemberRequest) -> HttpResponse:
        if request.membership.organisation.is_personal:
            raise Http404
        return view(request)

    return guarded


def _after_saying_again(view: View) -> View:
    """As a change of her account's address: whoever sits at an open desk must not send her mail elsewhere."""

    @wraps(view)
    def guarded(request: MemberRequest) -> HttpResponse:
        return view(request) if has_said_again(request) else say_again(back=request.path)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@_among_others
def mail(request: MemberRequest) -> HttpResponse:
    """Which kinds of mail she gets, and where they go."""
    form = NoticesForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        choose_notices(user=request.user, wanted=form.cleaned_data["kinds"])
        messages.success(request, _("Your choice is saved."))
        return _see("people:mail")
    private = private_address_of(request.user)
    return render(request, "people/mail.html", {"form": form, "private": private and masked(private)})


@require_http_methods(["GET", "HEAD", "POST"])
@_among_others
@_after_saying_again
def address(request: MemberRequest) -> HttpResponse:
    """Where to the code goes that proves an address to be hers. The same answer whoever else has it."""
    pending = pending_of(request.user, timezone.now())
    form = AddressForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        initial={"email": pending.address if pending else ""},
    )
    if request.method == "POST" and form.is_valid():
        if ratelimit.consume(request, app="allauth.account", action="private_address"):
            told = {"address": form.cleaned_data["email"], "code": new_code()}
            offer_address(user=request.user, now=timezone.now(), **told)
            return _see("people:mail-code")
        form.add_error("email", _("That is too many codes for now. Wait an hour, then try again."))
    private = bool(request.user.private_address)
    return render(request, "people/mail_address.html", {"form": form, "private": private})


@require_http_methods(["GET", "HEAD", "POST"])
@_among_others
def code(request: MemberRequest) -> HttpResponse:
    """The code that came to the address. Without one that waits there is nothing to enter."""
    now = timezone.now()
    pending = pending_of(request.user, now)
    if pending is None:
        return _see("people:mail")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        became = enter_code(user=request.user, code=form.cleaned_data["code"], now=now)
        if became is Entered.RIGHT:
            messages.success(request, _("Your messages go to your private address from now on."))
            return _see("people:mail")
        if became is Entered.OVER:
            messages.info(request, _("This code does not work any more. You can have a new one mailed."))
            return _see("people:mail-address")
        form.add_error("code", _("This code does not match. Check it, or ask for a new one."))
    return render(request, "people/mail_code.html", {"form": form, "address": masked(pending.address)})


@require_http_methods(["GET", "HEAD", "POST"])
@_among_others
@_after_saying_again
def remove(request: MemberRequest) -> HttpResponse:
    """One question first."""
    if request.method == "POST":
        remove_address(user=request.user, now=timezone.now())
        messages.success(request, _("Your private address is removed."))
        return _see("people:mail")
    if not request.user.private_address:
        return _see("people:mail")
    return render(request, "people/mail_remove.html")


# Mail programs send this form by themselves, without a cookie of ours (RFC 8058). The signed token in the
# address is the proof; what it proves is enough to stop one kind of mail, and who is signed in is not asked.
@csrf_exempt
@always_open
@rate_limit(action="mail_off")
@require_http_methods(["GET", "HEAD", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button and changes nothing, since mail scanners fetch links; POST turns one kind off."""
    told = read_off_token(token)
    if told is None:
        return _dead(request)
    whose, kind = told
    if request.method == "POST":
        there = turn_off(user_id=whose, kind=kind)
    else:
        there = User.objects.filter(pk=whose).exists()
    if not there:
        return _dead(request)
    shown = {"label": KINDS[kind].label, "done": request.method == "POST"}
    return render(request, "people/mail_off.html", shown)


def _dead(request: HttpRequest) -> HttpResponse:
    """The same page, which then says how it is done by hand."""
    return render(request, "people/mail_off.html", {"dead": True}, status=410)


def _see(name: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(name), status=303)
