"""Who may do what in hiring: `check_x` raises with the human reason, `can_x` asks."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from hiring.ids import WithDashes
from hiring.models import Candidate, FormerOpeningMember, Opening, OpeningMember, Scorecard
from people.models import AuditRecord, Membership
from people.prepared import Given

# What is recorded when the answers or the cards of others are read.
READINGS = ("candidate.profile-read", "candidate.cards-read", "candidate.compared")


def can_hire(member: Membership) -> bool:
    """Make openings, invite candidates, see where they stand."""
    return member.is_hr and member.closed_at is None


def check_hire(member: Membership) -> None:
    if not can_hire(member):
        raise PermissionDenied(_("Only HR of your organisation can open this page."))


def can_enter(member: Membership) -> bool:
    """Come into the room at all: HR, and whoever talks or decides for any opening. A query for the latter."""
    if member.closed_at is not None:
        return False
    return member.is_hr or OpeningMember.objects.filter(member=member).exists()


def check_enter(member: Membership) -> None:
    if not can_enter(member):
        raise PermissionDenied(
            _("Only HR, and those who talk with candidates or decide about them, can open this page.")
        )


def can_interview(member: Membership, candidate: Candidate) -> bool:
    """Write a scorecard: who talks for this opening, and who decides in it, and nobody else.

    Who only decides may read all cards once every one is in; from then on she writes none of her own. Nor
    does who has read of this candidate before, in whatever role: her card would not be written alone.
    """
    roles = _roles(member, candidate.opening_id)
    if not roles:
        return False
    own = Scorecard.objects.filter(candidate=candidate, interviewer=member)
    if has_read(member, candidate):
        return own.exists()
    if roles != {OpeningMember.Role.DECIDER}:
        return True
    return own.exists() or not Candidate.objects.filter(_every_card_is_in(), pk=candidate.pk).exists()


def is_interviewer(member: Membership, candidate: Candidate) -> bool:
    """Was named to talk with the candidates of this opening, whether or not she may write about this one."""
    return OpeningMember.Role.INTERVIEWER in _roles(member, candidate.opening_id)


def has_read(member: Membership, candidate: Candidate) -> bool:
    """Whether she has opened this candidate's answers or the cards of others: the audit has each time."""
    mine = AuditRecord.objects.filter(kind="candidate", object_id=str(candidate.pk), actor=member.pk)
    return mine.filter(act__in=READINGS).exists()


def check_interview(member: Membership, candidate: Candidate) -> None:
    if not can_interview(member, candidate):
        raise PermissionDenied(
            _(
                "Only who talks with the candidates of this opening writes a scorecard, and before reading "
                "what others wrote."
            )
        )


def can_read_profile(member: Membership, candidate: Candidate) -> bool:
    """Read the answers, the others' cards and the decisions."""
    return readable_by(member, candidate.opening_id).filter(pk=candidate.pk).exists()


def readable_by(member: Membership, opening_id: UUID) -> "QuerySet[Candidate]":
    """The candidates of an opening about whom nothing can colour a rating of hers any more. One query first.

    Her own scorecard is locked. Or she decides, writes no card, and every card is in: she only decides, or
    read of this candidate before she was named to talk as well. Nobody reads of who has withdrawn.
    """
    roles = _roles(member, opening_id)
    shown: QuerySet[Candidate] = Candidate.objects.shown().filter(opening=opening_id)
    candidates = shown.exclude(state=Candidate.State.WITHDRAWN)
    if not roles:
        return candidates.none()
    own = Scorecard.objects.filter(candidate=OuterRef("pk"), interviewer=member)
    opens = Exists(own.filter(locked_at__isnull=False))
    if OpeningMember.Role.DECIDER not in roles:
        return candidates.filter(opens)
    writes_none = Q(~Exists(own)) & _every_card_is_in()
    if OpeningMember.Role.INTERVIEWER in roles:
        writes_none &= Q(Exists(_readings(member.pk, OuterRef("pk"))))
    return candidates.filter(Q(opens) | writes_none)


def check_read_profile(member: Membership, candidate: Candidate) -> None:
    if not can_read_profile(member, candidate):
        raise PermissionDenied(
            _(
                "The answers open once you have locked your own scorecard of this candidate. Who decides and "
                "writes none reads them once every card is in."
            )
        )


def can_decide(member: Membership, candidate: Candidate) -> bool:
    """A decision rests on a scorecard too: one's own, locked. And it is for those who were named for it."""
    return is_decider(member, candidate) and can_read_profile(member, candidate)


def is_decider(member: Membership, candidate: Candidate) -> bool:
    """Was named to decide about the candidates of this opening."""
    return OpeningMember.Role.DECIDER in _roles(member, candidate.opening_id)


def check_decide(member: Membership, candidate: Candidate) -> None:
    if not can_read_profile(member, candidate):
        raise PermissionDenied(
            _(
                "Lock your own scorecard of this candidate before you decide. Who talks with nobody decides "
                "once every card is in."
            )
        )
    if not is_decider(member, candidate):
        raise PermissionDenied(_("Only who was named for it decides about the candidates of this opening."))


def can_follow(member: Membership, candidate: Candidate) -> bool:
    """Read who looked at a candidate and what was done: of HR who has no rating of hers that it could colour.

    That somebody opened the answers, or decided, tells something of her. So who talks with her or decides
    waits for her own card, of HR or not.
    """
    if not can_hire(member):
        return False
    return stands_outside(member, candidate.opening_id) or can_read_profile(member, candidate)


def told_that_it_is_decided(member: Membership, opening_id: UUID) -> "QuerySet[Candidate]":
    """The candidates of an opening that is no draft of whom she may know it, for a list: stands_outside and
    readable_by in one query.
    """
    named = OpeningMember.objects.filter(opening=opening_id, member=member)
    talks = Exists(named.filter(role=OpeningMember.Role.INTERVIEWER))
    decides = Exists(named.filter(role=OpeningMember.Role.DECIDER))
    own = Scorecard.objects.filter(candidate=OuterRef("pk"), interviewer=member)
    after_hers = Q((talks | decides) & Exists(own.filter(locked_at__isnull=False)))
    reads = after_hers | Q(decides & ~talks & ~Exists(own) & _every_card_is_in())
    shown: QuerySet[Candidate] = Candidate.objects.shown().filter(opening=opening_id)
    return shown.filter(reads | Q(~talks & ~decides) if can_hire(member) else reads)


def stands_outside(member: Membership, opening_id: UUID) -> bool:
    """Of HR and named for nothing in this opening, so that no rating of hers can be coloured."""
    return can_hire(member) and not _roles(member, opening_id)


def check_follow(member: Membership, candidate: Candidate) -> None:
    check_hire(member)
    if not can_follow(member, candidate):
        raise PermissionDenied(_("This opens once you have locked your own scorecard of this candidate."))


def _roles(member: Membership, opening_id: UUID) -> set[str]:
    """What she was named for in this opening; nothing in a draft, or once she has left."""
    if member.closed_at is not None:
        return set()
    named = OpeningMember.objects.filter(opening=opening_id, member=member)
    return set(named.exclude(opening__state=Opening.State.DRAFT).values_list("role", flat=True))


def _every_card_is_in() -> Q:
    """Of a candidate: there is a locked card, and nobody who talks for the opening still owes one.

    Who has read of her and begun no card before writes none any more, as in can_interview, so she owes none.
    """
    locked = Scorecard.objects.filter(locked_at__isnull=False)
    hers = Scorecard.objects.filter(candidate=OuterRef(OuterRef("pk")), interviewer=OuterRef("member"))
    read = _readings(OuterRef("member"), OuterRef(OuterRef("pk")))
    owing = OpeningMember.objects.filter(
        ~Exists(hers.filter(locked_at__isnull=False)),
        Exists(hers) | ~Exists(read),
        opening=OuterRef("opening"),
        role=OpeningMember.Role.INTERVIEWER,
        member__closed_at=None,
    )
    return Q(Exists(locked.filter(candidate=OuterRef("pk"))) & ~Exists(owing))


def _readings(member: UUID | OuterRef, candidate: OuterRef) -> "QuerySet[AuditRecord]":
    """What the audit has of this one reading of this candidate, within another query."""
    mine = AuditRecord.objects.filter(kind="candidate", act__in=READINGS, actor=member)
    found: QuerySet[AuditRecord] = mine.filter(object_id=WithDashes(candidate))
    return found


def who_adjusts(candidate: Candidate) -> list[Membership]:
    """Who reads what a candidate asked for and answers it: of HR all who neither talk with her nor decide.

    Nor ever did: whoever was taken off may have met her. Where that is nobody, one of them has to answer:
    then it is all of HR. One query.
    """
    inside = _ever_named(candidate.opening_id, OuterRef("pk"))
    hr = Membership.objects.filter(organisation=candidate.organisation_id, is_hr=True, closed_at=None)
    found = hr.annotate(inside=inside).select_related("user")
    everybody = [(one, one.inside) for one in found]
    return [one for one, is_inside in everybody if not is_inside] or [one for one, _inside in everybody]


def whose_requests_reach(member: Membership | Given) -> "QuerySet[Opening]":
    """The openings whose candidates' requests one of HR reads and answers: who_adjusts for all at once."""
    hers = _ever_named(OuterRef("pk"), member)
    inside = _ever_named(OuterRef(OuterRef("pk")), OuterRef("pk"))
    hr = Membership.objects.filter(organisation=OuterRef("organisation"), is_hr=True, closed_at=None)
    found: QuerySet[Opening] = Opening.objects.filter(~hers | ~Exists(hr.filter(~inside)))
    return found


def _ever_named(opening: UUID | OuterRef, member: Membership | Given | OuterRef) -> Q:
    """Who talks or decides in this opening, or did once it was open."""
    told = {"opening": opening, "member": member}
    return Q(Exists(OpeningMember.objects.filter(**told))) | Q(
        Exists(FormerOpeningMember.objects.filter(**told))
    )


def can_adjust(member: Membership, candidate: Candidate) -> bool:
    """Read what a candidate asked for, and answer it."""
    return can_hire(member) and member in who_adjusts(candidate)


def check_adjust(member: Membership, candidate: Candidate) -> None:
    if not can_adjust(member, candidate):
        raise PermissionDenied(
            _(
                "What candidates ask for is for those of HR who neither talk with them nor decide about "
                "them, now or before."
            )
        )
