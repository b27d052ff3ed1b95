"""What the pages of keeping show, as frozen dataclasses, and a candidate's copy."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.actions.leaving import purge_day_of
from hiring.adjustments.queries import asked_by, display_of
from hiring.judgement.queries import own_answers, situations_of
from hiring.keeping.copies import Answered, Asked, Copy, Judged, Noted
from hiring.models import Candidate, CandidateDisplay, LegalHold, LegalHoldQuerySet, Opening, PurgeRun
from hiring.permissions import can_follow
from hiring.queries import sitting
from hiring.sealing import HOLDS
from people.keys import open_data_key
from people.models import AuditRecord, Membership
from people.sealing import Unsealer

NIGHTS = 30
# What was done with her data, as she is told it; what is decided about her a person tells her.
RECEIPTS = {
    "candidate.invited": gettext_lazy("You were invited"),
    "candidate.link-sent": gettext_lazy("A link was mailed to you"),
    "candidate.links-revoked": gettext_lazy("Every link to your pages was stopped"),
    "candidate.question-answered": gettext_lazy("HR answered what you asked for"),
    "candidate.time-granted": gettext_lazy("HR set how much time you have for the situations"),
    "candidate.reopened": gettext_lazy("Your answers were opened again, so that you could change them"),
    "candidate.stands-as-sent": gettext_lazy(
        "Your last day was over, so the answers that had been opened again count as sent"
    ),
    "candidate.scorecard-locked": gettext_lazy("Somebody who talked with you locked a scorecard"),
    "candidate.scorecard-changed": gettext_lazy(
        "Somebody changed a locked scorecard; what it said before is kept"
    ),
    "candidate.profile-read": gettext_lazy("Somebody who talks with you or decides opened your answers"),
    "candidate.cards-read": gettext_lazy("Somebody who talks with you or decides read the scorecards"),
    "candidate.compared": gettext_lazy(
        "Somebody who talks with you or decides compared you with other candidates"
    ),
    "candidate.held": gettext_lazy("A legal hold was placed on your data"),
    "candidate.hold-lifted": gettext_lazy("A legal hold on your data was lifted"),
    "candidate.withdrawn": gettext_lazy("You withdrew"),
}


@dataclass(frozen=True)
class Hold:
    """A legal hold. `who` is empty for a whole opening; `reason` where who looks may read it, else empty."""

    id: UUID
    name: str
    who: str
    opening: str
    opening_id: UUID
    reason: str
    placed_by: str
    placed_at: dt.datetime
    lifted_by: str
    lifted_at: dt.datetime | None


@dataclass(frozen=True)
class Kept:
    """What HR sees of keeping: the holds that stand, and what the last nights' purges did."""

    holds: tuple[Hold, ...]
    runs: tuple[PurgeRun, ...]


def is_held(candidate: Candidate) -> bool:
    """Whether a legal hold keeps anything of hers: who was erased before it has nothing left. One query."""
    return bool(candidate.name) and LegalHold.objects.over(candidate).exists()


def holds_over(candidate: Candidate, member: Membership) -> tuple[Hold, ...]:
    """The holds that stand over her, oldest first. Why one was placed on her alone is told to those whom it
    colours nothing.
    """
    rows = list(_listed(LegalHold.objects.over(candidate)))
    sealed = {each.pk: each.sealed for each in rows if each.sealed is not None}
    reasons = _reasons(candidate, sealed) if sealed and _may_read_why(member, candidate) else {}
    return tuple(_hold(each, reasons.get(each.pk, each.reason)) for each in rows)


def _may_read_why(member: Membership, candidate: Candidate) -> bool:
    """Of who withdrew no card is written any more."""
    return candidate.state == Candidate.State.WITHDRAWN or can_follow(member, candidate)


def holds_of(opening: Opening) -> tuple[Hold, ...]:
    """All holds over the whole opening, lifted ones too, oldest first."""
    rows = _listed(LegalHold.objects.filter(opening=opening, candidate=None))
    return tuple(_hold(each, each.reason) for each in rows)


def kept() -> Kept:
    """In two queries."""
    holds = tuple(_hold(each, "") for each in _listed(LegalHold.objects.standing()))
    return Kept(holds, tuple(PurgeRun.objects.order_by("-began_at")[:NIGHTS]))


def late_purges(before: dt.datetime) -> int:
    """How many organisations have had an opening for that long, and no purge that ended since."""
    old = Opening.objects.filter(opened_at__lt=before).values("organisation").distinct()
    ran = PurgeRun.objects.filter(ended_at__gte=before).values("organisation")
    return old.exclude(organisation__in=ran).count()


def copy_of(candidate: Candidate) -> Copy:
    """All that she gave and what was done with it, as it stands now."""
    found = sitting(candidate)
    labels = {point.value: point.label for point in found.asked.scale}
    answers = tuple(
        Answered(
            item.position,
            item.code,
            f"{found.asked.stem} {item.text}",
            found.answers[item.code],
            labels.get(found.answers[item.code] or 0, _("I’d rather not say")),
        )
        for item in found.asked.items
        if item.code in found.answers
    )
    return Copy(
        reference=candidate.reference,
        name=candidate.name,
        email=candidate.email,
        opening=candidate.opening.title,
        organisation=candidate.opening.organisation.name,
        questionnaire=f"{candidate.instrument_key} {candidate.instrument_version}",
        answers=answers,
        situations=_judged(candidate),
        adjustments=tuple(
            Asked(one.text, one.at, one.answer, one.answered_at) for one in asked_by(candidate)
        ),
        display=_looks(candidate),
        times=_times(candidate),
        receipts=_receipts(candidate),
        deleted_on=purge_day_of(candidate),
        is_held=is_held(candidate),
    )


def _looks(candidate: Candidate) -> tuple[str, ...]:
    """What she chose for her pages; nothing where they look as they do to everybody."""
    chosen = display_of(candidate)
    told = (
        (chosen.one_statement, _("One statement a page")),
        (chosen.text_size == CandidateDisplay.TextSize.LARGE, _("Large text")),
        (chosen.text_size == CandidateDisplay.TextSize.LARGEST, _("The largest text")),
        (chosen.spaced, _("More space between letters, words and lines")),
        (chosen.tinted, _("A tinted page in place of white")),
    )
    return tuple(words for is_chosen, words in told if is_chosen)


def _judged(candidate: Candidate) -> tuple[Judged, ...]:
    found = situations_of(candidate)
    if found is None:
        return ()
    return tuple(Judged(title, way, words) for title, ways in own_answers(found) for way, words in ways)


def _times(candidate: Candidate) -> tuple[Noted, ...]:
    told = [
        (_("Invited"), candidate.invited_at),
        (_("Begun"), candidate.started_at),
        (_("Sent"), candidate.sent_at),
    ]
    return tuple(Noted(what, at) for what, at in told if at is not None)


def _receipts(candidate: Candidate) -> tuple[Noted, ...]:
    rows = AuditRecord.objects.filter(kind="candidate", object_id=str(candidate.pk), act__in=RECEIPTS)
    return tuple(Noted(str(RECEIPTS[each.act]), each.at) for each in rows.order_by("number"))


def _listed(holds: LegalHoldQuerySet) -> Iterable[LegalHold]:
    related = ("opening", "candidate", "placed_by__user", "lifted_by__user")
    return holds.select_related(*related).order_by("placed_at", "pk")


def _reasons(candidate: Candidate, sealed: Mapping[UUID, bytes | memoryview]) -> dict[UUID, str]:
    """What is sealed under her key, by hold; the key is opened once."""
    unsealer = Unsealer(open_data_key(candidate.data_key_id), table=HOLDS, owner=candidate.pk)
    return {row: str(unsealer.unseal(text, row)[1]["reason"]) for row, text in sealed.items()}


def _hold(hold: LegalHold, reason: str) -> Hold:
    return Hold(
        id=hold.pk,
        name=hold.name,
        who=_who(hold.candidate) if hold.candidate else "",
        opening=hold.opening.title,
        opening_id=hold.opening_id,
        reason=reason,
        placed_by=hold.placed_by.user.name,
        placed_at=hold.placed_at,
        lifted_by=hold.lifted_by.user.name if hold.lifted_by else "",
        lifted_at=hold.lifted_at,
    )


def _who(candidate: Candidate) -> str:
    """Her name until she withdraws; then the reference, which tells nothing."""
    return candidate.reference if candidate.state == Candidate.State.WITHDRAWN else candidate.name
