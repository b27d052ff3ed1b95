"""Notes of another app as moments of ours, by what their writer chose for its words. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from journal.documents import MomentDocument
from journal.exchange.carried import Carried, Foreign, Found, keys_of
from people.days import local_day


@dataclass(frozen=True, slots=True)
class Chosen:
    """What one mood means: a feeling and how strong; no feeling leaves its notes out."""

    feeling: str
    strength: int


@dataclass(frozen=True, slots=True)
class Choices:
    """By mood (a note without one has the mood ""), by tag, and the trigger where no tag names one."""

    moods: Mapping[str, Chosen]
    triggers: Mapping[str, str]
    otherwise: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of another app, and how many notes have it."""

    text: str
    times: int


def moods_of(notes: Sequence[Foreign]) -> tuple[Word, ...]:
    """The most used first."""
    return _counted(note.mood for note in notes)


def tags_of(notes: Sequence[Foreign]) -> tuple[Word, ...]:
    """The most used first."""
    return _counted(tag for note in notes for tag in dict.fromkeys(note.tags))


def as_moments(found: Found, choices: Choices, *, secret: bytes, day_ends_at: dt.time) -> tuple[Carried, ...]:
    """Each note with a feeling, in the order of the file. A mood that nobody chose for is left out too."""
    pairs = zip(found.notes, keys_of(secret, found.app, found.notes), strict=True)
    return tuple(
        Carried(
            note.felt_at,
            local_day(note.felt_at, note.zone, day_ends_at),
            key,
            _document(note, choices.moods[note.mood], choices),
        )
        for note, key in pairs
        if note.mood in choices.moods and choices.moods[note.mood].feeling
    )


def _document(note: Foreign, chosen: Chosen, choices: Choices) -> MomentDocument:
    named = [choices.triggers[tag] for tag in note.tags if choices.triggers.get(tag)]
    return MomentDocument(
        feelings=(chosen.feeling,),
        triggers=tuple(dict.fromkeys(named)) or (choices.otherwise,),
        strength=chosen.strength,
        note=note.note,
        zone=note.zone,
    )


def _counted(words: Iterator[str]) -> tuple[Word, ...]:
    counted = Counter(words)
    return tuple(
        Word(text, counted[text]) for text in sorted(counted, key=lambda text: (-counted[text], text))
    )
