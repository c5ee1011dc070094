"""Forecast files -> one Forecast: arrays of rows, read column by column, since they may have 700,000 rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from scheduler.load.complaints import Complaints, Place, meant
from scheduler.load.sheets.local_times import instants_of
from scheduler.load.sheets.numbers import GROUPED, read_number
from scheduler.load.sheets.sheet import Sheet
from scheduler.operation import FloatArray, Forecast

COLUMNS = ("queue", "start", "minutes", "volume", "handle_seconds"), ("volume_p10", "volume_p90", "time_zone")


class ForecastSheet:
    """The columns of one file as arrays, and what is wrong with its rows."""

    def __init__(self, sheet: Sheet, queues: dict[str, int] | None) -> None:
        self.sheet = sheet
        self.wrong: list[tuple[int, str]] = []
        self.queue_index = self._queues(queues)
        self.start, wrong = instants_of(sheet.column("start"), sheet.column("time_zone"), sheet.column("queue"))
        self.wrong.extend(wrong.items())
        self.minutes = self._numbers("minutes", needed=True)
        self.volume = self._numbers("volume", needed=True)
        self.handle_seconds = self._numbers("handle_seconds")
        self.volume_p10 = self._numbers("volume_p10")
        self.volume_p90 = self._numbers("volume_p90")
        self._judge()

    def _queues(self, queues: dict[str, int] | None) -> npt.NDArray[np.int64]:
        names = self.sheet.column("queue")
        if queues is None:
            return np.zeros(len(names), dtype=np.int64)
        codes, distinct = pd.factorize(pd.Series(names, dtype=object))
        known = np.array([queues.get(str(name), -1) for name in distinct], dtype=np.int64)
        index: npt.NDArray[np.int64] = known[codes] if len(known) else np.zeros(0, dtype=np.int64)
        for row in np.flatnonzero(index < 0):
            name = names[row]
            self.wrong.append(
                (int(row), f"unknown queue {name!r}; {meant(name, queues)}" if name else "no queue; fill it in")
            )
        return index

    def _numbers(self, column: str, needed: bool = False) -> FloatArray:
        """The column's numbers; NaN where a cell is empty or wrong."""
        if column not in self.sheet.columns:
            return np.full(len(self.sheet), np.nan)
        texts = self.sheet.column(column)
        cells = pd.Series(texts, dtype=object)
        commas = self.sheet.decimals.comma and len(cells)
        plain = cells.str.replace(",", ".", regex=False) if commas else cells
        values: FloatArray = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64, copy=True)
        values[np.isinf(values)] = np.nan
        if commas:  # `1.234` may be read in two ways, which only its text tells
            values[cells.str.fullmatch(GROUPED).to_numpy(dtype=bool)] = np.nan
        for row in np.flatnonzero(np.isnan(values)):
            if texts[row]:
                self._reread(int(row), column, texts[row], values)
            elif needed:
                self.wrong.append((int(row), f"no {column}; fill it in"))
        return values

    def _reread(self, row: int, column: str, text: str, values: FloatArray) -> None:
        try:
            values[row] = read_number(text, self.sheet.decimals)
        except ValueError as error:
            self.wrong.append((row, f"{column}: {error}"))

    def _judge(self) -> None:
        volume, handle, minutes = self.volume, self.handle_seconds, self.minutes
        low, high = self.volume_p10, self.volume_p90
        self._where(volume < 0, lambda row: f"volume is {volume[row]:g}; contacts cannot be fewer than 0")
        self._where(handle < 0, lambda row: f"handle_seconds is {handle[row]:g}; write the mean handle time, above 0")
        empty = (volume > 0) & ~(handle > 0) & ~(handle < 0)
        self._where(
            empty, lambda row: f"volume is {volume[row]:g} but handle_seconds is empty or 0; write the mean handle time"
        )
        odd = (minutes <= 0) | (minutes > 1440) | (minutes % 1 > 0)
        self._where(odd, lambda row: f"minutes is {minutes[row]:g}; write the interval's length, such as 30")
        self._where(low < 0, lambda row: f"volume_p10 is {low[row]:g}; contacts cannot be fewer than 0")
        self._where(low > high, lambda row: f"volume_p10 {low[row]:g} is above volume_p90 {high[row]:g}; swap them")

    def _where(self, rows: Any, text: Callable[[int], str]) -> None:
        self.wrong.extend((int(row), text(int(row))) for row in np.flatnonzero(rows))

    def good(self) -> npt.NDArray[np.int64]:
        """The rows with nothing wrong."""
        keep = np.ones(len(self.sheet), dtype=bool)
        keep[[row for row, _ in self.wrong]] = False
        return np.flatnonzero(keep).astype(np.int64)

    def complain(self, complaints: Complaints) -> None:
        self.wrong.sort()
        complaints.add_many((self.sheet.place(row), text) for row, text in self.wrong)


def read_forecast(
    sheets: list[Sheet], queues: list[str] | None, complaints: Complaints
) -> tuple[Forecast, Callable[[int], Place]]:
    """All rows of all files in the order of queues and starts, and where each row stands.

    `queues` are the names there are; None where they could not be read, and then no row is kept.
    """
    index = None if queues is None else {name: number for number, name in enumerate(queues)}
    parts = [ForecastSheet(sheet, index) for sheet in sheets]
    for part in parts:
        part.complain(complaints)
    kept = [part.good() for part in parts]
    if queues is None or not sum(len(rows) for rows in kept):
        return Forecast.empty(), lambda row: Place("forecasts")

    def joined(column: str) -> Any:
        return np.concatenate([getattr(part, column)[rows] for part, rows in zip(parts, kept, strict=True)])

    order = np.lexsort((joined("start"), joined("queue_index")))
    sources = np.concatenate([np.full(len(rows), number) for number, rows in enumerate(kept)])[order]
    rows_there = np.concatenate(kept)[order]
    forecast = Forecast(
        queue=tuple(queues),
        queue_index=joined("queue_index")[order],
        start=joined("start")[order],
        minutes=joined("minutes")[order].astype(np.int64),
        volume=joined("volume")[order],
        handle_seconds=joined("handle_seconds")[order],
        volume_p10=joined("volume_p10")[order],
        volume_p90=joined("volume_p90")[order],
    )
    return forecast, lambda row: parts[sources[row]].sheet.place(int(rows_there[row]))
