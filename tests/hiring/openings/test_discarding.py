"""A draft is thrown away: asked once, recorded, and nothing that was ever open."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from hiring.judgement.actions.settings import Use, choose_situations
from hiring.keeping.actions import hold_opening, lift_hold
from hiring.models import (
    JudgementSetting,
    LegalHold,
    Opening,
    OpeningComponent,
    OpeningGuide,
    OpeningMember,
    OpeningStage,
    RuleVersion,
)
from hiring.openings.actions.states import close_opening, discard_opening
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.hires import drafted, invited, job

ClientOf = Callable[[Membership], Client]
PARTS = (OpeningComponent, OpeningGuide, OpeningMember, OpeningStage, RuleVersion, JudgementSetting)


@pytest.fixture
def draft(scoped: None, dee: Membership) -> Opening:
    """A draft that lacks nothing, with situations."""
    opening = drafted(dee)
    choose_situations(opening=opening, use=Use.PRACTICE, seconds=600, by=dee, now=NOW)
    return opening


def test_with_the_draft_goes_all_that_was_set_in_it_and_nothing_else(draft: Opening, dee: Membership) -> None:
    other, row = drafted(dee, title="Another"), draft.pk
    assert all(part.objects.filter(opening=row).exists() for part in PARTS)
    discard_opening(opening=draft, by=dee, now=NOW)
    assert list(Opening.objects.values_list("pk", flat=True)) == [other.pk]
    assert not any(part.objects.filter(opening=row).exists() for part in PARTS)
    assert RuleVersion.objects.filter(opening=other).count() == 1
    last = AuditRecord.objects.order_by("-number")[0]
    assert (last.act, last.kind, last.object_id, last.actor) == (
        "opening.discarded",
        "opening",
        str(row),
        dee.pk,
    )


def test_only_hr_throws_a_draft_away(draft: Opening, cleo: Membership) -> None:
    with pytest.raises(PermissionDenied, match="Only HR"):
        discard_opening(opening=draft, by=cleo, now=NOW)
    assert Opening.objects.count() == 1


def test_what_is_open_or_was_is_refused(scoped: None, dee: Membership) -> None:
    opening = job(dee)
    invited(opening, dee)
    with pytest.raises(Refused, match="no draft any more"):
        discard_opening(opening=opening, by=dee, now=NOW)
    close_opening(opening=opening, by=dee, now=NOW)
    with pytest.raises(Refused, match="no draft any more"):
        discard_opening(opening=opening, by=dee, now=NOW)


def test_a_legal_hold_keeps_a_draft_until_it_is_lifted(draft: Opening, dee: Membership) -> None:
    hold = hold_opening(opening=draft, name="File 7", reason="A claim.", by=dee, now=NOW)
    with pytest.raises(Refused, match="legal hold keeps this draft"):
        discard_opening(opening=draft, by=dee, now=NOW)
    lift_hold(hold=hold, by=dee, now=NOW)
    discard_opening(opening=draft, by=dee, now=NOW)
    assert not LegalHold.objects.exists()


def test_the_page_asks_once(draft: Opening, dee: Membership, client_of: ClientOf, clock: object) -> None:
    hr, url = client_of(dee), f"/hiring/{draft.pk}/discard/"
    assert f'href="{url}"' in hr.get(f"/hiring/{draft.pk}/").content.decode()
    page = hr.get(url).content.decode()
    assert "“Agent, evenings” goes with all that was set in it" in page
    assert f'href="/hiring/{draft.pk}/">No, go back' in page
    assert Opening.objects.count() == 1
    listed = hr.post(url, follow=True).content.decode()
    assert "The draft is thrown away." in listed
    assert "There is no opening yet." in listed
    assert hr.post(url).status_code == 404  # a second click


def test_the_page_is_there_for_drafts_alone(
    scoped: None, dee: Membership, cleo: Membership, client_of: ClientOf, clock: object
) -> None:
    opening, hr = job(dee, team=(cleo,)), client_of(dee)
    url = f"/hiring/{opening.pk}/discard/"
    assert (hr.get(url).status_code, hr.post(url).status_code) == (404, 404)
    assert "/discard/" not in hr.get(f"/hiring/{opening.pk}/").content.decode()
    assert client_of(cleo).post(f"/hiring/{drafted(dee).pk}/discard/").status_code == 403
    assert Opening.objects.count() == 2


def test_on_the_page_a_hold_says_why_not(
    draft: Opening, dee: Membership, client_of: ClientOf, clock: object
) -> None:
    told: dict[str, Any] = {"name": "File 7", "reason": "A claim.", "by": dee, "now": NOW}
    hold_opening(opening=draft, **told)
    page = client_of(dee).post(f"/hiring/{draft.pk}/discard/", follow=True).content.decode()
    assert "A legal hold keeps this draft, so it was not thrown away." in page
    assert Opening.objects.count() == 1
