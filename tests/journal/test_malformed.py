"""Whatever is sent to the room's addresses: an answer that says what to do, never a breakdown."""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.models import Moment
from journal.sealing import open_moment
from people.keys import open_key
from people.models import Membership
from tests.journal.conftest import SignIn

pytestmark = pytest.mark.usefixtures("scoped")

FORM = "application/x-www-form-urlencoded"
NAMES = ["feeling", "trigger", "strength", "note", "submission_key", "draft_token", "csrfmiddlewaretoken"]
often = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

nasty = st.sampled_from(
    [
        "\0",
        "‮abc",
        "\ufeff",
        "9" * 400,
        "-1",
        "NaN",
        "1e999",
        "💥" * 600,
        "\r\n" * 700,
        "a\0b",
        "'--",
        "{{ 7 }}",
    ]
)
right = st.sampled_from(["angry", "not-sure", "A", "F.policy", "1", "5", "kurz"])
values = st.one_of(right, nasty, st.text(st.characters(exclude_categories=["Cs"])))
fields = st.lists(st.tuples(st.sampled_from([*NAMES, "page", "\0", "x[]"]), values), max_size=12)


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Iterator[Client]:
    tab = client_of(amal)
    tab.raise_request_exception = False
    yield tab


@often
@given(fields)
def test_fields_of_any_kind_and_number(tab: Client, sent: list[tuple[str, str]]) -> None:
    assert tab.post("/now/", urlencode(sent), content_type=FORM).status_code in {200, 303}


@often
@given(st.binary(max_size=400))
def test_bytes_that_are_no_form(tab: Client, sent: bytes) -> None:
    for kind in (FORM, f"{FORM}; charset=nonsense", "multipart/form-data; boundary=x", "application/json"):
        response = tab.generic("POST", "/now/", sent, content_type=kind)
        assert response.status_code in {200, 400}


@pytest.mark.parametrize("raw", [b"%ED%A0%80", b"%FF%FE", b"\xed\xa0\x80", b"%C3", b"%00", b"%E2%80%AE"])
def test_notes_in_broken_encodings(amal: Membership, tab: Client, raw: bytes) -> None:
    sent = b"feeling=angry&trigger=A&strength=3&note=x" + raw
    response = tab.generic("POST", "/now/", sent, content_type=FORM)
    assert response.status_code in {200, 303}
    for moment in Moment.objects.all():
        note = open_moment(open_key(amal), moment).note
        assert note == note.encode().decode()
        assert "\0" not in note


def test_of_repeated_fields_the_last_counts(amal: Membership, tab: Client) -> None:
    sent = "feeling=angry&feeling=calm&trigger=A&trigger=P&strength=1&strength=5"
    assert tab.post("/now/", sent, content_type=FORM).status_code == 303
    document = open_moment(open_key(amal), Moment.objects.get())
    assert (document.feelings, document.triggers, document.strength) == (("calm",), ("P",), 5)


@pytest.mark.parametrize("sent", ["note=" + "x" * 10_000_000, "&".join("a=1" for _ in range(3_000))])
def test_far_too_much_is_refused(tab: Client, sent: str) -> None:
    assert tab.post("/now/", sent, content_type=FORM).status_code == 400
    assert not Moment.objects.exists()


@often
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_addresses_with_anything_behind_them(tab: Client, told: str) -> None:
    said = quote(told)
    assert tab.get(f"/moments/?from={said}").status_code in {200, 404}
    assert tab.get(f"/patterns/?period={said}").status_code == 200
    assert tab.get(f"/patterns/triggers.csv?period={said}").status_code == 200
    assert tab.get(f"/moments/{quote(told, safe='')}/").status_code in {200, 404}


@pytest.mark.parametrize("address", ["/patterns/", "/patterns/triggers.csv"])
def test_pages_that_are_only_read_take_nothing(tab: Client, address: str) -> None:
    assert tab.post(address, {}).status_code == 405
