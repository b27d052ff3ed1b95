"""What the database itself refuses of holds and runs, whoever writes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hiring.keeping.actions import hold_candidate, hold_opening, purge_due
from hiring.models import LegalHold, Opening, PurgeRun
from people.models import Membership, Organisation
from tests.cast import NOW
from tests.hires import sent
from tests.hiring.conftest import later

NAMED = {"name": "Claim 12/2026", "reason": "A court asked for it."}
BROKEN: list[tuple[str, Callable[[], Any]]] = [
    ("legal_hold_has_a_name", lambda: LegalHold.objects.update(name="")),
    ("legal_hold_has_a_reason", lambda: LegalHold.objects.filter(candidate=None).update(reason="")),
    ("legal_hold_has_a_reason", lambda: LegalHold.objects.exclude(candidate=None).update(reason="x")),
    ("legal_hold_has_a_reason", lambda: LegalHold.objects.exclude(candidate=None).update(sealed=None)),
    ("legal_hold_lifted_by_somebody", lambda: LegalHold.objects.update(lifted_at=NOW)),
    ("purge_run_ends_after_its_begin", lambda: PurgeRun.objects.update(ended_at=later(days=-1))),
    ("purge_run_counts_nobody_twice", lambda: PurgeRun.objects.update(held=1)),
]


@pytest.mark.parametrize(("name", "write"), BROKEN, ids=[f"{n}-{i}" for i, (n, _w) in enumerate(BROKEN)])
def test_each_constraint_refuses(
    harbour: Organisation, opening: Opening, dee: Membership, name: str, write: Callable[[], Any]
) -> None:
    hold_candidate(candidate=sent(opening, dee), **NAMED, by=dee, now=NOW)
    hold_opening(opening=opening, **NAMED, by=dee, now=NOW)
    purge_due(organisation=harbour, now=NOW)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write()
