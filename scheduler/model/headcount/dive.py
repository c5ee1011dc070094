"""Dives from the relaxation over lines to a roster: line after line is fixed, and lines are priced again in between.

Diving with column generation (Sadykov, Vanderbeck, Pessoa, Tahiri & Uchoa 2019). Which line is next is drawn by shares.
Where the relaxation says that the roster cannot be as good as asked, the line is let go and another one is drawn.
Measured on Curtois & Qu: a dive takes half a second on instances 6 and 7, two on 8; most are cut short, and one of 15
(instance 7) to 120 (instance 6) ends at the optimum.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from scheduler.model.bound.relaxation import Relaxation
from scheduler.operation import IntArray

SURE = 0.999
"""Shares from which on a line is taken as whole: the rest is the linear program's rounding."""
ROUNDS = 20
"""Most rounds of pricing after each line that was fixed: a dive that needs more is cut short, now and then wrongly."""
CLOSE = 0.1
"""Points between value and bound that pricing leaves."""
LETTING_GO = 5
"""How often a dive lets a line go before it ends."""
Row = tuple[float, int, IntArray]


class Dive:
    """One dive; `most` is what the relaxation may come to at any depth, `greed` the power that shares are drawn by."""

    def __init__(self, relaxation: Relaxation, most: float, greed: float, random: np.random.Generator) -> None:
        self.relaxation, self.most, self.greed, self.random = relaxation, most + 1e-6, greed, random
        self.taken: dict[int, IntArray] = {}
        self.left = LETTING_GO

    def lines(self, go_on: Callable[[], bool]) -> dict[int, IntArray] | None:
        """Everybody's line; None where it came to more than asked, or somebody asks to stop."""
        while len(self.taken) < self.relaxation.agents.size:
            if not self._deeper(go_on):
                return None
        return self.taken

    def _deeper(self, go_on: Callable[[], bool]) -> bool:
        """Fix what is sure, or else one line by chance."""
        rows = self.relaxation.fractions()
        sure = [row for row in rows if row[0] > SURE]
        chosen = sure or [self._drawn(rows)]
        for _, a, letter in chosen:
            self.relaxation.fix(a, letter)
            self.taken[a] = letter
        return self._hopeful(go_on) or (not sure and self._let_go(chosen[0], go_on))

    def _hopeful(self, go_on: Callable[[], bool]) -> bool:
        """Whether the relaxation still allows a roster as good as asked, and nobody asks to stop."""
        return self.relaxation.solve(go_on, ROUNDS, self.most, CLOSE) and self.relaxation.value <= self.most

    def _drawn(self, rows: list[Row]) -> Row:
        shares = np.array([row[0] for row in rows]) ** self.greed
        return rows[int(self.random.choice(len(rows), p=shares / shares.sum()))]

    def _let_go(self, row: Row, go_on: Callable[[], bool]) -> bool:
        """Never take that line; whether there is a way on without it."""
        self.left -= 1
        _, a, letter = row
        del self.taken[a]
        self.relaxation.forbid(a, letter)
        return self.left >= 0 and self._hopeful(go_on)
