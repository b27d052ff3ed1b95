"""HR's page of what a candidate asked for: read and answered in text, by nobody who talks with her."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hiring.adjustments.actions import answer_adjustment
from hiring.adjustments.forms import AnswerForm
from hiring.adjustments.queries import asked_by
from hiring.drafts import answer_form
from hiring.models import Candidate
from hiring.permissions import check_adjust
from hiring.views.drafts import drafted, kept_in, last, put_back
from hiring.views.openings import for_hr, see_other
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def show(request: MemberRequest, candidate_id: UUID) -> HttpResponse:
    """Her requests with their answers, and the form for the one that has none.

    What was typed stays in the form whatever refuses it, beside the request as it is now.
    """
    shown = Candidate.objects.reached_by(request.membership).select_related("opening")
    candidate: Candidate = get_object_or_404(shown, pk=candidate_id)
    check_adjust(request.membership, candidate)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _answered(request, candidate, form):
        messages.success(request, _("The answer is sent."))
        return see_other("hiring:adjustments", candidate_id=candidate.pk)
    asked = asked_by(candidate)
    waiting = next((one for one in asked if one.answered_at is None), None)
    draft = drafted(request, answer_form(candidate.pk))
    kept = put_back(form, draft)
    context = {"form": form, "candidate": candidate, "asked": asked, "waiting": waiting}
    context["is_other"] = kept and waiting is not None and last(draft, "version") != waiting.version
    context |= kept_in(request, answer_form(candidate.pk), kept=kept)
    return render(request, "hiring/adjustments_hr.html", context)


def _answered(request: MemberRequest, candidate: Candidate, form: AnswerForm) -> bool:
    """Answer the request that waits. False with the reason in the form where there is none any more."""
    waiting = candidate.adjustments.filter(answered_at=None).values_list("pk", flat=True).first()
    if waiting is None:
        form.add_error(None, _("Nothing waits for an answer here."))
        return False
    said = {"version": request.POST.get("version", ""), "text": form.cleaned_data["text"]}
    try:
        answer_adjustment(row=waiting, **said, by=request.membership, now=timezone.now())
    except Refused as refusal:
        form.add_error("text" if refusal.field else None, str(refusal))
        return False
    except Candidate.DoesNotExist as gone:
        raise Http404 from gone
    return True
