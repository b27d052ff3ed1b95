"""What a form sends names itself: the same sent twice is one, other words from the same form are another."""

import json
from uuid import UUID

from django.utils.crypto import salted_hmac


def submission_of(key: UUID, *what: object) -> UUID:
    """From the form's key and what was chosen or written in it.

    Under the installation's secret: the database alone tells nothing of the words.
    """
    told = json.dumps([str(key), *map(str, what)])
    return UUID(bytes=salted_hmac("coaching.submissions", told, algorithm="sha256").digest()[:16])
