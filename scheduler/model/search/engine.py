"""Searchers that improve a complete roster, one a thread; the best roster is shared."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scheduler.model.deferred.deferral import Deferral
from scheduler.model.lines.gains import no_gains
from scheduler.model.lines.scratch import scratch_of
from scheduler.model.lines.standing import Ledger, empty_ledger
from scheduler.model.lines.tables import Tables, tables_of
from scheduler.model.search import search
from scheduler.model.search.guide import Guide, regret_all
from scheduler.operation import FloatArray, IntArray
from scheduler.problem.arrays.problem import Problem

SLICE_SECONDS = 0.15
"""How long compiled code runs before a searcher looks at the clock."""
SLICE_ROUNDS = 100
"""How many rounds it runs where the clock does not count."""
HOT, WARM, COLD = 2.0, 0.3, 0.03
"""Heat at the start of a search, of one that goes on from a good roster, and at the end, in the unit of `_unit`.

Measured on 200 agents, eight searches of 30 s each: from 1 to 0.01 they end at 5.13 % missing, as below 0.05 next to
nothing gets better; from 1 to 0.03 at 5.12 %, from 2 to 0.03 at 5.10 %; from 0.4 or less (five searches) at 5.20 % and
above.
"""
MILD, FINE = 1.0, 0.01
"""Heat without queues: at the start, and at the end as a share of that, as single points of wishes count there."""
PLAN_EVERY = 15
"""Deferred work is planned anew after so many times the seconds that planning took: it is slow, and changes little."""
MOST_KNOWN = 40
"""Lines of an agent that are remembered for CP-SAT to choose from."""
NOISE, GUIDED_NOISE = 3.0, 0.4
"""Points of noise for a variant, as a share of the heat: without and with the bound's prices, which it would blur."""
MANY_ROUNDS = 600
"""An agent: with fewer to come there is less noise, down to none. Measured on 200, 1,000 and 5,000 agents."""
Known = dict[int, dict[bytes, IntArray]]
"""Agent -> lines, by their bytes."""


@dataclass
class Found:
    """A complete roster: lines, breaks, the plan of deferred work, and what the model counts for it."""

    points: float
    letter: IntArray
    pause: IntArray
    plan: FloatArray
    seconds: float


class Board:
    """The best roster met by any searcher."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.lines: dict[int, dict[bytes, tuple[IntArray, IntArray, IntArray]]] = {}
        """Agent -> the last few different lines that the search gave it: variants, starts and lengths of breaks."""
        self.best: Found | None = None
        self.first_seconds = 0.0
        self.root: Known = {}
        """Lines that everybody's relaxation uses, once it is solved; only if headcount is all that binds people."""
        self.guide: Guide | None = None
        """What the bound's prices tell the search, once they say something."""

    def offer(self, found: Found) -> None:
        with self._lock:
            if self.best is None:
                self.first_seconds = found.seconds
            if self.best is None or found.points < self.best.points - 1e-6:
                self.best = found

    def propose(self, letter: IntArray, pause: IntArray, length: IntArray) -> None:
        """Remember the lines of a roster, a few different ones an agent."""
        with self._lock:
            for a in range(len(letter)):
                known = self.lines.setdefault(a, {})
                key = pause[a].tobytes() + letter[a].tobytes()
                if key not in known:
                    if len(known) >= MOST_KNOWN:
                        del known[next(iter(known))]
                    known[key] = (letter[a].copy(), pause[a].copy(), length[a].copy())

    @property
    def points(self) -> float:
        return self.best.points if self.best else np.inf


class Searcher:
    """One line of search: a ledger of its own, its own random numbers."""

    def __init__(self, problem: Problem, board: Board, seed: int, started: float) -> None:
        self.problem, self.board, self.started = problem, board, started
        self.tables: Tables = tables_of(problem)
        self.deferral = Deferral(problem)
        self.scratch = scratch_of(self.tables)
        self.gains = no_gains(problem)
        self.ledger: Ledger = empty_ledger(problem, self.deferral.need())
        self.random = np.random.default_rng(seed)
        self.seed = seed
        self.agents = np.flatnonzero(problem.people.entry >= 0).astype(np.int64)
        self.unit = _unit(problem)
        self.seen: tuple[Guide | None, Ledger | None] = (None, None)
        """The guide and the ledger that regrets are of."""
        self.rounds = 8
        self.in_all = 0.0
        """Rounds that the search has time or budget for."""

    def construct(self) -> None:
        """A complete roster: each agent in turn takes the best line for what is missing then."""
        self._fill(self.agents)

    def resume(self, letter: IntArray, pause: IntArray, without: IntArray) -> None:
        """A complete roster from given lines; agents `without` one take the best for what is missing then."""
        self.ledger.letter[:], self.ledger.pause[:] = letter, pause
        search.enter_all(self.tables, self.ledger)
        self.deferral.replan(self.tables, self.ledger)
        self._fill(np.intersect1d(without, self.agents))

    def _fill(self, agents: IntArray) -> None:
        order = self.random.permutation(agents)
        search.seed(self.seed)
        kept = search.Lines(self.ledger.letter, self.ledger.pause, self.ledger.length)
        if order.size:
            self._improve(order, 0.0, 0, kept, np.zeros(1))
        self.deferral.replan(self.tables, self.ledger)
        self._offer(self.ledger.letter, self.ledger.pause, float(self.ledger.points[0]))

    def restart(self, found: Found | None = None) -> None:
        """Go on from a roster, or from the best on the board."""
        best = found or self.board.best
        assert best is not None
        self.deferral.plan[:] = best.plan
        self.ledger = empty_ledger(self.problem, self.deferral.need())
        self.ledger.letter[:], self.ledger.pause[:] = best.letter, best.pause
        search.enter_all(self.tables, self.ledger)

    def trust(self, guide: Guide | None) -> None:
        """Give lines anew with an eye on the bound's prices, to those who regret most at them sooner.

        Measured: what is missing now only tells too few from too many, and a thousand agents took ten times as long to
        come within half a percent of the bound; what is above it halved again where regret says whose turn it is.
        """
        if self.seen[0] is guide and self.seen[1] is self.ledger:
            return
        self.seen, gains = (guide, self.ledger), self.gains
        gains.trust[1] = 0.0 if guide is None else 1.0
        if guide is not None:
            gains.guide[:], gains.cover[:] = guide.rates, guide.cover
            gains.people[:], gains.best[:] = guide.heads, guide.best
            regret_all(self.tables, self.ledger, gains)

    def run(self, until: float, go_on: Callable[[], bool], hot: float = HOT) -> None:
        """Anneal until the clock (seconds since the start) says so."""
        search.seed(self.seed)
        begun, searched, planned = self.seconds(), 0.0, 0.0
        while go_on() and self.seconds() < until and self.agents.size:
            share = (self.seconds() - begun) / max(until - begun, 1e-9)
            self.in_all = (until - begun) * self.rounds / SLICE_SECONDS
            start = time.perf_counter()
            self._slice(self._heat(hot, min(1.0, share)), self.rounds)
            spent = max(time.perf_counter() - start, 1e-4)
            self.rounds = int(np.clip(self.rounds * SLICE_SECONDS / spent, 1, 4 * self.rounds))
            searched += spent
            if searched >= PLAN_EVERY * planned:
                start = time.perf_counter()
                self.deferral.replan(self.tables, self.ledger)
                searched, planned = 0.0, time.perf_counter() - start

    def repeat(self, rounds: int, go_on: Callable[[], bool], hot: float = HOT) -> None:
        """Anneal for so many rounds: the same each time, as nothing looks at the clock."""
        search.seed(self.seed)
        self.in_all = rounds
        for done in range(0, rounds if self.agents.size else 0, SLICE_ROUNDS):
            if not go_on():
                return
            self._slice(self._heat(hot, done / rounds), SLICE_ROUNDS)
            self.deferral.replan(self.tables, self.ledger)

    def _heat(self, hot: float, share: float) -> float:
        """Points of heat once that share of a search is over."""
        end = COLD / hot if self.problem.demand.queued else FINE
        cooled: float = end**share
        return self.unit * hot * cooled

    def _slice(self, heat: float, rounds: int) -> None:
        self.trust(self.board.guide)
        kept = search.Lines(self.ledger.letter.copy(), self.ledger.pause.copy(), self.ledger.length.copy())
        best = np.array([float(self.ledger.points[0])])
        self._improve(self.agents, heat, rounds, kept, best)
        self._offer(kept.letter, kept.pause, float(best[0]))
        if not self.problem.demand.queued:  # only then does anybody choose among lines that were met
            self.board.propose(kept.letter, kept.pause, kept.length)

    def _improve(self, agents: IntArray, heat: float, rounds: int, kept: search.Lines, best: FloatArray) -> None:
        many = min(1.0, self.in_all / (MANY_ROUNDS * self.agents.size))
        noise = heat * (GUIDED_NOISE * many if self.gains.trust[1] > 0 else NOISE)
        search.improve(self.tables, self.ledger, self.gains, self.scratch, agents, heat, noise, rounds, kept, best)

    def _offer(self, letter: IntArray, pause: IntArray, points: float) -> None:
        if points < self.board.points - 1e-6:
            found = Found(points, letter.copy(), pause.copy(), self.deferral.plan.copy(), self.seconds())
            self.board.offer(found)

    def seconds(self) -> float:
        return time.perf_counter() - self.started


def _unit(problem: Problem) -> float:
    """Points that heat is measured in: an agent-hour on the dearest queue, else the dearest person of a headcount."""
    hour = 60 / problem.grid.tick_minutes
    dearest = float(problem.demand.weight[problem.demand.counted].max(initial=0.0)) * hour
    return max(dearest, float(problem.demand.head_under.max(initial=0.0)), 1.0)
