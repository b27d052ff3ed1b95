"""What stands out on the patterns page: sentences that open their moments, and the two tables of counts."""

import re
from collections.abc import Sequence
from html import unescape

import pytest
from django.test import Client

from journal.models import Moment
from people.models import AuditRecord, Membership
from tests.journal.conftest import Save, SignIn, Spoil

pytestmark = pytest.mark.usefixtures("scoped")

SAID = (
    "With “Rude or aggressive customer” it felt stronger: 4.5 of 5 on average, 24 times, against 2.0 in "
    "your 24 "
    "other moments."
)


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


@pytest.fixture
def written(amal: Membership, save: Save) -> None:
    """Two a day for 24 days: A in the morning, strong; P.thanked in the evening, weak."""
    for day in range(24):
        save(amal, hours_ago=24 * day + 1, strength=4 + day % 2, feelings=["angry"])
        save(
            amal,
            hours_ago=24 * day + 14,
            triggers=["P.thanked"],
            feelings=["proud"],
            strength=1 + 2 * (day % 2),
        )


def page_of(tab: Client, address: str = "/patterns/") -> str:
    return unescape(tab.get(address).content.decode())


def links(page: str) -> list[str]:
    return re.findall(r'href="(/moments/\?of=[^"]+)"', page)


def rows(page: str, chart: str) -> list[list[str]]:
    """The cells of a chart that is a table, its header first."""
    figure = re.search(rf'<figure class="chart" id="{chart}">.*?</figure>', page, re.S)
    assert figure
    return [
        re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row)
        for row in re.findall(r"<tr>(.*?)</tr>", figure.group(), re.S)
    ]


# --- sentences --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("written")
def test_what_stands_out_is_said_with_its_interval_and_its_limits(tab: Client) -> None:
    page = page_of(tab)
    assert SAID in page
    assert re.search(r"Difference: 2\.5 points, 95 % interval \d\.\d to \d\.\d\.", page)
    assert "What this cannot tell you" in page
    assert "About one such sentence in twenty can still be chance." in page
    assert "See the 24 moments" in page
    assert " style=" not in page


@pytest.mark.usefixtures("written")
def test_what_was_asked_stands_there_too(tab: Client) -> None:
    page = page_of(tab)
    asked = re.findall(r'<tr><th scope="row">([^<]*\?)</th>((?:<td>[^<]*</td>)+)</tr>', page)
    assert [question for question, _cells in asked] == [
        "Does “Rude or aggressive customer” come up more before or after 15:00?",
        "Is it stronger or weaker with “Rude or aggressive customer”?",
        "Is it stronger or weaker with “Thanked”?",
        "Is it stronger or weaker from 15:00 on?",
    ]
    assert re.findall(r"<td>([^<]*)</td>", asked[1][1]) == ["24", "24", "Seen"]


@pytest.mark.usefixtures("written")
def test_the_sentences_do_not_depend_on_the_period_of_the_counts(tab: Client) -> None:
    def said(page: str) -> Sequence[str]:
        return re.findall(r'<p class="note">([^<]*)</p>', page)

    assert len(said(page_of(tab))) == 3
    assert said(page_of(tab)) == said(page_of(tab, "/patterns/?period=365"))


def test_nothing_written_shows_no_part_of_it(tab: Client) -> None:
    page = page_of(tab)
    assert "What stands out" not in page
    assert "Counts" not in page


def test_a_few_moments_say_how_many_more_it_takes(amal: Membership, tab: Client, save: Save) -> None:
    for _ in range(5):
        save(amal)
    page = page_of(tab)
    assert "After 11 more moments there may be enough to compare." in page
    assert links(page) == []


def test_a_plan_begins_with_what_came_up_most(amal: Membership, tab: Client, save: Save) -> None:
    for _ in range(8):
        save(amal, triggers=["F.back-to-back"])
    page = page_of(tab)
    assert "“Back-to-back queue” came up 8 times. A plan for it begins like this" in page
    assert len(links(page)) == 1


# --- the moments behind a sentence --------------------------------------------------------------------


@pytest.mark.usefixtures("written")
def test_a_sentence_opens_its_moments_and_no_others(tab: Client) -> None:
    first = page_of(tab, links(page_of(tab))[0])
    assert "24 moments that a sentence of your patterns rests on." in first
    assert first.count('class="word q-hu">angry<') == 20
    assert "proud" not in first
    older = links(first)
    assert len(older) == 1
    second = page_of(tab, older[0])
    assert second.count('class="word q-hu">angry<') == 4
    newer = links(second)
    assert len(newer) == 1
    assert page_of(tab, newer[0]).count('class="word q-hu">angry<') == 20


@pytest.mark.usefixtures("written")
def test_hours_open_the_moments_of_these_hours(amal: Membership, tab: Client, save: Save) -> None:
    found = [page_of(tab, link) for link in links(page_of(tab))]
    evening = [page for page in found if "proud" in page]
    assert evening
    assert all("angry" not in page for page in evening)


@pytest.mark.usefixtures("written")
def test_the_address_tells_nothing_and_opens_for_nobody_else(
    tab: Client, cleo: Membership, client_of: SignIn
) -> None:
    link = links(page_of(tab))[0]
    assert re.fullmatch(r"/moments/\?of=[\w%-]+", link)
    assert len(link) < 700
    assert tab.get(link).status_code == 200
    assert client_of(cleo).get(link).status_code == 404


@pytest.mark.parametrize("token", ["x", "AAAA", "é", "%00", "A" * 5_000])
def test_a_token_that_was_not_given_opens_nothing(tab: Client, token: str) -> None:
    assert tab.get(f"/moments/?of={token}").status_code == 404


@pytest.mark.usefixtures("written")
def test_a_moment_that_does_not_open_is_left_out_and_recorded(
    amal: Membership, tab: Client, save: Save, spoil: Spoil
) -> None:
    link, broken = links(page_of(tab))[0], save(amal)
    spoil(broken)
    assert "24 moments that a sentence" in page_of(tab, link)
    assert AuditRecord.objects.get(act="seal.broken").object_id == str(broken.pk)


@pytest.mark.usefixtures("written")
def test_a_sentence_goes_with_its_moments(tab: Client) -> None:
    assert SAID in page_of(tab)
    for moment in Moment.objects.order_by("felt_at")[:34]:
        moment.delete()
    assert SAID not in page_of(tab)


# --- counts in tables -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("written")
def test_where_in_the_week_moments_lie(tab: Client) -> None:
    """24 days back from a Saturday morning: the evenings lie on the day before, at 20:30."""
    header, *days = rows(page_of(tab), "week")
    assert header == ["Weekday", "04–08", "08–12", "12–16", "16–20", "20–24", "00–04"]
    assert [day[0] for day in days][::6] == ["Monday", "Sunday"]
    assert days[0] == ["Monday", "0", "3", "0", "0", "3", "0"]
    assert days[5] == ["Saturday", "0", "4", "0", "0", "3", "0"]
    assert sum(int(cell) for day in days for cell in day[1:]) == 48
    sentence = re.search(r'<p id="week-summary">([^<]*)</p>', page_of(tab))
    assert sentence
    assert sentence.group(1).endswith("24 strong, unpleasant moments. A count, not a rule.")


@pytest.mark.usefixtures("written")
def test_which_feeling_goes_with_which_trigger(tab: Client) -> None:
    page = page_of(tab)
    assert rows(page, "feelings") == [
        ["Feeling", "Rude or aggressive customer", "Thanked"],
        ["Angry", "24", "0"],
        ["Proud", "0", "24"],
        ["All moments", "24", "24"],
    ]
    assert "“Rude or aggressive customer” most often came with “angry” (24 of 24 times)." in page


def test_one_or_two_in_a_cell_are_a_dash(amal: Membership, tab: Client, save: Save) -> None:
    for number in range(20):
        save(amal, hours_ago=24 * number)
    cells = {cell for day in rows(page_of(tab), "week")[1:] for cell in day[1:]}
    assert cells == {"0", "–", "3"}


def test_tables_wait_for_enough_and_say_how_much_more(amal: Membership, tab: Client, save: Save) -> None:
    for _ in range(5):
        save(amal)
    page = page_of(tab)
    assert "After 15 more moments you will see when in the week they come." in page
    assert "After 10 more moments you will see which feeling goes with which trigger." in page
    for _ in range(15):
        save(amal)
    page = page_of(tab)
    assert "In 13 more days you will see when in the week moments come." in page
    assert 'id="feelings"' in page


def test_no_word_leads_where_two_came_up_alike(amal: Membership, tab: Client, save: Save) -> None:
    for number in range(20):
        save(amal, hours_ago=24 * number, feelings=[("tired", "proud")[number % 2]], strength=2)
    page = page_of(tab)
    assert "With what came up most, no one feeling came up more than the others." in page
    assert "None of these moments was strong and unpleasant." in page


def test_the_part_of_the_week_with_most_strain_is_named(amal: Membership, tab: Client, save: Save) -> None:
    for number in range(4):
        save(amal, hours_ago=24 * 7 * number)
    for number in range(20):
        save(amal, hours_ago=24 * number + 5, strength=2)
    assert "4 of 4 strong, unpleasant moments were on Saturday, 08–12. A count, not a rule." in page_of(tab)


def test_the_seventh_trigger_and_the_eighth_feeling_stand_together(
    amal: Membership, tab: Client, save: Save
) -> None:
    words = ["angry", "tired", "sad", "anxious", "proud", "calm", "happy", "drained", "annoyed"]
    for number, letter in enumerate("ABCDEFGH"):
        for _ in range(9 - number):
            save(amal, triggers=[letter], feelings=[words[number]])
    header, *lines = rows(page_of(tab), "feelings")
    assert header[-1] == "All other triggers"
    assert [line[0] for line in lines][-2:] == ["Other feelings", "All moments"]
    assert lines[-1][-1] == "5"
