"""One moment on its own page, for its owner alone."""

from html import unescape
from typing import Any
from uuid import uuid4

import pytest

from journal.models import Moment
from journal.permissions import can_read_moment
from people.models import AuditRecord, Membership
from people.ports import Ports, Reader
from tests.journal.conftest import Save, SignIn, Spoil

pytestmark = pytest.mark.usefixtures("scoped")


def test_the_owner_reads_it_whole(amal: Membership, client_of: SignIn, save: Save) -> None:
    moment = save(amal, note="He shouted.\n\n\nI waited.", feelings=["calm"], triggers=["E.fear"], strength=1)
    response = client_of(amal).get(f"/moments/{moment.pk}/")
    page = unescape(response.content.decode())
    assert response.status_code == 200
    assert "<h1>Saturday 21 November 2026, 10:30</h1>" in page
    for words in ("<dd>calm</dd>", "<dd>Fear</dd>", "<dd>Strength 1 of 5, barely</dd>"):
        assert words in page
    assert '<p class="note">He shouted.\n\n\nI waited.</p>' in page
    assert "Only you can read this." in page


def test_to_everybody_else_it_is_not_there(
    amal: Membership,
    bo: Membership,
    cleo: Membership,
    dee: Membership,
    ada: Membership,
    eve: Membership,
    client_of: SignIn,
    save: Save,
) -> None:
    moment = save(amal, note="amal alone")
    absent = client_of(amal).get(f"/moments/{uuid4()}/")
    assert absent.status_code == 404
    for stranger in (bo, cleo, dee, ada, eve):
        response = client_of(stranger).get(f"/moments/{moment.pk}/")
        assert response.status_code == 404
        assert b"amal alone" not in response.content
    assert not AuditRecord.objects.filter(act="seal.broken").exists()


def test_who_was_given_a_part_of_it_does_not_open_the_moment_itself(
    amal: Membership, bo: Membership, client_of: SignIn, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = save(amal, note="not for bo")
    monkeypatch.setattr(
        Ports, "readers_of", staticmethod(lambda owner, kind, row: (Reader(bo.pk, "Bo Berg"),))
    )
    assert client_of(bo).get(f"/moments/{moment.pk}/").status_code == 404
    assert b"You and Bo Berg can read this." in client_of(amal).get(f"/moments/{moment.pk}/").content


def test_may_read(amal: Membership, cleo: Membership, save: Save) -> None:
    moment = save(amal)
    assert can_read_moment(amal, moment) is True
    assert can_read_moment(cleo, moment) is False


def test_one_that_does_not_open_is_told_and_recorded(
    amal: Membership, client_of: SignIn, save: Save, spoil: Spoil
) -> None:
    moment = save(amal)
    spoil(moment)
    response = client_of(amal).get(f"/moments/{moment.pk}/")
    assert response.status_code == 409
    assert AuditRecord.objects.get(act="seal.broken").object_id == str(moment.pk)


def test_another_rows_text_is_not_shown(amal: Membership, client_of: SignIn, save: Save) -> None:
    here, there = save(amal, note="here"), save(amal, note="there")
    Moment.objects.filter(pk=here.pk).update(sealed=there.sealed)
    response = client_of(amal).get(f"/moments/{here.pk}/")
    assert response.status_code == 409
    assert b"there" not in response.content.split(b"<main", 1)[1].split(b"</main>")[0]


def test_reading_costs_four_queries(
    amal: Membership, client_of: SignIn, save: Save, django_assert_num_queries: Any
) -> None:
    moment, tab = save(amal), client_of(amal)
    with django_assert_num_queries(4):
        tab.get(f"/moments/{moment.pk}/")
