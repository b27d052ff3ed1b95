"""Sign-ins that left what is private closed: noted where they happen, told in every other browser of hers."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actions.accounts import OTHER_SIGN_INS_KEPT, note_other_sign_in
from people.browsers import browser_and_system
from people.door import ways_of
from people.models import Membership, User
from people.opening import WAIT

# In a session: the notes that it made itself.
OWN = "other_sign_ins"
RESET = "reset"
_WORDS: dict[str, Promise] = {
    "code": gettext_lazy("Somebody signed in to your account with a code from an e-mail."),
    "password": gettext_lazy("Somebody signed in to your account with the password that was chosen anew."),
    RESET: gettext_lazy("Somebody chose a new password for you with a code from an e-mail."),
}
_OTHERWISE = gettext_lazy("Somebody signed in to your account without your password.")


@dataclass(frozen=True, slots=True)
class OtherSignIn:
    """One of them, in words; `opens` is when that browser can read what is private."""

    id: str
    words: str
    at: str
    place: str
    opens: str


def tell_of_sign_in(request: HttpRequest, user: User, now: dt.datetime) -> None:
    """This session's person showed too little to open the journal: the others of hers hear of it."""
    _tell(request, user, ways_of(request)[-1].name, now)


def tell_of_reset(request: HttpRequest, user: User, now: dt.datetime) -> None:
    """A new password was chosen with a mailed code, in this browser."""
    _tell(request, user, RESET, now)


def other_sign_ins(request: HttpRequest, member: Membership, now: dt.datetime) -> tuple[OtherSignIn, ...]:
    """What this browser has to tell, newest first; nothing of what was done in itself. No query."""
    kept = member.user.other_sign_ins
    if not kept:
        return ()
    own = request.session.get(OWN, [])
    oldest = (now - OTHER_SIGN_INS_KEPT).isoformat()
    told = [each for each in reversed(kept) if each["id"] not in own and each["at"] > oldest]
    return tuple(_in_words(each, member.user.time_zone) for each in told)


def _tell(request: HttpRequest, user: User, how: str, now: dt.datetime) -> None:
    browser, system = browser_and_system(request.headers.get("User-Agent", ""))
    place = f"{browser}|{system}"
    noted = note_other_sign_in(user=user, how=how, place=place, now=now)
    request.session[OWN] = [*request.session.get(OWN, []), noted]


def _in_words(noted: dict[str, str], zone: str) -> OtherSignIn:
    at = dt.datetime.fromisoformat(noted["at"])
    browser, _bar, system = noted["place"].partition("|")
    named = {"browser": browser or _("A browser"), "system": system or _("a device")}
    return OtherSignIn(
        id=noted["id"],
        words=str(_WORDS.get(noted["how"], _OTHERWISE)),
        at=day_and_time(at, zone),
        place=_("%(browser)s on %(system)s") % named,
        opens=day_and_time(at + WAIT, zone),
    )


def day_and_time(at: dt.datetime, zone: str) -> str:
    """As her own clock and calendar show it."""
    local = at.astimezone(ZoneInfo(zone))
    told = {"day": date_format(local, "l j F"), "time": f"{local:%H:%M}"}
    return _("%(day)s, %(time)s") % told
