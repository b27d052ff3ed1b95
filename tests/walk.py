"""Every address, found by asking the resolver, and a way to knock at each without leaving a trace."""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from importlib import import_module
from types import ModuleType
from typing import Any

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.http import urlencode

from people.models import User

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Route:
    """One pattern of the URLconf: its name, how its address reads, and what stands in it."""

    name: str
    address: str
    parameters: tuple[str, ...]

    def url(self, values: Mapping[str, object]) -> str:
        """Its address with these values. KeyError for a parameter that nobody knows how to fill."""
        return reverse(self.name, kwargs={name: values[name] for name in self.parameters})


def routes(urlconf: str | ModuleType | None = None) -> list[Route]:
    """All of them, in the order of the resolver; one without a name is called by its address."""
    resolver = get_resolver(urlconf)  # type: ignore[arg-type]
    return list(_walk(resolver, "", "", ()))


def _walk(resolver: URLResolver, space: str, address: str, above: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        here, parameters = address + str(pattern.pattern), (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield Route(f"{space}{pattern.name}" if pattern.name else here, "/" + here, parameters)
        else:
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern, inner, here, parameters)


@dataclass(frozen=True)
class Browser:
    """Somebody's browser: her cookies, kept outside the database so that no knock can change them."""

    cookies: tuple[tuple[str, str], ...] = ()
    # What every form on its pages carries besides: whose they are, of candidates and experts.
    marked: Mapping[str, str] = field(default_factory=dict)
    # What somebody found out with it, by address.
    notes: dict[str, Any] = field(default_factory=dict)
    # One client for all its knocks, because each new one loads every middleware again.
    _client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @classmethod
    def signed_in(cls, user: User) -> "Browser":
        """As after the sign-in page, and after the one that asks again who she is."""
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": time.time(), "reauthenticated": again} for again in (False, True)
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)
        session.create()
        return cls(((settings.SESSION_COOKIE_NAME, str(session.session_key)),))

    def with_screen_hidden(self) -> "Browser":
        client = Client()
        client.cookies = SimpleCookie(dict(self.cookies))
        client.post(reverse("hide-screen"))
        return Browser(tuple((name, morsel.value) for name, morsel in client.cookies.items()))

    def load_middleware_again(self) -> None:
        """For a test that changes one after the first knock."""
        self._client.handler._middleware_chain = None  # type: ignore[attr-defined]

    def knock(self, method: str, url: str, **sent: Any) -> HttpResponse:
        """Ask once; what the request changed is undone, and its answer is all that is left.

        What is sent goes to django.test.Client.generic: data, content_type, headers, query_params.
        """
        self._client.cookies = SimpleCookie(dict(self.cookies))
        if method == "POST" and self.marked and not sent:
            sent = form(dict(self.marked))
        with transaction.atomic():
            response = self._client.generic(method, url, **sent)
            transaction.set_rollback(True)
        cache.clear()
        return response  # type: ignore[return-value]


def form(fields: Mapping[str, Any]) -> dict[str, str]:
    """A form as a browser sends it, for Browser.knock."""
    return {"data": urlencode(fields, doseq=True), "content_type": "application/x-www-form-urlencoded"}


def text_of(response: HttpResponse) -> str:
    """All that leaves the server with an answer: status, headers, cookies and body."""
    body = b"".join(response) if response.streaming else response.content
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    cookies = response.cookies.output()
    return f"{response.status_code}\n{headers}\n{cookies}\n\n{body.decode(errors='replace')}"
