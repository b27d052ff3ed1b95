"""An if-then plan: trigger and technique by their codes, her own words, and what was counted of it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import partial
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.kinds.shape import Texts, Thing, as_read
from coaching.lines import Line
from coaching.snapshots.plan import (
    COUNTS,
    PARTS,
    TECHNIQUE,
    TRIGGER,
    USUAL_PARTS,
    WORDS,
    Counts,
    PlanSnapshot,
    snapshot_of,
)
from journal.own import OwnWords
from journal.patterns.plans import PlanSeen, Verdict
from journal.plans.documents import Wording
from journal.plans.models import Plan
from journal.plans.queries import count_of
from journal.plans.said import difference_sentence
from journal.plans.sealing import open_plan
from journal.plans.seen import DAYS
from journal.queries.own import OwnNames
from journal.words import technique_name, trigger_name
from people.keys import open_key
from people.models import Membership

LINE = "plan"
ON_ONE_PAGE = False


def find(owner: Membership, row: UUID, now: dt.datetime, *, hold: bool = False) -> Thing | None:
    """Its version is how the whole of it reads: counts change with her moments, not with the plan."""
    rows = Plan.objects.of(owner).filter(pk=row)
    plan = (rows.select_for_update() if hold else rows).first()
    if plan is None:
        return None
    wording = open_plan(open_key(owner), plan).present.wording
    seen, own = count_of(owner, plan, now).seen, OwnNames(owner).of(wording.trigger)
    snapshot = partial(_snapshot, wording, seen, own)
    whole = snapshot(PARTS, "")
    return Thing(
        id=plan.pk,
        version=as_read(lines(whole)),
        parts=whole.parts,
        usual=tuple(part for part in USUAL_PARTS if part in whole.parts),
        snapshot=snapshot,
    )


def is_there(owner: Membership, row: UUID, now: dt.datetime) -> bool:
    return bool(Plan.objects.of(owner).filter(pk=row).exists())


def kept(rows: Iterable[UUID]) -> set[UUID]:
    return set(Plan.objects.filter(pk__in=list(rows)).values_list("pk", flat=True))


def address(row: UUID) -> str:
    return reverse("journal:plan-read", args=[row])


def part_names() -> Mapping[str, str]:
    return {
        TRIGGER: _("Trigger"),
        TECHNIQUE: _("Technique"),
        WORDS: _("Own words"),
        COUNTS: _("How it went so far"),
    }


def lines(snapshot: PlanSnapshot) -> tuple[Line, ...]:
    return (
        Line(_("If this comes up"), _trigger(snapshot)),
        Line(_("Then"), technique_name(snapshot.technique) if snapshot.technique else ""),
        Line(_("Own words"), snapshot.words, is_text=True),
        *(_counted(snapshot.counts) if snapshot.counts else ()),
    )


def name(snapshot: PlanSnapshot) -> str:
    codes = (_trigger(snapshot), technique_name(snapshot.technique) if snapshot.technique else "")
    said = " · ".join(filter(None, codes)) or part_names()[snapshot.parts[0]]
    return _("Plan: %(words)s") % {"words": said}


def texts() -> Texts:
    return Texts(
        share=_("Share this plan"),
        back=_("The plan"),
        check=_("This and nothing else of the plan. If you change the plan later, this stays as it is."),
        changed=_(
            "The plan, or what was counted of it, changed after you had checked this. Nothing was shared "
            "yet. This is what would be seen now."
        ),
        gone=_("This plan is not there any more. What you shared of it stands until you stop sharing it."),
    )


def told(name: str) -> str:
    return _("%(name)s shared a plan") % {"name": name}


def _snapshot(
    wording: Wording, seen: PlanSeen, own: OwnWords, parts: Iterable[str], question: str
) -> PlanSnapshot:
    return snapshot_of(wording, seen, own, parts=parts, question=question)


def _trigger(snapshot: PlanSnapshot) -> str:
    code = snapshot.trigger
    return snapshot.own.get(code) or trigger_name(code) if code else ""


def _counted(counts: Counts) -> tuple[Line, ...]:
    often = ngettext(
        "It came up %(met)d time in the last %(days)d days; the plan was used %(used)d times.",
        "It came up %(met)d times in the last %(days)d days; the plan was used %(used)d times.",
        counts.met,
    ) % {"met": counts.met, "used": counts.used, "days": DAYS}
    if counts.difference is None:
        return (Line(_("How often"), often),)
    found = counts.difference
    heading = {
        Verdict.LOWER: _("Strength tended to be lower when the plan was used."),
        Verdict.NO_DIFFERENCE: _("No difference seen."),
        Verdict.TOO_LITTLE: _("Too little to tell."),
    }[Verdict(found.verdict)]
    numbers = difference_sentence(counts.used, counts.met - counts.used, found.effect, found.low, found.high)
    cannot = _(
        "People choose when to use a plan, and moments also pass on their own. So this tells what came "
        "together, not why."
    )
    return (
        Line(_("How often"), often),
        Line(_("How strong"), f"{heading} {numbers}"),
        Line(_("What this cannot tell"), cannot),
    )
