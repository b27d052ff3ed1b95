"""Who may open a moment, and who may change it: `check_x` raises, `can_x` asks."""

from django.http import Http404

from journal.models import Moment
from people.models import Membership


def can_read_moment(viewer: Membership, moment: Moment) -> bool:
    """Its owner alone. Whoever was shown parts of it reads what was given to her, never the moment itself."""
    return viewer.pk == moment.membership_id


def check_read_moment(viewer: Membership, moment: Moment) -> None:
    """A moment of somebody else answers like one that never was."""
    if not can_read_moment(viewer, moment):
        raise Http404


def can_change_moment(viewer: Membership, moment: Moment) -> bool:
    """Its owner alone: to change it, to delete it, to undo."""
    return viewer.pk == moment.membership_id


def check_change_moment(viewer: Membership, moment: Moment) -> None:
    """A moment of somebody else answers like one that never was."""
    if not can_change_moment(viewer, moment):
        raise Http404
