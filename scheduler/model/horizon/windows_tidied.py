"""The last phase of a long horizon: window by window once more, each of which knows what all other weeks hold."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from scheduler.model.horizon.posing import Posing
from scheduler.model.horizon.shape import LOOK_AHEAD
from scheduler.model.horizon.window_guard import WindowGuard
from scheduler.model.order.ordered import measure_of
from scheduler.model.run.run import Run
from scheduler.model.search.fold import fold
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.last_phase import tidy_seconds
from scheduler.model.tidy.obliged import obliged
from scheduler.model.tidy.sharing import loads_of
from scheduler.model.tidy.tidying import Tidy
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.automata.automaton import Stopped, TooLarge
from scheduler.problem.weeks.part import Part
from scheduler.roster import Roster

SHARE = 0.15
"""Share of the time limit at most for posing all windows once more."""


class TidiedWindows:
    """Takes needless shifts out of a long horizon and shares what is left evenly over all of its weeks."""

    def __init__(self, posing: Posing, guard: WindowGuard, settings: SolveSettings) -> None:
        self.posing, self.decided, self.guard, self.settings = posing, posing.decided, guard, settings
        self.operation, self.horizon = posing.operation, posing.horizon

    def seconds(self, size: int, posing: Sequence[float]) -> float:
        """Seconds of the time limit to keep for this phase; `posing` are the seconds that posing each window took."""
        windows, limit = -(-self.horizon.weeks // size), self.settings.time_limit
        each = sum(posing) / len(posing) if posing else 0.0
        return tidy_seconds(limit) + min(windows * each, SHARE * limit)

    def work(self, size: int, go_on: Callable[[], bool]) -> None:
        """Go once through the horizon, `size` weeks at a time, until `go_on` says that the time is over."""
        for first in range(0, self.horizon.weeks, size):
            if not go_on():
                return
            stop = min(first + size, self.horizon.weeks)
            pinned = min(LOOK_AHEAD, self.horizon.weeks - stop)
            part = self.posing.part(range(first, stop + pinned), pinned)
            try:
                problem = self.posing.problem(part, go_on)
            except Stopped:
                return
            except TooLarge:
                continue
            self._tidy(part, problem, range(first, stop), go_on)

    def _tidy(self, part: Part, problem: Problem, weeks: range, go_on: Callable[[], bool]) -> None:
        """Tidy one window and keep it, if it is legal in the whole horizon and no worse in order."""
        here = Roster(tuple(duty for duty in self.decided.duties if part.horizon.holds(duty.day)))
        breaks = int(problem.plans.slot.max(initial=-1)) + 1
        if fold(part.operation, problem, here, breaks)[2].size:
            return
        nothing = replace(self.settings, time_limit=0.0, iterations=None, start=here)
        run = Run(problem, nothing, time.perf_counter(), None)
        run.work(part.operation)
        best = run.board.best
        assert best is not None
        stays = obliged(part.operation, run, replace(self.settings, start=given_in(part, self.settings.start)), best)
        outside = [duty for duty in self.decided.duties if not part.horizon.holds(duty.day)]
        tidy = Tidy(part.operation, problem, stays, loads_of(self.operation, self.horizon, outside))
        run.board.best = tidy.tidied(best, self.settings.seed, go_on)
        measure = measure_of(problem, part.operation, part.requirement, self.settings)
        if measure is not None and measure.steps(run.board.best) > measure.steps(best):
            return
        done = self.decided.exchange(part, run, weeks.stop)
        if done is not None:
            self.guard.hold(part, run, done, weeks)


def given_in(part: Part, given: Roster | None) -> Roster | None:
    """What a given roster says of the part's weeks; None where it says nothing."""
    here = tuple(duty for duty in (given.duties if given else ()) if part.horizon.holds(duty.day))
    return replace(given, duties=here) if given is not None and here else None
