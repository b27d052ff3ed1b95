"""The admin's screens: people, roles, teams, invitations. None of them shows what anybody writes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.actions.invitations import invite, revoke_invitation
from people.actions.organisations import change_member, close_membership, name_report_contact, save_team
from people.forms import InviteForm, PlainForm, ReportContactForm, RolesForm, TeamForm
from people.models import Invitation, Membership, Team
from people.permissions import check_administer
from people.queries import list_open_invitations, list_people, report_contact_of, team_tree
from people.refusals import Refused
from people.requests import MemberRequest
from people.sessions import keep_session

View = Callable[..., HttpResponse]


def for_admins(view: View) -> View:
    """Closed by role alone: 403 with the reason for everybody else of the organisation."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        check_administer(request.membership)
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_admins
def people(request: MemberRequest) -> HttpResponse:
    """Everybody in the organisation, 50 a page, by name."""
    asked = request.GET.get("page", "")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    return render(request, "people/admin_people.html", {"people": list_people(page)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def person(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """Change one person's roles and team."""
    member = _member(member_id)
    form = RolesForm(request.POST if request.method == "POST" else None, initial=RolesForm.of(member))
    if request.method == "POST" and form.is_valid():
        roles, team = form.chosen()
        try:
            change_member(member=member, roles=roles, team=team, by=request.membership, now=timezone.now())
        except Refused as refusal:
            form.add_error("roles", str(refusal))
        else:
            _keep_own_session(request, member)
            return _done(
                request, _("%(name)s is changed.") % {"name": member.user.name}, "people:admin-people"
            )
    return render(request, "people/admin_person.html", {"form": form, "person": member})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def close(request: MemberRequest, member_id: UUID) -> HttpResponse:
    """End one person's place in the organisation, after asking once."""
    member = _member(member_id)
    form = PlainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            close_membership(member=member, by=request.membership, now=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = _("%(name)s is no longer in your organisation.") % {"name": member.user.name}
            return _done(request, told, "people:admin-people")
    return render(request, "people/admin_close.html", {"form": form, "person": member})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
@rate_limit(action="invite")
def invitations(request: MemberRequest) -> HttpResponse:
    """What is open, and one more."""
    now = timezone.now()
    form = InviteForm(request.POST if request.method == "POST" else None, initial={"roles": ["agent"]})
    if request.method == "POST" and form.is_valid():
        roles, team = form.chosen()
        email = form.cleaned_data["email"]
        try:
            invite(email=email, roles=roles, team=team, by=request.membership, now=now)
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            told = _("A link is on its way to %(email)s.") % {"email": email}
            return _done(request, told, "people:admin-invitations")
    return render(
        request, "people/admin_invitations.html", {"form": form, "invitations": list_open_invitations(now)}
    )


@require_POST
@for_admins
def take_back(request: MemberRequest, invitation_id: UUID) -> HttpResponse:
    """Make an open invitation's link stop working."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    try:
        revoke_invitation(invitation=invitation, by=request.membership, now=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
        return HttpResponseRedirect(reverse("people:admin-invitations"), status=303)
    told = _("The invitation to %(email)s is taken back.") % {"email": invitation.email}
    return _done(request, told, "people:admin-invitations")


@require_safe
@for_admins
def teams(request: MemberRequest) -> HttpResponse:
    """The tree of teams."""
    return render(request, "people/admin_teams.html", {"teams": team_tree()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def report_contact(request: MemberRequest) -> HttpResponse:
    """Name who takes reports."""
    present = report_contact_of(request.membership.organisation)
    first = {"email": present.user.email if present else ""}
    form = ReportContactForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            named = name_report_contact(
                email=form.cleaned_data["email"], by=request.membership, now=timezone.now()
            )
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            told = _("%(name)s takes reports from now on.") if named else _("Nobody takes reports now.")
            name = {"name": named.user.name if named else ""}
            return _done(request, told % name, "people:admin-report-contact")
    return render(request, "people/admin_report_contact.html", {"form": form, "present": present})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def team(request: MemberRequest, team_id: UUID | None = None) -> HttpResponse:
    """Make a team, or change one."""
    found = get_object_or_404(Team, pk=team_id) if team_id else None
    initial = _of_team(found) if found else {}
    form = TeamForm(request.POST if request.method == "POST" else None, team=found, initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, form, found):
        told = _("The team %(name)s is saved.") % {"name": form.cleaned_data["name"]}
        return _done(request, told, "people:admin-teams")
    return render(request, "people/admin_team.html", {"form": form, "team": found})


def _saved(request: MemberRequest, form: TeamForm, found: Team | None) -> bool:
    try:
        save_team(
            team=found,
            name=form.cleaned_data["name"],
            parent=form.cleaned_data["parent"],
            supervisors=form.chosen_supervisors(),
            is_unit=form.cleaned_data["is_unit"],
            by=request.membership,
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field or "name", str(refusal))
        return False
    return True


def _of_team(team: Team) -> dict[str, Any]:
    return {
        "name": team.name,
        "parent": team.parent_id,
        "is_unit": team.is_unit,
        "supervisors": list(team.supervisions.values_list("membership_id", flat=True)),
    }


def _member(member_id: UUID) -> Membership:
    """An open membership of this organisation; 404 for everything else, other organisations' among it."""
    return get_object_or_404(
        Membership.objects.select_related("user", "organisation"), pk=member_id, closed_at=None
    )


def _keep_own_session(request: MemberRequest, member: Membership) -> None:
    """An admin who changed her own roles stays signed in here; elsewhere she is signed out like anybody."""
    if member.user_id == request.user.pk:
        keep_session(request)


def _done(request: MemberRequest, told: str, where: str) -> HttpResponse:
    messages.success(request, told)
    return HttpResponseRedirect(reverse(where), status=303)
