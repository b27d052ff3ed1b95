"""Browsers of candidates and experts: what they send says whose page it stood on."""

from typing import Any

from django.test import Client
from django_scopes import scopes_disabled

from hiring.access import COOKIE
from hiring.bearers import FIELD, hashes_in, mark_of
from hiring.judgement.access import COOKIE as EXPERT
from hiring.models import CandidateLink, Expert


def marked(row: object) -> dict[str, str]:
    """The hidden field of every form on the pages of this candidate or expert."""
    return {FIELD: mark_of(row)}


class Phone(Client):
    """It sends the field of whoever its cookie shows, where nothing else is given for it."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self._marks: dict[tuple[str, str], dict[str, str]] = {}

    def post(self, path: str, data: Any = None, *args: Any, **told: Any) -> Any:  # type: ignore[override]
        name = {"/c/": COOKIE, "/x/": EXPERT}.get(path[:3], "")
        if name in self.cookies:
            data = self.mark(name) | (data or {})
        return super().post(path, data, *args, **told)

    def look_up(self) -> None:
        """For a test that counts queries: none of its own are asked after this."""
        for name in self.cookies.keys() & {COOKIE, EXPERT}:
            self.mark(name)

    def mark(self, name: str) -> dict[str, str]:
        key = name, self.cookies[name].value
        if key not in self._marks:
            with scopes_disabled():
                self._marks[key] = _mark(*key)
        return self._marks[key]


def _mark(name: str, cookie: str) -> dict[str, str]:
    held = {"session_hash": hashes_in(cookie)[0]}
    if name == EXPERT:
        row = Expert.objects.filter(**held).values_list("pk", flat=True).first()
    else:
        row = CandidateLink.objects.filter(**held).values_list("candidate", flat=True).first()
    return marked(row) if row else {}
