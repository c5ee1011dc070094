"""Headcount, meetings and duties by difference: only the rows that a change touches are counted again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from scheduler.clock import Horizon
from scheduler.count.headcount_table import headcount_of
from scheduler.goals import Goal
from scheduler.goals.meetings import Rows, attending
from scheduler.judge.trial.own import Own
from scheduler.operation import Headcount, Operation
from scheduler.operation.meeting_times import occasions
from scheduler.roster import Duty, Roster

DatedShift = tuple[date, str]
"""A date and a shift."""


class HeadcountPoints:
    """The goal `headcount`: rows of one date and shift are counted together."""

    def __init__(self, operation: Operation, horizon: Horizon, goal: Goal | None) -> None:
        self.operation, self.horizon = operation, horizon
        self.weight = 0.0 if goal is None else float(goal.weight)
        self.rows: dict[DatedShift, list[Headcount]] = defaultdict(list)
        for row in operation.headcount if self.weight else ():
            if horizon.holds(row.day):
                self.rows[row.day, row.shift].append(row)

    def touched(self, people: Iterable[Own]) -> set[DatedShift]:
        """Dates and shifts of these people of which somebody is wanted."""
        worked = {(duty.day, duty.shift) for own in people for duty in own.duties} if self.rows else set()
        return worked & self.rows.keys()

    def points(self, keys: Iterable[DatedShift], working: Mapping[DatedShift, list[Duty]]) -> dict[DatedShift, float]:
        """Points of each date and shift, not rounded."""
        found = {}
        for key in keys:
            cut = replace(self.operation, headcount=tuple(self.rows[key]))
            rows = headcount_of(cut, self.horizon, Roster(tuple(working.get(key, ()))))
            missed = sum(row.short * row.wanted.weight_under + row.over * row.wanted.weight_over for row in rows)
            found[key] = self.weight * missed
        return found


class MeetingPoints:
    """The goal `meetings`: occasions whose meeting somebody attends otherwise than before are counted again."""

    def __init__(self, operation: Operation, horizon: Horizon, goal: Goal | None) -> None:
        self.horizon, self.weight = horizon, 0.0 if goal is None else float(goal.weight)
        self.occasions = list(occasions(operation, horizon)) if self.weight and operation.meetings else []
        self.known = {one.meeting.activity for one in self.occasions}

    def rows(self, own: Own) -> set[tuple[str, int, int]]:
        """(activity, start, end) of one person's meetings."""
        minute = self.horizon.minute
        mine = (row for row in own.activities if row.activity in self.known)
        return {(row.activity, minute(row.start), minute(row.end)) for row in mine} if self.known else set()

    def points(self, people: Mapping[str, set[tuple[str, int, int]]], only: set[str] | None = None) -> dict[int, float]:
        """Number of an occasion -> points; of all, or of those of some meetings."""
        held: dict[str, Rows] = defaultdict(lambda: defaultdict(list))
        for agent, rows in people.items():
            for activity, start, end in sorted(rows, key=lambda row: row[1:]):
                held[activity][agent].append((start, end))
        return dict(self._points(held, only))

    def _points(self, held: Mapping[str, Rows], only: set[str] | None) -> Iterator[tuple[int, float]]:
        for number, one in enumerate(self.occasions):
            if only is None or one.meeting.activity in only:
                left = len(one.windows) - attending(one, held.get(one.meeting.activity, {}))
                yield number, self.weight * left * one.meeting.weight
