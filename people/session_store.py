"""Sessions under a hash of their cookie: whoever reads the database holds no key that opens one."""

from base64 import b32encode
from hashlib import sha256
from secrets import token_bytes
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import router, transaction
from django.utils import timezone

from people.prepared import Given, Prepared

_COLUMN = 40  # characters that django_session keeps of a key: 160 bits of the hash


def stored_key(cookie: str) -> str:
    """What stands in the database for this cookie. No salt: the cookie is 160 random bits, not a password."""
    return sha256(cookie.encode()).hexdigest()[:_COLUMN]


class SessionStore(db.SessionStore):
    """Django's sessions in the database. `session_key` is the cookie; its hash is stored and asked for."""

    # Django writes each database call twice; here the asynchronous ones wait for those below.
    aload = SessionBase.aload
    aexists = SessionBase.aexists
    acreate = SessionBase.acreate
    asave = SessionBase.asave
    adelete = SessionBase.adelete

    _to_be_made = False  # a key without a row so far
    place: UserSession | None = None  # where a person has signed in with it, kept in the same commit

    def cycle_key(self) -> None:
        """The old key ends now; the row of the new one is written with the answer, once, not here and again.

        Where there is no answer (an error of ours) the browser is not told the new key, as in Django.
        """
        content, old = self._session, self.session_key  # type: ignore[attr-defined]  # reads it
        self._session_key = self._get_new_session_key()
        self._session_cache = content
        self._to_be_made = self.modified = True
        if old:
            self.delete(old)

    def save(self, must_create: bool = False) -> None:
        if self.session_key is None:
            self.create()  # comes back here with a key
            return
        with transaction.atomic(using=router.db_for_write(Session)):
            super().save(must_create=must_create or self._to_be_made)
            if self.place is not None:
                self._keep(self.place)
        self._to_be_made, self.place = False, None

    def _keep(self, place: UserSession) -> None:
        place.session_key = stored_key(self.session_key or "")
        if not self._to_be_made:
            UserSession.objects.filter(session_key=place.session_key).delete()
        place.save(force_insert=True)

    def _get_new_session_key(self) -> str:
        """160 random bits: the database refuses a key that is there already, so nobody asks before."""
        return b32encode(token_bytes(20)).decode().lower()

    def exists(self, session_key: str) -> bool:
        return super().exists(stored_key(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        cookie = self.session_key if session_key is None else session_key
        if cookie:
            super().delete(stored_key(cookie))

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        """The row of this cookie; a cookie without one is forgotten, so that nobody can choose her key."""
        now = timezone.now()  # noqa: TID251 - Django asks without passing a clock
        row = _living.first(key=stored_key(self.session_key or ""), now=now)
        if row is None:
            self._session_key = None
        return row


# Asked for by every request that carries a cookie.
_living: Prepared[Session] = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", Session),
        expire_date__gt=Given("now", Session._meta.get_field("expire_date")),
    )
)
