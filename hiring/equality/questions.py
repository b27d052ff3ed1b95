"""What candidates may say of the groups that they belong to, each of their own will. Pure.

Sex and ethnicity as the EEO-1 report and 6 RCNY 5-300 name them, so that the tables of both can be made. The
texts are message ids: show them with gettext.
"""

from dataclasses import dataclass

from vocabulary.marks import gettext_noop

SEX, ETHNICITY, AGE, DISABILITY = "sex", "ethnicity", "age", "disability"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its code, and its words as a text to be translated."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answers in the order shown."""

    code: str
    name: str
    asks: str
    choices: tuple[Choice, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(choice.code for choice in self.choices)


def _asked(code: str, name: str, asks: str, *choices: tuple[str, str]) -> Asked:
    return Asked(code, name, asks, tuple(Choice(*choice) for choice in choices))


ASKED = (
    _asked(
        SEX,
        gettext_noop("Sex"),
        gettext_noop("What is your sex?"),
        ("female", gettext_noop("Female")),
        ("male", gettext_noop("Male")),
        ("another", gettext_noop("Another")),
    ),
    _asked(
        ETHNICITY,
        gettext_noop("Ethnicity"),
        gettext_noop("Which of these describes your ethnicity?"),
        ("hispanic", gettext_noop("Hispanic or Latino")),
        ("white", gettext_noop("White")),
        ("black", gettext_noop("Black or African American")),
        ("islander", gettext_noop("Native Hawaiian or Pacific Islander")),
        ("asian", gettext_noop("Asian")),
        ("native", gettext_noop("Native American or Alaska Native")),
        ("several", gettext_noop("Two or more of these")),
    ),
    _asked(
        AGE,
        gettext_noop("Age"),
        gettext_noop("How old are you?"),
        ("under-30", gettext_noop("Under 30")),
        ("30-39", gettext_noop("30 to 39")),
        ("40-49", gettext_noop("40 to 49")),
        ("50-59", gettext_noop("50 to 59")),
        ("60-over", gettext_noop("60 or over")),
    ),
    _asked(
        DISABILITY,
        gettext_noop("Disability"),
        gettext_noop("Do you have a disability?"),
        ("yes", gettext_noop("Yes")),
        ("no", gettext_noop("No")),
    ),
)
BY_CODE = {asked.code: asked for asked in ASKED}
# The two that New York's table puts together; it knows no third sex.
TOGETHER = ("female", "male")
