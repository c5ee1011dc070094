"""Pools of queues that lack people: how much their queues miss together, whoever serves which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.clock import local
from scheduler.count.pools_table import PoolRow
from scheduler.goals import Case

NAMED = 3
"""Queues of a pool that are named."""


def pool_lines(case: Case) -> Iterator[str]:
    """Of each pool that lacks people: what its queues miss together, and the smallest set that misses half of that.

    The sets are those of `pool_rows`, the scarcest people first.
    """
    hours = case.requirement.interval_minutes / 60
    for pool in case.requirement.pools:
        found: dict[tuple[int, ...], list[PoolRow]] = defaultdict(list)
        for row in case.pools:
            if row.short > 0 and {*row.rows} <= {*pool.rows}:
                found[row.rows].append(row)
        missing = {rows: hours * sum(cell.short for cell in cells) for rows, cells in found.items()}
        if not missing.get(pool.rows):
            continue
        yield f"{_line(case, found[pool.rows])}: {missing[pool.rows]:,.1f} agent-hours"
        inner = next(rows for rows in sorted(missing, key=len) if missing[rows] >= missing[pool.rows] / 2)
        if inner != pool.rows:
            yield f"{_line(case, found[inner])}: {missing[inner]:,.1f} of these agent-hours"


def _line(case: Case, cells: list[PoolRow]) -> str:
    """`calls-es, sms-es lack people together, most at Mon 2026-12-21 09:00 (3.5 of 20.1 agents)`."""
    peak = max(cells, key=lambda cell: cell.short)  # the first of equals
    at = local(case.horizon.moment(case.requirement.interval_minutes * peak.interval), case.operation.time_zone)
    lack = "lacks people" if len(peak.rows) == 1 else "lack people together"
    most = f"most at {at:%a %Y-%m-%d %H:%M} ({peak.short:.1f} of {peak.required:.1f} agents)"
    return f"{_names(case, peak.rows)} {lack}, {most}"


def _names(case: Case, rows: tuple[int, ...]) -> str:
    names, rest = [case.requirement.queues[row] for row in rows], len(rows) - NAMED
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:NAMED])} and {rest} more"
