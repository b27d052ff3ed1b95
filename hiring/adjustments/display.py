"""How a candidate's pages look. Pure."""

from dataclasses import dataclass

from hiring.asked import TOGETHER


@dataclass(frozen=True, slots=True)
class Display:
    """What she chose without asking anybody. A tinted page is a light one."""

    one_statement: bool = False
    text_size: str = "normal"
    spaced: bool = False
    tinted: bool = False

    @property
    def together(self) -> int:
        """Statements to a page."""
        return 1 if self.one_statement else TOGETHER


PLAIN = Display()
