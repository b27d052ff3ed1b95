"""Logs tell which act failed and where, never what somebody wrote."""

import logging

_SAFE = logging.Formatter()


class NoContentFilter(logging.Filter):
    """Cuts a traceback down to places: file, line, function, and the error's class without its text.

    An exception's text and a database driver's error may quote a row; neither goes into a log.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = places(record.exc_info[1])
            record.exc_info = None
        # Their texts quote the address, which may hold a live link, or the host and origin that were sent.
        if record.name.startswith(("django.request", "django.security")):
            record.msg, record.args = (
                "%s",
                (f"{record.levelname.lower()} {getattr(record, 'status_code', '')}",),
            )
        return True


def places(error: BaseException) -> str:
    """The error's class and the lines it passed, innermost last."""
    lines, frame = [], error.__traceback__
    while frame is not None:
        code = frame.tb_frame.f_code
        lines.append(f"  {code.co_filename}:{frame.tb_lineno} {code.co_name}")
        frame = frame.tb_next
    return "\n".join([*lines, type(error).__name__])
