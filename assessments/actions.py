"""Every write of the room: a sitting is started, answered page by page, submitted once or withdrawn."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.basis import Basis, basis_of
from assessments.evidence import as_json, work_out, work_out_retest
from assessments.gathering import gather
from assessments.instruments import instrument, is_released
from assessments.models import TRANSITIONS, Answer, ComponentScore, Release, Sitting
from assessments.offer import FULL, KEY, PULSE, VERSION, Offered, pulse_opens
from assessments.psychometrics.scoring import ComponentScore as Scored
from assessments.psychometrics.scoring import score
from assessments.queries import local_figures
from assessments.releasing import Released, closed_month, is_closed, may_release
from assessments.rounds.agreeing import as_json as raters_as_json
from assessments.rounds.agreeing import work_out_raters
from assessments.rounds.gathering import gather_rounds
from people.days import local_day
from people.drafts import drop_draft, drop_drafts
from people.models import Membership, Organisation
from people.prepared import Given, Prepared
from people.refusals import Refused

_Due = tuple[Release.Kind, int, dict[str, Any]]  # what is told: its kind, of how many, the figures


@transaction.atomic
def start_sitting(*, by: Membership, now: dt.datetime, form: Offered = FULL) -> Sitting:
    """Her open sitting, else a new one: half-done is resumed, never restarted.

    Refused for a pulse before the day on which the next one opens.
    """
    sitting, created = Sitting.objects.get_or_create(
        organisation=by.organisation,
        membership=by,
        instrument_key=form.key,
        state=Sitting.State.STARTED,
        defaults={"instrument_version": form.version, "started_at": now},
    )
    if created and form is PULSE:
        _refuse_too_soon(by, now)
    return sitting


@transaction.atomic
def answer_page(
    *, sitting_id: UUID, answers: Mapping[str, int | None], by: Membership, number: int | None = None
) -> None:
    """Keep these answers, by item code; None is "I'd rather not say". An earlier answer is replaced.

    `number` is the page they were sent from: what was kept of it unsent is done with. No time is kept.
    ValueError for a code that the questionnaire does not have: what a browser sent is sorted
    out by the form.
    """
    sitting = _locked(sitting_id, by)
    _refuse_ended(sitting)
    _refuse_unknown(sitting)
    outside = answers.keys() - {item.code for item in sitting.instrument.items}
    if outside:
        raise ValueError(f"Not an item of {sitting.instrument_key}: {sorted(outside)!r}.")
    Answer.objects.bulk_create(
        [
            Answer(organisation_id=by.organisation_id, sitting=sitting, item_code=code, value=value)
            for code, value in answers.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "sitting", "item_code"],
        update_fields=["value"],
    )
    if number is not None:
        drop_draft(membership=by, form=page_form(sitting_id, number))


@transaction.atomic
def submit_sitting(*, sitting_id: UUID, by: Membership, now: dt.datetime) -> Sitting:
    """Score the sitting and close it. A second time it is the same result: nothing is reckoned again.

    Refused while a statement is neither answered nor declined; the check page says where.
    """
    sitting = _locked(sitting_id, by)
    if sitting.state == Sitting.State.SUBMITTED:
        return sitting
    if Sitting.State.SUBMITTED not in TRANSITIONS[Sitting.State(sitting.state)]:
        raise Refused(_("These answers were put away, so there is no result."))
    _refuse_unknown(sitting)
    answers = dict(sitting.answers.values_list("item_code", "value"))
    if any(item.code not in answers for item in sitting.instrument.items):
        raise Refused(_("Some statements still have no answer."))
    ComponentScore.objects.bulk_create(_scores(sitting, answers))
    sitting.state, sitting.submitted_at = Sitting.State.SUBMITTED, now
    sitting.save(update_fields=["state", "submitted_at"])
    drop_drafts(membership=by, beginning=page_form(sitting_id))
    return sitting


@transaction.atomic
def withdraw_sitting(*, sitting_id: UUID, by: Membership) -> None:
    """Stop an open sitting for good and delete its answers. A second time nothing is left to do.

    What stays is that it was opened and withdrawn, without any answer. Refused once there is a result.
    """
    sitting = _locked(sitting_id, by)
    if sitting.state == Sitting.State.WITHDRAWN:
        return
    _refuse_ended(sitting)
    sitting.answers.all().delete()
    sitting.state = Sitting.State.WITHDRAWN
    sitting.save(update_fields=["state"])
    drop_drafts(membership=by, beginning=page_form(sitting_id))


def page_form(sitting_id: UUID, number: int | str = "") -> str:
    """The name under which an unsent page is kept; without a number what those of a sitting begin with."""
    return f"assessments:{sitting_id}:{number}"


def release_evidence(*, organisation: Organisation, now: dt.datetime) -> int:
    """Tell the organisation what its people's answers say about the questionnaire; how many kinds were told.

    Up to the end of the last month. Nothing is told where it could tell one person apart
    (assessments/releasing.py); what was told before then stands. A second time in a month nothing is left to
    do, and of two at once one comes second: what takes long is worked out before the write.
    """
    until = closed_month(now)
    earlier = _released(organisation)
    rows = [
        Release(
            organisation=organisation,
            instrument_key=Release.form_of(kind)[0],
            instrument_version=Release.form_of(kind)[1],
            kind=kind,
            until=until,
            persons=persons,
            figures=figures,
        )
        for kind, persons, figures in (*_due_sittings(until, earlier), *_due_rounds(until, earlier))
    ]
    Release.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def _due_sittings(until: dt.datetime, earlier: Mapping[str, list[Released]]) -> list[_Due]:
    """What may be told of first sittings, and of first and second ones."""
    form = instrument(KEY, VERSION)
    once, twice = gather(form)
    firsts, pairs = once.before(until), twice.before(until)
    made: list[_Due] = []
    if may_release(once.entered, until, earlier[Release.Kind.SCORES]):
        figures = as_json(work_out(form, firsts))
        made.append((Release.Kind.SCORES, len(firsts), figures))
    beside = len(firsts) - len(pairs[0])
    if is_closed(beside) and may_release(twice.entered, until, earlier[Release.Kind.RETEST]):
        made.append((Release.Kind.RETEST, len(pairs[0]), as_json(work_out_retest(form, *pairs))))
    return made


def _due_rounds(until: dt.datetime, earlier: Mapping[str, list[Released]]) -> list[_Due]:
    """What may be told of closed rounds: how far the raters of a person agree."""
    gathered = gather_rounds()
    if not may_release(gathered.entered, until, earlier[Release.Kind.ROUNDS]):
        return []
    rounds = gathered.before(until)
    return [(Release.Kind.ROUNDS, len(rounds), raters_as_json(work_out_raters(rounds)))]


def _released(organisation: Organisation) -> dict[str, list[Released]]:
    """What was told before, by kind, oldest first."""
    told = Release.objects.filter(organisation=organisation).order_by("until")
    return {
        kind: [Released(*row) for row in told.of(kind).values_list("until", "persons")]
        for kind in Release.Kind
    }


def _locked(sitting_id: UUID, by: Membership) -> Sitting:
    """Her own sitting, held until the transaction ends. Sitting.DoesNotExist for anybody else's."""
    held = _held_sitting.first(sitting=sitting_id, owner=by.pk)
    if held is None:
        raise Sitting.DoesNotExist
    return held


def _refuse_too_soon(by: Membership, now: dt.datetime) -> None:
    """Asked after the new row was written: of two at once the second waits, and then sees the first."""
    last = Sitting.objects.of(by, PULSE.key).submitted().order_by("-submitted_at").first()
    if last is None or last.submitted_at is None:
        return
    zone, ends = by.user.time_zone, by.user.day_ends_at
    opens = pulse_opens(local_day(last.submitted_at, zone, ends))
    if local_day(now, zone, ends) < opens:
        raise Refused(
            _("The next short form opens on %(day)s.") % {"day": date_format(opens, "j F Y")},
        )


def _refuse_ended(sitting: Sitting) -> None:
    if sitting.state == Sitting.State.SUBMITTED:
        raise Refused(_("These answers were already sent, so they stay as they are."))
    if sitting.state == Sitting.State.WITHDRAWN:
        raise Refused(_("These answers were put away, so nothing was saved."))


def _refuse_unknown(sitting: Sitting) -> None:
    """A database may come from a newer release than the code that reads it."""
    if not is_released(sitting.instrument_key, sitting.instrument_version):
        raise Refused(
            _("Version %(version)s of the questionnaire is not known here. Nothing was lost or changed.")
            % {"version": sitting.instrument_version}
        )


def _scores(sitting: Sitting, answers: Mapping[str, int | None]) -> list[ComponentScore]:
    """The five components with every figure that their ranges will be drawn from, as they are known now."""
    measured = zip(sitting.instrument.components, score(sitting.instrument, answers).components, strict=True)
    local = local_figures(sitting.instrument)
    return [_score(sitting, scored, basis_of(measure, local)) for measure, scored in measured]


def _score(sitting: Sitting, scored: Scored, basis: Basis) -> ComponentScore:
    blank, own, again = scored.points is None, basis.local, basis.local_retest
    return ComponentScore(
        organisation_id=sitting.organisation_id,
        sitting=sitting,
        component=scored.component.code,
        answered=scored.answered,
        asked=scored.asked,
        points=scored.points,
        sem=None if blank else basis.sem(scored.answered),
        sem_of_change=None if blank else basis.sem_of_change(scored.answered),
        alpha=basis.alpha,
        sd=basis.sd,
        mean=basis.mean,
        local_persons=None if own is None else own.persons,
        local_until=None if own is None else own.until,
        retest=basis.retest,
        retest_persons=None if again is None else again.persons,
        retest_until=None if again is None else again.until,
    )


_held_sitting: Prepared[Sitting] = Prepared(
    lambda: Sitting.objects.select_for_update().filter(
        pk=Given("sitting", Sitting), membership=Given("owner", Membership)
    )
)
