"""The page behind a mailed invitation."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from people.actions.accounts import claim_user, create_user
from people.actions.invitations import accept_invitation, is_live
from people.forms import JoinForm, NewPersonForm
from people.guards import always_open
from people.models import Invitation, User
from people.refusals import Refused
from people.requests import MemberRequest
from people.scope import invitation_scope, open_memberships
from people.tokens import token_hash


@always_open
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who invites and uses nothing up, since mail scanners fetch links; POST joins."""
    with invitation_scope(token_hash(token)) as invitation:
        if not is_live(invitation, timezone.now()):
            return _sent_twice(request, invitation) or gone(request)
        assert invitation is not None  # is_live said so; for the type checker
        if request.user.is_authenticated and request.user.email == invitation.email:
            return _join(cast(MemberRequest, request), invitation)
        if request.user.is_authenticated or _is_proven(invitation.email):
            return render(request, "people/invitation_sign_in.html", {"invitation": invitation})
        return _create_account(request, invitation)


def gone(request: HttpRequest) -> HttpResponse:
    """One page for every link that does not open: unknown, used, taken back, expired."""
    return render(request, "410.html", status=410)


def _join(request: MemberRequest, invitation: Invitation) -> HttpResponse:
    """Somebody with an account, signed in as the invited address."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = accept_invitation(invitation=invitation, user=request.user, now=timezone.now())
        except Refused:
            return gone(request)
        request.session["membership"] = str(member.pk)
        request.session["several_memberships"] = len(open_memberships(request.user)) > 1
        return HttpResponseRedirect(reverse("today"), status=303)
    return render(request, "people/invitation_join.html", {"invitation": invitation, "form": form})


def _create_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """A new person: name and password; the address is proven by the link."""
    form = NewPersonForm(request.POST if request.method == "POST" else None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        try:
            user = _new_member(invitation, form)
        except (Refused, IntegrityError):  # the same form was sent in another request at the same time
            invitation.refresh_from_db(fields=["used_at"])
            return _sent_twice(request, invitation) or gone(request)
        return _welcome(request, user)
    return render(request, "people/invitation_create.html", {"invitation": invitation, "form": form})


@transaction.atomic
def _new_member(invitation: Invitation, form: NewPersonForm) -> User:
    """Account and membership are made together or not at all."""
    now = timezone.now()
    told = {"name": form.cleaned_data["name"], "password": form.cleaned_data["password"]}
    unproven = User.objects.filter(email=invitation.email).first()
    if unproven is not None:
        user = claim_user(user=unproven, **told)
    else:
        user = create_user(email=invitation.email, now=now, **told)
    accept_invitation(invitation=invitation, user=user, now=now)
    return user


def _is_proven(email: str) -> bool:
    """Whether the holder of this mailbox has an account. One that was never confirmed may be a stranger's."""
    return User.objects.filter(email=email, emailaddress__verified=True).exists()


def _sent_twice(request: HttpRequest, invitation: Invitation | None) -> HttpResponse | None:
    """A double click on "Create account" gets the same answer twice: the second brings the right password."""
    if request.method != "POST" or invitation is None or invitation.used_at is None:
        return None
    if request.user.is_authenticated and request.user.email == invitation.email:
        return HttpResponseRedirect(reverse("today"), status=303)
    try:
        user = get_adapter(request).authenticate(
            request, email=invitation.email, password=request.POST.get("password", "")
        )
    except ValidationError:  # too many tries
        return None
    return _welcome(request, user) if user else None


def _welcome(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in and begin with the first-use pages."""
    login = Login(user=user, email=user.email, redirect_url=reverse("people:welcome", args=[1]))
    answer: HttpResponse = perform_login(request, login)
    return answer
