"""The service of queues in scenarios side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from scheduler.report.answer.verdicts import Row, is_late, missed_queues, too_many_leave, verdict_of

Service = Mapping[str, Any]
"""`service` of a summary."""


def queues_of(service: Service | None) -> dict[str, dict[str, Any]]:
    """`queues` of a scenario in compare.json; nothing where nothing was simulated."""
    keys = ("expected", "half_width", "abandoned", "target", "most_abandoned")
    rows = service["queues"] if service else {}
    return {name: {**{key: row[key] for key in keys}, "verdict": verdict_of(row)} for name, row in rows.items()}


def queue_table(services: Mapping[str, Service | None]) -> list[list[str]]:
    """A header, then a row for each queue that misses a target in one of the scenarios; nothing where none does.

    Where more give up than the queue allows, a second row tells them. A star marks what is missed beyond chance.
    """
    known = [service for service in services.values() if service]
    queues = dict.fromkeys(queue for service in known for queue in missed_queues(service))
    rows = list(chain.from_iterable(_rows(services.values(), queue) for queue in queues))
    return [["in time, % (* missed)", "promised", *services], *rows] if rows else []


def _rows(services: Iterable[Service | None], queue: str) -> Iterator[list[str]]:
    """The row of a queue, and that of those who give up."""
    found = [service["queues"].get(queue) if service else None for service in services]
    limits = next(row for row in found if row is not None)
    target, most = limits["target"], limits["most_abandoned"]
    yield [queue, "" if target is None else f"{100 * target:.4g}", *map(_timely, found)]
    if any(row is not None and too_many_leave(row, row) for row in found):
        yield ["  give up", f"most {100 * (most or 0.0):.4g}", *map(_leaving, found)]


def _timely(row: Row | None) -> str:
    """`81.5 ±0.3 *`; a dash where it is not known."""
    if row is None:
        return "-"
    if row["expected"] is None:
        return "nobody *"
    return f"{100 * row['expected']:.1f} ±{100 * (row['half_width'] or 0.0):.1f} {'*' if is_late(row) else ' '}"


def _leaving(row: Row | None) -> str:
    """`8.3 ±0.2 *`; a dash where it is not known."""
    if row is None or row["abandoned"] is None:
        return "-"
    star = "*" if too_many_leave(row, row) else " "
    return f"{100 * row['abandoned']:.1f} ±{100 * (row['abandoned_half_width'] or 0.0):.1f} {star}"
