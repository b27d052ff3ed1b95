"""A bench installation's rows, made fast: people through actions, moments and answers in bulk.

Run inside the environment of the product; prints what the measuring side needs to know as JSON.
"""

import datetime as dt
import json
import statistics
import sys
import time
from dataclasses import asdict

import django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

django.setup()

from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from people.actions.accounts import create_user, read_notice  # noqa: E402
from people.actions.organisations import Roles, create_organisation, join  # noqa: E402
from people.models import Membership, Organisation, User  # noqa: E402
from people.scope import organisation_scope  # noqa: E402
from tests.bench.seeded import PASSWORD, SIGNERS, Seeded  # noqa: E402


def person(
    organisation: Organisation, name: str, now: dt.datetime, password: str | None = None
) -> Membership:
    user = create_user(
        email=f"{name}@bench.example",
        name=name.title(),
        password=password,
        now=now,
        time_zone="Europe/Berlin",
    )
    member = join(organisation=organisation, user=user, roles=Roles(), team=None, actor=None, now=now)
    read_notice(member=member)
    return member


def signers(organisation: Organisation, encoded: str, now: dt.datetime) -> None:
    """People who sign in once or twice each: a sign-in looks through the person's earlier sessions."""
    for number in range(SIGNERS):
        person(organisation, f"signer-{number}", now)
    User.objects.filter(email__startswith="signer-").update(password=encoded)


def session(member: Membership) -> str:
    """The cookie of a signed-in browser, without the cost of a password."""
    store = SessionStore()
    store[SESSION_KEY] = str(member.user_id)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    store.create()
    return str(store.session_key)


def hasher_cost(member: Membership) -> float:
    """Milliseconds of CPU to check one password, the middle of five."""
    costs = []
    for _ in range(5):
        began = time.process_time()
        assert member.user.check_password(PASSWORD)
        costs.append(1000 * (time.process_time() - began))
    return statistics.median(costs)


def seed(size: int, own: int) -> Seeded:
    """An organisation with `size` moments, `own` of them the measured person's."""
    now, seeded = timezone.now(), Seeded()
    with transaction.atomic():
        organisation = create_organisation(name="Bench", now=now)
        with organisation_scope(organisation):
            measured = person(organisation, "measured", now, PASSWORD)
            seeded.sessions["measured"] = session(measured)
            signers(organisation, measured.user.password, now)
    seeded.hasher = hasher_cost(measured)
    return seeded


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(seed(int(sys.argv[1]), int(sys.argv[2])))))
