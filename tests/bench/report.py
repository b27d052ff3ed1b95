"""The table: what each page took, what it owes, and whether it keeps it."""

import math
import sys
from dataclasses import dataclass, field

from tests.bench.measure import Figures
from tests.bench.pages import Page

HEADING = (
    f"{'page':28}{'xC':>7}{'xL':>7}{'xT':>7}{'p50 ms':>8}{'p95 ms':>8}{'p95/p50':>9}{'at 8':>6}"
    f"{'queries':>9}{'commits':>8}{'KB':>7}{'gz':>6}"
)


def say(text: str = "") -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@dataclass
class Row:
    """One page: full figures at the first size, costs and query counts at every size."""

    page: Page
    figures: Figures
    queries: int
    commits: int
    plain: int
    gzipped: int
    beside: float  # milliseconds of CPU that the goal leaves to a password or a chart
    costs: dict[int, float] = field(default_factory=dict)
    counts: set[int] = field(default_factory=set)

    def add(self, size: int, figures: Figures, queries: int) -> None:
        self.costs[size] = figures.cpu_ratio
        self.counts.add(queries)

    @property
    def growth(self) -> float | None:
        """g = ln(ratio of costs) / ln(ratio of sizes), over the widest span that was measured."""
        costs = {size: cost for size, cost in self.costs.items() if size <= self.page.largest}
        if len(costs) < 2:
            return None
        small, large = min(costs), max(costs)
        return math.log(costs[large] / costs[small]) / math.log(large / small)

    def allowed(self, null: float) -> float | None:
        """The goal as a multiple of null, and 1.1 times what a password or a chart costs by itself."""
        return None if self.page.goal.ratio is None else self.page.goal.ratio + 1.1 * self.beside / null

    def misses(self) -> list[str]:
        goal, figures = self.page.goal, self.figures
        checks: list[tuple[str, float | None, float | None]] = [
            ("xC", figures.cpu_ratio, self.allowed(figures.null_cpu)),
            ("xL", figures.latency_ratio, self.allowed(figures.null_milliseconds)),
            ("p95 ms", figures.slow_milliseconds, goal.slow_milliseconds),
            ("p95/p50", figures.tail_1, 2),
            ("p95/p50 at 8", figures.tail_8, 2.5),
            ("queries", self.queries, goal.queries),
            ("different query counts", len(self.counts), 1),
            ("commits", self.commits, goal.commits),
            ("KB", self.plain / 1000, goal.plain),
            ("KB gz", self.gzipped / 1000, goal.gzipped),
            ("g", self.growth, goal.growth),
        ]
        return [
            f"{name} {value:.3g} > {limit:.3g}"
            for name, value, limit in checks
            if value is not None and limit is not None and value > limit
        ]

    def line(self, figures: Figures, queries: int) -> str:
        cells = [
            f"{self.page.name:28}{figures.cpu_ratio:7.1f}{figures.latency_ratio:7.1f}",
            _or_dash(figures.throughput_ratio, 7),
            f"{figures.milliseconds:8.1f}{figures.slow_milliseconds:8.1f}{figures.tail_1:9.2f}",
            _or_dash(figures.tail_8, 6, 2),
            f"{queries:9}{self.commits:8}{self.plain / 1000:7.1f}{self.gzipped / 1000:6.1f}",
            "  noisy" if figures.noisy else "",
        ]
        return "".join(cells)


@dataclass(frozen=True)
class Fact:
    """A number that stands for itself: memory, a start, the weight of a first load."""

    name: str
    value: float
    limit: float | None
    unit: str


def show(rows: list[Row], facts: list[Fact], failures: list[str]) -> int:
    """Goals and verdicts; 1 for the shell where a goal was missed."""
    if rows:
        null = rows[0].figures
        say(f"\nnull: {null.null_cpu:.2f} ms of CPU, p50 {null.null_milliseconds:.2f} ms")
        say(f"{'page':28}{'goal xC xL':>11}{'g':>7}{'goal g':>8}  verdict")
    for failure in failures:
        say(f"not measured: {failure}")
    missed = len(failures)
    for row in rows:
        owed = row.misses()
        missed += bool(owed)
        say(
            f"{row.page.name:28}{_or_dash(row.allowed(row.figures.null_cpu), 11)}{_or_dash(row.growth, 7, 2)}"
            f"{_or_dash(row.page.goal.growth, 8, 2)}  {'; '.join(owed) or 'kept'}"
        )
    for fact in facts:
        kept = fact.limit is None or fact.value <= fact.limit
        missed += not kept
        goal = "" if fact.limit is None else f"  goal {fact.limit:g}  {'kept' if kept else 'MISSED'}"
        say(f"{fact.name:52}{fact.value:9.4g} {fact.unit}{goal}")
    say("\nEvery goal is kept." if not missed else f"\nGoals missed: {missed}")
    return int(missed > 0)


def _or_dash(value: float | None, width: int, digits: int = 1) -> str:
    return f"{'-':>{width}}" if value is None else f"{value:{width}.{digits}f}"
