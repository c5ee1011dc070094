"""A mark of all that decides the rosters of one horizon: where two operations share it, bounds hold for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
from pydantic import BaseModel

from scheduler.clock import Horizon
from scheduler.operation.cover import Cover
from scheduler.operation.demand import Forecast
from scheduler.operation.operation import Operation
from scheduler.operation.people import Agent, Leave
from scheduler.operation.sites import Site

AROUND = timedelta(days=2)
"""Shifts end within two days of their date, and time zones lie less than a day apart."""
BLOCK = timedelta(days=9)
"""A block of a duty that begins so long before the horizon may reach into it: a week, and zones that lie apart."""
LEFT_OUT = {"root", "name", "id", "scenario", "inputs", "warnings", "known_from"}
"""Fields of an operation that no roster depends on; its name, as those of sites and agents, is for people to read."""


def fingerprint(operation: Operation, horizon: Horizon) -> str:
    """sha256 of the operation cut to the horizon, history included: what lies outside may change without a trace."""
    within = cut(operation, horizon)
    marks = [_forecast_mark(within.forecast, horizon), str(horizon.first), str(horizon.weeks)]
    told = [_plain(getattr(within, field.name)) for field in fields(Operation) if field.name not in LEFT_OUT]
    return sha256(repr((marks, told)).encode()).hexdigest()


def cut(operation: Operation, horizon: Horizon) -> Operation:
    """The operation without people, leave, wishes, pins, duties, dates and headcount that cannot touch the horizon."""
    first, last = horizon.first - AROUND, horizon.last + AROUND
    agents = tuple(_agent_until(agent, last) for agent in operation.agents if not _joins_after(agent, last))
    here, reach = {agent.id for agent in agents}, horizon.first - BLOCK
    return replace(
        operation,
        agents=agents,
        leave=tuple(row for row in operation.leave if row.agent in here and _leave_touches(row, first, last)),
        availability=tuple(row for row in operation.availability if row.agent in here),
        wishes=tuple(row for row in operation.wishes if row.agent in here and horizon.holds(row.day)),
        pins=tuple(row for row in operation.pins if row.agent in here and first <= row.day <= last),
        history=tuple(row for row in operation.history if row.day < horizon.first),
        duty_wishes=tuple(row for row in operation.duty_wishes if row.agent in here and reach <= row.day <= last),
        duty_pins=tuple(row for row in operation.duty_pins if row.agent in here and reach <= row.day <= last),
        duty_history=tuple(row for row in operation.duty_history if row.agent in here and row.start < horizon.end),
        cover=tuple(_cover_within(duty, first, last) for duty in operation.cover),
        sites={
            name: site.model_copy(update={"extra_holidays": tuple(day for day in site.extra_holidays if day <= last)})
            for name, site in operation.sites.items()
        },
        headcount=tuple(row for row in operation.headcount if horizon.holds(row.day)),
    )


def _joins_after(agent: Agent, last: date) -> bool:
    return agent.first_day is not None and agent.first_day > last


def _agent_until(agent: Agent, last: date) -> Agent:
    """A last day beyond the horizon is as good as none."""
    return replace(agent, last_day=None) if agent.last_day is not None and agent.last_day > last else agent


def _leave_touches(row: Leave, first: date, last: date) -> bool:
    start = row.first_day or (row.start.date() if row.start is not None else first)
    end = row.last_day or (row.end.date() if row.end is not None else last)
    return start <= last and end >= first


def _cover_within(duty: Cover, first: date, last: date) -> Cover:
    days = tuple(day for day in duty.on if not isinstance(day, date) or first <= day <= last)
    return duty.model_copy(update={"on": days})


def _forecast_mark(forecast: Forecast, horizon: Horizon) -> str:
    """sha256 of the rows that overlap the horizon, whatever their order and file."""
    opens, closes = (np.datetime64(at.replace(tzinfo=None), "m") for at in (horizon.start, horizon.end))
    start = forecast.start.astype("datetime64[m]")
    rows = ((start < closes) & (start + forecast.minutes.astype("timedelta64[m]") > opens)).nonzero()[0]
    names = sorted(forecast.queue)
    rank = np.array([names.index(name) for name in forecast.queue], dtype=np.int64)
    queue = rank[forecast.queue_index[rows]] if rows.size else rows
    rows, queue = (column[np.lexsort((start[rows], queue))] for column in (rows, queue))
    figures = (forecast.minutes, forecast.volume, forecast.handle_seconds, forecast.volume_p10, forecast.volume_p90)
    mark = sha256(repr([names[number] for number in np.unique(queue)]).encode())
    for column in (np.unique(queue, return_inverse=True)[1], start[rows].astype(np.int64), *(f[rows] for f in figures)):
        mark.update(np.ascontiguousarray(column).tobytes())
    return mark.hexdigest()


def _plain(value: Any) -> Any:
    """Tables by their keys in order, models by their fields, sets in order; all else as it is."""
    if isinstance(value, Forecast):
        return None  # it has a mark of its own
    if isinstance(value, Mapping):
        return sorted((str(key), _plain(inner)) for key, inner in value.items())
    if isinstance(value, BaseModel) or is_dataclass(value):
        return [(name, _plain(getattr(value, name))) for name in _names(value)]
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return sorted(value) if isinstance(value, set | frozenset) else value


def _names(value: Any) -> Iterator[str]:
    known = type(value).model_fields if isinstance(value, BaseModel) else (field.name for field in fields(value))
    return (name for name in known if name != "name" or not isinstance(value, Agent | Site))
