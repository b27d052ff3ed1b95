"""Sealed documents: what goes in comes out, for its own row, owner and key alone."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.sealing import STEP, OpenKey, SealBroken, new_secret, seal, unseal, unwrap, wrap

KEY = OpenKey(uuid4(), new_secret())
ROW, OWNER = uuid4(), uuid4()
text = st.text(st.characters(exclude_categories=["Cs"]))


def sealed(document: dict[str, object], *, schema: int = 1) -> bytes:
    return seal(KEY, document, table="journal.Moment", row=ROW, owner=OWNER, schema=schema)


def opened(
    data: bytes, *, key: OpenKey = KEY, table: str = "journal.Moment", row: UUID = ROW, owner: UUID = OWNER
) -> tuple[int, dict[str, Any]]:
    return unseal(key, data, table=table, row=row, owner=owner)


@given(st.dictionaries(text, st.none() | st.booleans() | st.integers() | text | st.lists(text)))
def test_what_was_sealed_opens_unchanged(document: dict[str, object]) -> None:
    assert opened(sealed(document)) == (1, document)


def test_schema_number_comes_back() -> None:
    assert opened(sealed({"a": 1}, schema=7)) == (7, {"a": 1})


def test_length_tells_only_the_step() -> None:
    lengths = {len(sealed({"note": "x" * n})) for n in range(0, STEP - 20)}
    assert len(lengths) == 1
    assert len(sealed({"note": "x" * STEP})) == lengths.pop() + STEP


def test_same_document_never_looks_the_same_twice() -> None:
    assert sealed({"a": 1}) != sealed({"a": 1})


def test_no_plain_text_in_it() -> None:
    assert b"harbour" not in sealed({"note": "harbour"})


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"row": uuid4()},
        {"owner": uuid4()},
        {"table": "people.Draft"},
        {"key": OpenKey(KEY.id, new_secret())},
        {"key": OpenKey(uuid4(), KEY.secret)},
    ],
    ids=["another row", "another owner", "another table", "another secret", "another key's name"],
)
def test_moved_elsewhere_it_does_not_open(elsewhere: dict[str, object]) -> None:
    with pytest.raises(SealBroken):
        opened(sealed({"a": 1}), **elsewhere)  # type: ignore[arg-type]


def test_every_flipped_bit_is_noticed() -> None:
    whole = sealed({"a": 1})
    for place in range(len(whole) * 8):
        broken = bytearray(whole)
        broken[place // 8] ^= 1 << place % 8
        with pytest.raises(SealBroken):
            opened(bytes(broken))


def test_every_shortened_document_is_noticed() -> None:
    whole = sealed({"a": 1})
    for length in range(len(whole)):
        with pytest.raises(SealBroken):
            opened(whole[:length])


def test_broken_seal_names_the_row_and_no_content() -> None:
    with pytest.raises(SealBroken) as caught:
        opened(b"harbour")
    assert str(caught.value) == f"The sealed document of journal.Moment {ROW} does not open."


def test_data_key_is_wrapped_for_one_master_key_and_one_name() -> None:
    master = new_secret()
    assert unwrap(master, wrap(master, KEY), KEY.id) == KEY
    for other, name in [(new_secret(), KEY.id), (master, uuid4())]:
        with pytest.raises(SealBroken):
            unwrap(other, wrap(master, KEY), name)
    with pytest.raises(SealBroken):
        unwrap(master, b"", KEY.id)


def test_secret_never_shows() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert repr(KEY.secret) not in repr(KEY)


def test_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="A data key has 32 bytes, this one has 31."):
        OpenKey(uuid4(), bytes(31))
