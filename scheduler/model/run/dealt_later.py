"""Counts without the tiers that CP-SAT deals out once the shifts are decided: the search leaves them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scheduler.clock import Horizon
from scheduler.count.cover_table import cover_of
from scheduler.count.presence import spans_of
from scheduler.goals import price_of
from scheduler.goals.terms.rows import OpenDuty
from scheduler.operation import Operation
from scheduler.roster import Roster


def without_planned(
    counted: Mapping[str, int], operation: Operation, horizon: Horizon, roster: Roster, labels: Collection[str]
) -> dict[str, int]:
    """Goal -> points of a roster that names no holders, less those of the tiers with these labels."""
    (goal, price), found = price_of(operation, OpenDuty), dict(counted)
    if labels and goal in found and price is not None:
        rows = cover_of(operation, horizon, roster, spans_of(operation, horizon, roster))
        found[goal] -= round(price.hour * sum(row.short_hours for row in rows if row.name in labels))
    return found
