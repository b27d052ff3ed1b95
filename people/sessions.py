"""The one session that stays when all others of a person end."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from people.actions.accounts import end_sessions


def end_other_sessions(request: HttpRequest) -> None:
    """End every session of the signed-in person but this one."""
    end_sessions(user=request.user)
    keep_session(request)


def keep_session(request: HttpRequest) -> None:
    """Renew this session after its person's sessions were ended: new key, same content, still in her list."""
    request.user.refresh_from_db(fields=["session_epoch", "password"])
    update_session_auth_hash(request, request.user)
    UserSession.objects.create_from_request(request)
