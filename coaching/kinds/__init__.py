"""The kinds of things that can be shared, a module each."""

from collections.abc import Mapping

from coaching.kinds import moment, pattern, plan, report
from coaching.kinds.shape import Kind, Texts, Thing
from coaching.models import Share

KINDS: Mapping[str, Kind] = {
    Share.Kind.MOMENT: moment,
    Share.Kind.PATTERN: pattern,
    Share.Kind.PLAN: plan,
    Share.Kind.REPORT: report,
}


def kind_of(code: str) -> Kind:
    """Of a share, a snapshot or an address."""
    return KINDS[code]


__all__ = ["KINDS", "Kind", "Texts", "Thing", "kind_of"]
