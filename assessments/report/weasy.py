"""WeasyPrint at work: HTML to PDF, with our own static files and nothing else. Imported when asked for."""

import logging
import mimetypes
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# What only a page of paper has, beside the print rules of the style sheet, over which it has to be important.
# The body as a column of boxes that share the height of a window would make it measure each line many times.
PAPER = """
@page{size:A4;@bottom-right{content:counter(page) " / " counter(pages);
  font:9pt "Atkinson Hyperlegible Next";color:#525B57}}
body{display:block!important}
.more>summary{display:block!important;color:#000!important;text-decoration:none!important;font-weight:600}
.more>summary .icon{display:none!important}
li,.part>p{break-inside:avoid}
li:last-child{break-before:avoid}
a{color:#000!important}
"""

# It tells of each rule of a browser's style sheet that it does not know.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


class OwnFilesOnly(URLFetcher):
    """Gives what stands in our static files. Every other address, on the network or the disk, is refused."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        content = _static_file(url)
        if content is None:
            raise ValueError(f"Nothing is fetched but our own static files, so not {url!r}.")
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def as_pdf(html: str) -> bytes:
    """A page of ours as PDF, tagged for who has it read aloud."""
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    document = HTML(string=html, base_url=f"{settings.PUBLIC_URL}/", url_fetcher=fetcher)
    paper = CSS(string=PAPER, url_fetcher=fetcher, font_config=fonts)
    made: bytes = document.write_pdf(stylesheets=[paper], font_config=fonts, pdf_tags=True)
    return made


def _static_file(url: str) -> bytes | None:
    """The content of a static file of ours, under its plain or its hashed name; None for anything else.

    SuspiciousFileOperation for a name that leads out of the folder, which is refused likewise.
    """
    root = urljoin(f"{settings.PUBLIC_URL}/", settings.STATIC_URL)
    if not url.startswith(root):
        return None
    name = unquote(urlsplit(url).path.removeprefix(urlsplit(root).path))
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as file:
            return bytes(file.read())
    found = finders.find(name)
    return Path(found).read_bytes() if found else None
