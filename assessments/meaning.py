"""What a component means in plain words, and what answers that lean one way or the other say. Pure.

Neither side is the good one: a text tells what the answers describe, never how much of it somebody should
have. The texts are message ids: show them with gettext.
"""

from dataclasses import dataclass
from enum import StrEnum

from assessments.reading import Reading
from vocabulary.marks import gettext_noop

MIDDLE = 50.0


class Lean(StrEnum):
    """Where the range that fits the answers lies, seen from the middle of the scale."""

    AWAY = "away"
    BETWEEN = "between"
    TOWARDS = "towards"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the statements of one component ask about, and what answers on each side say."""

    asks: str
    says: dict[Lean, str]


def lean(reading: Reading) -> Lean:
    """A side is named only where the whole range that fits the answers lies on it."""
    if reading.likely.low > MIDDLE:
        return Lean.TOWARDS
    if reading.likely.high < MIDDLE:
        return Lean.AWAY
    return Lean.BETWEEN


MEANINGS = {
    "SA": Meaning(
        asks=gettext_noop("The statements ask how much you attend to your feelings."),
        says={
            Lean.AWAY: gettext_noop("You describe yourself as someone who mostly lets feelings pass by."),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: you stop to look at some feelings and let others pass."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who notices feelings and often stops to look at them."
            ),
        },
    ),
    "SR": Meaning(
        asks=gettext_noop("The statements ask how quickly things make you angry or irritated."),
        says={
            Lean.AWAY: gettext_noop(
                "You describe yourself as someone who gets irritated quickly and shows it at times."
            ),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: some things irritate you, others leave you calm."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who mostly stays even when things go wrong."
            ),
        },
    ),
    "MO": Meaning(
        asks=gettext_noop("The statements ask how hard you push yourself with tasks."),
        says={
            Lean.AWAY: gettext_noop(
                "You describe yourself as someone who saves effort where it can be saved."
            ),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: you push on with some tasks and let others go."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who works hard and sees tasks through."
            ),
        },
    ),
    "EM": Meaning(
        asks=gettext_noop("The statements ask how much the feelings and needs of others matter to you."),
        says={
            Lean.AWAY: gettext_noop(
                "You describe yourself as someone who keeps some distance from others' needs."
            ),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: some needs of others move you, others less so."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who takes in what others feel and makes time for them."
            ),
        },
    ),
    "SS": Meaning(
        asks=gettext_noop("The statements ask how much at ease you are around people."),
        says={
            Lean.AWAY: gettext_noop(
                "You describe yourself as someone who is most at ease with people you already know."
            ),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: at ease in some company, less so in other company."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who is at ease with people and starts to talk first."
            ),
        },
    ),
}
