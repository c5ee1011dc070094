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
    """The row of a queue, and that of those who give up; a scenario with a promise of its own tells it in its cell."""
    found = [service["queues"].get(queue) if service else None for service in services]
    target, most = _first(found, "target"), _first(found, "most_abandoned")
    yield [queue, _percent(target), *(_timely(row, target) for row in found)]
    if any(row is not None and too_many_leave(row, row) for row in found):
        yield ["  give up", f"most {_percent(most)}", *(_leaving(row, most) for row in found)]


def _first(found: Iterable[Row | None], key: str) -> float | None:
    """The promise of the first scenario that makes one."""
    return next((row[key] for row in found if row is not None and row[key] is not None), None)


def _percent(share: float | None) -> str:
    return "none" if share is None else f"{100 * share:.4g}"


def _timely(row: Row | None, usual: float | None) -> str:
    """`81.5 ±0.3 *`, `52.1 ±0.4 of none`; a dash where it is not known."""
    if row is None:
        return "-"
    if row["expected"] is None:
        return "nobody *"
    return _cell(row["expected"], row["half_width"], row["target"], usual, is_late(row))


def _leaving(row: Row | None, usual: float | None) -> str:
    """`8.3 ±0.2 *`; a dash where it is not known."""
    if row is None or row["abandoned"] is None:
        return "-"
    return _cell(row["abandoned"], row["abandoned_half_width"], row["most_abandoned"], usual, too_many_leave(row, row))


def _cell(share: float, half: float | None, own: float | None, usual: float | None, missed: bool) -> str:
    promise = "" if own == usual else f" of {_percent(own)}"
    return f"{100 * share:.1f} ±{100 * (half or 0.0):.1f}{promise} {'*' if missed else ' '}"
