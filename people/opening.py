"""From when on a session opens what is private: by the ways in which its person showed who she is. Pure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

# How long a way in that somebody else may have had waits, so that its person can see it and end it.
WAIT = dt.timedelta(hours=72)
# A passkey, an app for codes or a recovery code: hers alone.
SECOND_STEP = "mfa"
PASSWORD = "password"  # noqa: S105  the name of a way in


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody showed who she is, and when. Any name but the two above is one that others may have."""

    name: str
    at: dt.datetime


def opens_at(ways: Sequence[Way], reset_at: dt.datetime | None) -> dt.datetime | None:
    """The earliest moment at which one of the ways opens the journal; None without any way.

    Her own password and a second step open at once. Everything else (a mailed code, a single sign-on, what
    this version has not heard of) waits. So does a password that was made new by a mailed code: whoever holds
    her mailbox can do that and sign in with it a minute later.
    """
    return min((_opens(way, reset_at) for way in ways), default=None)


def _opens(way: Way, reset_at: dt.datetime | None) -> dt.datetime:
    if way.name == SECOND_STEP:
        return way.at
    if way.name == PASSWORD:
        return way.at if reset_at is None else max(way.at, reset_at + WAIT)
    return way.at + WAIT
