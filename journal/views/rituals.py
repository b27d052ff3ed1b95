"""Before and after a shift: a minute for oneself, for whoever wants it."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.plans.actions import RITUAL_FORM, delete_ritual, keep_ritual, report_unopened
from journal.plans.documents import Rite
from journal.plans.forms import RitualForm
from journal.plans.models import Ritual
from journal.plans.queries import rituals_page
from journal.plans.said import rite_name
from journal.views.sheets import Sheet
from people.readers import readers_sentence
from people.requests import MemberRequest


@require_safe
def show(request: MemberRequest) -> HttpResponse:
    """What there is, and the last that she wrote. Nothing is counted."""
    now, page = timezone.now(), rituals_page(request.membership)
    report_unopened(by=request.membership, rows=page.unopened, now=now)
    readers = readers_sentence(request.membership, "ritual")
    return render(request, "journal/rituals.html", {"page": page, "readers": readers})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest, code: str) -> HttpResponse:
    """One of them."""
    if code not in {rite.value for rite in Rite}:
        raise Http404
    me, now, rite = request.membership, timezone.now(), Rite(code)
    sheet = _sheet(rite)
    if request.method == "POST":
        form = RitualForm(request.POST, rite=rite)
        return sheet.answer(
            request,
            form,
            now,
            save=lambda: keep_ritual(
                by=me, document=form.document(), submission_key=form.cleaned_data["submission_key"], now=now
            ),
            said=_("Kept. Only you can read it."),
            then=lambda _ritual: reverse("journal:ritual-list"),
        )
    kept = sheet.kept(me, now)
    first = {"submission_key": uuid4()} | kept.initial
    return sheet.page(request, RitualForm(initial=first, rite=rite), kept=kept)


@require_POST
def delete(request: MemberRequest, row: UUID) -> HttpResponse:
    """Delete one for good."""
    get_object_or_404(Ritual.objects.of(request.membership), pk=row)
    delete_ritual(row=row, by=request.membership)
    messages.success(request, _("Deleted."))
    return HttpResponseRedirect(reverse("journal:ritual-list"), status=303)


def _sheet(rite: Rite) -> Sheet:
    return Sheet(
        form=f"{RITUAL_FORM}:{rite.value}",
        of=RitualForm,
        kind="ritual",
        title=rite_name(rite),
        back=reverse("journal:ritual-list"),
        lead=_lead(rite),
    )


def _lead(rite: Rite) -> tuple[str, ...]:
    return {
        Rite.HELPED: (
            _("Think of one time at work when you helped somebody. What did you do, and what changed?"),
            _("A few words are enough. Then log in."),
        ),
        Rite.VIEW: (
            _(
                "Think of one customer who was hard to deal with. What was it like for them before they "
                "called?"
            ),
            _("One sentence from their side is enough. You need not agree with it."),
        ),
        Rite.AFTER: (
            _("Name one thing that you got done, and one that stays here until next time. Then log out."),
        ),
    }[rite]
