"""A person's plans under way, opened: for the quick form, and for what patterns need not draft again."""

from journal.own import for_counting
from journal.plans.documents import Wording
from journal.plans.rows import Stored, active_plans_of
from journal.plans.sealing import open_plan
from journal.queries.own import OwnNames
from people.keys import open_key
from people.models import Membership
from people.sealing import SealBroken


def plans_under_way(owner: Membership) -> tuple[tuple[Stored, Wording], ...]:
    """At most three, the newest first. One that does not open is told by the page of plans."""
    key, found = open_key(owner), list[tuple[Stored, Wording]]()
    for row in active_plans_of(owner=owner.pk):
        try:
            found.append((row, open_plan(key, row).present.wording))
        except SealBroken:
            continue
    return tuple(found)


def planned_triggers(owner: Membership) -> tuple[str, ...]:
    """Their triggers as moments are counted by them, her own by their letters, in the order of codes."""
    names, codes = OwnNames(owner), [wording.trigger for _row, wording in plans_under_way(owner)]
    return tuple(sorted(for_counting(tuple(codes), names.of(*codes))))
