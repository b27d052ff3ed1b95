"""Whatever is brought: a file of a known kind, or one reason why not; never a breakdown."""

import codecs
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.exchange import zips
from journal.exchange.carried import Unreadable
from journal.exchange.reading import LARGEST
from tests.journal.exchange.files import DAYLIO, day_one, note, read, zip_saying, zipped

ROW = "2021-03-27,March 27,Saturday,20:39,müde,Café,,Grüße – “so”\n"
JOURNAL = {"Journal.json": day_one(note())}


def why(data: str | bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data)
    return refused.value.why


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("utf-32", "UTF-32"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_texts_of_other_encodings_are_read_and_told(encoding: str, named: str) -> None:
    found = read((DAYLIO + ROW).encode(encoding))
    assert found.encoding == named
    assert found.notes[0].note == "Grüße – “so”\n\nDaylio: müde; Café"


def test_big_endian_text_with_its_mark_is_read() -> None:
    assert read(codecs.BOM_UTF16_BE + (DAYLIO + ROW).encode("utf-16-be")).notes[0].mood == "müde"
    assert read(codecs.BOM_UTF32_BE + (DAYLIO + ROW).encode("utf-32-be")).notes[0].mood == "müde"


@pytest.mark.parametrize("data", [b"\x81\xfe\x8d", codecs.BOM_UTF16_LE + b"a", codecs.BOM_UTF8 + b"\xff"])
def test_letters_of_no_encoding_are_refused(data: bytes) -> None:
    assert why(data) == "encoding"


def test_nothing_and_too_much_are_refused() -> None:
    assert why(b"") == "empty"
    assert why(b"x" * (LARGEST + 1)) == "large"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ('{"a": 1}', "unknown"),
        ('{"a": ', "json-broken"),
        ('{"a": NaN}', "json-shape"),
        ('{"a": ' + "9" * 5000 + "}", "json-shape"),
        ('{"a": ' + "[" * 100_000, "json-shape"),
        ('{"a": ' + "[" * 1_600_000, "many"),
        ("<html>", "unknown"),
        (b"%PDF-1.7", "unknown"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(data: str | bytes, reason: str) -> None:
    assert why(data) == reason


# --- zips -------------------------------------------------------------------------------------------


def test_a_zip_without_a_journal_is_refused() -> None:
    assert why(zipped({})) == "zip-other"
    assert why(zipped({"a.json": "{}", "b.txt": "x"})) == "zip-other"
    assert why(zipped({"a.json": "{"})) == "json-broken"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_zip_that_breaks_off_is_refused(share: float) -> None:
    whole = zipped(JOURNAL)
    assert why(whole[: int(len(whole) * share)]) == "zip-broken"


def test_a_zip_whose_bytes_were_changed_is_refused() -> None:
    whole = zipped({"Journal.json": day_one(note(text="x" * 500))}, compression=zipfile.ZIP_STORED)
    assert why(whole.replace(b"xxxx", b"yyyy", 1)) == "zip-broken"


def test_a_zip_that_grows_without_end_is_stopped_while_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(zips, "MOST_BYTES", 100_000)
    bomb = zipped({"a.json": " " * 60_000, "b.json": " " * 60_000})
    assert len(bomb) < 1000
    assert why(bomb) == "zip-large"


def test_the_size_that_a_zip_states_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read is counted: a size of 5 in the directory opens no way around the cap."""
    monkeypatch.setattr(zips, "MOST_BYTES", 1000)
    bomb = bytearray(zipped({"a.json": "[" * 100_000}))
    struct.pack_into("<I", bomb, bomb.rindex(b"PK\x01\x02") + 24, 5)
    assert why(bytes(bomb)) in {"zip-large", "zip-broken"}


def test_a_zip_with_a_crowd_of_files_is_not_even_listed() -> None:
    """By the size of its directory, which is what Python reads: the number of files may say less."""
    assert why(zip_saying(zipped(JOURNAL), at=12, form="<I", value=2_000_001)) == "zip-many"
    crowd = zipped({f"{number:0200}": "" for number in range(8200)})
    assert why(zip_saying(crowd, at=10, form="<H", value=1)) == "zip-many"


def test_a_zip_made_for_more_than_four_gigabytes_is_not_even_listed() -> None:
    whole = zipped(JOURNAL)
    end = whole.rindex(b"PK\x05\x06")
    assert why(whole[:end] + b"PK\x06\x07" + bytes(16) + whole[end:]) == "zip-many"


def test_a_locked_zip_says_so() -> None:
    locked = bytearray(zipped(JOURNAL))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert why(bytes(locked)) == "zip-locked"


def test_a_way_of_packing_that_is_unknown_is_refused() -> None:
    odd = bytearray(zipped(JOURNAL))
    struct.pack_into("<H", odd, odd.index(b"PK\x01\x02") + 10, 97)
    struct.pack_into("<H", odd, 8, 97)
    assert why(bytes(odd)) == "zip-broken"


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_read(packing: int) -> None:
    assert len(read(zipped(JOURNAL, compression=packing)).notes) == 1


def test_a_comment_behind_the_zip_does_not_matter() -> None:
    out = io.BytesIO(zipped(JOURNAL))
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = b"x" * 60_000
    assert len(read(out.getvalue()).notes) == 1


# --- anything ---------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"{", b"PK\x03\x04", DAYLIO.encode(), zipped(JOURNAL)]))
def test_any_bytes_are_read_or_refused(data: bytes, head: bytes) -> None:
    try:
        read(head + data)
    except Unreadable as refused:
        assert refused.why


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0), st.integers(0, 255))
def test_a_zip_with_any_byte_changed_is_read_or_refused(place: int, value: int) -> None:
    whole = bytearray(zipped(JOURNAL))
    whole[place % len(whole)] = value
    try:
        read(bytes(whole))
    except Unreadable as refused:
        assert refused.why
