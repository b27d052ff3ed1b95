"""Taking moments along and bringing them in: everything, once, after a check, and never in the clear."""

import datetime as dt
import io
import json
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client

from journal.actions import add_own_word, stop_offering
from journal.along.actions import FILE_FORM, keep_file, take_in
from journal.along.forms import MOST_MOODS
from journal.exchange.carried import Carried
from journal.exchange.own_json import write
from journal.models import Moment, OwnVocabulary
from journal.own import FEELING, TRIGGER, Own, OwnWords, own_code
from journal.queries.own import opened_own
from journal.sealing import open_moment
from people.keys import open_key
from people.models import AuditRecord, Draft, Membership
from people.sealing import SealBroken
from tests.cast import NOW, PASSWORD
from tests.journal.conftest import Save, SignIn, Spoil
from tests.journal.exchange.files import DAYLIO, FULL, day_one, moment, note, zipped

pytestmark = pytest.mark.usefixtures("scoped")

ALONG, CHECK, DROP = "/moments/take-along/", "/moments/take-along/check/", "/moments/take-along/drop/"
ROWS = "2026-03-01,,,20:00,rad,work | gym,,one\n2026-03-02,,,20:00,sad,work,,two\nbroken\n"
CHOSEN = {"mood-0": "happy", "strength-0": "4", "mood-1": "sad", "strength-1": "2", "otherwise": "H"}


@pytest.fixture
def tab(amal: Membership, client_of: SignIn) -> Client:
    """Hers, a moment after she said again who she is."""
    client = client_of(amal)
    assert client.post("/sign-in/again/", {"password": PASSWORD}).status_code == 302
    return client


def send(tab: Client, data: str | bytes, **more: Any) -> Any:
    file = io.BytesIO(data.encode() if isinstance(data, str) else data)
    file.name = "file"
    return tab.post(ALONG, {"file": file}, **more)


def fetch(tab: Client, kind: str = "json") -> str:
    answer = tab.get(f"/moments/take-along/moments.{kind}")
    assert answer.status_code == 200
    return b"".join(answer).decode()


def told(tab: Client, address: str = CHECK) -> str:
    return tab.get(address).content.decode()


def documents(of: Membership) -> list[Any]:
    key = open_key(of)
    return [open_moment(key, each) for each in Moment.objects.of(of).order_by("felt_at", "submission_key")]


# --- out ----------------------------------------------------------------------------------------------


def test_everything_comes_back_after_it_was_wiped(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, note="one", hours_ago=30)
    save(amal, note="two", hours_ago=30)
    take_in(moments=[Carried(NOW, NOW.date(), UUID(int=1), FULL)], by=amal, now=NOW)
    before, file = documents(amal), fetch(tab)
    rows = Moment.objects.order_by("submission_key").values_list("felt_at", "local_day", "submission_key")
    stood = list(rows)
    Moment.objects.all().delete()
    assert send(tab, file).status_code == 303
    assert tab.post(CHECK).status_code == 303
    assert (documents(amal), list(rows), fetch(tab)) == (before, stood, file)


def test_the_file_holds_hers_alone(amal: Membership, cleo: Membership, tab: Client, save: Save) -> None:
    save(cleo, note="of cleo")
    add_own_word(by=cleo, kind=FEELING, text="of cleo", place="hu", now=NOW)
    empty = {"format": "eiapp moments", "version": 2, "words": [], "moments": [], "unopened": 0}
    assert json.loads(fetch(tab)) == empty


def test_more_than_one_piece_is_whole_and_in_order(
    amal: Membership, tab: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three moments of one minute lie across the end of a piece."""
    monkeypatch.setattr("journal.along.queries._PIECE", 2)
    hour = moment(1).felt_at
    same = [Carried(hour, hour.date(), UUID(int=number), FULL) for number in (3, 1, 2)]
    take_in(moments=[*same, moment(9), moment(0)], by=amal, now=NOW)
    keys = [line["key"][-1] for line in json.loads(fetch(tab))["moments"]]
    assert keys == ["0", "1", "2", "3", "9"]


def test_a_moment_that_does_not_open_is_counted_told_and_recorded(
    amal: Membership, tab: Client, save: Save, spoil: Spoil
) -> None:
    save(amal, note="fine", hours_ago=1)
    broken = save(amal)
    spoil(broken)
    file = json.loads(fetch(tab))
    assert (len(file["moments"]), file["unopened"]) == (1, 1)
    assert AuditRecord.objects.filter(act="seal.broken", object_id=str(broken.pk)).count() == 1
    for kind in ("md", "csv"):
        assert "1 moment could not be opened" in fetch(tab, kind)
    assert "1 moment could not be opened" in told(tab, "/moments/print/")


def test_a_formula_is_disarmed_in_the_table(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, note="=HYPERLINK(1)")
    assert ",'=HYPERLINK(1)\r\n" in fetch(tab, "csv")
    assert "> =HYPERLINK(1)" in fetch(tab, "md")


@pytest.mark.parametrize("kind", ["md", "csv"])
def test_papers_hold_every_field_in_words(amal: Membership, tab: Client, kind: str) -> None:
    take_in(moments=[Carried(NOW, NOW.date(), UUID(int=1), FULL)], by=amal, now=NOW)
    file = fetch(tab, kind)
    for word in (
        "angry",
        "Shouting",
        "neutral, professional",
        "scared",
        "phone",
        "handed over",
        "Nothing yet",
    ):
        assert word in file
    for text in (FULL.thought, FULL.another_view, FULL.need, FULL.next_time, "19:30"):
        assert text in file


def test_who_sits_down_at_an_open_desk_gets_no_file(amal: Membership, client_of: SignIn, save: Save) -> None:
    save(amal)
    tab = client_of(amal)
    for kind in ("json", "md", "csv"):
        asked = tab.get(f"/moments/take-along/moments.{kind}")
        assert asked.status_code == 302
        back = parse_qs(urlsplit(asked["Location"]).query)["next"]
        assert (urlsplit(asked["Location"]).path, back) == ("/sign-in/again/", [f"{ALONG}?ready={kind}"])
    assert "Download it" not in told(tab, f"{ALONG}?ready=json")
    tab.post("/sign-in/again/", {"password": PASSWORD})
    assert "Download it" in told(tab, f"{ALONG}?ready=json")
    assert "Download it" not in told(tab, f"{ALONG}?ready=exe")
    assert tab.get("/moments/take-along/moments.json").status_code == 200
    with time_machine.travel(NOW + dt.timedelta(minutes=6), tick=False):
        assert tab.get("/moments/take-along/moments.json").status_code == 302


def test_a_file_of_no_kind_is_not_found(tab: Client) -> None:
    assert tab.get("/moments/take-along/moments.exe").status_code == 404


def test_the_file_is_written_in_pieces_and_kept_nowhere(tab: Client) -> None:
    answer = tab.get("/moments/take-along/moments.json")
    assert answer.streaming
    assert answer["Content-Disposition"] == 'attachment; filename="moments-2026-11-21.json"'
    assert answer["Cache-Control"] == "no-store"


def test_a_page_for_paper_has_the_period_that_was_asked_for(
    amal: Membership, tab: Client, save: Save
) -> None:
    save(amal, note="this week")
    save(amal, note="last month", hours_ago=24 * 20)
    assert "this week" in told(tab, "/moments/print/")
    assert "last month" not in told(tab, "/moments/print/?period=x")
    assert "last month" in told(tab, "/moments/print/?period=28")


def test_a_long_period_is_printed_in_part_and_says_so(
    amal: Membership, tab: Client, save: Save, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal.along.queries.MOST_PRINTED", 1)
    save(amal, note="older", hours_ago=2)
    save(amal, note="newer", hours_ago=1)
    page = told(tab, "/moments/print/")
    assert "newer" in page
    assert "older" not in page
    assert "There are more moments" in page


def her_words(by: Membership) -> OwnWords:
    """A feeling that is not offered any more, and a trigger."""
    word = add_own_word(by=by, kind=FEELING, text="wrung out", place="lu", now=NOW).words[0]
    add_own_word(by=by, kind=TRIGGER, text="new tool", place="F", now=NOW)
    return stop_offering(by=by, code=word.code, now=NOW)


def test_own_words_come_back_with_the_moments_that_name_them(
    amal: Membership, tab: Client, save: Save
) -> None:
    own = her_words(amal)
    save(amal, feelings=[own.words[0].code], triggers=[own.words[1].code])
    file = fetch(tab)
    Moment.objects.all().delete()
    OwnVocabulary.objects.all().delete()
    send(tab, file)
    page = told(tab)
    assert "2 words of your own come in with it." in page
    assert "<dd>wrung out</dd>" in page
    assert "<dd>new tool</dd>" in page
    assert "own:" not in page
    tab.post(CHECK)
    assert (opened_own(amal), fetch(tab)) == (own, file)


def test_own_words_come_in_where_all_moments_are_here(amal: Membership, tab: Client, save: Save) -> None:
    own = her_words(amal)
    save(amal, feelings=[own.words[0].code])
    send(tab, fetch(tab))
    page = told(tab)
    assert "Nothing of it would come in." in page
    assert "of your own" not in page
    OwnVocabulary.objects.all().delete()
    page = told(tab)
    assert "Nothing of it would come in." not in page
    assert "Bring them in" in page
    assert "Your own words came in." in tab.post(CHECK, follow=True).content.decode()
    assert opened_own(amal) == own


@pytest.mark.parametrize(
    ("address", "word"),
    [("/moments/year/", "own words, low energy, unpleasant"), ("/patterns/", "System and rules")],
)
def test_what_is_remembered_is_made_anew_with_own_words_that_come_in_alone(
    amal: Membership, tab: Client, save: Save, spoil: Spoil, address: str, word: str
) -> None:
    own = her_words(amal)
    for hours in range(6):
        save(amal, feelings=[own.words[0].code], triggers=[own.words[1].code], hours_ago=hours)
    other = save(amal, hours_ago=9)
    spoil(save(amal, hours_ago=8))
    OwnVocabulary.objects.all().delete()
    assert word not in told(tab, address)
    take_in(moments=[], words=own.words, by=amal, now=NOW + dt.timedelta(minutes=1))
    assert word in told(tab, address)
    other.refresh_from_db()
    assert other.changed_at == NOW - dt.timedelta(hours=9)


def test_a_word_that_is_here_stays_as_it_is_here(amal: Membership) -> None:
    own = her_words(amal)
    told = [
        replace(own.words[1], text="other", place="A", offered=False),
        Own(own_code(UUID(int=7)), FEELING, "x", "hu"),
    ]
    take_in(moments=[], words=told, by=amal, now=NOW)
    assert opened_own(amal).words == (*own.words, told[1])


def test_own_words_that_do_not_open_hold_up_no_file_and_are_told(
    amal: Membership, tab: Client, save: Save
) -> None:
    own = her_words(amal)
    save(amal, feelings=[own.words[0].code], note="still here")
    OwnVocabulary.objects.update(sealed=b"not what was sealed")
    file = fetch(tab)
    assert json.loads(file)["words"] is None
    for kind in ("md", "csv"):
        assert "still here" in fetch(tab, kind)
        assert "Your own words could not be opened" in fetch(tab, kind)
    assert AuditRecord.objects.get(act="seal.broken").kind == "journal.OwnVocabulary"
    send(tab, file)
    assert "Your own words, which did not open when the file was written" in told(tab)
    with pytest.raises(SealBroken):
        take_in(moments=[moment(1)], words=own.words, by=amal, now=NOW)
    assert Moment.objects.count() == 1


# --- in -----------------------------------------------------------------------------------------------


def test_the_check_says_what_would_come_in_and_nothing_has(amal: Membership, tab: Client) -> None:
    assert send(tab, DAYLIO + ROWS)["Location"] == CHECK
    page = told(tab)
    for sentence in (
        "A file of Daylio.",
        "2 moments would come in, from 1 March 2026 to 2 March 2026.",
        "Line 4: It has another number of columns than the first line (1, 8).",
        "“rad” (1) means that you felt",
        "“work” (2) stands for",
    ):
        assert sentence in page
    assert not Moment.objects.exists()


def test_what_she_says_of_its_words_is_what_comes_in(amal: Membership, tab: Client) -> None:
    send(tab, DAYLIO + ROWS)
    answer = tab.post(CHECK, CHOSEN | {"tag-0": "F"}, follow=True)
    assert "2 moments came in." in answer.content.decode()
    one, two = documents(amal)
    assert (one.feelings, one.triggers, one.strength) == (("happy",), ("F",), 4)
    assert (two.feelings, two.triggers, two.strength) == (("sad",), ("F",), 2)
    assert one.note == "one\n\nDaylio: rad; work | gym"
    assert not Draft.objects.exists()


def test_a_mood_may_be_left_out(amal: Membership, tab: Client) -> None:
    send(tab, DAYLIO + ROWS)
    tab.post(CHECK, CHOSEN | {"mood-0": "leave-out", "strength-0": ""})
    assert [each.feelings for each in documents(amal)] == [("sad",)]


def test_nothing_comes_in_while_something_is_missing(tab: Client) -> None:
    send(tab, DAYLIO + ROWS)
    page = tab.post(CHECK, {"mood-0": "happy", "mood-1": "sad", "strength-1": "9"}).content.decode()
    assert "Select how strong “rad” felt." in page
    assert "Select what set these moments off." in page
    assert not Moment.objects.exists()
    assert tab.post(CHECK, CHOSEN).status_code == 303


def test_the_same_file_twice_brings_nothing_twice(amal: Membership, tab: Client) -> None:
    for _time in range(2):
        send(tab, DAYLIO + ROWS)
        tab.post(CHECK, CHOSEN)
    send(tab, DAYLIO + ROWS)
    page = told(tab)
    assert "Nothing of it would come in." in page
    assert "2 are here already and do not come in again." in page
    assert "Bring them in" not in page
    assert Moment.objects.of(amal).count() == 2


def test_her_own_file_brings_only_what_is_gone(amal: Membership, tab: Client, save: Save) -> None:
    save(amal, note="stays", hours_ago=2)
    gone = save(amal, note="gone")
    file = fetch(tab)
    Moment.objects.filter(pk=gone.pk).delete()
    send(tab, file)
    assert "1 moment would come in" in told(tab)
    tab.post(CHECK)
    assert [each.note for each in documents(amal)] == ["stays", "gone"]


def test_two_clicks_at_once_bring_one_of_each(amal: Membership) -> None:
    """The second has asked what is here before the first was done."""
    moments = [moment(1), moment(2)]
    take_in(moments=moments, by=amal, now=NOW)
    assert take_in(moments=[*moments, moment(2), moment(3), moment(3)], by=amal, now=NOW) >= 1
    assert Moment.objects.of(amal).count() == 3


def test_all_comes_in_or_nothing(amal: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last write of the act breaks: what was written before it is gone again."""
    keep_file(data=b"x", by=amal, now=NOW)

    def broken(**told: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("journal.along.actions.drop_draft", broken)
    with pytest.raises(OSError, match="disk full"):
        take_in(
            moments=[moment(1), moment(2)],
            words=[Own(own_code(UUID(int=7)), FEELING, "x", "hu")],
            by=amal,
            now=NOW,
        )
    assert (Moment.objects.count(), OwnVocabulary.objects.count(), Draft.objects.count()) == (0, 0, 1)


def test_day_one_comes_in_from_its_zip(amal: Membership, tab: Client) -> None:
    send(tab, zipped({"Journal.json": day_one(note(photos=[{}]))}))
    page = told(tab)
    assert "A file of Day One." in page
    assert "1 photo" in page
    tab.post(CHECK, {"mood-0": "not-sure", "strength-0": "3", "otherwise": "H", "tag-1": "F.back-to-back"})
    (only,) = documents(amal)
    assert (only.feelings, only.zone) == (("not-sure",), "Asia/Taipei")


def test_only_what_the_page_showed_comes_in(amal: Membership, tab: Client) -> None:
    """Two windows with a file each: the first must not bring in what the second showed."""

    def seen() -> str:
        return str(re.findall('name="seen" value="([0-9a-f]{64})"', told(tab))[0])

    send(tab, "".join(write([moment(1, note="first")])))
    first = seen()
    send(tab, "".join(write([moment(2, note="second")])))
    answer = tab.post(CHECK, {"seen": first}, follow=True)
    assert answer.redirect_chain == [(CHECK, 303)]
    assert "This page had grown old." in answer.content.decode()
    assert not Moment.objects.exists()
    assert tab.post(CHECK, {"seen": seen()}).status_code == 303
    assert [each.note for each in documents(amal)] == ["second"]


def test_words_that_are_asked_for_meanwhile_are_told_apart(amal: Membership, tab: Client) -> None:
    """Of the same file fewer notes are new once some came in: her choices then stand for other words."""
    send(tab, DAYLIO + ROWS)
    sent = CHOSEN | {"seen": re.findall('name="seen" value="(.*?)"', told(tab))[0]}
    for each in (sent | {"mood-1": "leave-out"}, sent):
        tab.post(CHECK, each)
        send(tab, DAYLIO + ROWS)
    assert [each.feelings for each in documents(amal)] == [("happy",)]


def test_a_waiting_file_can_be_forgotten(tab: Client) -> None:
    send(tab, DAYLIO + ROWS)
    assert tab.post(DROP)["Location"] == ALONG
    assert tab.get(CHECK)["Location"] == ALONG
    assert tab.post(CHECK, CHOSEN)["Location"] == ALONG
    assert not Moment.objects.exists()


def test_a_waiting_file_is_hers_alone(tab: Client, cleo: Membership, client_of: SignIn) -> None:
    send(tab, DAYLIO + ROWS)
    assert client_of(cleo).get(CHECK)["Location"] == ALONG


def test_a_file_that_waits_is_sealed_and_lies_nowhere_else(
    tab: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    secret = "wolkenkuckucksheim"
    row = f"2026-03-01,,,20:00,{secret},,,{'x' * 300}\n"
    assert send(tab, DAYLIO + row * 10_000).status_code == 303
    (draft,) = Draft.objects.all()
    assert draft.form == FILE_FORM
    assert secret.encode() not in bytes(draft.sealed)
    assert list(tmp_path.iterdir()) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM journal_moment")
        assert cursor.fetchone() == (0,)


def test_a_key_in_the_clear_tells_nothing_of_what_was_brought(
    tab: Client, cleo: Membership, client_of: SignIn
) -> None:
    """Two people bring the same file: nobody could try out words against the keys beside their moments."""
    for client in (tab, client_of(cleo)):
        send(client, DAYLIO + ROWS)
        client.post(CHECK, CHOSEN)
    keys = list(Moment.objects.values_list("submission_key", flat=True))
    assert len(set(keys)) == len(keys) == 4


# --- what is no file of ours --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"hello", "This is none of the files that can be brought in"),
        (b'{"format":\n', "line 2 cannot be read."),
        (b"PK\x03\x04 and so on", "This zip file is damaged or breaks off."),
        (zipped({"a.json": "{}"}), "There is no journal of Day One in this zip file."),
        (b"\x81\x8d", "The letters of this file cannot be read."),
        (
            DAYLIO + "".join(f"2026-03-01,,,20:00,m{n},,,\n" for n in range(MOST_MOODS + 1)),
            "This file names more moods",
        ),
        (b"x" * 20_500_000, "This file is larger than 20 MB."),
    ],
)
def test_a_file_that_is_none_is_told_and_nothing_waits(tab: Client, data: bytes | str, sentence: str) -> None:
    answer = send(tab, data)
    assert answer.status_code == 200
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert not Draft.objects.exists()


def test_what_no_page_can_show_is_told_as_far_as_it_can(tab: Client) -> None:
    """JSON may name half a character: in a moment it is refused, and the refusal must not fail over it."""
    assert send(tab, day_one(note(creationDate="\ud800 o'clock"))).status_code == 303
    assert "The time of day cannot be read (? o&#x27;clock)." in told(tab)


def test_no_file_at_all_is_told(tab: Client) -> None:
    assert "Select a file." in tab.post(ALONG, {"file": "text"}).content.decode()


def test_far_too_much_is_refused_before_it_is_read(tab: Client) -> None:
    assert send(tab, b"x" * 22_500_000).status_code == 400
    assert tab.post("/now/", {"file": io.BytesIO(b"x" * 1_100_000)}).status_code == 400


def test_another_encoding_is_read_and_told(tab: Client) -> None:
    send(tab, (DAYLIO + ROWS.replace("one", "é")).encode("cp1252"))
    assert "It was read as Windows-1252." in told(tab)


def test_a_file_that_only_an_older_version_could_read_is_told(amal: Membership, tab: Client) -> None:
    keep_file(data=b"what once was a file", by=amal, now=NOW)
    page = tab.get(CHECK, follow=True).content.decode()
    assert "This is none of the files" in page
    assert not Draft.objects.exists()


def test_many_wrong_lines_are_cut_short_and_counted(tab: Client) -> None:
    send(tab, DAYLIO + "x\n" * 60)
    page = told(tab)
    assert page.count("It has another number of columns") == 50
    assert "And 10 more." in page


def test_a_hundred_tags_make_no_hundred_questions(tab: Client) -> None:
    tags = " | ".join(f"t{number}" for number in range(100))
    send(tab, f"{DAYLIO}2026-03-01,,,20:00,rad,{tags},,\n")
    assert told(tab).count("stands for") == 40


def test_what_her_words_are_called_here_is_offered(tab: Client) -> None:
    send(tab, DAYLIO + "2026-03-01,,,20:00,Calm,,,\n")
    assert '<option value="calm" selected>' in told(tab)


# --- many ---------------------------------------------------------------------------------------------


def there_and_back(amal: Membership, tab: Client, number: int, texts: Sequence[str] = ()) -> None:
    """Put down, taken along, wiped, brought in: equal."""
    hours = [moment(each % 480) for each in range(number)]
    documents = [replace(FULL, note=text, thought=text[::-1]) for text in texts] or [FULL] * number
    moments = [
        Carried(one.felt_at, one.day, UUID(int=each), document)
        for each, (one, document) in enumerate(zip(hours, documents, strict=True))
    ]
    take_in(moments=moments, by=amal, now=NOW)
    file = fetch(tab)
    in_order = sorted(moments, key=lambda one: (one.felt_at, one.key))
    assert file == "".join(write(in_order))
    Moment.objects.all().delete()
    assert send(tab, file).status_code == 303
    assert tab.post(CHECK).status_code == 303
    assert fetch(tab) == file


def test_many_come_back(amal: Membership, tab: Client) -> None:
    there_and_back(amal, tab, 700)


def texts_of_all_scripts(number: int) -> list[str]:
    """All of Unicode that can be stored; what lies at its seams, turns the direction or joins, more often."""
    dice = Random(1905)
    special = [0x1, 0xA, 0x20, 0x22, 0x5C, 0x7F, 0x85, 0x301, 0x5D0, 0x627, 0x200D, 0x200F, 0x2028, 0x202E]
    special += [0xD7FF, 0xE000, 0xFE0F, 0xFEFF, 0xFFFF, 0x1F469, 0x1F1E9, 0x10FFFF]
    whole = [*range(1, 0xD800), *range(0xE000, 0x110000)]
    return ["".join(map(chr, dice.choices(special, k=8) + dice.choices(whole, k=8))) for _ in range(number)]


def texts_come_back(amal: Membership, tab: Client, number: int) -> None:
    """By code point, in the database as well as in the file."""
    texts = texts_of_all_scripts(number)
    there_and_back(amal, tab, number, texts)
    key = open_key(amal)
    assert sorted(open_moment(key, row).note for row in Moment.objects.of(amal)) == sorted(texts)


def test_texts_come_back_by_code_point(amal: Membership, tab: Client) -> None:
    texts_come_back(amal, tab, 200)


@pytest.mark.torture
def test_ten_thousand_texts_come_back_by_code_point(amal: Membership, tab: Client) -> None:
    texts_come_back(amal, tab, 10_000)


@pytest.mark.torture
def test_ten_thousand_come_back_in_twenty_seconds(amal: Membership, tab: Client) -> None:
    began = time.perf_counter()
    there_and_back(amal, tab, 10_000)
    took = time.perf_counter() - began
    assert took < 20, took
