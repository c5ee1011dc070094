"""Cells of a workbook's sheets: formats, the frozen first row, and rows below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

HEAD = {"bold": True, "bg_color": "#1d2733", "font_color": "#ffffff", "valign": "vcenter", "text_wrap": True}
STYLES: dict[str, dict[str, Any]] = {
    "head": HEAD,
    "text": {},
    "wrap": {"text_wrap": True, "valign": "top"},
    "hours": {"num_format": "#,##0.0"},
    "whole": {"num_format": "#,##0"},
    "instant": {"num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "shift": {"bg_color": "#dbe7f0", "align": "center", "border": 1, "border_color": "#ffffff"},
    "leave": {"bg_color": "#f3ecd9", "font_color": "#8a6d2b", "align": "center"},
    "red": {"bg_color": "#f6c9c0", "font_color": "#8f2419"},
    "green": {"bg_color": "#dff0ec", "font_color": "#0b5e57"},
}
Cells = Iterable[Sequence[object]]


def head(sheet: Worksheet, columns: Sequence[tuple[str, int]], styles: dict[str, Any], freeze_columns: int = 0) -> None:
    """The first row, frozen: titles and widths of the columns."""
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, styles["head"])
    sheet.freeze_panes(1, freeze_columns)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def fill(sheet: Worksheet, rows: Cells, styles: dict[str, Any]) -> None:
    """Rows below the first, with a filter."""
    last = 0
    width = 1
    for last, cells in enumerate(rows, 1):
        line(sheet, last, cells, styles)
        width = len(cells)
    if last:
        sheet.autofilter(0, 0, last, width - 1)


def decimal(value: float) -> Decimal:
    """Two decimals as they are written: of a float the file would tell `-0.07000000000000001`."""
    return Decimal(str(round(value, 2) + 0.0))


def line(sheet: Worksheet, row: int, cells: Sequence[object], styles: dict[str, Any]) -> None:
    """One row: numbers as numbers, instants as such, all else as text (`=1+1` is a name here, never a formula)."""
    for column, cell in enumerate(cells):
        if isinstance(cell, float):
            sheet.write_number(row, column, decimal(cell), styles["hours"])
        elif isinstance(cell, int):
            sheet.write_number(row, column, cell, styles["whole"])
        elif isinstance(cell, datetime):
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), styles["instant"])
        elif cell is not None:
            sheet.write_string(row, column, str(cell), styles["text"])
