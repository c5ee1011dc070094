"""Lines and duties decided together before the search: which line each holder works, which places each holds.

The search gives everybody a line in a short time. Each holder has some other lines beside it: of those CP-SAT chooses,
and deals the duties out over them. What the plan asks of holders then binds the search (`freeze`), which is free in all
else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from scheduler.model.escalation.answers import solved
from scheduler.model.escalation.dealing.dealt import MOST_HOLDS
from scheduler.model.escalation.dealing.hand import PlanInHand
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.pinned import missed_minutes
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.lines.clock import Clock
from scheduler.model.escalation.lines.freeze import ShiftNeeds, ask, frozen, needs_of
from scheduler.model.escalation.lines.outline import Outline
from scheduler.model.escalation.lines.pool import Pool, keeps
from scheduler.model.escalation.plan import DutyPlan, Effort, Spans, worth
from scheduler.model.escalation.scene import Scene, past_of
from scheduler.model.search.engine import Found
from scheduler.operation import IntArray, Operation, Tier
from scheduler.operation.duty_blocks import Block
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.away import Span

POOL_SHARE, SOLVE_SHARE = 0.3, 0.6
"""Shares of what is left of a plan's time: for proposing lines, then for a choice among them."""
LEAST_SECONDS = 0.5
"""Seconds of a choice among lines that begins when the time of the plan is nearly over."""
TURNS, FOCUS = 40, 24
"""Rounds at most, and holders who may change lines in one."""


@dataclass(frozen=True)
class Agreed:
    """A plan of duties with the lines that keep it."""

    problem: Problem
    """The problem in which holders work only lines that keep the plan."""
    letter: IntArray
    pause: IntArray
    planned: DutyPlan
    held: PlanInHand
    """Who holds what of the planned tiers."""
    holders: tuple[int, ...]
    """Numbers of the agents who may hold a planned tier."""


def plan(
    operation: Operation,
    problem: Problem,
    tiers: Sequence[Tier],
    found: Found,
    seed: int,
    effort: Effort,
    stopped: Callable[[], bool],
    anew: bool = True,
) -> Agreed:
    """A plan for the tiers beside a roster; `problem` leaves these tiers out.

    Not `anew`, it begins with what the current lines let their agents hold, and takes others where they lose little.
    Once `stopped` says so no further round begins, and the current plan is taken.
    """
    horizon = problem.grid.horizon
    scene = Scene(operation, horizon, tiers, past_of(operation, horizon))
    search = _Rounds(scene, Pool(scene, problem, found, seed), Clock(effort, stopped))
    draft, planned = search.run(anew)
    pool = search.pool
    letter, pause = found.letter.copy(), found.pause.copy()
    for name, index in search.current.items():
        chosen = pool.candidates(name)
        if chosen:
            letter[pool.place[name]], pause[pool.place[name]] = chosen[index].letter, chosen[index].pause
    masked = frozen(problem, needs_of(draft, planned), letter)
    held = {(scene.tiers[place].label, name): own for (place, name), own in planned.held.items()}
    return Agreed(masked, letter, pause, planned, held, tuple(pool.place[name] for name in scene.agents))


class _Rounds:
    """Deals duties over given lines; where minutes stay open or blocks are split, some holders may change lines."""

    def __init__(self, scene: Scene, pool: Pool, clock: Clock) -> None:
        self.scene, self.pool, self.clock = scene, pool, clock
        self.random = np.random.default_rng(pool.searcher.seed)
        self.current = dict.fromkeys(scene.agents, 0)
        """Agent -> the current line, by its place in the pool."""
        self.draft: Draft
        """The draft of the best plan, over the current lines."""

    def run(self, anew: bool) -> tuple[Draft, DutyPlan]:
        """The best plan of all rounds, with the draft of the current lines."""
        best, left = self._outlined() if anew else (self._again({}), {cover.name for cover in self.scene.covers})
        best = self._better(best, left, frozenset())
        for turn in range(TURNS):
            blocks = self._open_blocks(best)
            if not blocks or not self.clock.more():
                break
            names = sorted({name for place, _ in blocks for name in self.scene.able[place]})
            focus = frozenset(self.random.permutation(names)[:FOCUS].tolist())
            self.pool.fill(blocks, focus, turn, self.clock.part(POOL_SHARE))
            best = self._better(best, {self.scene.tiers[place].cover.name for place, _ in blocks}, focus)
        return self.draft, best

    def _outlined(self) -> tuple[DutyPlan, set[str]]:
        """A plan with lines made for it, and the duties that it leaves out."""
        outline = Outline(self.scene, self.pool, self.clock)
        held, lines = outline.run()
        self.current |= lines
        left = {tier.cover.name for tier in self.scene.tiers if tier not in outline.scene.tiers}
        return replace(self._again(held), splits=outline.splits), left

    def _better(self, best: DutyPlan, covers: Collection[str], focus: frozenset[str]) -> DutyPlan:
        """The plan with some duties dealt out anew, those in focus perhaps on other lines, if it is better."""
        covers = self._bound(covers)
        tiers = [tier for tier in self.scene.tiers if tier.cover.name in covers]
        if not tiers:
            return best
        others_held = {key: own for key, own in best.held.items() if self.scene.tiers[key[0]].cover.name not in covers}
        standby: dict[str, list[tuple[Tier, Span]]] = {}
        for (place, name), own in others_held.items():
            if self.scene.tiers[place].on_call:
                standby.setdefault(name, []).extend((self.scene.tiers[place], span) for span in own)
        scene = Scene(self.scene.operation, self.scene.horizon, tiers, self.scene.past, standby)
        choice = {name: self._choice(name, others_held, focus) for name in scene.agents}
        known = self.pool.lines()
        lines = {name: [known[name][at] for at in own] for name, own in choice.items()}
        draft = Draft(scene, lines, cuts=self._cuts(best.held))
        if len(draft.holds) > MOST_HOLDS:
            return best
        number = {place: self.scene.tiers.index(tier) for place, tier in enumerate(tiers)}
        begun = {(place, name): best.held.get((number[place], name), ()) for place in number for name in scene.agents}
        planned = solved(draft, self.clock.effort_of(SOLVE_SHARE, LEAST_SECONDS), False, begun)
        if planned is None:
            return best
        before = dict(self.current), self.draft
        self.current |= {name: choice[name][at] for name, at in planned.line.items()}
        mine = {(number[place], name): own for (place, name), own in planned.held.items()}
        found = replace(self._again({**others_held, **mine}), splits=planned.splits)
        if self._worth(found) >= self._worth(best):
            self.current, self.draft = before
            return best
        return found

    def _worth(self, planned: DutyPlan) -> tuple[int, ...]:
        return (missed_minutes(self.scene, planned.held), *worth(planned))

    def _bound(self, covers: Collection[str]) -> set[str]:
        """These duties and all that limits join with them, directly or through others."""
        known = {cover.name: cover for cover in self.scene.covers}
        pairs = {(name, other) for name, cover in known.items() for other in (*cover.apart_from, *cover.not_beside)}
        found, frontier = {*covers}, {*covers}
        while frontier:
            near = {one if two in frontier else two for one, two in pairs if one in frontier or two in frontier}
            frontier = (near & known.keys()) - found
            found |= frontier
        return found

    def _choice(self, name: str, others_held: Spans, focus: frozenset[str]) -> list[int]:
        """Numbers in the pool of lines that keep the agent's standby of other duties; the one in hand first."""
        now, needs = self.current[name], ShiftNeeds()
        for (place, who), own in others_held.items():
            for span in own if who == name and self.scene.tiers[place].on_call else ():
                ask(needs, self.scene.tiers[place], self.scene.rest[name], span)
        others = enumerate(self.pool.candidates(name)) if name in focus else ()
        return [now, *(at for at, one in others if at != now and keeps(one.seen, needs))]

    def _draft(self, held: Spans) -> Draft:
        """Everything over the current lines; places may change hands where they do in what is held."""
        lines = {name: [own[self.current[name]]] for name, own in self.pool.lines().items()}
        return Draft(self.scene, lines, cuts=self._cuts(held))

    def _cuts(self, held: Spans) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for (place, _), own in held.items():
            found.setdefault(self.scene.tiers[place].cover.name, []).extend(edge for span in own for edge in span)
        return found

    def _again(self, held: Spans) -> DutyPlan:
        """The plan `held` over the current lines, as a draft of all tiers counts it."""
        self.draft = self._draft(held)
        levels = Levels(self.draft, Splitting(self.draft, every_change=False), Effort(0.0))
        levels.begin(held)
        return replace(levels.planned(), seconds=self.clock.spent())

    def _open_blocks(self, best: DutyPlan) -> list[tuple[int, Block]]:
        """(tier, block) in which minutes are open, or which more agents hold than there are places."""
        found = []
        for place, tier in enumerate(self.scene.tiers):
            for block in self.scene.blocks[tier.cover.name]:
                held = [(max(start, block.start), min(end, block.end)) for (one, _), own in best.held.items()
                        if one == place for start, end in own if start < block.end and block.start < end]  # fmt: skip
                spans = [(window.start, window.end) for window in block.windows]
                shared = ((max(one[0], two[0]), min(one[1], two[1])) for one in held for two in spans)
                minutes = sum(max(0, end - start) for start, end in shared)
                split = tier.cover.block != "any" and len(held) > tier.agents * len(block.windows)
                if minutes < tier.agents * block.minutes or split:
                    found.append((place, block))
        return found
