"""The workbook's sheet of headcount: people wanted on each shift against those who work it, and who serves a skill."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet

from scheduler.report.answer.answer import Answer
from scheduler.report.sheets.cells import fill, head

COLUMNS = (
    ("Date", 12), ("Shift", 14), ("Site", 14), ("Skill", 14), ("Role", 14), ("Required", 10), ("Assigned", 10),
    ("Short", 8), ("Over", 8), ("Who serves the skill", 60),
)  # fmt: skip


def headcount_sheet(sheet: Worksheet, answer: Answer, styles: dict[str, Any]) -> None:
    """One row a line of the headcount files; where people are missing, their number is red."""
    head(sheet, COLUMNS, styles)
    rows = [
        (
            row.date.isoformat(), row.shift, row.wanted.site or "", row.wanted.skill or "", row.wanted.role or "",
            row.required, row.assigned, row.short, row.over, ", ".join(row.skilled),
        )
        for row in answer.score.case.headcount
    ]  # fmt: skip
    fill(sheet, rows, styles)
    area = (1, 7, max(1, len(rows)), 7)
    sheet.conditional_format(*area, {"type": "cell", "criteria": ">", "value": 0, "format": styles["red"]})
