"""What an action says when it cannot do what was asked. Pure."""


class Refused(Exception):
    """An act that was not done; its text is shown to the person and says why and what to do."""
