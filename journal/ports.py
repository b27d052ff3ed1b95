"""What this room tells and asks higher ones, with a harmless default; eiapp/apps.py plugs the answers in."""

from typing import Protocol

from journal.documents import MomentDocument
from journal.models import Moment


class MomentSaved(Protocol):
    """Told of each moment that was saved, inside the transaction that saves it."""

    def __call__(self, moment: Moment, document: MomentDocument) -> None: ...


def nothing_further(moment: Moment, document: MomentDocument) -> None:
    """The default: a saved moment concerns nobody but its owner."""


class Ports:
    """The plugged answers; eiapp/apps.py sets them once at start-up."""

    moment_saved: MomentSaved = staticmethod(nothing_further)
