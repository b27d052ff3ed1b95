"""The report in words and pictures: sentences from readings, charts in their frames, files of the numbers."""

from assessments.report.file import as_lines, file_name, pulse_file, report_file
from assessments.report.page import Newest, Report, ReportPage, report, report_page
from assessments.report.pdf import can_save, report_pdf
from assessments.report.profile import profile_csv_rows
from assessments.report.progress import progress_header, progress_rows
from assessments.report.pulses import PulsePage, comparable_pulses, pulse_csv_rows, pulse_page

__all__ = [
    "as_lines",
    "Newest",
    "PulsePage",
    "Report",
    "ReportPage",
    "can_save",
    "comparable_pulses",
    "file_name",
    "profile_csv_rows",
    "progress_header",
    "progress_rows",
    "pulse_csv_rows",
    "pulse_file",
    "pulse_page",
    "report",
    "report_file",
    "report_page",
    "report_pdf",
]
