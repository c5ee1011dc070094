"""Counts without the tiers that CP-SAT deals out once the shifts are decided: the search leaves them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scheduler.clock import Horizon
from scheduler.count.cover_table import cover_of
from scheduler.count.presence import spans_of
from scheduler.goals import goals_of, price_of
from scheduler.goals.terms.rows import OpenDuty
from scheduler.operation import Operation
from scheduler.roster import Roster


def without_planned(
    counted: Mapping[str, int], operation: Operation, horizon: Horizon, roster: Roster, labels: Collection[str]
) -> dict[str, int]:
    """Goal -> points of a roster that names no holders, less those of tiers with these labels and of all standby."""
    (goal, price), known = price_of(operation, OpenDuty), goals_of(operation)
    standby = {name: round(known[name].of_standby(operation, horizon, roster)) for name in counted}
    found = {name: points - standby[name] for name, points in counted.items()}
    if labels and goal in found and price is not None:
        rows = cover_of(operation, horizon, roster, spans_of(operation, horizon, roster))
        found[goal] -= round(price.hour * sum(row.short_hours for row in rows if row.name in labels))
    return found
