"""The figures of openings that were run as the pages run them: by actions alone, late answers and all."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hiring.actions.answers import answer_statements, send_answers
from hiring.actions.candidates import reopen_candidate
from hiring.actions.leaving import withdraw_candidate
from hiring.actions.scorecards import Verdict, decide
from hiring.equality.actions import keep_equality_answers
from hiring.fairness import cohens_d
from hiring.groups.counts import OpeningCount, counts_of
from hiring.groups.kept import with_state
from hiring.groups.page import fairness_page
from hiring.keeping.actions import hold_opening, lift_hold
from hiring.models import Candidate, EqualityKey, Opening
from hiring.openings.actions.states import close_opening
from hiring.queries import sitting
from hiring.talks.queries.ruling import next_stage
from people.models import Membership
from tests.cast import NOW
from tests.hires import answered, begun, helped, invited, job, locked, sent, wished
from tests.hiring.conftest import later
from tests.hiring.fairness.filled import Came, fill

# 110 people, of whom 30 have a disability.
CAME: list[Came] = [
    ({"sex": "female", "disability": "no"}, 40, (10,)),
    ({"sex": "male", "disability": "no"}, 40, (10,)),
    ({"sex": "female", "disability": "yes"}, 30, (8,)),
]
LATE = later(days=10)


def count_of(opening: Opening, now: dt.datetime) -> OpeningCount:
    return counts_of([opening], now)[opening.pk]


def decided(candidate: Candidate, hr: Membership, *, goes_on: bool, now: dt.datetime = NOW) -> None:
    """As the page of the decision does it: a card, then the next talk."""
    locked(candidate, hr, now=now)
    verdict = Verdict(goes_on=goes_on, grounds=("calm",), reason="Calm.")
    decide(candidate=candidate, verdict=verdict, by=hr, now=now, stage=next_stage(candidate))


@pytest.fixture
def short(scoped: None, dee: Membership) -> Opening:
    """Its last day is over before LATE."""
    return job(dee, days=5)


@pytest.fixture
def late(short: Opening, dee: Membership) -> Candidate:
    """She has begun, and her days stand still until HR has answered her; all others are decided on."""
    begun_one = begun(invited(short, dee))
    fill(short, dee, CAME)
    return wished(begun_one, "An interpreter.", first=True)


def test_while_somebody_may_still_come_late_figures_move_by_waves(
    short: Opening, late: Candidate, dee: Membership
) -> None:
    """Otherwise the page before her decision, and the one after it, tell what she said of herself."""
    assert not short.takes(LATE)
    before = count_of(short, LATE)
    assert [(one.decided, one.in_figures, one.under_way) for one in before.stages] == [(110, 60, 0)]
    said = {"disability": "yes"}
    send_answers(candidate=answered(late, now=LATE), now=LATE)
    keep_equality_answers(candidate=late, answers=said, now=LATE)
    assert count_of(short, LATE).by_overall == before.by_overall
    decided(late, dee, goes_on=False, now=LATE)
    after = count_of(short, LATE)
    assert after.by_overall["disability"].groups["yes"] == (8, 31)
    assert after.overall.in_figures - before.overall.in_figures == 51


def test_days_that_she_got_for_waiting_count_until_they_are_over(
    short: Opening, late: Candidate, dee: Membership
) -> None:
    helped(late, dee, "There will be one.", now=later(days=4))
    assert late.extra_days == 4
    assert short.closes_at is not None
    last = short.closes_at + dt.timedelta(days=4)
    for now, figures, coming in ((last - dt.timedelta(seconds=1), 60, 1), (last, 110, 0)):
        assert late.takes(now) is bool(coming)
        assert count_of(short, now).overall.in_figures == figures
        assert vars(with_state(Opening.objects.all(), now).get())["late"] == coming


def test_who_never_waited_holds_nothing_up(short: Opening, dee: Membership) -> None:
    invited(short, dee)
    fill(short, dee, CAME)
    assert count_of(short, LATE).overall.in_figures == 110


def test_who_was_let_in_again_and_never_sent_is_still_under_way(short: Opening, dee: Membership) -> None:
    """What she said of herself stays, and it may be decided about her yet."""
    again = sent(short, dee)
    keep_equality_answers(candidate=again, answers={"disability": "yes"}, now=NOW)
    reopen_candidate(candidate=again, reason="A page was broken.", by=dee, now=NOW)
    fill(short, dee, CAME)
    close_opening(opening=short, by=dee, now=NOW)
    short.refresh_from_db()
    before = count_of(short, LATE)
    assert (before.overall.in_figures, before.overall.under_way) == (60, 1)
    decided(again, dee, goes_on=False, now=LATE)
    assert count_of(short, LATE).overall.in_figures == 111


def test_who_was_decided_on_and_has_everything_erased_ends_the_figures(
    scoped: None, dee: Membership, clock: time_machine.Traveller
) -> None:
    """10 of 40 women, and 10 of 39 a moment later, would be what she said. Nothing of her opening counts any
    more, among all openings neither; another opening stays as it is.
    """
    one, other = job(dee, days=5), job(dee, title="Another", days=5)
    for each in (one, other):
        fill(each, dee, CAME)
    before = counts_of([one, other], LATE)
    assert before[one.pk].by_overall["sex"].groups["female"] == (18, 70)
    assert fairness_page(other, LATE).pooled is not None
    withdraw_candidate(candidate=one_decided(one), now=LATE)
    one.refresh_from_db()
    after = counts_of([one, other], LATE)
    assert after[other.pk] == before[other.pk]
    assert [(each.decided, each.in_figures) for each in after[one.pk].stages] == [(109, 0)]
    page = fairness_page(one, LATE)
    # The first table counts decisions by stage, and tells of no group.
    shown = {cell for table in page.tables[1:] for row in table.rows for cell in row[1:]}
    assert (shown, page.pooled) == ({"–", "Too few to compare"}, None)
    clock.move_to(LATE)
    client = Client()
    client.force_login(dee.user)
    words = "so this opening has no figures any more"
    for each, told in ((one, True), (other, False)):
        text = client.get(reverse("hiring:opening-fairness", args=[each.pk])).content.decode()
        assert (words in text) is told


def test_who_said_nothing_ends_the_figures_too(short: Opening, dee: Membership) -> None:
    """Otherwise that they go on would tell that she had not."""
    fill(short, dee, [*CAME, (None, 10, (0,))])
    silent = Candidate.objects.exclude(pk__in=EqualityKey.objects.values("candidate"))
    withdraw_candidate(candidate=silent[0], now=LATE)
    short.refresh_from_db()
    assert count_of(short, LATE).overall.in_figures == 0


def test_who_leaves_before_it_is_decided_ends_no_figures(short: Opening, dee: Membership) -> None:
    leaves = sent(short, dee)
    keep_equality_answers(candidate=leaves, answers={"sex": "female"}, now=NOW)
    fill(short, dee, CAME)
    withdraw_candidate(candidate=leaves, now=NOW)
    short.refresh_from_db()
    assert count_of(short, LATE).by_overall["sex"].groups["female"] == (18, 70)


def test_where_the_law_asks_for_records_figures_stay(scoped: None, dee: Membership) -> None:
    """Who withdraws stays in them, since her data stays until its day."""
    opening = job(dee, days=5, retention="us")
    fill(opening, dee, CAME)
    before = count_of(opening, LATE)
    withdraw_candidate(candidate=one_decided(opening), now=LATE)
    opening.refresh_from_db()
    assert count_of(opening, LATE) == before


def test_under_a_legal_hold_figures_end_when_it_is_lifted(short: Opening, dee: Membership) -> None:
    fill(short, dee, CAME)
    hold = hold_opening(opening=short, name="Claim", reason="A claim.", by=dee, now=LATE)
    withdraw_candidate(candidate=one_decided(short), now=LATE)
    short.refresh_from_db()
    assert count_of(short, LATE).overall.in_figures == 110
    lift_hold(hold=hold, by=dee, now=LATE)
    short.refresh_from_db()
    assert count_of(short, LATE).overall.in_figures == 0


def one_decided(opening: Opening) -> Candidate:
    return Candidate.objects.filter(opening=opening, decisions__isnull=False)[0]


def test_scores_of_an_opening_that_came_through_its_pages(short: Opening, dee: Membership) -> None:
    """Of 40 women 12 score 100 in self-regulation and 28 score 0; of 40 men 27 and 13. So 30 and 67.5 %
    lie above the middle, 0, at the one talk: nothing else is decided.
    """
    scores: dict[str, list[float]] = {}
    for sex, high in (("female", 12), ("male", 27)):
        for number in range(40):
            came_through(short, dee, sex, number, high=number < high)
        scores[sex] = [100.0] * high + [0.0] * (40 - high)
    page = fairness_page(short, LATE)
    assert [(one.name, one.decided, one.in_figures, one.under_way) for one in page.steps] == [
        ("Talk", 80, 80, 0)
    ]
    title, rows = page.scores[0].title, page.scores[0].rows
    own = [row for row in rows if row[1] == "Self-regulation"]
    d = f"{cohens_d(scores['female'], scores['male']):.2f}".replace("-", "−")
    assert title == "Sex: Talk, scores"
    assert own == [
        ("Female", "Self-regulation", "40", "12", "30.0 %", "0.44", "0.002", d),
        ("Male", "Self-regulation", "40", "27", "67.5 %", "1.00", "–", "–"),
    ]
    assert d == "−0.80"


def came_through(opening: Opening, hr: Membership, sex: str, number: int, *, high: bool) -> None:
    """One candidate from her invitation to the decision."""
    name = f"{sex}-{number}"
    one = begun(invited(opening, hr, name=name, token=name), session=name)
    items = sitting(one).asked.items
    answer_statements(
        candidate=one, answers={item.code: 5 if high == (item.key == 1) else 1 for item in items}, now=NOW
    )
    one = send_answers(candidate=one, now=NOW)
    keep_equality_answers(candidate=one, answers={"sex": sex}, now=NOW)
    decided(one, hr, goes_on=number % 2 == 0)
