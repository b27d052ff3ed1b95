"""The five components of the model: their codes, their names, their one order. Nowhere else."""

from dataclasses import dataclass

from vocabulary.marks import gettext_noop


@dataclass(frozen=True, slots=True)
class Component:
    """One of the five. `name` is a message id: show it with gettext(component.name)."""

    code: str
    name: str

    @property
    def token(self) -> str:
        """The name of its colour in CSS and charts: sa, sr, mo, em, ss."""
        return self.code.lower()


COMPONENTS = (
    Component("SA", gettext_noop("Self-awareness")),
    Component("SR", gettext_noop("Self-regulation")),
    Component("MO", gettext_noop("Motivation")),
    Component("EM", gettext_noop("Empathy")),
    Component("SS", gettext_noop("Social skills")),
)
_BY_CODE = {one.code: one for one in COMPONENTS}


def component(code: str) -> Component:
    """The component with this code. LookupError where there is none."""
    try:
        return _BY_CODE[code]
    except KeyError:
        raise LookupError(f"There is no component with the code {code!r}.") from None
