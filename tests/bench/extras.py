"""Measured once a run: memory and its growth, a cold start, first loads, the list while others sign in."""

import json
import statistics
import threading
from collections.abc import Iterator
from itertools import cycle, islice

from tests.bench.client import Failed, Request, exchange
from tests.bench.measure import run_leg
from tests.bench.pages import World, sign_in_request
from tests.bench.report import Fact
from tests.bench.server import CONFIG, Server
from tests.bench.weigh import first_load
from tests.bench.world import Installation, run

READ = ["/today/", "/moments/", "/now/"]


def figures(home: Installation) -> list[Fact]:
    """Alpha, omega, DIF and norms of 10,000 people and 50 statements, one call each on one core."""
    found = json.loads(run(home.settings, "-m", "tests.bench.figures"))
    return [
        Fact("alpha, omega, DIF, norms of 10,000 x 50", found["together"], 5, "s"),
        Fact("memory of these", found["MiB"], 500, "MiB"),
    ]


def weights(world: World) -> list[Fact]:
    """The first load of a page, fonts apart."""
    facts = []
    for path, who in [("/", None), ("/sign-in/", None), ("/today/", "measured"), ("/now/", "measured")]:
        load = first_load(world.visitor(who), path)
        facts += [
            Fact(f"first load of {path}, without fonts", load.gzipped / 1000, 100, "KB gz"),
            Fact(f"first load of {path}, requests", load.requests, 10 if path == "/sign-in/" else 8, ""),
            Fact(f"first load of {path}, third parties", load.foreign, 0, ""),
        ]
    return [
        *facts,
        Fact("fonts", load.fonts / 1000, 55, "KB"),
        Fact("CSS", load.style / 1000, 20, "KB raw"),
        Fact("JavaScript", load.script / 1000, 15, "KB raw"),
    ]


def memory(server: Server, world: World, many: int) -> list[Fact]:
    """PSS of master and workers after the pages were measured, and again after so many requests."""
    visitor = world.visitor("measured")
    requests = [visitor.request("GET", path) for path in READ]
    run_leg(server, islice(cycle(requests), 100), 60, 8, lambda answer: answer.status == 200)
    before = server.memory()
    run_leg(server, islice(cycle(requests), many), 900, 8, lambda answer: answer.status == 200)
    after = server.memory()
    return [
        Fact("memory with matplotlib, master and 2 workers (PSS)", after, 290, "MiB"),
        Fact(f"memory, growth over {many:,} requests", 100 * (after / before - 1), 5, "%"),
    ]


def cold_start(home: Installation, port: int) -> list[Fact]:
    """From the command to the first page, and what the server weighs before any chart was drawn."""
    starts = []
    for _ in range(3):
        with Server("eiapp.wsgi", port, home.settings) as server:
            starts.append(server.cold_start)
            world = World(port, home)
            visitor = world.visitor("measured")
            requests = [visitor.request("GET", path) for path in ["/support/", "/now/"]]
            run_leg(server, islice(cycle(requests), 60), 30, 4, lambda answer: answer.status == 200)
            weight = server.memory()
    return [
        Fact("cold start to the first page", statistics.median(starts), 2, "s"),
        Fact("memory without matplotlib, master and 2 workers (PSS)", weight, 180, "MiB"),
    ]


def under_sign_ins(home: Installation, port: int) -> list[Fact]:
    """The list page's p50 as `make serve` runs it (2 workers of 4 threads), alone and under 4 sign-ins."""
    with Server("eiapp.wsgi", port, home.settings, threads=4, config=CONFIG) as server:
        world = World(port, home)
        request = world.visitor("measured").request("GET", "/moments/")
        alone = _p50(server, request)
        stop = threading.Event()
        loops = [threading.Thread(target=_keep_signing_in, args=(world, stop)) for _ in range(4)]
        for loop in loops:
            loop.start()
        try:
            crowded = _p50(server, request)
        finally:
            stop.set()
            for loop in loops:
                loop.join()
    return [Fact("list, p50 under 4 sign-ins in a loop over alone", crowded / alone, 2.5, "x")]


def _p50(server: Server, request: Request) -> float:
    def again() -> Iterator[Request]:
        while True:
            yield request

    run_leg(server, islice(again(), 40), 5, 1, lambda answer: answer.status == 200)
    return run_leg(server, again(), 3, 1, lambda answer: answer.status == 200).quantile(0.5)


def _keep_signing_in(world: World, stop: threading.Event) -> None:
    while not stop.is_set():
        answer = exchange(world.port, sign_in_request(world))
        if answer.status not in {302, 303}:
            raise Failed(f"a sign-in answered {answer.status}")
