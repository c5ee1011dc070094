"""Solves a plan of duties step by step: open minutes by priority and tier, splits, points, then what all else loses."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from ortools.sat.python import cp_model

from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import within
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.plan import (
    NOT_FIRM,
    NOTHING_ELSE,
    DutyPlan,
    Effort,
    Spans,
    Terms,
    Unanswered,
    Weighed,
    level_of,
)

Solved = tuple[dict[tuple[int, int, str], bool], dict[str, int]]
"""Holds by (tier, slot, agent), and the line of each agent."""

OPEN_SHARE, CALM_SHARE, PRICED_SHARE, LAST_SHARE = 0.4, 0.3, 0.8, 0.12
"""Shares of the time left (of a budget, the whole): pins and each level of open minutes, splits, the points of goals,
the last terms."""
FIRST_SHARE, HALF = 0.5, 0.5
"""Share that the first step has at least; and half a minute, as open minutes are whole numbers."""
LEAST_SECONDS = 0.05
"""Seconds of a step that begins when the effort is spent: CP-SAT then returns the current plan."""
LOOSE, CHANGE = 100, 60
"""Points of a minute that a duty which is not firm stays open, and of a change of hands that splits nothing."""


class Levels:
    """Solves the model of one plan step by step; each step begins with the answer of the one before."""

    def __init__(
        self,
        draft: Draft,
        splitting: Splitting,
        effort: Effort,
        weighed: Weighed = NOTHING_ELSE,
        loose: bool = False,
        even: Callable[[Levels], None] | None = None,
    ) -> None:
        """`even` goes on after the last step; `loose` leaves the draft as it is, so that more limits may follow."""
        self.last_terms, self.pins = weighed.last, weighed.pins
        self.habits, self.priced = weighed.habits, weighed.priced
        self.model = draft.model.clone() if loose else draft.model
        self.draft, self.splitting, self.effort, self.even = draft, splitting, effort, even
        self.begun = time.perf_counter()
        self.solved: Solved | None = None
        self.values: list[int] = []
        """The values of all variables in the answer of the last step."""
        self.keys = sorted({self._key(place) for place in range(len(draft.scene.tiers))})
        self.calm = [*splitting.splits, *splitting.overlaps]
        self.splits, self.missed, self.least, self.priced_least = 0, 0, False, 0.0
        self.solver: cp_model.CpSolver | None = None  # that of the last step

    def _key(self, place: int) -> tuple[int, int]:
        return level_of(self.draft.scene.tiers[place])

    def open_of(self, key: tuple[int, int]) -> cp_model.LinearExprT:
        """Agent-minutes that stay open of a level."""
        slots = self.draft.slots
        return sum(
            slots[self.draft.scene.tiers[place].cover.name][number].minutes * left
            for (place, number), left in self.draft.open.items()
            if self._key(place) == key
        )

    def begin(self, held: Spans) -> None:
        """Begin from a plan, in which everybody works the first line."""
        slots = self.draft.slots
        holds = {}
        for place, number, name in self.draft.holds:
            slot = slots[self.draft.scene.tiers[place].cover.name][number]
            holds[place, number, name] = within(slot.span, held.get((place, name), ()))
        self.solved = holds, dict.fromkeys(self.draft.takes, 0)

    def solve(self) -> DutyPlan:
        """The best plan found within the effort; raises `Unanswered` where that is none."""
        try:
            self._steps()
        except Unanswered:  # the answer of the step before stands
            if self.solver is None:
                raise
            self.note()
        return self.planned()

    def _steps(self) -> None:
        opened = [self.open_of(key) for key in self.keys if key[0] < NOT_FIRM]
        pinned = self._fewest(sum(self.pins), OPEN_SHARE) if self.pins else True
        self.least = self._least(opened) and pinned
        if self.calm:
            self._fewest(sum(self.calm), CALM_SHARE)
        if self.priced:
            value, bound = self.minimized(sum(self.priced), PRICED_SHARE)
            self.priced_least = bound
            self.model.add(sum(self.priced) <= round(value))
        last = [*self.last_terms, *self._soft(), *self.habits, *(CHANGE * change for change in self.splitting.changes)]
        if last:
            self.minimized(sum(last), LAST_SHARE)
        self._share_evenly()

    def _least(self, goals: Terms) -> bool:
        """Bind sums to the least that is found: all together (0 is enough), then each; whether CP-SAT proves it."""
        bound = self.minimized(sum(goals), FIRST_SHARE)[1] if len(goals) > 1 else -1.0
        proved = [self._fewest(goal, OPEN_SHARE) for goal in goals]
        return all(proved) or (self.solver is not None and self.solver.value(sum(goals)) < bound + HALF)

    def _fewest(self, goal: cp_model.LinearExprT, share: float) -> bool:
        """Bind a sum to the least that is found, and say whether CP-SAT proves it; without an answer, to what it is."""
        value, bound = None if self.solver is None else self.solver.value(goal), 0.0
        if value is None or value > 0:
            try:
                value, bound = self.minimized(goal, share)
            except Unanswered:
                if value is None:
                    raise
        self.model.add(goal <= round(value))
        return value <= bound + HALF

    def _soft(self) -> list[cp_model.LinearExprT]:
        return [self.open_of(key) * LOOSE for key in self.keys if key[0] == NOT_FIRM]

    def _share_evenly(self) -> None:
        """Bind what the current plan has reached, all but habits, and go on from there."""
        self.note()
        if self.solver is None or self.even is None:
            return
        for reached in ([*self.last_terms, *self._soft()], self.splitting.inside, self.pins, self.calm, self.priced):
            if reached:
                self.model.add(sum(reached) <= round(self.solver.value(sum(reached))))
        for key in self.keys:  # what is open is counted elsewhere, too
            self.model.add(self.open_of(key) == round(self.solver.value(self.open_of(key))))
        self.even(self)

    def note(self) -> None:
        """Note how much the current plan splits, and how many slots pins give in vain."""
        if self.solver is not None:
            self.splits = round(self.solver.value(sum(self.calm))) if self.calm else 0
            self.missed = round(self.solver.value(sum(self.pins))) if self.pins else 0

    def evened(self, held: Spans) -> DutyPlan:
        """Share the plan `held` more evenly where nothing gets worse; raises `Unanswered` where it breaks a limit."""
        self.begin(held)
        opened = (self.open_of(key) for key in self.keys)
        goals = [*self.pins, *opened, *self.calm, *self.last_terms, *self.splitting.inside, *self.priced]
        with self.between(()):
            self.minimized(sum(goals), 1.0)
        self._share_evenly()
        return self.planned()

    @contextmanager
    def between(self, names: Collection[str]) -> Iterator[None]:
        """Within this context solves change only what these agents hold."""
        assert self.solved is not None
        variables = self.model.proto.variables
        fixed = [(var.index, int(self.solved[0].get(key, False)))
                 for key, var in self.draft.holds.items() if key[2] not in names]  # fmt: skip
        for index, value in fixed:
            variables[index].domain[0] = variables[index].domain[1] = value
        try:
            yield
        finally:
            for index, _ in fixed:
                variables[index].domain[0], variables[index].domain[1] = 0, 1

    def fewest_open(self) -> DutyPlan:
        """The plan with fewest open minutes, level by level and nothing else; raises `Unanswered`."""
        self.least = self._least([self.open_of(key) for key in self.keys])
        return self.planned()

    def _left(self) -> float:
        return self.effort.seconds - (time.perf_counter() - self.begun)

    def minimized(self, goal: cp_model.LinearExprT, share: float) -> tuple[float, float]:
        """(value, bound) of a step that may take a share of what is left; the first one has more: it must answer."""
        self.model.minimize(goal)
        share = max(share, FIRST_SHARE) if self.solved is None else share
        if self.effort.budget is not None:
            return self.answered(budget=self.effort.budget * share)
        return self.answered(seconds=max(LEAST_SECONDS, self._left() * share))

    def answered(
        self, seconds: float | None = None, budget: float | None = None, quick: bool = False
    ) -> tuple[float, float]:
        """(value, bound) of the model's objective, by seconds of the clock or of CP-SAT's own; raises `Unanswered`.

        `quick` spares the preparations that a model of few free variables does not need.
        """
        self.model.clear_hints()
        self._hint()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.effort.workers
        if quick:
            solver.parameters.cp_model_probing_level = solver.parameters.symmetry_level = 0
            solver.parameters.max_presolve_iterations = 1
        if budget is not None:
            solver.parameters.max_deterministic_time = budget
        if seconds is not None:
            solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            raise Unanswered
        holds = {key: solver.boolean_value(var) for key, var in self.draft.holds.items()}
        line = {name: next(i for i, take in enumerate(own) if solver.boolean_value(take))
                for name, own in self.draft.takes.items()}  # fmt: skip
        self.solver, self.solved, self.values = solver, (holds, line), list(solver.response_proto.solution)
        return solver.objective_value, solver.best_objective_bound

    def _hint(self) -> None:
        """Let CP-SAT begin with the answer of the step before, all of its variables, or else with the current plan."""
        hint = self.model.proto.solution_hint
        if self.values:
            hint.vars.extend(range(len(self.values)))
            hint.values.extend(self.values)
        elif self.solved is not None:
            holds, line = self.solved
            for key, var in self.draft.holds.items():
                self.model.add_hint(var, holds.get(key, False))
            for name, own in self.draft.takes.items():
                for index, take in enumerate(own):
                    self.model.add_hint(take, line.get(name, 0) == index)

    def planned(self) -> DutyPlan:
        """The current plan, without solving."""
        assert self.solved is not None
        holds, line = self.solved
        found: dict[tuple[int, int], list[str]] = {key: [] for key in self.draft.open}
        for (place, number, name), held in holds.items():
            if held:
                found[place, number].append(name)
        minutes = dict.fromkeys(self.keys, 0)
        for (place, number), names in found.items():
            tier = self.draft.scene.tiers[place]
            slot = self.draft.slots[tier.cover.name][number]
            minutes[self._key(place)] += (tier.agents - len(names)) * slot.minutes
        seconds = time.perf_counter() - self.begun
        spans = self.draft.held(found)
        counts = self.splits, self.missed, self.least
        return DutyPlan(found, line, minutes, *counts, seconds, spans, self.priced_least)
