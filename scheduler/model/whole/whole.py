"""A solve of the whole horizon at once: duties planned, rosters searched, holders named, everything told of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.errors import NoRoster
from scheduler.goals import GOALS
from scheduler.model.activities.unfold import unfolded
from scheduler.model.conflict.conflict import Quarrel
from scheduler.model.escalation.dealing.dealt import PRICED_EFFORT, Dealing
from scheduler.model.escalation.dealing.hand import PlanInHand
from scheduler.model.escalation.dealing.naming import named_by
from scheduler.model.escalation.plan import Effort
from scheduler.model.order.ordered import first_settings, searched
from scheduler.model.run.believed import believed, rounding
from scheduler.model.run.run import Run
from scheduler.model.settings import SolveSettings
from scheduler.model.whole.duties import Hopeless, Planning, counted, hopeless, planned, planned_over
from scheduler.model.whole.duty_told import with_duties
from scheduler.model.whole.outranked import (
    Outranked,
    first_share,
    is_easy,
    open_in_order,
    parted,
    second_share,
    unplanned_share,
)
from scheduler.model.whole.tidied_duties import TidiedDuties
from scheduler.operation import Operation
from scheduler.problem.arrays.problem import Problem
from scheduler.requirement import Requirement
from scheduler.result import DutyProof, GivenUp, Progress, Result

LEAST_PRICED, PRICED_WORKERS = 1.0, 8
"""Seconds and threads of CP-SAT that dealing duties out has at least where goals price windows.

Measured with 20 people over 200 days, two cores: with 2 threads 128 points after 17 s, with 8 the optimum of 2, proved.
"""
LAST = 10**5
"""A priority after all others."""


class Whole:
    """One solve of a problem that has all weeks of the horizon."""

    def __init__(
        self,
        operation: Operation,
        horizon: Horizon,
        requirement: Requirement,
        problem: Problem,
        settings: SolveSettings,
        started: float,
        progress: Callable[[Progress], None] | None,
        given_up: list[Quarrel],
    ) -> None:
        """`settings` are the search's, as `searching` says; `started` is the clock's reading when the time began."""
        self.operation, self.horizon, self.requirement = operation, horizon, requirement
        self.problem, self.settings, self.given_up = problem, settings, given_up
        self.started, self.progress = started, progress
        self.asked = counted(operation, settings)

    def solve(self) -> Result:
        """The best roster with its holders and bounds; raises `NoRoster`."""
        duties = planned(self.operation, self.problem, self.settings, self.started, self._seconds)
        if duties is None:
            return self._without_plan(self.settings)
        if is_easy(self.operation, self.horizon, duties):
            return self._dealt_after(duties)
        outranked = Outranked(self.operation, self.horizon, duties.light)
        if not outranked.open(duties.agreed.letter, duties.agreed.pause):
            return self._with_plan(duties, self.settings)[0]
        first, run = self._with_plan(duties, first_share(self.settings))
        best = run.board.best
        stands = best is None or run.stopped_by == "interrupt" or not outranked.open(best.letter, best.pause)
        return first if stands or outranked.proved(first) else self._again(duties, first)

    def _dealt_after(self, duties: Planning) -> Result:
        """A roster in which the plan binds nobody, if all duties can be dealt out over its shifts; else by the plan.

        Measured on the sample of the issue before: a plan that nobody needed cost the queues a tenth of their points.
        """
        free, bound = unplanned_share(self.settings)
        first = self._without_plan(free, duties.light)
        if not any(open_in_order(self.operation, self.horizon, first.roster)):
            return first
        return self._less_open(first, self._with_plan(duties, bound)[0])

    def _again(self, duties: Planning, first: Result) -> Result:
        """The best of the first roster, one without a plan, and one by a plan over that, where there is time for it."""
        alone, after = parted(second_share(self.settings, first.roster))
        second, run = self._released(duties, alone)
        less = self._less_open(first, second)
        late = self.settings.iterations is None and self._seconds() + duties.seconds > self.settings.time_limit
        if late or run.board.best is None or not any(open_in_order(self.operation, self.horizon, less.roster)):
            return less
        again = planned_over(self.operation, duties, run.board.best, after)
        return self._less_open(less, self._with_plan(again, after)[0])

    def _seconds(self) -> float:
        return time.perf_counter() - self.started

    def _without_plan(self, settings: SolveSettings, light: Problem | None = None) -> Result:
        """No duty binds the search, which counts what it can of them; they are dealt out over its shifts.

        `light` leaves out the tiers whose open minutes are counted as they are dealt out.
        """
        beyond = hopeless(self.operation, self.problem, settings)
        run = Run(self.problem, first_settings(settings), self.started, self.progress)
        if beyond is not None:
            least = f"{beyond.within(LAST):,.0f} min open whatever the shifts (CP-SAT, {beyond.seconds:.1f} s)"
            run.tell(Progress(self._seconds(), None, 0.0, f"duties: at least {least}"))
        return self._searched(run, settings, None, beyond, light)

    def _with_plan(self, duties: Planning, settings: SolveSettings) -> tuple[Result, Run]:
        """Holders of planned duties keep to the plan, while the bound is of every legal line."""
        agreed = duties.agreed
        lines = agreed.letter, agreed.pause, np.zeros(0, dtype=np.int64)
        run = Run(agreed.problem, first_settings(settings), self.started, self.progress, duties.light, lines)
        run.untouched = agreed.holders if duties.open_minutes else ()  # what is open may yet be dealt to them
        told = f"duties: {duties.open_minutes:,} min open, at least {duties.least_open:,.0f} (CP-SAT)"
        run.tell(Progress(run.seconds(), None, 0.0, told))
        return self._searched(run, settings, duties), run

    def _released(self, duties: Planning, settings: SolveSettings) -> tuple[Result, Run]:
        """Planned duties bind nobody and count for nothing in the search; they are dealt out over its shifts."""
        run = Run(duties.light, first_settings(settings), self.started, self.progress)
        run.untouched = duties.agreed.holders
        return self._searched(run, settings, replace(duties, agreed=replace(duties.agreed, held={}))), run

    def _searched(
        self,
        run: Run,
        settings: SolveSettings,
        duties: Planning | None,
        beyond: Hopeless | None = None,
        light: Problem | None = None,
    ) -> Result:
        _, order = searched(run, self.operation, self.requirement, settings)
        if light is not None:
            run.serving = light if run.serving is run.problem else run.serving
            run.problem = light

        def told(plan: PlanInHand | None, anew: bool) -> Result:
            result = replace(result_of(run, self.operation, self.given_up), order=order)
            effort = priced_effort(settings, self._seconds())
            dealing = Dealing(plan, anew, effort, settings.only_goals)
            return with_holders(self.operation, self.horizon, result, self.asked, dealing, run, duties, beyond)

        plan = None if duties is None else duties.agreed.held
        best = TidiedDuties(run, self.operation, self.horizon, settings, told).best(plan)
        return replace(best, seconds=self._seconds())

    def _less_open(self, first: Result, second: Result) -> Result:
        """The result with less duty open; with the bounds of both, which hold for every roster."""
        one, other = (open_in_order(self.operation, self.horizon, result.roster) for result in (first, second))
        taken = second if other < one else first
        bounds = {goal: max(bound, first.bounds.get(goal, 0.0)) for goal, bound in second.bounds.items()}
        return replace(
            taken,
            bound=max(first.bound, second.bound),
            bounds=first.bounds | bounds,
            seconds=second.seconds,
            first_roster_seconds=first.first_roster_seconds,
            story=(*first.story, *second.story),
            duty=_strongest(taken.duty, first.duty, second.duty),
        )


def _strongest(taken: DutyProof | None, *proofs: DutyProof | None) -> DutyProof | None:
    """The proof of the roster that is taken, with the greatest least of all."""
    known = [proof for proof in proofs if proof is not None]
    if taken is None:
        return None
    least = {one: max(proof.least.get(one, 0.0) for proof in known) for one in taken.least}
    return replace(taken, least=least, seconds=sum(proof.seconds for proof in known))


def result_of(run: Run, operation: Operation, given_up: list[Quarrel]) -> Result:
    """The best roster with everything said about it."""
    best = run.board.best
    if best is None:
        raise NoRoster("no complete roster was found in the time given; give more with --time-limit")
    done = unfolded(operation, run.serving, best.letter, best.pause, best.plan)
    goals = run.settings.only_goals or tuple(GOALS)
    bounds, told = bounds_of(run), believed(run.problem, run.serving, best, done, goals)
    return Result(
        roster=done.roster,
        believed=told,
        rounding=rounding(run.problem, done, told),
        bound=run.proof.whole,
        bounds=bounds,
        seconds=run.seconds(),
        first_roster_seconds=run.board.first_seconds,
        seed=run.settings.seed,
        workers=run.settings.workers,
        stopped_by=run.stopped_by,
        story=tuple(run.story),
        given_up=tuple(GivenUp(one.agent.id, limit.name, one.change) for one in given_up for limit in one.loosened),
    )


def bounds_of(run: Run) -> dict[str, float]:
    """Bounds of goals alone: 0 where nothing better is known."""
    chosen = run.settings.only_goals or tuple(GOALS)
    if run.settings.iterations is not None and len(chosen) != 1:
        run.proof.alone.by_day()
    return run.proof.bounds(chosen)


def priced_effort(settings: SolveSettings, spent: float) -> Effort:
    """The effort of dealing duties out if goals price windows: the seconds left of the time limit."""
    if settings.iterations is not None:
        return PRICED_EFFORT
    limit = settings.whole_limit or settings.time_limit
    return Effort(max(LEAST_PRICED, limit - spent), workers=max(PRICED_WORKERS, settings.workers))


def with_holders(
    operation: Operation,
    horizon: Horizon,
    result: Result,
    asked: bool,
    dealing: Dealing | None = None,
    run: Run | None = None,
    duties: Planning | None = None,
    beyond: Hopeless | None = None,
) -> Result:
    """The result with its holders named, and with what is known of duties that the search does not count."""
    roster, dealt = named_by(operation, horizon, result.roster, dealing)
    return with_duties(operation, horizon, replace(result, roster=roster), dealt, run, duties, beyond, asked)
