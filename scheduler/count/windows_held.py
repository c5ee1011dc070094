"""Windows of duties by who holds them, from the rows of a roster."""

from __future__ import annotations

from datetime import date

from scheduler.clock import Horizon
from scheduler.operation import Operation
from scheduler.operation.duty_hours import duty_windows
from scheduler.roster import HANDOVER, Roster


def windows_held(operation: Operation, horizon: Horizon, roster: Roster) -> dict[str, set[tuple[str, date]]]:
    """Agent -> (duty, date) of the windows within the horizon of which the agent holds any part, in any tier.

    The date is that on which the window begins, in the duty's zone. A roster that names no holders has none.
    """
    found: dict[str, set[tuple[str, date]]] = {}
    rows = [row for row in roster.held or () if row.agent and row.kind != HANDOVER]
    for cover in operation.cover:
        own = [row for row in rows if row.cover == cover.name]
        for day, first, last in duty_windows(operation, horizon, cover) if own else ():
            for row in own:
                if horizon.minute(row.start) < last and first < horizon.minute(row.end):
                    found.setdefault(row.agent, set()).add((cover.name, day))
    return found
