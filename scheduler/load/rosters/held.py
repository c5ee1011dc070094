"""duty.csv of a report folder -> Held rows: who holds which place of which duty."""

from __future__ import annotations

from pathlib import Path

from scheduler.load.complaints import Complaints
from scheduler.load.files import Files
from scheduler.load.rosters.cells import Wrong, moment_cell, one_of
from scheduler.load.sheets.sheet import Row, read_sheet
from scheduler.operation import Operation
from scheduler.roster import HANDOVER, Held

DUTY = ("cover", "tier", "start", "end", "agent", "kind", "reason")
KINDS = ("on_shift", "on_call", HANDOVER)


def read_held(file: Path, operation: Operation, complaints: Complaints) -> tuple[Held, ...] | None:
    """The rows of duty.csv by cover, start and tier; None where there is no such file.

    Adds a complaint for each row that cannot be read.
    """
    if not file.is_file():
        return None
    text = Files(file.parent, complaints).text(str(file), file)
    found: list[Held] = []
    for row in read_sheet(str(file), text, DUTY[:6], DUTY[6:], complaints).rows():
        try:
            found.append(held_of(row, operation))
        except Wrong as wrong:
            complaints.add(row.place, str(wrong))
    return tuple(sorted(found, key=lambda held: (held.cover, held.start, held.tier, held.agent)))


def held_of(row: Row, operation: Operation) -> Held:
    """One row; raises `Wrong`. Duties and tiers that do not exist are for `check` to find, as in activities.csv."""
    agent = row["agent"] and one_of(row["agent"], "agent", [agent.id for agent in operation.agents])
    start, end = (moment_cell(row[name], operation.time_zone) for name in ("start", "end"))
    if end <= start:
        raise Wrong(f"the end {row['end']} is not after the start {row['start']}")
    return Held(row["cover"], row["tier"], start, end, agent, one_of(row["kind"], "kind", KINDS), row["reason"])
