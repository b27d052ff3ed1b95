"""Who may read sittings and rounds, and ask others: `check_x` raises with the human reason, `can_x` asks."""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from assessments.models import Round, Sitting
from people.models import Membership
from people.readers import can_read

KIND, ROUND_KIND = "sitting", "round"


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


def has_colleagues(member: Membership) -> bool:
    """Whether her scores could stand beside others': not in an organisation of one."""
    return not member.organisation.is_personal


def can_ask_others(member: Membership) -> bool:
    """A person alone has nobody to ask."""
    return member.closed_at is None and has_colleagues(member)


def check_ask_others(member: Membership) -> None:
    if not can_ask_others(member):
        raise PermissionDenied(_("There is nobody here whom you could ask."))


def can_answer(found: Round, now: dt.datetime) -> bool:
    """While it is open, and the person whom it is about has not left."""
    return found.state == Round.State.OPEN and now < found.closes_at and found.membership.closed_at is None


def check_answer(found: Round, now: dt.datetime) -> None:
    if not can_answer(found, now):
        raise PermissionDenied(_("This round is closed, so nothing was sent."))


def can_read_round(viewer: Membership, found: Round) -> bool:
    """The person it is about, and whoever the visibility line names. She herself costs no query."""
    subject = viewer if found.membership_id == viewer.pk else found.membership
    return can_read(viewer, subject, ROUND_KIND, found.pk)


def check_read_round(viewer: Membership, found: Round) -> None:
    if not can_read_round(viewer, found):
        raise PermissionDenied(_("Only the person whom a round is about can read it."))
