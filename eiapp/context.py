"""What every template knows: how the page looks for this person."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from eiapp.demo_accounts import ACCOUNTS, PASSWORD
from people.door import closed_until
from people.idle import limit_of
from people.other_sign_ins import OtherSignIn, other_sign_ins

DEMO = {"accounts": ACCOUNTS, "password": PASSWORD}
THEMES, SIZES = ("system", "light", "dark"), ("normal", "large", "largest")


def look(request: HttpRequest) -> dict[str, Any]:
    """What hangs on the account where somebody is signed in; no query of its own."""
    member = getattr(request, "membership", None)
    chosen = member.user if member else None
    limit = limit_of(member) if member else None
    others, may_answer = _other_sign_ins(request)
    return {
        "idle_seconds": int(limit.total_seconds()) if limit else 0,
        "other_sign_ins": others,
        "may_answer": may_answer,
        "member": member,
        # Nobody stands around a person alone: no page speaks to her of other people's roles.
        "alone": member is not None and member.organisation.is_personal,
        "theme": chosen.theme if chosen else "system",
        "text_size": chosen.text_size if chosen else "normal",
        "demo": DEMO if settings.DEMO else None,
        "signup_open": settings.SIGNUP_OPEN,
    }


def _other_sign_ins(request: HttpRequest) -> tuple[tuple[OtherSignIn, ...], bool]:
    """Those that she is told of, and whether this browser may say whose they were."""
    member = getattr(request, "membership", None)
    if member is None or not member.user.other_sign_ins:
        return (), False
    now = timezone.now()  # noqa: TID251 - Django asks without passing a clock
    return other_sign_ins(request, member, now), closed_until(request, now) is None
