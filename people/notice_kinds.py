"""What a person can be told of by mail: the one list of kinds, and which of them she wants."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.models import User


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its name in code, in her choices and in the mail. A mail tells that, not what or by whom."""

    code: str
    label: Promise
    sentence: Promise
    # Whether it is mailed to who has chosen nothing.
    usual: bool = False


FEEDBACK, SHARED, WITHDRAWN, REPORTED = "feedback", "shared", "withdrawn", "reported"

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(
            FEEDBACK,
            _("You have feedback, or a reply to what you said"),
            _("There is feedback for you in eiapp, or a reply to what you said."),
            usual=True,
        ),
        Kind(
            SHARED,
            _("Something was shared with you"),
            _("Something was shared with you in eiapp."),
        ),
        Kind(
            WITHDRAWN,
            _("Something is not shared with you any more"),
            _("Something that was shared with you in eiapp was taken back."),
        ),
        Kind(
            REPORTED,
            _("A report was sent to you, where you are named for that"),
            _("A report was sent to you in eiapp."),
            usual=True,  # a report that nobody looks at would be worse than none
        ),
    )
}


def wants(user: User, kind: str) -> bool:
    """What she chose; where she has not, the usual of this kind."""
    return bool(user.notices.get(kind, KINDS[kind].usual))
