"""What a page with one situation holds, the same for experts and for candidates."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from hiring.forms import SKIP, SheetForm, first_control
from hiring.judgement.queries import Situations
from hiring.judgement.sheets import Sheets
from hiring.models import JudgementSetting, Opening


def situation_page(sheets: Sheets, number: int, form: SheetForm | None, *, may_skip: bool) -> dict[str, Any]:
    """The context of the page with this number: the options in her order, with what she chose."""
    answers = {**sheets.answers, **form.answers} if form else sheets.answers
    errors = form.errors if form else {}
    return {
        "test": sheets.test,
        "scenario": sheets.scenarios[number - 1],
        "number": number,
        "pages": len(sheets.scenarios),
        "ways": [
            (one, place, _chosen(answers, one.code), errors.get(first_control(one), ""))
            for place, one in enumerate(sheets.options(number), start=1)
        ],
        "points": [(str(point.value), point.label) for point in sheets.test.scale],
        "skip": SKIP if may_skip else "",
        "errors": errors,
        "has_errors": bool(errors),
    }


def situations_words(opening: Opening) -> str:
    """What an opening does with situations. One query."""
    setting = JudgementSetting.objects.filter(opening=opening).first()
    if setting is None:
        return _("Not asked")
    return _("For practice, not for the decision") if setting.for_practice else _("A part of the decision")


def check_rows(found: Situations, now: dt.datetime) -> dict[str, Any]:
    """What the check page tells about situations: number, title, whether each way has an answer."""
    sheets = found.sheets
    return {
        "situations": [
            (number, scenario.title, sheets.is_whole(number))
            for number, scenario in enumerate(sheets.scenarios, start=1)
        ],
        "situations_language": sheets.test.language,
        "situations_open": not found.is_over(now),
    }


def _chosen(answers: Any, code: str) -> str:
    if code not in answers:
        return ""
    return SKIP if answers[code] is None else str(answers[code])
