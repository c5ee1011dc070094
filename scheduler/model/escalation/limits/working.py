"""Standby that is working time: it counts in hours and days as a shift does, and asks for rest before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.clock import local
from scheduler.model.escalation.draft import Draft
from scheduler.model.escalation.holder_line import HolderLine
from scheduler.model.escalation.scene import Past
from scheduler.operation import Agent
from scheduler.problem.needs.away import Span
from scheduler.rules import limits_for
from scheduler.rules.diary import bare
from scheduler.rules.limits.days_in_a_row import DaysInARow
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.hours_day import HoursDay
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.tools.credit import credited

WEEK = 7


@dataclass(frozen=True)
class Stand:
    """Standby in one slot, as a variable, and where it counts."""

    span: Span
    stands: cp_model.IntVar
    begins: cp_model.LinearExprT
    """Whether no standby of the tier comes right before it in its window."""
    days: frozenset[int]
    """Days of the horizon on which what holds it may begin: its minutes count on one of them."""


def add_working_standby(draft: Draft) -> None:
    """Add these limits to the model."""
    for name, agent in draft.scene.agents.items():
        rows = list(standing(draft, agent))
        if rows:
            _rest(draft, name, rows)
            _limits(draft, agent, rows)


def standing(draft: Draft, agent: Agent) -> Iterator[Stand]:
    """The agent's standby that is working time, slot by slot."""
    for place, tier in enumerate(draft.scene.tiers):
        if not tier.on_call or tier.counts_as != "working":
            continue
        slots = draft.slots[tier.cover.name]
        first: dict[int, int] = {}
        before: cp_model.IntVar | None = None
        for number, slot in enumerate(slots):
            first.setdefault(slot.window, slot.start)
            stands = draft.stands(place, number, agent.id)
            if stands is not None:
                goes_on = number > 0 and slots[number - 1].window == slot.window
                begins = stands - before if goes_on and before is not None else stands
                days = frozenset(_day(draft, agent, at) for at in (slot.start, first[slot.window]))
                yield Stand(slot.span, stands, begins, days)
            before = stands


def _day(draft: Draft, agent: Agent, minute: int) -> int:
    horizon = draft.scene.horizon
    return (local(horizon.moment(minute), agent.time_zone).date() - horizon.first).days


def _rest(draft: Draft, name: str, rows: list[Stand]) -> None:
    """After standby that ends nothing of the kind begins within the rest."""
    least = draft.scene.rest[name]
    for row in rows if least else ():
        end = row.span[1]
        goes_on = sum(one.stands for one in rows if one.span[0] == end)
        for later in (one for one in rows if end < one.span[0] < end + least):
            draft.model.add(row.stands - goes_on + later.stands <= 1)
    before = max((min(0, past.end) for past in _past(draft, name)), default=-least)
    now = sum(one.stands for one in rows if one.span[0] == before)
    for later in (one for one in rows if before < one.span[0] < before + least):
        draft.model.add(later.stands - now <= 0)


def _past(draft: Draft, name: str) -> Iterator[Past]:
    """The agent's standby of before the horizon that was working time."""
    tiers = (tier for tier in draft.scene.operation.tiers if tier.on_call and tier.counts_as == "working")
    kinds = {(tier.cover.name, tier.name) for tier in tiers}
    return (past for past in draft.scene.past_by_agent.get(name, ()) if (past.cover, past.tier) in kinds)


def _limits(draft: Draft, agent: Agent, rows: list[Stand]) -> None:
    operation, horizon = draft.scene.operation, draft.scene.horizon
    weeks = [range(first, first + WEEK) for first in range(0, horizon.days, WEEK)]
    dates, diary = [*horizon.dates()], bare(operation, horizon, agent)
    leave = [credited(diary, dates[days.start : days.stop]) for days in weeks]
    for limit in limits_for(operation, agent):
        if isinstance(limit, HoursDay):
            for day in range(horizon.days):
                _minutes(draft, agent.id, rows, range(day, day + 1), round(60 * limit.max))
        elif isinstance(limit, HoursWeek) and limit.max is not None:
            for days, own in zip(weeks, leave, strict=True):
                most = round(60 * (limit.max + limit.overtime))
                _minutes(draft, agent.id, rows, days, most - sum(one.minutes for one in own.values()))
        elif isinstance(limit, DaysWeek) and limit.max is not None and limit.max < WEEK:
            for days, own in zip(weeks, leave, strict=True):
                _days(draft, agent, rows, days, limit.max - sum(one.whole for one in own.values()))
        elif isinstance(limit, DaysInARow) and limit.max is not None:
            for first in range(-limit.max, horizon.days - limit.max):
                _days(draft, agent, rows, range(first, first + limit.max + 1), limit.max)


def _minutes(draft: Draft, name: str, rows: list[Stand], days: range, most: int) -> None:
    """Paid minutes of shifts and minutes of standby; what may begin on one of two days counts on both.

    Beside a line that leaves no room nobody stands by.
    """
    held = [(row.span[1] - row.span[0]) * row.stands for row in rows if any(day in days for day in row.days)]
    worked = [min(line.paid_in(days), max(0, most)) * take for line, take in _chosen(draft, name)]
    if held:
        draft.model.add(sum([*worked, *held]) <= max(0, most))


def _chosen(draft: Draft, name: str) -> Iterator[tuple[HolderLine, cp_model.IntVar]]:
    return zip(draft.lines[name], draft.takes[name], strict=True)


def _days(draft: Draft, agent: Agent, rows: list[Stand], days: range, most: int) -> None:
    """Days with a shift, or on which standby begins; beside a line that leaves no room none is added."""
    near = [(row, day) for row in rows for day in [_day(draft, agent, row.span[0])] if day in days]
    if not near:
        return
    first = draft.scene.horizon.first
    past = {(row.day - first).days for row in draft.scene.operation.history if row.agent == agent.id}
    past |= {_day(draft, agent, one.start) for one in _past(draft, agent.id)}
    past = {day for day in past if day < 0}
    added = {day: draft.model.new_bool_var("") for _, day in near}
    for row, day in near:
        works = sum(take for line, take in _chosen(draft, agent.id) if day in line.days)
        draft.model.add(added[day] >= row.begins - works)
    worked = [min(len({*line.days, *past} & {*days}), max(0, most)) * take for line, take in _chosen(draft, agent.id)]
    draft.model.add(sum([*worked, *added.values()]) <= max(0, most))
