"""headcount.csv -> people wanted on shifts."""

from __future__ import annotations

from scheduler.load.complaints import Complaints, Place
from scheduler.load.sheets.numbers import read_whole
from scheduler.load.sheets.rows import Known, Reader
from scheduler.load.sheets.sheet import Sheet
from scheduler.operation import Headcount

COLUMNS = ("date", "shift", "agents", "weight_under", "weight_over"), ("site", "skill", "role", "counts")
COUNTS = ("once", "each")


def is_headcount(name: str) -> bool:
    """Whether a file of forecasts/ is called `headcount.csv` or `headcount-NAME.csv`."""
    stem = name.rpartition("/")[2].casefold()
    return stem == "headcount.csv" or stem.startswith("headcount-")


def read_headcount(sheets: list[Sheet], known: Known, complaints: Complaints) -> tuple[Headcount, ...]:
    """Every row of every sheet, in the order of dates and shifts, of one row's steps the fewest people first.

    Two steps for as many of the same people are a complaint, and so are steps that count unlike.
    """
    found: dict[tuple[tuple[str, ...], int], Headcount] = {}
    places: dict[tuple[tuple[str, ...], int], Place] = {}
    first: dict[tuple[str, ...], tuple[bool, Place]] = {}
    for sheet in sheets:
        for row in sheet.rows():
            reader = Reader(row, complaints)
            one = _headcount(reader, known)
            if one is None:
                continue
            whom = tuple(row[column] for column in ("date", "shift", "site", "skill", "role"))
            key = (whom, one.agents)
            if key in places:
                reader.complain(f"shift {one.shift!r} of {one.day} is wanted twice (also in {places[key]}); keep one")
            places.setdefault(key, row.place)
            each, place = first.setdefault(whom, (one.each, row.place))
            if each != one.each:
                reader.complain(f"counts: steps of one row count alike, and {place} says {_word(each)!r}")
            if not reader.wrong:
                found[key] = one
    return tuple(found[key] for key in sorted(found))


def _word(each: bool) -> str:
    return COUNTS[each]


def _headcount(reader: Reader, known: Known) -> Headcount | None:
    row = reader.row
    day, shift = reader.day(), reader.name("shift", known.shift_ids)
    site = reader.name("site", known.site_ids) if row["site"] else None
    numbers = [
        reader.cell(column, lambda text: read_whole(text, row.decimals))
        for column in ("agents", "weight_under", "weight_over")
    ]
    each = reader.optional("counts", _read_counts) == "each"
    if row["counts"] == "once" and not row["skill"]:
        reader.complain("counts: 'once' is for rows with a skill; name one, or leave counts empty")
    agents, under, over = numbers
    if day is None or agents is None or under is None or over is None:
        return None
    each = each and bool(row["skill"])
    return Headcount(day, shift, agents, under, over, site, row["skill"] or None, row["role"] or None, each)


def _read_counts(text: str) -> str:
    if text not in COUNTS:
        raise ValueError(f"{text!r} is neither 'once' nor 'each'")
    return text
