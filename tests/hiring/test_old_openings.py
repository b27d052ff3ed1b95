"""Openings of the time before drafts and stages: brought up, down and up again, with what was sealed."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from hiring.models import Candidate, FormerOpeningMember, Opening, OpeningMember, StageDecision
from hiring.openings.queries import guide_of
from hiring.queries import decisions
from hiring.role import set_role_up
from hiring.sealing import DECISIONS, SCHEMA
from hiring.tasks import purge
from people.keys import new_data_key, open_data_key
from people.models import DataKey, Membership, Organisation
from people.scope import installation_scope, organisation_scope
from people.sealing import seal
from tests.cast import NOW
from tests.hires import invited, job, locked

BEFORE = [("hiring", "0001_openings"), ("people", "0010_report_contact")]


def migrate(*targets: tuple[str, str]) -> Any:
    """The tables as they were then, and models to write them by."""
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


def head() -> None:
    """As it is now. Tables that are made again stand open to nobody until the service starts."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    if connection.vendor == "postgresql":
        set_role_up()


def an_old_opening(old: Any, dee: Membership) -> None:
    """With a candidate who was decided about."""
    with organisation_scope(dee.organisation):
        key = new_data_key(purpose=DataKey.Purpose.CANDIDATE, organisation=dee.organisation)
        opened_key = open_data_key(key.pk)
    mine = {"organisation_id": dee.organisation_id}
    opening = old.get_model("hiring", "Opening").objects.create(
        **mine,
        made_by_id=dee.pk,
        made_at=NOW,
        title="Agent",
        needs="Calls.",
        notice="The talk decides.",
        contact="Dee",
        deadline=NOW.date(),
        closes_at=NOW + dt.timedelta(days=1),
        retention="eu",
        guide_key="customer-service-agent",
        guide_version=1,
    )
    nell = old.get_model("hiring", "Candidate").objects.create(
        **mine,
        opening=opening,
        data_key_id=key.pk,
        name="Nell",
        email="nell@home.example",
        instrument_key="ei-50",
        instrument_version=1,
        invited_at=NOW,
    )
    row, said = uuid4(), {"goes_on": True, "grounds": ["calm"], "reason": "Calm."}
    sealed = seal(opened_key, said, table=DECISIONS, row=row, owner=nell.pk, schema=SCHEMA)
    old.get_model("hiring", "Decision").objects.create(
        **mine, id=row, candidate=nell, decided_by_id=dee.pk, decided_at=NOW, sealed=sealed
    )


def test_an_old_opening_is_open_and_its_decision_is_that_of_its_talk(
    transactional_db: None, harbour: Organisation, dee: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    try:
        an_old_opening(migrate(*BEFORE), dee)
        head()
        migrate(*BEFORE)
        head()
    finally:
        head()
    with organisation_scope(harbour):
        opening, nell = Opening.objects.get(), Candidate.objects.get()
        assert (opening.state, opening.opened_at) == ("open", NOW)
        stages = opening.stages.order_by("position")
        assert list(stages.values_list("kind", flat=True)) == ["questionnaire", "interview"]
        assert len(guide_of(opening).questions) == 4
        roles = OpeningMember.objects.order_by("role").values_list("role", "member")
        assert list(roles) == [("decider", dee.pk), ("interviewer", dee.pk)]
        made = StageDecision.objects.get()
        assert (made.stage, made.goes_on) == (stages[1], None)
    purge.call_local()
    with installation_scope():
        assert StageDecision.objects.get().goes_on is True
    with organisation_scope(harbour):
        [told] = decisions(nell)
    assert (told.goes_on, told.reason) == (True, "Calm.")


def test_who_judged_and_was_taken_off_before_is_known(
    transactional_db: None, harbour: Organisation, dee: Membership, flo: Membership, cleo: Membership
) -> None:
    with organisation_scope(harbour):
        opening = job(dee, team=[flo, cleo])
        nell = invited(opening, dee)
        locked(nell, flo)
        locked(nell, dee)
        OpeningMember.objects.filter(member=flo).delete()
    try:
        migrate(("hiring", "0014_who_was_named"))
    finally:
        head()
    with organisation_scope(harbour):
        assert FormerOpeningMember.objects.get().member == flo
