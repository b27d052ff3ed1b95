"""The request that a signed-in page gets, as the type checker should see it."""

from django.http import HttpRequest

from people.models import Membership, User


class MemberRequest(HttpRequest):
    """After people.middleware: somebody is signed in, and acts as one of her memberships.

    Never made at run time; a view that asks for sign-in names it in place of HttpRequest.
    """

    user: User
    membership: Membership
