"""Meetings and decompression of a roster, as people are told of them beside their breaks."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from scheduler.judge.rows.activities import near
from scheduler.roster import Activity, Duty, Roster

TOLD = ("meeting", "decompression")

Told = tuple[datetime, datetime, str]
"""Start and end (UTC), and `meeting safety-huddle` or `decompression`."""


def told_of(roster: Roster) -> dict[str, list[Activity]]:
    """Agent -> meetings and decompression, by start."""
    found: dict[str, list[Activity]] = defaultdict(list)
    for row in sorted(roster.activities, key=lambda row: (row.agent, row.start)):
        if row.activity.partition(":")[0] in TOLD:
            found[row.agent].append(row)
    return found


def pauses_and_meetings(duty: Duty, rows: list[Activity]) -> list[Told]:
    """Breaks (unpaid ones say so), meetings and decompression of a shift, by start."""
    breaks = [(one.start, one.end, one.name + ("" if one.paid else " (unpaid)")) for one in duty.pauses]
    others = [
        (row.start, row.end, row.activity.replace(":", " ", 1))
        for row in near(rows, duty.start, duty.end)
        if duty.start <= row.start < duty.end
    ]
    return sorted([*breaks, *others])
