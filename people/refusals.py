"""What an action says when it cannot do what was asked. Pure."""


class Refused(Exception):
    """An act that was not done; its text is shown to the person and says why and what to do.

    `field` names the field of the form that it concerns, where there is one.
    """

    def __init__(self, text: str, *, field: str = "") -> None:
        super().__init__(text)
        self.field = field
