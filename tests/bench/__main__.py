"""`make bench`: every page against an empty one, with what it owes, at growing amounts of data.

make bench ARGS="--only today --only list --sizes 1000 --quick"
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.bench.client import Answer, Failed, exchange
from tests.bench.extras import cold_start, memory, under_sign_ins, weights
from tests.bench.measure import Meter
from tests.bench.pages import PAGES, Page, World
from tests.bench.report import HEADING, Fact, Row, say, show
from tests.bench.server import CONFIG, Server
from tests.bench.weigh import gzipped
from tests.bench.world import Installation, installation

NULL, APP, COUNTED, SERVED = range(4)  # ports above the first


def main() -> int:
    options = arguments()
    pages = [page for page in PAGES if not options.only or page.name in options.only]
    rows: dict[str, Row] = {}
    others: list[Fact] = []
    for size in options.sizes:
        smallest = size == min(options.sizes)
        with installation(size, options.own) as home:
            say(f"\n{size:,} moments in the organisation, {options.own:,} of them the measured person's")
            say(HEADING)
            with servers(home, options.port) as (meter, world, counted):
                for page in pages:
                    row = rows.get(page.name)
                    rows[page.name] = measured(page, world, counted, meter, row, quick=options.quick)
                if smallest and not options.only:
                    others += weights(world)
                    others += memory(meter.app, world, 500 if options.quick else 10_000)
            if smallest and not options.only:
                others += cold_start(home, options.port + SERVED)
                others += under_sign_ins(home, options.port + SERVED)
    return show(list(rows.values()), others)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=[page.name for page in PAGES])
    parser.add_argument(
        "--sizes", type=lambda text: [int(part) for part in text.split(",")], default=[1_000, 100_000]
    )
    parser.add_argument("--own", type=int, default=1_000, help="moments of the measured person")
    parser.add_argument("--quick", action="store_true", help="one round, a short soak")
    parser.add_argument("--port", type=int, default=8110, help="the first of four")
    return parser.parse_args()


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
    figures = meter.figures(
        script.requests, script.proof, rounds=1 if quick else 2, together=row is None and page.together
    )
    queries, commits, answer = work(page, counted)
    if row is None:
        row = Row(
            page, figures, queries, commits, len(answer.body), gzipped(answer.body), world.home.seeded.hasher
        )
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
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(f"Not measured: {failure}")
