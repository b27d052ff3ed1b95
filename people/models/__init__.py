"""Rows of the room: users and organisations, keys, drafts, audit, mail."""

from people.models.audit import AuditHead, AuditRecord
from people.models.drafts import Draft
from people.models.invitations import Invitation
from people.models.keys import DataKey, KeySlot
from people.models.organisations import Membership, Organisation, Team, TeamSupervisor
from people.models.outbox import OutboxMail
from people.models.users import User

__all__ = [
    "AuditHead",
    "AuditRecord",
    "DataKey",
    "Draft",
    "Invitation",
    "KeySlot",
    "Membership",
    "Organisation",
    "OutboxMail",
    "Team",
    "TeamSupervisor",
    "User",
]
