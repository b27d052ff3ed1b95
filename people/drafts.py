"""Drafts: what was typed and not yet saved, kept on the server, sealed, offered only to its writer."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from people.keys import open_key
from people.models import Draft, Membership
from people.prepared import Given, Prepared, PreparedDelete
from people.sealing import seal, unseal

SCHEMA = 1
TOKEN_AGE = dt.timedelta(hours=24)
# More than any form of ours takes; a token must not turn a draft into a store.
LARGEST = 65_536
_SALT = "people.drafts"
# Names that never belong to what a person wrote; the last is of the form that drops a draft.
_NOT_KEPT = {"csrfmiddlewaretoken", "draft_token", "back"}


@dataclass(frozen=True)
class KeptDraft:
    """Field names with their values as they were sent, and when that was."""

    fields: dict[str, list[str]]
    saved_at: dt.datetime


def keep_draft(
    *, membership: Membership, form: str, fields: Mapping[str, Sequence[str]], now: dt.datetime
) -> None:
    """Seal what was typed into a form; one row per person and form, in one statement.

    Of two first savings at once PostgreSQL may refuse one: it settles a clash at the constraint that is
    named, and theirs can be at the id. By then the other's row is there, and the same statement changes it.
    """
    row = _row_id(membership, form)
    kept = {name: list(values) for name, values in fields.items() if name not in _NOT_KEPT}
    sealed = seal(
        open_key(membership),
        {"fields": kept},
        table="people.Draft",
        row=row,
        owner=membership.pk,
        schema=SCHEMA,
    )
    draft = Draft(
        id=row,
        organisation_id=membership.organisation_id,
        membership=membership,
        form=form,
        sealed=sealed,
        saved_at=now,
    )
    try:
        with transaction.atomic():
            _put(draft)
    except IntegrityError:
        _put(draft)


def read_draft(membership: Membership, form: str) -> KeptDraft | None:
    """What this person last typed into the form; None if nothing waits. Raises SealBroken."""
    row = _kept_draft.first(owner=membership.pk, form=form)
    if row is None:
        return None
    _, document = unseal(
        open_key(membership), row.sealed, table="people.Draft", row=row.pk, owner=membership.pk
    )
    return KeptDraft(document["fields"], row.saved_at)


def drop_draft(*, membership: Membership, form: str) -> None:
    """Forget a draft: it was saved, or its writer chose to start afresh."""
    _dropped_draft(owner=membership.pk, form=form)


def drop_drafts(*, membership: Membership, beginning: str) -> None:
    """Forget the drafts of all forms whose names begin so: what they were filled in for has ended."""
    Draft.objects.filter(membership=membership, form__startswith=beginning).delete()


def drop_drafts_of_all(*, forms: Iterable[str], of: UUID | None = None) -> None:
    """Forget everybody's drafts of forms of the organisation in scope: what they were about is deleted or
    closed. `of` one member: only hers.
    """
    drafts = Draft.objects.filter(form__in=forms)
    (drafts.filter(membership=of) if of else drafts).delete()


def drafted_forms(beginning: str) -> tuple[str, ...]:
    """The forms of the organisation in scope whose names begin so and that somebody has half filled in."""
    found = Draft.objects.filter(form__startswith=beginning).values_list("form", flat=True)
    return tuple(found.distinct())


def form_token(membership: Membership, form: str) -> str:
    """A signed token that lets a form's text be kept for its writer when her session has died."""
    return signing.dumps({"owner": str(membership.pk), "form": form}, salt=_SALT, compress=True)


def read_form_token(token: Any) -> tuple[UUID, str] | None:
    """(membership id, form) of a token that is at most 24 hours old, else None."""
    try:
        told = signing.loads(str(token), salt=_SALT, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return None
    return UUID(told["owner"]), told["form"]


def _put(draft: Draft) -> None:
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["organisation", "membership", "form"],
        update_fields=["sealed", "saved_at"],
    )


def _row_id(membership: Membership, form: str) -> UUID:
    """The id follows from owner and form, so that the seal can be bound to the row before it exists."""
    return uuid5(membership.pk, form)


def _of_form() -> QuerySet[Draft]:
    return Draft.objects.filter(
        membership=Given("owner", Membership), form=Given("form", Draft._meta.get_field("form"))
    )


_kept_draft: Prepared[Draft] = Prepared(_of_form)
_dropped_draft = PreparedDelete(_of_form)
