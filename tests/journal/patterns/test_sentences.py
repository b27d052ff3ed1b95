"""What may be said, without the moments it rests on: enough to say it again, and no more."""

from dataclasses import replace
from uuid import UUID

import pytest

from journal.answers import finding_sentence, interval, sentence
from journal.patterns.factors import Split
from journal.patterns.family import Question, Subject
from journal.patterns.findings import Answer, Side
from journal.patterns.resampling import Estimate
from journal.patterns.sentences import Finding, finding_of, tells_apart

LOWER = Estimate(-1.2, -1.9, -0.5, p=0.004, p_lower=0.002)
CLAIMED = Answer(
    question=Question(Subject.STRENGTH_OF_TRIGGER, 1),
    code="A",
    split=None,
    having=Side(12, 2.5),
    lacking=Side(30, 3.7),
    rows=(UUID(int=1),),
    missing=0,
    estimate=LOWER,
    p=0.02,
)
BESIDE = replace(CLAIMED, question=Question(Subject.BESIDE_NOTHING), code="pause")
AFTER = replace(BESIDE, question=Question(Subject.AFTER_TECHNIQUE))
BY_TIME = replace(CLAIMED, question=Question(Subject.STRENGTH_BY_TIME), code="", split=Split(840))
EVERY = (CLAIMED, BY_TIME, AFTER, BESIDE)


@pytest.mark.parametrize("answer", EVERY)
def test_it_reads_as_the_answer_did(answer: Answer) -> None:
    finding = finding_of(answer, EVERY)
    assert finding_sentence(finding) == sentence(answer, EVERY)
    assert interval(finding.answer) == interval(answer)
    assert finding.answer.is_claimed
    assert finding.answer.rows == ()


def test_whether_a_technique_was_told_apart_is_part_of_it() -> None:
    assert tells_apart(EVERY)
    assert not tells_apart([CLAIMED, replace(BESIDE, p=0.2)])
    alone = finding_of(AFTER, [AFTER])
    assert finding_sentence(alone) == sentence(AFTER, [AFTER])
    assert finding_sentence(alone) != finding_sentence(finding_of(AFTER, EVERY))


@pytest.mark.parametrize("answer", [replace(CLAIMED, estimate=None, p=None), replace(CLAIMED, p=0.06)])
def test_what_may_not_be_said_is_none(answer: Answer) -> None:
    with pytest.raises(ValueError, match="Only what may be said"):
        finding_of(answer, EVERY)


@pytest.mark.parametrize("answer", EVERY)
def test_what_was_written_is_read_again(answer: Answer) -> None:
    finding = finding_of(answer, EVERY)
    assert Finding.from_json(finding.as_json()) == finding
