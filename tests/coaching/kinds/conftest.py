"""A thing of each kind, as its owner has it."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

from coaching.actions.sharing import Chosen, share_thing
from coaching.kinds import Thing, kind_of
from coaching.models import Share
from journal.documents import MomentDocument
from people.models import Membership
from tests.cast import NOW
from tests.coaching.conftest import moment_of
from tests.crowd import answer_all, plan_of, stand_out

WORDS = "zqcanaryword"


def of_moment(owner: Membership) -> UUID:
    return moment_of(owner, note=WORDS).pk


def of_plan(owner: Membership) -> UUID:
    """It came up twice and was used once."""
    row = plan_of(owner, 1, words=WORDS)
    for used in (True, False):
        moment_of(owner, MomentDocument(("annoyed",), ("A",), 3, plan=row, plan_used=used))
    return row


MAKE: dict[Share.Kind, Callable[[Membership], UUID]] = {
    Share.Kind.MOMENT: of_moment,
    Share.Kind.PATTERN: stand_out,
    Share.Kind.PLAN: of_plan,
    Share.Kind.REPORT: answer_all,
}
# The pages on which such a thing stands, and how sharing it is addressed.
STANDS = {
    Share.Kind.MOMENT: "/moments/{row}/",
    Share.Kind.PATTERN: "/patterns/",
    Share.Kind.PLAN: "/plans/{row}/",
    Share.Kind.REPORT: "/assessment/{row}/report/",
}
SHARED_AT = {
    Share.Kind.MOMENT: "/sharing/new/{row}/",
    Share.Kind.PATTERN: "/sharing/pattern/{row}/",
    Share.Kind.PLAN: "/sharing/plan/{row}/",
    Share.Kind.REPORT: "/sharing/report/{row}/",
}


def thing(kind: Share.Kind, owner: Membership, row: UUID) -> Thing:
    """In the owner's scope."""
    found = kind_of(kind).find(owner, row, NOW)
    assert found is not None
    return found


def share_of(
    kind: Share.Kind,
    owner: Membership,
    reader: Membership,
    row: UUID | None = None,
    *,
    parts: tuple[str, ...] | None = None,
    question: str = "",
    now: dt.datetime = NOW,
) -> Share:
    """All of a thing of this kind, or these parts, by the product's own action. In the owner's scope."""
    row = row or MAKE[kind](owner)
    found = thing(kind, owner, row)
    return share_thing(
        kind=kind,
        row=row,
        version=found.version,
        chosen=Chosen(reader.pk, parts or found.parts, question, 30),
        submission_key=uuid4(),
        by=owner,
        now=now,
    )
