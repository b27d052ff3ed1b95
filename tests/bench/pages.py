"""The pages that are measured, how each is asked for, and what performance they owe.

A goal is a multiple of the empty page (see measure.py), so it holds on any machine.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count, repeat

from tests.bench.client import Answer, Failed, Form, Request, Visitor
from tests.bench.seeded import PASSWORD, SIGNERS
from tests.bench.world import Installation


@dataclass(frozen=True)
class Goal:
    """At most so much: CPU and latency over null's, queries, kilobytes plain and gzipped, growth exponent."""

    ratio: float | None = None
    queries: int | None = None
    plain: int | None = None
    gzipped: int | None = None
    growth: float | None = None
    slow_milliseconds: float | None = None
    commits: int | None = 0


@dataclass(frozen=True)
class Script:
    """What one page's measuring needs: who asks, requests made beforehand, and what proves an answer."""

    visitor: Visitor
    requests: Callable[[int], Iterable[Request]]
    proof: Callable[[Answer], bool]


@dataclass(frozen=True)
class World:
    """A server with seeded rows behind it."""

    port: int
    home: Installation

    def visitor(self, who: str | None = None) -> Visitor:
        cookies = {"sessionid": self.home.seeded.sessions[who]} if who else {}
        return Visitor(self.port, cookies=cookies)


@dataclass(frozen=True)
class Page:
    name: str
    goal: Goal
    script: Callable[[World], Script]
    together: bool = True  # measured at concurrency 8 too
    hasher: bool = False  # the goal is over 1.1 times what one password costs


def reading(path: str, who: str | None = None) -> Callable[[World], Script]:
    """A page that is only read."""

    def script(world: World) -> Script:
        visitor = world.visitor(who)
        answer = visitor.get(path)
        if answer.status != 200:
            raise Failed(f"GET {path} answered {answer.status} {answer.location}")
        request = visitor.request("GET", path)
        return Script(visitor, lambda many: repeat(request, many), lambda answer: answer.status == 200)

    return script


def writing(
    path: str, who: str, to: Callable[[Answer], bool], fill: Callable[[Form, int], None]
) -> Callable[[World], Script]:
    """A form that is sent; each request carries a form fetched for it, as forms carry tokens of one use."""

    def script(world: World) -> Script:
        visitor, numbers = world.visitor(who), count()

        def requests(many: int) -> list[Request]:
            made = []
            for _ in range(many):
                form = visitor.form(path)
                fill(form, next(numbers))
                made.append(visitor.filled(form))
            return made

        return Script(visitor, requests, to)

    return script


def redirects(path: str) -> Callable[[Answer], bool]:
    return lambda answer: answer.status in {302, 303} and answer.location == path


def choose_middle(form: Form, number: int) -> None:
    """Every group of choices answered, a little different each time."""
    for name, values in form.choices.items():
        form.fields[name] = values[(len(values) // 2 + number) % len(values)]


TRIES = count()


def sign_in_request(world: World) -> Request:
    """Each from an address of loopback that nobody came from yet: limits on tries are not measured here."""
    number = next(TRIES)
    source = f"127.{number // 65_025 + 1}.{number // 255 % 255}.{number % 255 + 1}"
    visitor = Visitor(world.port, source=source)
    form = visitor.form("/sign-in/")
    form.fields |= {"login": f"signer-{number % SIGNERS}@bench.example", "password": PASSWORD}
    return visitor.filled(form)


def sign_in(world: World) -> Script:
    return Script(
        world.visitor(),
        lambda many: [sign_in_request(world) for _ in range(many)],
        redirects("/today/"),
    )


PAGES = [
    Page("landing", Goal(), reading("/")),
    Page("sign-in page", Goal(), reading("/sign-in/")),
    Page("sign in", Goal(12, 10, growth=0.05, commits=None), sign_in, hasher=True),
    Page("today", Goal(12, 8, 40, 12, 0.05), reading("/today/", "measured")),
]
