"""What was sent about a candidate when nobody was signed in any more: put back into its form."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from people.actions.seals import report_broken
from people.drafts import form_token, read_draft
from people.requests import MemberRequest
from people.sealing import SealBroken

Drafted = Mapping[str, Sequence[str]]


def drafted(request: MemberRequest, name: str) -> Drafted:
    """The fields of her draft of the form with this name, as they were sent; none where nothing waits, and
    none where she sends the form just now. A draft that does not open keeps her from nothing.
    """
    if request.method == "POST":
        return {}
    try:
        draft = read_draft(request.membership, name)
    except SealBroken as broken:
        report_broken(member=request.membership, table=broken.table, row=broken.row, now=timezone.now())
        return {}
    return draft.fields if draft else {}


def put_back(form: forms.Form, fields: Drafted, *, only: Sequence[str] = ()) -> bool:
    """Put what was sent in the place of what the form begins with, but for what was left empty; whether
    there was anything. `only` these fields, where not all fit any more.
    """
    kept: dict[str, Any] = {}
    for name, field in form.fields.items():
        sent = [value for value in fields.get(name, ()) if value]
        if sent and (not only or name in only):
            kept[name] = sent if isinstance(field, forms.MultipleChoiceField) else sent[-1]
    form.initial = {**form.initial, **kept}
    return bool(kept)


def last(fields: Drafted, name: str) -> str:
    """What was sent in a field that is none of the form's own."""
    return [*fields.get(name, ()), ""][0]


def kept_in(request: MemberRequest, name: str, *, kept: bool) -> dict[str, Any]:
    """What a page needs for its form to be kept, and to say that it was."""
    return {"draft_token": form_token(request.membership, name), "kept": kept}
