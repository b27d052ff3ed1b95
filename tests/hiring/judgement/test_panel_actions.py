"""Writes about the panel: what each does, whom it refuses, what it records and forgets."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hiring.actions.links import LIFETIME, PAUSE
from hiring.judgement.actions.panels import (
    BETWEEN_REMINDERS,
    MOST_EXPERTS,
    Person,
    _go_on,
    exchange_expert_link,
    freeze_key,
    invite_experts,
    leads_on,
    opens_pages,
    rate_later,
    rate_options,
    remind_experts,
    remove_expert,
    send_ratings,
    start_panel,
)
from hiring.judgement.panel import hash_of
from hiring.judgement.queries import (
    key_of,
    key_page,
    newest_key,
    open_panel,
    panels,
    ratings_of,
    sheets_of_expert,
)
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.models import PANEL_TRANSITIONS, Expert, ExpertPanel, ExpertRating, FrozenKey
from people.models import AuditRecord, Membership, Organisation, OutboxMail
from people.refusals import Refused
from people.scope import organisation_scope
from people.tokens import token_hash
from tests.cast import NOW
from tests.experts import RATINGS, begun, expert, frozen_by, full_panel, panel_of, rated, sent
from tests.hiring.conftest import later

TEST = judgement_test(KEY, VERSION)
pytestmark = pytest.mark.usefixtures("scoped")


def acts() -> list[tuple[str, UUID | None]]:
    rows = AuditRecord.objects.filter(kind="panel").order_by("number")
    return list(rows.values_list("act", "actor"))


# --- asked ----------------------------------------------------------------------------------------


def test_a_panel_is_started_once(dee: Membership) -> None:
    panel = start_panel(by=dee, now=NOW)
    assert (panel.test_key, panel.test_version, panel.state) == (KEY, VERSION, "open")
    assert acts() == [("panel.started", dee.pk)]
    with pytest.raises(Refused, match="A panel is open already"):
        start_panel(by=dee, now=NOW)


def test_after_a_key_another_panel_can_be_started(dee: Membership) -> None:
    frozen_by(dee)
    second = start_panel(by=dee, now=later(days=1))
    assert [(one.id, one.is_frozen, one.asked, one.done) for one in panels()][0] == (second.pk, False, 0, 0)


def test_each_expert_gets_a_link_of_her_own(dee: Membership) -> None:
    panel = start_panel(by=dee, now=NOW)
    people = [Person("Ina", " Ina@Experts.example "), Person("Jo", "jo@experts.example")]
    invite_experts(panel=panel, people=people, by=dee, now=NOW)
    assert {one.email for one in panel.experts.all()} == {"ina@experts.example", "jo@experts.example"}
    assert acts()[-1] == ("panel.experts-asked", dee.pk)
    links = {str(row.kind) for row in OutboxMail.objects.all()}
    assert len(links) == 2  # each about one of them
    assert len({one.link_hash for one in panel.experts.all()}) == 2


@pytest.mark.parametrize(
    "addresses", [("ina@experts.example",), ("jo@experts.example", "JO@experts.example")]
)
def test_nobody_is_asked_twice_and_then_nobody_is_asked(dee: Membership, addresses: tuple[str, ...]) -> None:
    panel = panel_of(dee, "Ina")
    people = [Person("New", "new@experts.example"), *(Person("Jo", one) for one in addresses)]
    with pytest.raises(Refused, match="Nobody was asked now"):
        invite_experts(panel=panel, people=people, by=dee, now=NOW)
    assert panel.experts.count() == 1


def test_a_panel_has_a_most(dee: Membership) -> None:
    panel = start_panel(by=dee, now=NOW)
    people = [Person("X", f"x{number}@experts.example") for number in range(MOST_EXPERTS + 1)]
    with pytest.raises(Refused, match=f"at most {MOST_EXPERTS} experts"):
        invite_experts(panel=panel, people=people, by=dee, now=NOW)
    invite_experts(panel=panel, people=people[1:], by=dee, now=NOW)


def test_whoever_was_asked_by_mistake_goes_with_her_ratings(dee: Membership) -> None:
    panel = panel_of(dee, "Ina", "Jo")
    sent("Ina")
    remove_expert(expert=expert("Ina"), by=dee, now=NOW)
    assert [one.name for one in panel.experts.all()] == ["Jo"]
    assert not ExpertRating.objects.exists()
    assert OutboxMail.objects.count() == 1
    assert acts()[-1] == ("panel.expert-removed", dee.pk)


def test_a_reminder_goes_to_those_who_have_not_sent_and_not_too_often(dee: Membership) -> None:
    panel = panel_of(dee, "Ina", "Jo")
    sent("Ina")
    before = {one.name: one.link_hash for one in panel.experts.all()}
    remind_experts(panel=panel, by=dee, now=NOW)
    after = {one.name: one.link_hash for one in panel.experts.all()}
    assert after["Ina"] == before["Ina"]
    assert after["Jo"] != before["Jo"]
    with pytest.raises(Refused, match="three days"):
        remind_experts(panel=panel, by=dee, now=NOW + BETWEEN_REMINDERS - PAUSE)
    remind_experts(panel=panel, by=dee, now=NOW + BETWEEN_REMINDERS)


Act = Callable[[ExpertPanel, Membership], Any]
ACTS: dict[str, Act] = {
    "start": lambda panel, by: start_panel(by=by, now=NOW),
    "invite": lambda panel, by: invite_experts(panel=panel, people=[], by=by, now=NOW),
    "remove": lambda panel, by: remove_expert(expert=panel.experts.all()[0], by=by, now=NOW),
    "remind": lambda panel, by: remind_experts(panel=panel, by=by, now=NOW),
    "freeze": lambda panel, by: freeze_key(panel=panel, by=by, now=NOW),
}


@pytest.mark.parametrize("act", ACTS)
def test_only_hr_does_any_of_it(dee: Membership, bo: Membership, act: str) -> None:
    panel = panel_of(dee, "Ina")
    with pytest.raises(PermissionDenied, match="Only HR"):
        ACTS[act](panel, bo)


@pytest.mark.parametrize("act", [each for each in ACTS if each != "start"])
def test_with_the_key_frozen_the_panel_stays_as_it_is(dee: Membership, act: str) -> None:
    panel = frozen_by(dee).panel
    with pytest.raises(Refused, match="so it stays as it is"):
        ACTS[act](panel, dee)


# --- links ----------------------------------------------------------------------------------------


def is_link_live(one: Expert, now: dt.datetime) -> bool:
    return Expert.objects.filter(leads_on(now), pk=one.pk).exists()


def is_expert_session_live(one: Expert, now: dt.datetime) -> bool:
    return Expert.objects.filter(opens_pages(now), pk=one.pk).exists()


def test_a_link_is_used_once(dee: Membership) -> None:
    panel_of(dee, "Ina")
    seen = expert("Ina")
    assert is_link_live(seen, NOW)
    assert not is_expert_session_live(seen, NOW)
    exchange_expert_link(expert=seen, session="one", now=NOW)
    with pytest.raises(Refused, match="already used"):
        exchange_expert_link(expert=seen, session="two", now=NOW)
    held = expert("Ina")
    assert held.session_hash == token_hash("one")
    assert not is_link_live(held, NOW)
    assert is_expert_session_live(held, later(days=13))
    assert not is_expert_session_live(held, NOW + LIFETIME)


def test_a_link_that_was_replaced_or_is_too_old_opens_nothing(dee: Membership) -> None:
    panel = panel_of(dee, "Ina")
    seen = expert("Ina")
    assert not is_link_live(seen, NOW + LIFETIME)
    with pytest.raises(Refused):
        exchange_expert_link(expert=seen, session="late", now=NOW + LIFETIME)
    remind_experts(panel=panel, by=dee, now=NOW)
    with pytest.raises(Refused):
        exchange_expert_link(expert=seen, session="old", now=NOW)


def test_nothing_opens_after_the_key(dee: Membership) -> None:
    panel = panel_of(dee, "Ina", "Jo")
    used, waiting = begun("Ina"), expert("Jo")
    ExpertPanel.objects.filter(pk=panel.pk).update(state=ExpertPanel.State.FROZEN)
    assert not is_expert_session_live(used, NOW)
    assert not is_link_live(waiting, NOW)


# --- rating ---------------------------------------------------------------------------------------


def test_ratings_are_kept_and_replaced(dee: Membership) -> None:
    panel_of(dee, "Ina")
    ina = begun("Ina")
    rate_options(expert=ina, ratings={"remark-a": 2, "remark-b": 5}, now=NOW)
    rate_options(expert=ina, ratings={"remark-a": 4}, now=NOW)
    assert sheets_of_expert(ina).answers == {"remark-a": 4, "remark-b": 5}
    with pytest.raises(ValueError, match="Not asked of this expert: \\['remark-z'\\]"):
        rate_options(expert=ina, ratings={"remark-z": 4}, now=NOW)


def test_an_expert_sees_her_own_ratings_alone(dee: Membership) -> None:
    panel_of(dee, "Ina", "Jo")
    rated("Ina")
    assert sheets_of_expert(expert("Jo")).answers == {}
    assert sheets_of_expert(expert("Jo")).seed != sheets_of_expert(expert("Ina")).seed


def test_going_on_later_mails_one_link_at_a_time(dee: Membership) -> None:
    panel_of(dee, "Ina")
    ina = begun("Ina")
    assert rate_later(expert=ina, ratings={"remark-a": 2}, now=later(minutes=1))
    waiting = expert("Ina")
    assert not rate_later(expert=waiting, ratings={"remark-b": 3}, now=later(minutes=2))
    assert expert("Ina").link_hash == waiting.link_hash
    assert rate_later(expert=waiting, ratings={}, now=later(minutes=1) + PAUSE)
    assert expert("Ina").link_hash != waiting.link_hash
    assert sheets_of_expert(ina).answers == {"remark-a": 2, "remark-b": 3}
    # Until the new link is used, this browser goes on.
    assert is_expert_session_live(expert("Ina"), later(minutes=20))


def test_only_whole_ratings_are_sent_and_then_they_stay(dee: Membership) -> None:
    panel = panel_of(dee, "Ina")
    begun("Ina")
    with pytest.raises(Refused, match="still lack a rating"):
        send_ratings(expert=rated("Ina", pages=11), now=NOW)
    assert ratings_of(panel) == {}
    sent("Ina")
    assert list(ratings_of(panel).values()) == [RATINGS]
    assert acts()[-1] == ("panel.ratings-sent", None)
    for again in (
        lambda: send_ratings(expert=expert("Ina"), now=NOW),
        lambda: rate_options(expert=expert("Ina"), ratings={"remark-a": 1}, now=NOW),
        lambda: rate_later(expert=expert("Ina"), ratings={"remark-a": 1}, now=NOW),
    ):
        with pytest.raises(Refused, match="already sent"):
            again()


def test_hr_sees_who_was_asked_and_how_many_have_sent(dee: Membership) -> None:
    panel = panel_of(dee, "Ina", "Jo")
    rated("Jo", pages=3)
    sent("Ina")
    found = open_panel(panel)
    assert [one.name for one in found.people] == ["Ina", "Jo"]
    assert (found.done, found.missing) == (1, 9)
    assert [(one.asked, one.done) for one in panels()] == [(2, 1)]


# --- the key --------------------------------------------------------------------------------------


def test_nine_experts_make_no_key(dee: Membership) -> None:
    panel = full_panel(dee)
    remove_expert(expert=expert("Expert00"), by=dee, now=NOW)
    panel_of(dee, "Late", panel=panel)
    rated("Late")  # all of it, and not sent
    with pytest.raises(Refused, match="at least 10 experts. So far 9 have sent"):
        freeze_key(panel=panel, by=dee, now=NOW)
    assert newest_key() is None


def test_experts_who_agree_on_nothing_make_no_key(dee: Membership) -> None:
    apart = [dict.fromkeys(RATINGS, 1 + 4 * (number % 2)) for number in range(10)]
    with pytest.raises(Refused, match="agree on too few situations"):
        freeze_key(panel=full_panel(dee, apart), by=dee, now=NOW)
    assert ExpertPanel.objects.get().state == "open"
    assert OutboxMail.objects.count() == 10


def test_experts_who_lose_a_part_of_the_model_make_no_key(dee: Membership) -> None:
    # They agree on all but the two situations about motivation.
    codes = [code for code in RATINGS if code.split("-")[0] in {"messages", "repair"}]
    apart = [dict.fromkeys(codes, 1 + 4 * (number % 2)) for number in range(10)]
    with pytest.raises(Refused, match="at least one has to stay for each part of emotional intelligence"):
        freeze_key(panel=full_panel(dee, apart), by=dee, now=NOW)
    assert newest_key() is None


def test_a_key_is_frozen_with_its_hash_time_and_person(dee: Membership) -> None:
    apart = [{"remark-a": 1}, {"remark-a": 1}, {"remark-a": 5}, {"remark-a": 5}]
    key = frozen_by(dee, apart, now=NOW)
    kept = FrozenKey.objects.get()
    assert (kept.frozen_by, kept.frozen_at, kept.hash) == (dee, NOW, hash_of(kept.document))
    assert "remark-a" not in kept.document["key"]["remark"]
    assert kept.document["key"]["remark"]["remark-c"] == 5
    assert key.panel.state == "frozen"
    assert acts()[-1] == ("panel.key-frozen", dee.pk)
    assert newest_key() == kept


def test_with_the_key_addresses_go_and_so_does_who_has_not_sent(dee: Membership) -> None:
    panel = full_panel(dee)
    panel_of(dee, "Late", panel=panel)
    begun("Late")
    rated("Late", pages=2)
    freeze_key(panel=panel, by=dee, now=NOW)
    left = list(panel.experts.values_list("name", "email", "link_hash", "session_hash"))
    assert sorted(left) == [(f"Expert{number:02}", "", None, None) for number in range(10)]
    assert not OutboxMail.objects.exists()
    assert ExpertRating.objects.count() == 600


def test_the_page_of_a_key_tells_what_stays(dee: Membership) -> None:
    apart = [{"remark-a": 1 + 4 * (number % 2)} for number in range(4)]
    frozen_by(dee, apart)
    kept = FrozenKey.objects.select_related("panel", "frozen_by__user").get()
    page = key_page(kept)
    assert (page.experts, page.staying, page.options, page.frozen_by) == (10, 12, 59, "Dee")
    assert page.names == tuple(f"Expert{number:02}" for number in range(10))
    first = page.scenarios[0]
    assert (first.title, first.staying, first.stays) == ("A remark that stays", 4, True)
    assert [one.stays for one in first.options] == [False, True, True, True, True]
    # 1, 5, 1, 5 and six times 3.
    assert first.options[0].mean == 3
    assert first.options[0].sd == pytest.approx((16 / 9) ** 0.5, abs=1e-6)
    assert page.flat == 65


def test_a_key_that_somebody_changed_scores_nothing(dee: Membership) -> None:
    frozen_by(dee)
    kept = FrozenKey.objects.select_related("panel").get()
    kept.document["key"]["remark"]["remark-c"] = 1.0
    with pytest.raises(ValueError, match="its hash differs"):
        key_of(TEST, kept)


def test_the_key_to_score_by(dee: Membership) -> None:
    assert newest_key() is None
    assert (key_of(TEST, None).experts, key_of(TEST, None).is_for_selection) == (0, False)
    frozen_by(dee)
    assert (key_of(TEST, newest_key()).experts, key_of(TEST, newest_key()).is_for_selection) == (10, True)


def test_a_state_goes_only_where_the_table_says(dee: Membership) -> None:
    assert set(PANEL_TRANSITIONS) == set(ExpertPanel.State)
    with pytest.raises(ValueError, match="does not go from frozen to open"):
        _go_on(frozen_by(dee).panel, ExpertPanel.State.OPEN)


# --- what the database holds ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("expert_panel_one_open", lambda ina: _panel_like(ina, "open")),
        ("expert_panel_state_is_known", lambda ina: _panel_like(ina, "shut")),
        ("expert_once_per_panel", lambda ina: _expert_like(ina, email=ina.email)),
        ("expert_session_has_an_end", lambda ina: _expert_like(ina, session_hash="x")),
        ("expert_rating_once_per_option", lambda ina: [_rating(ina, 3), _rating(ina, 4)]),
        ("expert_rating_on_the_scale", lambda ina: _rating(ina, 0)),
        ("expert_rating_on_the_scale", lambda ina: _rating(ina, 6)),
    ],
)
def test_the_database_refuses(dee: Membership, name: str, write: Callable[[Expert], Any]) -> None:
    panel_of(dee, "Ina")
    constraints = [
        each.name for model in (ExpertPanel, Expert, ExpertRating) for each in model._meta.constraints
    ]
    assert name in constraints
    with pytest.raises(IntegrityError), transaction.atomic():
        write(expert("Ina"))


def _panel_like(ina: Expert, state: str) -> ExpertPanel:
    kept = {"test_key": KEY, "test_version": VERSION, "made_by": ina.panel.made_by, "made_at": NOW}
    panel: ExpertPanel = ExpertPanel.objects.create(organisation=ina.organisation, state=state, **kept)
    return panel


def _expert_like(ina: Expert, **given: str) -> Expert:
    kept = {"name": "X", "email": "x@experts.example", "link_sent_at": NOW, "link_expires_at": NOW} | given
    made: Expert = Expert.objects.create(organisation=ina.organisation, panel=ina.panel, **kept)
    return made


def _rating(ina: Expert, rating: int) -> ExpertRating:
    made: ExpertRating = ExpertRating.objects.create(
        organisation=ina.organisation, expert=ina, option="remark-a", rating=rating
    )
    return made


def test_another_organisation_sees_nothing_of_it(
    harbour: Organisation, dee: Membership, eve: Membership
) -> None:
    frozen_by(dee)
    assert len(mail.outbox) == 0  # nothing leaves before the transaction is committed
    with organisation_scope(eve.organisation):
        assert panels() == ()
        assert newest_key() is None
