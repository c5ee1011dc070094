"""Blocks of a duty at work handed over, or exchanged, with the shifts in which they are held, so that they are even.

A duty that is dealt out over finished shifts can be no more even than these. Here a block moves with its shifts: to
another agent who may hold it, while every limit on shifts holds, points do not rise, and sharing is more even.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from scheduler.clock import Horizon
from scheduler.model.escalation.dealing.hand import PlanInHand
from scheduler.model.escalation.kinds import placed_tiers
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.tables import tables_of
from scheduler.model.search.engine import Found
from scheduler.model.search.measure import ledger_of
from scheduler.model.tidy.exchanges import RING, tally, turned
from scheduler.model.tidy.sharing import sharing_of
from scheduler.operation import BoolArray, Operation
from scheduler.operation.duty_blocks import blocks_of
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.away import Span

TURNS = 20
"""Rounds at most over all blocks."""
Holdings = dict[tuple[str, str], list[Span]]
"""(label of a tier, agent) -> when the agent holds a place, minutes from the horizon's start."""


class Blocks:
    """The placed tiers that are held at work, and who holds them in a roster."""

    def __init__(
        self, operation: Operation, horizon: Horizon, problem: Problem, found: Found, held: PlanInHand, stays: BoolArray
    ) -> None:
        """`stays` [agent, day] are obliged."""
        self.problem, self.found, self.stays = problem, found, stays
        self.held: Holdings = {key: [*own] for key, own in held.items()}
        self.tiers = {tier.label: tier for tier in placed_tiers(operation, horizon) if not tier.on_call}
        self.blocks = {label: blocks_of(operation, horizon, tier.cover) for label, tier in self.tiers.items()}
        self.names = [agent.id for agent in operation.agents]
        self.able = {label: [a for a, agent in enumerate(operation.agents) if tier.staffed_by(agent)]
                     for label, tier in self.tiers.items()}  # fmt: skip
        self.tables, self.share = tables_of(problem), sharing_of(operation, problem)
        self.scratch, self.ledger = scratch_of(self.tables), ledger_of(problem, self.tables, found)
        self.totals = np.zeros_like(self.share.before)
        for a in range(len(self.names)):
            tally(self.tables, self.ledger, self.share, self.totals, a)

    def evened(self, go_on: Callable[[], bool]) -> tuple[Found, Holdings]:
        """The roster once no block can move, and who holds what in it."""
        for _ in range(TURNS):
            moved = [self._moved(*one) for one in [*self._units()] if go_on()]
            if not any(moved):
                break
        points = float(self.ledger.points[0])
        letter, pause = self.ledger.letter.copy(), self.ledger.pause.copy()
        return replace(self.found, letter=letter, pause=pause, points=points), self.held

    def _units(self) -> Iterator[tuple[str, int, Span]]:
        """(label, agent, span) of each block of which the agent holds a part."""
        number = {name: a for a, name in enumerate(self.names)}
        for label, blocks in self.blocks.items():
            own = [(number[name], spans) for (one, name), spans in sorted(self.held.items()) if one == label]
            for block in blocks:
                for a, spans in own:
                    if any(start < block.end and block.start < end for start, end in spans):
                        yield label, a, (block.start, block.end)

    def _moved(self, label: str, a: int, span: Span) -> bool:
        """Whether the block of the agent has gone to another, in exchange for what the other does on these days."""
        days = self._days(a, label, span)
        if not days:
            return False
        chosen = np.zeros(self.problem.grid.days, dtype=np.bool_)
        chosen[days] = True
        ring, moved = np.zeros(RING, dtype=np.int64), np.zeros(len(self.names), dtype=np.bool_)
        for b in self.able[label]:
            if b != a and self._may_exchange(a, b, days):
                spans = [(one, self._spans(one, days)) for one in (a, b)]
                ring[:2] = a, b
                turned(self.tables, self.ledger, self.scratch, self.share, self.stays, self.totals, ring, 2,
                       chosen, days[0], days[-1] + 1, moved)  # fmt: skip
                if moved[a]:
                    self._hand_over(a, b, dict(spans))
                    return True
        return False

    def _days(self, a: int, label: str, span: Span) -> list[int]:
        """Days of the agent's shifts in which a part of the block is held."""
        own = [one for one in self.held.get((label, self.names[a]), ()) if one[0] < span[1] and span[0] < one[1]]
        return [day for day, shift in self._shifts(a) if any(_meet(shift, one) for one in own)]

    def _shifts(self, a: int) -> list[tuple[int, Span]]:
        variants, tick = self.problem.variants, self.problem.grid.tick_minutes
        row = self.ledger.letter[a]
        return [(int(day), (int(variants.start[row[day]]) * tick, int(variants.end[row[day]]) * tick))
                for day in np.flatnonzero(row >= 0)]  # fmt: skip

    def _spans(self, a: int, days: Sequence[int]) -> Holdings:
        """What the agent holds in shifts of these days."""
        shifts = [shift for day, shift in self._shifts(a) if day in days]
        return {(label, self.names[a]): [one for one in self.held.get((label, self.names[a]), ())
                                         if any(_meet(shift, one) for shift in shifts)]
                for label in self.tiers}  # fmt: skip

    def _may_exchange(self, a: int, b: int, days: Sequence[int]) -> bool:
        """Whether each may hold what the other holds on these days."""
        pairs = ((a, b), (b, a))
        return all(to in self.able[label] for one, to in pairs for (label, _), own in self._spans(one, days).items()
                   if own)  # fmt: skip

    def _hand_over(self, a: int, b: int, spans: dict[int, Holdings]) -> None:
        """Exchange what the two hold in the shifts that they have exchanged."""
        for label in self.tiers:
            left = {one: [span for span in self.held.get((label, self.names[one]), ())
                          if span not in spans[one][label, self.names[one]]] for one in (a, b)}  # fmt: skip
            for one, to in ((a, b), (b, a)):
                self.held[label, self.names[to]] = sorted([*left[to], *spans[one][label, self.names[one]]])


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
