"""The page of the statements: each with its source, its licence and its sign, and files to keep."""

import html

import pytest

from assessments.instruments import instrument, released
from assessments.instruments.exchange import READERS
from assessments.items import shipped
from people.models import Membership
from tests.assessments.conftest import SignIn


def test_every_statement_of_every_questionnaire_is_listed_with_its_code_and_its_sign() -> None:
    assert [(one.key, one.version, len(one.statements)) for one in shipped()] == [
        ("ei-50", 1, 50),
        ("ei-15", 1, 15),
    ]
    for one in shipped():
        form = instrument(one.key, one.version)
        assert [(row[1], row[3].split(", ")[0], row[4]) for row in one.statements] == [
            (item.text, item.code, {1: "+", -1: "-"}[item.key]) for item in form.items
        ]


def test_every_part_names_its_source_with_the_alpha_as_published() -> None:
    assert shipped()[0].scales == (
        ("Self-awareness", "Barchard (2001) Attention to Emotions", ".81 (women), .83 (men)"),
        ("Self-regulation", "6FPQ Even-Tempered", ".87"),
        ("Motivation", "HEXACO-PI Diligence", ".81"),
        ("Empathy", "AB5C Understanding", ".81"),
        ("Social skills", "CPI Sociability", ".87"),
    )


def test_the_page_shows_the_licence_and_all_statements(amal: Membership, client_of: SignIn) -> None:
    page = html.unescape(client_of(amal).get("/assessment/items/").content.decode())
    for key, version in released():
        form = instrument(key, version)
        assert form.licence in page
        assert [item.text for item in form.items if f"<td>{item.text}</td>" not in page] == []


@pytest.mark.parametrize("kind", ["csv", "json", "toml"])
def test_a_file_of_the_page_can_be_read_in_again(amal: Membership, client_of: SignIn, kind: str) -> None:
    answer = client_of(amal).get(f"/assessment/items/ei-15-v1.{kind}")
    assert answer["Content-Disposition"] == f'attachment; filename="ei-15-v1.{kind}"'
    assert READERS[kind](answer.content.decode()) == instrument("ei-15", 1)


@pytest.mark.parametrize("name", ["ei-50-v2.csv", "ei-9-v1.json", "ei-50-v1.exe", f"ei-50-v{'9' * 5000}.csv"])
def test_a_questionnaire_that_was_never_released_is_not_found(
    amal: Membership, client_of: SignIn, name: str
) -> None:
    assert client_of(amal).get(f"/assessment/items/{name}").status_code == 404
