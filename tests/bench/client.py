"""A small HTTP client on blocking sockets: one connection a request, as sync workers answer it.

It measures what the server does, so it does as little as it can itself: no parsing beyond status, cookies
and the body, and nothing but loopback.
"""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

HOST = "eiapp.example.org"


class Failed(Exception):
    """The server's answer was not the one that was to be measured."""


class Request(NamedTuple):
    """A request ready to be sent, and the address it comes from: another 127.x.y.z is another visitor."""

    sent: bytes
    source: str = "127.0.0.1"

    def __str__(self) -> str:
        return self.sent.partition(b" HTTP/")[0].decode()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: bytes
    body: bytes

    def header(self, name: str) -> str:
        found = re.search(rb"(?im)^" + name.encode() + rb":[ \t]*([^\r\n]*)", self.headers)
        return found.group(1).decode() if found else ""

    @property
    def location(self) -> str:
        return urlsplit(self.header("location")).path


@dataclass
class Visitor:
    """A browser as far as the server can tell: cookies, Host, the Origin of its forms."""

    port: int
    source: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, *, accept_gzip: bool = False) -> Answer:
        extra = "Accept-Encoding: gzip\r\n" if accept_gzip else ""
        return self.send(self.request("GET", path, extra=extra))

    def post(self, path: str, fields: Mapping[str, str | list[str]]) -> Answer:
        return self.send(self.filled(Form(path, dict(fields))))

    def filled(self, form: "Form") -> Request:
        return self.request("POST", form.action, urlencode(form.fields, doseq=True).encode())

    def request(self, method: str, path: str, body: bytes = b"", *, extra: str = "") -> Request:
        """The bytes of a request, so that a measured loop need not make them."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n{extra}"
        if cookies:
            head += f"Cookie: {cookies}\r\n"
        if method == "POST":
            head += f"Origin: https://{HOST}\r\nReferer: https://{HOST}{path}\r\n"
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        return Request(head.encode() + b"Connection: close\r\n\r\n" + body, self.source)

    def send(self, request: Request) -> Answer:
        answer = exchange(self.port, request)
        for name, value in re.findall(rb"(?im)^set-cookie:[ \t]*([^=]+)=([^;\r\n]*)", answer.headers):
            if value in (b"", b'""'):
                self.cookies.pop(name.decode(), None)
            else:
                self.cookies[name.decode()] = value.decode()
        return answer

    def form(self, path: str) -> "Form":
        """The form on a page that posts, filled as the page offers it."""
        answer = self.get(path)
        if answer.status != 200:
            raise Failed(f"GET {path} answered {answer.status} {answer.location}")
        # The header posts too (hide screen, sign out), and the dialog behind the page that locks it.
        main = answer.body.decode().partition("<main")[2].partition("</main>")[0]
        return read_form(main, path)


def exchange(port: int, request: Request) -> Answer:
    """Send a request, read to the end of the connection."""
    with socket.create_connection(("127.0.0.1", port), 30, (request.source, 0)) as connection:
        connection.sendall(request.sent)
        received = bytearray()
        while piece := connection.recv(65536):
            received += piece
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1."):
        raise Failed("the server closed the connection without an answer")
    if b"transfer-encoding: chunked" in head.lower():
        body = _joined(body)
    return Answer(int(head[9:12]), head, body)


def _joined(chunks: bytes) -> bytes:
    body = b""
    while chunks:
        size, _, chunks = chunks.partition(b"\r\n")
        body, chunks = body + chunks[: int(size, 16)], chunks[int(size, 16) + 2 :]
    return body


@dataclass
class Form:
    """A form of a page: where it posts, what it carries, and which choices it offers."""

    action: str
    fields: dict[str, str | list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "get").lower() == "post":
            self.forms.append(Form(given.get("action") or self.path))
            self.inside = True
        elif self.inside and (name := given.get("name")) and tag != "button":
            if given.get("type") in {"radio", "checkbox"}:
                self.forms[-1].choices.setdefault(name, []).append(given.get("value", "on"))
            elif tag == "textarea" or (tag == "input" and given.get("type") != "submit"):
                self.forms[-1].fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def read_form(page: str, path: str) -> Form:
    """The posting form with the most fields."""
    reader = _Forms(path)
    reader.feed(page)
    if not reader.forms:
        raise Failed(f"there is no form that posts on {path}")
    return max(reader.forms, key=lambda form: len(form.fields) + len(form.choices))
