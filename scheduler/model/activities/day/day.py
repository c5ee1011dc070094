"""The day stage: what people do in shifts that stand, within the limits on graphic queues, stretches and meetings.

Meetings together come first. A flow then shares everybody's time as if there were no limits; whoever has one gets the
best legal sequence for what the others leave, one shift after the other, until nobody gains; the rest is shared anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from scheduler.model.activities.day.day_best import sweep
from scheduler.model.activities.day.day_cost import late_minutes, row_points
from scheduler.model.activities.day.day_pieces import Pieces, wants_pieces
from scheduler.model.activities.day.day_tables import (
    DECOMPRESSION,
    FIRST,
    FREE,
    INTERVAL,
    KIND,
    LAST,
    LENGTH,
    MEETING,
    ROW_HIGH,
    ROW_LOW,
    ROW_OPEN,
    SHARED,
    START,
    Standing,
    room_of,
)
from scheduler.model.activities.gathering import Gatherings, meetings_weight
from scheduler.model.activities.holding import Shift, left_open
from scheduler.model.activities.serve import Served, Share, Shares, Span, breaks_of, row_names
from scheduler.model.lines.rests import held_breaks
from scheduler.operation import FloatArray, Operation
from scheduler.operation.meeting_times import occasions
from scheduler.problem.arrays.problem import Problem
from scheduler.roster import Duty
from scheduler.rules import limits_for
from scheduler.rules.limits.graphic_minutes import graphic_of

SWEEPS = (2, 1)
"""Most sweeps over all shifts before time without limits is shared anew, round after round: a budget, not a clock."""

WORTHWHILE = 1e-3
"""Share of the points that a further round must win before time is shared once more."""


def wants_days(operation: Operation) -> bool:
    """Whether anything limits activities; without it the flow alone says what is done."""
    if operation.meetings or any(queue.minimum_stretch_minutes for queue in operation.queues.values()):
        return True
    return any(graphic_of(operation, limits_for(operation, agent)) for agent in operation.agents)


class Day:
    """The activities of a roster's shifts."""

    def __init__(self, operation: Operation, problem: Problem, duties: list[Duty], served: Served) -> None:
        self.operation, self.problem = operation, problem
        self.served, self.names = served, row_names(operation, problem)
        self.row = {name: row for row, name in enumerate(self.names)}
        held = list(occasions(operation, problem.grid.horizon))
        self.holes = {duty: breaks_of(problem, duty) for duty in duties}
        Gatherings(operation, problem, self.holes).hold([one for one in held if one.meeting.together])
        alone = [one for one in held if not one.meeting.together]
        seated = {name for one in alone for name in one.windows}
        bound = {agent.id for index, agent in enumerate(operation.agents)
                 if agent.id in seated or wants_pieces(operation, problem, index)}  # fmt: skip
        self.duties = duties
        self.bound = [duty for duty in duties if duty.agent in bound]
        self.pieces = Pieces(operation, problem, self.bound, self.holes, alone)
        self.tables = self.pieces.tables()
        self.room = room_of(self.tables)
        self.expected = sum(one.meeting.weight * len(one.windows) for one in held) * meetings_weight(operation)
        self.missing = np.zeros(len(self.names))
        """[row] minutes that are short, or late, by what `spans` answers."""
        self.unattended = 0.0
        """Points of people missing at meetings."""

    def spans(self) -> dict[str, list[Span]]:
        """Agent -> what is done outside breaks."""
        shared = self.served.spans(self.duties, self.holes)
        s = self._standing(shared)
        fixed, best, points = dict[Duty, list[Span]](), shared, np.inf
        self._tell(s)
        for number, sweeps in enumerate(SWEEPS if self.bound else ()):
            won = self._sweep(s, sweeps)
            if number and won <= WORTHWHILE * points:
                break
            stay, shares = self._settled(s)
            holes = {duty: sorted([*rows, *stay.get(duty, ())]) for duty, rows in self.holes.items()}
            shared = self.served.spans(self.duties, holes, self._minutes(stay.values()), shares)
            self._take_over(s, stay, shared)
            now = self._points(s)
            if now >= points - 1e-6:
                break
            fixed, best, points = stay, shared, now
            self._tell(s)
        spans = defaultdict(list, {agent: list(rows) for agent, rows in best.items()})
        for duty, rows in self.holes.items():
            spans[duty.agent] += [row for row in rows if not row[2].startswith("break:")]
            spans[duty.agent] += fixed.get(duty, ())
        self._tell_of_duties(spans)
        return spans

    def _tell_of_duties(self, spans: Mapping[str, list[Span]]) -> None:
        """Note the minutes that nobody holds of exclusive duties: breaks belong to them, by the minute."""
        minute, shifts = self.problem.grid.horizon.minute, list[Shift]()
        for duty, holes in self.holes.items():
            first, last = minute(duty.start), minute(duty.end)
            breaks = [row for row in holes if row[2].startswith("break:")]
            away = {(start, end) for start, end, _ in breaks} - {*held_breaks(self.problem.grid.horizon, duty)}
            shifts.append(Shift([*breaks, *(row for row in spans[duty.agent] if first <= row[0] < last)], away))
        for row, minutes in left_open(self.served.wanted, self.row, shifts).items():
            self.missing[row] = minutes

    def _sweep(self, s: Standing, most: int) -> float:
        """The points won; the first sweep ever makes all legal, whatever that costs."""
        won = 0.0
        for number in range(most):
            gained = float(sweep(self.tables, s, self.room))
            won += gained
            if gained <= 1e-6 and number:
                break
        return won

    def _points(self, s: Standing) -> float:
        """What is short and late, less the points of meetings attended."""
        t, last = self.tables, self.tables.need.shape[1] - 1
        points = sum(float(row_points(t, s.worked, self.room, row, 0, last)) for row in range(len(self.names)))
        return points - self._attended(s)

    def _attended(self, s: Standing) -> float:
        """Points of people at meetings of their own."""
        worth = dict(zip(self.tables.seat[:, 0].tolist(), self.tables.seat_points.tolist(), strict=True))
        return sum(float(points) for seat, points in worth.items() if s.taken[seat])

    def _tell(self, s: Standing) -> None:
        """Note what is missing as the activities stand."""
        t = self.tables
        short = np.maximum(0.0, t.need - s.worked).sum(axis=1)
        for row, place in enumerate(t.deferred[: len(self.names)].tolist()):  # standby is no activity of a shift
            late = place >= 0
            self.missing[row] = late_minutes(t, place, s.worked[row], self.room) if late else short[row]
        weight, names = meetings_weight(self.operation), [row[2] for rows in self.holes.values() for row in rows]
        held = Counter(name for name in names if name.startswith("meeting:"))
        meetings = {one.activity: one.weight for one in self.operation.meetings.values()}
        together = sum(meetings[name] * count for name, count in held.items()) * weight
        self.unattended = self.expected - together - self._attended(s)

    def _standing(self, shared: dict[str, list[Span]]) -> Standing:
        """Everybody as the flow has it; nobody's activities keep the limits yet."""
        t = self.tables
        s = Standing(
            worked=np.zeros_like(t.need),
            choice=np.full(len(t.element), SHARED, dtype=np.int64),
            part=np.zeros((len(t.element), int((t.duty[:, ROW_HIGH] - t.duty[:, ROW_LOW]).max(initial=0)))),
            taken=np.zeros(self.pieces.seats + 1, dtype=np.bool_),
            legal=np.zeros(len(self.bound), dtype=np.bool_),
        )
        self._take_over(s, {}, shared)
        return s

    def _take_over(self, s: Standing, stay: dict[Duty, list[Span]], shared: dict[str, list[Span]]) -> None:
        """Enter what the flow has shared, and what stays as it is."""
        s.worked[:] = self._minutes([*stay.values(), *shared.values()])
        s.worked[: len(self.names)] += self.served.carried[: len(self.names)]
        s.part[:] = 0.0
        t, at_work = self.tables, {agent: sorted(rows) for agent, rows in shared.items()}
        for d, duty in enumerate(self.bound):
            low, high = int(t.duty[d, FIRST]), int(t.duty[d, LAST])
            starts, column = t.element[low:high, START], self.pieces.columns(t, d)
            for start, end, name in (*stay.get(duty, ()), *at_work.get(duty.agent, ())):
                if name in self.row and starts[0] <= start <= t.element[high - 1, START]:
                    element = low + int(np.searchsorted(starts, start, side="right")) - 1
                    s.part[element, column[self.row[name]]] += end - start

    def _minutes(self, spans: Iterable[list[Span]]) -> FloatArray:
        """[row, interval] minutes of spans that lie in one interval each."""
        worked, size = np.zeros_like(self.tables.need), self.operation.interval_minutes
        for rows in spans:
            for start, end, name in rows:
                if name in self.row and 0 <= start // size < worked.shape[1]:
                    worked[self.row[name], start // size] += end - start
        return worked

    def _settled(self, s: Standing) -> tuple[dict[Duty, list[Span]], Shares]:
        """What stays as it is of each limited shift, and what the flow may put into the rest of it.

        Pieces on a row with a shortest stretch, meetings and decompression stay. Other time may be shared among rows
        without limits; a piece on a graphic row may also keep it, as fewer graphic minutes break nothing.
        """
        t, stay = self.tables, defaultdict[Duty, list[Span]](list)
        shares: dict[int, dict[int, Share]] = defaultdict(dict)
        for d, duty in enumerate(self.bound):
            rows, a = t.rows[t.duty[d, ROW_OPEN] : t.duty[d, ROW_HIGH]].tolist(), self.pieces.number[duty.agent]
            for e in range(int(t.duty[d, FIRST]), int(t.duty[d, LAST])):
                start, length, interval, kind = (int(t.element[e, k]) for k in (START, LENGTH, INTERVAL, KIND))
                choice, piece = int(s.choice[e]), (start, start + length)
                if kind != FREE:
                    continue
                if choice < SHARED or (choice >= 0 and t.stretch[choice]):
                    stay[duty].append((*piece, self._name(choice, self.pieces.seats_of[d])))
                    continue
                share = shares[interval].setdefault(a, Share(rows, {}))
                if choice >= 0:
                    share.kept.setdefault(choice, []).append(piece)
        return stay, shares

    def _name(self, choice: int, seats: list[str]) -> str:
        if choice >= 0:
            return self.names[choice]
        return "decompression" if choice == DECOMPRESSION else seats[MEETING - choice]
