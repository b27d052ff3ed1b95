"""Prepared queries: the same rows as the queryset, one statement, the scope of each call."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Count, F
from django.test.utils import CaptureQueriesContext
from django_scopes import ScopeError

from people.drafts import keep_draft
from people.models import Draft, Membership, Organisation, Team, User
from people.prepared import Given, Prepared, PreparedDelete
from people.scope import installation_scope, organisation_scope
from tests.cast import NOW


def teams_named() -> "Prepared[Team]":
    return Prepared(lambda: Team.objects.filter(name=Given("name", Team._meta.get_field("name"))))


@pytest.fixture
def two_teams(harbour: Organisation, eve: Membership) -> tuple[Team, Team]:
    """A team of the same name in two organisations."""
    with installation_scope():
        return (
            Team.objects.create(organisation=harbour, name="Night"),
            Team.objects.create(organisation=eve.organisation, name="Night"),
        )


def test_rows_are_those_of_the_queryset(amal: Membership, ada: Membership) -> None:
    found: Prepared[Membership] = Prepared(
        lambda: Membership.objects.filter(
            user=Given("user", User), joined_at__lte=Given("now", Membership._meta.get_field("joined_at"))
        ).select_related("user", "organisation")
    )
    with organisation_scope(amal.organisation):
        with CaptureQueriesContext(connection) as queries:
            for member in (amal, ada):
                (row,) = found(user=member.user_id, now=NOW)
                assert (row, row.user.email, row.organisation) == (
                    member,
                    member.user.email,
                    amal.organisation,
                )
                assert (row.joined_at, row.closed_at) == (member.joined_at, None)
        assert len(queries) == 2
        assert found(user=uuid4(), now=NOW) == []
        assert found(user=amal.user_id, now=amal.joined_at - dt.timedelta(seconds=1)) == []


def test_columns_and_counts_come_as_tuples(harbour: Organisation, two_teams: tuple[Team, Team]) -> None:
    counted: Prepared[tuple[str, int]] = Prepared(
        lambda: Team.objects.values("name").annotate(many=Count("pk")).values_list("name", "many"),
        each=lambda row: (row[0].upper(), row[1]),
    )
    with organisation_scope(harbour):
        assert ("NIGHT", 1) in counted()


def test_dicts_and_single_columns_come_as_from_the_queryset(
    harbour: Organisation, two_teams: tuple[Team, Team]
) -> None:
    dicts: Prepared[dict[str, object]] = Prepared(
        lambda: (
            Team.objects.annotate(many=Count("supervisors"))
            .order_by("pk")
            .values("many", "name", called=F("pk"))
        )
    )
    # Ordered by what is not asked for: the database returns a column more.
    keys: Prepared[object] = Prepared(
        lambda: Team.objects.order_by("name", "pk").distinct().values_list("pk", flat=True)
    )
    with organisation_scope(harbour):
        plain = Team.objects.annotate(many=Count("supervisors")).order_by("pk")
        assert dicts() == list(plain.values("many", "name", called=F("pk")))
        assert keys() == list(Team.objects.order_by("name", "pk").values_list("pk", flat=True))


def test_an_instance_brings_what_was_joined_and_annotated(amal: Membership) -> None:
    found: Prepared[Membership] = Prepared(
        lambda: (
            Membership.objects.filter(user=Given("user", User))
            .select_related("user", "team")
            .annotate(called=F("user__name"))
        )
    )
    with organisation_scope(amal.organisation), CaptureQueriesContext(connection) as queries:
        (row,) = found(user=amal.user_id)
        assert (row.called, row.user.name, row.pk) == (amal.user.name, amal.user.name, amal.pk)  # type: ignore[attr-defined]
        assert not row._state.adding
    assert len(queries) == 1


def test_what_it_cannot_keep_is_refused(harbour: Organisation, amal: Membership) -> None:
    with organisation_scope(harbour):
        with pytest.raises(TypeError, match="prefetches nothing"):
            Prepared(lambda: Team.objects.prefetch_related("supervisors"))()
        with pytest.raises(TypeError, match="NamedValuesListIterable"):
            Prepared(lambda: Team.objects.values_list("pk", named=True))()


def test_what_is_deleted_is_counted_and_of_this_scope(harbour: Organisation, eve: Membership) -> None:
    drafts = PreparedDelete(lambda: Draft.objects.filter(form=Given("form", Draft._meta.get_field("form"))))
    with organisation_scope(eve.organisation):
        keep_draft(membership=eve, form="a", fields={"note": ["x"]}, now=NOW)
    with organisation_scope(harbour):
        assert drafts(form="a") == 0
    with organisation_scope(eve.organisation):
        assert [drafts(form="b"), drafts(form="a"), drafts(form="a")] == [0, 1, 0]
        assert not Draft.objects.exists()


def test_what_others_hang_on_is_not_deleted_so(harbour: Organisation) -> None:
    with organisation_scope(harbour), pytest.raises(TypeError, match="hang on these"):
        PreparedDelete(lambda: Team.objects.all())()


def test_each_call_sees_the_scope_it_is_made_in(
    harbour: Organisation, eve: Membership, two_teams: tuple[Team, Team]
) -> None:
    found = teams_named()
    ours, theirs = two_teams
    with organisation_scope(harbour):
        assert found(name="Night") == [ours]
    with organisation_scope(eve.organisation):
        assert found(name="Night") == [theirs]
    with installation_scope():
        assert set(found(name="Night")) == {ours, theirs}
    with organisation_scope(harbour):
        assert found(name="Night") == [ours]


def test_without_a_scope_it_refuses_even_after_it_was_written(
    harbour: Organisation, two_teams: tuple[Team, Team]
) -> None:
    found = teams_named()
    with pytest.raises(ScopeError):
        found(name="Night")
    with installation_scope():
        found(name="Night")
    with organisation_scope(harbour):
        found(name="Night")
    with pytest.raises(ScopeError):
        found(name="Night")


def test_a_value_that_was_not_named_is_an_error(harbour: Organisation) -> None:
    with organisation_scope(harbour), pytest.raises(KeyError, match="name"):
        teams_named()()


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_mix_their_values(harbour: Organisation) -> None:
    found = teams_named()
    with organisation_scope(harbour):
        for number in range(8):
            Team.objects.create(organisation=harbour, name=f"Team {number}")

    def ask(number: int) -> set[str]:
        try:
            with organisation_scope(harbour):
                return {team.name for _ in range(20) for team in found(name=f"Team {number}")}
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == [{f"Team {number}"} for number in range(8)]


def test_a_value_in_several_places_and_two_kinds_of_one_name_stand_where_they_belong(
    amal: Membership, ada: Membership
) -> None:
    """`who` is bound as a key and as a text; fixed values stand between."""
    who, text = Given("who", User), Given("who", User._meta.get_field("name"))
    found: Prepared[Membership] = Prepared(
        lambda: (
            Membership.objects.filter(user=who, closed_at=None, is_agent=True)
            .exclude(user__name=text)
            .filter(user__in=User.objects.filter(pk=who, is_active=True))
        )
    )
    with organisation_scope(amal.organisation):
        assert found(who=amal.user_id) == [amal]
        assert found(who=ada.user_id) == []


@pytest.mark.django_db(transaction=True)
def test_rows_are_held_in_a_transaction_or_not_at_all(harbour: Organisation) -> None:
    held: Prepared[Team] = Prepared(lambda: Team.objects.select_for_update())
    with organisation_scope(harbour):
        with transaction.atomic():
            assert held() == []
        with pytest.raises(transaction.TransactionManagementError):
            held()
