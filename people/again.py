"""Saying again who one is, before what must not be done at a desk that somebody left unlocked."""

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def has_said_again(request: HttpRequest) -> bool:
    """Whether she did in the last minutes (ACCOUNT_REAUTHENTICATION_TIMEOUT), or has no way to."""
    return bool(did_recently_reauthenticate(request))


def say_again(*, back: str) -> HttpResponseRedirect:
    """To the page that asks, and from there to `back`, an address of ours."""
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")
