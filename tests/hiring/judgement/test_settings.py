"""What an opening does with situations: nothing, practice, or a part of the decision by a frozen key."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from hiring.actions.scorecards import Verdict, decide
from hiring.judgement.actions.settings import Use, choose_situations
from hiring.judgement.queries import is_timed
from hiring.models import JudgementSetting, Opening, OpeningStage
from hiring.openings.actions.parts import JobText, save_job
from hiring.openings.actions.stages import StageText, save_stages
from people.models import AuditRecord, Membership
from people.refusals import Refused
from tests.cast import NOW
from tests.experts import asking, frozen_by
from tests.hires import drafted, invited, job, locked, stages

pytestmark = pytest.mark.usefixtures("scoped")


def kinds(opening: Opening) -> list[str]:
    return list(opening.stages.order_by("position").values_list("kind", flat=True))


def choose(opening: Opening, hr: Membership, use: Use, seconds: int | None = None) -> None:
    choose_situations(opening=opening, use=use, seconds=seconds, by=hr, now=NOW)


def test_nothing_is_asked_by_default(dee: Membership) -> None:
    opening = drafted(dee)
    assert kinds(opening) == ["questionnaire", "interview"]
    assert not JudgementSetting.objects.exists()


def test_practice_needs_no_panel_and_puts_a_stage_before_the_talk(dee: Membership) -> None:
    opening = drafted(dee)
    choose(opening, dee, Use.PRACTICE, 1200)
    kept = JudgementSetting.objects.get()
    assert (kept.for_practice, kept.frozen_key, kept.seconds) == (True, None, 1200)
    assert kinds(opening) == ["questionnaire", "judgement", "interview"]
    assert AuditRecord.objects.order_by("number").last().act == "opening.situations-chosen"  # type: ignore[union-attr]


def test_no_decision_rests_on_the_key_of_the_authors(dee: Membership) -> None:
    opening = drafted(dee)
    with pytest.raises(Refused, match="No panel of experts has frozen a key yet") as refused:
        choose(opening, dee, Use.DECISION)
    assert refused.value.field == "use"
    assert kinds(opening) == ["questionnaire", "interview"]


def test_with_a_frozen_key_it_may_join_the_decision(dee: Membership) -> None:
    key, opening = frozen_by(dee), drafted(dee)
    choose(opening, dee, Use.DECISION)
    kept = JudgementSetting.objects.get()
    assert (kept.for_practice, kept.frozen_key, kept.seconds) == (False, key, None)


def test_switching_off_takes_the_stage_away(dee: Membership) -> None:
    opening = drafted(dee)
    choose(opening, dee, Use.PRACTICE)
    choose(opening, dee, Use.PRACTICE)  # twice is one stage
    assert kinds(opening).count("judgement") == 1
    choose(opening, dee, Use.OFF)
    assert kinds(opening) == ["questionnaire", "interview"]
    assert not JudgementSetting.objects.exists()


def test_other_parts_of_a_draft_keep_its_place(dee: Membership) -> None:
    opening = drafted(dee)
    choose(opening, dee, Use.PRACTICE)
    save_stages(opening=opening, stages=stages(True), by=dee, now=NOW)
    assert kinds(opening) == ["questionnaire", "judgement", "interview"]
    save_job(opening=opening, job=JobText("Agent", "Calls.", {}), by=dee, now=NOW)
    assert kinds(opening) == ["judgement", "interview"]
    by_hand = [StageText(OpeningStage.Kind.JUDGEMENT, "Situations"), *stages(False)]
    with pytest.raises(Refused, match="switched on by themselves"):
        save_stages(opening=opening, stages=by_hand, by=dee, now=NOW)


def test_what_is_open_stays_as_it_is(dee: Membership) -> None:
    with pytest.raises(Refused, match="so this part stays as it is"):
        choose(job(dee), dee, Use.PRACTICE)


def test_only_hr_chooses(dee: Membership, bo: Membership) -> None:
    with pytest.raises(PermissionDenied, match="Only HR"):
        choose(drafted(dee), bo, Use.OFF)


def test_a_time_of_nothing_is_refused(dee: Membership) -> None:
    with pytest.raises(ValueError, match="at least one second"):
        choose(drafted(dee), dee, Use.PRACTICE, 0)


VERDICT = Verdict(goes_on=True, grounds=("calm",), reason="Calmed two callers.")


@pytest.mark.parametrize("use", [Use.PRACTICE, Use.DECISION])
def test_nothing_is_decided_at_situations_whoever_made_their_key(dee: Membership, use: Use) -> None:
    frozen_by(dee)
    opening = asking(dee, use=use)
    nell = invited(opening, dee)
    locked(nell, dee)
    with pytest.raises(ValueError, match="No talk"):
        decide(candidate=nell, verdict=VERDICT, by=dee, now=NOW, stage=opening.stages.get(kind="judgement"))
    assert not nell.decisions.exists()
    decide(candidate=nell, verdict=VERDICT, by=dee, now=NOW)


@pytest.mark.parametrize(("seconds", "timed"), [(1200, True), (None, False)])
def test_an_opening_says_whether_its_situations_have_a_time(
    dee: Membership, seconds: int | None, timed: bool
) -> None:
    assert is_timed(invited(asking(dee, seconds=seconds), dee)) == timed


def test_without_situations_there_is_no_time_for_them(dee: Membership) -> None:
    assert not is_timed(invited(job(dee), dee))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("judgement_decides_by_a_frozen_key", {"for_practice": False}),
        ("judgement_time_is_some", {"seconds": 0}),
    ],
)
def test_the_database_refuses(dee: Membership, name: str, change: dict[str, object]) -> None:
    asking(dee)
    assert name in [each.name for each in JudgementSetting._meta.constraints]
    with pytest.raises(IntegrityError), transaction.atomic():
        JudgementSetting.objects.update(**change)
