"""Taking the questionnaire: start, its pages, the check before the result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from assessments.actions import answer_page, page_form, start_sitting, submit_sitting, withdraw_sitting
from assessments.checking import check_sections, first_open_page, unanswered
from assessments.forms import PageForm, sort_page
from assessments.instruments import Item
from assessments.models import Sitting
from assessments.offer import FULL, PULSE, Offered, offered
from assessments.pages import ALONE, TOGETHER, pages
from assessments.permissions import KIND
from assessments.queries import OpenSitting, offer, open_sitting
from assessments.statements import chosen_value, statement, word_help
from people.actions.seals import report_broken
from people.drafts import form_token, read_draft
from people.readers import readers_sentence
from people.refusals import Refused
from people.requests import MemberRequest
from people.sealing import SealBroken


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers of a page that was sent when nobody was signed in any more; `told` says so above the page."""

    answers: Mapping[str, int | None] = field(default_factory=dict)
    told: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: MemberRequest) -> HttpResponse:
    """What it measures and what it does not; POST starts a sitting, or goes on where one was left."""
    if request.method == "POST":
        start_sitting(by=request.membership, now=timezone.now())
        sitting = open_sitting(request.membership)
        return see_other("assessments:start") if sitting is None else to_open_page(request, sitting)
    found = offer(request.membership, timezone.now())
    readers = readers_sentence(request.membership, KIND)
    return render(request, "assessments/start.html", {"offer": found, "readers": readers})


@require_safe
def early(request: MemberRequest) -> HttpResponse:
    """Before the useful day: why later is better, and how to go on all the same."""
    found = offer(request.membership, timezone.now())
    if not found.early or found.answered is not None or found.unknown_version is not None:
        return redirect("assessments:start")
    return render(request, "assessments/early.html", {"offer": found})


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: MemberRequest, number: int, form: Offered = FULL) -> HttpResponse:
    """One page of statements; every way to leave it keeps what was answered."""
    sitting = open_sitting(request.membership, form)
    if sitting is None:
        return _not_open(request, form)
    sheets = pages(sitting.instrument, page_size(request))
    if not 1 <= number <= len(sheets):
        raise Http404
    if request.method == "POST":
        return _answer(request, sitting, sheets, number)
    return _show(request, sitting, sheets, number)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: MemberRequest, form: Offered = FULL) -> HttpResponse:
    """All answers page by page; POST reckons the result, once."""
    refusal = ""
    if request.method == "POST":
        try:
            return _to_result(request, _submit(request))
        except Refused as refused:
            refusal = str(refused)
    sitting = open_sitting(request.membership, form)
    if sitting is None:
        return _to_start(request, refusal, form)
    sheets = pages(sitting.instrument, page_size(request))
    sections = check_sections(sitting, page_size(request))
    errors = unanswered(sections) if refusal else {}
    context = {
        "sitting": sitting,
        "short": form is PULSE,
        "sections": sections,
        "errors": errors,
        "has_errors": bool(errors),
        "last_page": reverse(form.address("page"), args=[len(sheets)]),
    }
    return render(request, "assessments/check.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: MemberRequest, form: Offered = FULL) -> HttpResponse:
    """Ask once, then withdraw the sitting that the form names, with its answers."""
    if request.method == "POST":
        try:
            withdraw_sitting(sitting_id=_named(request), by=request.membership)
        except Sitting.DoesNotExist as unknown:
            raise Http404 from unknown
        except Refused as refused:
            return _to_start(request, str(refused), form)
        messages.success(request, _("Your answers are deleted. You can start anew at any time."))
        return see_other(form.address("start"))
    sitting = open_sitting(request.membership, form)
    if sitting is None:
        return see_other(form.address("start"))
    context = {"sitting": sitting, "short": form is PULSE, "start": reverse(form.address("start"))}
    return render(request, "assessments/stop.html", context)


def page_size(request: MemberRequest) -> int:
    """Five statements together, or one for whoever asked for that in her preferences."""
    return ALONE if request.membership.user.one_statement else TOGETHER


def see_other(name: str, **arguments: object) -> HttpResponseRedirect:
    """To another page, by GET whatever this was."""
    return HttpResponseRedirect(reverse(name, kwargs=arguments), status=303)


def to_open_page(request: MemberRequest, sitting: OpenSitting) -> HttpResponseRedirect:
    """Where she left off; to the check where every statement has an answer."""
    form, number = offered(sitting.instrument.key), first_open_page(sitting, page_size(request))
    return see_other(form.address("check")) if number is None else _to_page(sitting, number)


def _to_page(sitting: OpenSitting, number: int) -> HttpResponseRedirect:
    return see_other(offered(sitting.instrument.key).address("page"), number=number)


def _to_result(request: MemberRequest, done: Sitting) -> HttpResponseRedirect:
    """The report; a pulse has none, but its place among the others."""
    if done.instrument_key != PULSE.key:
        return see_other("assessments:report", sitting_id=done.pk)
    messages.success(request, _("Your answers are saved."))
    return see_other(PULSE.address("start"))


def _submit(request: MemberRequest) -> Sitting:
    """The sitting that the form names, so that a second click finds the same one. 404 for anybody else's."""
    try:
        return submit_sitting(sitting_id=_named(request), by=request.membership, now=timezone.now())
    except Sitting.DoesNotExist as unknown:
        raise Http404 from unknown


def _named(request: MemberRequest) -> UUID:
    try:
        return UUID(request.POST.get("sitting", ""))
    except ValueError as unknown:
        raise Http404 from unknown


def _not_open(request: MemberRequest, form: Offered) -> HttpResponse:
    """Where nothing is open, as in a tab left behind after the answers were sent: what comes is refused."""
    if request.method != "POST":
        return see_other(form.address("start"))
    if "quiet" in request.GET:
        return JsonResponse({"saved": None}, status=409)
    told = _(
        "No questionnaire is open, so these answers were not saved. What was sent before stays as it is."
    )
    return _to_start(request, told, form)


def _to_start(request: MemberRequest, told: str, form: Offered) -> HttpResponseRedirect:
    if told:
        messages.info(request, told)
    return see_other(form.address("start"))


def _answer(
    request: MemberRequest, sitting: OpenSitting, sheets: Sequence[tuple[Item, ...]], number: int
) -> HttpResponse:
    quiet = "quiet" in request.GET
    form = sort_page(request.POST.dict(), sitting.instrument, sheets[number - 1], sitting.answers)
    try:
        answer_page(sitting_id=sitting.id, answers=form.answers, by=request.membership, number=number)
    except Refused as refused:
        if quiet:
            return JsonResponse({"saved": None}, status=409)
        return _to_start(request, str(refused), offered(sitting.instrument.key))
    if quiet:
        return JsonResponse({"saved": _clock(request)})
    leaves = _leaves(request, sitting, number)
    if leaves is not None:
        return leaves
    if form.errors:
        return _show(request, sitting, sheets, number, form)
    if number == len(sheets) or "check" in request.GET:
        return see_other(offered(sitting.instrument.key).address("check"))
    return _to_page(sitting, number + 1)


def _leaves(request: MemberRequest, sitting: OpenSitting, number: int) -> HttpResponseRedirect | None:
    """Back, or away for now: whatever has no answer yet can wait."""
    start, then = offered(sitting.instrument.key).address("start"), request.POST.get("then", "")
    if then == "back":
        return see_other(start) if number == 1 else _to_page(sitting, number - 1)
    if then == "later":
        messages.success(request, _("Saved. You can carry on at any time, on any device."))
        return see_other(start)
    return None


def _show(
    request: MemberRequest,
    sitting: OpenSitting,
    sheets: Sequence[tuple[Item, ...]],
    number: int,
    form: PageForm | None = None,
) -> HttpResponse:
    shown = sheets[number - 1]
    kept = Kept(form.answers) if form else _kept(request, sitting, shown, number)
    answers = {**sitting.answers, **kept.answers}
    errors = form.errors if form else {}
    context = {
        "asked": sitting.instrument,
        "short": sitting.instrument.key == PULSE.key,
        "word_help": word_help(sitting.instrument),
        "first": shown[0].position,
        "last": shown[-1].position,
        "number": number,
        "pages": len(sheets),
        "statements": [
            statement(sitting.instrument, item, chosen_value(answers, item), errors) for item in shown
        ],
        "errors": errors,
        "has_errors": bool(errors),
        "kept": kept.told,
        "draft_token": form_token(request.membership, page_form(sitting.id, number)),
        "address": request.get_full_path(),
        "quiet": f"{request.path}?{urlencode({'quiet': 1})}",
    }
    return render(request, "assessments/page.html", context)


def _kept(request: MemberRequest, sitting: OpenSitting, shown: Sequence[Item], number: int) -> Kept:
    """What was kept of this page. A draft that does not open is recorded and keeps nobody from answering."""
    try:
        draft = read_draft(request.membership, page_form(sitting.id, number))
    except SealBroken as broken:
        report_broken(member=request.membership, table=broken.table, row=broken.row, now=timezone.now())
        return Kept(told=_("What was kept of this page could not be opened, and this was recorded."))
    if draft is None:
        return Kept()
    typed = {name: values[-1] for name, values in draft.fields.items() if values}
    found = sort_page(typed, sitting.instrument, shown, sitting.answers).answers
    new = {item.code: found[item.code] for item in shown if item.code in found}
    if new.items() <= sitting.answers.items():
        return Kept()
    return Kept(new, _("We kept your answers on this page. They are saved when you continue."))


def _clock(request: MemberRequest) -> str:
    return timezone.now().astimezone(ZoneInfo(request.membership.user.time_zone)).strftime("%H:%M")
