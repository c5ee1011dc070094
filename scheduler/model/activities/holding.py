"""Places the minutes of exclusive duties within an interval: where nobody holds the duty, and up to a coming break.

The flow says how many minutes of an interval an agent holds a duty, not which. The count looks at each minute, so two
holders in the same minute would leave another minute open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

import numpy as np

from scheduler.model.lines.rests import Held, Piece
from scheduler.operation import IntArray, Operation
from scheduler.operation.duty_hours import duty_intervals
from scheduler.problem.arrays.problem import Problem


class Shift(NamedTuple):
    """What an agent does in a shift."""

    spans: list[tuple[int, int, str]]
    """(start, end, activity), breaks included, in minutes from the horizon's start."""
    away: set[Piece]
    """Breaks in which no duty goes on."""


def wanted_by_minute(operation: Operation, problem: Problem) -> dict[int, IntArray]:
    """Row of an exclusive duty -> [minute] people wanted, less able agents whose shift began before the horizon."""
    horizon = problem.grid.horizon
    tiers = [tier for tier in operation.tiers if tier.exclusive]
    past = [row for row in operation.history if row.day < horizon.first and row.end > horizon.start]
    found: dict[int, IntArray] = {}
    for row, tier in zip(sorted(problem.demand.exclusive), tiers, strict=False):
        able = {agent.id for agent in operation.agents if tier.staffed_by(agent)}
        found[row] = wanted = np.zeros(horizon.minutes, dtype=np.int64)
        for start, end in duty_intervals(operation, horizon, tier.cover):
            wanted[start:end] += tier.agents
        for worked in (one for one in past if one.agent in able):
            wanted[max(0, horizon.minute(worked.start)) : horizon.minute(worked.end)] -= 1
    return found


def left_open(wanted: Mapping[int, IntArray], number: Mapping[str, int], shifts: Iterable[Shift]) -> dict[int, int]:
    """Row of an exclusive duty -> minutes for which nobody holds it; `number` are rows by the duty's activity.

    Who takes a break goes on with the duty held before it, but where the agent is away.
    """
    left = {row: people.copy() for row, people in wanted.items()}
    for shift in shifts:
        latest = ""
        for start, end, name in sorted(shift.spans):
            latest = latest if name.startswith("break:") else name
            if number.get(latest) in left and (start, end) not in shift.away:
                left[number[latest]][max(0, start) : max(0, end)] -= 1
    return {row: int(np.maximum(0, people).sum()) for row, people in left.items()}


class Holding:
    """People still wanted on each exclusive duty, by minute of the horizon."""

    def __init__(self, wanted: Mapping[int, IntArray]) -> None:
        """`wanted` [minute] people by row of the demand."""
        self.wanted = {row: people.copy() for row, people in wanted.items()}
        self.promised: Counter[tuple[int, int]] = Counter()
        """(row, start of a break) -> how many agents hold the duty in the minute before and go on in the break."""

    def placed(
        self,
        rows: Mapping[int, Mapping[int, int]],
        free: Mapping[int, list[Piece]],
        held: Collection[Held],
        soon: Mapping[int, list[Piece]],
    ) -> dict[int, list[tuple[int, list[Piece]]]]:
        """Agent -> (row of a duty, pieces of free time in which to hold it).

        `rows` [agent][row] are the minutes given by the flow and `free` [agent] the pieces, all of one interval.
        `held` are breaks of the interval in which a duty is held, `soon` [agent] the breaks that begin in it. The agent
        with the least spare time is placed first.
        """
        for one in held:
            self._take(one.row, [(one.start, one.start + one.minutes)])
        duties = {a: {row: own[row] for row in own if row in self.wanted} for a, own in rows.items()}
        spare = {a: len(_minutes(free[a])) - sum(own.values()) for a, own in duties.items() if own}
        return {a: self._own(duties[a], free[a], soon.get(a, ())) for a in sorted(spare, key=lambda a: (spare[a], a))}

    def _own(
        self, duties: Mapping[int, int], free: list[Piece], breaks: Collection[Piece]
    ) -> list[tuple[int, list[Piece]]]:
        """The pieces of one agent: minutes by row in `free`, those of a duty that goes on in a break first."""
        found, left = list[tuple[int, list[Piece]]](), free
        for row in sorted(duties, key=lambda row: (not any(self._goes_on(row, one) for one in breaks), row)):
            pieces = _joined(self._chosen(row, _minutes(left), duties[row], breaks))
            self._take(row, pieces)
            found.append((row, pieces))
            left = _joined({*_minutes(left)} - {*_minutes(pieces)})
        return found

    def _chosen(self, row: int, minutes: Iterable[int], most: int, breaks: Collection[Piece]) -> list[int]:
        """The best `most` minutes: the last one before a break in which the duty goes on, then minutes still wanted.

        Minutes closer to the next break come first.
        """
        wanted = self.wanted[row]
        last = {one[0] - 1 for one in breaks if self._goes_on(row, one)}

        def order(minute: int) -> tuple[bool, bool, int, int]:
            ahead = min((start - minute for start, _ in breaks if start > minute), default=len(wanted))
            return minute not in last, wanted[minute] <= 0, ahead, minute

        chosen = sorted(minutes, key=order)[:most]
        self.promised.update((row, minute + 1) for minute in last.intersection(chosen))
        return chosen

    def _goes_on(self, row: int, pause: Piece) -> bool:
        """Whether the duty wants one more holder in a break."""
        start, end = pause
        return int(self.wanted[row][max(0, start) : max(0, end)].max(initial=0)) > self.promised[row, start]

    def _take(self, row: int, pieces: Iterable[Piece]) -> None:
        for start, end in pieces:
            self.wanted[row][max(0, start) : max(0, end)] -= 1


def _minutes(pieces: Iterable[Piece]) -> list[int]:
    return [minute for start, end in pieces for minute in range(start, end)]


def _joined(minutes: Iterable[int]) -> list[Piece]:
    """Minutes joined into pieces: sorted, with a gap between any two."""
    found: list[Piece] = []
    for minute in sorted(minutes):
        if found and found[-1][1] == minute:
            found[-1] = (found[-1][0], minute + 1)
        else:
            found.append((minute, minute + 1))
    return found
