"""What the seeding side tells the measuring side, which knows no Django."""

from dataclasses import dataclass, field

PASSWORD = "harbour-lantern-42"
SIGNERS = 300  # people with the same password
TAKERS = 70  # people with fifty answers not yet sent: each can send them once


@dataclass
class Seeded:
    """Session cookies by name, the ids that stand in addresses, and milliseconds of CPU for one password."""

    sessions: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    hasher: float = 0.0
