"""HR's pages about links: many people invited at once, links taken back, answers opened again."""

from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hiring.actions.candidates import invite_candidates, reopen_candidate, revoke_links
from hiring.actions.links import MAIL, said_in_mail
from hiring.drafts import reopening_form
from hiring.invitations.forms import PeopleForm, ReopenForm
from hiring.invitations.reading import Reading, as_list
from hiring.judgement.queries import is_timed
from hiring.models import Candidate, Opening
from hiring.queries import addresses_of
from hiring.views.drafts import drafted, kept_in, put_back
from hiring.views.openings import for_hr, see_other
from people.refusals import Refused
from people.requests import MemberRequest

IN_PREVIEW = "…"  # where the mail has its link


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
@rate_limit(action="invite")
def invite(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Paste a list or give a file, look at who gets which mail, then send. Nothing is stored in between."""
    opening: Opening = get_object_or_404(Opening.objects.select_related("organisation"), pk=opening_id)
    if request.method != "POST":
        return render(request, "hiring/invite.html", {"form": PeopleForm(invited=()), "opening": opening})
    checked = "checked" in request.POST
    form = PeopleForm(request.POST, request.FILES, invited=addresses_of(opening), checked=checked)
    reading = form.reading if form.is_valid() else None
    if reading is None:
        return render(request, "hiring/invite.html", {"form": form, "opening": opening})
    if request.POST.get("then") != "send":
        return _check(request, opening, reading)
    return _send(request, opening, form, reading)


@require_POST
@for_hr
def revoke(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Make every link of this person stop."""
    found = _candidate(candidate_id)
    revoke_links(candidate=found, by=request.membership, now=timezone.now())
    messages.success(request, _("Every link of this person has stopped. A new one works again."))
    return see_other("hiring:candidate", candidate_id=found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def reopen(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Let this person change what was sent, with a reason that is kept."""
    found = _candidate(candidate_id)
    form = ReopenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            reopen_candidate(candidate=found, reason=reason, by=request.membership, now=timezone.now())
            messages.success(request, _("It is open again, and a link is on its way."))
            return see_other("hiring:candidate", candidate_id=found.pk)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    kept = put_back(form, drafted(request, reopening_form(found.pk)))
    context = {"form": form, "candidate": found, "is_timed": is_timed(found)}
    context |= kept_in(request, reopening_form(found.pk), kept=kept)
    return render(request, "hiring/reopen.html", context)


def _candidate(candidate_id: UUID) -> Candidate:
    shown = Candidate.objects.shown().select_related("opening__organisation", "opening__judgement")
    found: Candidate = get_object_or_404(shown, pk=candidate_id)
    return found


def _check(request: MemberRequest, opening: Opening, reading: Reading) -> HttpResponse:
    """Who gets a mail, who does not and why, and the mail itself."""
    said = said_in_mail(opening, IN_PREVIEW, deadline=opening.last_day, sent=False) | {"link": IN_PREVIEW}
    context = {
        "opening": opening,
        "reading": reading,
        "list": as_list(reading.people),
        "mail": render_to_string(f"{MAIL}.txt", said).strip(),
    }
    return render(request, "hiring/invite_check.html", context)


def _send(request: MemberRequest, opening: Opening, form: PeopleForm, reading: Reading) -> HttpResponse:
    try:
        sent = invite_candidates(
            opening=opening, people=reading.people, by=request.membership, now=timezone.now()
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "hiring/invite.html", {"form": form, "opening": opening})
    if sent:
        told = ngettext("%(sent)s link is on its way.", "%(sent)s links are on their way.", sent)
        messages.success(request, told % {"sent": sent})
    else:
        messages.info(request, _("All of them are invited already, so nothing was sent."))
    return see_other("hiring:opening", opening_id=opening.pk)
