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

from hiring.fairness_counts import counts_of
from hiring.fairness_page import fairness_page, figures_end
from hiring.models import Opening, OpeningStage
from hiring.openings.actions import close_opening
from people.models import Membership, Organisation
from people.scope import organisation_scope
from tests.cast import NOW
from tests.hires import job
from tests.hiring.conftest import later
from tests.hiring.fairness.filled import Came, decided, fill, people_in, say

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
        "Black or African American passed “Statements” at 0.68 times the rate of White (26 of 48 against 206 "
        "of 259). Below the 0.80 line (Fisher p below 0.001); likely between 0.52 and 0.89."
    ) in text
    assert (
        "White came through at 0.59 times the rate of Black or African American (35 of 259 against 11 of "
        "48). Below the 0.80 line (Fisher p 0.121); likely between 0.32 and 1.08. Could be chance."
    ) in text


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
    assert text.count("Every group has too few people to compare.") == 12
    figures = fairness_page(closed, NOW).figures
    assert {cell for figure in figures for row in figure.rows for cell in row[1:]} == {
        "–",
        "Too few to compare",
    }


def test_where_nobody_went_on_a_sentence_says_so(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, [(WOMEN, 40, (40, 0)), (MEN, 40, (40, 0))])
    sex = fairness_page(closed, NOW).figures[0]
    assert sex.sentence == (
        "Nobody went on in any group that is large enough, so there is no rate to compare with."
    )


def test_a_group_of_which_nobody_went_on_has_no_dot_and_still_its_p(closed: Opening, dee: Membership) -> None:
    fill(closed, dee, [(WOMEN, 40, (40, 0)), (MEN, 40, (40, 20))])
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
    stage = OpeningStage.objects.filter(opening=closed).order_by("position")[0]
    fill(closed, dee, [(WOMEN, 60, (40, 20)), (MEN, 60, (40, 20))])
    waiting = people_in(closed, 2)
    say(waiting, WOMEN)
    before = fairness_page(closed, NOW)
    decided(stage, waiting[:1], False, dee, at=later(hours=1))
    after = fairness_page(closed, NOW)
    assert (before.figures, before.together) == (after.figures, after.together)
    assert after.steps[0].in_figures == 90
    decided(stage, waiting[1:], False, dee, at=later(hours=2))
    assert fairness_page(closed, NOW).steps[0].in_figures == 122


def test_an_opening_that_still_takes_people_is_never_settled(opening: Opening, dee: Membership) -> None:
    fill(opening, dee, [(WOMEN, 40, (20, 10)), (MEN, 40, (20, 10))])
    assert [one.in_figures for one in fairness_page(opening, NOW).steps] == [30, 0]


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
    assert ["Ethnicity: Statements", "Group", "Decided on", "Went on", "Rate"] in [row[:5] for row in rows]


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
    assert len(queries) <= 10
