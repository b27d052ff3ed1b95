"""What every request is before anything reads it: text in UTF-8, and small."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.http import parse_header_parameters


class PlainRequest(WSGIRequest):
    """Decoded as UTF-8, whatever `charset` says.

    Django would decode with any codec of Python's that is named; some (zlib, undefined) raise before a page
    could answer, others (utf-7) let half characters in.
    """

    def _set_content_type_params(self, meta: Mapping[str, Any]) -> None:
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


class PlainHandler(WSGIHandler):
    """The server's entry, with requests as above."""

    request_class = PlainRequest


class SmallRequestMiddleware:
    """Refuses a large body with a page before it is read; the pages that take a file take a larger one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        told = request.META.get("CONTENT_LENGTH") or "0"
        if told.isdecimal() and int(told) > _most(request):
            return HttpResponse(render_to_string("too_large.html"), status=400)
        return self.get_response(request)


def _most(request: HttpRequest) -> int:
    """Files are held in memory (FILE_UPLOAD_HANDLERS)."""
    for address, most in settings.UPLOAD_ADDRESSES.items():
        if re.fullmatch(address, request.path_info):
            return int(most)
    return int(settings.LARGEST_REQUEST)
