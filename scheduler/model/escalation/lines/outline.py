"""Who stands by when, as if shifts bound nobody, until every holder has a line that keeps it: plan, check, forbid.

CP-SAT deals duties out over agents who may hold them. For each holder the line search says whether some legal line
keeps what is held; where none does, CP-SAT may not deal these stretches to the agent again (Hooker & Ottosson 2003,
logic-based Benders decomposition). Agents of one kind have the same lines, so what one cannot hold none of them can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

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
from scheduler.model.escalation.lines.freeze import ShiftNeeds, ask
from scheduler.model.escalation.lines.mending import as_good, calmer
from scheduler.model.escalation.lines.pool import Pool
from scheduler.model.escalation.lines.reach import free_stays
from scheduler.model.escalation.lines.shifts_hold import cuts_in, within_shifts
from scheduler.model.escalation.plan import DutyPlan, Spans, Unanswered, Weighed
from scheduler.model.escalation.scene import Scene
from scheduler.operation.duty_hours import merged
from scheduler.problem.needs.away import Span

ROUNDS, CALMER, CHANCES = 40, 4, 7
"""The most plans until all have lines, tries for fewer splits after that, and places tried for a week's free time."""
FIRST, SHARE, ROUND = 0.75, 0.5, 0.08
"""Shares of the time left for the first plan and for each later one; with less than the last of all, none begins."""
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
        cuts = {tier.cover.name: cuts_in(self.scene.blocks[tier.cover.name], pool.problem)
                for tier in tiers if not tier.on_call}  # fmt: skip
        self.draft = Draft(self.scene, lines, free_stays(self.scene, pool.problem), cuts, fine=False)
        limited(self.draft)
        within_shifts(self.draft, pool.problem)
        self.ending = self._ending()
        """Agent -> duty held up to the horizon's start -> the rest to keep if the agent does not go on with it."""
        self.splits = 0
        self.pins = unmet(self.draft)
        self.splitting = Splitting(self.draft, every_change=True)
        self.last_terms = [*soft_terms(self.draft), *greatest(self.draft)]

    def _ending(self) -> dict[str, dict[str, Span]]:
        found: dict[str, dict[str, Span]] = {}
        for cover in self.scene.covers:
            for name in self.draft.holders(cover.name):
                span = rest_after(self.scene, cover, name) if may_go_on(self.scene, cover, name) else None
                if span is not None:
                    found.setdefault(name, {})[cover.name] = span
        return found

    def _kept(self, planned: DutyPlan, known: Mapping[str, int]) -> tuple[Spans, dict[str, int]]:
        """(what is held, lines): all that agents hold who have a line for it, and what others have one for.

        `known` are the lines for all that an agent holds.
        """
        lines = dict(known)
        held = {key: list(own) for key, own in planned.held.items() if key[1] in lines}
        for name, stretches in self._by_agent(planned).items():
            mine: list[Stretch] = []
            for one in stretches if name not in lines else ():
                if any(self.pool.possible(name, needs) for needs in self._ways(name, [*mine, one])):
                    mine.append(one)
            line = self._line(name, mine) if mine else None
            if line is not None:
                lines[name] = line
                for place, _, span in mine:
                    held.setdefault((place, name), []).append(span)
        return {key: merged(own) for key, own in held.items()}, lines

    def run(self) -> tuple[Spans, dict[str, int]]:
        """(tier, agent) -> when the agent holds a place, and each holder's line in the pool."""
        planned, lines = self._mended(None, {}) if self.scene.tiers else (None, {})
        for _ in range(CALMER):
            if planned is None or not (planned.splits and self._complete(planned, lines) and self.clock.more(ROUND)):
                break
            newer, other = self._mended(planned, lines)
            if newer is None:
                break
            if self._complete(newer, other):
                planned, lines = newer, other
        kept, lines = self._kept(planned, lines) if planned is not None else ({}, {})
        self.splits = planned.splits if planned is not None else 0
        return {(self.number[place], name): own for (place, name), own in kept.items()}, lines

    def _mended(self, last: DutyPlan | None, lines: dict[str, int]) -> tuple[DutyPlan | None, dict[str, int]]:
        """Plan after plan until every holder has a line or the time is over; after a `last` one, with fewer splits."""
        planned = None
        for _ in range(ROUNDS):
            newer = self._renewed(planned, lines) if last is None or planned is not None else self._calmer(last)
            first, by_time = last is planned is None, self.clock.effort.budget is None
            if newer is None and first and by_time and self.clock.more(ROUND):
                continue  # a busy machine: another try has as much of the time that is left
            if newer is None:
                break
            self._only_mends()
            planned, lines = newer, self._lines(newer)
            if self._complete(planned, lines) or not self.clock.more(ROUND):
                break
        return planned, lines

    def _only_mends(self) -> None:
        """Leave shares, wishes and changes of hands out of what follows: the first plan has weighed them."""
        self.last_terms, self.splitting.changes = [], []

    def _complete(self, planned: DutyPlan, lines: dict[str, int]) -> bool:
        """Whether everybody who holds something has a line for it."""
        return all(name in lines for _, name in planned.held)

    def _lines(self, planned: DutyPlan) -> dict[str, int]:
        """Lines that keep the plan; what somebody has no line for is forbidden."""
        lines = {}
        for name, stretches in self._by_agent(planned).items():
            line = self._line(name, stretches)
            if line is None and stretches:
                self._forbid(name, stretches)
            elif line is not None:
                lines[name] = line
        return lines

    def _renewed(self, last: DutyPlan | None, sure: Collection[str]) -> DutyPlan | None:
        """A plan as good as the last one, in which those who have a line hold on to all they have, if there is one."""
        if last is None or not last.least:
            return self._planned(last)
        near = self._as_good(last, sure) if sure else None
        return near or self._as_good(last, ()) or self._planned(last)

    def _calmer(self, last: DutyPlan) -> DutyPlan | None:
        """A plan with fewer splits in which nothing else is worse; None where none is found."""
        with suppress(Unanswered):
            return calmer(self._levels(last), last)
        return None

    def _as_good(self, last: DutyPlan, sure: Collection[str]) -> DutyPlan | None:
        """A plan in which nothing is worse than in the last one, in a single step; None where none is found."""
        levels = self._levels(last)
        assert levels.solved is not None
        for key, held_before in levels.solved[0].items():
            if held_before and key[2] in sure:
                levels.model.add(self.draft.holds[key] == 1)
        with suppress(Unanswered):
            return as_good(levels, last)
        return None

    def _planned(self, last: DutyPlan | None) -> DutyPlan | None:
        """The best plan found step by step; None where the time was too short."""
        with suppress(Unanswered):
            return self._levels(last).solve()
        return None

    def _levels(self, last: DutyPlan | None) -> Levels:
        effort = self.clock.effort_of(FIRST if last is None else SHARE, LEAST_SECONDS)
        if last is None:  # a first plan has the whole budget: all others begin with it
            effort = replace(effort, budget=self.clock.effort.budget)
        levels = Levels(self.draft, self.splitting, effort, Weighed(self.last_terms, self.pins), loose=True)
        if last is not None:
            levels.begin(last.held)
        return levels

    def _by_agent(self, planned: DutyPlan) -> dict[str, list[Stretch]]:
        """Agent -> what the agent holds; an empty list for who has to rest after a duty that does not go on."""
        found: dict[str, list[Stretch]] = defaultdict(list)
        found |= {name: [] for name in self.ending}
        for place in range(len(self.scene.tiers)):
            for name, stretch in self._stretches(planned, place):
                found[name].append(stretch)
        return dict(sorted(found.items()))

    def _stretches(self, planned: DutyPlan, place: int) -> Iterator[tuple[str, Stretch]]:
        slots = self.draft.slots[self.scene.tiers[place].cover.name]
        running: dict[str, list[int]] = {}
        for number, slot in enumerate(slots):
            for name in planned.holds[place, number]:
                own = running.setdefault(name, [])
                new_window = not self.scene.tiers[place].on_call and own and slots[own[-1]].window != slot.window
                if own and (new_window or own[-1] != number - 1 or slots[number - 1].end != slot.start):
                    yield name, (place, tuple(own), (slots[own[0]].start, slots[own[-1]].end))
                    own = running[name] = []
                own.append(number)
        for name, own in running.items():
            yield name, (place, tuple(own), (slots[own[0]].start, slots[own[-1]].end))

    def _line(self, name: str, stretches: Sequence[Stretch]) -> int | None:
        """A line that keeps the stretches, by its place in the pool; None where there is none."""
        ways = (self.pool.keeping(name, needs) for needs in self._ways(name, stretches))
        return next((found for found in ways if found is not None), None)

    def _ways(self, name: str, stretches: Sequence[Stretch]) -> Iterator[ShiftNeeds]:
        """What the stretches ask of shifts, with the week's free time at one place after another."""
        needs, tiers = self._needs(name, stretches), self.scene.tiers
        standby = [span for at, _, span in stretches if tiers[at].on_call and tiers[at].counts_as != "rest"]
        agent = self.scene.agents[name]
        tried: list[Free] = []
        for turn in range(CHANCES):
            free = free_chance(self.scene, agent, standby, turn)
            if free not in tried:
                tried.append(free)
                off, dates = [*needs.off, *free.whole], [*needs.no_start, *free.dates]
                yield replace(needs, off=off, no_start=dates)

    def _needs(self, name: str, stretches: Iterable[Stretch]) -> ShiftNeeds:
        needs = ShiftNeeds()
        for place, _, span in stretches:
            ask(needs, self.scene.tiers[place], self.scene.rest[name], span)
        here = {self.scene.tiers[place].cover.name for place, _, span in stretches if span[0] == 0}
        needs.no_start += [span for cover, span in self.ending.get(name, {}).items() if cover not in here]
        return needs

    def _forbid(self, name: str, stretches: list[Stretch]) -> None:
        """Let no agent of the kind hold all of the stretches; those that can be spared are left out first."""
        for one in list(stretches):
            less = [other for other in stretches if other is not one]
            if less and not any(self.pool.possible(name, needs) for needs in self._ways(name, less)):
                stretches = less
        alone = name in self.ending or name in self.scene.touched  # what was held before leaves others more
        for other in [name] if alone else self.pool.alike(name):
            keys = [(place, number, other) for place, numbers, _ in stretches for number in numbers]
            if all(key in self.draft.holds for key in keys):
                self.draft.model.add(sum(self.draft.holds[key] for key in keys) <= len(keys) - 1)
