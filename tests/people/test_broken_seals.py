"""A sealed text that does not open: told plainly, recorded once, no error of the service."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.actions.drafts import keep_unsent
from people.actions.organisations import close_membership
from people.actions.seals import report_broken
from people.drafts import form_token, keep_draft
from people.models import AuditRecord, Draft, Membership
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("scoped")
Browser = Callable[[Membership], Client]


def test_the_page_says_what_happened_and_it_is_recorded_once(amal: Membership, client_of: Browser) -> None:
    keep_draft(membership=amal, form="journal:now", fields={"note": ["canary-word"]}, now=NOW)
    draft = Draft.objects.get()
    whole = bytes(draft.sealed)
    Draft.objects.update(sealed=whole[:-1] + bytes([whole[-1] ^ 1]))
    for _ in range(2):
        report_broken(member=amal, table="people.Draft", row=draft.pk, now=NOW)
    record = AuditRecord.objects.get(act="seal.broken")
    assert (record.actor, record.subject, record.object_id) == (None, amal.pk, str(draft.pk))


def test_a_form_of_a_closed_place_is_not_kept(amal: Membership, ada: Membership) -> None:
    token = form_token(amal, "journal:now")
    close_membership(member=amal, by=ada, now=NOW)
    request = Client().post("/drafts/save/", {"draft_token": token, "note": "x"}).wsgi_request
    assert keep_unsent(request.POST, now=NOW) is False
    assert Draft.objects.count() == 0
