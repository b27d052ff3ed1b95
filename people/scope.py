"""The scope: which organisation's rows this code may see. The only module that may name `scopes_disabled`.

A scope is opened in four places, each by one function here: a request after its membership is read
(`member_scope`), a secret that somebody holds (`invitation_scope`, `draft_scope`, `bearer_scope`), a task or
a command (`organisation_scope`), and the whole installation for key rotation and the like
(`installation_scope`).
Everywhere else an unscoped query raises `django_scopes.ScopeError`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django_scopes import scope, scopes_disabled

from people.models import Invitation, KeySlot, Membership, Organisation, User
from people.prepared import Given, Prepared


@contextmanager
def organisation_scope(organisation: Organisation) -> Iterator[None]:
    """See the rows of one organisation: for tasks and commands."""
    with scope(organisation=organisation):
        yield


@contextmanager
def member_scope(membership: Membership | None) -> Iterator[None]:
    """See the rows of this membership's organisation; without one, no scope at all."""
    if membership is None:
        yield
        return
    with scope(organisation=membership.organisation):
        yield


@contextmanager
def invitation_scope(token_hash: str) -> Iterator[Invitation | None]:
    """See the rows of the organisation whose invitation has this hash; `None` without one."""
    with scopes_disabled():
        found = (
            Invitation.objects.select_related("organisation", "team", "invited_by__user")
            .filter(token_hash=token_hash)
            .first()
        )
    if found is None:
        yield None
        return
    with scope(organisation=found.organisation):
        yield found


@contextmanager
def draft_scope(membership_id: UUID) -> Iterator[Membership | None]:
    """See the rows of the membership that a signed draft token names; `None` if it has been closed."""
    with scopes_disabled():
        found = _with_key(Membership.objects.filter(pk=membership_id, closed_at=None)).first()
    with member_scope(found):
        yield found


class OfOrganisation(Protocol):
    """A row that says whose it is."""

    @property
    def organisation(self) -> Organisation: ...


Held = TypeVar("Held", bound=OfOrganisation)


@contextmanager
def bearer_scope(look_up: Callable[[], Held | None]) -> Iterator[Held | None]:
    """See the rows of the organisation whose row `look_up` finds by a secret that somebody holds.

    For rooms above this one, whose tables this module does not know. `look_up` reads that one row.
    """
    with scopes_disabled():
        found = look_up()
    if found is None:
        yield None
        return
    with scope(organisation=found.organisation):
        yield found


@contextmanager
def installation_scope() -> Iterator[None]:
    """See every organisation's rows: key rotation, key check, audit verification, seeding. Never a page."""
    with scopes_disabled():
        yield


def active_membership(user: User, wanted: UUID | None) -> Membership | None:
    """The membership that this session acts as, with organisation and server key slot.

    No query where `load_user` brought the user, else one. `wanted` comes from the session; if it is closed or
    never was this user's, the oldest open one stands in.
    """
    found = user.memberships_at_load
    if found is None:
        found = _members_of(user.pk)
        _share(user, found)
    if not found:
        return None
    return min(found, key=lambda each: (each.pk != wanted, each.joined_at, each.pk))


def load_user(user_id: UUID) -> User | None:
    """The person together with her open memberships, in one query; None for somebody without any."""
    found = _members_of(user_id)
    if not found:
        return None
    user: User = found[0].user
    user.memberships_at_load = found
    _share(user, found)
    return user


def _share(user: User, found: list[Membership]) -> None:
    """One person in all of them, so that what a page changes of her is seen everywhere."""
    for each in found:
        each.user = user


def open_memberships(user: User) -> list[Membership]:
    """Every open membership of a person, oldest first: for the switch in the account menu."""
    return sorted(_members_of(user.pk), key=lambda each: (each.joined_at, each.pk))


def belongs_to_several(user: User) -> bool:
    """Whether there is something to switch between: asked at each sign-in."""
    with scopes_disabled():
        return len(_open_keys(user=user.pk)) > 1


def _members_of(user_id: UUID) -> list[Membership]:
    with scopes_disabled():
        return _open_members(user=user_id)


def _with_key(memberships: "QuerySet[Membership]") -> "QuerySet[Any]":
    """Join the server's key slot, so that opening a moment costs no further query."""
    return memberships.select_related("organisation").annotate(  # type: ignore[no-redef]  # fills attributes
        server_slot=FilteredRelation(
            "data_key__slots", condition=Q(data_key__slots__kind=KeySlot.Kind.SERVER)
        ),
        slot_master_key_id=F("server_slot__master_key_id"),
        slot_wrapped=F("server_slot__wrapped"),
    )


# Asked for by every page of somebody signed in.
_open_members: Prepared[Membership] = Prepared(
    lambda: _with_key(
        Membership.objects.filter(user=Given("user", User), closed_at=None).select_related("user")
    )
)
_open_keys: Prepared[UUID] = Prepared(
    lambda: Membership.objects.filter(user=Given("user", User), closed_at=None).values_list("pk", flat=True)
)
