"""The quick form: what it asks, what it says when something is missing, and that nothing typed is lost."""

import re
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from journal.actions import NOW_FORM
from journal.models import Moment
from journal.sealing import open_moment
from people.actions.accounts import save_days
from people.drafts import form_token, keep_draft, read_draft
from people.keys import open_key
from people.models import AuditRecord, Draft, Membership
from tests.conftest import NOW
from tests.journal.conftest import Save, SignIn

KEY = UUID(int=7)
WHOLE = {"submission_key": str(KEY), "feeling": "angry", "trigger": "A", "strength": "4", "note": ""}
pytestmark = pytest.mark.usefixtures("scoped")


def page_of(response: Any) -> str:
    return unescape(response.content.decode())


def radios(page: str, name: str) -> list[str]:
    """Values of a group in the order of the page."""
    return re.findall(rf'<input type="radio" name="{name}" value="([^"]*)"', page)


def checked(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="radio" name="(\w+)" value="([^"]*)"[^>]*? checked', page))


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found
    return found.group(1)


def note(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)
    assert found
    return found.group(1)


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    return client_of(amal)


# --- the page --------------------------------------------------------------------------------------


def test_it_asks_three_things_and_chooses_none(tab: Client) -> None:
    page = page_of(tab.get("/now/"))
    assert radios(page, "feeling") == [
        *("annoyed", "anxious", "frustrated", "angry"),
        *("motivated", "confident", "happy", "proud"),
        *("tired", "sad", "disappointed", "drained"),
        *("calm", "satisfied", "relieved", "grateful"),
        "not-sure",
    ]
    assert radios(page, "trigger")[:6] == ["A", "B", "C", "F.back-to-back", "F.policy", "P"]
    assert len(radios(page, "trigger")) == len(set(radios(page, "trigger"))) == 10 + 54
    assert radios(page, "strength") == ["1", "2", "3", "4", "5"]
    assert checked(page) == {}
    assert note(page) == ""


def test_the_first_word_waits_for_the_keys(tab: Client) -> None:
    page = page_of(tab.get("/now/"))
    assert re.findall(r'value="([^"]*)"[^>]* autofocus', page) == ["annoyed"]


def test_it_says_who_can_read_this(tab: Client) -> None:
    assert "Only you can read this." in page_of(tab.get("/now/"))


def test_a_serious_incident_names_support_and_what_the_app_does_not_do(tab: Client) -> None:
    assert "This app reports nothing by itself." in page_of(tab.get("/now/"))


def test_each_opening_has_a_key_of_its_own(tab: Client) -> None:
    keys = {UUID(hidden(page_of(tab.get("/now/")), "submission_key")) for _ in range(3)}
    assert len(keys) == 3


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    response = client.get("/now/")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/now/")


# --- saving ----------------------------------------------------------------------------------------


def test_saving_goes_to_today_and_says_when(amal: Membership, tab: Client) -> None:
    save_days(user=amal.user, time_zone="Europe/Berlin", day_ends_at=amal.user.day_ends_at)
    response = tab.post("/now/", WHOLE)
    assert (response.status_code, response["Location"]) == (303, "/today/")
    assert told(response) == ["Saved 11:30"]
    document = open_moment(open_key(amal), Moment.objects.get())
    assert (document.feelings, document.triggers, document.strength) == (("angry",), ("A",), 4)


@pytest.mark.parametrize("value", ["not-sure", "grateful"])
def test_any_word_of_the_page_can_be_saved(amal: Membership, tab: Client, value: str) -> None:
    assert tab.post("/now/", WHOLE | {"feeling": value}).status_code == 303
    assert open_moment(open_key(amal), Moment.objects.get()).feelings == (value,)


def test_a_note_keeps_its_spaces_and_gets_plain_newlines(amal: Membership, tab: Client) -> None:
    tab.post("/now/", WHOLE | {"note": "  one\r\ntwo \r\n"})
    assert open_moment(open_key(amal), Moment.objects.get()).note == "  one\ntwo \n"


def test_newlines_count_once_and_code_points_count_not_bytes(tab: Client) -> None:
    assert tab.post("/now/", WHOLE | {"note": "🙂\r\n" * 250}).status_code == 303


def test_a_double_click_makes_one_moment_and_gets_the_same_answer(tab: Client) -> None:
    first, second = tab.post("/now/", WHOLE), tab.post("/now/", WHOLE)
    assert (second.status_code, second["Location"]) == (first.status_code, first["Location"])
    assert told(second)[-1] == told(first)[-1] == "Saved 10:30"
    assert Moment.objects.count() == 1


def test_words_changed_after_a_save_are_not_called_saved(amal: Membership, tab: Client) -> None:
    tab.post("/now/", WHOLE | {"note": "first"})
    response = tab.post("/now/", WHOLE | {"note": "and then more"})
    assert (response.status_code, response["Location"]) == (303, "/now/")
    assert told(response)[-1] == (
        "You saved this at 10:30. What you changed since then is not saved yet: it is below."
    )
    page = page_of(tab.get("/now/"))
    assert note(page) == "and then more"
    again = WHOLE | {"note": note(page), "submission_key": hidden(page, "submission_key")}
    assert tab.post("/now/", again)["Location"] == "/today/"
    assert Moment.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x", "'; DROP", "7" * 500, "\0", "00000000-0000-0000-0000-00000000000g"])
def test_a_spoiled_key_counts_as_a_new_form(tab: Client, key: str) -> None:
    assert tab.post("/now/", WHOLE | {"submission_key": key}).status_code == 303
    assert Moment.objects.count() == 1


def test_saving_costs_four_statements_in_one_transaction(tab: Client, django_assert_num_queries: Any) -> None:
    # Session, user with membership and key slot, moment, draft; and the test's savepoint, set and released.
    with django_assert_num_queries(6):
        tab.post("/now/", WHOLE)


@pytest.mark.parametrize("moments", [1, 30])
def test_the_page_costs_the_same_however_much_was_written(
    amal: Membership, tab: Client, save: Save, moments: int, django_assert_num_queries: Any
) -> None:
    for number in range(moments):
        save(amal, hours_ago=number)
    tab.get("/now/")  # her six triggers are worked out once a week
    # Session, user with membership, draft.
    with django_assert_num_queries(3):
        tab.get("/now/")


# --- what is missing -------------------------------------------------------------------------------


def summary(page: str) -> list[tuple[str, str]]:
    box = page[page.index('class="error-summary"') : page.index("<h1>")]
    return re.findall(r'<li><a href="#([^"]*)">([^<]*)</a></li>', box)


def test_an_empty_form_says_what_to_select_above_the_heading_and_beside_each_group(tab: Client) -> None:
    response = tab.post("/now/", {})
    page = page_of(response)
    assert response.status_code == 200
    assert "<title>Error: Write a moment – eiapp</title>" in page
    errors = [
        ("id_feeling_0", "Select how you feel."),
        ("id_trigger_0", "Select what set it off."),
        ("id_strength_0", "Select how strong it felt."),
    ]
    assert summary(page) == errors
    for control, words in errors:
        assert page.count(words) == 2
        assert page.count(f'id="{control}"') == 1
        group = control.removesuffix("_0")
        assert f'aria-describedby="{group}_error"' in page
        assert f'<ul class="error" id="{group}_error">' in page
    assert "autofocus" not in page


def test_everything_that_was_sent_is_kept(tab: Client) -> None:
    sent = {"submission_key": str(KEY), "feeling": "sad", "trigger": "G.criticism", "note": " a <b> & \r\nc"}
    page = page_of(tab.post("/now/", sent))
    assert summary(page) == [("id_strength_0", "Select how strong it felt.")]
    assert checked(page) == {"feeling": "sad", "trigger": "G.criticism"}
    assert note(page).replace("\r\n", "\n") == " a <b> & \nc"
    assert hidden(page, "submission_key") == str(KEY)


def test_the_list_stands_open_when_the_choice_is_in_it(tab: Client) -> None:
    assert '<details class="more" open>' in page_of(tab.post("/now/", {"trigger": "G.criticism"}))
    assert '<details class="more" open>' not in page_of(tab.post("/now/", {"trigger": "P"}))


def test_what_was_sent_is_kept_on_other_devices_too(amal: Membership, tab: Client) -> None:
    tab.post("/now/", {"feeling": "sad", "note": "half"})
    draft = read_draft(amal, NOW_FORM)
    assert draft is not None
    assert (draft.fields["feeling"], draft.fields["note"]) == (["sad"], ["half"])


@pytest.mark.parametrize("field", ["feeling", "trigger", "strength"])
@pytest.mark.parametrize("value", ["", "0", "6", "furious!", "\0", "A" * 10_000])
def test_a_choice_that_is_not_on_the_page_is_no_choice(tab: Client, field: str, value: str) -> None:
    response = tab.post("/now/", WHOLE | {field: value})
    assert response.status_code == 200
    assert [control for control, _words in summary(page_of(response))] == [f"id_{field}_0"]
    assert not Moment.objects.exists()


def test_a_note_that_is_too_long_is_kept_and_says_its_length(tab: Client) -> None:
    page = page_of(tab.post("/now/", WHOLE | {"note": "x" * 512}))
    assert summary(page) == [("id_note", "Shorten the note to 500 characters. It has 512.")]
    assert note(page) == "x" * 512


def test_a_character_that_cannot_be_kept_is_named_with_its_place(tab: Client) -> None:
    page = page_of(tab.post("/now/", WHOLE | {"note": "ab\0cd"}))
    assert summary(page) == [
        ("id_note", "Character 3 of the note (U+0000) cannot be stored. Delete it and save again.")
    ]


# --- drafts ----------------------------------------------------------------------------------------


def kept(member: Membership, **fields: str) -> None:
    keep_draft(
        membership=member,
        form=NOW_FORM,
        fields={name: [value] for name, value in fields.items()},
        now=NOW,
    )


def test_a_draft_comes_back_and_says_from_when(amal: Membership, tab: Client) -> None:
    kept(amal, feeling="sad", trigger="P", note="half\r\na", submission_key=str(KEY))
    page = page_of(tab.get("/now/"))
    assert "We kept what you wrote at 10:30." in page
    assert checked(page) == {"feeling": "sad", "trigger": "P"}
    assert note(page).replace("\r\n", "\n") == "half\na"
    assert hidden(page, "submission_key") == str(KEY)
    assert "autofocus" not in page


def test_a_draft_of_another_day_names_the_day(amal: Membership, tab: Client) -> None:
    kept(amal, note="x")
    Draft.objects.update(saved_at=NOW.replace(day=19))
    assert "We kept what you wrote on 19 November at 10:30." in page_of(tab.get("/now/"))


def test_a_draft_that_was_saved_in_the_meantime_makes_no_second_moment(amal: Membership, tab: Client) -> None:
    """An autosave can arrive after the save that it was typed for."""
    tab.post("/now/", WHOLE)
    kept(amal, **WHOLE)
    page = page_of(tab.get("/now/"))
    sent = WHOLE | {"submission_key": hidden(page, "submission_key")}
    assert tab.post("/now/", sent)["Location"] == "/today/"
    assert Moment.objects.count() == 1


NOTHING = {"feeling": "", "note": " \r\n", "submission_key": str(KEY)}


def test_a_form_sent_empty_keeps_nothing(tab: Client) -> None:
    tab.post("/now/", NOTHING)
    assert not Draft.objects.exists()
    assert "We kept" not in page_of(tab.get("/now/"))


def test_what_was_cleared_and_sent_does_not_come_back(amal: Membership, tab: Client) -> None:
    kept(amal, note="better not")
    tab.post("/now/", NOTHING)
    assert note(page_of(tab.get("/now/"))) == ""


@pytest.mark.parametrize(
    ("field", "value"), [("feeling", "sad"), ("trigger", "A"), ("strength", "1"), ("note", "x")]
)
def test_one_thing_told_is_worth_keeping(tab: Client, field: str, value: str) -> None:
    tab.post("/now/", NOTHING | {field: value})
    assert "We kept what you wrote" in page_of(tab.get("/now/"))


def test_an_empty_autosave_is_not_called_what_you_wrote(amal: Membership, tab: Client) -> None:
    kept(amal, **NOTHING)
    page = page_of(tab.get("/now/"))
    assert "We kept" not in page
    assert "autofocus" in page


def test_the_page_tells_a_kept_draft_from_a_saved_moment(tab: Client) -> None:
    assert 'data-saved="Draft kept {time}. Not in your journal yet"' in page_of(tab.get("/now/"))


def test_the_hint_about_keys_waits_for_scripts(tab: Client) -> None:
    assert '<p class="meta" data-keys-hint hidden>Keys:' in page_of(tab.get("/now/"))


def test_start_afresh_forgets_it(amal: Membership, tab: Client) -> None:
    kept(amal, note="half a sentence")
    page = page_of(tab.get("/now/"))
    assert "Start afresh" in page
    token = hidden(page, "draft_token")
    response = tab.post("/drafts/drop/", {"draft_token": token, "back": "/now/"})
    assert (response.status_code, response["Location"]) == (303, "/now/")
    assert note(page_of(tab.get("/now/"))) == ""


def test_anothers_draft_is_never_shown(cleo: Membership, tab: Client) -> None:
    kept(cleo, note="cleo wrote this")
    page = page_of(tab.get("/now/"))
    assert "cleo wrote this" not in page
    assert "We kept" not in page


def test_the_form_carries_its_own_draft_token(amal: Membership, tab: Client) -> None:
    page = page_of(tab.get("/now/"))
    assert 'data-draft="/drafts/save/"' in page
    sent = {"draft_token": hidden(page, "draft_token"), "note": "typed"}
    assert tab.post("/drafts/save/", sent).status_code == 200
    draft = read_draft(amal, NOW_FORM)
    assert draft is not None
    assert draft.fields["note"] == ["typed"]


def test_what_was_sent_after_the_session_died_comes_back(
    amal: Membership, client: Client, tab: Client
) -> None:
    sent = WHOLE | {"note": "long story", "draft_token": form_token(amal, NOW_FORM)}
    assert client.post("/now/", sent)["Location"].startswith("/sign-in/")
    page = page_of(tab.get("/now/"))
    assert note(page) == "long story"
    assert checked(page) == {"feeling": "angry", "trigger": "A", "strength": "4"}


def test_a_draft_that_does_not_open_keeps_nobody_from_writing(amal: Membership, tab: Client) -> None:
    kept(amal, note="x")
    draft = Draft.objects.get()
    whole = bytes(draft.sealed)
    Draft.objects.update(sealed=whole[:-1] + bytes([whole[-1] ^ 1]))
    response = tab.get("/now/")
    assert response.status_code == 200
    assert "What you had begun to write could not be opened" in page_of(response)
    record = AuditRecord.objects.get(act="seal.broken")
    assert (record.kind, record.object_id) == ("people.Draft", str(draft.pk))
    assert tab.post("/now/", WHOLE | {"submission_key": str(uuid4())}).status_code == 303
    assert not Draft.objects.exists()


def test_a_draft_of_unknown_shape_is_harmless(amal: Membership, tab: Client) -> None:
    kept(amal, feeling="gloomy", trigger="\0", strength="9", submission_key="x", other="y")
    page = page_of(tab.get("/now/"))
    assert checked(page) == {}
