"""The texts that translators get are the texts of the TOML files."""

import runpy
import tomllib
from pathlib import Path

import pytest

from vocabulary import feelings, listing, messages, techniques, triggers


def test_messages_are_what_the_listing_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """After a change of a text: python -m vocabulary.listing > vocabulary/messages.py"""
    runpy.run_path(listing.__file__, run_name="__main__")
    assert capsys.readouterr().out == Path(messages.__file__).read_text(encoding="utf-8")


def test_every_text_of_the_toml_is_marked_once() -> None:
    felt = tomllib.loads(feelings.SOURCE.read_text(encoding="utf-8"))
    caused = tomllib.loads(triggers.SOURCE.read_text(encoding="utf-8"))
    words = [*felt["feelings"], felt["not_sure"]]
    causes = [*caused["triggers"], *(item for row in caused["triggers"] for item in row["items"])]
    texts = [row["name"] for row in [*felt["quadrants"], *causes]]
    texts += [row[field] for row in words for field in ("word", "definition")]
    tried = tomllib.loads(techniques.SOURCE.read_text(encoding="utf-8"))["techniques"]
    texts += [text for row in tried for text in (row["name"], row["when"], row["evidence"], *row["steps"])]
    assert set(messages.MESSAGES) == set(texts)
    assert len(messages.MESSAGES) == len(set(texts))
