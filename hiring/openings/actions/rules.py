"""The rule by versions: fixed with its hash, the time and the person, and followed by another one."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from hiring.guide import Guide
from hiring.models import Opening, RuleVersion
from hiring.openings.actions.shared import held_opening, record_act
from hiring.openings.queries import guide_of
from hiring.openings.rule import Rule, document_of_rule, faults, rule_hash
from people.models import Membership
from people.refusals import Refused


@transaction.atomic
def fix_rule(*, opening: Opening, rule: Rule, reason: str, by: Membership, now: dt.datetime) -> RuleVersion:
    """Fix how ratings are put together, with a hash, the time and the person. Nothing is changed later:
    another version follows, and says why.
    """
    opening = held_opening(opening, by)
    if opening.state == Opening.State.CLOSED:
        raise Refused(_("This opening is closed, so its rule stays as it is."))
    _refuse_faults(rule, guide_of(opening))
    last = opening.rules.order_by("number").last()
    document = document_of_rule(rule)
    if last is not None and last.hash == rule_hash(document):
        raise Refused(_("This is the rule that is fixed already."))
    if last is not None and not reason.strip():
        raise Refused(_("Write why the rule is changed: everybody who reads it will ask."), field="reason")
    fixed = RuleVersion.objects.create(
        organisation_id=opening.organisation_id,
        opening=opening,
        number=last.number + 1 if last else 1,
        document=document,
        hash=rule_hash(document),
        fixed_at=now,
        fixed_by=by,
        reason=reason.strip() if last else "",
    )
    record_act(opening, by, "opening.rule-fixed", now)
    return fixed


def _refuse_faults(rule: Rule, asked: Guide) -> None:
    """What the form has told apart already, for whoever comes another way."""
    found = faults(rule, [one.code for one in asked.competencies])
    if "parts" in found:
        raise Refused(_("The rule weighs each competency of the guide, and no other."))
    if {"sum", "weight"} & set(found):
        raise Refused(_("The weights together are 100, and none is below 0."))
    if {"least", "enough"} & set(found):
        raise Refused(_("What is enough lies between 1 and 5, as the ratings do."))
    if found:
        raise Refused(_("No competency alone weighs most, so another way has to decide between equals."))
