"""What this room tells higher ones. None of them listens yet, so each port keeps its harmless default."""

from typing import Protocol

from journal.documents import MomentDocument
from journal.models import Moment


class MomentSaved(Protocol):
    """Told of each moment that was saved, inside the transaction that saves it."""

    def __call__(self, moment: Moment, document: MomentDocument) -> None: ...


def nothing_further(moment: Moment, document: MomentDocument) -> None:
    """The default: a saved moment concerns nobody but its owner."""


class Ports:
    """Who is told; another than the default would be set in eiapp/apps.py, once, at start-up."""

    moment_saved: MomentSaved = staticmethod(nothing_further)
