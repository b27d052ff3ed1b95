"""The person who signs in, by e-mail address, with what she prefers everywhere."""

import datetime as dt
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from people.models.organisations import Membership


class UserManager(BaseUserManager["User"]):
    """Makes users; addresses are kept in lower case, because people type them in any."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person. What she may do stands in her memberships; what she prefers stands here."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As the device is set")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class TextSize(models.TextChoices):
        NORMAL = "normal", _("Normal")
        LARGE = "large", _("Large")
        LARGEST = "largest", _("Largest")

    class Idle(models.IntegerChoices):
        """Minutes without a sign of her until the screen is locked."""

        FIVE = 5, _("After 5 minutes")
        FIFTEEN = 15, _("After 15 minutes")
        THIRTY = 30, _("After 30 minutes")
        NEVER = 0, _("Never")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    email = models.EmailField(_("E-mail address"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    is_active = models.BooleanField(default=True)
    # Opens no page at all; it exists for manage.py alone.
    is_superuser = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.SYSTEM)
    text_size = models.CharField(max_length=10, choices=TextSize, default=TextSize.NORMAL)
    one_statement = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    day_ends_at = models.TimeField(default=dt.time(4))
    idle_minutes = models.PositiveSmallIntegerField(choices=Idle, default=Idle.FIFTEEN)
    # When her password was last chosen by somebody who had shown no more than a mailed code (people.opening).
    password_reset_at = models.DateTimeField(null=True, blank=True)
    # Sign-ins that did not open what is private, until she says whose they were: [{id, how, place, at}].
    other_sign_ins = models.JSONField(default=list, blank=True)
    # Which kinds of mail she has chosen, by kind (people.notice_kinds); what is not named has its usual.
    notices = models.JSONField(default=dict, blank=True)
    # Sealed (people.private_address): where her mail goes, and an address that waits for its code.
    private_address = models.BinaryField(default=b"")
    pending_address = models.BinaryField(default=b"")
    pending_address_until = models.DateTimeField(null=True, blank=True)
    # Part of every session's hash: counting it up ends all of them (roles, e-mail, second factor changed).
    session_epoch = models.PositiveIntegerField(default=0)
    # Who was here when is private: no sign-in time is kept.
    last_login = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    # Filled by people.scope.load_user: her open memberships come with her in one query.
    memberships_at_load: "list[Membership] | None" = None

    def __str__(self) -> str:
        return str(self.pk)

    def get_full_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session dies with the password (Django's rule) and with the epoch."""
        return salted_hmac(
            "people.models.users.session",
            f"{self.password}|{self.session_epoch}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
