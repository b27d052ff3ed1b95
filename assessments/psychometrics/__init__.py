"""The numbers behind a report: scores, reliability, ranges, change. Pure: no Django, no clock."""
