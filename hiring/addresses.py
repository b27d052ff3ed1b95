"""What counts as somebody's e-mail address in this room, wherever it is typed."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

LONGEST = 254  # as the column that keeps it: the validator alone lets longer ones pass


def is_address(text: str) -> bool:
    """Whether mail can be sent to it, and it can be kept."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST
