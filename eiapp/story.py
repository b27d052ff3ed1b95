"""Half a year at a help desk, told moment by moment: the demo's content, from a seed. Pure.

Made up, and made to look like a real diary: quiet days and full ones, a hard spell in the middle, more
queues on Mondays, more unclear requests in the afternoon, good things all along.
"""

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assessments.instruments import Instrument


@dataclass(frozen=True)
class Told:
    """One moment: when it was felt (UTC), its codes, its strength and perhaps a note."""

    felt_at: dt.datetime
    feeling: str
    trigger: str
    strength: int
    note: str


@dataclass(frozen=True)
class _Thread:
    """Something that comes again and again: how often, with which feelings, how strong, what was noted."""

    trigger: str
    weight: float
    feelings: tuple[str, ...]
    strengths: tuple[int, ...]
    notes: tuple[str, ...]


_THREADS = (
    _Thread(
        "F.back-to-back",
        9,
        ("tired", "drained", "annoyed", "drained"),
        (2, 3, 3, 4),
        (
            "No gap between calls since ten.",
            "Took a minute at the window before the next one. It helped.",
            "Queue was full all morning, I spoke faster than I wanted to.",
        ),
    ),
    _Thread(
        "F.policy",
        7,
        ("frustrated", "frustrated", "disappointed"),
        (3, 3, 4),
        (
            "I would have refunded it at once. The rule says fourteen days.",
            "Explained the rule, then what I can do. The second half went well.",
        ),
    ),
    _Thread(
        "A",
        6,
        ("angry", "anxious", "frustrated"),
        (3, 4, 4, 5),
        (
            "Shouted before I had said my name. I kept my voice slow.",
            "Afterwards I noticed my shoulders were up. Stood up, shook it off.",
        ),
    ),
    _Thread("A.interrupting", 3, ("annoyed", "frustrated"), (2, 3), ("Could not finish one sentence.",)),
    _Thread(
        "C",
        6,
        ("annoyed", "frustrated", "tired"),
        (2, 2, 3),
        (
            "Three topics in one breath. I asked which one mattered most today.",
            "We meant different orders the whole time.",
        ),
    ),
    _Thread("B.impossible", 4, ("annoyed", "anxious"), (3, 3, 4), ("Wanted it delivered by tonight.",)),
    _Thread(
        "E.bereavement-illness",
        2,
        ("sad", "sad", "grateful"),
        (3, 4),
        ("She only wanted it dealt with kindly.",),
    ),
    _Thread(
        "H.poor-sleep", 3, ("tired", "drained"), (2, 3), ("Short night. Everything a bit louder today.",)
    ),
    _Thread("G.lack-of-help", 1.5, ("disappointed", "frustrated"), (3, 4), ()),
    _Thread(
        "P.thanked",
        6,
        ("happy", "grateful", "satisfied"),
        (2, 3, 3),
        (
            "He said I was the first one who listened.",
            "A thank-you note in the chat. Kept it in mind all day.",
        ),
    ),
    _Thread(
        "P.problem-solved",
        5,
        ("proud", "satisfied", "confident"),
        (3, 3, 4),
        ("Found the lost parcel after forty minutes.",),
    ),
    _Thread(
        "P.customer-calmed", 4, ("relieved", "calm", "confident"), (2, 3, 4), ("Slowed down, and so did he.",)
    ),
    _Thread(
        "P.colleague-helped",
        3,
        ("grateful", "relieved"),
        (2, 3),
        ("Ines took the hand-over without a question.",),
    ),
)


def half_a_year(*, today: dt.date, zone: str, seed: int, days: int = 183) -> Iterator[Told]:
    """The moments of the `days` up to and with yesterday, and two of this morning; oldest first."""
    dice = random.Random(seed)  # noqa: S311  a story, not a secret
    for back in range(days, 0, -1):
        day = today - dt.timedelta(days=back)
        if day.weekday() == 6 or _on_leave(back):
            continue
        for _ in range(_how_many(dice, day)):
            yield _moment(dice, day, zone, hard_spell=60 < back < 95)


def this_morning(*, now: dt.datetime, zone: str) -> tuple[Told, ...]:
    """Two moments of today, both in the past and after midnight as far as the clock allows."""
    earlier = (now - dt.timedelta(minutes=95), now - dt.timedelta(minutes=20))
    return (
        Told(earlier[0], "relieved", "P.customer-calmed", 3, "He began loud and ended with a joke."),
        Told(earlier[1], "annoyed", "F.back-to-back", 3, ""),
    )


def opinion(*, form: Instrument, levels: Mapping[str, float], seed: str) -> dict[str, int | None]:
    """What one rater says of somebody whom she sees at these levels, 1 to 5 by component; None: not seen."""
    dice = random.Random(seed)  # noqa: S311  a story, not a secret
    leaning = dice.gauss(0, 0.4)
    answers: dict[str, int | None] = {}
    for item in form.items:
        agreed = min(5, max(1, round(dice.gauss(levels[item.component.code] + leaning, 0.7))))
        unseen = dice.random() < 0.06
        answers[item.code] = None if unseen else agreed if item.key > 0 else 6 - agreed
    return answers


def _on_leave(back: int) -> bool:
    """Two weeks of holiday: a gap without blame."""
    return 118 <= back <= 131


def _how_many(dice: random.Random, day: dt.date) -> int:
    busy = day.weekday() in (0, 4)
    return dice.choices((0, 1, 2, 3, 4), (1, 2, 3, 2, 1) if busy else (3, 3, 2, 1, 0))[0]


def _moment(dice: random.Random, day: dt.date, zone: str, *, hard_spell: bool) -> Told:
    weights = [
        thread.weight * (1.8 if hard_spell and not thread.trigger.startswith("P") else 1)
        for thread in _THREADS
    ]
    thread = dice.choices(_THREADS, weights)[0]
    late = thread.trigger.startswith("C")
    at = dt.datetime.combine(
        day,
        dt.time(dice.randint(14, 17) if late else dice.randint(8, 17), dice.randint(0, 59)),
        tzinfo=ZoneInfo(zone),
    )
    note = dice.choice(thread.notes) if thread.notes and dice.random() < 0.3 else ""
    strength = min(5, dice.choice(thread.strengths) + (hard_spell and dice.random() < 0.3))
    return Told(at.astimezone(dt.UTC), dice.choice(thread.feelings), thread.trigger, strength, note)
