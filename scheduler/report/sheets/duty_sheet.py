"""The workbook's sheet of duties: who holds each place from when to when, and why a place is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from scheduler.clock import local
from scheduler.operation import Agent
from scheduler.report.answer.answer import Answer
from scheduler.report.duty_words import in_order, kind_words
from scheduler.report.rows import why_open
from scheduler.report.sheets.cells import fill, head

COLUMNS = (
    ("Duty", 44), ("Tier", 12), ("Start", 17), ("End", 17), ("Name", 24), ("Agent", 10), ("Kind", 30), ("Reason", 90),
)  # fmt: skip


def duty_sheet(sheet: Worksheet, answer: Answer, agents: Sequence[Agent], styles: dict[str, Any]) -> None:
    """One row a row of duty.csv, on the planning zone's clocks, open places in red; for some agents, theirs only.

    Duties and tiers are in the order of cover.toml, then by time.
    """
    head(sheet, COLUMNS, styles, freeze_columns=1)
    zone, names = answer.horizon.time_zone, {agent.id: agent.name for agent in agents}
    everybody, rows = len(agents) == len(answer.operation.agents), list[Sequence[object]]()
    shifts = answer.result.roster.by_agent()
    for row in in_order(answer.operation, answer.result.roster.held or ()):
        if row.agent in names or (not row.agent and everybody):
            times = (local(row.start, zone), local(row.end, zone))
            reason = "" if row.agent else why_open(answer, row)
            kind = kind_words(row, shifts.get(row.agent, ()), zone)
            rows.append((row.cover, row.tier, *times, names.get(row.agent, "nobody"), row.agent, kind, reason))
    fill(sheet, rows, styles)
    area = (1, 0, max(1, len(rows)), len(COLUMNS) - 1)
    open_row = {"type": "formula", "criteria": '=AND($A2<>"",$F2="")', "format": styles["red"]}
    sheet.conditional_format(*area, open_row)
