"""Limits that cannot hold together: found, made small and mended by re-solving, one agent at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from scheduler.clock import Horizon
from scheduler.operation import Agent, Operation
from scheduler.problem.automata.kinds import Limits, line_exists
from scheduler.rules import limits_for
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.limits.time_off import TimeOff
from scheduler.rules.rule import Limit
from scheduler.rules.tools.between_breaks import beside_each_other

TRIES = 14
"""Halvings of the distance between a limit that is too tight and none at all."""


@dataclass(frozen=True)
class Quarrel:
    """One agent's conflict: an irreducible set of limits, and the cheapest change found that ends it."""

    agent: Agent
    limits: Limits
    change: str
    instead: Limits
    """Limits under which the agent has a line: all but those the change loosens."""
    loosened: Limits
    """The limits that the change loosens, as they were."""

    def __str__(self) -> str:
        names = " and ".join(_described(limit) for limit in self.limits)
        verb = "cannot hold" if len(self.limits) == 1 else "cannot hold together"
        return f"{self.agent.id}: {names} {verb}; cheapest change: {self.change}"


def quarrel(operation: Operation, horizon: Horizon, agent: Agent, every: Limits) -> Quarrel:
    """Why an agent has no legal line under these limits; the set found is irreducible, there may be others."""
    core = _irreducible(operation, horizon, agent, every)
    found = (*_changes(operation, horizon, agent, every, core), *_less_work(operation, horizon, agent, every, core))
    changes = sorted(found, key=lambda change: change[0])
    if changes:
        _, text, instead, loosened = changes[0]
        return Quarrel(agent, core, text, beside_each_other(instead), loosened)
    instead = tuple(limit for limit in every if limit not in core or limit.firm)
    while not _is_line(operation, horizon, agent, instead):  # other sets of limits conflict too
        more = _irreducible(operation, horizon, agent, instead)
        instead = tuple(limit for limit in instead if limit not in more or limit.firm)
    loosened = tuple(limit for limit in every if limit not in instead)
    text = "give up " + " and ".join(limit.name for limit in loosened)
    return Quarrel(agent, core, text, beside_each_other(instead), loosened)


def _is_line(operation: Operation, horizon: Horizon, agent: Agent, limits: Limits) -> bool:
    """Whether the agent has a line under these limits; those left out do not bind through the others either."""
    return line_exists(operation, horizon, agent, beside_each_other(limits))


def _irreducible(operation: Operation, horizon: Horizon, agent: Agent, limits: Limits) -> Limits:
    """Drop one limit after another, and keep out what the rest conflict without (the deletion filter)."""
    core = list(limits)
    for limit in limits:
        rest = tuple(one for one in core if one is not limit)
        if not limit.firm and not _is_line(operation, horizon, agent, rest):
            core.remove(limit)
    bare = tuple(limit for limit in core if not limit.firm)
    return bare or tuple(core)


Change = tuple[float, str, Limits, Limits]
"""How much it changes (a share of the number), in words, the limits after it, the limits it loosens."""


def _changes(operation: Operation, horizon: Horizon, agent: Agent, every: Limits, core: Limits) -> Iterator[Change]:
    for limit in core:
        rest = tuple(one for one in every if one is not limit)
        if not _is_line(operation, horizon, agent, rest):
            continue
        found = list(_loosened(operation, horizon, agent, rest, limit))
        for share, text, softer in found:
            yield share, text, (*rest, softer), (limit,)
        if not found:
            yield 1.0, _without(limit), rest, (limit,)


def _less_work(operation: Operation, horizon: Horizon, agent: Agent, every: Limits, core: Limits) -> Iterator[Change]:
    """Lower the least days and hours of a week together where leave is in the way, as sickness cannot be moved."""
    minima = [one for kind in (DaysWeek, HoursWeek) for one in every if isinstance(one, kind) and _numbers(one)["min"]]
    if len(minima) < 2 or not any(isinstance(limit, TimeOff) for limit in core):
        return
    rest = tuple(one for one in every if one not in minima)
    days, hours = (float(_numbers(one)["min"]) for one in minima)
    for left in range(int(days) - 1, -1, -1):
        numbers = (left, int(4 * hours * left / days) / 4)
        softer = [_with(one, "min", number) for one, number in zip(minima, numbers, strict=True)]
        if _is_line(operation, horizon, agent, (*rest, *softer)):
            told = (f"{one.name} min {before:g} -> {number:g} ({one.source})"
                    for one, before, number in zip(minima, (days, hours), numbers, strict=True))  # fmt: skip
            yield 1 - left / days, " and ".join(told), (*rest, *softer), tuple(minima)
            return


def _without(limit: Limit) -> str:
    """What giving a limit up altogether means in a planner's words."""
    return limit.way_out or f"give up {limit.name}"


def _loosened(
    operation: Operation, horizon: Horizon, agent: Agent, rest: Limits, limit: Limit
) -> Iterator[tuple[float, str, Limit]]:
    """Yield the smallest change of each number of the limit under which, alone, a line exists."""
    for key, number in _numbers(limit).items():
        if isinstance(number, bool) or not isinstance(number, int | float):
            continue
        for away in (0.0, max(24.0, 4.0 * number)):
            value = _nearest(operation, horizon, agent, rest, limit, key, away)
            if value is not None:
                share = abs(value - number) / max(abs(number), 1e-9)
                yield share, f"{limit.name} {key} {number:g} -> {value:g} ({limit.source})", _with(limit, key, value)


def _nearest(
    operation: Operation, horizon: Horizon, agent: Agent, rest: Limits, limit: Limit, key: str, away: float
) -> float | None:
    """The value nearest to the limit's own, towards `away`, that leaves the agent a line; None where none does."""
    own = float(getattr(limit, key))
    whole = isinstance(getattr(limit, key), int)
    tight, loose = own, away

    def legal(value: float) -> bool:
        softer = _with(limit, key, value)
        return softer is not None and _is_line(operation, horizon, agent, (*rest, softer))

    if not legal(loose):
        return None
    step = 1.0 if whole else 0.25
    for _ in range(TRIES):
        middle = round((tight + loose) / 2 / step) * step
        if middle in (tight, loose):
            break
        if legal(middle):
            loose = middle
        else:
            tight = middle
    return loose


def _with(limit: Limit, key: str, value: float) -> Any:
    settings = _numbers(limit) | {key: int(value) if isinstance(getattr(limit, key), int) else value}
    try:
        filled = {name: getattr(limit, name) for name in limit.filled}
        return type(limit).model_validate(settings).model_copy(update=filled)
    except ValidationError:  # such as a minimum above the maximum
        return None


def _numbers(limit: Limit) -> dict[str, Any]:
    """The settings that a planner wrote."""
    return limit.model_dump(exclude=set(limit.filled))


def _described(limit: Limit) -> str:
    """A limit with its numbers and where it comes from."""
    numbers = {key: value for key, value in _numbers(limit).items() if value is not None}
    said = ", ".join(
        f"{key} {value:g}" if isinstance(value, int | float) else f"{key} {value}" for key, value in numbers.items()
    )
    return " ".join(part for part in (limit.name, said, f"({limit.source})" if limit.source else "") if part)


def quarrels(operation: Operation, horizon: Horizon, stuck: Sequence[Agent]) -> list[Quarrel]:
    """The conflict of each agent that has no legal line."""
    return [quarrel(operation, horizon, agent, limits_for(operation, agent)) for agent in stuck]
