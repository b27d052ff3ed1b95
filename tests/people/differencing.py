"""An attack on team totals: random organisations, half a year of releases, and a solver that asks who.

The attacker knows the rule, everything that was released and everything that was not, who was counted in each
week, who joined and left when, and all about three people who tell him. He takes it that each person does in
every week what she did in the others, which is the worst that can be: then every week speaks of the same
unknowns, and a week with one person less is a question about her. (Without habits each week speaks of itself
alone, and his knowledge is one of these weeks.) What he does not know is who wrote nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from people.anonymity import CELLS, COLLUDING, LASTS, LETTERS, NOBODY, TRIGGER, K, People, drawn, release

MOST_NODES = 4_000


class GaveUp(Exception):
    """The solver looked at too many cases; nothing is concluded from that."""


@dataclass(frozen=True)
class Seen:
    """That of these people so many had it: one of these numbers."""

    people: People
    sums: frozenset[int]


@dataclass
class Found:
    """What the attack came to: questions asked, people found out, searches given up."""

    asked: int = 0
    found_out: int = 0
    gave_up: int = 0
    groups: int = 0

    def add(self, other: "Found") -> None:
        for name in ("asked", "found_out", "gave_up", "groups"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass
class Organisation:
    """People in teams, teams in sites; each with what she does every week."""

    random: Random
    sites: dict[str, list[str]] = field(default_factory=dict)
    team_of: dict[str, str] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)
    habits: dict[str, frozenset[str]] = field(default_factory=dict)
    chances: dict[str, float] = field(default_factory=dict)
    turnover: float = 0.0

    @classmethod
    def made(cls, random: Random) -> "Organisation":
        town = cls(random, turnover=random.choice((0.005, 0.01, 0.02, 0.04)))
        town.chances = {cell: random.choice((0.03, 0.15, 0.3, 0.5, 0.7, 0.9, 0.99)) for cell in CELLS}
        for site in range(random.randint(1, 2)):
            teams = [f"{site}.{team}" for team in range(random.randint(2, 4))]
            town.sites[str(site)] = teams
            for _person in range(random.randint(12, 55)):
                town.arrive(random.choice(teams))
        return town

    def arrive(self, team: str) -> None:
        person = f"{self.random.getrandbits(64):016x}"
        had = {cell for cell in CELLS if self.random.random() < self.chances[cell]}
        # Whoever writes names a letter.
        had = had if any(cell.startswith(TRIGGER) for cell in had) else had | {TRIGGER + LETTERS[0]}
        self.team_of[person], self.habits[person] = team, frozenset(had)
        if self.random.random() < 0.8:
            self.joined.add(person)

    def live_a_week(self) -> None:
        """Some leave, opt in or out, or change teams; others arrive."""
        teams = [team for each in self.sites.values() for team in each]
        for person in sorted(self.team_of):
            if self.random.random() >= self.turnover:
                continue
            match self.random.randrange(4):
                case 0:
                    del self.team_of[person]
                    self.joined.discard(person)
                    self.arrive(self.random.choice(teams))
                case 1:
                    self.joined ^= {person}
                case 2:
                    self.team_of[person] = self.random.choice(teams)
                case _:
                    self.arrive(self.random.choice(teams))

    def in_teams(self, teams: Iterable[str]) -> People:
        there = set(teams)
        return frozenset(person for person in self.joined if self.team_of[person] in there)


def seen_by_our_rule(town: Organisation, weeks: int = LASTS) -> dict[str, list[Seen]]:
    """By cell: what is released by the rule of people.anonymity, and what that it is not released tells."""
    rosters: dict[str, tuple[int, People]] = {}
    taken: People = NOBODY
    history: list[People] = []
    seen: dict[str, list[Seen]] = defaultdict(list)
    for week in range(weeks):
        for site, teams in town.sites.items():
            present = town.in_teams(teams)
            if site not in rosters:
                fresh = drawn(present - taken, history)
                if fresh:
                    rosters[site] = (week, fresh)
                    taken |= fresh
            if site not in rosters or not rosters[site][1]:
                continue
            began, roster = rosters[site]
            told = release(roster=roster, present=present, history=history, contributions=town.habits)
            rosters[site] = (began, told.roster)
            if told.roster:
                history.append(told.roster)
                for cell in CELLS:
                    seen[cell].append(Seen(told.roster, _fitting(told.roster, cell, told.cells.get(cell, 0))))
        town.live_a_week()
    return seen


_STEPS: dict[tuple[int, int], frozenset[int]] = {}


def _fitting(roster: People, cell: str, step: int) -> frozenset[int]:
    """The numbers of people for which the rule would have answered just this: asked of the rule itself."""
    key = len(roster), step
    if key not in _STEPS:
        _STEPS[key] = frozenset(had for had in range(len(roster) + 1) if _answer(roster, had, cell) == step)
    return _STEPS[key]


def _answer(roster: People, had: int, cell: str) -> int:
    other = next(each for each in CELLS if each != cell)
    people = sorted(roster)
    wrote = {person: {cell} if at < had else {other} for at, person in enumerate(people)}
    told = release(roster=roster, present=roster, history=(), contributions=wrote)
    return told.cells.get(cell, 0)


def seen_by_plain_rule(town: Organisation, weeks: int = LASTS) -> dict[str, list[Seen]]:
    """By cell: "at least five people", for each team and each site, in every week, as exact numbers."""
    seen: dict[str, list[Seen]] = defaultdict(list)
    for _week in range(weeks):
        groups = list(town.sites.values()) + [[t] for ts in town.sites.values() for t in ts]
        for group in map(town.in_teams, groups):
            for cell in CELLS:
                had = sum(cell in town.habits[person] for person in group)
                if had >= K:
                    seen[cell].append(Seen(group, frozenset({had})))
        town.live_a_week()
    return seen


def attack(
    town: Organisation,
    seen: Mapping[str, Sequence[Seen]],
    cells: Sequence[str] = CELLS,
    gathered: bool = True,
) -> Found:
    """Ask of everybody whether she had it. What is concluded must be true: else the solver is wrong."""
    found = Found()
    for cell in cells:
        rows = list(dict.fromkeys(seen.get(cell, ())))
        found.groups += len(rows)
        for colluders in _colluders(town.random, rows, gathered):
            known = {person: cell in town.habits[person] for person in colluders}
            everybody = frozenset().union(*(row.people for row in rows)) - colluders
            found.asked += len(everybody)
            try:
                told = solved(rows, known)
            except GaveUp:
                found.gave_up += 1
                continue
            assert all((cell in town.habits[person]) == had for person, had in told.items())
            found.found_out += len(told)
    return found


def _colluders(random: Random, rows: Sequence[Seen], gathered: bool) -> list[People]:
    """Three at random; and three together among those who left at once, where they know most."""
    everybody = sorted(frozenset().union(*(row.people for row in rows)))
    if len(everybody) <= COLLUDING:
        return []
    chosen = [frozenset(random.sample(everybody, COLLUDING))]
    if gathered:
        groups = list(dict.fromkeys(row.people for row in rows))
        gone = [sorted(one - other) for one, other in pairwise(groups)]
        chosen += [frozenset(each[:COLLUDING]) for each in gone if each][:2]
    return chosen


def solved(rows: Sequence[Seen], known: Mapping[str, bool]) -> dict[str, bool]:
    """Who must have had it and who cannot have, by everything seen: exact, for every way it could have been.

    What concerns different people is solved apart.
    """
    sums: dict[People, frozenset[int]] = {}
    for row in rows:
        told = sum(known[person] for person in row.people if person in known)
        unknown = row.people.difference(known)
        left = frozenset(each - told for each in row.sums)
        sums[unknown] = sums.get(unknown, left) & left
    return {
        person: must
        for part in _parts(sums)
        for people, must in (_nested(part) if _is_nested(part) else _searched(part))
        for person in people
    }


Part = dict[People, frozenset[int]]
Musts = Iterator[tuple[People, bool]]


def _parts(sums: Part) -> list[Part]:
    parts: list[tuple[People, Part]] = []
    for group, allowed in sums.items():
        touching = [part for part in parts if part[0] & group]
        together = {group: allowed}
        for _people, part in touching:
            together |= part
        parts = [part for part in parts if not part[0] & group]
        parts.append((group.union(*(people for people, _part in touching)), together))
    return [part for _people, part in parts]


def _is_nested(part: Part) -> bool:
    groups = sorted(part, key=len, reverse=True)
    return all(inner < outer for outer, inner in pairwise(groups))


def _nested(part: Part) -> Musts:
    """Groups that only grow smaller: every way it could have been, from the outside in and back."""
    groups = sorted(part, key=len, reverse=True)
    gone = [outer - inner for outer, inner in pairwise(groups)] + [groups[-1]]
    # How many of a group had it, as far as the groups around it, and those inside it, allow.
    around = [part[groups[0]] & frozenset(range(len(groups[0]) + 1))]
    for inner, left in zip(groups[1:], gone, strict=False):
        around.append(part[inner] & {had - less for had in around[-1] for less in range(len(left) + 1)})
    inside = [frozenset({0})]
    for group, left in zip(reversed(groups), reversed(gone), strict=True):
        more = {had + each for had in inside[-1] for each in range(len(left) + 1)}
        inside.append(part[group] & more)
    inside.reverse()
    for left, before, after in zip(gone, around, inside[1:], strict=True):
        could = {had - less for had in before for less in after if 0 <= had - less <= len(left)}
        if left and could in ({0}, {len(left)}):
            yield left, could != {0}


def _searched(part: Part) -> Musts:
    """Groups that lie anyhow. People who were in the same ones are one unknown: how many of them had it."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, group in enumerate(part):
        for person in group:
            places[person].append(place)
    alike: dict[tuple[int, ...], set[str]] = defaultdict(set)
    for person, where in places.items():
        alike[tuple(where)].add(person)
    patterns = list(alike)
    sums = {
        tuple(at for at, pattern in enumerate(patterns) if place in pattern): allowed
        for place, allowed in enumerate(part.values())
    }
    problem = _Problem([len(alike[pattern]) for pattern in patterns], _with_differences(sums))
    for at, pattern in enumerate(patterns):
        must = problem.must_be(at)
        if must is not None:
            yield frozenset(alike[pattern]), must


def _with_differences(sums: dict[tuple[int, ...], frozenset[int]]) -> list[tuple[tuple[int, ...], list[int]]]:
    """And what a group tells with another taken from it, which finds more at once than either."""
    more = dict(sums)
    exact = [(set(unknowns), unknowns) for unknowns, each in sums.items() if len(each) == 1]
    for inner, small in exact:
        for outer, large in exact:
            if inner < outer:
                gap = tuple(sorted(outer - inner))
                (one,), (other,) = sums[large], sums[small]
                value = frozenset({one - other})
                more[gap] = more.get(gap, value) & value
    return [(unknowns, sorted(each)) for unknowns, each in more.items()]


class _Problem:
    """Whole numbers from 0 to `sizes`, whose sums over some of them are among those allowed."""

    def __init__(self, sizes: list[int], rows: list[tuple[tuple[int, ...], list[int]]]) -> None:
        self.sizes, self.rows, self.nodes = sizes, rows, 0
        self.witnesses: list[list[int]] = []

    def must_be(self, at: int) -> bool | None:
        """True where all of them must have had it, False where none can have, None where neither follows."""
        size = self.sizes[at]
        if not any(found[at] < size for found in self.witnesses) and not self._solve(at, 0, size - 1):
            return True
        if not any(found[at] > 0 for found in self.witnesses) and not self._solve(at, 1, size):
            return False
        return None

    def _solve(self, at: int, low: int, high: int) -> bool:
        lows, highs = [0] * len(self.sizes), list(self.sizes)
        lows[at], highs[at] = low, high
        self.nodes = 0
        return self._search(lows, highs)

    def _search(self, lows: list[int], highs: list[int]) -> bool:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise GaveUp
        if not self._narrow(lows, highs):
            return False
        open_ones = [at for at in range(len(lows)) if lows[at] < highs[at]]
        if not open_ones:
            self.witnesses.append(lows)
            return True
        at = min(open_ones, key=lambda each: highs[each] - lows[each])
        middle = (lows[at] + highs[at]) // 2
        halves: list[tuple[int, int]] = [(lows[at], middle), (middle + 1, highs[at])]
        for low, high in halves:
            less, more = list(lows), list(highs)
            less[at], more[at] = low, high
            if self._search(less, more):
                return True
        return False

    def _narrow(self, lows: list[int], highs: list[int]) -> bool:
        """Take away what no row allows, until nothing more goes; False where nothing is left."""
        moved = True
        while moved:
            moved = False
            for unknowns, allowed in self.rows:
                least, most = sum(lows[at] for at in unknowns), sum(highs[at] for at in unknowns)
                fitting = [each for each in allowed if least <= each <= most]
                if not fitting:
                    return False
                for at in unknowns:
                    low = max(lows[at], fitting[0] - (most - highs[at]))
                    high = min(highs[at], fitting[-1] - (least - lows[at]))
                    if low > high:
                        return False
                    if (low, high) != (lows[at], highs[at]):
                        least, most = least + low - lows[at], most + high - highs[at]
                        lows[at], highs[at], moved = low, high, True
        return True


Rule = Callable[[Organisation], Mapping[str, Sequence[Seen]]]


def attacked(rule: Rule, organisations: int, *, seed: int, cells: Sequence[str] = CELLS) -> Found:
    """The same attack on so many organisations, released by this rule."""
    total = Found()
    for number in range(organisations):
        random = Random(seed * 1_000_003 + number)
        town = Organisation.made(random)
        total.add(attack(town, rule(town), cells, gathered=rule is seen_by_our_rule))
    return total
