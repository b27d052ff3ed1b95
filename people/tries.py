"""Tries to sign in: allauth's limits and its way of counting, all limits of one try in one turn of the cache.

allauth locks, reads, writes and unlocks each limit by itself, and again to take a try back: sixteen writes and
reads for a right password. Here they are four.
"""

import time
from dataclasses import dataclass
from typing import Any

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest

_APP = "allauth.account"
_Written = dict[str, tuple[list[float], float]]


@dataclass(frozen=True)
class Try:
    """A try that was counted; a right password takes it back."""

    rates: dict[str, ratelimit.Rate]
    at: float

    def rollback(self) -> None:
        """Where the cache is out of reach the try stays counted: that only makes the limit narrower."""

        def without(kept: dict[str, list[float]]) -> _Written:
            return {
                name: ([each for each in kept.get(name, []) if each != self.at], rate.duration)
                for name, rate in self.rates.items()
            }

        _change(self.rates, without)


def count_try(request: HttpRequest, *, action: str, key: str) -> Any:
    """The counted try, to be taken back with `rollback`; None where a limit is reached."""
    if not hasattr(cache, "change"):  # another cache than ours, named by EIAPP_CACHE_URL
        return ratelimit.consume(request, app=_APP, action=action, key=key)
    rates = {
        ratelimit.get_cache_key(request, app=_APP, action=action, rate=rate, key=key): rate
        for rate in ratelimit.get_rates(app=_APP, action=action)
    }
    at, passed = time.time(), []

    def counted(kept: dict[str, list[float]]) -> _Written:
        """As allauth does: the limits before the one that is reached have counted the try."""
        written = {}
        for name, rate in rates.items():
            allowed, history = ratelimit.apply_rate(kept.get(name, []), at, rate)
            if not allowed:
                break
            written[name] = (history, rate.duration)
        passed.extend(written)
        return written

    return Try(rates, at) if _change(rates, counted) and len(passed) == len(rates) else None


def _change(rates: dict[str, ratelimit.Rate], made: Any) -> bool:
    """Whether the cache was in reach; where it is not, nobody guesses."""
    try:
        cache.change(list(rates), made)  # type: ignore[attr-defined]  # django's proxy for our class
    except DatabaseError:
        return False
    return True
