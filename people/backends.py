"""Who a session belongs to, and whose an address is at sign-in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser

from people.models import User
from people.prepared import Given, Prepared
from people.scope import load_user


class MemberBackend(AuthenticationBackend):
    """allauth's, with fewer questions to the database; what is right and who may pass stays allauth's."""

    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        """A request reads the person and her open memberships together: one query, not two.

        Somebody whom no organisation has is found as ever, so that she can be told.
        """
        user = load_user(user_id)
        if user is None:
            found: AbstractBaseUser | None = super().get_user(user_id)
            return found
        return user if self.user_can_authenticate(user) else None

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        """Once somebody has proven an address it is hers alone; until then whoever has typed it may try."""
        email = email.lower()
        owners = _owners(email) or _by_own_address(email=email)
        return next((user for user in owners if self._check_password(user, password)), None)


def _owners(email: str) -> list[User]:
    """Whose address this is, with all her addresses at hand: allauth asks twice more if it is proven."""
    found: dict[Any, list[EmailAddress]] = {}
    for address in _addresses(email=email):
        found.setdefault(address.user_id, []).append(address)
    proven = {
        owner: addresses
        for owner, addresses in found.items()
        if any(each.verified and each.email == email for each in addresses)
    }
    users = []
    for addresses in (proven or found).values():
        user: User = addresses[0].user
        EmailAddress.objects.fill_cache_for_user(user, addresses)
        users.append(user)
    return users


_ADDRESS = Given("email", EmailAddress._meta.get_field("email"))
_addresses: Prepared[EmailAddress] = Prepared(
    lambda: EmailAddress.objects.filter(user__emailaddress__email=_ADDRESS).select_related("user")
)
_by_own_address: Prepared[User] = Prepared(lambda: User.objects.filter(email=_ADDRESS))
