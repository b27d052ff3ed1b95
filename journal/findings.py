"""What counts of triggers say in words. Every number here stands in the table beside it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.triggers import TriggerCount, TriggerCounts
from journal.words import trigger_name


def mean_text(count: TriggerCount) -> str:
    """An average strength with one decimal."""
    return number_format(round(count.mean, 1), 1)


def trigger_heading(counts: TriggerCounts) -> str:
    """The finding above the chart; equals are not ranked."""
    if len(counts.leaders) > 1:
        return _("No single trigger came up most")
    return _("%(trigger)s came up most") % {"trigger": _quoted(counts.leaders[0])}


def trigger_sentence(counts: TriggerCounts, days: int) -> str:
    """What came up most in the last `days` days, and what came next, where it alone came next."""
    if len(counts.leaders) > 1:
        return _equals(counts, days)
    first, rest = counts.ranked[0], counts.ranked[1:]
    sentence = _(
        "In the last %(days)d days %(trigger)s came up most (%(times)d times, strength %(strength)s of 5)."
    ) % _facts(first, days)
    if not rest or _share_a_place(rest):
        return sentence
    second = ngettext(
        "%(trigger)s came up %(times)d time, with an average strength of %(strength)s.",
        "%(trigger)s came up %(times)d times, with an average strength of %(strength)s.",
        rest[0].times,
    )
    return f"{sentence} {second % _facts(rest[0], days)}"


def missing_sentence(counts: TriggerCounts) -> str:
    """How many more moments it takes."""
    return ngettext(
        "After %(missing)d more moment you will see which triggers come up most.",
        "After %(missing)d more moments you will see which triggers come up most.",
        counts.missing,
    ) % {"missing": counts.missing}


def _share_a_place(ranked: tuple[TriggerCount, ...]) -> bool:
    """Whether the first of these is not alone: strength orders equals, it does not rank them."""
    return len(ranked) > 1 and ranked[0].times == ranked[1].times


def _equals(counts: TriggerCounts, days: int) -> str:
    leaders = counts.leaders
    return ngettext(
        "In the last %(days)d days %(many)d triggers came up equally often, %(times)d time each. "
        "Of these, %(trigger)s had an average strength of %(strength)s of 5.",
        "In the last %(days)d days %(many)d triggers came up equally often, %(times)d times each. "
        "Of these, %(trigger)s had an average strength of %(strength)s of 5.",
        leaders[0].times,
    ) % (_facts(leaders[0], days) | {"many": len(leaders)})


def _facts(count: TriggerCount, days: int) -> dict[str, object]:
    return {"days": days, "trigger": _quoted(count), "times": count.times, "strength": mean_text(count)}


def _quoted(count: TriggerCount) -> str:
    return _("“%(name)s”") % {"name": trigger_name(count.code)}
