"""Nobody can tell who answered what: read from the rows themselves, as somebody does who has the database."""

import datetime as dt
from collections import Counter
from itertools import permutations, product
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client

from assessments.models import Ask, Rating, Round
from assessments.rounds.pool import TABLE, open_pool
from people.keys import open_data_key
from people.models import AuditRecord, DataKey, Draft, KeySlot, Membership, OutboxMail
from people.sealing import SealBroken, unseal
from tests.assessments.conftest import SignIn
from tests.assessments.rounds.conftest import Close, Rate, StartRound, answers_of
from tests.cast import NOW

scoped = pytest.mark.usefixtures("scoped")
LATER = NOW + dt.timedelta(days=1)
# Five people who differ in everything, so that a trace of any of them would be seen.
OPINIONS = [dict.fromkeys(("SR", "MO", "EM", "SS"), value) for value in (1, 2, 3, 4, 5)]


def rows_of(table: str) -> list[tuple[Any, ...]]:
    """Every column of every row, in the order in which they lie in the file."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return [tuple(row) for row in cursor.fetchall()]


def columns(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.get_fields() if field.concrete}


def all_reply(found: Round, raters: list[Membership], rate: Rate) -> None:
    for rater, opinion in zip(raters, OPINIONS, strict=False):
        rate(found, rater, **opinion)


# --- what rows can hold -----------------------------------------------------------------------------


def test_a_value_has_no_room_for_a_rater_a_time_or_an_order() -> None:
    assert columns(Rating) == {"id", "organisation", "round", "component", "points"}
    assert isinstance(Rating._meta.pk, models.UUIDField)
    assert Rating._meta.ordering == []


def test_who_has_replied_has_no_room_for_a_time_or_an_answer() -> None:
    assert columns(Ask) == {"id", "organisation", "round", "rater", "state"}
    assert isinstance(Ask._meta.pk, models.UUIDField)


def test_values_and_raters_meet_nowhere_but_in_their_round() -> None:
    """No path from a value to a person but through the round, which is about somebody else."""
    paths = {field.related_model for field in Rating._meta.get_fields() if field.is_relation}
    assert {path.__name__ for path in paths if isinstance(path, type)} == {"Organisation", "Round"}
    assert not [field for field in Rating._meta.get_fields() if field.auto_created]


# --- while it is open -------------------------------------------------------------------------------


@scoped
def test_the_pool_is_the_same_whoever_said_it_and_whoever_came_first(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    pools = set()
    orders = list(permutations(range(4)))[::7]
    for came, says in product(orders, orders[:2]):
        found = start(amal, raters[:4])
        for place in came:
            rate(found, raters[place], **OPINIONS[says[place]])
        current = Round.objects.get(pk=found.pk)
        pools.add((tuple(open_pool(current)), len(current.pool or b"")))
        Round.objects.filter(pk=found.pk).delete()
    assert len(pools) == 1


@scoped
def test_the_length_of_the_pool_does_not_tell_what_was_said(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    lengths = set()
    for value in (1, 5, None):
        found = start(amal, raters)
        rate(found, raters[0], SR=value, MO=value, EM=value, SS=value)
        lengths.add(len(bytes(Round.objects.get(pk=found.pk).pool or b"")))
        Round.objects.filter(pk=found.pk).delete()
    assert len(lengths) == 1


@scoped
def test_a_reply_writes_its_state_and_the_pool_and_nothing_else(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    """No audit record, no mail, no draft, no value: nothing that would carry the time of a reply."""
    found = start(amal, raters)
    before = {table: Counter(rows_of(table)) for table in _tables()}
    rate(found, raters[0], SR=1)
    after = {table: Counter(rows_of(table)) for table in _tables()}
    assert {table for table in before if before[table] != after[table]} == {
        "assessments_ask",
        "assessments_round",
    }
    assert len((after["assessments_ask"] - before["assessments_ask"]).keys()) == 1


@scoped
def test_a_reply_leaves_no_time_in_the_round(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    found = start(amal, raters)
    times = ("started_at", "closes_at", "reminded_at", "closed_at")
    before = Round.objects.filter(pk=found.pk).values_list(*times).get()
    rate(found, raters[0], LATER, SR=1)
    assert Round.objects.filter(pk=found.pk).values_list(*times).get() == before


@scoped
def test_through_the_browser_a_reply_leaves_as_little(
    amal: Membership, raters: list[Membership], start: StartRound, client_of: SignIn
) -> None:
    found = start(amal, raters)
    ask = Ask.objects.get(round=found, rater=raters[0])
    found.closes_at = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    found.save(update_fields=["closes_at"])
    client, url = client_of(raters[0]), f"/asked/{ask.pk}/"
    client.get(url)
    before = {table: Counter(rows_of(table)) for table in _tables()}
    sent = {code: "unseen" if value is None else value for code, value in answers_of({"SR": 5}).items()}
    assert client.post(url, sent).status_code == 303
    after = {table: Counter(rows_of(table)) for table in _tables()}
    assert {table for table in before if before[table] != after[table]} == {
        "assessments_ask",
        "assessments_round",
    }
    assert Draft.objects.count() == 0


@scoped
def test_before_the_close_nothing_that_she_sees_depends_on_what_was_said(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, client_of: SignIn
) -> None:
    pages = set()
    for value in (1, 5):
        found = start(amal, raters)
        for rater in raters:
            rate(found, rater, SR=value)
        for name in ("", "close/", "others.csv"):
            pages.add((name, seen(client_of(amal), f"/assessment/rounds/{found.pk}/{name}", str(found.pk))))
        Round.objects.filter(pk=found.pk).delete()
    assert len(pages) == 3
    assert ("others.csv", "404") in pages


def seen(client: Client, url: str, own_id: str) -> str:
    """A page without what differs by chance."""
    answer = client.get(url)
    if answer.status_code != 200:
        return str(answer.status_code)
    lines = answer.content.decode().replace(own_id, "").splitlines()
    return "\n".join(line for line in lines if "csrfmiddlewaretoken" not in line)


@scoped
def test_she_is_told_how_many_have_replied_and_never_who(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, client_of: SignIn
) -> None:
    pages = set()
    for replies in ((0, 1), (4, 5)):
        found = start(amal, raters)
        for place in replies:
            rate(found, raters[place])
        pages.add(seen(client_of(amal), f"/assessment/rounds/{found.pk}/", str(found.pk)))
        Round.objects.filter(pk=found.pk).delete()
    assert len(pages) == 1
    assert "2 of 6 people have replied" in pages.pop()


# --- after the close --------------------------------------------------------------------------------


@scoped
def test_the_rows_are_the_same_whoever_said_what(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    kept = set()
    for order in (raters[:5], raters[4::-1]):
        found = start(amal, raters)
        all_reply(found, order, rate)
        close(found, amal)
        rows = Counter(Rating.objects.filter(round=found).values_list("component", "points"))
        asks = Counter(Ask.objects.filter(round=found).values_list("rater", "state"))
        kept.add((frozenset(rows.items()), frozenset(asks.items())))
        Round.objects.filter(pk=found.pk).delete()
    assert len(kept) == 1


@scoped
def test_rows_lie_in_the_file_in_an_order_that_tells_nothing(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    """Neither as the raters came nor by size nor by component; another time it is another order."""
    orders = []
    for _ in range(3):
        found = start(amal, raters)
        all_reply(found, raters, rate)
        close(found, amal)
        orders.append(as_they_lie())
        Round.objects.filter(pk=found.pk).delete()
    arrived = [
        (code, points) for points in (0.0, 25.0, 50.0, 75.0, 100.0) for code in ("SR", "MO", "EM", "SS")
    ]
    assert len({tuple(order) for order in orders}) == 3
    for order in orders:
        assert Counter(order) == Counter(arrived)
        assert order not in (arrived, sorted(arrived), sorted(arrived, key=lambda row: row[1]))


def as_they_lie() -> list[tuple[Any, ...]]:
    """The values in the order of the file: SQLite's hidden row number, PostgreSQL's place on the page."""
    hidden = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT component, points FROM assessments_rating ORDER BY {hidden}")
        return [tuple(row) for row in cursor.fetchall()]


@scoped
def test_with_the_key_gone_an_old_copy_of_the_pool_opens_for_nobody(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    all_reply(found, raters, rate)
    copied = Round.objects.get(pk=found.pk)
    key_id, pool = copied.data_key_id, bytes(copied.pool or b"")
    assert key_id is not None
    assert len(open_pool(copied)) == 5
    close(found, amal)
    with pytest.raises(SealBroken):
        open_data_key(key_id)
    slots = KeySlot.objects.filter(data_key__purpose=DataKey.Purpose.MEMBERSHIP)
    assert slots.count() >= 7
    for slot in slots:  # nor under any other key that the service still holds
        with pytest.raises(SealBroken):
            unseal(open_data_key(slot.data_key_id), pool, table=TABLE, row=found.pk, owner=amal.pk)


@scoped
def test_the_pool_opens_only_as_the_pool_of_its_round(
    amal: Membership, cleo: Membership, raters: list[Membership], start: StartRound, rate: Rate
) -> None:
    mine, theirs = start(amal, raters), start(cleo, raters)
    rate(mine, raters[0], SR=1)
    moved = Round.objects.get(pk=theirs.pk)
    moved.pool = Round.objects.get(pk=mine.pk).pool
    with pytest.raises(SealBroken):
        open_pool(moved)


@scoped
def test_no_single_answer_and_no_pair_of_values_outlives_the_close(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    """Five scores a component are all that stays: twenty rows, each with an id of its own."""
    found = start(amal, raters)
    all_reply(found, raters, rate)
    close(found, amal)
    ids = list(Rating.objects.filter(round=found).values_list("pk", flat=True))
    assert (len(ids), len(set(ids)), {each.version for each in ids}) == (20, 20, {4})
    assert Round.objects.get(pk=found.pk).pool is None


@scoped
def test_below_four_the_pages_are_the_same_whatever_was_said(
    amal: Membership,
    raters: list[Membership],
    start: StartRound,
    rate: Rate,
    close: Close,
    client_of: SignIn,
) -> None:
    pages = set()
    for opinions in (OPINIONS[:3], OPINIONS[2:], []):
        found = start(amal, raters)
        for rater, opinion in zip(raters, opinions, strict=False):
            rate(found, rater, **opinion)
        close(found, amal)
        pages.add(seen(client_of(amal), f"/assessment/rounds/{found.pk}/", str(found.pk)))
        assert client_of(amal).get(f"/assessment/rounds/{found.pk}/others.csv").status_code == 404
        Round.objects.filter(pk=found.pk).delete()
    assert len(pages) == 1
    assert "nothing is shown" in pages.pop()


@scoped
def test_the_audit_knows_nothing_of_rounds(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    before = AuditRecord.objects.count()
    found = start(amal, raters)
    all_reply(found, raters, rate)
    close(found, amal)
    assert AuditRecord.objects.count() == before
    assert set(OutboxMail.objects.values_list("kind", flat=True)) == {"assessments/mail/round_asked"}


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)
