"""Who may do what in hiring: `check_x` raises with the human reason, `can_x` asks."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from hiring.models import Candidate, Opening, OpeningMember, Scorecard
from people.models import Membership


def can_hire(member: Membership) -> bool:
    """Make openings, invite candidates, see where they stand."""
    return member.is_hr and member.closed_at is None


def check_hire(member: Membership) -> None:
    if not can_hire(member):
        raise PermissionDenied(_("Only HR of your organisation can open this page."))


def can_enter(member: Membership) -> bool:
    """Come into the room at all: HR, and whoever talks or decides for any opening. A query for the latter."""
    if member.closed_at is not None:
        return False
    return member.is_hr or OpeningMember.objects.filter(member=member).exists()


def check_enter(member: Membership) -> None:
    if not can_enter(member):
        raise PermissionDenied(_("Only HR of your organisation can open this page."))


def can_interview(member: Membership, candidate: Candidate) -> bool:
    """Write a scorecard: who talks for this opening or decides in it, and nobody else. One query."""
    if member.closed_at is not None:
        return False
    named = OpeningMember.objects.filter(opening=candidate.opening_id, member=member)
    return named.exclude(opening__state=Opening.State.DRAFT).exists()


def check_interview(member: Membership, candidate: Candidate) -> None:
    if not can_interview(member, candidate):
        raise PermissionDenied(_("Only who talks with the candidates of this opening writes a scorecard."))


def can_read_profile(member: Membership, candidate: Candidate) -> bool:
    """Only once her own scorecard is locked, so that no answer can colour a rating."""
    own = Scorecard.objects.filter(candidate=candidate, interviewer=member, locked_at__isnull=False)
    return can_interview(member, candidate) and own.exists()


def check_read_profile(member: Membership, candidate: Candidate) -> None:
    if not can_read_profile(member, candidate):
        raise PermissionDenied(
            _("The answers open once you have locked your own scorecard of this candidate.")
        )


def can_decide(member: Membership, candidate: Candidate) -> bool:
    """A decision rests on a scorecard too: one's own, locked. And it is for those who were named for it."""
    return can_read_profile(member, candidate) and _is_named_to_decide(member, candidate)


def check_decide(member: Membership, candidate: Candidate) -> None:
    if not can_read_profile(member, candidate):
        raise PermissionDenied(_("Lock your own scorecard of this candidate before you decide."))
    if not _is_named_to_decide(member, candidate):
        raise PermissionDenied(_("Only who was named for it decides about the candidates of this opening."))


def _is_named_to_decide(member: Membership, candidate: Candidate) -> bool:
    named = OpeningMember.objects.filter(opening=candidate.opening_id, member=member)
    return named.filter(role=OpeningMember.Role.DECIDER).exists()
