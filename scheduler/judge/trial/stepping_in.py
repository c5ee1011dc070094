"""Who does the queue work of a shift that is taken out: others who are idle then, or on queues that have enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil, floor

from scheduler.count.coverage import QUEUE
from scheduler.goals.late import Late
from scheduler.goals.short import Short
from scheduler.judge.spans import Span
from scheduler.judge.trial.own import Change, Own
from scheduler.judge.trial.trial import Count, Trial
from scheduler.operation import IntArray
from scheduler.roster import Activity

IDLE = "idle"
LITTLE = 1e-9


class SteppingIn:
    """The people at work of one roster by interval; make it anew when the roster changes."""

    def __init__(self, trial: Trial) -> None:
        self.trial, self.queues, self.horizon = trial, trial.queues, trial.horizon
        self.there: dict[int, list[str]] = defaultdict(list)
        """Interval -> who is at work then."""
        for agent in sorted(trial.alone.agents):
            for duty in trial.own_of(agent).duties:
                for interval in self._intervals((self.horizon.minute(duty.start), self.horizon.minute(duty.end))):
                    self.there[interval].append(agent)

    def with_others(self, change: Change, count: Count, done: Iterable[Activity]) -> Change | None:
        """The change, with others on the queues that the activities `done` leave short; `count` is the change's own.

        Interval by interval and person by person in the order of their ids, others spend on such a queue what is
        missing of it: minutes in which they are idle, and those of a live queue that has more than it requires. None
        where something stays missing and nothing else makes up for its points.
        """
        before = self.trial.count
        others = count.points.keys() - {Short.name, Late.name}
        saved = sum(before.points[goal] - count.points[goal] for goal in others)
        moves = _Moves(self.trial, change, count.served.minutes.copy())
        for row in done:
            queue = self.queues.rows.get(row.activity)
            if queue is None:
                continue
            span = self.horizon.minute(row.start), self.horizon.minute(row.end)
            for interval in self._intervals(span):
                low, high = interval * self.queues.step, (interval + 1) * self.queues.step
                most = min(span[1], high) - max(span[0], low)
                left = moves.fill(queue, interval, most, self.there.get(interval, ()))
                if left > 0 and saved <= 0 and self.queues.weights[queue] > 0:
                    return None
        return moves.change()

    def _intervals(self, span: Span) -> range:
        step = self.queues.step
        return range(max(0, span[0]) // step, -(-min(span[1], self.horizon.minutes) // step))


class _Moves:
    """Minutes moved from queue to queue, written into the rows of people at the end."""

    def __init__(self, trial: Trial, change: Change, minutes: IntArray) -> None:
        self.trial, self.queues, self.start, self.minutes = trial, trial.queues, change, minutes
        self.rows: dict[str, list[tuple[int, int, str]]] = {}
        """Person -> (start, end, activity) in minutes of the horizon."""

    def fill(self, queue: int, interval: int, most: int, people: Iterable[str]) -> int:
        """Put people on a queue in an interval until nothing is missing, `most` minutes at most; what is left."""
        name, left = self.trial.requirement.queues[queue], min(most, self._missing(queue, interval, most))
        asked = self.trial.operation.queues[name]
        for agent in people:
            if left <= 0:
                return 0
            if self.trial.alone.agents[agent].serves(asked):
                left -= self._moved(agent, queue, interval, left)
        return left

    def change(self) -> Change:
        """The change with these moves."""
        found = dict(self.start)
        for agent, rows in self.rows.items():
            own, moment = found.get(agent, self.trial.own_of(agent)), self.trial.horizon.moment
            done = tuple(Activity(agent, moment(start), moment(end), what) for start, end, what in _merged(rows))
            found[agent] = Own(own.duties, done, own.held)
        return found

    def _moved(self, agent: str, queue: int, interval: int, most: int) -> int:
        """Minutes of one person that go to the queue."""
        step, label, moved = self.queues.step, QUEUE + self.trial.requirement.queues[queue], 0
        kept: list[tuple[int, int, str]] = []
        for start, end, what in self._rows_of(agent):
            low, high = max(start, interval * step), min(end, (interval + 1) * step)
            spare = min(most - moved, self._spare(what, interval), high - low) if what != label else 0
            if spare <= 0:
                kept.append((start, end, what))
                continue
            kept += [row for row in ((start, low, what), (low, low + spare, label), (low + spare, end, what))
                     if row[0] < row[1]]  # fmt: skip
            moved += spare
            self._count(what, interval, -spare)
        self._count(label, interval, moved)
        self.rows[agent] = kept
        return moved

    def _rows_of(self, agent: str) -> list[tuple[int, int, str]]:
        if agent not in self.rows:
            own, minute = self.start.get(agent, self.trial.own_of(agent)), self.trial.horizon.minute
            self.rows[agent] = [(minute(row.start), minute(row.end), row.activity) for row in own.activities]
        return self.rows[agent]

    def _spare(self, what: str, interval: int) -> int:
        """Minutes of an activity in an interval that may go."""
        if what == IDLE:
            return self.queues.step
        row = self.queues.rows.get(what)
        if row is None or row in self.queues.deferred:
            return 0
        return max(0, floor(-self._lack(row, interval) + LITTLE))

    def _missing(self, queue: int, interval: int, most: int) -> int:
        return most if queue in self.queues.deferred else max(0, ceil(self._lack(queue, interval) - LITTLE))

    def _lack(self, row: int, interval: int) -> float:
        """Minutes missing on a live queue in an interval; negative where it has more than it requires."""
        served = self.trial.count.served
        placed = float(self.minutes[row, interval]) + float(served.besides[row, interval]) * self.queues.step
        return float(self.queues.required[row, interval]) * self.queues.step - placed

    def _count(self, what: str, interval: int, minutes: int) -> None:
        row = self.queues.rows.get(what)
        if row is not None:
            self.minutes[row, interval] += minutes


def _merged(rows: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Rows in order; those of one activity that adjoin are one."""
    last: tuple[int, int, str] | None = None
    for row in sorted(rows):
        if last is not None and last[1] == row[0] and last[2] == row[2]:
            last = last[0], row[1], row[2]
            continue
        if last is not None:
            yield last
        last = row
    if last is not None:
        yield last
