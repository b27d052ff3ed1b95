"""Who may read a sitting: `check_x` raises with the human reason, `can_x` asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from assessments.models import Sitting
from people.models import Membership
from people.readers import can_read

KIND = "sitting"


def can_read_sitting(viewer: Membership, sitting: Sitting) -> bool:
    """Its owner, and whoever the visibility line names. The owner costs no query."""
    owner = viewer if sitting.membership_id == viewer.pk else sitting.membership
    return can_read(viewer, owner, KIND, sitting.pk)


def check_read_sitting(viewer: Membership, sitting: Sitting) -> None:
    if not can_read_sitting(viewer, sitting):
        raise PermissionDenied(_("Only the person who answered can read this report."))


def can_read_evidence(viewer: Membership) -> bool:
    """HR and admins, while they belong to the organisation."""
    return (viewer.is_hr or viewer.is_admin) and viewer.closed_at is None


def check_read_evidence(viewer: Membership) -> None:
    if not can_read_evidence(viewer):
        raise PermissionDenied(_("Only HR and admins of your organisation can open this page."))
