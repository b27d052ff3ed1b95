"""HR's pages of an opening's parts: job, stages, guide, rule, what candidates are told, the team."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hiring.guide import Question
from hiring.models import Opening, OpeningStage
from hiring.openings.actions.guides import confirm_competency, remove_question, save_question
from hiring.openings.actions.parts import save_job, save_told
from hiring.openings.actions.rules import fix_rule
from hiring.openings.actions.stages import save_stages
from hiring.openings.actions.team import name_team
from hiring.openings.forms.guide import QuestionForm, VersionForm, first_of_question
from hiring.openings.forms.job import JobForm, StagesForm
from hiring.openings.forms.rule import RuleForm, first_of_rule
from hiring.openings.forms.told import TeamForm, ToldForm
from hiring.openings.queries import GuidePage, fixed_rules, guide_of, guide_page, team_page
from hiring.openings.starter import first_rule
from hiring.queries import switched_on
from hiring.views.openings import for_hr, see_other
from people.days import local_day
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def job(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """What the job needs, and which statements it asks about, with a reason for each part."""
    opening = _draft(opening_id)
    first = {"title": opening.title, "needs": opening.needs}
    for one in switched_on(opening):
        first |= {f"on_{one.component.code}": "on", f"reason_{one.component.code}": one.reason}
    form = JobForm(_posted(request), initial=first)
    if form.is_bound and form.is_valid():
        save_job(opening=opening, job=form.told(), by=request.membership, now=timezone.now())
        return _saved(request, opening)
    return _part(request, opening, form, _("What the job needs"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def stages(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """The talks by name; statements are a stage where the job has a reason for them."""
    opening = _draft(opening_id)
    there = list(OpeningStage.objects.filter(opening=opening).order_by("position"))
    talks = [one.name for one in there if one.kind == OpeningStage.Kind.INTERVIEW]
    asks = any(one.kind == OpeningStage.Kind.QUESTIONNAIRE for one in there)
    first = {"first": talks[0] if len(talks) > 1 else "", "last": talks[-1]}
    form = StagesForm(_posted(request), initial=first)
    if form.is_bound and form.is_valid():
        told = form.told(asks=asks)
        save_stages(opening=opening, stages=told, by=request.membership, now=timezone.now())
        return _saved(request, opening)
    return _part(request, opening, form, _("Stages"), asks=asks, is_stages=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def guide(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """The questions, competency by competency; POST says of one that it fits."""
    opening = _draft(opening_id)
    form = VersionForm(request.POST)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_competency(
                opening=opening,
                code=request.POST.get("part", ""),
                version=form.cleaned_data["version"],
                by=request.membership,
                now=timezone.now(),
            )
        except Refused as refusal:
            messages.info(request, str(refusal))
        except LookupError as unknown:
            raise Http404 from unknown
        return see_other("hiring:opening-guide", opening_id=opening.pk)
    return render(request, "hiring/opening_guide.html", {"opening": opening, "page": guide_page(opening)})


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def question_new(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """One more question."""
    return _question(request, _draft(opening_id), None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def question(request: MemberRequest, opening_id: UUID, code: str) -> HttpResponse:
    """Change a question, or take it out."""
    return _question(request, _draft(opening_id), code)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def rule(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """How ratings are put together: fixed once, then only followed by another version with a reason."""
    opening: Opening = get_object_or_404(Opening.objects.select_related("own_guide"), pk=opening_id)
    asked, fixed = guide_of(opening), fixed_rules(opening)
    if not asked.questions:
        return see_other("hiring:opening-guide", opening_id=opening.pk)
    codes = [one.code for one in asked.competencies]
    fits = bool(fixed) and [part.code for part in fixed[0].rule.parts] == codes
    first = first_of_rule(fixed[0].rule if fits else first_rule(asked))
    form = RuleForm(_posted(request), guide=asked, is_change=bool(fixed), initial=first)
    if form.is_bound and form.is_valid():
        try:
            fix_rule(
                opening=opening,
                rule=form.told(),
                reason=form.reason_told,
                by=request.membership,
                now=timezone.now(),
            )
            messages.success(request, _("The rule is fixed."))
            return see_other("hiring:opening", opening_id=opening.pk)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    names = {one.code: one.name for one in asked.competencies}
    versions = [(one, [(names.get(part.code, part.code), part) for part in one.rule.parts]) for one in fixed]
    context = {"opening": opening, "form": form, "versions": versions}
    return render(request, "hiring/opening_rule.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def told(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Notice, contact, last day and how long everything is kept."""
    opening, now, user = _draft(opening_id), timezone.now(), request.membership.user
    names = ("notice", "contact", "deadline", "retention")
    first = {name: getattr(opening, name) for name in names}
    today = local_day(now, user.time_zone, user.day_ends_at)
    form = ToldForm(_posted(request), today=today, initial=first)
    if form.is_bound and form.is_valid():
        try:
            save_told(opening=opening, told=form.told(), by=request.membership, now=now)
            return _saved(request, opening)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    return _part(request, opening, form, _("What candidates are told"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_hr
def team(request: MemberRequest, opening_id: UUID) -> HttpResponse:
    """Who talks with candidates and who decides; also once it is open."""
    opening: Opening = get_object_or_404(Opening, pk=opening_id)
    there = team_page(opening)
    first = {"interviewers": "\n".join(there.interviewers), "deciders": "\n".join(there.deciders)}
    form = TeamForm(_posted(request), initial=first)
    if form.is_bound and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("interviewers", "deciders")}
        try:
            name_team(opening=opening, **said, by=request.membership, now=timezone.now())
            return _saved(request, opening)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    return _part(request, opening, form, _("Who talks and who decides"))


def _draft(opening_id: UUID) -> Opening:
    """A draft; 404 for one that is open, whose parts stay as they are."""
    drafts = Opening.objects.filter(state=Opening.State.DRAFT)
    found: Opening = get_object_or_404(drafts, pk=opening_id)
    return found


def _posted(request: MemberRequest) -> dict[str, str] | None:
    return request.POST if request.method == "POST" else None


def _saved(request: MemberRequest, opening: Opening) -> HttpResponse:
    messages.success(request, _("Saved."))
    return see_other("hiring:opening", opening_id=opening.pk)


def _part(request: MemberRequest, opening: Opening, form: Form, title: str, **more: object) -> HttpResponse:
    context = {"opening": opening, "form": form, "title": title, **more}
    return render(request, "hiring/opening_part.html", context)


def _question(request: MemberRequest, opening: Opening, code: str | None) -> HttpResponse:
    page = guide_page(opening)
    found = _found(page, code)
    if request.method == "POST" and request.POST.get("then") == "remove" and code is not None:
        return _remove(request, opening, code)
    first = {"version": page.version} if found is None else first_of_question(found, page.version)
    form = QuestionForm(_posted(request), initial=first)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            save_question(
                opening=opening,
                text=form.told(),
                code=code,
                version=version,
                by=request.membership,
                now=timezone.now(),
            )
            return see_other("hiring:opening-guide", opening_id=opening.pk)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(
        request, "hiring/opening_question.html", {"opening": opening, "form": form, "is_new": code is None}
    )


def _found(page: GuidePage, code: str | None) -> Question | None:
    """The question with this code; 404 where the guide has none."""
    if code is None:
        return None
    for one in page.guide.questions:
        if one.code == code:
            return one
    raise Http404


def _remove(request: MemberRequest, opening: Opening, code: str) -> HttpResponse:
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        remove_question(
            opening=opening, code=code, version=version, by=request.membership, now=timezone.now()
        )
    except Refused as refusal:
        messages.info(request, str(refusal))
    return see_other("hiring:opening-guide", opening_id=opening.pk)
