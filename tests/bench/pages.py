"""The pages that are measured, how each is asked for, and what performance they owe.

A goal is a multiple of the empty page (see measure.py), so it holds on any machine.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count, repeat

from tests.bench.client import Answer, Failed, Form, Request, Visitor
from tests.bench.seeded import PASSWORD, SIGNERS, TAKERS
from tests.bench.world import Installation

Proof = Callable[[Answer], bool]
REPORT = "/assessment/{report}/report/"
ALL = 100_000
SITTINGS = 10_000  # no seed has more


@dataclass(frozen=True)
class Goal:
    """At most so much: CPU and latency over null's, queries, kilobytes plain and gzipped, growth exponent."""

    ratio: float | None = None
    queries: int | None = None
    plain: int | None = None
    gzipped: int | None = None
    growth: float | None = None
    commits: int | None = 0
    slow_milliseconds: float | None = None


@dataclass(frozen=True)
class World:
    """A server with seeded rows behind it."""

    port: int
    home: Installation

    def visitor(self, who: str | None = None) -> Visitor:
        """A browser of somebody who is signed in, of a candidate with her cookie, or of nobody."""
        seeded = self.home.seeded
        if who in seeded.bearers:
            return Visitor(self.port, cookies={"candidate": seeded.bearers[who]})
        return Visitor(self.port, cookies={"sessionid": seeded.sessions[who]} if who else {})


@dataclass(frozen=True)
class Script:
    """What one page's measuring needs: requests made beforehand, and what proves an answer."""

    requests: Callable[[int], Iterable[Request]]
    proof: Proof


@dataclass(frozen=True)
class Page:
    name: str
    goal: Goal
    script: Callable[[World], Script]
    who: str | None = None  # the seeded person without whom it is not measured
    largest: int = ALL  # growth is told from sizes up to this
    beside: str = ""  # 1.1 times what this costs alone (seeded.alone) comes on top of the goal

    def grows_at(self, size: int) -> bool:
        """Whether its growth is told from an installation of this size."""
        return self.goal.growth is not None and size <= self.largest


def shown(answer: Answer) -> bool:
    return answer.status == 200


def charted(answer: Answer) -> bool:
    """Shown, with a chart in it."""
    return answer.status == 200 and b'<figure class="chart"' in answer.body


def compared(answer: Answer) -> bool:
    """Shown, with rates of groups."""
    return charted(answer) and b"Likely between" in answer.body


def says(words: bytes) -> Proof:
    """Shown, with these words in it."""
    return lambda answer: answer.status == 200 and words in answer.body


def redirects(path: str) -> Proof:
    return lambda answer: answer.status in {302, 303} and answer.location == path


def reading(
    path: str, who: str | None = None, *, cold: bool = False, proof: Proof = shown
) -> Callable[[World], Script]:
    """A page that is only read; `cold` empties the cache before each request."""

    def script(world: World) -> Script:
        visitor, address = world.visitor(who), path.format(**world.home.seeded.ids)
        answer = visitor.get(address)
        if not proof(answer):
            raise Failed(f"GET {address} answered {answer.status} {answer.location}")
        request = visitor.request("GET", address)

        def uncached(many: int) -> Iterator[Request]:
            for _ in range(many):
                world.home.forget_cache()
                yield request

        return Script(uncached if cold else lambda many: repeat(request, many), proof)

    return script


def writing(path: str, who: str, proof: Proof) -> Callable[[World], Script]:
    """A form that is sent; each request carries a form fetched for it, as forms carry keys of one use."""

    def script(world: World) -> Script:
        visitor, numbers = world.visitor(who), count()

        def requests(many: int) -> list[Request]:
            made = []
            for _ in range(many):
                form = visitor.form(path)
                choose(form, next(numbers))
                made.append(visitor.filled(form))
            return made

        return Script(requests, proof)

    return script


def choose(form: Form, number: int) -> None:
    """Every group of choices answered, a little different each time."""
    for name, values in form.choices.items():
        form.fields[name] = values[number % len(values)]


def answering(who: str, path: str, onward: str) -> Callable[[World], Script]:
    """A page of statements sent again and again, with other answers; it leads on to the next one."""

    def script(world: World) -> Script:
        visitor, numbers = world.visitor(who), count()
        form = visitor.form(path)

        def requests(many: int) -> list[Request]:
            made = []
            for _ in range(many):
                choose(form, next(numbers))
                made.append(visitor.filled(form))
            return made

        return Script(requests, redirects(onward))

    return script


def submitting(world: World) -> Script:
    """Fifty answers sent; each person can do it once, so there are as many requests as people left."""

    def requests(many: int) -> list[Request]:
        made: list[Request] = []
        while len(made) < min(many, TAKERS // 10) and (taker := next(world.home.takers, None)) is not None:
            visitor = world.visitor(f"taker-{taker}")
            made.append(visitor.filled(visitor.form("/assessment/check/")))
        return made

    return Script(requests, lambda answer: answer.status == 303 and answer.location.endswith("/report/"))


TRIES = count()


def from_afar(world: World, number: int) -> Visitor:
    """From an address of loopback that nobody came from yet: limits on tries are not measured here."""
    source = f"127.{number // 65_025 + 1}.{number // 255 % 255}.{number % 255 + 1}"
    return Visitor(world.port, source=source)


def sign_in_request(world: World) -> Request:
    number = next(TRIES)
    visitor = from_afar(world, number)
    form = visitor.form("/sign-in/")
    form.fields |= {"login": f"signer-{number % SIGNERS}@bench.example", "password": PASSWORD}
    return visitor.filled(form)


def following_link(world: World) -> Script:
    """What a mailed link opens; each time from elsewhere, since few tries from one place are let through."""

    def requests(many: int) -> list[Request]:
        return [from_afar(world, next(TRIES)).request("GET", "/c/fresh-link/") for _ in range(many)]

    return Script(requests, says(b'name="csrfmiddlewaretoken"'))


def sign_in(world: World) -> Script:
    return Script(lambda many: [sign_in_request(world) for _ in range(min(many, 150))], redirects("/today/"))


def searching(who: str) -> Callable[[World], Script]:
    """Her list is searched for words that stand in no moment, so that every one is opened."""

    def script(world: World) -> Script:
        visitor = world.visitor(who)
        form = visitor.form("/moments/")
        form.fields["text"] = "no such words"
        request = visitor.filled(form)
        return Script(lambda many: repeat(request, many), says(b"No moments match."))

    return script


SAVE = Goal(10, 7, growth=0.05, commits=1, slow_milliseconds=150)
ANSWERING = answering("starter", "/assessment/p/1/", "/assessment/p/2/")
OVERVIEW = Goal(11, 8, 80, 20, 0.05)
SEARCH = Goal(None, 8, 80, 20, 0.05, slow_milliseconds=400)  # opens all that she wrote, and counts no nulls
PATTERNS = Goal(12, 8, 80, 20, 0.05)
TELLING = Goal(15, 10, 80, 20, 0.20)
LISTED = Goal(14, 10, 60, 15, 0.05)
SHEET = Goal(8, 6, 30, 8, 0)
PAGES = [
    Page("landing", Goal(), reading("/")),
    Page("sign-in page", Goal(), reading("/sign-in/")),
    Page("sign in", Goal(12, 10, growth=0, commits=None), sign_in, beside="password"),
    Page("today", Goal(12, 8, 40, 12, 0.05), reading("/today/", "measured")),
    Page("list", Goal(10, 6, 40, 10, 0.05), reading("/moments/", "measured")),
    Page("moment form", Goal(), reading("/now/", "measured")),
    Page("one moment", Goal(10, 6, 40, 10, 0.05), reading("/moments/{moment}/", "measured")),
    Page("day", Goal(10, 6, 40, 10, 0.05), reading("/moments/day/{day}/", "measured")),
    Page("month", OVERVIEW, reading("/moments/calendar/", "measured")),
    Page("year", OVERVIEW, reading("/moments/year/", "measured")),
    Page("search", SEARCH, searching("measured")),
    Page("search, 10,000 own", SEARCH, searching("deep"), "deep"),
    Page("plans", OVERVIEW, reading("/plans/", "measured", proof=says(b"let one breath go by"))),
    Page("one plan", OVERVIEW, reading("/plans/{plan}/", "measured", proof=says(b"let one breath go by"))),
    Page("team", LISTED, reading("/team/", "lead"), largest=SITTINGS),
    Page(
        "totals",
        TELLING,
        reading("/team/insights/", "lead", proof=charted),
        largest=SITTINGS,
    ),
    Page("feedback", OVERVIEW, reading("/feedback/", "sharer"), largest=SITTINGS),
    Page("thanks", OVERVIEW, reading("/thanks/", "sharer"), largest=SITTINGS),
    Page("shared", Goal(10, 6, 40, 10, 0.05), reading("/sharing/", "sharer"), largest=SITTINGS),
    Page("statements", SHEET, reading("/assessment/p/1/", "starter"), largest=SITTINGS),
    Page("answer", Goal(10, 8, growth=0, commits=1), ANSWERING, largest=SITTINGS),
    Page("submit", Goal(15, 10, growth=0.05, commits=1), submitting, largest=SITTINGS),
    Page("report", Goal(11, 8, 80, 20, 0.05), reading(REPORT, "measured", proof=charted), largest=SITTINGS),
    Page(
        "recompute.json",
        Goal(11, 8, 80, 20, 0.05),
        reading("/assessment/{report}/recompute.json", "measured"),
        largest=SITTINGS,
    ),
    Page(
        "colleagues",
        Goal(11, 8, 80, 20, 0.05),
        reading("/assessment/{report}/others/", "measured", proof=says(b"of 100 of the")),
        largest=SITTINGS,
    ),
    Page(
        "round's result",
        Goal(11, 8, 80, 20, 0.05),
        reading("/assessment/rounds/{round}/", "measured", proof=charted),
        largest=SITTINGS,
    ),
    Page("rounds", Goal(10, 6, 40, 10, 0.05), reading("/assessment/rounds/", "measured"), largest=SITTINGS),
    Page("asked", Goal(10, 6, 40, 10, 0.05), reading("/asked/", "measured"), largest=SITTINGS),
    Page(
        "rater's statements",
        Goal(12, 8, 80, 20, 0.05),
        reading("/asked/{ask}/", "measured", proof=says(b'name="named"')),
        largest=SITTINGS,
    ),
    Page(
        "evidence", TELLING, reading("/assessment/evidence/", "hr", proof=says(b"ICC(1)")), largest=SITTINGS
    ),
    Page("openings", LISTED, reading("/hiring/", "hr", proof=says(b"Agents, evenings")), largest=SITTINGS),
    Page("candidates", LISTED, reading("/hiring/{job}/", "hr", proof=says(b"Aaliyah")), largest=SITTINGS),
    Page("fairness", TELLING, reading("/hiring/{past}/fairness/", "hr", proof=compared), largest=SITTINGS),
    Page(
        "fairness, cold",
        Goal(None, 10, slow_milliseconds=2_000),
        reading("/hiring/{past}/fairness/", "hr", cold=True, proof=compared),
        largest=SITTINGS,
    ),
    Page("candidate's start", Goal(11, 8, 30, 8, 0.05), following_link, largest=SITTINGS),
    Page("candidate's statements", SHEET, reading("/c/p/1/", "judge"), largest=SITTINGS),
    Page(
        "candidate's answer",
        Goal(10, 8, growth=0, commits=1),
        answering("judge", "/c/p/1/", "/c/p/2/"),
        largest=SITTINGS,
    ),
    Page("candidate's situation", SHEET, reading("/c/s/1/", "judge"), largest=SITTINGS),
    Page("candidate's check", OVERVIEW, reading("/c/check/", "judge"), largest=SITTINGS),
    Page("candidate's feedback", OVERVIEW, reading("/c/done/", "sender"), largest=SITTINGS),
    Page("items", Goal(10, 6, 80, 20, 0.05), reading("/assessment/items/", "measured"), largest=SITTINGS),
    Page(
        "method", Goal(11, 8, 80, 20, 0.05), reading("/method/", "measured", proof=charted), largest=SITTINGS
    ),
    Page("patterns", PATTERNS, reading("/patterns/", "measured", proof=charted)),
    Page("patterns, 10,000 own", PATTERNS, reading("/patterns/", "deep", proof=charted), "deep"),
    Page(
        "patterns, cold",
        Goal(120, 8),
        reading("/patterns/", "measured", cold=True, proof=charted),
        beside="chart",
    ),
    # Last: each adds a moment to the days that the pages above show.
    Page("save", SAVE, writing("/now/", "measured", redirects("/today/"))),
    Page("save, 10,000 own", SAVE, writing("/now/", "deep", redirects("/today/")), "deep"),
]
