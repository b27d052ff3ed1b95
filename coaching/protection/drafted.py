"""The name of the draft of a report."""

from uuid import UUID


def report_form(thread: UUID) -> str:
    return f"coaching:report:{thread}"
