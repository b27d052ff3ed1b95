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
    """What the statements of one component ask about, what answers on each side say, and what they are for.

    `at_work` is how that may show with customers, `strength` what every side is good for, `question` begins a
    talk about it, and `about` names it in the middle of a sentence.
    """

    asks: str
    about: str
    question: str
    says: dict[Lean, str]
    at_work: dict[Lean, str]
    strength: dict[Lean, str]


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
        about=gettext_noop("noticing feelings"),
        question=gettext_noop("Which of your feelings at work do you tend to see late?"),
        says={
            Lean.AWAY: gettext_noop("You describe yourself as someone who mostly lets feelings pass by."),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: you stop to look at some feelings and let others pass."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who notices feelings and often stops to look at them."
            ),
        },
        at_work={
            Lean.AWAY: gettext_noop(
                "You may move on quickly after a hard call. A feeling may have grown before you see it."
            ),
            Lean.BETWEEN: gettext_noop(
                "Some calls may make you stop and look at what you feel, while others pass by."
            ),
            Lean.TOWARDS: gettext_noop(
                "You may see early that a call is getting to you. Going over it may also cost you energy."
            ),
        },
        strength={
            Lean.AWAY: gettext_noop(
                "You can go on to the next contact without looking back. Use that on a full day."
            ),
            Lean.BETWEEN: gettext_noop(
                "You can look at a feeling, and you can let one go. Use that to choose when to look."
            ),
            Lean.TOWARDS: gettext_noop(
                "You see early what a call does to you. Use that to take a breath in time."
            ),
        },
    ),
    "SR": Meaning(
        asks=gettext_noop("The statements ask how quickly things make you angry or irritated."),
        about=gettext_noop("staying even"),
        question=gettext_noop("What made you angry lately, faster than you wished?"),
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
        at_work={
            Lean.AWAY: gettext_noop(
                "Shouting, waiting and unfair words may reach you fast, and your voice may show it."
            ),
            Lean.BETWEEN: gettext_noop(
                "It may depend on the call: some things reach you fast, others do not."
            ),
            Lean.TOWARDS: gettext_noop(
                "Loud or unfair words may not reach you easily. Some customers may take that for distance."
            ),
        },
        strength={
            Lean.AWAY: gettext_noop(
                "People know where they stand with you. Use that to say early what you need."
            ),
            Lean.BETWEEN: gettext_noop(
                "You know calls that leave you calm. Use what you do there on the others."
            ),
            Lean.TOWARDS: gettext_noop(
                "You stay even where others do not. Use that to slow down a heated call."
            ),
        },
    ),
    "MO": Meaning(
        asks=gettext_noop("The statements ask how hard you push yourself with tasks."),
        about=gettext_noop("pushing on with tasks"),
        question=gettext_noop("Which task would you see through even if nobody asked for it?"),
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
        at_work={
            Lean.AWAY: gettext_noop(
                "You may save your effort for what matters. A follow-up that nobody asks for may wait."
            ),
            Lean.BETWEEN: gettext_noop("You may push on with some cases and put others off."),
            Lean.TOWARDS: gettext_noop(
                "You may see hard cases through to the end. It may be hard for you to stop."
            ),
        },
        strength={
            Lean.AWAY: gettext_noop("You do not waste effort. Use that to choose what comes first."),
            Lean.BETWEEN: gettext_noop("You can push on, and you can let go. Use that to choose on purpose."),
            Lean.TOWARDS: gettext_noop(
                "You see things through. Use that for the case that has been open longest."
            ),
        },
    ),
    "EM": Meaning(
        asks=gettext_noop("The statements ask how much the feelings and needs of others matter to you."),
        about=gettext_noop("taking in what others feel"),
        question=gettext_noop(
            "With which customers is it easy to feel with them, and with which is it hard?"
        ),
        says={
            Lean.AWAY: gettext_noop(
                "You describe yourself as someone who keeps some distance from others’ needs."
            ),
            Lean.BETWEEN: gettext_noop(
                "Your answers lie around the middle: some needs of others move you, others less so."
            ),
            Lean.TOWARDS: gettext_noop(
                "You describe yourself as someone who takes in what others feel and makes time for them."
            ),
        },
        at_work={
            Lean.AWAY: gettext_noop(
                "You may keep a clear head with an upset customer, who may miss a warm word."
            ),
            Lean.BETWEEN: gettext_noop("Some customers may touch you, others less so."),
            Lean.TOWARDS: gettext_noop(
                "You may sense what a customer needs before it is said. You may also take some of it home."
            ),
        },
        strength={
            Lean.AWAY: gettext_noop(
                "You keep a clear head where others are carried along. Use that to sort out the problem."
            ),
            Lean.BETWEEN: gettext_noop(
                "You can come close, and you can keep apart. Use that to give each call what it needs."
            ),
            Lean.TOWARDS: gettext_noop("You take in what others feel. Use that in your first sentence."),
        },
    ),
    "SS": Meaning(
        asks=gettext_noop("The statements ask how much at ease you are around people."),
        about=gettext_noop("being at ease with people"),
        question=gettext_noop("Whom at work do you find it easy to ask for help, and whom not?"),
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
        at_work={
            Lean.AWAY: gettext_noop(
                "You may be at your best with people you know, and with one customer at a time."
            ),
            Lean.BETWEEN: gettext_noop(
                "Talking may come easily on some days and with some people, less so with others."
            ),
            Lean.TOWARDS: gettext_noop(
                "You may open a call with ease. You may also fill a silence that the customer needs."
            ),
        },
        strength={
            Lean.AWAY: gettext_noop("You do not need to talk much. Use that to listen to the end."),
            Lean.BETWEEN: gettext_noop(
                "You can start a talk, and you can hold back. Use that to leave the customer room."
            ),
            Lean.TOWARDS: gettext_noop("You start to talk with ease. Use that to ask the first question."),
        },
    ),
}
