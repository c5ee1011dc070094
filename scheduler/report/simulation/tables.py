"""The simulation as rows: simulation.csv by queue and interval, simulation.json with days, weeks and the horizon."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, fields
from typing import Any

from scheduler.clock import local
from scheduler.judge.simulation import Estimate, Figures, Simulation
from scheduler.report.text import Row, csv_bytes, instant_text, number

FIGURES = tuple(field.name for field in fields(Figures))
PLACES = 4


def simulation_csv(found: Simulation) -> bytes:
    """One row a queue and interval; `*_half` is half the width of the 95 % confidence interval, empty where unknown."""
    header = ["queue", "start", "minutes", *(name + part for name in FIGURES for part in ("", "_half"))]
    return csv_bytes(header, _rows(found))


def _rows(found: Simulation) -> Iterator[Row]:
    horizon, step = found.horizon, found.interval_minutes
    starts = [instant_text(horizon.moment(step * i), horizon.time_zone) for i in range(found.day.size)]
    figures = [getattr(found.by_interval, name) for name in FIGURES]
    for row, queue in enumerate(found.queues):
        for i, start in enumerate(starts):
            cells = (number(round(float(part[row, i]), PLACES)) for one in figures for part in (one.mean, one.half))
            yield (queue.id, start, step, *cells)


def simulation_object(found: Simulation, notes: tuple[str, ...]) -> dict[str, Any]:
    """Settings, then every queue's figures over the horizon, by day and by week, and all live queues by day."""
    horizon = found.horizon
    days = [str(local(horizon.moment(found.interval_minutes * i), horizon.time_zone).date())
            for i in range(found.day.size)]  # fmt: skip
    dates = list(dict.fromkeys(days))
    weeks = dates[::7]
    return {
        "settings": {**asdict(found.settings), "contacts": "given" if found.replayed else "drawn"},
        "confidence": 0.95,
        "queues": [
            {
                "queue": queue.id,
                "target": queue.service.share if queue.service is not None else None,
                "definition": "done by its due time" if queue.deferred else queue.service_level_definition,
                **cells(found.whole, row, 0),
                "days": [{"date": day, **cells(found.by_day, row, i)} for i, day in enumerate(dates)],
                "weeks": [{"first": day, **cells(found.by_week, row, i)} for i, day in enumerate(weeks)],
            }
            for row, queue in enumerate(found.queues)
        ],
        "live_days": [{"date": day, **cells(found.live, 0, i)} for i, day in enumerate(dates)],
        "notes": list(notes),
    }


def cells(figures: Figures, row: int, column: int) -> dict[str, float | None]:
    """Every figure and its half-width; None where there is none."""
    found: dict[str, float | None] = {}
    for name in FIGURES:
        one: Estimate = getattr(figures, name)
        found[name] = known(float(one.mean[row, column]))
        found[name + "_half"] = known(float(one.half[row, column]))
    return found


def known(value: float) -> float | None:
    """Rounded to what a planner can use; None for NaN."""
    return None if math.isnan(value) else round(value, PLACES)
