"""Time zones as a person picks them: common ones first, then by part of the world. Pure."""

from functools import cache
from zoneinfo import available_timezones

Group = tuple[str, list[tuple[str, str]]]

COMMON = (
    "Europe/London",
    "Europe/Lisbon",
    "Europe/Madrid",
    "Europe/Berlin",
    "Europe/Warsaw",
    "Europe/Athens",
    "Africa/Casablanca",
    "Africa/Johannesburg",
    "Asia/Kolkata",
    "Asia/Manila",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Bogota",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "UTC",
)
REGIONS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")


def city(zone: str) -> str:
    """ "America/Argentina/Buenos_Aires" is shown as "Buenos Aires"."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@cache
def regions() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(part of the world, its zones in the order of their cities); read from the disk once a process."""
    zones = available_timezones()
    return tuple(
        (region, tuple(sorted((zone for zone in zones if zone.startswith(f"{region}/")), key=city)))
        for region in REGIONS
    )


def known_zones() -> frozenset[str]:
    """Every zone that can be picked."""
    return frozenset({*COMMON, *(zone for _, zones in regions() for zone in zones)})
