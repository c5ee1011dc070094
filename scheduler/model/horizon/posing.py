"""Windows of a long horizon as problems in which everybody has a legal line, whatever was decided before."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NoReturn

from scheduler.clock import Horizon
from scheduler.errors import Conflict, NoRoster
from scheduler.model.conflict.conflict import Quarrel, quarrels
from scheduler.model.conflict.stuck import quarrel_of_one, quarrels_in, stuck_agents
from scheduler.model.escalation.kinds import tight_labels
from scheduler.model.escalation.lines.promised import promised
from scheduler.model.horizon.decided import Decided
from scheduler.model.run.run import Run
from scheduler.model.settings import SolveSettings
from scheduler.operation import Agent, Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.alone import without_tracks
from scheduler.problem.needs.spared import without_tiers
from scheduler.problem.pose import Effort, pose
from scheduler.problem.weeks.edge import without_first_hours
from scheduler.problem.weeks.part import Part, Parts
from scheduler.requirement import Requirement

FREE = 2
"""The value of `Portion.loose` that frees an agent of any pace."""
MOST_ARCS = 8_000_000
"""The most arcs of a problem that is kept in memory; each takes some 50 bytes."""


class Posing:
    """Cuts windows out and poses them; agents without a line get other weeks before, or are named in a conflict."""

    def __init__(
        self,
        operation: Operation,
        horizon: Horizon,
        requirement: Requirement,
        settings: SolveSettings,
        decided: Decided,
    ) -> None:
        self.operation, self.horizon, self.settings, self.decided = operation, horizon, settings, decided
        self.parts = Parts(operation, horizon, requirement, settings.seed)
        self.given_up: dict[str, Quarrel] = {}
        self.unpaced: list[Agent] = []
        """Agents who had to leave the even pace in the last window: they are likely to have to again."""
        hopeless = [] if settings.give_up else self.parts.carrying.hopeless()
        if hopeless:
            raise Conflict("\n".join(str(quarrel_of_one(operation, horizon, *row)) for row in hopeless))

    def posed(self, weeks: range) -> tuple[Part, Problem]:
        """The window as a problem in which everybody has a line; raises `Conflict`, `NoRoster` and `TooLarge`."""
        self.parts.turn()
        loose = self._loosened(weeks, self.unpaced, {})
        while True:
            part = self.part(weeks, loose=loose)
            problem = self.problem(part)
            stuck = stuck_agents(part.operation, problem)
            if not stuck:
                self.unpaced = [agent for agent in self.operation.agents if agent.id in loose]
                return part, problem
            more = self._loosened(weeks, stuck, loose)
            if more != loose:
                loose = more
            elif not self._quarrelled(part, stuck):
                self._free(stuck, weeks)

    def _loosened(self, weeks: range, people: list[Agent], loose: Mapping[str, int]) -> dict[str, int]:
        """Agent -> `Portion.loose` that gives the agent a line, found by posing these few people alone."""
        found, left = dict(loose), people if weeks.stop < self.horizon.weeks else []
        while left:
            part = self.parts.of_some(self.part(weeks, loose=found), left, self.decided.duties)
            stuck = stuck_agents(part.operation, self.problem(part))
            left = [agent for agent in stuck if found.get(agent.id, 0) < FREE]
            found |= {agent.id: found.get(agent.id, 0) + 1 for agent in left}
        return found

    def part(self, weeks: range, pinned: int = 0, loose: Mapping[str, int] | None = None) -> Part:
        even = weeks.stop < self.horizon.weeks and not pinned
        return self.parts.cut(weeks, pinned, self.decided.duties, self.decided.activities, even, loose)

    def problem(self, part: Part, go_on: Callable[[], bool] = lambda: True) -> Problem:
        limits = part.limits | {name: one.instead for name, one in self.given_up.items()}
        goals, burdened = self.settings.only_goals, part.burdened
        effort = Effort(MOST_ARCS, go_on)
        problem = pose(part.operation, part.horizon, part.requirement, goals, limits, burdened, effort)
        problem = promised(part.operation, problem)
        return without_tiers(problem, part.operation, tight_labels(self.operation, self.horizon))

    def _quarrelled(self, part: Part, stuck: list[Agent]) -> bool:
        """Whether limits conflict here whatever was decided; raises `Conflict` unless they may be given up."""
        found = quarrels_in(self.operation, part.horizon, stuck)
        if found and not self.settings.give_up:
            raise Conflict("\n".join(str(one) for one in found))
        self.given_up |= {one.agent.id: one for one in found}
        return bool(found)

    def _free(self, stuck: list[Agent], weeks: range) -> None:
        """Lines anew for agents whom the weeks before leave none: of one, two, four ... weeks before, and of these."""
        left, back = stuck, 1
        while left:
            first, names = max(0, weeks.start - back), [agent.id for agent in left]
            self.decided.forget(first, frozenset(names))
            whole = self.part(range(first, weeks.stop), loose=dict.fromkeys(names, FREE))
            part = self.parts.of_some(whole, left, self.decided.duties)
            still = stuck_agents(part.operation, self.problem(part))
            able = [agent for agent in left if agent not in still]
            if able:
                self._line_up(self.parts.of_some(part, able, self.decided.duties), weeks.start)
            if still and first == 0:
                self._give_in(still, weeks)
            left, back = still, 2 * back

    def _line_up(self, part: Part, week: int) -> None:
        """Each of the part's people takes the best line for what the others leave, up to that week."""
        run = Run(self.problem(part), replace(self.settings, time_limit=0.0, start=None), time.perf_counter(), None)
        run.work(part.operation)
        self.decided.keep(part, run, week)

    def _give_in(self, stuck: list[Agent], weeks: range) -> NoReturn:
        """Agents without a line from the horizon's first day on: limits that count all of it conflict."""
        if weeks.stop == self.horizon.weeks:
            raise Conflict("\n".join(map(str, quarrels(self.operation, self.horizon, stuck))))
        names = ", ".join(agent.id for agent in stuck)
        raise NoRoster(f"{names}: no line was found week by week; loosen limits that count the whole horizon")

    def alone(self, weeks: range, go_on: Callable[[], bool] = lambda: True) -> Problem | None:
        """The problem of the weeks as if there were no others: the bounds of all such parts sum to one of the horizon.

        None where somebody has no line in them, so that there is nothing to bound.
        """
        part = self.parts.alone(weeks)
        problem = self.problem(part, go_on)
        if stuck_agents(part.operation, problem):
            return None
        return problem if weeks.start == 0 else without_tracks(without_first_hours(problem))
