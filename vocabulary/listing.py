"""Prints what messages.py must hold: `python -m vocabulary.listing > vocabulary/messages.py`."""

import json
import sys

from vocabulary.feelings import feelings, not_sure, quadrants
from vocabulary.techniques import techniques
from vocabulary.triggers import triggers

HEAD = '''"""Every text of the vocabulary, marked for makemessages, as printed by `vocabulary.listing`."""

from vocabulary.marks import gettext_noop

MESSAGES = (
'''


def texts() -> list[str]:
    """Every message id of the vocabulary, once, in the order of the files."""
    words = [text for word in (*feelings(), not_sure()) for text in (word.word, word.definition)]
    causes = [one.name for letter in triggers() for one in (letter, *letter.items)]
    tries = [text for one in techniques() for text in (one.name, one.when, *one.steps, one.evidence)]
    return list(dict.fromkeys([*(quadrant.name for quadrant in quadrants()), *words, *causes, *tries]))


def source() -> str:
    """The Python text of messages.py."""
    lines = [f"    gettext_noop({json.dumps(text, ensure_ascii=False)}),\n" for text in texts()]
    return HEAD + "".join(lines) + ")\n"


if __name__ == "__main__":
    sys.stdout.write(source())
