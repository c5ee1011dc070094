"""Chooses the weeks that a command is about."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, timedelta

import numpy as np

from scheduler.clock import WEEKDAYS, Horizon, local
from scheduler.errors import InputError
from scheduler.operation import Operation

MOST_WEEKS = 52


def choose_horizon(operation: Operation, first: date | None, weeks: int = 1) -> Horizon:
    """The weeks from `first`, else from the first week that the forecasts or the headcount cover.

    Raises `InputError` where `first` begins no week (naming the nearest one), and where nothing says which week.
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise InputError(f"--weeks {weeks}: a horizon has 1 to {MOST_WEEKS} weeks")
    if first is None:
        return Horizon(_first_week(operation), weeks, operation.time_zone)
    begins = week_of(operation, first)
    if begins != first:
        after = begins + timedelta(days=7)
        nearest = begins if first - begins < after - first else after
        given, right = (WEEKDAYS[day].capitalize() for day in (first.weekday(), operation.week_starts))
        raise InputError(f"--from {first} is a {given}; weeks begin on {right}, the nearest is {nearest}")
    return Horizon(first, weeks, operation.time_zone)


def idle_weeks_note(operation: Operation, horizon: Horizon) -> tuple[str, ...]:
    """What a planner who mistyped a date should hear: weeks of the horizon that no forecast or headcount speaks of."""
    days = demand_days(operation)
    told = {horizon.week_index(day) for day in days if horizon.holds(day)}
    idle = [horizon.first + timedelta(days=7 * week) for week in range(horizon.weeks) if week not in told]
    if not idle:
        return ()
    which = f"the week from {idle[0]} has" if len(idle) == 1 else f"{len(idle)} weeks, the first from {idle[0]}, have"
    reach = f"; the files reach from {min(days)} to {max(days)}" if days else ""
    return (f"{which} no forecast and no headcount, so only contracts and cover ask for anyone{reach}",)


def week_of(operation: Operation, day: date) -> date:
    """The first date of the week that holds the date."""
    return day - timedelta(days=(day.weekday() - operation.week_starts) % 7)


def demand_days(operation: Operation) -> Counter[date]:
    """How many forecast rows and headcount rows begin on each date, in the planning zone."""
    hours, rows = np.unique(operation.forecast.start.astype("datetime64[h]"), return_counts=True)
    days: Counter[date] = Counter()
    for hour, count in zip(hours.astype("datetime64[s]").tolist(), rows.tolist(), strict=True):
        days[local(hour.replace(tzinfo=UTC), operation.time_zone).date()] += count
    days.update(row.day for row in operation.headcount)
    return days


def _first_week(operation: Operation) -> date:
    """The first week covered from its first to its last day, else the one with the most rows."""
    days = demand_days(operation)
    if not days:
        raise InputError("forecasts/: no forecast and no headcount says which week is meant; give --from DATE")
    first, last = min(days), max(days)
    begins = week_of(operation, first + timedelta(days=6))
    if begins + timedelta(days=6) <= last:
        return begins
    weeks: Counter[date] = Counter()
    for day, rows in days.items():
        weeks[week_of(operation, day)] += rows
    return max(sorted(weeks), key=lambda week: weeks[week])
