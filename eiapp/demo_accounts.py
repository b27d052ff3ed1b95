"""Whom a visitor of the demo signs in as, and with what: told by the sign-in page and by the command."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PASSWORD = "harbour-lantern-42"  # noqa: S105  the demo's own, shown on its sign-in page


# Behind the link of a candidate who was invited and has not begun; the demo prints it.
CANDIDATE_TOKEN = "harbour-candidate-link"  # noqa: S105  the demo's own


@dataclass(frozen=True)
class Account:
    """One of the people a visitor signs in as."""

    email: str
    about: str | Promise


ACCOUNTS = (
    Account("amal@demo.example", _("agent, half a year of moments, three questionnaires")),
    Account("bo@demo.example", _("her supervisor, who talks with candidates too")),
    Account("cleo@demo.example", _("agent in another team")),
    Account("dee@demo.example", _("HR, with two openings and candidates at every stage")),
    Account("ada@demo.example", _("organisation admin")),
    Account("eve@other.example", _("in another organisation")),
)
