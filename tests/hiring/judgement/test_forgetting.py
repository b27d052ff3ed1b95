"""How the data of experts ends: names a year after the key, all of a panel that came to nothing."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from hiring.judgement.actions.forgetting import KEPT, forget_experts
from hiring.judgement.actions.panels import freeze_key, remind_experts
from hiring.judgement.queries import key_of, key_page, newest_key
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.models import Expert, ExpertPanel, ExpertRating, FrozenKey
from hiring.tasks import purge
from people.models import AuditRecord, Membership, OutboxMail
from people.scope import organisation_scope
from tests.cast import NOW
from tests.experts import frozen_by, full_panel, panel_of, rated, sent
from tests.hiring.conftest import later

SECOND = dt.timedelta(seconds=1)
pytestmark = pytest.mark.usefixtures("scoped")


def forgotten() -> list[tuple[str, object]]:
    return list(AuditRecord.objects.filter(act="panel.experts-forgotten").values_list("object_id", "actor"))


def test_a_year_after_freezing_the_names_go_and_the_ratings_stay(dee: Membership) -> None:
    kept = frozen_by(dee)
    test = judgement_test(KEY, VERSION)
    before = key_of(test, newest_key())
    assert not forget_experts(panel_id=kept.panel_id, now=NOW + KEPT - SECOND)
    assert len(key_page(FrozenKey.objects.select_related("panel", "frozen_by__user").get()).names) == 10
    assert forget_experts(panel_id=kept.panel_id, now=NOW + KEPT)
    assert set(Expert.objects.values_list("name", "email")) == {("", "")}
    assert ExpertRating.objects.count() == 600
    assert key_page(FrozenKey.objects.select_related("panel", "frozen_by__user").get()).names == ()
    assert key_of(test, newest_key()) == before
    assert forgotten() == [(str(kept.panel_id), None)]


def test_a_second_night_finds_nothing_and_records_nothing(dee: Membership) -> None:
    kept = frozen_by(dee)
    assert forget_experts(panel_id=kept.panel_id, now=NOW + KEPT)
    assert not forget_experts(panel_id=kept.panel_id, now=NOW + KEPT)
    assert len(forgotten()) == 1


def test_of_a_panel_without_a_key_all_goes_a_year_after_the_last_mail(dee: Membership) -> None:
    panel = panel_of(dee, "Ada", "Bea")
    sent("Ada")
    rated("Bea", pages=3)
    remind_experts(panel=panel, by=dee, now=later(days=30))  # mails Bea alone
    assert not forget_experts(panel_id=panel.pk, now=NOW + KEPT - SECOND)
    assert forget_experts(panel_id=panel.pk, now=NOW + KEPT) == 1
    assert list(Expert.objects.values_list("name", flat=True)) == ["Bea"]
    assert OutboxMail.objects.exists()
    assert forget_experts(panel_id=panel.pk, now=later(days=30) + KEPT)
    assert not Expert.objects.exists()
    assert not ExpertRating.objects.exists()
    assert not OutboxMail.objects.exists()
    assert ExpertPanel.objects.get().state == ExpertPanel.State.OPEN


def test_the_nightly_purge_does_it_without_any_opening(
    dee: Membership, eve: Membership, clock: object
) -> None:
    frozen_by(dee, now=NOW - 3 * KEPT)
    eve.is_hr = True
    with organisation_scope(eve.organisation):
        young = freeze_key(panel=full_panel(eve), by=eve, now=NOW)
    purge.call_local()
    assert set(Expert.objects.values_list("name", flat=True)) == {""}
    with organisation_scope(eve.organisation):
        assert "" not in set(young.panel.experts.values_list("name", flat=True))


def test_an_expert_is_told_how_long_before_she_begins(dee: Membership, clock: object) -> None:
    panel_of(dee, "Ada")
    page = Client().get(reverse("hiring:expert-start", args=["link-of-Ada"])).content.decode()
    assert "Your name is kept for 12 months more" in page
    assert "12 months after the last mail to you" in page


def test_the_page_of_a_key_says_when_names_go_and_that_they_are_gone(
    dee: Membership, client_of: Callable[[Membership], Client], clock: object
) -> None:
    kept, hr = frozen_by(dee), client_of(dee)
    url = f"/hiring/panel/{kept.panel_id}/"
    assert "are deleted 12 months after freezing" in hr.get(url).content.decode()
    forget_experts(panel_id=kept.panel_id, now=NOW + KEPT)
    page = hr.get(url).content.decode()
    assert "Their names were deleted" in page
    assert "Expert00" not in page
