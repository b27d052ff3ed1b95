"""The page behind a mailed invitation."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.actions.accounts import create_user
from people.actions.invitations import accept_invitation, is_live
from people.forms import JoinForm, NewPersonForm
from people.guards import always_open
from people.models import Invitation, User
from people.refusals import Refused
from people.scope import invitation_scope
from people.tokens import token_hash


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who invites and uses nothing up, since mail scanners fetch links; POST joins."""
    with invitation_scope(token_hash(token)) as invitation:
        if not is_live(invitation, timezone.now()):
            return gone(request)
        assert invitation is not None  # noqa: S101  is_live said so; for the type checker
        if request.user.is_authenticated and request.user.email == invitation.email:
            return _join(request, invitation)
        if User.objects.filter(email=invitation.email).exists():
            return render(request, "people/invitation_sign_in.html", {"invitation": invitation})
        return _create_account(request, invitation)


def gone(request: HttpRequest) -> HttpResponse:
    """One page for every link that does not open: unknown, used, taken back, expired."""
    return render(request, "410.html", status=410)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Somebody with an account, signed in as the invited address."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = accept_invitation(invitation=invitation, user=request.user, now=timezone.now())
        except Refused:
            return gone(request)
        request.session["membership"] = str(member.pk)
        return HttpResponseRedirect(reverse("today"), status=303)
    return render(request, "people/invitation_join.html", {"invitation": invitation, "form": form})


def _create_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A new person: name and password; the address is proven by the link."""
    form = NewPersonForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = _new_member(invitation, form)
        except Refused:
            return gone(request)
        login = Login(user=user, redirect_url=reverse("people:welcome", args=[1]))
        return perform_login(request, login)
    return render(request, "people/invitation_create.html", {"invitation": invitation, "form": form})


@transaction.atomic
def _new_member(invitation: Invitation, form: NewPersonForm) -> User:
    """Account and membership are made together or not at all."""
    now = timezone.now()
    user = create_user(
        email=invitation.email, name=form.cleaned_data["name"], password=form.cleaned_data["password"], now=now
    )
    accept_invitation(invitation=invitation, user=user, now=now)
    return user
