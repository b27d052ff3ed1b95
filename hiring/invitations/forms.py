"""What HR gives to invite people, and why answers are opened again."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.addresses import is_address
from hiring.forms import LONGEST_TEXT, sentences
from hiring.invitations.reading import CHECKED, MOST, Fault, Reading, Wrong, read_list
from people.forms import PlainForm

TOLD_FAULTS = 5
LARGEST_FILE = 8_000_000  # bytes that are looked at: fifty thousand lines are told apart, not refused unread


class PeopleForm(PlainForm):
    """A list that is pasted, or a file of a spreadsheet. Nothing is sent from here: a check page follows."""

    people = forms.CharField(
        label=gettext_lazy("Names and e-mail addresses"),
        help_text=gettext_lazy(
            "One person a line, for example: Nell Okafor, nell@home.example. Copied from a spreadsheet it "
            "works too. At most 200 people at once."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file (optional)"),
        help_text=gettext_lazy(
            "CSV, as spreadsheets save it, with a column for the name and one for e-mail."
        ),
        required=False,
        error_messages={"empty": gettext_lazy("This file is empty.")},
    )

    def __init__(self, *args: Any, invited: Collection[str], checked: bool = False, **kwargs: Any) -> None:
        """`checked`: the list comes from the check page, as `as_list` wrote it there."""
        super().__init__(*args, **kwargs)
        self.invited, self.checked = invited, checked
        self.reading: Reading | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        field, text = "people", str(cleaned.get("people", ""))
        if cleaned.get("file"):
            field, text = "file", self._text_of(cleaned["file"])
        if self.errors:
            return cleaned
        sign = CHECKED if self.checked else None
        self.reading = read_list(text, invited=self.invited, is_address=is_address, sign=sign)
        for fault in self.reading.faults[:TOLD_FAULTS]:
            self.add_error(field, fault_words(fault))
        more = len(self.reading.faults) - TOLD_FAULTS
        if more > 0:
            self.add_error(field, _("And %(more)s lines more.") % {"more": more})
        return cleaned

    def _text_of(self, file: "UploadedFile[Any]") -> str:
        try:
            return bytes(file.read(LARGEST_FILE)).decode("utf-8-sig").replace("\x00", "")
        except UnicodeDecodeError:
            self.add_error("file", _("This file could not be read. Save it as CSV with UTF-8."))
            return ""


def fault_words(fault: Fault) -> str:
    """What is wrong, and what to do."""
    told = {
        Wrong.EMPTY: _("Put in at least one person, or select a file."),
        Wrong.TOO_MANY: _("Invite at most %(most)s people at once. Split the list."),
        Wrong.HEADER: _(
            "The first line names columns, and none of them is “name” and “e-mail”. Call them so, or leave "
            "the first line out."
        ),
        Wrong.COLUMNS: _("Line %(line)s: put a name and an e-mail address, and nothing else."),
        Wrong.NO_NAME: _("Line %(line)s: the name is missing."),
        Wrong.LONG_NAME: _("Line %(line)s: the name has more than 120 characters."),
        Wrong.ADDRESS: _("Line %(line)s: this is no e-mail address like name@example.org."),
    }[fault.wrong]
    return told % {"line": fault.line, "most": MOST}


class ReopenForm(PlainForm):
    """One attempt is the rule; another one has a reason."""

    reason = sentences(
        gettext_lazy("Why the answers are opened again"),
        gettext_lazy("Write why it is opened again."),
        LONGEST_TEXT,
        gettext_lazy("For example: the connection broke while sending. The person may ask to read it."),
    )
