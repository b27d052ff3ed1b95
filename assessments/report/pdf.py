"""The report as a PDF, where the optional WeasyPrint is installed; without it a browser can print one."""

import datetime as dt
from functools import cache
from importlib.util import find_spec
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from assessments.report.page import Report
from assessments.report.wording import in_words
from charts.paper import painted

FACE = "Atkinson Hyperlegible Next"


@cache
def can_save() -> bool:
    """Whether the package is there. It is not loaded for that: it takes a second, once a process."""
    return find_spec("weasyprint") is not None


def report_pdf(found: Report, now: dt.datetime) -> bytes | None:
    """The pages of one report; None where they cannot be made here.

    The package may be installed without the Debian libraries that it draws with. Only loading it tells.
    """
    if not can_save():
        return None
    try:
        # Slow to import, and nearly no request asks for it.
        from assessments.report.weasy import as_pdf  # noqa: PLC0415
    except OSError:
        return None
    told = {"report": found, "site": urlsplit(settings.PUBLIC_URL).netloc, "day": in_words(now.date())}
    html = render_to_string("assessments/report_pdf.html", told)
    return as_pdf(painted(html, family=FACE))
