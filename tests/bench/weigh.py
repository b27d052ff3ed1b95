"""What a page weighs: its own bytes, and the first load with everything it asks for."""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from tests.bench.client import Answer, Failed, Visitor

ASKED = re.compile(
    r"""<(?:link\b[^>]*\bhref|script\b[^>]*\bsrc|img\b[^>]*\bsrc|use\b[^>]*\bhref)=["']([^"'#]+)"""
)
STYLED = re.compile(r"""url\(\s*["']?([^"')#]+)""")
NOT_LOADED = re.compile(r"""<link\b[^>]*\brel=["'](?:canonical|alternate|next|prev)["'][^>]*>""")


@dataclass(frozen=True)
class Load:
    """A first visit with an empty cache. A font is counted as if the page used every one it names."""

    requests: int
    gzipped: int
    fonts: int
    style: int
    script: int
    foreign: int


def gzipped(body: bytes) -> int:
    return len(gzip.compress(body, 6))


def first_load(visitor: Visitor, path: str) -> Load:
    page = visitor.get(path)
    if page.status != 200:
        raise Failed(f"GET {path} answered {page.status}")
    asked, foreign = asked_for(page.body.decode(), path)
    loaded: dict[str, Answer] = {}
    while asked:
        address = asked.pop()
        if address in loaded:
            continue
        loaded[address] = visitor.get(address, accept_gzip=True)
        if ".css" in address:
            body = plain(loaded[address]).decode()
            asked |= {
                urljoin(address, found) for found in STYLED.findall(body) if not found.startswith("data:")
            }
    fonts = {address for address in loaded if ".woff2" in address}
    return Load(
        requests=1 + len(loaded),
        gzipped=gzipped(page.body) + sum(len(loaded[each].body) for each in loaded.keys() - fonts),
        fonts=sum(len(loaded[each].body) for each in fonts),
        style=sum(len(plain(loaded[each])) for each in loaded if ".css" in each),
        script=sum(len(plain(loaded[each])) for each in loaded if ".js" in each),
        foreign=foreign,
    )


def asked_for(html: str, path: str) -> tuple[set[str], int]:
    """Addresses on this host that the page makes a browser fetch, and how many on others."""
    addresses = {urljoin(path, found) for found in ASKED.findall(NOT_LOADED.sub("", html))}
    ours = {address for address in addresses if not re.match(r"(https?:)?//", address)}
    return ours, len(addresses - ours)


def plain(answer: Answer) -> bytes:
    if answer.status != 200:
        raise Failed(f"a part of the page answered {answer.status}")
    return gzip.decompress(answer.body) if answer.header("content-encoding") == "gzip" else answer.body
