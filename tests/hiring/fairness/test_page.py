"""The page of fairness: what HR reads of an opening that people came through, and what she does not."""

import csv
import datetime as dt
import io
import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hiring.asked import asked_of
from hiring.groups.counts import counts_of
from hiring.groups.page import fairness_page, figures_end
from hiring.judgement.actions.settings import Use
from hiring.models import Opening
from hiring.openings.actions.states import close_opening
from people.models import Membership, Organisation
from people.scope import organisation_scope
from tests.cast import NOW
from tests.experts import RATINGS, asking, frozen_by
from tests.hires import job
from tests.hiring.conftest import later
from tests.hiring.fairness.filled import Came, Groups, answer, decided, fill, people_in, rate, say, talks
from tests.test_query_counts import without_wall

WOMEN, MEN = {"sex": "female", "ethnicity": "white"}, {"sex": "male", "ethnicity": "white"}
# Teal as it would stand here: the examination, then the promotion.
TEAL: list[Came] = [
    ({"ethnicity": "black"}, 48, (26, 11)),
    ({"ethnicity": "white"}, 259, (206, 35)),
    (None, 10, (6, 2)),
]


@pytest.fixture
def closed(opening: Opening, dee: Membership) -> Opening:
    """Nobody can come any more."""
    close_opening(opening=opening, by=dee, now=NOW)
    opening.refresh_from_db()
    return opening


def _text(client: Client, opening: Opening) -> str:
    answer = client.get(reverse("hiring:opening-fairness", args=[opening.pk]))
    assert answer.status_code == 200
    words = re.sub(r"<(svg|style|script).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return " ".join(words.split())


@pytest.fixture
def hr(dee: Membership) -> Client:
    client = Client()
    client.force_login(dee.user)
    return client


def test_teal_stage_by_stage_and_together(
    hr: Client, closed: Opening, dee: Membership, clock: object
) -> None:
    fill(closed, dee, TEAL)
    text = _text(hr, closed)
    assert (
        "Black or African American passed “First call” at 0.68 times the rate of White (26 of 48 against 206 "
        "of 259). Below the 0.80 line (Fisher p below 0.001); likely between 0.52 and 0.89."
    ) in text
    assert (
        "White came through at 0.59 times the rate of Black or African American (35 of 259 against 11 of "
        "48). Below the 0.80 line (Fisher p 0.121); likely between 0.32 and 1.08. Could be chance."
    ) in text


def test_the_page_says_how_it_was_checked_and_nothing_that_is_not_so(
    hr: Client, closed: Opening, dee: Membership, clock: object
) -> None:
    fill(closed, dee, TEAL)
    text = _text(hr, closed)
    for told in (
        "Missing at the rate of the groups compared",
        "how many are missing at the rate of the groups compared",
        "takes the share of those who have a score; here it is of the whole group",
        "Rates against the highest one among groups of 30 people and more",
        "deviations against the group with the highest rate among those of 30 people and more",
        "divided by the highest rate among groups of 30 people and more",
        "one with a p below 0.05 comes up by chance now and then",
    ):
        assert told in text, told
    for untrue in ("at the rate of all", "at the rate of everybody", "as New York City asks"):
        assert untrue not in text, untrue


def test_every_flag_has_fishers_p_beside_it(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, TEAL)
    page = fairness_page(closed, NOW)
    flagged = 0
    for figure in page.figures:
        if "Below 0.80" not in figure.header:
            continue
        flag, p = figure.header.index("Below 0.80"), figure.header.index("Fisher p")
        for row in figure.rows:
            flagged += row[flag] == "Yes"
            assert (row[flag] in ("Yes", "No")) == (row[p] != "–")
    assert flagged == 2


def test_groups_of_five_to_twenty_nine_have_counts_and_no_ratio(closed: Opening, dee: Membership) -> None:
    fill(
        closed,
        dee,
        [(WOMEN, 12, (12, 6)), (MEN, 40, (40, 20)), ({"sex": "another"}, 3, (3, 0)), (None, 9, (9, 1))],
    )
    sex = fairness_page(closed, NOW).figures[0]
    assert (sex.title, sex.chart) == ("Sex, all stages", None)
    assert sex.rows == (
        ("Female", "12", "6", "Cannot be judged"),
        ("Male", "40", "20", "50.0 %"),
        ("Another", "–", "–", "Too few to compare"),
    )


def test_a_group_of_one_is_nowhere(hr: Client, closed: Opening, dee: Membership, clock: object) -> None:
    fill(closed, dee, [(WOMEN, 1, (1, 1)), (MEN, 2, (2, 0))])
    text = _text(hr, closed)
    few = text.count("Every group has too few people to compare.")
    assert (few, text.count("Not shown: so few went on")) == (8, 4)
    figures = fairness_page(closed, NOW).figures
    assert {cell for figure in figures for row in figure.rows for cell in row[1:]} == {
        "–",
        "Too few to compare",
        "Not shown",
    }


def test_where_nobody_went_on_a_sentence_says_so(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, [(WOMEN, 40, (40, 0)), (MEN, 40, (40, 0))])
    sex = fairness_page(closed, NOW).figures[0]
    assert sex.sentence == (
        "Nobody went on in any group that is large enough, so there is no rate to compare with."
    )


def test_a_group_of_which_nobody_went_on_has_no_dot_and_still_its_p(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, [(WOMEN, 40, (40, 0)), (MEN, 40, (40, 20)), (None, 20, (20, 9))])
    sex = fairness_page(closed, NOW).figures[0]
    assert sex.chart is not None
    assert "None of 40 went on" in sex.chart.wide
    assert "Below the 0.80 line (Fisher p below 0.001)." in sex.sentence


def test_a_ratio_just_below_the_line_is_not_printed_as_on_it(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, [(WOMEN, 1000, (1000, 399)), (MEN, 1000, (1000, 499))])
    assert fairness_page(closed, NOW).figures[0].rows[0][4] == "0.7996"


def test_who_is_under_way_has_not_failed(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, [(WOMEN, 100, (100, 50)), (MEN, 100, (100, 50))])
    say(people_in(closed, 70), WOMEN)
    count = counts_of([closed], NOW)[closed.pk]
    assert [(one.decided, one.under_way) for one in count.stages] == [(200, 70), (200, 0)]
    assert count.by_overall["sex"].groups["female"][1] <= 100


def test_while_somebody_is_under_way_figures_move_by_whole_waves(closed: Opening, dee: Membership) -> None:
    """One decision more changes nothing on the page: so nobody is told by looking before and after it."""
    stage = talks(closed)[0]
    fill(closed, dee, [(WOMEN, 60, (40, 20)), (MEN, 60, (40, 20))])
    waiting = people_in(closed, 2)
    say(waiting, WOMEN)
    before = fairness_page(closed, NOW)
    decided(stage, waiting[:1], False, dee, at=later(hours=1))
    after = fairness_page(closed, NOW)
    assert (before.figures, before.together) == (after.figures, after.together)
    assert after.steps[0].in_figures == 45
    decided(stage, waiting[1:], False, dee, at=later(hours=2))
    assert fairness_page(closed, NOW).steps[0].in_figures == 122


def test_an_opening_that_still_takes_people_is_never_settled(opening: Opening, dee: Membership) -> None:
    fill(opening, dee, [(WOMEN, 40, (20, 10)), (MEN, 40, (20, 10))])
    assert [one.in_figures for one in fairness_page(opening, NOW).steps] == [30, 20]


def test_new_yorks_table_shows_sex_by_ethnicity(closed: Opening, dee: Membership) -> None:
    fill(
        closed,
        dee,
        [
            ({"sex": sex, "ethnicity": group}, 60, (60, through))
            for sex, group, through in [
                ("female", "white", 30),
                ("male", "white", 20),
                ("female", "black", 15),
                ("male", "black", 30),
            ]
        ],
    )
    together = fairness_page(closed, NOW).together
    assert together is not None
    shown = {row[0]: row[1:] for row in together.rows}
    assert shown["White, Male"] == ("60", "20", "33.3 %", "0.667")
    assert shown["Black or African American, Female"] == ("60", "15", "25.0 %", "0.500")
    assert shown["Asian, Male"] == ("–", "–", "Too few to compare", "–")


def test_new_yorks_ratio_just_below_the_line_is_not_printed_as_on_it(
    closed: Opening, dee: Membership
) -> None:
    fill(
        closed,
        dee,
        [
            ({"sex": "female", "ethnicity": "white"}, 1000, (1000, 399)),
            ({"sex": "male", "ethnicity": "white"}, 1000, (1000, 499)),
            (None, 20, (20, 9)),
        ],
    )
    together = fairness_page(closed, NOW).together
    assert together is not None
    assert [row[4] for row in together.rows if row[0] == "White, Female"] == ["0.7996"]


SR = asked_of("ei-50", 1, {"SR"}).items


def _answers(high: bool) -> dict[str, int | None]:
    """All of self-regulation, at 100 or at 0."""
    return {item.code: 5 if high == (item.key == 1) else 1 for item in SR}


def _scored(
    opening: Opening, hr: Membership, groups: Groups | None, high: int, low: int, none: int = 0
) -> None:
    """So many at 100, at 0 and without a score; half of them go on, half of those are hired."""
    stages = talks(opening)
    people = people_in(opening, high + low + none)
    if groups:
        say(people, groups)
    answer(people[:high], _answers(high=True))
    answer(people[high : high + low], _answers(high=False))
    half = people[::2]
    decided(stages[0], half, True, hr)
    decided(stages[0], people[1::2], False, hr)
    decided(stages[1], half[::2], True, hr)
    decided(stages[1], half[1::2], False, hr)


def test_scores_stand_beside_the_rates_of_the_talk_after_them(closed: Opening, dee: Membership) -> None:
    """Above the middle of 0 lie 12 of 40 women and 30 of 40 men. Of those with a score, which has two values,
    12 of 38 and 3 of 4: d is (.3158 - .75) / sqrt((38 .3158 .6842 + 40 .75 .25) / 76), -.9550.
    """
    _scored(closed, dee, WOMEN, 12, 26, none=2)
    _scored(closed, dee, MEN, 30, 10)
    _scored(closed, dee, None, 0, 10)
    page = fairness_page(closed, NOW)
    sex = page.scores[0]
    assert (sex.title, page.without_scores) == ("Sex: First call, scores", "")
    assert sex.rows == (
        ("Female", "Self-regulation", "40", "12", "30.0 %", "0.40", "below 0.001", "−0.96"),
        ("Male", "Self-regulation", "40", "30", "75.0 %", "1.00", "–", "–"),
    )


def test_new_yorks_table_of_scores_shows_sex_by_ethnicity(closed: Opening, dee: Membership) -> None:
    for sex, group, high in (
        ("female", "white", 20),
        ("male", "white", 10),
        ("female", "black", 8),
        ("male", "black", 16),
    ):
        _scored(closed, dee, {"sex": sex, "ethnicity": group}, high, 40 - high)
    both = fairness_page(closed, NOW).scores[-1]
    assert both.title == "Sex and ethnicity together, scores"
    assert [(row[0], *row[2:6]) for row in both.rows] == [
        ("White, Female", "40", "20", "50.0 %", "1.00"),
        ("White, Male", "40", "10", "25.0 %", "0.50"),
        ("Black or African American, Female", "40", "8", "20.0 %", "0.40"),
        ("Black or African American, Male", "40", "16", "40.0 %", "0.80"),
    ]


def test_no_scores_of_a_group_that_is_not_shown_whole(closed: Opening, dee: Membership) -> None:
    _scored(closed, dee, WOMEN, 10, 19)
    _scored(closed, dee, MEN, 30, 30)
    page = fairness_page(closed, NOW)
    assert page.scores == ()
    assert page.without_scores == "Scores are compared once two groups have 30 people or more."


def test_a_large_group_is_compared_without_the_small_one(closed: Opening, dee: Membership) -> None:
    _scored(closed, dee, {"sex": "female"}, 20, 20)
    _scored(closed, dee, {"sex": "male"}, 30, 30)
    _scored(closed, dee, {"sex": "another"}, 10, 10)
    assert [row[0] for row in fairness_page(closed, NOW).scores[0].rows] == ["Female", "Male"]


def test_where_nobody_lies_above_the_middle_scores_cannot_be_judged(closed: Opening, dee: Membership) -> None:
    _scored(closed, dee, WOMEN, 40, 0)
    _scored(closed, dee, MEN, 40, 0)
    assert fairness_page(closed, NOW).scores[0].rows == (
        ("Female", "Self-regulation", "40", "0", "Cannot be judged", "–", "–", "–"),
        ("Male", "Self-regulation", "40", "0", "Cannot be judged", "–", "–", "–"),
    )


def test_where_nothing_was_scored_a_sentence_says_so(
    hr: Client, closed: Opening, dee: Membership, clock: object
) -> None:
    fill(closed, dee, TEAL)
    assert "No stage of this opening has given anybody in the figures a score." in _text(hr, closed)


def test_scores_wait_until_nobody_is_under_way(closed: Opening, dee: Membership) -> None:
    """HR knows how everybody scored: of a wave in which one alone lies above the middle, two pages would tell
    her group.
    """
    for groups in (WOMEN, MEN) * 3:
        _scored(closed, dee, groups, 20, 20)
    _scored(closed, dee, None, 10, 10)
    waiting = people_in(closed, 1)
    before = fairness_page(closed, NOW)
    assert before.steps[0].in_figures > 0
    assert before.scores == ()
    assert before.without_scores == "Scores are compared once nobody is under way any more."
    decided(talks(closed)[0], waiting, False, dee, at=later(hours=1))
    assert len(fairness_page(closed, NOW).scores) > 1


def test_situations_by_a_frozen_key_are_scored_at_the_talk_after_them_and_practice_is_not(
    scoped: None, dee: Membership
) -> None:
    frozen_by(dee)
    for use in (Use.DECISION, Use.PRACTICE):
        one = asking(dee, use=use)
        close_opening(opening=one, by=dee, now=NOW)
        for groups, good in (({"sex": "female"}, 10), ({"sex": "male"}, 30)):
            people = people_in(one, 40)
            say(people, groups)
            rate(people[:good], RATINGS)
            rate(people[good:], dict.fromkeys(RATINGS, 3))
            decided(talks(one)[0], people, True, dee)
        page = fairness_page(one, NOW)
        assert [step.name for step in page.steps] == ["Talk"]
        shown = [(row[1], row[3], row[5]) for figure in page.scores[:1] for row in figure.rows]
        counts = use is Use.DECISION
        assert shown == ([("Situations", "10", "0.33"), ("Situations", "30", "1.00")] if counts else [])


def test_openings_are_put_together_by_mantel_and_haenszel(scoped: None, dee: Membership) -> None:
    """Two departments of Berkeley: (89 313 / 933 + 17 207 / 585) / (19 512 / 933 + 8 353 / 585)."""
    for (men, through), (women, came) in (((825, 512), (108, 89)), ((560, 353), (25, 17))):
        one = job(dee, parts=())
        close_opening(opening=one, by=dee, now=NOW)
        fill(
            one,
            dee,
            [({"sex": "male"}, men, (through,)), ({"sex": "female"}, women, (came,)), (None, 9, (1,))],
        )
    pooled = fairness_page(Opening.objects.all()[0], NOW).pooled
    assert pooled is not None
    assert [(row[:4], row[5]) for row in pooled.rows] == [(("Female", "Male", "2", "2.35"), "below 0.001")]


def test_thirty_people_of_each_group_stand_in_the_openings_that_are_put_together(
    scoped: None, dee: Membership
) -> None:
    # The third opening has women and no men: it gives no table, so its women do not count for the floor.
    openings: list[tuple[int, int]] = [(40, 20), (40, 9), (0, 40)]
    for men, women in openings:
        one = job(dee, parts=())
        close_opening(opening=one, by=dee, now=NOW)
        both: list[Came] = [({"sex": "male"}, men, (men // 2,)), ({"sex": "female"}, women, (women // 2,))]
        fill(one, dee, [*both, (None, 10, (5,))])
    first = Opening.objects.all()[0]
    assert fairness_page(first, NOW).pooled is None
    one = job(dee, parts=())
    close_opening(opening=one, by=dee, now=NOW)
    fill(one, dee, [({"sex": "male"}, 40, (20,)), ({"sex": "female"}, 10, (5,))])
    pooled = fairness_page(first, NOW).pooled
    assert pooled is not None
    assert [row[:3] for row in pooled.rows] == [("Female", "Male", "3")]


def test_one_opening_alone_is_not_put_together(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, TEAL)
    assert fairness_page(closed, NOW).pooled is None


def test_where_one_outcome_is_missing_everywhere_odds_cannot_be_judged(scoped: None, dee: Membership) -> None:
    for _number in range(2):
        one = job(dee, parts=())
        close_opening(opening=one, by=dee, now=NOW)
        fill(one, dee, [({"sex": "male"}, 40, (20,)), ({"sex": "female"}, 30, (30,)), (None, 9, (1,))])
    pooled = fairness_page(Opening.objects.all()[0], NOW).pooled
    assert pooled is not None
    assert pooled.rows == (("Female", "Male", "2", "Cannot be judged", "–", "–"),)


def test_from_the_day_of_the_first_deletion_there_are_no_figures(
    hr: Client, closed: Opening, dee: Membership, clock: time_machine.Traveller
) -> None:
    fill(closed, dee, TEAL)
    clock.move_to(dt.datetime.combine(figures_end(closed), dt.time(9), tzinfo=dt.UTC))
    hr.force_login(dee.user)
    assert "so there are no figures any more" in _text(hr, closed)


def test_the_file_holds_the_numbers_of_the_page(
    hr: Client, closed: Opening, dee: Membership, clock: object
) -> None:
    fill(closed, dee, TEAL)
    answer = hr.get(reverse("hiring:opening-fairness-csv", args=[closed.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="fairness.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    examined = next(row[:6] for row in rows if row[2:4] == ["48", "26"])
    assert examined == ["", "Black or African American", "48", "26", "54.2 %", "0.68"]
    assert rows[:3] == [
        ["How far this opening is", "Stage", "Decisions", "Still under way", "In the figures"],
        ["", "First call", "317", "0", "317"],
        ["", "Talk", "238", "0", "238"],
    ]
    assert ["Ethnicity: First call", "Group", "Decided on", "Went on", "Rate"] in [row[:5] for row in rows]


def test_a_draft_has_no_such_page_and_no_one_but_hr_opens_it(
    hr: Client, closed: Opening, amal: Membership, clock: object
) -> None:
    address = reverse("hiring:opening-fairness", args=[closed.pk])
    agent = Client()
    agent.force_login(amal.user)
    assert agent.get(address).status_code == 403
    Opening.objects.filter(pk=closed.pk).update(state="draft", opened_at=None, closed_at=None)
    assert hr.get(address).status_code == 404


def test_ten_thousand_people_take_ten_queries_at_most(
    hr: Client, harbour: Organisation, closed: Opening, dee: Membership, clock: object
) -> None:
    with organisation_scope(harbour):
        fill(
            closed,
            dee,
            [
                (
                    {"sex": sex, "ethnicity": group, "age": age, "disability": "no"},
                    166,
                    (90, 40 + 5 * (age < "3")),
                )
                for sex in ("female", "male")
                for group in ("hispanic", "white", "black", "islander", "asian", "several")
                for age in ("under-30", "30-39", "40-49", "50-59", "60-over")
            ]
            + [(None, 40, (20, 8))],
        )
    address = reverse("hiring:opening-fairness", args=[closed.pk])
    with CaptureQueriesContext(connection) as queries:
        assert hr.get(address).status_code == 200
    assert len(without_wall(queries)) <= 10


def _numbers(opening: Opening) -> set[str]:
    """Every number of people who went on, in whatever table."""
    page = fairness_page(opening, NOW)
    tables = [table for table in page.tables[1:] if "Went on" in table.header]
    return {row[table.header.index("Went on")] for table in tables for row in table.rows}


KEPT = (
    "Not shown: so few went on or were refused, or they were so much alike, that the numbers would tell of "
    "single people."
)


@pytest.mark.parametrize(
    "came",
    [
        [(WOMEN, 62, (62, 1)), (MEN, 50, (50, 0)), (None, 8, (8, 0))],
        [(WOMEN, 62, (62, 20)), (MEN, 50, (50, 0)), (None, 8, (8, 4))],
        [(WOMEN, 62, (62, 3)), (MEN, 50, (1, 1)), (None, 8, (8, 0))],
    ],
)
def test_what_became_of_people_who_are_few_or_alike_stands_nowhere(
    hr: Client, closed: Opening, dee: Membership, clock: object, came: list[Came]
) -> None:
    """HR knows the one who was hired by name; how large groups are stays, and both reasons sound the same."""
    fill(closed, dee, came)
    assert _numbers(closed) <= {"–", "62", "50", "112"}  # through the first talk, where all went on
    page = fairness_page(closed, NOW)
    assert (page.figures[0].sentence, page.figures[0].chart, page.together) == (KEPT, None, None)
    assert page.figures[0].rows[0] == ("Female", "62", "–", "Not shown")
    assert KEPT in _text(hr, closed)
    file = hr.get(reverse("hiring:opening-fairness-csv", args=[closed.pk])).content.decode()
    assert "Female,62,–,Not shown" in file


def test_while_somebody_is_under_way_nothing_is_told_of_who_went_on(closed: Opening, dee: Membership) -> None:
    """Two pages would tell of those who came between what nearly all of them are."""
    for groups in (WOMEN, MEN) * 3:
        _scored(closed, dee, groups, 20, 20)
    waiting = people_in(closed, 1)
    page = fairness_page(closed, NOW)
    assert page.steps[0].in_figures > 0
    assert _numbers(closed) == {"–"}
    assert (page.together, page.pooled) == (None, None)
    assert page.figures[0].sentence == "How many went on is shown once nobody is under way any more."
    assert {row[3] for row in page.figures[0].rows} == {"Not shown yet", "Too few to compare"}
    decided(talks(closed)[0], waiting, False, dee, at=later(hours=1))
    assert "60" in _numbers(closed)


def test_scores_of_people_who_are_all_alike_above_the_middle_stand_nowhere(
    closed: Opening, dee: Membership
) -> None:
    """All 40 who lie above it are women, and HR knows their scores by name."""
    _scored(closed, dee, {"sex": "female", "ethnicity": "white"}, 40, 10)
    _scored(closed, dee, {"sex": "male", "ethnicity": "black"}, 4, 46)
    page = fairness_page(closed, NOW)
    assert page.scores == ()


def test_scores_are_told_where_few_were_hired(closed: Opening, dee: Membership) -> None:
    """They say nothing of who went on."""
    stages = talks(closed)
    for groups in (WOMEN, MEN):
        people = people_in(closed, 40)
        say(people, groups)
        answer(people[:20], _answers(high=True))
        answer(people[20:], _answers(high=False))
        decided(stages[0], people[1 if groups is WOMEN else 0 :], False, dee)
        decided(stages[0], people[: int(groups is WOMEN)], True, dee)
        decided(stages[1], people[: int(groups is WOMEN)], True, dee)
    page = fairness_page(closed, NOW)
    assert page.figures[0].sentence == KEPT
    assert [(row[0], row[2], row[3]) for row in page.scores[0].rows] == [
        ("Female", "40", "20"),
        ("Male", "40", "20"),
    ]
