"""Who agreed to be named stands apart, in no total; and naming some makes nothing of the others known."""

from collections import Counter
from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from assessments.models import Ask, NamedRating, Rating, Round
from assessments.psychometrics.floors import RATERS_FLOOR
from assessments.rounds.actions import close_round, decline, reply, start_round
from assessments.rounds.observed import observed
from assessments.rounds.pool import NAMED_TABLE, open_named, open_pool, seal_pool
from assessments.rounds.queries import find_round, result
from assessments.rounds.replies import Released, encoded, lifted, name_in, release
from people.keys import open_key
from people.models import AuditRecord, KeySlot, Membership
from people.refusals import Refused
from people.sealing import SealBroken, unseal
from tests.assessments.conftest import SignIn
from tests.assessments.rounds.conftest import Close, Rate, StartRound, answers_of
from tests.cast import NOW

scoped = pytest.mark.usefixtures("scoped")
FORM = observed()
EVERY = ("SR", "MO", "EM", "SS")
# Six people who differ in everything, so that a trace of any of them would be seen.
OPINIONS = [
    {"SR": 1, "MO": 5, "EM": 2, "SS": 4},
    {"SR": 2, "MO": 1, "EM": 5, "SS": 3},
    {"SR": 3, "MO": 4, "EM": 1, "SS": 5},
    {"SR": 4, "MO": 2, "EM": 3, "SS": 1},
    {"SR": 5, "MO": 3, "EM": 4, "SS": 2},
    {"SR": 5, "MO": 5, "EM": 1, "SS": 1},
]


def rate_named(found: Round, rater: Membership, **opinion: int | None) -> None:
    """A reply with her name, in the scope of her organisation."""
    ask = Ask.objects.get(round=found, rater=rater)
    reply(ask_id=ask.pk, answers=answers_of(opinion), by=rater, now=NOW, named=True)


def all_reply(
    found: Round, said: Iterable[tuple[Membership, dict[str, int]]], named: Iterable[Membership]
) -> None:
    names = {each.pk for each in named}
    for rater, opinion in said:
        ask = Ask.objects.get(round=found, rater=rater)
        answers = answers_of(opinion)
        reply(ask_id=ask.pk, answers=answers, by=rater, now=NOW, named=rater.pk in names)


def seen(client: Client, found: Round, name: str = "assessments:round") -> str:
    """Her page, without what differs by chance."""
    page = client.get(reverse(name, args=[found.pk])).content.decode().replace(str(found.pk), "")
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def kept_of(found: Round) -> tuple[Counter[tuple[str, float]], int]:
    values = Counter(Rating.objects.filter(round=found).values_list("component", "points"))
    return values, NamedRating.objects.filter(round=found).count()


# --- what a close keeps, without a database ---------------------------------------------------------


def test_who_is_named_is_in_no_value_and_not_among_the_people(raters: list[Membership]) -> None:
    pool = [encoded(FORM, answers_of(dict(opinion))) for opinion in OPINIONS[:4]]
    without = release(FORM, pool)
    with_named = release(FORM, [*pool, encoded(FORM, answers_of(dict(OPINIONS[5])), raters[0].pk)])
    assert (with_named.people, Counter(with_named.values)) == (4, Counter(without.values))
    assert [(one.rater, one.points) for one in with_named.named] == [
        (raters[0].pk, {"SR": 100.0, "MO": 100.0, "EM": 0.0, "SS": 0.0})
    ]


@pytest.mark.parametrize("others", range(RATERS_FLOOR))
def test_the_floor_counts_only_the_others_and_below_it_no_name_is_kept_either(
    raters: list[Membership], others: int
) -> None:
    pool = [encoded(FORM, answers_of(dict(opinion))) for opinion in OPINIONS[:others]]
    pool += [encoded(FORM, answers_of({"SR": 5}), rater.pk) for rater in raters]
    assert release(FORM, pool) == Released(0, ())


def test_each_component_needs_four_others_too(raters: list[Membership]) -> None:
    pool = [encoded(FORM, answers_of(dict(opinion))) for opinion in OPINIONS[:3]]
    pool.append(encoded(FORM, answers_of({"SR": 4, "EM": None})))
    pool.append(encoded(FORM, answers_of({"SR": 1, "EM": 5}), raters[0].pk))
    told = release(FORM, pool)
    assert {value.component for value in told.values} == {"SR", "MO", "SS"}
    assert told.named[0].points["EM"] == 100.0


def test_a_reply_is_as_long_with_a_name_as_without(raters: list[Membership]) -> None:
    given = answers_of({"SR": 2})
    anonymous, named = encoded(FORM, given), encoded(FORM, given, raters[0].pk)
    assert len(anonymous) == len(named)
    assert (name_in(anonymous), name_in(named)) == (None, raters[0].pk)


def test_a_pool_from_before_anybody_could_be_named_reads_as_one_without_names() -> None:
    digits = "1234512345123451234" + "0"
    assert lifted(1, [digits]) == [digits + "0" * 32]
    assert name_in(lifted(1, [digits])[0]) is None
    today = [encoded(FORM, answers_of({}))]
    assert lifted(2, today) == today


# --- the attack: she knows whom she asked, who is named and what they said ----------------------------


@scoped
def test_who_of_the_others_said_what_changes_nothing_that_she_or_the_database_shows(
    amal: Membership, raters: list[Membership], start: StartRound, close: Close, client_of: SignIn
) -> None:
    """Two of six are named. Take their replies away: what is left fits every way in which the four others
    can have said it, and the page and the rows are the same for each."""
    named, others = raters[4:], raters[:4]
    pages, rows = set(), set()
    for order in list(permutations(range(4)))[::5]:
        found = start(amal, raters)
        said = [(others[place], OPINIONS[says]) for place, says in enumerate(order)]
        all_reply(found, [*said, *zip(named, OPINIONS[4:], strict=True)], named)
        close(found, amal)
        pages.add(seen(client_of(amal), found))
        rows.add(frozenset(kept_of(found)[0].items()))
        Round.objects.filter(pk=found.pk).delete()
    assert (len(pages), len(rows)) == (1, 1)
    page = pages.pop()
    assert all(name in page for name in ("Rater4", "Rater5"))


@scoped
def test_the_total_is_the_same_whatever_the_named_said_so_nothing_can_be_taken_from_it(
    amal: Membership, raters: list[Membership], start: StartRound, close: Close
) -> None:
    totals = set()
    for said in OPINIONS[4:]:
        found = start(amal, raters)
        all_reply(found, [*zip(raters[:4], OPINIONS, strict=False), (raters[4], said)], raters[4:5])
        close(found, amal)
        told = result(amal, Round.objects.select_related("sitting").get(pk=found.pk))
        assert told is not None
        totals.add((told.people, told.rows))
        Round.objects.filter(pk=found.pk).delete()
    assert [people for people, _rows in totals] == [4]


@scoped
def test_three_others_stay_hidden_however_many_are_named(
    amal: Membership, raters: list[Membership], start: StartRound, close: Close, client_of: SignIn
) -> None:
    """And no name is shown then: the page is the same whatever anybody said, and whoever was named."""
    pages = set()
    for shift in (0, 2):
        found = start(amal, raters)
        opinions = OPINIONS[shift:] + OPINIONS[:shift]
        all_reply(found, zip(raters, opinions, strict=True), raters[3 - shift : 6 - shift])
        close(found, amal)
        assert kept_of(found) == (Counter(), 0)
        pages.add(seen(client_of(amal), found))
        assert client_of(amal).get(f"/assessment/rounds/{found.pk}/others.csv").status_code == 404
        Round.objects.filter(pk=found.pk).delete()
    assert len(pages) == 1
    assert not any(f"Rater{number}" in page for page in pages for number in range(6))


@scoped
def test_a_second_round_with_the_same_people_cannot_be_set_against_the_first(
    amal: Membership, raters: list[Membership], start: StartRound, close: Close
) -> None:
    """Whoever was named in one round would be known in the total of the next: so nobody is asked again."""
    found = start(amal, raters)
    all_reply(found, zip(raters[:5], OPINIONS, strict=False), raters[4:5])
    close(found, amal)
    with pytest.raises(Refused, match="Rater4"):
        start_round(raters=[each.pk for each in raters[2:]], days=14, by=amal, now=NOW)


@scoped
def test_while_it_is_open_nothing_tells_who_is_named_or_that_anybody_is(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, client_of: SignIn
) -> None:
    pages, sizes, asks = set(), set(), set()
    for named in ((), raters[:3], raters):
        found = start(amal, raters)
        all_reply(found, zip(raters, OPINIONS, strict=True), named)
        pages |= {seen(client_of(amal), found, f"assessments:{name}") for name in ("round", "round-close")}
        sizes.add(len(bytes(Round.objects.get(pk=found.pk).pool or b"")))
        asks.add(frozenset(Counter(found.asks.values_list("state", flat=True)).items()))
        assert NamedRating.objects.count() == 0
        Round.objects.filter(pk=found.pk).delete()
    assert (len(pages), len(sizes), len(asks)) == (2, 1, 1)


# --- what is kept of a name -------------------------------------------------------------------------


@pytest.fixture
def closed(amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close) -> Round:
    """Four without a name, one with."""
    found = start(amal, raters)
    for rater, opinion in zip(raters[:4], OPINIONS, strict=False):
        rate(found, rater, **opinion)
    rate_named(found, raters[4], SR=5, MO=1, EM=None)
    return close(found, amal)


@scoped
def test_her_scores_are_sealed_for_the_person_they_are_about(
    amal: Membership, raters: list[Membership], closed: Round
) -> None:
    row = NamedRating.objects.get()
    assert (row.round_id, row.rater_id, str(row)) == (closed.pk, raters[4].pk, str(row.pk))
    assert open_named(open_key(amal), row) == {"SR": 100.0, "MO": 0.0, "EM": None, "SS": 50.0}
    for other in raters:
        with pytest.raises(SealBroken):
            open_named(open_key(other), row)
    for moved in ({"row": closed.pk, "owner": amal.pk}, {"row": row.pk, "owner": raters[4].pk}):
        with pytest.raises(SealBroken):
            unseal(open_key(amal), row.sealed, table=NAMED_TABLE, **moved)


def test_a_named_row_has_no_room_for_a_time_or_a_score() -> None:
    names = {field.name for field in NamedRating._meta.get_fields() if field.concrete}
    assert names == {"id", "organisation", "round", "rater", "sealed"}


@scoped
def test_a_rater_is_named_once_in_a_round(closed: Round, raters: list[Membership]) -> None:
    again = NamedRating(organisation=closed.organisation, round=closed, rater=raters[4], sealed=b"x")
    with pytest.raises(IntegrityError, match="rater_id|named_once_in_a_round"), transaction.atomic():
        again.save()


@scoped
def test_who_is_here_no_more_is_not_named(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    """Neither where she went before the close, nor where she goes later: her row goes with her."""
    found = start(amal, raters)
    for rater, opinion in zip(raters[:4], OPINIONS, strict=False):
        rate(found, rater, **opinion)
    for rater in raters[4:]:
        rate_named(found, rater, SR=5)
    raters[4].delete()
    close(found, amal)
    assert [row.rater for row in NamedRating.objects.all()] == [raters[5]]
    raters[5].delete()
    assert NamedRating.objects.count() == 0


@scoped
def test_a_name_that_was_put_into_the_pool_by_hand_is_not_kept(
    amal: Membership, cleo: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    """Only who was asked in this round can be named in it."""
    found = start(amal, raters)
    for rater, opinion in zip(raters[:4], OPINIONS, strict=False):
        rate(found, rater, **opinion)
    current = Round.objects.get(pk=found.pk)
    forged = [*open_pool(current), encoded(FORM, answers_of({"SR": 1}), cleo.pk)]
    Round.objects.filter(pk=found.pk).update(pool=seal_pool(current, forged))
    close(found, amal)
    assert kept_of(found)[1] == 0
    assert sum(kept_of(found)[0].values()) == 16


@scoped
def test_a_round_closes_without_names_where_her_own_key_does_not_open(
    amal: Membership, raters: list[Membership], start: StartRound, rate: Rate, close: Close
) -> None:
    found = start(amal, raters)
    for rater, opinion in zip(raters[:4], OPINIONS, strict=False):
        rate(found, rater, **opinion)
    rate_named(found, raters[4], SR=5)
    KeySlot.objects.filter(data_key=amal.data_key_id).update(wrapped=b"spoilt")
    closed = close(found, Membership.objects.get(pk=amal.pk))
    assert (closed.people, kept_of(found)[1]) == (4, 0)
    assert AuditRecord.objects.filter(act="seal.broken").count() == 1


# --- in the browser: her own choice, before sending ---------------------------------------------------


@pytest.fixture
def asked(amal: Membership, raters: list[Membership], start: StartRound) -> Ask:
    found = start(amal, raters)
    Round.objects.filter(pk=found.pk).update(closes_at=NOW.replace(year=2100))
    return Ask.objects.get(round=found, rater=raters[0])


def sent(**more: Any) -> dict[str, Any]:
    return {code: str(value) for code, value in answers_of({}).items()} | more


def ticked(page: str) -> bool:
    (box,) = [part for part in page.split("<") if 'name="named"' in part]
    return "checked" in box


@scoped
def test_the_box_is_off_and_only_the_rater_can_tick_it(asked: Ask, client_of: SignIn) -> None:
    client, url = client_of(asked.rater), reverse("assessments:asked-answer", args=[asked.pk])
    assert not ticked(client.get(url).content.decode())
    assert not ticked(client.get(url + "?named=yes").content.decode())
    client.post(url, sent())
    (said,) = open_pool(Round.objects.get(pk=asked.round_id))
    assert name_in(said) is None


@scoped
def test_with_a_tick_she_is_named_and_told_so(asked: Ask, client_of: SignIn) -> None:
    client, url = client_of(asked.rater), reverse("assessments:asked-answer", args=[asked.pk])
    answer = client.post(url, sent(named="yes"), follow=True)
    assert "Sent with your name." in answer.content.decode()
    (said,) = open_pool(Round.objects.get(pk=asked.round_id))
    assert name_in(said) == asked.rater_id


@scoped
def test_a_tick_stays_when_a_statement_was_missed(asked: Ask, client_of: SignIn) -> None:
    client, url = client_of(asked.rater), reverse("assessments:asked-answer", args=[asked.pk])
    page = client.post(url, {"named": "yes"}).content.decode()
    assert "There is a problem" in page
    assert ticked(page)


@pytest.mark.parametrize("box", ["no", "", "1", ["yes", "yes"], ["yes", "no"]])
@scoped
def test_anything_but_one_tick_sends_nothing(asked: Ask, client_of: SignIn, box: object) -> None:
    """Whether a name is shown is never guessed."""
    client, url = client_of(asked.rater), reverse("assessments:asked-answer", args=[asked.pk])
    page = client.post(url, sent(named=box)).content.decode()
    assert "nothing was sent" in page
    assert open_pool(Round.objects.get(pk=asked.round_id)) == []


@scoped
def test_who_declines_is_not_named(asked: Ask, client_of: SignIn) -> None:
    client, url = client_of(asked.rater), reverse("assessments:asked-answer", args=[asked.pk])
    client.post(url, {"named": "yes", "then": "decline"})
    assert open_pool(Round.objects.get(pk=asked.round_id)) == []
    decline(ask_id=asked.pk, by=asked.rater, now=NOW)


@scoped
def test_her_page_shows_them_apart_and_the_file_of_the_total_does_not(
    amal: Membership, closed: Round, client_of: SignIn
) -> None:
    page = client_of(amal).get(reverse("assessments:round", args=[closed.pk])).content.decode()
    assert "4 people are in the total." in page
    table = page.partition("With their names")[2].partition("</table>")[0]
    cells = [part.partition("<")[0] for part in table.partition("<tbody>")[2].split(">") if part.strip()]
    assert [cell for cell in cells if cell.strip()] == ["Rater4", "100", "0", "–", "50"]
    numbers = client_of(amal).get(reverse("assessments:round-csv", args=[closed.pk])).content.decode()
    assert "Rater4" not in numbers


@scoped
def test_nobody_else_reads_them(amal: Membership, bo: Membership, ada: Membership, closed: Round) -> None:
    assert find_round(amal, closed.pk) is not None
    assert [find_round(other, closed.pk) for other in (bo, ada)] == [None, None]


@scoped
def test_closing_twice_names_nobody_twice(amal: Membership, closed: Round) -> None:
    close_round(round_id=closed.pk, by=amal, now=NOW)
    assert NamedRating.objects.count() == 1
