"""What every template knows: how the page looks for this person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from eiapp.demo_accounts import ACCOUNTS, PASSWORD

DEMO = {"accounts": ACCOUNTS, "password": PASSWORD}
THEMES, SIZES = ("system", "light", "dark"), ("normal", "large", "largest")


def look(request: HttpRequest) -> dict[str, Any]:
    """Theme and text size, from the account where somebody is signed in; no query of its own."""
    member = getattr(request, "membership", None)
    chosen = member.user if member else None
    return {
        "member": member,
        # Nobody stands around a person alone: no page speaks to her of other people's roles.
        "alone": member is not None and member.organisation.is_personal,
        "theme": chosen.theme if chosen else "system",
        "text_size": chosen.text_size if chosen else "normal",
        "demo": DEMO if settings.DEMO else None,
        "signup_open": settings.SIGNUP_OPEN,
    }
