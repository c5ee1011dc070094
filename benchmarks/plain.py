"""The textbook model: one Boolean an agent, day and shift variant, coverage constraints, CP-SAT and nothing else.

It knows the limits that the sample's contracts use (hours and days a week, rest, runs, days off together, a band of
starts) and leaves history out, which makes it easier. Breaks stand in the middle of their windows.
"""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model

from benchmarks.figures import Peer
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem


def solve_plain(operation: Operation, problem: Problem, seconds: float, workers: int) -> Peer:
    """Solve for shortage on live queues with the textbook model."""
    model = cp_model.CpModel()
    works = _Works(operation, problem, model)
    works.limits()
    points = _coverage(problem, model, works)
    model.minimize(points)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    scale = 1000.0
    return Peer(
        points=solver.objective_value / scale if found else None,
        bound=solver.best_objective_bound / scale,
        seconds=solver.wall_time,
        size=f"{len(model.proto.variables):,} variables, {len(model.proto.constraints):,} constraints",
    )


class _Works:
    """The Booleans: agent `a` works variant `v` on day `d`."""

    def __init__(self, operation: Operation, problem: Problem, model: cp_model.CpModel) -> None:
        self.operation, self.problem, self.model = operation, problem, model
        self.cells: dict[tuple[int, int], dict[int, Any]] = {}
        people, variants = problem.people, problem.variants
        for a in range(len(people.name)):
            for d in range(problem.grid.days):
                low, high = (int(edge) for edge in variants.first[people.alphabet[a], d : d + 2])
                allowed = (v for v in range(low, high) if people.mask[people.mask_first[a, d] + v - low])
                self.cells[a, d] = {v: model.new_bool_var("") for v in allowed}
                model.add_at_most_one(self.cells[a, d].values())

    def limits(self) -> None:
        """Each agent's contract, one plain constraint a limit and week."""
        for a, agent in enumerate(self.operation.agents):
            limits = self.operation.contracts[agent.contract].limits
            for week in range(self.problem.grid.days // 7):
                self._week(a, range(7 * week, 7 * week + 7), limits)
            self._rest(a, round(60 * limits.get("rest_hours", 0)))

    def _week(self, a: int, days: range, limits: dict[str, Any]) -> None:
        works = [sum(self.cells[a, d].values()) for d in days]
        credit = [self._credit(a, d) for d in days]
        hours, worked = limits.get("hours_week"), limits.get("days_week")
        if hours:
            paid = sum(
                self.problem.variants.letter[v].paid_minutes * x for d in days for v, x in self.cells[a, d].items()
            )
            total = paid + sum(minutes for minutes, _ in credit)
            self.model.add_linear_constraint(total, round(60 * hours.get("min", 0)), round(60 * hours.get("max", 168)))
        if worked:
            total = sum(works) + sum(day for _, day in credit)
            self.model.add_linear_constraint(total, worked.get("min", 0), worked.get("max", 7))
        together = limits.get("days_off_together_week")
        if together:
            starts = [self.model.new_bool_var("") for _ in range(8 - together)]
            self.model.add_at_least_one(starts)
            for first, chosen in enumerate(starts):
                for day in range(first, first + together):
                    self.model.add(works[day] == 0).only_enforce_if(chosen)
        most = (limits.get("days_in_a_row") or {}).get("max", 7)
        for first in range(7 - most):
            self.model.add(sum(works[first : first + most + 1]) <= most)
        if limits.get("start_spread_hours"):
            self._band(a, days, round(60 * limits["start_spread_hours"]))

    def _credit(self, a: int, d: int) -> tuple[int, int]:
        from scheduler.problem.grid.letters import day_off_letters

        if not hasattr(self, "_off"):
            self._off = [
                day_off_letters(
                    self.operation,
                    self.problem.grid.horizon,
                    agent,
                    [row for row in self.operation.leave if row.agent == agent.id],
                )
                for agent in self.operation.agents
            ]
        letter = self._off[a][d]
        return letter.credit_minutes, letter.credit_days

    def _band(self, a: int, days: range, width: int) -> None:
        letters = self.problem.variants.letter
        starts = sorted({letters[v].local_start for d in days for v in self.cells[a, d]})
        bands = {first: self.model.new_bool_var("") for first in starts}
        if bands:
            self.model.add_exactly_one(bands.values())
        for d in days:
            for v, x in self.cells[a, d].items():
                fits = [band for first, band in bands.items() if (letters[v].local_start - first) % 1440 <= width]
                self.model.add_bool_or([*fits, x.negated()])

    def _rest(self, a: int, minutes: int) -> None:
        letters = self.problem.variants.letter
        for d in range(self.problem.grid.days - 1):
            for v, x in self.cells[a, d].items():
                early = [y for w, y in self.cells[a, d + 1].items() if letters[w].start < letters[v].end + minutes]
                for y in early:
                    self.model.add_at_most_one(x, y)


def _coverage(problem: Problem, model: cp_model.CpModel, works: _Works) -> Any:
    """Points of shortage, in thousandths: people of a profile flow to the queues that they serve."""
    grid, demand = problem.grid, problem.demand
    supply: dict[tuple[int, int], list[Any]] = {}
    for (a, _), row in works.cells.items():
        for v, x in row.items():
            for i, ticks in ticks_at_work(problem, v).items():
                supply.setdefault((int(problem.people.profile[a]), i), []).append(ticks * x)
    flows: dict[tuple[int, int], list[Any]] = {}
    for (p, i), terms in supply.items():
        most = len(terms) * grid.interval_ticks
        given = {q: model.new_int_var(0, most, "") for q in sorted(demand.profiles[p])}
        model.add(sum(given.values()) <= sum(terms) + int(demand.given[p, i]))
        for q, y in given.items():
            flows.setdefault((q, i), []).append(y)
    points = []
    for q in (q for q in range(len(demand.weight)) if demand.weight[q] > 0):
        for i in range(grid.intervals):
            need = round(float(demand.need[q, i]))
            if need > 0:
                short = model.new_int_var(0, need, "")
                model.add(short + sum(flows.get((q, i), [])) >= need)
                points.append(round(1000 * float(demand.weight[q])) * short)
    return sum(points)


def ticks_at_work(problem: Problem, v: int) -> dict[int, int]:
    """Ticks at work of a variant in each interval, breaks in the middle of their windows."""
    variants, plans, size = problem.variants, problem.plans, problem.grid.interval_ticks
    at = set(range(max(0, int(variants.start[v])), min(int(variants.end[v]), problem.grid.ticks)))
    if variants.plan[v] >= 0:
        order = int(plans.order_ptr[variants.plan[v]])
        for b in range(int(plans.break_ptr[order]), int(plans.break_ptr[order + 1])):
            first = int(variants.start[v]) + (int(plans.low[b]) + int(plans.high[b])) // 2
            at -= set(range(first, first + int(plans.ticks[b])))
    found: dict[int, int] = {}
    for tick in at:
        found[tick // size] = found.get(tick // size, 0) + 1
    return found
