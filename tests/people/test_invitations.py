"""An invitation's life: sent by mail, opened, used once; and one answer for every link that does not open."""

import datetime as dt
import re

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client

from people.actions.invitations import (
    LIFETIME,
    accept_invitation,
    invite,
    invite_first_admin,
    is_live,
    revoke_invitation,
)
from people.actions.organisations import Roles
from people.audit import first_broken
from people.forms import NewPersonForm
from people.models import AuditRecord, Invitation, Membership, Organisation, Team, User
from people.refusals import Refused
from people.scope import organisation_scope
from people.tokens import new_token, token_hash
from tests.cast import NOW, PASSWORD
from tests.people.conftest import Post, is_in, link_in_mail, member_behind, sign_in

pytestmark = pytest.mark.usefixtures("scoped")
ZOE = "zoe@demo.example"
AGENT = Roles()


@pytest.fixture
def link(ada: Membership, pier: Team, post: Post) -> str:
    """The link in the mail to zoe, invited into the team Pier."""
    url = "/admin-area/invitations/"
    answer = post(sign_in(ada), url, {"email": ZOE, "roles": ["agent"], "team": str(pier.pk)})
    assert answer.status_code == 303
    assert mail.outbox[-1].to == [ZOE]
    return link_in_mail()


def acts(harbour: Organisation) -> list[str]:
    return list(AuditRecord.objects.order_by("number").values_list("act", flat=True))


def test_the_mail_names_the_organisation_and_how_long_it_works(link: str) -> None:
    body = str(mail.outbox[-1].body)
    assert "Harbour Support invites you" in body
    assert "for 14 days" in body
    assert mail.outbox[-1].subject == "A message in eiapp"


def test_only_the_hash_of_the_link_is_kept(link: str) -> None:
    token = link.split("/")[-2]
    kept = Invitation.objects.get()
    assert kept.token_hash == token_hash(token)
    assert token not in str(Invitation.objects.values().get())


def test_opening_the_link_uses_nothing_up(link: str) -> None:
    for _ in range(3):
        page = Client().get(link).content.decode()
    assert "Harbour Support invites you." in page
    assert f'value="{ZOE}"' in page
    assert Invitation.objects.get().used_at is None


def test_a_new_person_makes_her_account_and_is_in(link: str, pier: Team, harbour: Organisation) -> None:
    client = Client()
    answer = client.post(link, {"name": "Zoe", "password": PASSWORD})
    assert answer["Location"] == "/welcome/1/"
    assert is_in(client) is False  # the notice comes first
    zoe = Membership.objects.get(user__email=ZOE)
    assert (zoe.user.name, zoe.team, zoe.is_agent, zoe.is_admin) == ("Zoe", pier, True, False)
    assert acts(harbour)[-3:] == ["invitation.sent", "member.joined", "invitation.used"]
    assert first_broken(harbour) is None


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("", "Choose a password."),
        ("short", "Use at least 15 characters. This one is 10 short."),
        ("1q2w3e4r5t6y7u8i9o0p", "Many people use this password."),
    ],
)
def test_a_weak_password_keeps_the_name(password: str, words: str, link: str) -> None:
    page = Client().post(link, {"name": "Zoe Marlowe", "password": password}).content.decode()
    assert words in page
    assert 'value="Zoe Marlowe"' in page
    assert User.objects.filter(email=ZOE).count() == 0


def test_a_link_works_once(link: str) -> None:
    Client().post(link, {"name": "Zoe", "password": PASSWORD})
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"name": "Mallory", "password": "another long password"}).status_code == 410
    assert User.objects.filter(email=ZOE).count() == 1


def test_a_double_click_gets_the_same_answer_twice(link: str) -> None:
    sent = {"name": "Zoe", "password": PASSWORD}
    desk = Client()
    answers = [desk.post(link, sent), desk.post(link, sent), Client().post(link, sent)]
    assert [answer.status_code for answer in answers] == [302, 303, 302]
    assert Membership.objects.filter(user__email=ZOE).count() == 1


def test_a_double_click_guesses_no_password(link: str) -> None:
    Client().post(link, {"name": "Zoe", "password": PASSWORD})
    answers = [Client().post(link, {"name": "Zoe", "password": f"guess {n}"}).status_code for n in range(7)]
    assert answers == [410] * 7
    assert Client().post(link, {"name": "Zoe", "password": PASSWORD}).status_code == 410  # limit reached


def same(response: object) -> bytes:
    """The body, without the token that differs by chance."""
    return re.sub(rb'value="[A-Za-z0-9]{64}"', b"", response.content)  # type: ignore[attr-defined]


def test_every_dead_link_gets_the_same_bytes(ada: Membership, link: str) -> None:
    def letter(email: str) -> tuple[Invitation, str]:
        token = new_token()
        made = invite(email=email, roles=AGENT, team=None, by=ada, now=NOW)
        Invitation.objects.filter(pk=made.pk).update(token_hash=token_hash(token))
        return made, f"/account/create/{token}/"

    taken_back, revoked = letter("one@demo.example")
    revoke_invitation(invitation=taken_back, by=ada, now=NOW)
    old, expired = letter("two@demo.example")
    Invitation.objects.filter(pk=old.pk).update(expires_at=NOW - dt.timedelta(days=400))
    Client().post(link, {"name": "Zoe", "password": PASSWORD})
    dead = [link, revoked, expired, f"/account/create/{new_token()}/", "/account/create/x/"]
    answers = [Client().get(url) for url in dead]
    assert [answer.status_code for answer in answers] == [410] * 5
    assert len({same(answer) for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


def test_after_fourteen_days_it_is_dead(link: str) -> None:
    with time_machine.travel(Invitation.objects.get().sent_at + LIFETIME, tick=False):
        assert Client().get(link).status_code == 410


def test_a_second_invitation_ends_the_first(ada: Membership, link: str, post: Post) -> None:
    post(sign_in(ada), "/admin-area/invitations/", {"email": ZOE.upper(), "roles": ["hr"], "team": ""})
    assert Client().get(link).status_code == 410
    assert Client().get(link_in_mail()).status_code == 200
    assert Invitation.objects.filter(revoked_at=None).get().is_hr


def test_who_has_an_account_is_asked_to_sign_in(ada: Membership, eve: Membership, post: Post) -> None:
    post(sign_in(ada), "/admin-area/invitations/", {"email": eve.user.email, "roles": ["agent"], "team": ""})
    link = link_in_mail()
    page = Client().get(link).content.decode()
    assert f"/sign-in/?next={link}" in page
    assert 'name="password"' not in page
    hers = sign_in(eve)
    assert "Join Harbour Support" in hers.get(link).content.decode()
    assert hers.post(link, {"join": "1"})["Location"] == "/today/"
    assert Membership.objects.filter(user=eve.user).count() == 1
    assert hers.session["several_memberships"] is True
    assert member_behind(hers.get("/welcome/1/")).organisation.name == "Harbour Support"
    assert hers.get(link).status_code == 410


def test_somebody_else_who_is_signed_in_cannot_join(amal: Membership, link: str) -> None:
    page = sign_in(amal).get(link).content.decode()
    assert f"The invitation is for {ZOE}." in page
    assert 'name="password"' not in page
    assert sign_in(amal).post(link, {"join": "1"}).status_code == 200
    assert Invitation.objects.get().used_at is None


def test_of_two_clicks_at_once_one_wins(ada: Membership, eve: Membership) -> None:
    invitation = invite(email=eve.user.email, roles=AGENT, team=None, by=ada, now=NOW)
    accept_invitation(invitation=invitation, user=eve.user, now=NOW)
    with pytest.raises(Refused, match="already used"):
        accept_invitation(invitation=invitation, user=eve.user, now=NOW)
    assert Membership.objects.filter(user=eve.user).count() == 1


def test_who_is_already_in_is_not_made_a_member_twice(ada: Membership, cleo: Membership) -> None:
    with pytest.raises(Refused, match="already in your organisation"):
        invite(email=cleo.user.email, roles=AGENT, team=None, by=ada, now=NOW)
    invitation = invite(email="other@demo.example", roles=AGENT, team=None, by=ada, now=NOW)
    assert accept_invitation(invitation=invitation, user=cleo.user, now=NOW) == cleo


def test_taking_back_works_on_open_ones_alone(ada: Membership) -> None:
    invitation = invite(email=ZOE, roles=AGENT, team=None, by=ada, now=NOW)
    assert is_live(invitation, NOW)
    revoke_invitation(invitation=invitation, by=ada, now=NOW)
    invitation.refresh_from_db()
    assert not is_live(invitation, NOW)
    assert not is_live(None, NOW)
    with pytest.raises(Refused, match="no longer open"):
        revoke_invitation(invitation=invitation, by=ada, now=NOW)


@pytest.mark.parametrize("who", ["amal", "bo", "dee"])
def test_only_an_admin_invites(who: str, request: pytest.FixtureRequest, ada: Membership) -> None:
    member = request.getfixturevalue(who)
    with pytest.raises(PermissionDenied):
        invite(email=ZOE, roles=AGENT, team=None, by=member, now=NOW)
    invitation = invite(email=ZOE, roles=AGENT, team=None, by=ada, now=NOW)
    with pytest.raises(PermissionDenied):
        revoke_invitation(invitation=invitation, by=member, now=NOW)


def test_one_open_invitation_an_address_holds_whoever_writes(ada: Membership, harbour: Organisation) -> None:
    made = invite(email=ZOE, roles=AGENT, team=None, by=ada, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(
            organisation=harbour, email=ZOE, token_hash="x", sent_at=NOW, expires_at=made.expires_at
        )


def test_an_invitation_that_is_rolled_back_sends_nothing(ada: Membership) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), organisation_scope(ada.organisation):
        invite(email=ZOE, roles=AGENT, team=None, by=ada, now=NOW)
        raise ZeroDivisionError
    assert (mail.outbox, Invitation.objects.count()) == ([], 0)


def test_a_new_organisations_first_admin_is_invited_by_nobody(
    harbour: Organisation, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        invitation = invite_first_admin(organisation=harbour, email=" Zoe@Demo.Example ", now=NOW)
    assert (invitation.email, invitation.is_admin, invitation.invited_by) == (ZOE, True, None)
    Client().post(link_in_mail(), {"name": "Zoe", "password": PASSWORD})
    assert Membership.objects.get(user__email=ZOE).is_admin


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bo  Bright ", "Bo Bright"),
        ("Bo\r\n\r\nOpen http://evil.example", "Bo Open http://evil.example"),
        ("Bo\u2028Bright", "Bo Bright"),
        ("Bo \u202ethgirB", "Bo thgirB"),
        ("نیلی\u200cفر", "نیلی\u200cفر"),
    ],
)
def test_a_name_is_one_line_in_the_direction_of_its_letters(typed: str, kept: str) -> None:
    form = NewPersonForm({"name": typed, "password": PASSWORD}, email="bo@demo.example")
    assert form.is_valid()
    assert form.cleaned_data["name"] == kept
