"""The grid that duties ask for which the model counts by intervals: the judge counts all of them by minutes."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, gcd
from typing import NamedTuple

from scheduler.clock import offsets
from scheduler.errors import InputError
from scheduler.goals import goals_of
from scheduler.goals.cover import Cover as CoverGoal
from scheduler.goals.goal import one_of
from scheduler.load.duty.keys import spans_of_day
from scheduler.operation import Agent, Cover, Operation


class Asked(NamedTuple):
    """The longest intervals on whose edges a duty falls, in minutes, and what of it is off the grid that was told."""

    minutes: int
    off: tuple[str, ...]


def asked_by_duties(operation: Operation) -> dict[int, Asked]:
    """What each duty asks for whose holders are chosen, by its place in cover.toml; the others ask for nothing.

    Duties that cost nothing or that nobody may hold differ by no minute.
    """
    if not _counted(operation):
        return {}
    asking = {place: duty for place, duty in enumerate(operation.cover) if _asks(operation, duty)}
    return {place: _asked(operation, duty) for place, duty in asking.items()}


def _asks(operation: Operation, duty: Cover) -> bool:
    """Whether the duty is exclusive or standby in any tier, or one person at work could count for either of two."""
    apart = duty.apart_from or any(duty.name in other.apart_from for other in operation.cover)
    if apart or any(tier.exclusive or tier.on_call for tier in duty.parts):
        return True
    return any(sum(tier.staffed_by(agent) for tier in duty.parts) > 1 for agent in operation.agents)


def _counted(operation: Operation) -> bool:
    """Whether people missing on duties cost anything; what is wrong in goals.toml is complained of elsewhere."""
    try:
        goal = one_of(goals_of(operation), CoverGoal)
    except InputError:
        return False
    return goal is not None and goal.weight > 0


def _asked(operation: Operation, duty: Cover) -> Asked:
    """Standby lies outside shifts, and who holds a duty beside the queues has its breaks in it: only others matter."""
    told, apart = operation.interval_minutes, _apart(operation, duty.time_zone or operation.time_zone)
    able = [agent for agent in operation.agents if duty.staffed_by(agent)]
    holders = {(agent.site, agent.time_zone, agent.contract): agent for agent in able}.values()
    in_breaks = any(tier.exclusive for tier in duty.parts)
    own = {
        "its hours": [edge + zone for span in spans_of_day(duty) for edge in span for zone in apart if able],
        "its holders' shifts": [edge for one in holders for edge in _shift_edges(operation, one)],
        "its holders' breaks": [edge for one in holders for edge in _break_edges(operation, one) if in_breaks],
    }
    found = {name: gcd(told, *edges) for name, edges in own.items()}
    return Asked(gcd(told, *found.values()), tuple(name for name, minutes in found.items() if minutes < told))


def _apart(operation: Operation, zone_name: str) -> set[int]:
    """Minutes from the clocks of that zone to those of the planning zone, in every season."""
    return {there - here for there in offsets(operation.time_zone) for here in offsets(zone_name)}


def _shifts(operation: Operation, agent: Agent) -> Iterator[tuple[str, int, int]]:
    """Every shift that the agent may work: its kind, its start by the agent's clocks and its length, in minutes."""
    for shift in operation.shifts_of(agent):
        for start in shift.starts(operation.shift_step_minutes):
            for length in shift.lengths():
                yield shift.id, start, length


def _shift_edges(operation: Operation, agent: Agent) -> Iterator[int]:
    """Minutes from a midnight of the planning zone to starts and ends."""
    apart = _apart(operation, agent.time_zone)
    for _, start, length in _shifts(operation, agent):
        for zone in apart:
            yield from (start + zone, start + zone + length)


def _break_edges(operation: Operation, agent: Agent) -> Iterator[int]:
    """Minutes whose common divisor is that of all starts and ends of breaks, from a midnight of the planning zone.

    Breaks start on the step of the agent's clocks, in their window of hours after the shift's start.
    """
    apart, step = _apart(operation, agent.time_zone), operation.break_step_minutes
    for name, start, length in _shifts(operation, agent):
        for pause in operation.breaks_of(agent.site, operation.shifts[name], length):
            low, high = (60 * hours for hours in pause.between_hours)
            first = step * ceil((start + low) / step)
            last = step * floor((start + min(high, length - pause.minutes)) / step)
            if first <= last:
                yield from (first + zone for zone in apart)
                yield from (pause.minutes, step if first < last else 0)
