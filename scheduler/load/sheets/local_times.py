"""A column of times -> instants in UTC: with an offset, or on a zone's clocks, doubled hours told apart by order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pandas as pd

from scheduler import clock
from scheduler.load.sheets.cells import is_plain, read_moment, to_utc
from scheduler.load.zones import read_zone
from scheduler.operation import Instants

Wrong = dict[int, str]
"""Row -> what is wrong with its time."""

NO_ZONE = "{text} has no offset; write it as 2026-12-21T08:00:00-08:00, or name its zone in a column time_zone"


def instants_of(starts: list[str], zones: list[str], queues: list[str]) -> tuple[Instants, Wrong]:
    """The starts in UTC, to the minute (NaT where wrong); each distinct pair of time and zone is read once."""
    keys = pd.Series(starts, dtype=object) + "\x1f" + pd.Series(zones, dtype=object)
    codes, found_keys = pd.factorize(keys)
    distinct = [str(key) for key in found_keys]
    moments = np.full(len(distinct), np.datetime64("NaT", "m"))
    errors: dict[int, str] = {}
    doubled: dict[int, tuple[datetime, str]] = {}
    for code, key in enumerate(distinct):
        text, _, zone_name = key.partition("\x1f")
        try:
            moment = _moment(text, zone_name)
            if _is_doubled(moment, zone_name):
                doubled[code] = (moment, zone_name)
            else:
                moments[code] = _minute(to_utc(moment, zone_name))
        except ValueError as error:
            errors[code] = f"start: {error}"
    found: Instants = moments[codes]
    wrong = _spread(codes, errors)
    _tell_apart(found, wrong, _rows_of(codes, doubled), queues)
    return found, wrong


def _moment(text: str, zone_name: str) -> datetime:
    if not text:
        raise ValueError("empty; write it as 2026-12-21T08:00:00-08:00")
    moment = read_moment(text)
    if zone_name:
        read_zone(zone_name)
    elif moment.tzinfo is None:
        raise ValueError(NO_ZONE.format(text=text))
    return moment


def _is_doubled(moment: datetime, zone_name: str) -> bool:
    if moment.tzinfo is not None or is_plain(moment.date(), zone_name):
        return False
    return clock.doubled(moment.date(), moment.hour * 60 + moment.minute, zone_name)


def _minute(moment: datetime) -> np.datetime64:
    return np.datetime64(moment.astimezone(UTC).replace(tzinfo=None), "m")


def _spread(codes: npt.NDArray[np.intp], errors: dict[int, str]) -> Wrong:
    if not errors:
        return {}
    rows = np.flatnonzero(np.isin(codes, list(errors)))
    return {int(row): errors[int(codes[row])] for row in rows}


def _rows_of(codes: npt.NDArray[np.intp], doubled: dict[int, tuple[datetime, str]]) -> dict[int, tuple[datetime, str]]:
    if not doubled:
        return {}
    return {int(row): doubled[int(codes[row])] for row in np.flatnonzero(np.isin(codes, list(doubled)))}


def _tell_apart(found: Instants, wrong: Wrong, rows: dict[int, tuple[datetime, str]], queues: list[str]) -> None:
    """Two rows of one queue at one doubled time are its first and second occurrence; one alone is wrong."""
    groups: dict[tuple[str, datetime, str], list[int]] = {}
    for row, (moment, zone_name) in rows.items():
        groups.setdefault((queues[row], moment, zone_name), []).append(row)
    for (_, moment, zone_name), members in groups.items():
        if len(members) == 2:
            for fold, row in enumerate(sorted(members)):
                minute = moment.hour * 60 + moment.minute
                found[row] = _minute(clock.wall(moment.date(), minute, zone_name, fold))
            continue
        said = _complaint(to_utc, moment, zone_name)
        wrong.update(dict.fromkeys(members, f"start: {said}"))


def _complaint(read: Callable[[datetime, str], datetime], moment: datetime, zone_name: str) -> str:
    try:
        read(moment, zone_name)
    except ValueError as error:
        return str(error)
    raise AssertionError(f"{moment} is no doubled time of {zone_name}")
