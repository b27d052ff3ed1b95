"""An invitation into an organisation: of its mailed link only the hash is kept."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from people.models.organisations import Membership, Organisation, Team


class Invitation(models.Model):
    """Open until it is used, taken back or expired."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("E-mail address"))
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    is_agent = models.BooleanField(default=True)
    is_supervisor = models.BooleanField(default=False)
    is_hr = models.BooleanField(default=False)
    is_admin = models.BooleanField(default=False)
    token_hash = models.CharField(max_length=64, unique=True)
    # Nobody for the first admin, whom manage.py invites.
    invited_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", null=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = ScopedManager(organisation="organisation")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=models.Q(used_at=None, revoked_at=None),
                name="invitation_open_once_per_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
