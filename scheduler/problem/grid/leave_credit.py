"""Minutes of leave that count as worked, by day; the solver's half (`rules.tools.credit` is the check's)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from scheduler.clock import DAY_MINUTES, Horizon, instant
from scheduler.operation import Agent, Contract, Leave, Operation
from scheduler.problem.grid.leave_room import fits
from scheduler.rules.limits.days_week import DaysWeek
from scheduler.rules.limits.hours_week import HoursWeek
from scheduler.rules.own_rows import availability_of

DEFAULT_WORK_DAYS = 5
WORKING_WEEK = 5
"""Days with this weekday number or more (Saturday is 5) are credited only if the others are too few."""


@dataclass
class LeaveCredits:
    """The credited leave of an agent; days are counted from the horizon's first."""

    whole: set[int] = field(default_factory=set)
    """Whole days of leave, credited or not."""
    minutes: dict[int, int] = field(default_factory=dict)
    """Day -> minutes that a credited whole day counts as worked."""
    beside: dict[int, int] = field(default_factory=dict)
    """Day -> minutes of leave between two times of day; they count whatever is worked on the day.

    A week's minutes all stand on its first day employed, so that agents with like hours on different days have the
    same letters.
    """
    room: dict[int, int] = field(default_factory=dict)
    """Day -> minutes of `beside` by which the week's maximum rises, because no shifts would keep it otherwise."""


def contract_day(contract: Contract) -> tuple[int, int]:
    """(paid minutes of a whole day of leave, the most such days credited a week)."""
    week = contract.limits.get(HoursWeek.name)
    hours = week.get("min") if isinstance(week, dict) else None
    days = contract.limits.get(DaysWeek.name)
    limits = days if isinstance(days, dict) else {}
    most = limits.get("min") or limits.get("max", DEFAULT_WORK_DAYS)
    return (round(60 * hours / most) if hours and most else 0, int(most))


def leave_credits(operation: Operation, horizon: Horizon, agent: Agent, leave: Iterable[Leave]) -> LeaveCredits:
    """The agent's credited leave, week by week."""
    rows, found = list(leave), LeaveCredits()
    if not rows:
        return found
    full, most = contract_day(operation.contracts[agent.contract])
    open_weekdays = {row.weekday for row in availability_of(operation, agent)} or set(range(7))
    best: dict[int, tuple[int, bool]] = {}
    for row in rows:
        for day, overlap, whole in _days_of(row, horizon, agent):
            if whole:
                found.whole.add(day)
            date = horizon.first + timedelta(days=day)
            if row.kind not in ("unpaid", "off") and agent.employed(date) and date.weekday() in open_weekdays:
                best[day] = max(best.get(day, (-1, False)), (_worth(row, full, overlap, whole), whole))
    for week in range(horizon.weeks):
        days = range(7 * week, 7 * week + 7)
        kept = _credited_days(horizon, days, open_weekdays, most, best, found.whole)
        found.minutes |= {day: best[day][0] for day in kept if best[day][1]}
        clock = sum(best[day][0] for day in kept if not best[day][1])
        if clock:
            first = next(day for day in days if agent.employed(horizon.first + timedelta(days=day)))
            found.beside[first] = clock
            others = [found.minutes[day] for day in days if day in found.minutes]
            employed = all(agent.employed(horizon.first + timedelta(days=day)) for day in days)
            if not fits(operation, agent, clock + sum(others), len(others), employed):
                found.room[first] = clock
    return found


def _worth(row: Leave, full: int, minutes: int, whole: bool) -> int:
    """Minutes that a row of leave credits on a day; `minutes` of the day are leave, `full` is the contract day or 0."""
    if row.hours is None:
        return full if whole else min(full, minutes)
    said = round(60 * row.hours)
    return said if whole or not full else min(full, said)


def _days_of(row: Leave, horizon: Horizon, agent: Agent) -> Iterator[tuple[int, int, bool]]:
    """The days of the horizon that a row of leave touches: (day, minutes of it, whether it is the whole day)."""
    if row.first_day is not None and row.last_day is not None:
        first, last = (horizon.day_index(day) for day in (row.first_day, row.last_day))
        yield from ((day, DAY_MINUTES, True) for day in range(max(0, first), min(last, horizon.days - 1) + 1))
        return
    assert row.start is not None
    assert row.end is not None
    start, end = horizon.minute(row.start), horizon.minute(row.end)
    for day in range(max(0, start // DAY_MINUTES - 2), min(horizon.days, end // DAY_MINUTES + 3)):
        edges = (horizon.first + timedelta(days=one) for one in (day, day + 1))
        low, high = (horizon.minute(instant(edge, 0, agent.time_zone)) for edge in edges)
        if start < high and low < end:
            yield day, min(end, high) - max(start, low), start <= low and high <= end


def _credited_days(
    horizon: Horizon,
    week: range,
    open_weekdays: set[int],
    most: int,
    best: dict[int, tuple[int, bool]],
    whole: set[int],
) -> list[int]:
    """The credited days of a week: weekdays, then weekend days that the contract still asks; `most` whole ones."""
    weekday = {day: (horizon.first + timedelta(days=day)).weekday() for day in week}
    free = sum(weekday[day] in open_weekdays and day not in best and day not in whole for day in week)
    order = [day for day in week if day in best and weekday[day] < WORKING_WEEK]
    needed = max(0, most - len(order) - free)
    order += [day for day in week if day in best and weekday[day] >= WORKING_WEEK][:needed]
    first = [day for day in order if best[day][1]][:most]
    return [day for day in order if not best[day][1] or day in first]
