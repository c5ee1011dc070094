"""Pools of queues that lack people: how much their queues miss together, whoever serves which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scheduler.clock import local
from scheduler.count.pools_table import PoolRow
from scheduler.goals import Case

LITTLE = 1e-6
"""Agents."""


def pool_lines(case: Case) -> Iterator[str]:
    """At most two lines a pool: what all its queues lack together, and the set of the scarcest people that lacks most.

    The sets are those of `pool_rows`. The second line is there where that set lacks at least half as much as the whole.
    """
    hours = case.requirement.interval_minutes / 60
    for pool in case.requirement.pools:
        found: dict[tuple[int, ...], list[PoolRow]] = defaultdict(list)
        for row in case.pools:
            if row.short > LITTLE and {*row.rows} <= {*pool.rows}:
                found[row.rows].append(row)
        missing = {rows: hours * sum(cell.short for cell in cells) for rows, cells in found.items()}
        whole = missing.pop(pool.rows, 0.0)
        if whole:
            yield f"{_line(case, found[pool.rows])}: {whole:,.1f} agent-hours whoever serves which queue"
        worst = max(missing, key=lambda rows: (missing[rows], -len(rows)), default=())
        if worst and missing[worst] >= whole / 2:
            yield f"{_line(case, found[worst])}: {missing[worst]:,.1f} agent-hours whoever serves which queue"


def _line(case: Case, cells: list[PoolRow]) -> str:
    """One line: `calls-es, sms-es lack people together, most at Mon 2026-12-21 09:00 (3.5 of 20.1 agents)`."""
    peak = max(cells, key=lambda cell: cell.short)  # the first of equals
    at = local(case.horizon.moment(case.requirement.interval_minutes * peak.interval), case.operation.time_zone)
    lack = "lacks people" if len(peak.rows) == 1 else "lack people together"
    most = f"most at {at:%a %Y-%m-%d %H:%M} ({peak.short:.1f} of {peak.required:.1f} agents)"
    return f"{case.requirement.some_names(peak.rows)} {lack}, {most}"
