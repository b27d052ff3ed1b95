"""Drafts: what was typed comes back to its writer, sealed until then, and to nobody else."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from people import drafts
from people.actions.drafts import keep_unsent
from people.drafts import drop_draft, form_token, keep_draft, read_draft, read_form_token
from people.models import Draft, Membership, Organisation
from people.sealing import SealBroken
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")
FIELDS = {"note": ["canary-word"], "trigger": ["A", "B"]}


def sent(member: Membership, **fields: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({"draft_token": form_token(member, "journal:now"), "csrfmiddlewaretoken": "x", **fields})
    return query


def test_what_was_typed_comes_back(amal: Membership) -> None:
    keep_draft(membership=amal, form="journal:now", fields=FIELDS, now=NOW)
    kept = read_draft(amal, "journal:now")
    assert kept is not None
    assert (kept.fields, kept.saved_at) == (FIELDS, NOW)


def test_it_is_one_row_and_the_last_word_counts(amal: Membership) -> None:
    for note in ("one", "two"):
        keep_draft(membership=amal, form="journal:now", fields={"note": [note]}, now=NOW)
    kept = read_draft(amal, "journal:now")
    assert kept is not None
    assert (kept.fields, Draft.objects.count()) == ({"note": ["two"]}, 1)


def test_keeping_is_one_statement(amal: Membership) -> None:
    keep_draft(membership=amal, form="a", fields=FIELDS, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        keep_draft(membership=amal, form="a", fields=FIELDS, now=NOW)
    assert [query["sql"].split()[0] for query in queries if "SAVEPOINT" not in query["sql"]] == ["INSERT"]


def test_of_two_first_savings_at_once_the_later_counts(
    amal: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's row came between: the database refuses ours, as PostgreSQL does where their ids meet."""
    keep_draft(membership=amal, form="a", fields={"note": ["one"]}, now=NOW)
    put = drafts._put

    def too_late(draft: Draft) -> None:
        monkeypatch.setattr(drafts, "_put", put)
        Draft.objects.bulk_create([draft])

    monkeypatch.setattr(drafts, "_put", too_late)
    keep_draft(membership=amal, form="a", fields={"note": ["two"]}, now=NOW)
    kept = read_draft(amal, "a")
    assert kept is not None
    assert (kept.fields, Draft.objects.count()) == ({"note": ["two"]}, 1)


def test_each_form_and_each_person_has_her_own(amal: Membership, cleo: Membership) -> None:
    keep_draft(membership=amal, form="journal:now", fields=FIELDS, now=NOW)
    assert read_draft(amal, "journal:full") is None
    assert read_draft(cleo, "journal:now") is None


def test_it_is_sealed_and_bound_to_its_row(amal: Membership, cleo: Membership) -> None:
    keep_draft(membership=amal, form="journal:now", fields=FIELDS, now=NOW)
    keep_draft(membership=cleo, form="journal:now", fields=FIELDS, now=NOW)
    hers = Draft.objects.get(membership=amal)
    assert b"canary" not in bytes(hers.sealed)
    Draft.objects.filter(membership=cleo).update(sealed=hers.sealed)
    with pytest.raises(SealBroken):
        read_draft(cleo, "journal:now")


def test_dropped_it_is_gone(amal: Membership) -> None:
    keep_draft(membership=amal, form="journal:now", fields=FIELDS, now=NOW)
    drop_draft(membership=amal, form="journal:now")
    assert read_draft(amal, "journal:now") is None


def test_one_row_per_form_holds_whoever_writes(amal: Membership, harbour: Organisation) -> None:
    keep_draft(membership=amal, form="a", fields={}, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.create(organisation=harbour, membership=amal, form="a", sealed=b"", saved_at=NOW)


def test_token_keeps_the_text_of_a_dead_session(amal: Membership) -> None:
    assert keep_unsent(sent(amal, note="canary-word"), now=NOW)
    kept = read_draft(amal, "journal:now")
    assert kept is not None
    assert kept.fields == {"note": ["canary-word"]}


def test_token_works_for_a_day(amal: Membership) -> None:
    with time_machine.travel(NOW):
        query = sent(amal, note="late")
    with time_machine.travel(NOW + dt.timedelta(hours=23)):
        assert keep_unsent(query, now=NOW)
    with time_machine.travel(NOW + dt.timedelta(hours=25)):
        assert not keep_unsent(query, now=NOW)


@pytest.mark.parametrize("token", ["", "x", "eyJhIjoxfQ:1:abc", "\x00", "é" * 500])
def test_what_is_no_token_keeps_nothing(token: str, amal: Membership) -> None:
    assert read_form_token(token) is None
    assert not keep_unsent(QueryDict(mutable=True), now=NOW)
    assert Draft.objects.count() == 0


def test_without_a_token_of_ours_nothing_is_kept(amal: Membership) -> None:
    query = QueryDict(mutable=True)
    query.update({"draft_token": "not one of ours", "note": "x"})
    assert not keep_unsent(query, now=NOW)
    assert not Draft.objects.exists()


def test_more_than_any_form_takes_is_not_kept(amal: Membership) -> None:
    assert not keep_unsent(sent(amal, note="x" * (drafts.LARGEST + 1)), now=NOW)
    assert not Draft.objects.exists()
