"""Shifts: kinds of shift, fixed or flexible, and their breaks."""

from __future__ import annotations

from typing import Any

from pydantic import (
    Field,
    NonNegativeFloat,
    PositiveFloat,
    PositiveInt,
    model_validator,
)

from scheduler.operation.fields import Config, TimeOfDay


class Break(Config):
    """A pause within a shift; it starts between so many elapsed hours after the shift does."""

    name: str
    minutes: PositiveInt
    paid: bool = True
    between_hours: tuple[NonNegativeFloat, NonNegativeFloat]
    if_hours_at_least: NonNegativeFloat = 0

    @model_validator(mode="after")
    def _ordered(self) -> Break:
        if self.between_hours[0] > self.between_hours[1]:
            raise ValueError("between_hours wants the earlier hour first")
        return self


class Starts(Config):
    """The clock times at which a shift may start: from, from + step, ... up to and including to (minutes)."""

    from_: TimeOfDay = Field(alias="from")
    to: TimeOfDay


class Lengths(Config):
    """How many elapsed hours a shift may last, breaks inside."""

    from_: PositiveFloat = Field(alias="from")
    to: PositiveFloat
    step: PositiveFloat = 0.5


class Shift(Config):
    """A kind of shift: fixed, or flexible in its start, its length and the places of its breaks."""

    id: str
    start: Starts
    hours: Lengths
    breaks: tuple[Break, ...] = ()
    sites: tuple[str, ...] | None = None
    not_followed_by: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _widen(cls, table: Any) -> Any:
        if isinstance(table, dict):
            table = dict(table)
            if isinstance(table.get("start"), str):
                table["start"] = {"from": table["start"], "to": table["start"]}
            if isinstance(table.get("hours"), int | float):
                table["hours"] = {"from": table["hours"], "to": table["hours"]}
        return table

    def starts(self, step: int) -> tuple[int, ...]:
        """Start minutes of the local day; a window past midnight (22:00 to 02:00) goes on beyond 1440."""
        end = self.start.to if self.start.to >= self.start.from_ else self.start.to + 1440
        return tuple(minute % 1440 for minute in range(self.start.from_, end + 1, step))

    def lengths(self) -> tuple[int, ...]:
        """Lengths in elapsed minutes, breaks inside, shortest first."""
        first, last, step = (round(60 * hours) for hours in (self.hours.from_, self.hours.to, self.hours.step))
        return tuple(range(first, last + 1, step))
