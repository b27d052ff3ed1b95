"""Marks on views that the middleware reads."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required

View = Callable[..., Any]


def always_open(view: View) -> View:
    """For everybody, at any time: also while the screen is hidden and before the notice was read."""
    view.always_open = True  # type: ignore[attr-defined]
    return login_not_required(view)


def while_locked(view: View) -> View:
    """For somebody signed in, also while the screen is hidden and from outside the door: it shows nothing."""
    view.while_locked = True  # type: ignore[attr-defined]
    return view


def before_notice(view: View) -> View:
    """Open to a signed-in person who has not yet read the first-use notice."""
    view.before_notice = True  # type: ignore[attr-defined]
    return view
