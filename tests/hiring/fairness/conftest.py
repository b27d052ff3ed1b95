"""The opening of these tests: statements, then two talks, so that something is decided twice."""

import pytest

from hiring.models import Opening, OpeningStage
from hiring.openings.actions.stages import StageText, save_stages
from hiring.openings.actions.states import open_opening
from people.models import Membership
from tests.cast import NOW
from tests.hires import drafted


@pytest.fixture
def opening(scoped: None, dee: Membership) -> Opening:
    """Dee's opening: self-regulation and empathy, three weeks, European retention."""
    draft = drafted(dee)
    talk = OpeningStage.Kind.INTERVIEW
    statements = StageText(OpeningStage.Kind.QUESTIONNAIRE, "Statements")
    stages = [statements, StageText(talk, "First call"), StageText(talk, "Talk")]
    save_stages(opening=draft, stages=stages, by=dee, now=NOW)
    return open_opening(opening=draft, by=dee, now=NOW)
