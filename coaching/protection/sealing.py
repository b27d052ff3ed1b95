"""A report's document, sealed for its row under the report's own key."""

from coaching.documents import SCHEMA
from coaching.models import Report
from coaching.protection.documents import ReportDocument, read_report
from people.keys import open_joined
from people.sealing import OpenKey, seal, unseal

REPORT = "coaching.Report"


def seal_report(key: OpenKey, report: Report, document: ReportDocument) -> bytes:
    return seal(key, document.as_json(), table=REPORT, row=report.pk, owner=report.reporter_id, schema=SCHEMA)


def open_report(report: Report) -> ReportDocument:
    """Of a row that came with the slot of its key (people.keys.with_slot). Raises SealBroken."""
    key = open_joined(report, report.key_id)
    _, document = unseal(key, report.sealed, table=REPORT, row=report.pk, owner=report.reporter_id)
    return read_report(document)
