"""Solves operations drawn from seeds; compares the model with the count, the check, a recount and brute force.

python -m benchmarks operations --count 300 --seed 1
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks.brute import least_points
from benchmarks.drawn import Drawn, draw
from benchmarks.duty_guard import duty_faults
from benchmarks.duty_limits import broken_duty_limits
from benchmarks.figures import parser_of, print_table, save
from benchmarks.recount import broken_limits
from benchmarks.sign import Sign, sign, signed_rows
from scheduler.agreement import Compared, agreement
from scheduler.clock import Horizon
from scheduler.errors import Conflict, InputError, NoRoster
from scheduler.goals import goals_of
from scheduler.judge import check, explain, score
from scheduler.load import choose_horizon, load
from scheduler.model import SolveSettings, solve
from scheduler.model.warm import warm_up
from scheduler.operation import Operation
from scheduler.report.answer.answer import Answer
from scheduler.requirement import Requirement
from scheduler.result import AND
from scheduler.staffing import staff

APART = 100_000
"""The first seed of a run is this times `--seed`; the next ones follow."""
MOST_ROSTERS = 4_000
"""The most rosters of a tiny operation that brute force tries; an operation with more is skipped."""
MOST_FAULTS = 3
"""Faults printed for one operation; `--only` and `--json` give all."""
ENDINGS = {"conflict": Conflict, "no roster": NoRoster, "refused": InputError}
"""Outcome of a solve without a roster -> its error; `refused` is a fault, as drawn files should be valid."""


@dataclass
class Outcome:
    """The outcome of one drawn operation."""

    seed: int
    size: str
    kind: str = "roster"
    """`roster`, `conflict`, `no roster`, `refused` or `traceback`."""
    difference: float = 0.0
    """Points believed less points counted, in the goal where they differ most."""
    faults: list[str] = field(default_factory=list)
    """One line a fault, which begins with the check that found it (`check:`, `duty:`, `guard:`, ...)."""
    least: int | None = None
    """Points of the best of all rosters, if brute force tried them all."""
    story: str = ""
    alone: list[str] = field(default_factory=list)
    """With `--blame`, goals that differ when solved alone, with points believed and counted."""
    seconds: float = 0.0
    sign: Sign | None = None
    """What the judge of needless work and of sharing says; None without a roster."""

    @property
    def wrong(self) -> bool:
        """Whether the run should fail."""
        return bool(self.faults) or self.kind in ("traceback", "refused")


def main(argv: list[str]) -> int:
    """Print counts by outcome and each fault with its seed; exit status 1 if there is any."""
    parser = parser_of("operations", __doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="SEED", help="the seed of one operation, as a fault was told with")
    parser.add_argument("--size", choices=("tiny", "small", "long"), help="draw this size only")
    parser.add_argument("--escalation", action="store_true", help="duties have tiers, blocks and limits; none is tiny")
    parser.add_argument("--blame", action="store_true", help="where the guard finds fault, solve each goal alone")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the workspaces there")
    chosen = parser.parse_args(argv)
    seeds = [chosen.only] if chosen.only is not None else [APART * chosen.seed + one for one in range(chosen.count)]
    warm_up(lambda text: print(text, file=sys.stderr), True)
    found = []
    for seed in seeds:
        found.append(tried(seed, chosen))
        for fault in found[-1].faults[:MOST_FAULTS] or ([found[-1].kind] if found[-1].wrong else []):
            print(f"seed {seed} ({found[-1].size}): {fault}", flush=True)
        for told in found[-1].alone:
            print(f"seed {seed}: {told}", flush=True)
        if chosen.only is not None:
            print("\n".join((*found[-1].faults[MOST_FAULTS:], found[-1].story)))
    tell(found)
    save(chosen.json, [{**vars(one), "sign": one.sign and vars(one.sign)} for one in found])
    return 1 if any(outcome.wrong for outcome in found) else 0


def tried(seed: int, chosen: argparse.Namespace) -> Outcome:
    """The outcome of one seed, in a folder of its own."""
    drawn = draw(seed, chosen.size or ("small" if chosen.escalation else None), chosen.escalation)
    settings = SolveSettings(time_limit=2.0 if drawn.size == "long" else 1.0)
    if chosen.keep is not None:
        return outcome_of(drawn, chosen.keep / str(seed), settings, chosen.blame)
    with tempfile.TemporaryDirectory() as name:
        return outcome_of(drawn, Path(name), settings, chosen.blame)


def outcome_of(drawn: Drawn, folder: Path, settings: SolveSettings, blame: bool = False) -> Outcome:
    """Write the workspace, solve it and judge the roster; an error becomes the outcome's kind."""
    outcome, begun = Outcome(drawn.seed, drawn.size), time.perf_counter()
    drawn.write(folder)
    try:
        judge(outcome, drawn, folder, settings, blame)
    except tuple(ENDINGS.values()) as ended:
        outcome.kind = next(kind for kind, error in ENDINGS.items() if isinstance(ended, error))
        outcome.story = str(ended)
    except Exception as bug:
        outcome.kind, outcome.story = "traceback", traceback.format_exc()
        outcome.faults.append(f"traceback: {type(bug).__name__}: {bug}")
    outcome.seconds = time.perf_counter() - begun
    return outcome


def judge(outcome: Outcome, drawn: Drawn, folder: Path, settings: SolveSettings, blame: bool) -> None:
    """Solve, check, count and recount; compare with brute force if the operation is tiny."""
    operation = load(folder)
    horizon = choose_horizon(operation, drawn.first, drawn.weeks)
    requirement = staff(operation, horizon)
    result = solve(operation, horizon, requirement, settings)
    counted = score(operation, horizon, requirement, result.roster)
    findings = check(operation, horizon, result.roster)
    reasons = explain(operation, horizon, requirement, result.roster)
    answer = Answer(operation, horizon, requirement, result, counted, findings, reasons)
    outcome.story = f"points {counted.points}, bound {answer.bound} ({result.bounds}), {result.stopped_by}"
    outcome.faults += [f"check: {finding.message}" for finding in findings]
    outcome.faults += [f"duty: {told}" for told in duty_faults(operation, horizon, result.roster)]
    if drawn.escalation:
        outcome.faults += [f"duty: {told}" for told in broken_duty_limits(operation, horizon, result.roster)]
    outcome.faults += [f"recount: {told}" for told in broken_limits(operation, horizon, result.roster)]
    if not findings and not within_guard(outcome, answer) and blame:
        outcome.alone += goals_alone(operation, horizon, requirement, settings)
    if answer.bound is None:
        outcome.faults.append(f"bound: {result.bound:,.1f} ({result.bounds}), and the roster has {counted.points}")
    outcome.sign = sign(operation, horizon, requirement, result.roster, counted.objective)
    outcome.faults += outcome.sign.faults
    if drawn.size == "tiny":
        against_all(outcome, operation, horizon, requirement, answer)


def within_guard(outcome: Outcome, answer: Answer) -> bool:
    """Whether the solver's points agree with the count in each goal; enters faults into `outcome`."""
    found, points = answer.agreement, answer.score.points
    furthest = max(found.rows, key=lambda row: abs(row.difference), default=None)
    outcome.difference = -furthest.difference if furthest is not None else 0.0
    faults = [f"guard: {told(row)}" for row in found.apart]
    known = {goal for row in found.rows for goal in row.goal.split(AND)}
    faults += [f"guard: nothing is believed of goal {goal}, counted are {points[goal]:,}"
               for goal in points if points[goal] and goal not in known]  # fmt: skip
    faults += [f"guard: {answer.held_otherwise}"] if answer.held_otherwise else []
    outcome.faults += faults
    return not faults


def told(row: Compared) -> str:
    """A goal's points, believed and counted, in words."""
    return f"{row.goal}: the model believes {row.believed:,.1f}, counted are {row.counted:,}"


def goals_alone(
    operation: Operation, horizon: Horizon, requirement: Requirement, settings: SolveSettings
) -> Iterator[str]:
    """Goals whose points differ when solved alone: the bug is in one of them."""
    for goal in goals_of(operation):
        result = solve(operation, horizon, requirement, replace(settings, only_goals=(goal,)))
        counted = score(operation, horizon, requirement, result.roster, (goal,))
        yield from (f"alone, {told(row)}" for row in agreement(counted.points, result.believed).apart)


def against_all(
    outcome: Outcome, operation: Operation, horizon: Horizon, requirement: Requirement, answer: Answer
) -> None:
    """Compare the bound and the status with the best of all rosters."""
    outcome.least = least = least_points(operation, horizon, requirement, MOST_ROSTERS)
    if least is None:
        return
    if answer.bound is not None and answer.bound > least:
        outcome.faults.append(f"brute force: {least} points exist, the bound is {answer.bound}")
    if answer.status == "optimal" and answer.score.objective > least:
        outcome.faults.append(f"brute force: {least} points exist, {answer.score.objective} are said to be optimal")


def tell(found: list[Outcome]) -> None:
    """Print counts by outcome and by fault, and the worst difference."""
    by_kind = Counter(outcome.kind for outcome in found)
    by_fault = Counter(name for one in found for name in {fault.partition(":")[0] for fault in one.faults})
    rows: list[Any] = [(kind, str(by_kind[kind])) for kind in ("roster", *ENDINGS, "traceback")]
    within = sum(one.kind == "roster" and not any(fault.startswith("guard") for fault in one.faults) for one in found)
    rows += [("within the guard", str(within))]
    judges = ("check", "duty", "recount", "bound", "needless", "sharing", "brute force")
    rows += [(f"wrong by the {name}", str(by_fault[name])) for name in judges]
    rows += [("compared with all rosters", str(sum(one.least is not None for one in found)))]
    rows += signed_rows([(one.seed, one.sign) for one in found if one.sign is not None])
    worst = max(found, key=lambda one: abs(one.difference), default=None)
    if worst is not None:
        rows += [("worst difference", f"{worst.difference:,.1f} (seed {worst.seed})")]
    print_table(f"{len(found)} operations, {sum(one.seconds for one in found):.0f} s", ("outcome", "count"), rows)
