"""Limits between duties and shifts: rest after a duty, standby that is working time, and free time without standby."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import ceil

from ortools.sat.python import cp_model

from scheduler.clock import instant
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.limits.working import standing
from scheduler.model.escalation.scene import Scene
from scheduler.operation import Agent, Cover
from scheduler.problem.needs.away import Span
from scheduler.rules import limits_for
from scheduler.rules.limits.days_off_together_week import DaysOffTogetherWeek
from scheduler.rules.limits.weekly_rest import WeeklyRest
from scheduler.rules.rule import Limit


def add_rest(draft: Draft, relaxed: bool = False) -> None:
    """Add these limits to the model; with `relaxed`, nobody gives up more of a slot than any change within it needs."""
    for cover in draft.scene.covers:
        for name in draft.holders(cover.name):
            if cover.rest_after_hours:
                _rest_after(draft, cover, name)
    for name in draft.scene.agents:
        _free_time(draft, name, relaxed)


def _rest_after(draft: Draft, cover: Cover, name: str) -> None:
    """No shift begins within so many hours of the end of a stretch of the duty."""
    slots, wanted = draft.slots[cover.name], round(60 * cover.rest_after_hours)
    for number, slot in enumerate(slots):
        now = draft.any_tier(cover.name, number, name)
        bad = [take for take, line in zip(draft.takes[name], draft.lines[name], strict=True)
               if any(slot.end <= start < slot.end + wanted for start, _ in line.shifts)]  # fmt: skip
        if not now or not bad:
            continue
        goes_on = number + 1 < len(slots) and slots[number + 1].start == slot.end
        after = draft.any_tier(cover.name, number + 1, name) if goes_on else []
        draft.model.add(sum(now) - sum(after) + sum(bad) <= 1)


Rows = list[tuple[Span, cp_model.IntVar]]


def _standby(draft: Draft, name: str, kinds: Collection[str], at_work: bool = True) -> Rows:
    """(span, variable) of an agent's standby of these kinds, with such as is held at work or without."""
    return [
        (slot.span, draft.holds[place, number, name])
        for place, tier in enumerate(draft.scene.tiers)
        if tier.on_call and tier.counts_as in kinds and (at_work or not tier.held_at_work)
        for number, slot in enumerate(draft.slots[tier.cover.name])
        if (place, number, name) in draft.holds
    ]


def _free_time(draft: Draft, name: str, relaxed: bool) -> None:
    """Each week keeps one weekly rest and one run of days off, as the limits ask, that no standby touches."""
    agent, past = draft.scene.agents[name], draft.scene.touched.get(name, [])
    rows = _standby(draft, name, ("working", "standby"))
    touching = _standby(draft, name, ("standby",), not relaxed)  # held at work, the next day may be free
    begun = [] if relaxed else [(row.span, row.begins) for row in standing(draft, agent)]
    spans, every = [span for span, _ in rows], list(range(len(draft.lines[name])))
    for limit in limits_for(draft.scene.operation, agent) if rows or past else ():
        for week in range(draft.scene.horizon.weeks):
            if isinstance(limit, WeeklyRest) and limit.hours:
                least = round(60 * limit.hours)
                chances = _rests(draft, agent, week, spans, least, every)
                if relaxed:
                    chances = _anywhere(draft, agent, week, spans, least)
                _one_free(draft, name, rows, chances, whole=relaxed)
            elif isinstance(limit, DaysOffTogetherWeek) and limit.days:
                _one_free(draft, name, touching, _runs(draft, agent, week, limit.days), begun=begun)


@dataclass
class Free:
    """Time that shifts leave free, so that a week keeps its free time beside standby."""

    whole: list[Span] = field(default_factory=list)
    """Weekly rests: no shift touches them."""
    dates: list[Span] = field(default_factory=list)
    """Days off: no shift begins in them, while one of the evening before may reach into them."""


def free_span(draft: Draft, name: str, index: int, standby: list[Span]) -> Free:
    """Time of the line that no standby touches: a span for each week and limit that asks, where standby is near."""
    agent, found = draft.scene.agents[name], Free()
    standby = [*standby, *draft.scene.touched.get(name, [])]
    limits = limits_for(draft.scene.operation, agent) if standby else []
    for limit in limits:
        for week in range(draft.scene.horizon.weeks):
            chances: list[tuple[int, Span]] = []
            if isinstance(limit, WeeklyRest) and limit.hours:
                chances = _rests(draft, agent, week, standby, round(60 * limit.hours), [index])
            elif isinstance(limit, DaysOffTogetherWeek) and limit.days:
                chances = _runs(draft, agent, week, limit.days)
            own = [span for at, span in chances if at == index]
            free = [one for one in own if not any(low < one[1] and one[0] < high for low, high in standby)]
            kept = found.dates if isinstance(limit, DaysOffTogetherWeek) else found.whole
            kept += free[:1] if _near(draft, agent, week, standby) else []
    return found


def free_chance(scene: Scene, agent: Agent, standby: list[Span], turn: int) -> Free:
    """Free time of a week that could lie beside that standby: one span a week and limit, another each `turn`."""
    found = Free()
    standby = [*standby, *scene.touched.get(agent.id, [])]
    for limit in limits_for(scene.operation, agent):
        days = _free_days(limit)
        for week in range(scene.horizon.weeks) if days else ():
            runs = [(midnight(scene, agent, first), midnight(scene, agent, first + days))
                    for first in range(7 * week, 7 * week + 8 - days)]  # fmt: skip
            near = any(low < runs[-1][1] and runs[0][0] < high for low, high in standby)
            free = [one for one in runs if not any(low < one[1] and one[0] < high for low, high in standby)]
            kept = found.dates if isinstance(limit, DaysOffTogetherWeek) else found.whole
            kept += [free[turn % len(free)]] if near and free else []
    return found


def _free_days(limit: Limit) -> int:
    """Whole days that certainly hold the free time which the limit asks for in a week; 0 where it asks for none."""
    if isinstance(limit, WeeklyRest) and limit.hours:
        return min(7, ceil(limit.hours / 24))
    return limit.days if isinstance(limit, DaysOffTogetherWeek) else 0


def _near(draft: Draft, agent: Agent, week: int, standby: list[Span]) -> bool:
    first, last = (_midnight(draft, agent, 7 * week + days) for days in (-1, 8))
    return any(low < last and first < high for low, high in standby)


def _one_free(
    draft: Draft,
    name: str,
    rows: Rows,
    chances: list[tuple[int, Span]],
    whole: bool = False,
    begun: Sequence[tuple[Span, cp_model.LinearExprT]] = (),
) -> None:
    """One of the spans (line, span) is free of standby, that of other tiers too; a line that has no span needs none.

    `whole`: a span may hold a part of a slot. Of `begun` only the start counts.
    """
    by_line: dict[int, list[cp_model.IntVar]] = {}
    for index, (start, end) in chances:
        if any(low < end and start < high for low, high in draft.scene.touched.get(name, ())):
            continue
        own = by_line.setdefault(index, [])
        if any(low < end and start < high for low, high in draft.scene.other_unrest.get(name, ())):
            continue
        chosen = draft.model.new_bool_var("")
        own.append(chosen)
        for (low, high), var in rows:
            if (start <= low and high <= end) if whole else (low < end and start < high):
                draft.model.add_implication(chosen, var.negated())
        for (low, _), begins in begun:
            if start <= low < end:
                draft.model.add(begins <= 0).only_enforce_if(chosen)
    for index, own in by_line.items():
        draft.model.add_bool_or([draft.takes[name][index].negated(), *own])


def _anywhere(draft: Draft, agent: Agent, week: int, standby: list[Span], least: int) -> list[tuple[int, Span]]:
    """(line, span) of rests that begin in the week, wherever in a slot: right after one begins they touch fewest."""
    first, last = (_midnight(draft, agent, 7 * week + days) for days in (0, 7))
    past = {end for _, end in draft.scene.touched.get(agent.id, ()) if first <= end < last}
    begins = {first, *past, *(start + 1 for start, _ in standby if first <= start < last)}
    return [(0, (at, at + least)) for at in sorted(begins)]


def _rests(
    draft: Draft, agent: Agent, week: int, standby: list[Span], least: int, lines: list[int]
) -> list[tuple[int, Span]]:
    """(line, span) of rests of `least` minutes in the week: from the end of a shift or of standby, or up to a start."""
    first, last = (_midnight(draft, agent, 7 * week + days) for days in (0, 7))
    past = draft.scene.touched.get(agent.id, [])
    ends = {end for _, end in [*past, *(standby if len(lines) == 1 else ())]}
    found = []
    for index in lines:
        line = draft.lines[agent.id][index]
        begins: set[int] = set()
        for start, end in _between(draft, line, first - least, last + least):
            own = {start, end - least, first, *(at for at in ends if start <= at <= end - least)}
            begins |= {at for at in own if max(start, first) <= at <= end - least and at < last}
        whole = {at for at in begins if at + least <= last}  # no other week takes it
        found += [(index, (at, at + least)) for at in sorted(whole or begins)]
    return found


def _between(draft: Draft, line: HolderLine, first: int, last: int) -> Iterator[Span]:
    """The time between shifts from one minute to another."""
    at = first
    for start, end in sorted([*draft.scene.shifts_before[line.agent], *line.shifts]):
        if at < start < last:
            yield at, start
        at = max(at, end)
    if at < last:
        yield at, last


def _runs(draft: Draft, agent: Agent, week: int, days: int) -> list[tuple[int, Span]]:
    """(line, span) of runs of so many days without a shift within the week."""
    found = []
    for index, line in enumerate(draft.lines[agent.id]):
        for first in range(7 * week, 7 * week + 8 - days):
            if not any(day in line.days for day in range(first, first + days)):
                found.append((index, (_midnight(draft, agent, first), _midnight(draft, agent, first + days))))
    return found


def _midnight(draft: Draft, agent: Agent, day: int) -> int:
    return midnight(draft.scene, agent, day)


def midnight(scene: Scene, agent: Agent, day: int) -> int:
    """The minute at which a day of the horizon begins on the agent's clocks; 0 is the first day."""
    horizon = scene.horizon
    return horizon.minute(instant(horizon.first + timedelta(days=day), 0, agent.time_zone))
