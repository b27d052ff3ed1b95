"""The people of the demo: told where a visitor signs in, and nowhere else."""

from django.test import Client
from pytest_django import Settings

from eiapp.demo_accounts import ACCOUNTS, PASSWORD


def test_the_sign_in_page_of_a_demo_tells_everybody(db: None, settings: Settings) -> None:
    settings.DEMO = True
    page = Client().get("/sign-in/").content.decode()
    assert PASSWORD in page
    for account in ACCOUNTS:
        about = str(account.about)
        assert f"<dt>{account.email}</dt><dd>{about[0].upper()}{about[1:]}</dd>" in page


def test_any_other_sign_in_page_tells_nobody(db: None) -> None:
    page = Client().get("/sign-in/").content.decode()
    assert PASSWORD not in page
    assert [account.email for account in ACCOUNTS if account.email in page] == []
