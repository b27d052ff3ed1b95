"""Master keys: read, refused with what to do, put first."""

import base64
import stat
from pathlib import Path

import pytest

from people.master_keys import MasterKeyError, new_key_text, put_first, read_ring


def test_environment_goes_before_the_file(tmp_path: Path) -> None:
    file = tmp_path / "master-keys"
    file.write_text(new_key_text())
    told = new_key_text()
    assert read_ring(told, file).current.secret == base64.urlsafe_b64decode(told)


def test_first_key_is_current_and_all_are_found_by_name(tmp_path: Path) -> None:
    first, second = new_key_text(), new_key_text()
    ring = read_ring(f"{first},{second}", tmp_path / "none")
    assert [ring.named(key.id) for key in ring.keys] == list(ring.keys)
    assert ring.current.secret == base64.urlsafe_b64decode(first)


def test_name_follows_from_the_key_so_that_a_wrong_one_cannot_pass(tmp_path: Path) -> None:
    one, other = (read_ring(new_key_text(), tmp_path).current for _ in range(2))
    assert one.id != other.id
    assert len(one.id) == 16


def test_without_any_key_the_message_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyError, match=r"There is no master key .* manage.py keys new"):
        read_ring("", tmp_path / "none")


@pytest.mark.parametrize("wrong", ["harbour", "YWJj", "é", "a" * 44])
def test_what_is_no_key_is_refused_in_words_and_not_shown(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(MasterKeyError, match="32 bytes in URL-safe base64") as caught:
        read_ring(wrong if wrong != "a" * 44 else "a" * 43, tmp_path / "none")
    assert wrong not in str(caught.value)


def test_missing_key_is_named(tmp_path: Path) -> None:
    ring = read_ring(new_key_text(), tmp_path)
    with pytest.raises(MasterKeyError, match="The master key 0123456789abcdef is not among"):
        ring.named("0123456789abcdef")


def test_new_key_is_put_first_and_only_its_owner_reads_the_file(tmp_path: Path) -> None:
    file = tmp_path / "master-keys"
    older, newer = new_key_text(), new_key_text()
    put_first(older, file)
    put_first(newer, file)
    assert file.read_text() == f"{newer}\n{older}\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["master-keys"]


def test_no_secret_in_a_repr(tmp_path: Path) -> None:
    ring = read_ring(new_key_text(), tmp_path)
    assert repr(ring.current.secret) not in repr(ring)
