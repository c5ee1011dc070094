"""A CSV file as columns of text, with the line on which each row begins; spreadsheets' usual damage is read."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scheduler.load.characters import HIDDEN_IN_PROSE, hidden, told, without_hidden
from scheduler.load.complaints import Complaints, Place, meant
from scheduler.load.sheets.numbers import POINT, Decimals, decimals_of

ODD = re.compile(f"{HIDDEN_IN_PROSE.pattern}|\r(?!\n)")
"""What says that cells may hide something; line breaks and tabs inside cells are told apart by counting."""
SEPARATORS = (",", ";", "\t", "|")


@dataclass
class Row:
    """One row, for files small enough to be read row by row."""

    place: Place
    cells: dict[str, str]
    decimals: Decimals = POINT

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Sheet:
    """Columns of stripped cells, all as long as `lines`; an optional column that the file lacks is absent."""

    file: str
    columns: dict[str, list[str]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    decimals: Decimals = POINT
    """The marks that stand for the decimal point; `1,5` is one and a half in files separated by `;`."""

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        """The cells of a column; empty ones where the file has no such column."""
        return self.columns.get(name) or [""] * len(self)

    def place(self, row: int) -> Place:
        return Place(self.file, self.lines[row])

    def rows(self) -> Iterator[Row]:
        names = list(self.columns)
        for line, *cells in zip(self.lines, *self.columns.values(), strict=True):
            yield Row(Place(self.file, line), dict(zip(names, cells, strict=True)), self.decimals)


def read_sheet(
    file: str, text: str | None, required: Sequence[str], optional: Sequence[str], complaints: Complaints
) -> Sheet:
    """The rows of a CSV text; wrong columns are complaints, and so are cells beyond the last column."""
    if text is None:
        return Sheet(file)
    separator, skipped = _separator(text)
    records = _records(text, separator, skipped)
    header_line, header = next(records, (1, []))
    names = [name.strip().strip("\ufeff").casefold() for name in header]
    while names and not names[-1]:
        names.pop()
    if not _columns_right(Place(file, header_line), names, required, optional, complaints):
        complaints.unread.add(file)
        return Sheet(file)
    try:
        lines, rows, wrong = _even(file, records, len(names))
    except csv.Error as error:
        complaints.give_up(Place(file, header_line), f"not readable as CSV ({error}); is a quote left open?")
        return Sheet(file)
    complaints.add_many(wrong)
    columns = [list(map(str.strip, column)) for column in zip(*rows, strict=True)] if rows else [[] for _ in names]
    sheet = Sheet(file, dict(zip(names, columns, strict=True)), lines, decimals_of(text, separator))
    if ODD.search(text) or (separator != "\t" and "\t" in text) or text.count("\n") > len(lines) + 1:
        complaints.add_many(_cleaned(sheet))
    return sheet


def _cleaned(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    """Take out of the cells what nobody sees, and say of each where it was."""
    for name, cells in sheet.columns.items():
        for row, cell in enumerate(cells):
            found = hidden(cell, name)
            if found is not None:
                cells[row] = without_hidden(cell)
                yield sheet.place(row), f"{name}: {told(cell, found)}"


def _separator(text: str) -> tuple[str, int]:
    """The separator that the header uses, and how many lines (`sep=;`, blank ones) come before the header."""
    stripped = text.splitlines()
    for number, line in enumerate(stripped):
        if line.casefold().startswith("sep=") and len(line) > 4:
            return line[4], number + 1
        if line.strip():
            outside = "".join(line.split('"')[::2])
            return max(SEPARATORS, key=outside.count), number
    return ",", 0


def _records(text: str, separator: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Line on which it begins, and cells, of each record that is not blank."""
    stream = io.StringIO(text, newline="")
    for _ in range(skipped):
        stream.readline()
    reader = csv.reader(stream, delimiter=separator)
    line = skipped + 1
    for cells in reader:
        if any(map(str.strip, cells)):
            yield line, cells
        line = skipped + reader.line_num + 1


def _columns_right(
    place: Place, names: list[str], required: Sequence[str], optional: Sequence[str], complaints: Complaints
) -> bool:
    known = (*required, *optional)
    before = len(complaints.wrong)
    for name in dict.fromkeys(names):
        if not name:
            complaints.add(place, "a column without a name stands between others; name it or delete it")
        elif name not in known:
            complaints.add(place, f"unknown column {name!r}; {meant(name, set(known) - set(names))}")
        elif names.count(name) > 1:
            complaints.add(place, f"column {name!r} stands twice; delete one")
    missing = [name for name in required if name not in names]
    if missing:
        complaints.add(place, f"no column {', '.join(map(repr, missing))}; the first line names {','.join(required)}")
    return len(complaints.wrong) == before


def _even(
    file: str, records: Iterator[tuple[int, list[str]]], width: int
) -> tuple[list[int], list[list[str]], list[tuple[Place, str]]]:
    """Rows of exactly `width` cells; short ones are filled, long ones are complaints unless the rest is blank."""
    lines, rows, wrong = [], [], []
    for line, cells in records:
        if len(cells) != width:
            if any(cell.strip() for cell in cells[width:]):
                text = f"{len(cells)} cells under {width} columns; put quotes around a cell that holds the separator"
                wrong.append((Place(file, line), text))
            cells = (cells + [""] * width)[:width]
        lines.append(line)
        rows.append(cells)
    return lines, rows, wrong
