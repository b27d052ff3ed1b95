"""The frame of every page: header, bar and footer, rendered once a process, and icons.

Everybody with the same rights in the same section sees the same frame but for her name, her organisation, the
way back from a hidden screen and the CSRF token. So it is rendered once with marks in their places, and the
marks are filled in for each request: two thirds of a plain page's time went into these links and icons.
"""

from functools import lru_cache

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

# Private-use characters: no text of ours and no translation holds them.
_MARKS = {name: f"\ue000{name}\ue001" for name in ("csrf_token", "name", "organisation", "back")}
_SECTIONS = frozenset(
    {
        "today",
        "journal:moment-write",
        "journal:moment-list",
        "journal:patterns",
        "assessments:start",
        "people:admin-people",
        "hiring:opening-list",
    }
)


@register.simple_tag(takes_context=True)
def frame(context: RequestContext, part: str) -> SafeString:
    """`header`, `header_plain` (without sections), `bar` or `footer` of the page, for whoever looks at it."""
    request = context.get("request")
    member = getattr(request, "membership", None)
    make = _rendered.__wrapped__ if settings.DEBUG else _rendered
    html = make(part, get_language(), _here(request), _is_signed_in(request), *_rights(request, member))
    if request is None or not request.user.is_authenticated:
        return html
    fill = {
        "csrf_token": context["csrf_token"],
        "name": request.user.name,
        "organisation": member.organisation.name if member else "",
        "back": request.get_full_path(),
    }
    for name, value in fill.items():
        html = SafeString(html.replace(_MARKS[name], conditional_escape(value)))
    return html


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of the sprite, beside a word that says the same: not read aloud."""
    return _icon.__wrapped__(name, kind) if settings.DEBUG else _icon(name, kind)


def _is_signed_in(request: HttpRequest | None) -> bool:
    return request is not None and request.user.is_authenticated


def _here(request: HttpRequest | None) -> str:
    """The section that the links mark as the present one, if it is one of theirs."""
    match = request.resolver_match if request is not None else None
    return match.view_name if match is not None and match.view_name in _SECTIONS else ""


def _rights(request: HttpRequest | None, member: Membership | None) -> tuple[bool, bool, bool, bool]:
    """What decides over links: a member at all, an admin, HR, somebody with several memberships."""
    if request is None or member is None:
        return False, False, False, False
    return True, member.is_admin, member.is_hr, bool(request.session.get("several_memberships"))


@lru_cache(maxsize=512)
def _rendered(
    part: str,
    language: str,
    here: str,
    signed_in: bool,
    is_member: bool,
    is_admin: bool,
    is_hr: bool,
    several: bool,
) -> SafeString:
    told = {
        "here": here,
        "signed_in": signed_in,
        "is_member": is_member,
        "is_admin": is_admin,
        "is_hr": is_hr,
        "several": several,
        **{name: mark_safe(mark) for name, mark in _MARKS.items()},  # noqa: S308  our own marks
    }
    return render_to_string(f"components/{part}.html", told)


@lru_cache(maxsize=256)
def _icon(name: str, kind: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"icon {kind}".rstrip(),
        static("icons.svg"),
        name,
    )
