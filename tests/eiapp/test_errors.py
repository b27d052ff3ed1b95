"""The pages for what went wrong inside."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from people.models import Membership


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (OperationalError("canary: the row (amal, secret)"), 503, "not available right now"),
        (ZeroDivisionError("canary"), 500, "There is a problem with the service"),
    ],
)
def test_error_inside_has_a_page_that_needs_no_database(
    error: Exception,
    status: int,
    says: str,
    amal: Membership,
    client_of: Callable[[Membership], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise error

    monkeypatch.setattr("eiapp.views.today_of", fail)
    browser = client_of(amal)
    browser.raise_request_exception = False
    answer = browser.get("/today/")
    text = answer.content.decode()
    assert answer.status_code == status
    assert says in text
    assert "canary" not in text
    assert answer.headers.get("Retry-After") == ("60" if status == 503 else None)
