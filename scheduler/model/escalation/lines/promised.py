"""A problem in which nobody works a shift that keeps that agent from standby to which a pin binds the agent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import numpy as np

from scheduler.model.conflict.stuck import stuck_agents
from scheduler.model.escalation.limits.pinned import tiers_of
from scheduler.model.escalation.lines.freeze import ShiftNeeds, frozen, variants_on
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Agent, Operation, Pin, Tier
from scheduler.operation.duty_blocks import blocks_of
from scheduler.operation.duty_hours import merged
from scheduler.problem.arrays.problem import Problem
from scheduler.problem.needs.away import Span
from scheduler.rules import limits_for
from scheduler.rules.diary import bare
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.tools.credit import credited_minutes


def promised(operation: Operation, problem: Problem) -> Problem:
    """The problem with fewer variants, all legal lines among them; as it is for agents who would have no line left."""
    asked = _asked(operation, problem)
    unable = {agent.id for agent in _unable(operation, problem, asked)}
    return _frozen(problem, {name: needs for name, needs in asked.items() if name not in unable})


def broken_promises(operation: Operation, problem: Problem) -> list[str]:
    """A message for each agent whom pins of duties leave no line; the agents have lines in the `problem`."""
    names = {agent.id for agent in _unable(operation, problem, _asked(operation, problem))}
    pins: dict[str, list[str]] = defaultdict(list)
    for pin in operation.duty_pins:
        if pin.agent in names and any(_spans(operation, problem, pin)):
            pins[pin.agent].append(_told(pin))
    for pin in operation.duty_pins:
        if any(_beyond_shifts(operation, problem, pin)):
            pins[pin.agent].append(_told(pin))
    told = ((name, ", ".join(own)) for name, own in sorted(pins.items()))
    change = "take such a row out, or what else binds these days"
    return [f"{name}: no shifts within the limits leave room for what fixed.csv pins: {own}; {change}"
            for name, own in told]  # fmt: skip


def _told(pin: Pin) -> str:
    return f"{pin.cover}/{pin.tier} of {pin.day}" if pin.tier else f"{pin.cover} of {pin.day}"


def _beyond_shifts(operation: Operation, problem: Problem, pin: Pin) -> Iterator[Span]:
    """Windows at work that a pin gives and that lie within no shift that the agent may work; rest parts two shifts."""
    horizon, people = problem.grid.horizon, problem.people
    for tier in (one for one in tiers_of(operation, pin) if not one.on_call and pin.agent in people.name):
        a = people.name.index(pin.agent)
        days = [variants_on(problem, a, day) for day in range(problem.grid.days)]
        before = max((horizon.minute(row.end) for row in operation.history if row.agent == pin.agent), default=0)
        rest = Scene(operation, horizon, [tier]).rest.get(pin.agent, 0)
        windows = [one for block in blocks_of(operation, horizon, tier.cover) for one in block.windows]
        for one in (one for one in windows if one.day == pin.day and rest and one.start >= before):
            if not any((may & (low <= one.start) & (high >= one.end)).any() for _, may, low, high in days):
                yield one.start, one.end


def _frozen(problem: Problem, asked: Mapping[str, ShiftNeeds]) -> Problem:
    off = np.full((len(problem.people.name), problem.grid.days), -1, dtype=np.int64)
    return frozen(problem, asked, off) if asked else problem


def _unable(operation: Operation, problem: Problem, asked: Mapping[str, ShiftNeeds]) -> list[Agent]:
    over = [agent for agent in operation.agents if _over(operation, problem, agent)]
    if not asked:
        return over
    stuck = stuck_agents(operation, _frozen(problem, asked))
    return [*over, *(agent for agent in stuck if agent.id in asked and agent not in over)]


def _over(operation: Operation, problem: Problem, agent: Agent) -> bool:
    """Whether pinned standby that is working time goes over the hours of a week, which shifts alone must fill."""
    limits = [one for one in limits_for(operation, agent) if isinstance(one, HoursWeek)]
    most = min((one.max for one in limits if one.max), default=None)
    least = max((one.min or 0.0 for one in limits), default=0.0)
    weeks: dict[int, int] = defaultdict(int)
    for pin in (pin for pin in operation.duty_pins if pin.agent == agent.id and most is not None):
        for tier, span, _ in _spans(operation, problem, pin):
            if tier.counts_as == "working" and _off(operation, problem, tier, pin.agent, span):
                weeks[problem.grid.horizon.week_index(pin.day)] += span[1] - span[0]
    room = 60 * (most or 0.0)
    return any(_owed(operation, problem, agent, week, least) + more > room for week, more in weeks.items())


def _owed(operation: Operation, problem: Problem, agent: Agent, number: int, hours: float) -> float:
    """Minutes that shifts must fill in a week that asks for so many hours; leave is credited."""
    diary = bare(operation, problem.grid.horizon, agent)
    week = next(days for place, days in enumerate(diary.weeks()) if place == number)
    return max(0.0, 60 * hours - credited_minutes(diary, week)) if all(map(agent.employed, week)) else 0.0


def _asked(operation: Operation, problem: Problem) -> dict[str, ShiftNeeds]:
    """Agent -> what pins ask of the agent's shifts."""
    known = {*problem.people.name}
    found: dict[str, ShiftNeeds] = defaultdict(ShiftNeeds)
    for pin in (pin for pin in operation.duty_pins if pin.agent in known):
        for tier, span, ends in _spans(operation, problem, pin):
            around = _around(operation, problem, tier, pin.agent)
            if _off(operation, problem, tier, pin.agent, span):
                found[pin.agent].off.append((span[0] - around, span[1] + around))
            if tier.cover.rest_after_hours and (ends or not tier.held_at_work):
                found[pin.agent].no_start.append((span[1], span[1] + round(60 * tier.cover.rest_after_hours)))
    return dict(found)


def _around(operation: Operation, problem: Problem, tier: Tier, agent: str) -> int:
    """Minutes of rest before and after standby that is working time."""
    return Scene(operation, problem.grid.horizon, [tier]).rest.get(agent, 0) if tier.counts_as == "working" else 0


def _off(operation: Operation, problem: Problem, tier: Tier, agent: str, span: Span) -> bool:
    """Whether no shift may touch the span: not held at work, or too long for one shift where rest parts two."""
    long = span[1] - span[0] > _longest(problem)
    return not tier.held_at_work or (long and _around(operation, problem, tier, agent) > 0)


def _longest(problem: Problem) -> int:
    """Minutes of the longest shift: no longer span is held at work alone, and rest parts two shifts."""
    return int((problem.variants.end - problem.variants.start).max(initial=0)) * problem.grid.tick_minutes


def _spans(operation: Operation, problem: Problem, pin: Pin) -> Iterator[tuple[Tier, Span, bool]]:
    """Spans of standby that a pin gives, and whether the duty is not due right after; minutes of the horizon."""
    for tier in tiers_of(operation, pin):
        blocks = blocks_of(operation, problem.grid.horizon, tier.cover) if tier.on_call else ()
        starts = {window.start for block in blocks for window in block.windows}
        own = [(window.start, window.end) for block in blocks if block.day == pin.day for window in block.windows]
        for span in merged(own):
            yield tier, span, span[1] not in starts
