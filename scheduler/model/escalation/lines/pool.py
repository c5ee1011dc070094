"""Lines that each holder could work: the one in hand, others that lose the queues little, and such as free a block."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.clock import DAY_MINUTES
from scheduler.compiled import NOTHING
from scheduler.model.escalation.holder_line import LONG_AWAY, HolderLine
from scheduler.model.escalation.limits.resting import free_chance, midnight
from scheduler.model.escalation.lines.freeze import ShiftNeeds, masks_of
from scheduler.model.escalation.scene import Scene
from scheduler.model.lines.ledger import enter
from scheduler.model.lines.lines import price_lines
from scheduler.model.lines.tables import MASK, OFF_BLOCK, Tables
from scheduler.model.search import search
from scheduler.model.search.engine import Board, Found, Searcher
from scheduler.operation import IntArray, Tier
from scheduler.operation.duty_blocks import Block
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.away import Span

MOST = 24
"""Lines of an agent from which on no more are made for single blocks; from twice as many on none are drawn."""
FEW = 60
"""Lines that a turn draws for several blocks, shared among the agents in focus."""


@dataclass(frozen=True)
class Candidate:
    """One line with its breaks, as the search has it, and as a plan of duties sees it."""

    letter: IntArray
    pause: IntArray
    seen: HolderLine


class Pool:
    """Proposes lines for holders against the lines that everybody else stands on."""

    def __init__(self, scene: Scene, problem: Problem, found: Found, seed: int) -> None:
        self.scene, self.problem = scene, problem
        self.searcher = Searcher(problem, Board(), seed, time.perf_counter())
        self.searcher.restart(found)
        self.place = {name: index for index, name in enumerate(problem.people.name)}
        self.free = np.zeros(len(problem.demand.head_day))
        self.known: dict[str, dict[bytes, Candidate]] = {}
        search.seed(seed)
        for name in scene.agents:
            a = self.place[name]
            if problem.people.entry[a] >= 0:
                ledger = self.searcher.ledger
                self._add(name, ledger.letter[a].copy(), ledger.pause[a].copy(), 0.0)

    def lines(self) -> dict[str, list[HolderLine]]:
        """Agent -> lines, that of the roster found first; one without shifts, for who has none."""
        found = {name: [one.seen for one in own.values()] for name, own in self.known.items()}
        return {name: found.get(name) or [HolderLine(name, (), ())] for name in self.scene.agents}

    def candidates(self, name: str) -> list[Candidate]:
        return list(self.known.get(name, {}).values())

    def fill(
        self, blocks: Sequence[tuple[int, Block]], names: Collection[str], turn: int, go_on: Callable[[], bool]
    ) -> None:
        """Propose lines for some agents until the time is over: others at random, and such as keep a block free.

        Each `turn` asks for other days without a shift beside the block.
        """
        for name in sorted({*names} & self.known.keys()):
            if not go_on():
                return
            self._propose(name, ShiftNeeds(), noise=turn)
        for place, block in blocks:
            for number, name in enumerate(self.scene.able[place]):
                if not go_on():
                    return
                if name in names and 0 < len(self.known.get(name, {})) < MOST:
                    self._propose(name, self._asks(self.scene.tiers[place], block, name, turn + number), noise=0)
        if some := {*names} & self.known.keys():
            self._several(some, turn, go_on)

    def alike(self, name: str) -> list[str]:
        """The agents who have the same lines, the agent among them."""
        kinds = self.problem.people.kind
        mine = kinds[self.place[name]]
        return [other for other in self.scene.agents if kinds[self.place[other]] == mine]

    def keeping(self, name: str, needs: ShiftNeeds) -> int | None:
        """The number of a line that keeps the needs, the first known one if any does; None where the agent has none."""
        for index, one in enumerate(self.candidates(name)):
            if keeps(one.seen, needs):
                return index
        before = len(self.known.get(name, {}))
        if before:
            self._propose(name, needs, noise=0)
        found = self.candidates(name)
        return before if len(found) > before and keeps(found[-1].seen, needs) else None

    def _several(self, names: Collection[str], turn: int, go_on: Callable[[], bool]) -> None:
        """Lines that leave room for some blocks at once, drawn: the more for each agent the fewer holders there are."""
        chance = random.Random(turn)
        tiers = self.scene.tiers
        for name in [name for name in sorted(names) for _ in range(FEW // len(names))]:
            blocks = [(tier, block) for tier in tiers if tier.staffed_by(self.scene.agents[name])
                      for block in self.scene.blocks[tier.cover.name]]  # fmt: skip
            if not blocks or len(self.known[name]) >= 2 * MOST or not go_on():
                continue
            needs = ShiftNeeds()
            for tier, block in chance.sample(blocks, chance.randint(0, min(3, len(blocks)))):
                one = self._asks(tier, block, name, chance.randrange(7))
                needs.off, needs.no_start = [*needs.off, *one.off], [*needs.no_start, *one.no_start]
            first = 7 * chance.randrange(self.scene.horizon.weeks)
            days = chance.sample(range(first, first + 7), chance.randint(0, 3))
            agent = self.scene.agents[name]
            needs.off += [(midnight(self.scene, agent, day), midnight(self.scene, agent, day + 1)) for day in days]
            self._propose(name, needs, noise=0)

    def _asks(self, tier: Tier, block: Block, name: str, turn: int) -> ShiftNeeds:
        """What holding the block asks of the agent's shifts; free time beside standby at another place each turn."""
        after = round(60 * tier.cover.rest_after_hours)
        needs = ShiftNeeds(no_start=[(block.end, block.end + after)] if after else [])
        spans = [(window.start, window.end) for window in block.windows]
        if not tier.on_call:
            return needs
        around = self.scene.rest[name] if tier.counts_as == "working" else 0
        if not tier.held_at_work:
            needs.off += [(start - around, end + around) for start, end in spans]
        if tier.counts_as == "working":
            needs.off += self._fewer(block, name, turn)
        if tier.counts_as != "rest":
            free = free_chance(self.scene, self.scene.agents[name], spans, turn)
            needs.off += free.whole
            needs.no_start += free.dates
        return needs

    def _fewer(self, block: Block, name: str, turn: int) -> list[Span]:
        """Up to three days of the block's week, others each turn: standby fills hours and days that shifts leave."""
        agent, size = self.scene.agents[name], turn % 4
        first = 7 * (max(0, block.start) // (7 * DAY_MINUTES))
        days = sorted({first + (turn * 2 + step) % 7 for step in range(size)})
        return [(midnight(self.scene, agent, day), midnight(self.scene, agent, day + 1)) for day in days]

    def _propose(self, name: str, needs: ShiftNeeds, noise: int) -> None:
        """Add the best line for what is missing without the agent, if the needs leave one."""
        a, searcher = self.place[name], self.searcher
        ledger = searcher.ledger
        letter, pause, length = ledger.letter[a].copy(), ledger.pause[a].copy(), ledger.length[a].copy()
        tables = searcher.tables
        if needs.off or needs.no_start or needs.on:
            tables = self._masked(a, needs)
            if not self._has_line(a, tables):
                return
        before = float(ledger.points[0])
        enter(tables, ledger, a, -1.0)
        kept = search.Lines(ledger.letter.copy(), ledger.pause.copy(), ledger.length.copy())
        blur: float = searcher.unit * noise
        search.improve(tables, ledger, searcher.gains, searcher.scratch, np.array([a]), 0.0, blur, 0, kept, np.zeros(1))
        self._add(name, ledger.letter[a].copy(), ledger.pause[a].copy(), float(ledger.points[0]) - before)
        enter(tables, ledger, a, -1.0)
        ledger.letter[a], ledger.pause[a], ledger.length[a] = letter, pause, length
        enter(searcher.tables, ledger, a, 1.0)

    def possible(self, name: str, needs: ShiftNeeds) -> bool:
        """Whether some legal line of the agent keeps the needs."""
        a = self.place[name]
        return name in self.known and self._has_line(a, self._masked(a, needs))

    def _has_line(self, a: int, tables: Tables) -> bool:
        letters, values = np.empty((1, tables.days), dtype=np.int64), np.empty(1)
        scratch, gains = self.searcher.scratch, self.searcher.gains
        price_lines(tables, scratch, gains, np.array([a]), self.free, letters, values)
        return bool(values[0] > NOTHING / 2)

    def _masked(self, a: int, needs: ShiftNeeds) -> Tables:
        """The tables with fewer variants for one agent."""
        t, size = self.searcher.tables, len(self.searcher.tables.mask)
        masks, days = [t.mask], t.agent_day.copy()
        for day, (mask, must) in enumerate(masks_of(self.problem, a, needs, self.searcher.ledger.letter[a])):
            masks.append(mask)
            days[a, day, MASK], size = size, size + len(mask)
            if must:
                days[a, day, OFF_BLOCK] = -1
        return t._replace(mask=np.concatenate(masks), agent_day=days)

    def _add(self, name: str, letter: IntArray, pause: IntArray, points: float) -> None:
        own = self.known.setdefault(name, {})
        key = letter.tobytes()
        if key not in own:
            own[key] = Candidate(letter, pause, replace(seen(self.problem, name, letter, pause), points=round(points)))


def keeps(line: HolderLine, needs: ShiftNeeds) -> bool:
    """Whether the shifts of the line keep the needs."""
    touched = any(start < high and low < end for start, end in line.shifts for low, high in needs.off)
    begun = any(low <= start < high for start, _ in line.shifts for low, high in needs.no_start)
    there = all(any(start <= low and high <= end for start, end in line.shifts) for low, high in needs.on)
    return there and not touched and not begun


def seen(problem: Problem, name: str, letter: IntArray, pause: IntArray) -> HolderLine:
    """A line of the search as a plan of duties sees it."""
    tick, variants = problem.grid.tick_minutes, problem.variants
    days = [day for day, v in enumerate(letter.tolist()) if v >= 0]
    own = [int(letter[day]) for day in days]
    shifts = tuple((int(variants.start[v]) * tick, int(variants.end[v]) * tick) for v in own)
    away = [span for day, v in zip(days, own, strict=True) for span in _away(problem, v, pause[day])]
    return HolderLine(name, tuple(days), shifts, tuple(away), tuple(int(variants.paid[v]) for v in own))


def _away(problem: Problem, v: int, pause: IntArray) -> Iterator[tuple[int, int]]:
    """The unpaid breaks of a variant in which nobody holds a duty."""
    plans, plan, tick = problem.plans, int(problem.variants.plan[v]), problem.grid.tick_minutes
    if plan < 0:
        return
    order = int(plans.order_ptr[plan])
    for b in range(int(plans.break_ptr[order]), int(plans.break_ptr[order + 1])):
        at = int(pause[int(plans.slot[b])])
        if plans.away[b] and at >= 0 and plans.ticks[b] * tick > LONG_AWAY:
            yield at * tick, (at + int(plans.ticks[b])) * tick
