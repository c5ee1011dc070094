"""Small operations with a forecast, made by hand, for the tests of staffing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from scheduler.clock import Horizon
from scheduler.operation import Agent, Forecast, Operation, Queue, Site

PACIFIC = "America/Los_Angeles"
WEEKDAYS_SIX_TO_TEN = {"monday-friday": "06:00-22:00"}


def horizon(first: str = "2026-01-05", weeks: int = 1) -> Horizon:
    return Horizon(date.fromisoformat(first), weeks, PACIFIC)


def phone(name: str = "calls", **keys: Any) -> Queue:
    service = {"share": 0.8, "within_seconds": 20}
    base = {"id": name, "channel": "phone", "skill": "general", "language": "en", "service": service}
    return Queue.model_validate({**base, **keys})


def email(name: str = "mail", hours: float = 4, clock: str = "calendar", **keys: Any) -> Queue:
    service = {"within_hours": hours, "clock": clock}
    base = {"id": name, "channel": "email", "skill": "general", "language": "en", "service": service}
    return Queue.model_validate({**base, **keys})


def rows(*given: tuple[str, str, int, float, float], deciles: dict[int, tuple[float, float]] | None = None) -> Forecast:
    """Rows of (queue, UTC start, minutes, volume, handle seconds); `deciles` by row number."""
    names = tuple(dict.fromkeys(row[0] for row in given))
    low, high = np.full(len(given), np.nan), np.full(len(given), np.nan)
    for row, (p10, p90) in (deciles or {}).items():
        low[row], high[row] = p10, p90
    return Forecast(
        queue=names,
        queue_index=np.array([names.index(row[0]) for row in given], dtype=np.int64),
        start=np.array([np.datetime64(row[1], "m") for row in given]),
        minutes=np.array([row[2] for row in given], dtype=np.int64),
        volume=np.array([row[3] for row in given], dtype=float),
        handle_seconds=np.array([row[4] for row in given], dtype=float),
        volume_p10=low,
        volume_p90=high,
    )


def steady(span: Horizon, queue: str, volume: float, handle: float, minutes: int = 30) -> Forecast:
    """A forecast of one volume in every interval of the horizon."""
    starts = [span.moment(minutes * i) for i in range(span.intervals(minutes))]
    return rows(*((queue, f"{start:%Y-%m-%dT%H:%M}", minutes, volume, handle) for start in starts))


def operation(*queues: Queue, forecast: Forecast | None = None, **changes: Any) -> Operation:
    sites = {
        "seattle": Site(id="seattle", time_zone=PACIFIC, holidays="US-WA"),
        "barcelona": Site(id="barcelona", time_zone="Europe/Madrid", holidays="ES-Barcelona"),
    }
    fields: dict[str, Any] = {
        "root": Path("workspace"),
        "name": "small",
        "time_zone": PACIFIC,
        "week_starts": 0,
        "interval_minutes": 30,
        "shift_step_minutes": 30,
        "break_step_minutes": 15,
        "sites": sites,
        "queues": {queue.id: queue for queue in queues},
        "shifts": {},
        "contracts": {},
        "agents": (),
        "forecast": forecast if forecast is not None else Forecast.empty(),
    }
    return Operation(**{**fields, **changes})


def agent(name: str, site: str) -> Agent:
    return Agent(name, name, site, "full", ("general",), ("en",), (), PACIFIC)
