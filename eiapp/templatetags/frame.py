"""The frame of every page: header, bar and footer, rendered once a process, and icons.

Everybody with the same rights in the same section sees the same frame but for her name, her organisation, the
way back from a hidden screen and the CSRF token. So it is rendered once with marks in their places, and the
marks are filled in for each request: two thirds of a plain page's time went into these links and icons.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from people.models import Membership

register = template.Library()

# What is filled in for each request. Private-use characters mark the places: no text of ours holds them.
_FILL: dict[str, Callable[[RequestContext], Any]] = {
    "\ue000csrf_token\ue001": lambda context: context["csrf_token"],
    "\ue000name\ue001": lambda context: context["request"].user.name,
    "\ue000organisation\ue001": lambda context: context["request"].membership.organisation.name,
    "\ue000back\ue001": lambda context: context["request"].get_full_path(),
}
_MARKS = {mark.strip("\ue000\ue001"): mark for mark in _FILL}
_ANY_MARK = re.compile("(\ue000[a-z_]+\ue001)")
_SECTIONS = frozenset(
    {
        "today",
        "journal:moment-write",
        "journal:moment-list",
        "journal:patterns",
        "assessments:start",
        "people:admin-people",
        "hiring:opening-list",
        "coaching:team",
    }
)


@register.simple_tag(takes_context=True)
def frame(context: RequestContext, part: str) -> SafeString:
    """`header`, `header_plain` (without sections), `bar` or `footer` of the page, for whoever looks at it."""
    make = _rendered.__wrapped__ if settings.DEBUG else _rendered
    pieces = make(part, get_language(), *_depends_on(context.get("request")))
    if len(pieces) == 1:
        return pieces[0]
    return SafeString(
        "".join([conditional_escape(_FILL[piece](context)) if piece in _FILL else piece for piece in pieces])
    )


@register.simple_tag
def fixed(part: str) -> SafeString:
    """What is the same for everybody: `links` to what the browser loads first, and the `script`."""
    return _fixed.__wrapped__(part) if settings.DEBUG else _fixed(part)


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of the sprite, beside a word that says the same: not read aloud."""
    return _icon.__wrapped__(name, kind) if settings.DEBUG else _icon(name, kind)


def _depends_on(request: HttpRequest | None) -> tuple[Any, ...]:
    """What the frame depends on; asked for once by the four parts of a page."""
    if request is None:
        return "", False, *_rights(None, None)
    told: tuple[Any, ...] | None = getattr(request, "frame_depends_on", None)
    if told is None:
        member = getattr(request, "membership", None)
        told = (_here(request), request.user.is_authenticated, *_rights(request, member))
        request.frame_depends_on = told  # type: ignore[attr-defined]
    return told


def _here(request: HttpRequest) -> str:
    """The section that the links mark as the present one, if it is one of theirs."""
    match = request.resolver_match
    return match.view_name if match is not None and match.view_name in _SECTIONS else ""


def _rights(request: HttpRequest | None, member: Membership | None) -> tuple[bool, ...]:
    """What the frame depends on: a member at all, admin, HR, supervisor, who takes reports, a person alone,
    one with several memberships.
    """
    if request is None or member is None:
        return (False,) * 7
    several, alone = bool(request.session.get("several_memberships")), member.organisation.is_personal
    takes_reports = not alone and member.organisation.report_contact_id == member.pk
    leads = member.is_supervisor and not alone
    return True, member.is_admin, member.is_hr, leads, takes_reports, alone, several


@lru_cache(maxsize=512)
def _rendered(
    part: str,
    language: str,
    here: str,
    signed_in: bool,
    is_member: bool,
    is_admin: bool,
    is_hr: bool,
    leads: bool,
    takes_reports: bool,
    alone: bool,
    several: bool,
) -> tuple[SafeString, ...]:
    """The part cut at its marks, each mark a piece of its own."""
    told = {
        "here": here,
        "signed_in": signed_in,
        "is_member": is_member,
        "is_admin": is_admin,
        "is_hr": is_hr,
        "leads": leads,
        "takes_reports": takes_reports,
        "alone": alone,
        "several": several,
        **{name: mark_safe(mark) for name, mark in _MARKS.items()},  # noqa: S308  our own marks
    }
    html = render_to_string(f"components/{part}.html", told)
    return tuple(SafeString(piece) for piece in _ANY_MARK.split(html))


@lru_cache(maxsize=16)
def _fixed(part: str) -> SafeString:
    return render_to_string(f"components/{part}.html")


@lru_cache(maxsize=256)
def _icon(name: str, kind: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"icon {kind}".rstrip(),
        static("icons.svg"),
        name,
    )
