"""Is a roster even: does no move lower the unevenness while every limit holds and the objective does not rise?

Unevenness is the sum of count² / weight over the members and the counts of every group. Who belongs to several groups
(of two duties) counts in each, and a move has to lower the sum over all groups, so that evening out comes to an end.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from scheduler.judge.obliged import Mark, mark
from scheduler.judge.sharing.counts import Carried, Load
from scheduler.judge.sharing.groups import groups_of
from scheduler.judge.sharing.moves import Step, number_of, slots_of, steps_of
from scheduler.judge.sharing.parts import Parts, Slot
from scheduler.judge.trial import EMPTY, Change, Own, Trial

SECONDS = 5.0
"""How long moves are tried, unless all are asked for."""
FOUND = 10
"""Moves that prove a roster uneven: once so many are found, no more are tried."""
LITTLE = 1e-9


@dataclass(frozen=True)
class Move:
    """A move that would even out."""

    agents: tuple[str, ...]
    what: str
    gain: float
    """The amount by which the unevenness falls."""
    change: Change
    """The rows of these agents after the move."""
    givers: frozenset[str]
    """Who gives something: one of two hands over, both exchange."""

    @property
    def text(self) -> str:
        """`A to B: 2026-12-21`, `A and B exchange: 2026-12-21`, or `A to B to C to A: 2026-12-21`."""
        if len(self.agents) > 2:
            return f"{' to '.join((*self.agents, self.agents[0]))}: {self.what}"
        if len(self.givers) > 1:
            return f"{' and '.join(self.agents)} exchange: {self.what}"
        giver, taker = sorted(self.agents, key=lambda agent: agent not in self.givers)
        return f"{giver} to {taker}: {self.what}"


@dataclass(frozen=True)
class Even:
    """The first moves that would even out, each tried by itself, and how much was tried."""

    moves: tuple[Move, ...]
    tried: int
    all: int

    @property
    def complete(self) -> bool:
        return self.tried >= self.all

    def lines(self) -> Iterator[str]:
        """Lines for planners: how many moves there are, how much was tried, and the moves."""
        part = "" if self.complete else f" ({self.tried:,} of {self.all:,} moves tried; --thorough tries all)"
        if not self.moves:
            yield f"no move shares the work more evenly{part}"
            return
        more = " or more" if len(self.moves) >= FOUND else ""
        moves = "move" + ("" if len(self.moves) == 1 else "s")
        yield f"{len(self.moves)}{more} {moves} would share the work more evenly at no cost{part}"
        yield from (f"  {move.text}" for move in self.moves)


def even(trial: Trial, kept: Collection[Mark] = (), seconds: float | None = SECONDS) -> Even:
    """Try moves of the trial's roster, which stays as it is, until some are found or the time is over.

    With None for `seconds` all moves are tried, the slow recounts included.
    """
    until = None if seconds is None else time.perf_counter() + seconds
    search = _Search(trial, kept, seconds is None)
    found: list[Move] = []
    tried, all_moves = 0, number_of(search.groups, search.slots)
    for step in steps_of(search.groups, search.slots):
        if until is not None and tried % 16 == 0 and time.perf_counter() > until:
            break
        tried += 1
        move = search.move(step)
        if move is not None and move.text not in {one.text for one in found}:
            found.append(move)
            if len(found) >= FOUND:
                break
    return Even(tuple(found), tried, all_moves)


class _Search:
    """Tries moves of one roster."""

    def __init__(self, trial: Trial, kept: Collection[Mark], thorough: bool) -> None:
        self.trial, self.thorough, self.kept = trial, thorough, kept
        self.agents = trial.alone.agents
        self.carried = Carried(trial.operation, trial.horizon, kept)
        self.parts = Parts(trial.operation, trial.horizon)
        self.groups = groups_of(trial.operation, trial.horizon)
        self.slots = slots_of(trial.operation, trial.horizon) if self.groups else ()
        self.own = {agent: trial.own_of(agent) for agent in self.agents}
        self.loads = {name: self.carried.of(agent, self.own[name]) for name, agent in self.agents.items()}
        self.standing = {agent for agent, own in self.own.items() if self.parts.stands_by(own, True)}
        """Agents whose standby changes where one of their shifts moves."""
        self.in_groups: dict[str, list[tuple[float, tuple[str, ...]]]] = {}
        for group in self.groups:
            for agent, weight in group.weights.items():
                self.in_groups.setdefault(agent, []).append((weight, group.counts))
        self.before = {agent: self._uneven(agent, self.loads[agent]) for agent in self.in_groups}
        self._taken: dict[tuple[str, Slot], Own] = {}
        self._can: dict[str, tuple[set[str], set[str], set[tuple[str, str]]]] = {}
        self._moved: dict[tuple[str, str, Slot], Load] = {}

    def move(self, step: Step) -> Move | None:
        """The move, if it lowers the unevenness and is allowed."""
        parts = [self._part(agent, step.slot) for agent in step.agents]
        given = parts if step.both else [parts[0], *(EMPTY for _ in parts[1:])]
        if all(part == EMPTY for part in given) or not self._fit(step, given):
            return None
        standby = any(self.parts.stands_by(part) for part in given)
        quick = not standby and not any(agent in self.standing for agent in step.agents)
        if quick and self._gain(step, self._loads(step)) <= LITTLE:
            return None
        change = self._change(step, given)
        loads = [self.carried.of(self.agents[agent], change[agent]) for agent in step.agents]
        gain = self._gain(step, loads)
        if gain <= LITTLE or not self.trial.allowed(change, self.thorough):
            return None
        givers = frozenset(agent for agent, part in zip(step.agents, given, strict=True) if part != EMPTY)
        return Move(step.agents, step.slot.name, gain, change, givers)

    def _part(self, agent: str, slot: Slot) -> Own:
        key = agent, slot
        if key not in self._taken:
            self._taken[key] = self.parts.taken(self.agents[agent], self.own[agent], slot)
        return self._taken[key]

    def _change(self, step: Step, given: list[Own]) -> Change:
        """Everybody's rows after the move: each gets the part of the one before."""
        return {
            agent: self.parts.moved(self.agents[agent], self.own[agent], given[place], [given[place - 1]])
            for place, agent in enumerate(step.agents)
        }

    def _loads(self, step: Step) -> list[Load]:
        """What each would carry, added up from the parts; nobody of them stands by."""
        found = []
        for place, agent in enumerate(step.agents):
            own, slot = self.loads[agent], step.slot
            lost = self._load(agent, agent, slot) if step.both or place == 0 else Load()
            got = self._load(step.agents[place - 1], agent, slot) if step.both or place == 1 else Load()
            paid = list(own.paid)
            for row in lost.paid:
                paid.remove(row)
            nights, weekends = own.nights - lost.nights + got.nights, own.weekends - lost.weekends + got.weekends
            found.append(Load(nights, weekends, own.standby, (*paid, *got.paid)))
        return found

    def _load(self, giver: str, taker: str, slot: Slot) -> Load:
        """One person's part, as it would count for another."""
        key = giver, taker, slot
        if key not in self._moved:
            agent, duties = self.agents[taker], self._part(giver, slot).duties
            if giver != taker:
                duties = tuple(self.parts.as_own(agent, duty) for duty in duties)
            self._moved[key] = self.carried.load(agent, duties, 0)
        return self._moved[key]

    def _gain(self, step: Step, loads: list[Load]) -> float:
        pairs = list(zip(step.agents, loads, strict=True))
        return sum(self.before[agent] - self._uneven(agent, load) for agent, load in pairs)

    def _uneven(self, agent: str, load: Load) -> float:
        amounts = self.carried.amounts(self.agents[agent], load, self.own[agent])
        return sum(amounts[count] ** 2 / weight for weight, counts in self.in_groups[agent] for count in counts)

    def _fit(self, step: Step, given: list[Own]) -> bool:
        """Whether no shift that stays would move, and each could do what the part that he or she gets asks for."""
        if any(mark(duty) in self.kept for part in given for duty in part.duties if self.kept):
            return False
        return all(self._able(step.agents[place - len(given) + 1], part) for place, part in enumerate(given))

    def _able(self, agent: str, part: Own) -> bool:
        """Whether an agent has the shifts, and the skills and roles for what is done in them."""
        if agent not in self._can:
            operation, person = self.trial.operation, self.agents[agent]
            queues = {f"queue:{queue.id}" for queue in operation.queues.values() if person.serves(queue)}
            tiers = {(one.cover.name, one.name) for one in operation.tiers if one.staffed_by(person)}
            self._can[agent] = {shift.id for shift in operation.shifts_of(person)}, queues, tiers
        shifts, queues, tiers = self._can[agent]
        known = all(duty.shift in shifts for duty in part.duties)
        serves = all(row.activity in queues for row in part.activities if row.activity.startswith("queue:"))
        return known and serves and all((row.cover, row.tier) in tiers for row in part.held)
