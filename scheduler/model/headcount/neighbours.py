"""Dives from everybody's relaxation, and neighbourhoods that price again: some agents' lines are found anew at once.

Where headcount alone binds people, the relaxation over lines is all but exact, and most of the time goes to dives from
it. Around a neighbourhood the others stand still. It is asked whether it can help at all (its relaxation's bound);
if so, all lines that a better roster could use are listed (those whose reduced cost is below what there is to win) and
the best choice among them is found by mixed-integer programming.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from scheduler.model.bound.bound import Prover
from scheduler.model.bound.pricer import Pricer
from scheduler.model.bound.relaxation import Relaxation
from scheduler.model.headcount.dive import Dive
from scheduler.model.headcount.pick import Lines, Picker
from scheduler.model.search.engine import Found, Known, Searcher
from scheduler.operation import IntArray

FIRST_SIZE, LEAST_SIZE = 6, 3
MOST_LINES = 4000
"""Lines that one choice is made from, at most."""
PICK_SECONDS, SIDEWAYS_SECONDS = 4.0, 1.0
SIDEWAYS = 0.25
"""Share of neighbourhoods that look for another roster of equal points: where many are tied, the search moves on."""
HALVINGS = 7
DIVES = 0.75
"""Share of time for dives, once there is a relaxation of everybody to dive from."""
GREED = (4.0, 1.0)
"""Powers of the shares by which dives draw lines, in turn: with 4 nearly the largest share, with 1 the share itself.

Measured on Curtois & Qu: of dives that ask for the optimum, 7 in a minute reach it with 4 on instance 7, 3 with 1; on
instance 6 none did with 4. With 120 people the first dive ended at 4594 with 4, at 5104 with 1 (bound 4564).
"""
KEPT = 0.5
"""Share of the known lines that a dive begins with, so that dives begin at different answers of equal points."""
DIVE_EVERY = 5
"""Neighbourhoods to one dive, where the clock does not count."""


class Neighbours:
    """One thread's neighbourhoods, around the best roster on the board."""

    def __init__(self, searcher: Searcher, prover: Prover) -> None:
        self.searcher, self.board, self.problem = searcher, searcher.board, searcher.problem
        self.prover = prover
        self.pricer = Pricer(searcher.problem)
        self.picker = Picker(self.pricer)
        self.random = np.random.default_rng(searcher.seed)
        self.step = 1.0 if self.pricer.whole() else 1e-3
        self.size, self.dives = FIRST_SIZE, 0
        self.here: Found | None = None
        self.pool: Known = {a: {} for a in searcher.agents.tolist()}

    def root(self, go_on: Callable[[], bool]) -> None:
        """The relaxation of everybody: its bound, and the lines that dives begin with."""
        relaxation = self._relaxed(self.searcher.agents, self._best().letter, {})
        solved = relaxation.solve(go_on)
        self._prove(relaxation.bound + self.problem.people.idle_points)
        if solved:
            self.board.root = relaxation.used()

    def improve(self, go_on: Callable[[], bool], left: Callable[[], float]) -> None:
        """Dives and neighbourhoods, sharing the time, until the bound is met; `left()` is seconds."""
        dived, begun = 0.0, left()
        while go_on() and self._open():
            before = left()
            if self.board.root and dived <= DIVES * (begun - before):
                self._dive(go_on)
                dived += before - left()
            else:
                self._once(go_on, before)

    def repeat(self, count: int, go_on: Callable[[], bool]) -> None:
        """Try `count` neighbourhoods and dives between them, or fewer if the bound is met; the same on every run."""
        for number in range(count):
            if not go_on() or not self._open():
                return
            if self.board.root and number % DIVE_EVERY == 0:
                self._dive(go_on)
            self._once(go_on, None)

    def _open(self) -> bool:
        """Whether a better roster may exist."""
        return self._best().points > self.prover.best + self.step - 1e-6

    def _once(self, go_on: Callable[[], bool], seconds: float | None) -> None:
        agents = self._some()
        here, sideways = self._here(), bool(self.random.random() < SIDEWAYS)
        relaxation = self._relaxed(agents, here.letter, self.pool)
        if not relaxation.solve(go_on):
            return
        self._remember(relaxation)
        below = here.points - (0.0 if sideways else self.step) - self._standing(here.letter, agents)
        if relaxation.bound > below + 1e-6:
            self._closed(agents, here.points)
            self._resize(1)
            return
        begun = time.perf_counter()
        lines, complete = self._near(relaxation, agents, max(0.0, below - relaxation.bound), go_on)
        if not go_on():
            return
        most = SIDEWAYS_SECONDS if sideways else PICK_SECONDS
        limit = None if seconds is None else min(most, max(0.05, seconds))
        picked = self.picker.pick(lines, relaxation.need, below + 1e-6, limit, self.random if sideways else None)
        if picked.lines is not None:
            self._move(here, picked.lines)
        elif picked.proved and complete:
            self._closed(agents, here.points)
            self._resize(1 if limit is None or time.perf_counter() - begun < PICK_SECONDS / 2 else 0)
        else:
            self._resize(-1)

    def _some(self) -> IntArray:
        """Who is in the next neighbourhood."""
        everyone = self.searcher.agents
        chosen: IntArray = np.sort(self.random.permutation(everyone)[: self.size])
        return chosen

    def _here(self) -> Found:
        """The roster that this thread stands on: the best one, or one as good that it moved to."""
        best = self._best()
        if self.here is None or best.points < self.here.points - 1e-6:
            self.here = best
        return self.here

    def _resize(self, more: int) -> None:
        self.size = int(np.clip(self.size + more, LEAST_SIZE, self.searcher.agents.size))

    def _closed(self, agents: IntArray, points: float) -> None:
        """Nothing in the neighbourhood is better; where it was everybody, nothing at all is."""
        if agents.size == self.searcher.agents.size:
            self._prove(points)

    def _prove(self, bound: float) -> None:
        self.prover.best = max(self.prover.best, bound)

    def _best(self) -> Found:
        best = self.board.best
        assert best is not None
        return best

    def _standing(self, letter: IntArray, agents: IntArray) -> float:
        """Points that do not hang on those agents: the others' own, and wishes as if nobody worked."""
        others = np.setdiff1d(self.searcher.agents, agents)
        own = sum(self.pricer.points(a, letter[a]) for a in others.tolist())
        return float(self.problem.people.idle_points + own)

    def _relaxed(self, agents: IntArray, letter: IntArray, known: Known) -> Relaxation:
        """The relaxation of some agents against what the others leave; it begins with the lines known."""
        need = self.pricer.wanted.copy()
        for a in np.setdiff1d(self.searcher.agents, agents).tolist():
            need[self.pricer.heads(a, letter[a])] -= 1
        relaxation = Relaxation(self.pricer, agents, need)
        for a in agents.tolist():
            relaxation.add(a, letter[a])
            for line in known.get(a, {}).values():
                relaxation.add(a, line)
        return relaxation

    def _remember(self, relaxation: Relaxation) -> None:
        """Keep the lines that the relaxation used."""
        for a, lines in relaxation.used().items():
            self.pool[a].update(lines)

    def _near(
        self, relaxation: Relaxation, agents: IntArray, slack: float, go_on: Callable[[], bool]
    ) -> tuple[Lines, bool]:
        """All lines within the slack, or as many as may be, those of least reduced cost; whether they are all."""
        found = self._within(relaxation, agents, slack, go_on)
        complete, low, high = found is not None, 0.0, slack
        for _ in range(0 if complete or not go_on() else HALVINGS):
            middle = (low + high) / 2
            tried = self._within(relaxation, agents, middle, go_on)
            low, high = (middle, high) if tried is not None else (low, middle)
            found = tried if tried is not None else found
        lines = found or {a: [] for a in agents.tolist()}
        for a, own in lines.items():
            known = {line.tobytes() for line in own}
            own += [line for key, line in self.pool[a].items() if key not in known]
        return lines, complete

    def _within(
        self, relaxation: Relaxation, agents: IntArray, slack: float, go_on: Callable[[], bool]
    ) -> Lines | None:
        """All lines within the slack; None where they are too many, or somebody asks to stop."""
        lines: Lines = {}
        left = MOST_LINES
        for a in agents.tolist():
            if not go_on():
                return None
            near = self.pricer.near(a, relaxation.prices, slack + 1e-6, left)
            if near is None or near.shape[0] >= left:
                return None
            left -= near.shape[0]
            lines[a] = list(near)
        return lines

    def _dive(self, go_on: Callable[[], bool]) -> None:
        """A dive from everybody's relaxation, to a better roster than the best or to none."""
        best, greed = self._best(), GREED[self.dives % len(GREED)]
        self.dives += 1
        relaxation = self._relaxed(self.searcher.agents, best.letter, self._some_of(self.board.root))
        if relaxation.solve(go_on):
            most = best.points - self.step - self.problem.people.idle_points
            lines = Dive(relaxation, most, greed, self.random).lines(go_on)
            if lines is not None:
                self._move(best, lines)

    def _some_of(self, known: Known) -> Known:
        """Some of the lines, by chance."""
        return {
            a: {key: line for key, line in lines.items() if self.random.random() < KEPT} for a, lines in known.items()
        }

    def _move(self, here: Found, lines: dict[int, IntArray]) -> None:
        """Put the lines into the roster, count it, stand on it, and offer it to the board."""
        letter, pause = here.letter.copy(), here.pause.copy()
        for a, line in lines.items():
            letter[a], pause[a] = line, self.pricer.breaks(line)
        self.searcher.restart(replace(here, letter=letter, pause=pause))
        points = float(self.searcher.ledger.points[0])
        self.here = replace(here, points=points, letter=letter, pause=pause, seconds=self.searcher.seconds())
        self.board.offer(self.here)
