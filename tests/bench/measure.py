"""How a page is measured: null, page, null; its CPU, its latency and its throughput over null's."""

import statistics
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.bench.client import Answer, Failed, Request, exchange
from tests.bench.server import Server

NULL_REQUEST = Request(b"GET / HTTP/1.1\r\nHost: null\r\nConnection: close\r\n\r\n")
Proof = Callable[[Answer], bool]
TRIES = 4


@dataclass(frozen=True)
class Leg:
    """One stretch of requests to one server."""

    latencies: list[float]
    cpu: float
    wall: float

    @property
    def cost(self) -> float:
        """Seconds of CPU a request."""
        return self.cpu / len(self.latencies)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.wall

    def quantile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Round:
    """Null, page, null. It counts only while the machine is quiet: null's p95 at most twice its p50."""

    null: Leg
    page: Leg

    @property
    def quiet(self) -> bool:
        return self.null.quantile(0.95) <= 2 * self.null.quantile(0.5)


@dataclass(frozen=True)
class Figures:
    """What the table shows of a page at concurrency 1 and 8."""

    cpu_ratio: float
    latency_ratio: float
    throughput_ratio: float | None
    milliseconds: float
    slow_milliseconds: float
    null_cpu: float
    null_milliseconds: float
    tail_1: float
    tail_8: float | None
    requests: int
    noisy: bool


class _Loop:
    """What the clients of one leg share: requests still to send, latencies, the first wrong answer."""

    def __init__(self, server: Server, requests: Iterable[Request], seconds: float, proof: Proof) -> None:
        self.server, self.waiting, self.proof = server, iter(requests), proof
        self.lock = threading.Lock()
        self.latencies: list[float] = []
        self.wrong = ""
        self.end = time.perf_counter() + seconds

    def run(self) -> None:
        while time.perf_counter() < self.end and not self.wrong:
            with self.lock:
                request = next(self.waiting, None)
            if request is None:
                return
            self._send(request)

    def _send(self, request: Request) -> None:
        began = time.perf_counter()
        try:
            answer = exchange(self.server.port, request)
        except (OSError, Failed) as error:
            self.wrong = f"{request}: {error}"
            return
        self.latencies.append(time.perf_counter() - began)
        if not self.proof(answer):
            self.wrong = f"{request} answered {answer.status} {answer.location}"


def run_leg(
    server: Server, requests: Iterable[Request], seconds: float, concurrency: int, proof: Proof
) -> Leg:
    """Send requests in a closed loop of so many at a time; every answer is proved."""
    loop = _Loop(server, requests, seconds, proof)
    before, began = server.cpu(), time.perf_counter()
    if concurrency == 1:
        loop.run()
    else:
        threads = [threading.Thread(target=loop.run) for _ in range(concurrency)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wall = time.perf_counter() - began
    if loop.wrong or not loop.latencies:
        raise Failed(loop.wrong or "there was nothing to send")
    return Leg(loop.latencies, server.cpu() - before, wall)


@dataclass
class Meter:
    """Two servers on one machine in one run: the empty page and the product."""

    null: Server
    app: Server

    def figures(
        self,
        requests: Callable[[int], Iterable[Request]],
        proof: Proof,
        *,
        rounds: int = 2,
        together: bool = True,
    ) -> Figures:
        """`requests(n)` makes at most n requests that all get the proved answer, before the clock runs."""
        warm = run_leg(self.app, requests(40), 5, 1, proof)
        pace = 1 / warm.quantile(0.5)
        alone = [self._round(requests, proof, 1, pace) for _ in range(rounds)]
        crowd = self._round(requests, proof, 8, 2.5 * pace) if together else None
        return Figures(
            cpu_ratio=statistics.median(each.page.cost / each.null.cost for each in alone),
            latency_ratio=statistics.median(
                each.page.quantile(0.5) / each.null.quantile(0.5) for each in alone
            ),
            throughput_ratio=crowd.null.rate / crowd.page.rate if crowd else None,
            milliseconds=1000 * statistics.median(each.page.quantile(0.5) for each in alone),
            slow_milliseconds=1000 * statistics.median(each.page.quantile(0.95) for each in alone),
            null_cpu=1000 * statistics.median(each.null.cost for each in alone),
            null_milliseconds=1000 * statistics.median(each.null.quantile(0.5) for each in alone),
            tail_1=statistics.median(each.page.quantile(0.95) / each.page.quantile(0.5) for each in alone),
            tail_8=crowd.page.quantile(0.95) / crowd.page.quantile(0.5) if crowd else None,
            requests=sum(len(each.page.latencies) for each in alone),
            noisy=not all(each.quiet for each in alone),
        )

    def _round(
        self, requests: Callable[[int], Iterable[Request]], proof: Proof, concurrency: int, pace: float
    ) -> Round:
        """The first quiet round of a few; the last one, known to be noisy, if none was."""
        for _ in range(TRIES):
            prepared = requests(int(2.5 * pace) + 20)
            first = self._null(concurrency)
            page = run_leg(self.app, prepared, 2, concurrency, proof)
            second = self._null(concurrency)
            null = Leg(first.latencies + second.latencies, first.cpu + second.cpu, first.wall + second.wall)
            taken = Round(null, page)
            if taken.quiet or concurrency > 1:
                break
        return taken

    def _null(self, concurrency: int) -> Leg:
        many = (NULL_REQUEST for _ in range(1_000_000))
        return run_leg(self.null, many, 1, concurrency, lambda answer: answer.status == 200)
