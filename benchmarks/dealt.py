"""Open minutes of a solve beside those of dealing duty out after the roster, on operations drawn with duties.

python -m benchmarks dealt --count 130 --seed 1
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from benchmarks.dealing import dealt
from benchmarks.drawn import draw
from benchmarks.duty_limits import broken_duty_limits, outside, worked
from benchmarks.figures import Bar, parser_of, print_bars, print_table, save
from scheduler.clock import Horizon
from scheduler.errors import Conflict, NoRoster
from scheduler.goals import goals_of
from scheduler.judge import check
from scheduler.judge.duty import duty_counts
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.model.warm import warm_up
from scheduler.operation import Operation
from scheduler.roster import Activity, Held, Roster
from scheduler.staffing import staff

APART = 100_000
"""The first seed of a run is this times `--seed`; the next ones follow."""
DUTY = "cover"
WORDS = ("fewer", "equal", "more")


@dataclass
class Compared:
    """One operation: open minutes of both, in the order of preference."""

    seed: int
    ours: list[int] = field(default_factory=list)
    """Open minutes by priority, then tier."""
    theirs: list[int] = field(default_factory=list)
    due: bool = False
    """Whether there was anything to hold."""
    faults: list[str] = field(default_factory=list)
    """Limits that our roster breaks."""
    unfair: list[str] = field(default_factory=list)
    """Limits that what was dealt breaks: dealing does not know all; more open minutes than that are no fault."""
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """Whether we have fewer, as many or more open minutes; the most urgent tier that differs decides."""
        return WORDS[(self.ours > self.theirs) - (self.ours < self.theirs) + 1]

    @property
    def by_sum(self) -> str:
        """`verdict` by the sum of open minutes, whatever the priorities."""
        ours, theirs = sum(self.ours), sum(self.theirs)
        return WORDS[(ours > theirs) - (ours < theirs) + 1]


def main(argv: list[str]) -> int:
    """Print how many operations have fewer, as many and more open minutes; exit status 1 where a bar is missed."""
    parser = parser_of("dealt", __doc__)
    parser.add_argument("--count", type=int, default=130)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="SEED", help="the seed of one operation, as it was told with")
    parser.add_argument("--seconds", type=float, default=2, help="of each of the two solves")
    parser.add_argument("--iterations", type=int, help="a budget in the place of seconds")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the workspaces there")
    chosen = parser.parse_args(argv)
    warm_up(lambda text: print(text, file=sys.stderr), True)
    found: list[Compared] = []
    for seed in count(APART * chosen.seed) if chosen.only is None else [chosen.only]:
        one = tried(seed, chosen)
        if one is not None:
            found.append(one)
            tell(one)
        if len(found) == chosen.count:
            break
    print_table(f"{len(found)} operations", ("open minutes", "by priority", "all alike"), rows(found))
    told = [*bars(found)]
    print_bars("bars", told)
    save(chosen.json, [vars(one) for one in found])
    return 0 if all(bar.met for bar in told) else 1


def tried(seed: int, chosen: argparse.Namespace) -> Compared | None:
    """The operation of that seed; None where it has no roster or no duty is due."""
    limit = float("inf") if chosen.iterations else chosen.seconds
    settings = SolveSettings(limit, chosen.workers, iterations=chosen.iterations)
    if chosen.keep is not None:
        return compared(seed, chosen.keep / str(seed), settings)
    with tempfile.TemporaryDirectory() as name:
        return compared(seed, Path(name), settings)


def compared(seed: int, folder: Path, settings: SolveSettings) -> Compared | None:
    """Solve all goals; solve all but `cover` and deal duty out; count both. An error is a fault of ours."""
    drawn, begun = draw(seed, "small", escalation=True), time.perf_counter()
    drawn.write(folder)
    operation = load(folder)
    horizon = choose_horizon(operation, drawn.first, drawn.weeks)
    requirement = staff(operation, horizon)
    others = tuple(goal for goal in goals_of(operation) if goal != DUTY)
    try:
        plain = solve(operation, horizon, requirement, replace(settings, only_goals=others)).roster
    except (Conflict, NoRoster):
        return None
    left = dealt(operation, horizon, plain)
    one = Compared(seed, theirs=in_order(operation, left.open), due=bool(left.held))
    one.unfair = [
        *(finding.message for finding in check(operation, horizon, written(operation, plain, left.held))),
        *broken_duty_limits(operation, horizon, replace(plain, held=left.held)),
    ]
    try:
        roster = solve(operation, horizon, requirement, settings).roster
        one.ours = in_order(operation, open_of(operation, horizon, roster))
        one.faults = faults(operation, horizon, roster)
    except Exception as bug:
        one.faults.append(f"{type(bug).__name__}: {bug}")
        one.ours = one.theirs
    one.seconds = time.perf_counter() - begun
    return one if one.due else None


def open_of(operation: Operation, horizon: Horizon, roster: Roster) -> dict[tuple[str, str], int]:
    """(duty, tier) -> agent-minutes that nobody is named for, by the judge."""
    return {(one.cover, one.tier): one.open for one in duty_counts(operation, horizon, roster)}


def in_order(operation: Operation, minutes: dict[tuple[str, str], int]) -> list[int]:
    """Open minutes by priority, then tier: the last tier stays open first."""
    found: Counter[tuple[int, int]] = Counter()
    for tier in operation.tiers:
        found[tier.cover.priority, tier.rank] += minutes.get((tier.cover.name, tier.name), 0)
    return [found[key] for key in sorted(found)]


def faults(operation: Operation, horizon: Horizon, roster: Roster) -> list[str]:
    """Limits that the roster or its holders break."""
    findings = check(operation, horizon, roster)
    return [*(finding.message for finding in findings), *broken_duty_limits(operation, horizon, roster)]


def written(operation: Operation, roster: Roster, held: tuple[Held, ...]) -> Roster:
    """The roster with the standby that was dealt as activities, outside shifts, in the place of its own.

    Who is named stays out: `check` also asks whether somebody else could hold an open place.
    """
    rows = [row for row in roster.activities if not row.activity.startswith("on_call:")]
    for row in held:
        if row.agent and row.kind == "on_call":
            name = f"on_call:{row.cover}/{row.tier}" if row.tier else f"on_call:{row.cover}"
            shifts = worked(operation, roster, row.agent)
            rows += [Activity(row.agent, start, end, name) for start, end in outside(row, shifts)]
    return replace(roster, activities=tuple(sorted(rows, key=lambda row: (row.agent, row.start))), held=None)


def tell(one: Compared) -> None:
    """A line where we are worse, and where limits are broken."""
    if one.verdict == WORDS[-1]:
        limit = f"; what was dealt breaks a limit: {one.unfair[0]}" if one.unfair else ""
        print(f"seed {one.seed}: {one.ours} minutes open by priority and tier, dealt {one.theirs}{limit}", flush=True)
    for fault in one.faults[:2]:
        print(f"seed {one.seed}: {fault}", flush=True)


def rows(found: list[Compared]) -> Iterator[tuple[str, ...]]:
    """How many have fewer, as many and more; the minutes in sum."""
    for word in WORDS:
        yield word, str(sum(one.verdict == word for one in found)), str(sum(one.by_sum == word for one in found))
    yield "minutes, solved together", "", f"{sum(sum(one.ours) for one in found):,}"
    yield "minutes, dealt out", "", f"{sum(sum(one.theirs) for one in found):,}"
    yield "dealt against a limit", str(sum(bool(one.unfair) for one in found)), ""
    yield "seconds", "", f"{sum(one.seconds for one in found):,.0f}"


def bars(found: list[Compared]) -> Iterator[Bar]:
    """Never more, fewer in at least a third, and no limit broken."""
    verdicts = Counter(one.verdict for one in found)
    worse = [one for one in found if one.verdict == "more" and not one.unfair]
    yield Bar("operations with more open minutes than legally dealt", len(worse), "", 0, 0)
    yield Bar("operations with fewer", 100 * verdicts["fewer"] / max(1, len(found)), "%", 100 / 3, 100)
    yield Bar("operations whose roster breaks a limit", sum(bool(one.faults) for one in found), "", 0, 0)
