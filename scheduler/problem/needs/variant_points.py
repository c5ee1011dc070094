"""Points of single variants of shifts, by goal: agents and days with the same points share them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from scheduler.goals.terms.duty import refuse_negative
from scheduler.goals.terms.own import OwnShifts
from scheduler.goals.terms.spoken import Terms
from scheduler.operation import Agent, FloatArray, IntArray, Operation
from scheduler.problem.arrays.problem import Grid, Variants


class VariantPoints:
    """Numbers the points of every variant of every agent and day: see `People.variant_first`."""

    def __init__(self, grid: Grid, terms: Terms, variants: Variants) -> None:
        self.grid, self.variants = grid, variants
        self.said = terms.of(OwnShifts)
        self.days = list(grid.horizon.dates())
        self._tables: dict[Hashable, Sequence[FloatArray]] = {}
        self._known: dict[tuple[int, bytes], int] = {}
        self._blocks: list[FloatArray] = []
        self._size = 0

    def of(self, operation: Operation, alphabet: IntArray) -> tuple[dict[str, FloatArray], IntArray]:
        """Return goal -> points, and [agent, day] where the points of the day's variants begin.

        `alphabet` [agent] is the number of each agent's alphabet.
        """
        first = np.zeros((len(operation.agents), self.grid.days), dtype=np.int64)
        for row, agent in enumerate(operation.agents if self.said else ()):
            tables = [self._table(place, agent, int(alphabet[row])) for place in range(len(self.said))]
            for day, blocks in enumerate(zip(*tables, strict=True)):
                first[row, day] = self._place(np.stack(blocks))
        found: dict[str, FloatArray] = {}
        flat = np.concatenate(self._blocks, axis=1) if self._blocks else np.zeros((len(self.said), 0))
        for (goal, _), points in zip(self.said, flat, strict=True):
            found[goal] = found.get(goal, 0.0) + points
        return found, first

    def _table(self, place: int, agent: Agent, alphabet: int) -> Sequence[FloatArray]:
        """Points [day][variant] by one term."""
        term = self.said[place][1]
        key = place, alphabet, agent.site, agent.time_zone, agent.contract, term.alike(agent)
        if key not in self._tables:
            letters, first = self.variants.letter, self.variants.first[alphabet]
            spans = zip(self.days, first[:-1], first[1:], strict=True)
            rows = ([term.points(agent, day, letter) for letter in letters[low:high]] for day, low, high in spans)
            self._tables[key] = [np.array(row, dtype=np.float64) for row in rows]
        return self._tables[key]

    def _place(self, block: FloatArray) -> int:
        """The index at which the points [term, variant] of a day begin; days with the same points share it."""
        refuse_negative("OwnShifts", block.flat)
        key = block.shape[1], block.tobytes()
        if key not in self._known:
            self._known[key] = self._size
            self._blocks.append(block)
            self._size += block.shape[1]
        return self._known[key]
