"""Who may do what in hiring: `check_x` raises with the human reason, `can_x` asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hiring.models import Candidate, Scorecard
from people.models import Membership


def can_hire(member: Membership) -> bool:
    """Make openings, invite candidates, see where they stand."""
    return member.is_hr and member.closed_at is None


def check_hire(member: Membership) -> None:
    if not can_hire(member):
        raise PermissionDenied(_("Only HR of your organisation can open this page."))


def can_read_profile(member: Membership, candidate: Candidate) -> bool:
    """Only once her own scorecard is locked, so that no answer can colour a rating. One query."""
    own = Scorecard.objects.filter(candidate=candidate, interviewer=member, locked_at__isnull=False)
    return can_hire(member) and own.exists()


def check_read_profile(member: Membership, candidate: Candidate) -> None:
    if not can_read_profile(member, candidate):
        raise PermissionDenied(
            _("The answers open once you have locked your own scorecard of this candidate.")
        )


# A decision rests on a scorecard too: one's own, locked.
can_decide = can_read_profile


def check_decide(member: Membership, candidate: Candidate) -> None:
    if not can_decide(member, candidate):
        raise PermissionDenied(_("Lock your own scorecard of this candidate before you decide."))
