"""The page of fairness is made once, and anew when something happened that it could tell of."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from eiapp.cache import as_text, from_text
from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import Verdict, decide
from hiring.groups import kept
from hiring.groups.kept import KeptPage, kept_fairness_page, laid_out, with_state
from hiring.groups.page import FairnessPage, fairness_page
from hiring.models import Candidate, Opening, StageDecision
from hiring.openings.actions.states import close_opening
from people.models import Membership
from tests import hires
from tests.cast import NOW
from tests.hiring.fairness.filled import Came, decided, fill, talks

CAME: list[Came] = [
    ({"sex": "female", "ethnicity": "white", "age": "30-39"}, 60, (40, 30)),
    ({"sex": "male", "ethnicity": "black"}, 60, (40, 11)),
    (None, 10, (6, 2)),
]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Opening]:
    """The openings of which a page was made, each time."""
    found: list[Opening] = []

    def noting(opening: Opening, now: dt.datetime) -> FairnessPage:
        found.append(opening)
        return fairness_page(opening, now)

    monkeypatch.setattr(kept, "fairness_page", noting)
    return found


def page(opening: Opening, now: dt.datetime = NOW) -> KeptPage:
    return kept_fairness_page(with_state(Opening.objects.all(), now).get(pk=opening.pk), now)


def test_what_is_kept_is_the_same_page(opening: Opening, dee: Membership, made: list[Opening]) -> None:
    close_opening(opening=opening, by=dee, now=NOW)
    fill(opening, dee, CAME)
    opening.refresh_from_db()
    first, second = page(opening), page(opening)
    assert len(made) == 1
    assert first == second == laid_out(fairness_page(opening, NOW))
    for told in ('<figure class="chart"', "Sex and ethnicity together", "Every stage by itself"):
        assert told in second.html
    assert "Sex: First call,Group,Decided on" in second.csv


def test_a_page_without_figures_is_kept_too(opening: Opening, made: list[Opening]) -> None:
    late = NOW + dt.timedelta(days=1000)
    assert page(opening, late) == page(opening, late)
    assert "there are no figures any more" in page(opening, late).html
    assert page(opening, late).csv == ""
    assert len(made) == 1


def test_each_language_and_each_opening_has_its_own(
    opening: Opening, dee: Membership, made: list[Opening]
) -> None:
    other = hires.job(dee, title="Another")
    page(opening), page(other)
    with translation.override("ar"):
        page(opening)
    assert len(made) == 3


def sends(opening: Opening, dee: Membership) -> None:
    hires.sent(opening, dee, name="Anew", token="anews-token", session="anews-session")


def sends_alone(opening: Opening, dee: Membership) -> None:
    """The one act of a candidate that the audit does not tell."""
    Candidate.objects.filter(name="Begun").update(state="sent", sent_at=NOW)


def decides(opening: Opening, dee: Membership) -> None:
    verdict = Verdict(goes_on=True, grounds=("calm",), reason="Calm.")
    one, first = Candidate.objects.get(name="Sent"), talks(opening)[0]
    decide(candidate=one, verdict=verdict, by=dee, now=NOW, stage=first)


def withdraws(opening: Opening, dee: Membership) -> None:
    withdraw_candidate(candidate=Candidate.objects.get(name="Sent"), now=NOW)


def closes(opening: Opening, dee: Membership) -> None:
    close_opening(opening=opening, by=dee, now=NOW)


def opens_another(opening: Opening, dee: Membership) -> None:
    hires.job(dee, title="Another")


def reads_an_old_decision(opening: Opening, dee: Membership) -> None:
    StageDecision.objects.filter(candidate__name="Old").update(goes_on=True)


@pytest.mark.parametrize(
    "act",
    [sends, sends_alone, decides, withdraws, closes, opens_another, reads_an_old_decision],
)
def test_it_is_made_anew_when_something_happened(
    opening: Opening, dee: Membership, made: list[Opening], act: Callable[[Opening, Membership], None]
) -> None:
    hires.locked(hires.sent(opening, dee, name="Sent", token="t-1", session="s-1"), dee)
    hires.begun(hires.invited(opening, dee, name="Begun", token="t-2"), session="s-2")
    old = hires.invited(opening, dee, name="Old", token="t-3")
    decided(talks(opening)[-1], [old], True, dee)
    StageDecision.objects.filter(candidate=old).update(goes_on=None)
    page(opening), page(opening)
    assert len(made) == 1
    act(opening, dee)
    page(opening), page(opening)
    assert len(made) == 2


def test_it_is_made_anew_on_another_day_and_when_the_last_one_is_over(
    opening: Opening, made: list[Opening]
) -> None:
    assert opening.closes_at is not None
    before = opening.closes_at - dt.timedelta(seconds=1)
    for at in (NOW, NOW + dt.timedelta(days=1), before, opening.closes_at):
        page(opening, at), page(opening, at)
    assert len(made) == 4


def test_what_lies_in_the_cache_is_what_is_shown(
    opening: Opening, dee: Membership, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three men of sixty women and men are too few: no count of theirs is kept either."""
    fill(opening, dee, [({"sex": "female"}, 57, (40, 30)), ({"sex": "male"}, 3, (2, 1))])
    close_opening(opening=opening, by=dee, now=NOW)
    client = Client()
    client.force_login(dee.user)
    kept: list[Any] = []
    real = cache.set

    def noting(name: str, value: Any, *rest: Any) -> None:
        if name.startswith("fairness-page:"):
            kept.append(value)
        real(name, value, *rest)

    monkeypatch.setattr(cache, "set", noting)
    assert client.get(reverse("hiring:opening-fairness", args=[opening.pk])).status_code == 200
    [text] = kept
    lies = json.loads(from_text(as_text(text)))  # as the cache of an installation takes it
    assert '<th scope="row">Male</th><td class="num">–</td><td class="num">–</td>' in lies["html"]
    assert "Male,–,–" in lies["csv"]
