"""The last phase for those whose shifts decide who takes over a duty: tidied on trial, and its duties dealt out anew.

The search does not know which of the people at work hold a duty that is dealt out over finished shifts. The roster is
tidied as if that did not matter; where a duty then stays open or changes hands more often, only shifts go in which
nobody holds a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.escalation.dealing.changes import changes_in
from scheduler.model.escalation.dealing.hand import PlanInHand
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.run.run import Run
from scheduler.model.search.engine import Found
from scheduler.model.settings import SolveSettings
from scheduler.model.tidy.blocks import Blocks
from scheduler.model.tidy.last_phase import clock_of, tidied
from scheduler.model.tidy.obliged import fixed_shifts, takers
from scheduler.model.tidy.tidying import Tidy
from scheduler.model.whole.outranked import open_in_order
from scheduler.operation import BoolArray, Operation
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span
from scheduler.result import Result
from scheduler.roster import HANDOVER

SHARE = 0.5
"""Share of the last phase's time that each trial has."""
QUICK = 1.0
"""Seconds: duties that are dealt out faster may be dealt out again after the time limit."""
Told = Callable[[PlanInHand | None, bool], Result]
"""The result of the roster on the board: its duties are dealt out anew from a given plan, or stay as planned."""


@dataclass(frozen=True)
class TidiedDuties:
    """Tries rosters with less work for the agents who may hold a duty that is dealt out."""

    run: Run
    operation: Operation
    horizon: Horizon
    settings: SolveSettings
    told: Told

    def best(self, plan: PlanInHand | None) -> Result:
        """The result of the roster on the board, tidied if no duty is then open longer or changes hands more often.

        `plan` says who holds what of the duties that the roster was made for.
        """
        begun = self.run.seconds()
        before = self.told(plan, True)
        dear = self.settings.iterations is None and self._is_dear(self.run.seconds() - begun)
        best, who = self.run.board.best, sorted({*takers(self.operation, self.horizon), *self.run.untouched})
        if best is None or self.run.stopped_by == "interrupt" or not who:
            return before
        if dear:
            return self._thinned(before)
        for stays, known in self._trials(before, plan):
            again = tidied(self.run, self.operation, self.settings, stays, SHARE)
            if not np.array_equal(again.letter[who], best.letter[who]):
                after = self._told_of(again, known)
                if self._worth(after) <= self._worth(before):
                    return self._evened(after)
                self.run.board.best = best
        return self._evened(before)

    def _is_dear(self, took: float) -> bool:
        """Whether there is no time to deal duties out once more, which takes so many seconds."""
        return took > QUICK and self.run.seconds() + 2 * took > self.settings.time_limit

    def _thinned(self, before: Result) -> Result:
        """The result without needless shifts in which nobody holds a place, with the same holders."""
        best, (*_, (stays, held)) = self.run.board.best, self._trials(before, None)
        assert best is not None
        free = self.run.problem if self.run.plan is None else self.run.bounding  # else a plan obliges that is past
        again = Tidy(self.operation, free, stays).without_needless(best, clock_of(self.run, self.settings, SHARE))
        dearer = self.run.measure is not None and self.run.measure.steps(again) > self.run.measure.steps(best)
        if dearer or np.array_equal(again.letter, best.letter):
            return before
        after = self._told_of(again, held, anew=False)
        if self._worth(after) <= self._worth(before):
            return after
        self.run.board.best = best
        return before

    def _told_of(self, found: Found, plan: PlanInHand | None, anew: bool = True) -> Result:
        self.run.board.best = found
        return self.told(plan, anew)

    def _evened(self, before: Result) -> Result:
        """The result with blocks that are held at work handed over with their shifts, where that is more even."""
        best = self.run.board.best
        assert best is not None
        stays = fixed_shifts(self.operation, self.run, self.settings, best)
        blocks = Blocks(self.operation, self.horizon, self.run.problem, best, self._held(before), stays)
        again, held = blocks.evened(clock_of(self.run, self.settings, SHARE))
        dearer = self.run.measure is not None and self.run.measure.steps(again) > self.run.measure.steps(best)
        if dearer or np.array_equal(again.letter, best.letter):
            return before
        after = self._told_of(again, held)
        if self._worth(after) <= self._worth(before):
            return after
        self.run.board.best = best
        return before

    def _trials(self, before: Result, plan: PlanInHand | None) -> Iterator[tuple[BoolArray, PlanInHand | None]]:
        """Days [agent, day] on which shifts stay, and the current plan: none first, then those of who holds a place."""
        best = self.run.board.best
        assert best is not None
        stays = fixed_shifts(self.operation, self.run, self.settings, best)
        yield stays.copy(), plan
        held = self._held(before)
        for a, agent in enumerate(self.operation.agents):
            spans = [span for (_, name), own in held.items() if name == agent.id for span in own]
            for day in self._days(a, spans):
                stays[a, day] = True
        yield stays, held

    def _held(self, result: Result) -> dict[tuple[str, str], list[Span]]:
        """(label of a placed tier, agent) -> when the agent holds a place: sorted and disjoint spans."""
        placed = {(tier.cover.name, tier.name): tier for tier in placed_tiers(self.operation, self.horizon)}
        found: dict[tuple[str, str], list[Span]] = {}
        for row in result.roster.held or ():
            tier = placed.get((row.cover, row.tier))
            if tier is not None and row.agent and row.kind != HANDOVER:
                span = self.horizon.minute(row.start), self.horizon.minute(row.end)
                found.setdefault((tier.label, row.agent), []).append(span)
        return {key: merged(own) for key, own in found.items()}

    def _days(self, a: int, spans: Sequence[Span]) -> Iterator[int]:
        """Days on which the agent has a shift that touches one of the spans, or the time of an overlap before it."""
        problem, best = self.run.problem, self.run.board.best
        assert best is not None
        variants, tick = problem.variants, problem.grid.tick_minutes
        longest = max((cover.handover_minutes for cover in self.operation.cover), default=0)
        for day in np.flatnonzero(best.letter[a] >= 0):
            v = best.letter[a, day]
            start, end = int(variants.start[v]) * tick, int(variants.end[v]) * tick
            if any(low - longest < end and start < high for low, high in spans):
                yield int(day)

    def _worth(self, result: Result) -> tuple[Sequence[float], int, float]:
        """Open hours the most urgent first, then changes of hands, then points as they are believed."""
        opened = open_in_order(self.operation, self.horizon, result.roster)
        changes = changes_in(self.operation, self.horizon, result.roster)
        return opened, changes, round(_points(result.believed), 3)


def _points(believed: Mapping[str, float]) -> float:
    return sum(believed.values())
