"""Who a session belongs to."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from people.scope import load_user


class MemberBackend(AuthenticationBackend):
    """allauth's, but a request reads the person and her open memberships together: one query, not two."""

    def get_user(self, user_id: Any) -> AbstractBaseUser | None:
        """Somebody whom no organisation has is found as ever, so that she can be told."""
        user = load_user(user_id)
        if user is None:
            found: AbstractBaseUser | None = super().get_user(user_id)
            return found
        return user if self.user_can_authenticate(user) else None
