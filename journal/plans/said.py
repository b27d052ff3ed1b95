"""Plans and goals in words: the plan itself, its counts, and a verdict that names no cause."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.own import NONE, OwnWords, names_own
from journal.patterns.plans import PlanSeen, Verdict
from journal.plans.documents import Kind, Rite, Wording
from journal.plans.models import State
from journal.words import technique_name, trigger_name


def plan_sentence(wording: Wording, own: OwnWords = NONE) -> str:
    """If this comes up, then I will do that. The trigger may be among its owner's `own` words."""
    return _("If “%(trigger)s” comes up, then I will %(then)s") % {
        "trigger": named_trigger(wording.trigger, own),
        "then": _ended(_then(wording)),
    }


def named_trigger(code: str, own: OwnWords) -> str:
    """Of the vocabulary, or her own; what neither knows any more is shown as it is."""
    return own.text(code) if names_own(code) else trigger_name(code)


def _then(wording: Wording) -> str:
    if not wording.technique:
        return wording.own_words
    told = {"technique": technique_name(wording.technique), "words": wording.own_words}
    if not wording.own_words.strip():
        return _("try “%(technique)s”") % told
    return _("try “%(technique)s”: %(words)s") % told


def _ended(text: str) -> str:
    """With a full stop, unless she ended it herself."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."


def counted_sentence(seen: PlanSeen) -> str:
    """How often it came up and was used."""
    if not seen.met:
        return _("It has not come up yet. If it never does, change the “if”.")
    return ngettext(
        "It came up %(met)d time; you used the plan %(used)d times.",
        "It came up %(met)d times; you used the plan %(used)d times.",
        seen.met,
    ) % {"met": seen.met, "used": seen.used}


def verdict_heading(seen: PlanSeen) -> str:
    """The finding above the two averages."""
    return {
        Verdict.LOWER: _("Strength tended to be lower when you used the plan"),
        Verdict.NO_DIFFERENCE: _("No difference seen"),
        Verdict.TOO_LITTLE: _("Too little to tell"),
    }[seen.verdict]


def verdict_sentence(seen: PlanSeen) -> str:
    """The difference with n and interval, or how many more it takes."""
    if seen.estimate is None:
        return ngettext(
            "After %(many)d more moment of the rarer kind there is enough to compare: it takes 8 with the "
            "plan used and 8 without.",
            "After %(many)d more moments of the rarer kind there is enough to compare: it takes 8 with the "
            "plan used and 8 without.",
            seen.missing,
        ) % {"many": seen.missing}
    estimate = seen.estimate
    return difference_sentence(seen.used, seen.met - seen.used, estimate.effect, estimate.low, estimate.high)


def difference_sentence(used: int, unused: int, effect: float, low: float, high: float) -> str:
    """How strength with the plan and without it lay to each other, with n and interval."""
    told = {
        "used": used,
        "unused": unused,
        "size": _points(abs(effect)),
        "low": _points(low),
        "high": _points(high),
    }
    if told["size"] == _points(0):
        said = _("Over %(used)d times with the plan and %(unused)d without, strength was the same on average")
    elif effect < 0:
        said = _(
            "Over %(used)d times with the plan and %(unused)d without, strength was %(size)s points lower "
            "with it on average"
        )
    else:
        said = _(
            "Over %(used)d times with the plan and %(unused)d without, strength was %(size)s points higher "
            "with it on average"
        )
    interval = _("95 %% interval of the difference: %(low)s to %(high)s")
    return _("%(said)s (%(interval)s).") % {"said": said % told, "interval": interval % told}


def caution() -> str:
    """Beside every verdict."""
    return _(
        "You choose when to use a plan, and moments also pass on their own. So this tells what came "
        "together, not why."
    )


def mean_text(value: float | None) -> str:
    """An average strength with one decimal; a dash without moments."""
    return "–" if value is None else number_format(round(value, 1), 1)


def state_word(state: str, *, goal: bool = False) -> str:
    if state == State.DONE:
        return _("Reached") if goal else _("Done")
    if state == State.STOPPED:
        return _("Let go") if goal else _("Did not fit")
    return _("Under way")


def kind_word(kind: Kind) -> str:
    return _("Personal") if kind is Kind.PERSONAL else _("At work")


def rite_name(rite: Rite) -> str:
    return {
        Rite.HELPED: _("One time you helped"),
        Rite.VIEW: _("The customer’s view"),
        Rite.AFTER: _("One thing done, one to leave here"),
    }[rite]


def _points(value: float) -> str:
    return number_format(round(value, 1) or 0.0, 1)
