"""Who may share, and who looks after a team: `check_x` raises, `can_x` asks.

What somebody may see of a share is no matter of her role: coaching.visibility says it.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from people.models import Membership


def can_share(member: Membership) -> bool:
    """Somebody in an organisation with other people. A person alone has nobody to share with."""
    return member.closed_at is None and not member.organisation.is_personal


def check_share(member: Membership) -> None:
    """For a person alone such a page is not there."""
    if not can_share(member):
        raise Http404


def can_lead(member: Membership) -> bool:
    """Open the pages of supervisors. What stands there depends on whom she looks after."""
    return member.is_supervisor and member.closed_at is None


def check_lead(member: Membership) -> None:
    if not can_lead(member):
        raise PermissionDenied(_("Only supervisors can open this page."))
