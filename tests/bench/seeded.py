"""What the seeding side tells the measuring side, which knows no Django."""

from dataclasses import dataclass, field

PASSWORD = "harbour-lantern-42"
OWN = 1_000  # moments of the measured person
DEEP = 10_000  # moments of the one who has written for years
SIGNERS = 300  # people with the same password: a sign-in looks through the person's earlier sessions
TAKERS = 400  # people with fifty answers not yet sent: each can send them once


@dataclass
class Seeded:
    """Session cookies by name, of candidates too (`bearers`), ids that stand in addresses, rows, and
    milliseconds of CPU by themselves.

    `alone` holds what some pages cannot do without: checking a password, drawing a chart; and the same chart
    taken from the cache.
    """

    sessions: dict[str, str] = field(default_factory=dict)
    bearers: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    alone: dict[str, float] = field(default_factory=dict)
