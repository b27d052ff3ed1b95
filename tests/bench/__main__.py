"""`make bench`: every page against an empty one, with what it owes, at growing amounts of data.

make bench ARGS="--only today --only list --sizes 1000 --quick"
"""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bench.client import Answer, Failed, exchange
from tests.bench.extras import cold_start, figures, memory, under_sign_ins, weights
from tests.bench.measure import Meter
from tests.bench.pages import PAGES, Page, World
from tests.bench.report import HEADING, Fact, Row, say, show
from tests.bench.seeded import OWN
from tests.bench.server import CONFIG, Server, free_ports
from tests.bench.weigh import gzipped
from tests.bench.world import Installation, installation

SOAK = 10_000  # requests
SIZES = [1_000, 10_000, 100_000]
NULL, APP, COUNTED, SERVED = range(4)  # ports above the first


def main() -> int:
    bench = Bench(arguments())
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(143))  # so that the servers stop with it
    for size in bench.options.sizes:
        with installation(size) as home:
            rows = ", ".join(f"{many:,} {name}" for name, many in home.seeded.rows.items())
            say(f"\nOne organisation with {rows}; the measured person has {OWN:,} moments")
            say(HEADING)
            bench.run(home)
    return show(list(bench.rows.values()), bench.facts, bench.failures)


@dataclass
class Bench:
    """One run: what was asked for, and what has been found so far."""

    options: argparse.Namespace
    rows: dict[str, Row] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def run(self, home: Installation) -> None:
        """Pages at one size; what is measured once, at the smallest."""
        once = home.size == min(self.options.sizes) and not self.options.only
        with servers(home, self.options.port) as (meter, world, counted):
            for page in self.pages(home):
                with self.noting(page.name):
                    self.measure(page, world, counted, meter)
            if once:
                self.facts.append(
                    Fact("a chart from the cache", home.seeded.alone["kept chart"], 1, "ms CPU")
                )
                self.add("first load", lambda: weights(world))
                self.add("memory", lambda: memory(meter.app, world, 500 if self.options.quick else SOAK))
        if once:
            self.add("figures", lambda: figures(home))
            self.add("cold start", lambda: cold_start(home, self.options.port + SERVED))
            self.add("sign-ins", lambda: under_sign_ins(home, self.options.port + SERVED))

    def measure(self, page: Page, world: World, counted: World, meter: Meter) -> None:
        """In full at the first size; later what growth is told from, or the queries alone."""
        row = self.rows.get(page.name)
        if row is not None and not page.grows_at(world.home.size):
            row.counts.add(work(page, counted)[0])
            return
        self.rows[page.name] = measured(page, world, counted, meter, row, quick=self.options.quick)

    def pages(self, home: Installation) -> list[Page]:
        wanted = [page for page in PAGES if not self.options.only or page.name in self.options.only]
        return [page for page in wanted if page.who is None or page.who in home.seeded.sessions]

    def add(self, name: str, measuring: Callable[[], list[Fact]]) -> None:
        with self.noting(name):
            self.facts += measuring()

    @contextmanager
    def noting(self, name: str) -> Iterator[None]:
        """A page that does not answer as it ought to is a goal missed, not the end of the run."""
        try:
            yield
        except Failed as failure:
            self.failures.append(f"{name}: {failure}")
            say(f"{name:28}not measured: {failure}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=[page.name for page in PAGES])
    parser.add_argument("--sizes", type=lambda text: [int(part) for part in text.split(",")], default=SIZES)
    parser.add_argument("--quick", action="store_true", help="one round, a short soak")
    parser.add_argument("--port", type=int, help="the first of four; else four that are free")
    told = parser.parse_args()
    told.port = told.port or free_ports(4)
    return told


@contextmanager
def servers(home: Installation, port: int) -> Iterator[tuple[Meter, World, World]]:
    """The empty page, the product, and the product that counts its queries, side by side."""
    with (
        Server("tests.bench.null", port + NULL, {}) as null,
        Server("eiapp.wsgi", port + APP, home.settings, config=CONFIG) as app,
        Server("tests.bench.counted", port + COUNTED, home.settings, workers=1) as counted,
    ):
        yield Meter(null, app), World(app.port, home), World(counted.port, home)


def measured(page: Page, world: World, counted: World, meter: Meter, row: Row | None, *, quick: bool) -> Row:
    """One page at one size: the first size fills the row, a later one adds what growth is told from."""
    script = page.script(world)
    figures = meter.figures(script.requests, script.proof, rounds=1 if quick else 2, together=row is None)
    queries, commits, answer = work(page, counted)
    if row is None:
        beside = world.home.seeded.alone.get(page.beside, 0.0)
        row = Row(page, figures, queries, commits, len(answer.body), gzipped(answer.body), beside)
    row.add(world.home.size, figures, queries)
    say(row.line(figures, queries))
    return row


def work(page: Page, counted: World) -> tuple[int, int, Answer]:
    """Queries and commits of one answer, the second one: the first may fill what a process keeps."""
    script = page.script(counted)
    answers = [exchange(counted.port, request) for request in script.requests(2)]
    if not all(map(script.proof, answers)):
        raise Failed(f"{page.name} answered {answers[-1].status} {answers[-1].location}")
    return int(answers[-1].header("x-queries")), int(answers[-1].header("x-commits")), answers[-1]


if __name__ == "__main__":
    sys.exit(main())
