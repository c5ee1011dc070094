"""Who stands by when, as if shifts bound nobody, until every holder has a line that keeps it: plan, check, forbid.

CP-SAT deals duties out over agents who may hold them. For each holder the line search says whether some legal line
keeps what is held; where none does, CP-SAT may not deal these stretches to the agent again (Hooker & Ottosson 2003,
logic-based Benders decomposition). Agents of one kind have the same lines, so what one cannot hold none of them can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from scheduler.goals.duty_hours import merged
from scheduler.model.escalation.answers import limited
from scheduler.model.escalation.before import may_go_on, rest_after
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.levels import Levels
from scheduler.model.escalation.limits.pinned import unmet
from scheduler.model.escalation.limits.resting import Free, free_chance
from scheduler.model.escalation.limits.softer import greatest, soft_terms
from scheduler.model.escalation.limits.splitting import Splitting
from scheduler.model.escalation.lines.clock import Clock
from scheduler.model.escalation.lines.freeze import Duty, ask
from scheduler.model.escalation.lines.pool import Pool
from scheduler.model.escalation.lines.reach import free_stays
from scheduler.model.escalation.plan import Planned, Spans, Unanswered, worth
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Tier
from scheduler.problem.away import Span

ROUNDS, SHARE, CHANCES = 25, 0.5, 7
"""Plans at most, the share of what is left of the time for one, and places of a week's free time that are tried."""
LEAST_SECONDS = 0.5
"""Seconds of a plan that begins when the time is nearly over."""
Stretch = tuple[int, tuple[int, ...], Span]
"""A tier, slots of its duty that follow one another, and their span."""


class Outline:
    """Plans of the tiers of a scene."""

    def __init__(self, scene: Scene, pool: Pool, clock: Clock) -> None:
        self.pool, self.clock = pool, clock
        working = {tier.cover.name for tier in scene.tiers if tier.on_call and tier.counts_as == "working"}
        tiers = [tier for tier in scene.tiers if tier.cover.name not in working]  # shifts bind these too much
        self.scene = Scene(scene.operation, scene.horizon, tiers, scene.past)
        self.number = [scene.tiers.index(tier) for tier in tiers]
        lines = {name: [HolderLine(name, (), ())] for name in self.scene.agents}
        cuts = {tier.cover.name: self._cuts(tier) for tier in tiers if not tier.on_call}
        self.draft = Draft(self.scene, lines, free_stays(self.scene, pool.problem), cuts, fine=False)
        limited(self.draft)
        self._within_shifts()
        self.ending = self._ending()
        """Agent -> duty held up to the horizon's start -> the rest to keep if the agent does not go on with it."""
        self.splits = 0
        self.worth: tuple[int, ...] = ()
        self.pins = unmet(self.draft)
        self.splitting, self.rest = (
            Splitting(self.draft, every_change=True),
            [*soft_terms(self.draft), *greatest(self.draft)],
        )

    def _ending(self) -> dict[str, dict[str, Span]]:
        found: dict[str, dict[str, Span]] = {}
        for cover in self.scene.covers:
            for name in self.draft.holders(cover.name):
                span = rest_after(self.scene, cover, name) if may_go_on(self.scene, cover, name) else None
                if span is not None:
                    found.setdefault(name, {})[cover.name] = span
        return found

    def _longest(self) -> int:
        """Minutes of the longest shift."""
        variants = self.pool.problem.variants
        return int((variants.end - variants.start).max(initial=0)) * self.pool.problem.grid.tick_minutes

    def _cuts(self, tier: Tier) -> list[int]:
        """Where shifts may begin or end in windows that no shift holds whole: only there may places change hands."""
        variants, tick = self.pool.problem.variants, self.pool.problem.grid.tick_minutes
        edges = np.unique(np.concatenate((variants.start, variants.end))) * tick
        windows = (window for block in self.scene.blocks[tier.cover.name] for window in block.windows)
        long = [window for window in windows if window.end - window.start > self._longest()]
        return [int(edge) for window in long for edge in edges[(edges > window.start) & (edges < window.end)]]

    def _within_shifts(self) -> None:
        """Nobody holds two slots of a window on shift that no shift holds together."""
        longest = self._longest()
        for place, tier in enumerate(self.scene.tiers):
            slots = list(enumerate(self.draft.slots[tier.cover.name]))
            for (first, slot), (second, other) in combinations(slots, 2) if not tier.on_call else ():
                if slot.window == other.window and other.end - slot.start > longest:
                    both = self.draft.by_slot[place, first].keys() & self.draft.by_slot[place, second].keys()
                    for name in sorted(both):
                        pair = self.draft.holds[place, first, name], self.draft.holds[place, second, name]
                        self.draft.model.add_at_most_one(pair)

    def _kept(self, planned: Planned, lines: dict[str, int]) -> Spans:
        """What is held of the plan: all of those who have a line for it, of others as much as they have one for."""
        held = {key: list(own) for key, own in planned.held.items() if key[1] in lines}
        for name, stretches in self._by_agent(planned).items():
            mine: list[Stretch] = []
            for one in stretches if name not in lines else ():
                if any(self.pool.possible(name, duty) for duty in self._duties(name, [*mine, one])):
                    mine.append(one)
            line = self._line(name, mine) if mine else None
            if line is not None:
                lines[name] = line
                for place, _, span in mine:
                    held.setdefault((place, name), []).append(span)
        return {key: merged(own) for key, own in held.items()}

    def run(self) -> tuple[Spans, dict[str, int]]:
        """(tier, agent) -> when the agent holds a place, and each holder's line in the pool."""
        held: Spans = {}
        lines: dict[str, int] = {}
        sure: set[str] = set()
        planned: Planned | None = None
        for _ in range(ROUNDS if self.scene.tiers else 0):
            newer = self._renewed(held, sure)
            self.rest = self.splitting.changes = []  # shares and wishes have had their say: what follows only mends
            if newer is None and planned is None and self.clock.effort.budget is None and self.clock.more():
                continue  # a busy machine: another try has as much of the time that is left
            if newer is None:
                break
            planned = newer
            held, lines = planned.held, {}
            self.splits, self.worth = planned.splits, worth(planned)
            due = self._by_agent(planned)
            for name, stretches in due.items():
                line = self._line(name, stretches)
                if line is None and stretches:
                    self._forbid(name, stretches)
                elif line is not None:
                    lines[name] = line
            sure = {*lines}
            if all(name in lines for name, own in due.items() if own) or not self.clock.more():
                break
        kept = self._kept(planned, lines) if planned is not None else {}
        return {(self.number[place], name): own for (place, name), own in kept.items()}, lines

    def _renewed(self, held: Spans, sure: Collection[str]) -> Planned | None:
        """A plan in which those whose lines are known hold on to all they have; if that costs anything, a free one."""
        near = self._planned(held, sure) if sure else None
        return near if near is not None and worth(near) <= self.worth else self._planned(held, ())

    def _planned(self, held: Spans, sure: Collection[str]) -> Planned | None:
        effort = replace(self.clock.effort, seconds=max(LEAST_SECONDS, self.clock.left() * SHARE))
        levels = Levels(self.draft, self.splitting, effort, self.rest, self.pins, loose=True)
        if held:
            levels.begin(held)
        for key, held_before in (levels.solved[0] if levels.solved is not None else {}).items():
            if held_before and key[2] in sure:
                levels.model.add(self.draft.holds[key] == 1)
        try:
            return levels.solve()
        except Unanswered:
            return None

    def _by_agent(self, planned: Planned) -> dict[str, list[Stretch]]:
        """What each holder holds; nothing, for who does not go on with a duty of before and has to rest."""
        found: dict[str, list[Stretch]] = defaultdict(list)
        found |= {name: [] for name in self.ending}
        for place in range(len(self.scene.tiers)):
            for name, stretch in self._stretches(planned, place):
                found[name].append(stretch)
        return dict(sorted(found.items()))

    def _stretches(self, planned: Planned, place: int) -> Iterator[tuple[str, Stretch]]:
        slots = self.draft.slots[self.scene.tiers[place].cover.name]
        running: dict[str, list[int]] = {}
        for number, slot in enumerate(slots):
            for name in planned.holds[place, number]:
                own = running.setdefault(name, [])
                apart = not self.scene.tiers[place].on_call and own and slots[own[-1]].window != slot.window
                if own and (apart or own[-1] != number - 1 or slots[number - 1].end != slot.start):
                    yield name, (place, tuple(own), (slots[own[0]].start, slots[own[-1]].end))
                    own = running[name] = []
                own.append(number)
        for name, own in running.items():
            yield name, (place, tuple(own), (slots[own[0]].start, slots[own[-1]].end))

    def _line(self, name: str, stretches: Sequence[Stretch]) -> int | None:
        """A line that keeps the stretches, by its place in the pool; None where there is none."""
        ways = (self.pool.keeping(name, duty) for duty in self._duties(name, stretches))
        return next((found for found in ways if found is not None), None)

    def _duties(self, name: str, stretches: Sequence[Stretch]) -> Iterator[Duty]:
        """What the stretches ask of shifts, with the week's free time at one place after another."""
        duty, tiers = self._duty(name, stretches), self.scene.tiers
        standby = [span for at, _, span in stretches if tiers[at].on_call and tiers[at].counts_as != "rest"]
        agent = self.scene.agents[name]
        tried: list[Free] = []
        for turn in range(CHANCES):
            free = free_chance(self.scene, agent, standby, turn)
            if free not in tried:
                tried.append(free)
                off, dates = [*duty.off, *free.whole], [*duty.no_start, *free.dates]
                yield replace(duty, off=off, no_start=dates)

    def _duty(self, name: str, stretches: Iterable[Stretch]) -> Duty:
        duty = Duty()
        for place, _, span in stretches:
            ask(duty, self.scene.tiers[place], self.scene.rest[name], span)
        here = {self.scene.tiers[place].cover.name for place, _, span in stretches if span[0] == 0}
        duty.no_start += [span for cover, span in self.ending.get(name, {}).items() if cover not in here]
        return duty

    def _forbid(self, name: str, stretches: list[Stretch]) -> None:
        """No agent of the kind may hold all of the stretches; those that can be spared are left out first."""
        for one in list(stretches):
            less = [other for other in stretches if other is not one]
            if less and not any(self.pool.possible(name, duty) for duty in self._duties(name, less)):
                stretches = less
        for other in [name] if name in self.ending else self.pool.alike(name):
            keys = [(place, number, other) for place, numbers, _ in stretches for number in numbers]
            if all(key in self.draft.holds for key in keys):
                self.draft.model.add(sum(self.draft.holds[key] for key in keys) <= len(keys) - 1)
