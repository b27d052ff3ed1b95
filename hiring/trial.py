"""Two statements to try out the answers with, about nothing that matters; nothing of it is kept. Pure."""

from dataclasses import replace

from assessments.instruments import Instrument
from hiring.asked import TOGETHER, Sitting

# In the language and the manner of the questionnaire, one of them said as a "not", as some of those are.
TEXTS = ("Like tea better than coffee.", "Do not like rainy days.")


def trial(asked: Instrument, together: int = TOGETHER) -> Sitting:
    """The trial statements on the scale of the questionnaire that she is asked; without one, none."""
    items = tuple(
        replace(asked.items[0], position=number, code=f"T{number}", text=text)
        for number, text in enumerate(TEXTS if asked.items else (), start=1)
    )
    return Sitting(replace(asked, items=items, words=()), {}, together)
