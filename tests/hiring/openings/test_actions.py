"""Writes about openings: what each does, whom it refuses, what it records."""

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from hiring.models import Opening, OpeningGuide, OpeningMember, OpeningStage, RuleVersion
from hiring.openings.actions.guides import confirm_competency, remove_question, save_question
from hiring.openings.actions.parts import JobText, ToldText, save_job, save_told
from hiring.openings.actions.rules import fix_rule
from hiring.openings.actions.stages import StageText, save_stages
from hiring.openings.actions.states import close_opening, go_on, open_opening, start_opening
from hiring.openings.actions.team import name_team
from hiring.openings.editing import QuestionText
from hiring.openings.queries import fixed_rules, guide_of, task_list, team_page
from hiring.openings.rule import Ties, document_of_rule, rule_hash
from hiring.openings.starter import first_rule
from people.models import AuditRecord, Membership, Organisation
from people.refusals import Refused
from people.scope import organisation_scope
from tests.cast import NOW
from tests.hires import confirmed, drafted, invited, job
from tests.hiring.conftest import later

TEXT = QuestionText("Calm under anger", "What did you do?", (), ("Argued.", "Waited.", "Asked."))
TALK = StageText(OpeningStage.Kind.INTERVIEW, "Talk")
STATEMENTS = StageText(OpeningStage.Kind.QUESTIONNAIRE, "Statements")


@pytest.fixture
def draft(scoped: None, dee: Membership) -> Opening:
    """As the starter pack begins it."""
    return start_opening(title="Agent", from_starter=True, by=dee, now=NOW)


def acts(harbour: Organisation) -> list[str]:
    rows = AuditRecord.objects.filter(kind="opening").order_by("number")
    return list(rows.values_list("act", flat=True))


def waiting(opening: Opening) -> dict[str, str]:
    opening.refresh_from_db()
    return {task.part.value: task.status.value for task in task_list(opening).tasks}


# --- begun ----------------------------------------------------------------------------------------


def test_the_starter_fills_everything_and_confirms_nothing(harbour: Organisation, draft: Opening) -> None:
    assert (draft.state, draft.guide_key, draft.guide_version) == ("draft", "customer-service-agent", 2)
    assert len(guide_of(draft).questions) == 8
    assert waiting(draft) == {
        "job": "to-confirm",
        "stages": "to-confirm",
        "guide": "to-confirm",
        "rule": "blocked",
        "told": "to-confirm",
        "team": "to-confirm",
    }
    assert not draft.components.exists()  # no part of the statements is on by default
    assert team_page(draft).interviewers == team_page(draft).deciders == ("dee@demo.example",)
    assert acts(harbour) == ["opening.made"]


def test_an_empty_one_has_its_talk_and_nothing_else(scoped: None, dee: Membership) -> None:
    opening = start_opening(title="Agent", from_starter=False, by=dee, now=NOW)
    assert (opening.needs, opening.notice, opening.guide_key) == ("", "", "")
    assert guide_of(opening).questions == ()
    assert list(opening.stages.values_list("kind", flat=True)) == ["interview"]
    assert waiting(opening)["job"] == waiting(opening)["guide"] == waiting(opening)["told"] == "to-do"


def test_only_hr_begins_and_changes_an_opening(draft: Opening, ada: Membership, dee: Membership) -> None:
    with pytest.raises(PermissionDenied, match="Only HR"):
        start_opening(title="Agent", from_starter=True, by=ada, now=NOW)
    with pytest.raises(PermissionDenied):
        save_job(opening=draft, job=JobText("Mine", "x", {}), by=ada, now=NOW)
    with pytest.raises(PermissionDenied):
        open_opening(opening=draft, by=ada, now=NOW)
    draft.refresh_from_db()
    assert draft.title == "Agent"


def test_hr_of_another_organisation_finds_nothing(draft: Opening, eve: Membership) -> None:
    eve.is_hr = True
    with organisation_scope(eve.organisation), pytest.raises(Opening.DoesNotExist):
        save_job(opening=draft, job=JobText("Mine", "x", {}), by=eve, now=NOW)


# --- job and stages -------------------------------------------------------------------------------


def test_the_stage_of_the_statements_comes_and_goes_with_the_reasons(draft: Opening, dee: Membership) -> None:
    def saved(**reasons: str) -> list[tuple[int, str]]:
        save_job(opening=draft, job=JobText("Agent", "Forty calls.", reasons), by=dee, now=NOW)
        return list(draft.stages.order_by("position").values_list("position", "kind"))

    assert saved(SR="Anger.", EM="Loss.") == [(1, "questionnaire"), (2, "interview")]
    assert dict(draft.components.values_list("component", "reason")) == {"SR": "Anger.", "EM": "Loss."}
    assert saved() == [(1, "interview")]
    assert not draft.components.exists()
    with pytest.raises(LookupError):
        saved(XX="Unknown.")


def test_the_last_stage_is_a_talk(draft: Opening, dee: Membership) -> None:
    call = StageText(OpeningStage.Kind.INTERVIEW, "First call")
    save_stages(opening=draft, stages=[call, TALK], by=dee, now=NOW)
    assert list(draft.stages.order_by("position").values_list("name", flat=True)) == ["First call", "Talk"]
    for wrong in ([], [STATEMENTS], [TALK, STATEMENTS]):
        with pytest.raises(Refused, match="The last stage is a talk"):
            save_stages(opening=draft, stages=wrong, by=dee, now=NOW)
    with pytest.raises(Refused, match="gives a reason"):
        save_stages(opening=draft, stages=[STATEMENTS, TALK], by=dee, now=NOW)
    save_job(opening=draft, job=JobText("Agent", "Calls.", {"SR": "Anger."}), by=dee, now=NOW)
    with pytest.raises(Refused, match="gives a reason"):
        save_stages(opening=draft, stages=[TALK], by=dee, now=NOW)


# --- the guide ------------------------------------------------------------------------------------


def test_the_guide_is_confirmed_part_by_part(harbour: Organisation, draft: Opening, dee: Membership) -> None:
    for code in ("together", "calm", "understanding"):
        confirm_competency(opening=draft, code=code, version=1, by=dee, now=NOW)
        assert waiting(draft)["guide"] == "to-confirm"
    confirm_competency(opening=draft, code="explaining", version=1, by=dee, now=NOW)
    held = OpeningGuide.objects.get()
    assert held.confirmed == ["calm", "understanding", "explaining", "together"]
    assert (held.confirmed_at, held.confirmed_by) == (NOW, dee)
    assert waiting(draft)["guide"] == "done"
    assert acts(harbour)[1:] == ["opening.guide-confirmed"]
    with pytest.raises(LookupError, match="no competency 'charm'"):
        confirm_competency(opening=draft, code="charm", version=1, by=dee, now=NOW)


def test_what_is_changed_has_to_be_read_through_again(draft: Opening, dee: Membership) -> None:
    confirmed(draft, dee)
    save_question(opening=draft, text=TEXT, code="calm-1", version=1, by=dee, now=NOW)
    held = OpeningGuide.objects.get()
    assert (held.version, held.confirmed) == (2, ["understanding", "explaining", "together"])
    assert (held.confirmed_at, held.confirmed_by) == (None, None)
    assert guide_of(held.opening).version == 2
    assert guide_of(held.opening).questions[0].asks == "What did you do?"


def test_a_question_can_go_and_come(draft: Opening, dee: Membership) -> None:
    remove_question(opening=draft, code="calm-1", version=1, by=dee, now=NOW)
    remove_question(opening=draft, code="calm-2", version=2, by=dee, now=NOW)
    save_question(opening=draft, text=TEXT, code=None, version=3, by=dee, now=NOW)
    asked = guide_of(Opening.objects.get())
    assert [one.code for one in asked.competencies] == [
        *("understanding", "explaining", "together", "calm-under-anger")
    ]


def test_of_two_windows_the_second_is_told(draft: Opening, dee: Membership) -> None:
    save_question(opening=draft, text=TEXT, code="calm-1", version=1, by=dee, now=NOW)
    seen: dict[str, Any] = {"opening": draft, "version": 1, "by": dee, "now": NOW}
    with pytest.raises(Refused, match="another window"):
        save_question(text=TEXT, code="calm-2", **seen)
    with pytest.raises(Refused, match="another window"):
        remove_question(code="calm-2", **seen)
    with pytest.raises(Refused, match="another window"):
        confirm_competency(code="calm", **seen)
    assert OpeningGuide.objects.get().version == 2


def test_a_guide_does_not_grow_without_end(draft: Opening, dee: Membership) -> None:
    for version in range(1, 13):
        save_question(opening=draft, text=TEXT, code=None, version=version, by=dee, now=NOW)
    with pytest.raises(Refused, match="at most 20 questions"):
        save_question(opening=draft, text=TEXT, code=None, version=13, by=dee, now=NOW)


# --- the rule -------------------------------------------------------------------------------------


def test_a_rule_is_fixed_with_its_hash_the_time_and_the_person(
    harbour: Organisation, draft: Opening, dee: Membership
) -> None:
    rule = first_rule(guide_of(draft))
    fixed = fix_rule(opening=draft, rule=rule, reason="not asked for yet", by=dee, now=NOW)
    assert (fixed.number, fixed.fixed_at, fixed.fixed_by, fixed.reason) == (1, NOW, dee, "")
    assert fixed.hash == rule_hash(document_of_rule(rule))
    assert fixed_rules(draft)[0].rule == rule
    assert acts(harbour)[-1] == "opening.rule-fixed"


def test_a_rule_changed_after_opening_is_another_version_with_a_reason(scoped: None, dee: Membership) -> None:
    opening = job(dee)
    rule = replace(fixed_rules(opening)[0].rule, ties=Ties.LOT)
    with pytest.raises(Refused, match="Write why the rule is changed"):
        fix_rule(opening=opening, rule=rule, reason="  ", by=dee, now=later(days=1))
    fix_rule(opening=opening, rule=rule, reason="Two people, one place.", by=dee, now=later(days=1))
    second, first = fixed_rules(opening)
    assert (second.number, second.reason, second.at) == (2, "Two people, one place.", later(days=1))
    assert (first.number, first.at) == (1, NOW)
    with pytest.raises(Refused, match="fixed already"):
        fix_rule(opening=opening, rule=rule, reason="Again.", by=dee, now=later(days=2))
    assert RuleVersion.objects.count() == 2


def test_a_rule_that_does_not_add_up_is_refused(draft: Opening, dee: Membership) -> None:
    rule = first_rule(guide_of(draft))
    first = rule.parts[0]
    for wrong, told in (
        (replace(rule, parts=rule.parts[1:]), "weighs each competency"),
        (replace(rule, parts=(replace(first, weight=26), *rule.parts[1:])), "together are 100"),
        (replace(rule, parts=(replace(first, least=Fraction(9)), *rule.parts[1:])), "between 1 and 5"),
        (replace(rule, ties=Ties.HEAVIEST), "No competency alone weighs most"),
        (replace(rule, enough=Fraction(0)), "between 1 and 5"),
    ):
        with pytest.raises(Refused, match=told):
            fix_rule(opening=draft, rule=wrong, reason="", by=dee, now=NOW)
    assert not RuleVersion.objects.exists()


def test_a_question_about_something_new_asks_for_another_rule(scoped: None, dee: Membership) -> None:
    draft = drafted(dee)
    text = replace(TEXT, competency="Writing")
    save_question(opening=draft, text=text, code=None, version=1, by=dee, now=NOW)
    assert waiting(draft)["rule"] == "blocked"
    confirmed(draft, dee)
    assert waiting(draft)["rule"] == "to-do"
    with pytest.raises(Refused, match="Some parts are not done"):
        open_opening(opening=draft, by=dee, now=NOW)


# --- told and team --------------------------------------------------------------------------------


def test_the_last_day_ends_where_hr_works(scoped: None, dee: Membership) -> None:
    assert dee.user.time_zone == "UTC"
    assert job(dee).closes_at == dt.datetime(2026, 12, 12, tzinfo=dt.UTC)


def test_a_last_day_that_is_over_is_refused(draft: Opening, dee: Membership) -> None:
    told = ToldText("The talk decides.", "Dee", NOW.date() - dt.timedelta(days=1), "eu")
    with pytest.raises(Refused, match="not over yet") as refused:
        save_told(opening=draft, told=told, by=dee, now=NOW)
    assert refused.value.field == "deadline"
    assert waiting(draft)["told"] == "to-confirm"


def test_who_talks_need_not_be_of_hr_and_is_mailed_where_the_opening_is(
    scoped: None,
    dee: Membership,
    cleo: Membership,
    amal: Membership,
    django_capture_on_commit_callbacks: object,
) -> None:
    opening = drafted(dee, team=(cleo,))
    capture: object = django_capture_on_commit_callbacks
    with capture(execute=True):  # type: ignore[operator]
        open_opening(opening=opening, by=dee, now=NOW)
    with capture(execute=True):  # type: ignore[operator]
        name_team(
            opening=opening,
            interviewers=["dee@demo.example", "amal@demo.example", " CLEO@demo.example", "cleo@demo.example"],
            deciders=["dee@demo.example"],
            by=dee,
            now=NOW,
        )
    assert [one.to for one in mail.outbox] == [["cleo@demo.example"], ["amal@demo.example"]]
    assert f"http://testserver/hiring/{opening.pk}/" in str(mail.outbox[0].body)
    assert "Agent, evenings" not in str(mail.outbox[0].body)
    talks = OpeningMember.objects.filter(role="interviewer")
    assert set(talks.values_list("member", flat=True)) == {dee.pk, amal.pk, cleo.pk}


def test_who_is_no_colleague_is_not_named(
    draft: Opening, dee: Membership, cleo: Membership, eve: Membership
) -> None:
    def named(interviewers: list[str], deciders: list[str]) -> None:
        name_team(opening=draft, interviewers=interviewers, deciders=deciders, by=dee, now=NOW)

    with pytest.raises(
        Refused, match="Nobody of your organisation has the address eve@other.example"
    ) as told:
        named(["dee@demo.example"], ["eve@other.example"])
    assert told.value.field == "deciders"
    with pytest.raises(Refused, match="at least one person"):
        named([], ["dee@demo.example"])
    Membership.objects.filter(pk=cleo.pk).update(closed_at=NOW)
    with pytest.raises(Refused, match="cleo@demo.example"):
        named(["cleo@demo.example"], ["dee@demo.example"])
    assert team_page(draft).deciders == ("dee@demo.example",)


# --- opened and closed ----------------------------------------------------------------------------


def test_it_opens_once_nothing_is_lacking(harbour: Organisation, scoped: None, dee: Membership) -> None:
    opening = open_opening(opening=drafted(dee), by=dee, now=later(hours=1))
    opening.refresh_from_db()
    assert (opening.state, opening.opened_at) == ("open", later(hours=1))
    assert opening.takes(later(hours=2))
    assert acts(harbour)[-1] == "opening.opened"


def test_it_does_not_open_before(draft: Opening, dee: Membership) -> None:
    with pytest.raises(Refused, match="Some parts are not done"):
        open_opening(opening=draft, by=dee, now=NOW)
    whole = drafted(dee, days=1)
    with pytest.raises(Refused, match="The last day to answer is over"):
        open_opening(opening=whole, by=dee, now=later(days=3))
    with pytest.raises(Refused, match="not open"):
        invited(draft, dee)
    assert not draft.takes(NOW)
    assert set(Opening.objects.values_list("state", flat=True)) == {"draft"}


def test_what_everybody_is_asked_stays_once_it_is_open(scoped: None, dee: Membership) -> None:
    opening = job(dee)
    told = ToldText("x", "x", NOW.date(), "us")
    for act in (
        lambda: save_job(opening=opening, job=JobText("x", "x", {}), by=dee, now=NOW),
        lambda: save_stages(opening=opening, stages=[TALK], by=dee, now=NOW),
        lambda: save_question(opening=opening, text=TEXT, code="calm-1", version=1, by=dee, now=NOW),
        lambda: save_told(opening=opening, told=told, by=dee, now=NOW),
        lambda: open_opening(opening=opening, by=dee, now=NOW),
    ):
        with pytest.raises(Refused, match="stays as it is"):
            act()


def test_a_closed_one_takes_nobody_and_changes_no_more(
    harbour: Organisation, scoped: None, dee: Membership
) -> None:
    opening = job(dee)
    close_opening(opening=opening, by=dee, now=later(days=2))
    close_opening(opening=opening, by=dee, now=later(days=3))
    opening.refresh_from_db()
    assert (opening.state, opening.closed_at) == ("closed", later(days=2))
    assert acts(harbour).count("opening.closed") == 1
    with pytest.raises(Refused, match="not open"):
        invited(opening, dee, now=later(days=2))
    rule = replace(fixed_rules(opening)[0].rule, ties=Ties.LOT)
    with pytest.raises(Refused, match="is closed"):
        fix_rule(opening=opening, rule=rule, reason="x", by=dee, now=later(days=2))
    people = [dee.user.email]
    with pytest.raises(Refused, match="is closed"):
        name_team(opening=opening, interviewers=people, deciders=people, by=dee, now=later(days=2))


def test_a_draft_is_not_closed_and_nothing_goes_back(draft: Opening, dee: Membership) -> None:
    with pytest.raises(Refused, match="never open"):
        close_opening(opening=draft, by=dee, now=NOW)
    with pytest.raises(ValueError, match="does not go from draft to closed"):
        go_on(draft, Opening.State.CLOSED)
