"""headcount.csv -> people wanted on shifts."""

from __future__ import annotations

from scheduler.load.complaints import Complaints, Place
from scheduler.load.numbers import read_whole
from scheduler.load.rows import Known, Reader
from scheduler.load.sheet import Sheet
from scheduler.operation import Headcount

COLUMNS = ("date", "shift", "agents", "weight_under", "weight_over"), ("site", "skill", "role")


def is_headcount(name: str) -> bool:
    """Whether a file of forecasts/ is called `headcount.csv` or `headcount-NAME.csv`."""
    stem = name.rpartition("/")[2].casefold()
    return stem == "headcount.csv" or stem.startswith("headcount-")


def read_headcount(sheets: list[Sheet], known: Known, complaints: Complaints) -> tuple[Headcount, ...]:
    """Every row of every sheet, in the order of dates and shifts; two for the same people are a complaint."""
    found: dict[tuple[str, ...], Headcount] = {}
    places: dict[tuple[str, ...], Place] = {}
    for sheet in sheets:
        for row in sheet.rows():
            reader = Reader(row, complaints)
            one = _headcount(reader, known)
            key = tuple(row[column] for column in ("date", "shift", "site", "skill", "role"))
            if key in places:
                reader.complain(f"shift {key[1]!r} of {key[0]} is wanted twice (also in {places[key]}); keep one")
            places.setdefault(key, row.place)
            if one is not None and not reader.wrong:
                found[key] = one
    return tuple(found[key] for key in sorted(found))


def _headcount(reader: Reader, known: Known) -> Headcount | None:
    row = reader.row
    day, shift = reader.day(), reader.name("shift", known.shift_ids)
    site = reader.name("site", known.site_ids) if row["site"] else None
    counts = [
        reader.cell(column, lambda text: read_whole(text, row.decimals))
        for column in ("agents", "weight_under", "weight_over")
    ]
    agents, under, over = counts
    if day is None or agents is None or under is None or over is None:
        return None
    return Headcount(day, shift, agents, under, over, site, row["skill"] or None, row["role"] or None)
