"""The order in which one person sees the options: shuffled by her own seed, the same at every visit. Pure."""

import hashlib

from hiring.judgement.scenarios import Option, Scenario


def shuffled(scenario: Scenario, seed: str) -> tuple[Option, ...]:
    """The options in the order of hashes of seed and code: even over seeds, and the same on every machine."""
    return tuple(sorted(scenario.options, key=lambda one: _place(seed, one.code)))


def _place(seed: str, code: str) -> bytes:
    return hashlib.sha256(f"{seed}/{code}".encode()).digest()
