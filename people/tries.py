"""Tries to sign in: allauth's limits and its way of counting, all limits of one try in one turn of the cache.

allauth locks, reads, writes and unlocks each limit by itself, and again to take a try back: twenty statements
for a right password. Here they are four.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import Rate
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest

_APP = "allauth.account"
_Written = dict[str, tuple[list[float], float]]
_Made = Callable[[dict[str, list[float]]], _Written]


class TooMany(Exception):
    """A limit is reached."""

    def __init__(self, action: str) -> None:
        super().__init__(action)
        self.action = action


class Counted(Protocol):
    """A try that was counted; a right password takes it back."""

    def rollback(self) -> None: ...


def count_try(request: HttpRequest, *, every: str, wrong: str, key: str) -> Counted:
    """Count it under the action `every` for good, and under `wrong` until the password proves right.

    Raises TooMany with the action whose limit is reached; as with allauth, what was asked before it has
    counted the try.
    """
    if not hasattr(cache, "change"):  # another cache than ours, named by EIAPP_CACHE_URL
        return _one_by_one(request, every, wrong, key)
    rates = {action: _rates(request, action, key) for action in (every, wrong)}
    limits = [(action, name, rate) for action in rates for name, rate in rates[action].items()]
    at, reached = time.time(), [every]  # where the cache is out of reach, nobody guesses

    def counted(kept: dict[str, list[float]]) -> _Written:
        reached.clear()
        written: _Written = {}
        for action, name, rate in limits:
            allowed, history = ratelimit.apply_rate(kept.get(name, []), at, rate)
            if not allowed:
                reached.append(action)
                break
            written[name] = (history, rate.duration)
        return written

    _change([name for _action, name, _rate in limits], counted)
    if reached:
        raise TooMany(reached[0])
    return _Try(rates[wrong], at)


@dataclass(frozen=True)
class _Try:
    rates: dict[str, Rate]
    at: float

    def rollback(self) -> None:
        def without(kept: dict[str, list[float]]) -> _Written:
            return {
                name: ([each for each in kept.get(name, []) if each != self.at], rate.duration)
                for name, rate in self.rates.items()
            }

        _change(list(self.rates), without)


def _one_by_one(request: HttpRequest, every: str, wrong: str, key: str) -> Counted:
    if not ratelimit.consume(request, app=_APP, action=every, key=key):
        raise TooMany(every)
    usage: Counted | None = ratelimit.consume(request, app=_APP, action=wrong, key=key)
    if usage is None:
        raise TooMany(wrong)
    return usage


def _rates(request: HttpRequest, action: str, key: str) -> dict[str, Rate]:
    """allauth's limits of an action, by the name under which each is counted."""
    rates = ratelimit.get_rates(app=_APP, action=action)
    return {
        ratelimit.get_cache_key(request, app=_APP, action=action, rate=rate, key=key): rate for rate in rates
    }


def _change(names: list[str], made: _Made) -> None:
    """A try that could not be counted, or taken back, only makes the limit narrower."""
    try:
        cache.change(names, made)  # type: ignore[attr-defined]  # django's proxy of eiapp.cache's class
    except DatabaseError:
        return
