"""Who may do what with people and teams: `check_x` raises with the human reason, `can_x` asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from people.models import Membership, Team


def check_administer(member: Membership) -> None:
    """Manage people, teams, roles and invitations of one's own organisation."""
    if not member.is_admin or member.closed_at is not None:
        raise PermissionDenied(_("Only an admin of your organisation can open this page."))


def can_administer(member: Membership) -> bool:
    return member.is_admin and member.closed_at is None


def check_supervise(member: Membership, team: Team) -> None:
    """Act as supervisor of one team; a supervisor of a site is none of its teams."""
    if not can_supervise(member, team):
        raise PermissionDenied(_("Only a supervisor of this team can open this page."))


def can_supervise(member: Membership, team: Team) -> bool:
    if not member.is_supervisor or member.closed_at is not None:
        return False
    return team.supervisions.filter(membership=member).exists()
