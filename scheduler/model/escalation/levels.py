"""Solves a plan of duties step by step: open minutes by priority and tier, then splits, then what all else loses."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from scheduler.goals.duty_hours import merged
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import within
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.operation import Tier
from scheduler.problem.away import Span

Terms = Sequence[cp_model.LinearExprT]
Solved = tuple[dict[tuple[int, int, str], bool], dict[str, int]]
"""Holds by (tier, slot, agent), and the line of each agent."""
Spans = Mapping[tuple[int, str], Sequence[Span]]
"""(tier, agent) -> when the agent holds a place."""


PIN_SHARE, OPEN_SHARE, CALM_SHARE, LAST_SHARE = 0.3, 0.7, 0.3, 0.12
"""Shares of what is left of the effort: for pins, for open minutes, for splits, and for the rest."""
LEAST_SECONDS = 0.05
"""Seconds of a step that begins when the effort is spent: CP-SAT then returns the plan in hand."""
LOOSE, CHANGE = 100, 60
"""Points of a minute that a duty which is not firm stays open, and of a change of hands that splits nothing."""
NOT_FIRM = 10**6
"""The priority of duties that are not firm: after all others."""


@dataclass(frozen=True)
class Effort:
    """What a solve may take: seconds by the clock, or a budget in CP-SAT's own that is the same everywhere."""

    seconds: float
    budget: float | None = None
    workers: int = 1


@dataclass
class Planned:
    """The plan found."""

    holds: dict[tuple[int, int], list[str]]
    """(tier, slot) -> who holds a place."""
    line: dict[str, int]
    """Agent -> the line chosen."""
    open_minutes: dict[tuple[int, int], int]
    """(priority, rank of the tier) -> agent-minutes that stay open."""
    splits: int = 0
    """Splits of blocks and missing overlaps."""
    seconds: float = 0.0
    held: dict[tuple[int, str], list[Span]] = field(default_factory=dict)
    """(tier, agent) -> when the agent holds a place: spans in order and apart."""


def opened(planned: Planned) -> tuple[int, ...]:
    """Open minutes level by level, the most urgent first."""
    return tuple(planned.open_minutes[key] for key in sorted(planned.open_minutes))


def level_of(tier: Tier) -> tuple[int, int]:
    """(priority, rank): the place of a tier in the order of preference; the smaller, the more urgent."""
    return tier.cover.priority if tier.cover.firm else NOT_FIRM, tier.rank


def worth(planned: Planned) -> tuple[int, ...]:
    """What plans are compared by: open minutes level by level, then splits; the smaller, the better."""
    return (*opened(planned), planned.splits)


class Levels:
    """One plan's solves, each from the answer of the one before."""

    def __init__(
        self,
        draft: Draft,
        splitting: Splitting,
        effort: Effort,
        rest: Terms,
        pins: Terms = (),
        loose: bool = False,
        even: Callable[[Levels], None] | None = None,
    ) -> None:
        """`rest` are the terms of the last step but one, in points; `even` goes on from there at no cost.

        `pins` are 1 for each slot that a pin gives in vain.
        `loose` leaves the draft as it is, so that it can be solved again with more limits.
        """
        self.pins, self.even = pins, even
        self.model = draft.model.clone() if loose else draft.model
        self.draft, self.splitting, self.effort, self.rest = draft, splitting, effort, rest
        self.begun = time.perf_counter()
        self.solved: Solved | None = None
        self.values: list[int] = []
        """Of all variables, in the answer of the last step."""
        self.keys = sorted({self._key(place) for place in range(len(draft.scene.tiers))})
        self.splits = 0

    def _key(self, place: int) -> tuple[int, int]:
        return level_of(self.draft.scene.tiers[place])

    def _open(self, key: tuple[int, int]) -> cp_model.LinearExprT:
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

    def solve(self) -> Planned:
        """The best plan found within the effort; raises `Unanswered` where that is none."""
        try:
            self._steps()
        except Unanswered:  # the answer of the step before stands
            if self.solved is None:
                raise
        return self.planned()

    def _steps(self) -> None:
        model, firm = self.model, [key for key in self.keys if key[0] < NOT_FIRM]
        if self.pins:
            unmet, _ = self._minimized(sum(self.pins), PIN_SHARE)
            model.add(sum(self.pins) <= round(unmet))
        for place, key in enumerate(firm):
            value, _ = self._minimized(self._open(key), OPEN_SHARE / (len(firm) - place))
            model.add(self._open(key) <= round(value))
        calm = [*self.splitting.splits, *self.splitting.overlaps]
        if calm:
            splits, _ = self._minimized(sum(calm), CALM_SHARE)
            self.splits = round(splits)
            model.add(sum(calm) <= self.splits)
        soft = [self._open(key) * LOOSE for key in self.keys if key not in firm]
        last = [*self.rest, *soft, *(CHANGE * change for change in self.splitting.changes)]
        if last:
            value, _ = self._minimized(sum(last), LAST_SHARE)
            model.add(sum(last) <= round(value))
        if self.even is not None and self.solved is not None:
            self.even(self)

    def fewest_open(self) -> Planned:
        """The plan with fewest open minutes, level by level and nothing else; raises `Unanswered`."""
        for place, key in enumerate(self.keys):
            value, _ = self._minimized(self._open(key), 1 / (len(self.keys) - place))
            self.model.add(self._open(key) <= round(value))
        return self.planned()

    def bounds(self, found: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], float]:
        """Level -> lower bound of the open minutes of it and all levels before; `found` is what a plan leaves open."""
        known, last = dict.fromkeys(self.keys, 0.0), 0.0
        firm = [key for key in self.keys if key[0] < NOT_FIRM]
        for place, key in enumerate(firm):
            if found.get(key, 0) > 0:
                with suppress(Unanswered):
                    opened = sum(self._open(one) for one in firm[: place + 1])
                    last = max(last, self._minimized(opened, 1 / (len(firm) - place))[1])
            known[key] = last
        return known

    def nothing(self) -> Planned:
        """The plan in which nobody holds anything and everybody works the line in hand."""
        self.solved = {}, dict.fromkeys(self.draft.takes, 0)
        return self.planned()

    def _left(self) -> float:
        return self.effort.seconds - (time.perf_counter() - self.begun)

    def _minimized(self, goal: cp_model.LinearExprT, share: float) -> tuple[float, float]:
        """(value, bound) of a step that may take a share of what is left."""
        self.model.minimize(goal)
        if self.effort.budget is not None:
            return self.answered(budget=self.effort.budget * share)
        return self.answered(seconds=max(LEAST_SECONDS, self._left() * share))

    def answered(self, seconds: float | None = None, budget: float | None = None) -> tuple[float, float]:
        """(value, bound) of the model's objective, by seconds of the clock or of CP-SAT's own; raises `Unanswered`."""
        self.model.clear_hints()
        self._hint()
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.effort.workers
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
        self.solved, self.values = (holds, line), list(solver.response_proto.solution)
        return solver.objective_value, solver.best_objective_bound

    def _hint(self) -> None:
        """Let CP-SAT begin with the answer of the step before, all of its variables, or else with the plan in hand."""
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

    def planned(self) -> Planned:
        """The plan in hand, without solving."""
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
        return Planned(found, line, minutes, self.splits, seconds, self._held(found))

    def _held(self, found: Mapping[tuple[int, int], Sequence[str]]) -> dict[tuple[int, str], list[Span]]:
        spans: dict[tuple[int, str], list[Span]] = {}
        for (place, number), names in found.items():
            slot = self.draft.slots[self.draft.scene.tiers[place].cover.name][number]
            for name in names:
                spans.setdefault((place, name), []).append(slot.span)
        return {key: merged(own) for key, own in spans.items()}


class Unanswered(Exception):
    """CP-SAT found no plan in the time given."""
