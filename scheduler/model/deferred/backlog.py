"""Deferred work of one queue, interval by interval: waiting, planned, done and late minutes."""

from __future__ import annotations

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.needs.lost import lost_arrivals, lost_backlog
from scheduler.requirement import DeferredWork


class Backlog:
    """Minutes of work that have arrived and are not done; the earliest due is done first."""

    def __init__(self, work: DeferredWork, plan: FloatArray | None = None) -> None:
        """`plan` [interval] minutes meant to be done; without a plan, work is meant to be done when it arrives."""
        self.queue, self.plan = work, plan
        lost = np.where(lost_backlog(work), work.backlog, 0.0) / 60
        timely = work.backlog / 60 - lost
        self.waiting = {due: float(timely[due]) for due in np.flatnonzero(timely > 0).tolist()}
        """Due interval -> minutes that are not late yet."""
        self.overdue = self.late = float(lost.sum())
        """`overdue`: minutes late and not done. `late`: minutes that ever were late."""
        self.planned = 0.0
        """Minutes planned by now that are neither done nor late."""
        self.lost = lost_arrivals(work)
        self.done = np.zeros(work.due.size)
        """[interval] minutes of work due in the horizon: done, or late and entered where it could be last."""
        self.last_open = -1
        """The last open interval so far. Work that becomes late had one: `problem.needs.lost` takes the rest out."""
        self.now = 0

    def arrive(self, interval: int) -> None:
        """Begin an interval: add its arrivals and its plan; work due by now and not done becomes late."""
        self.now = interval
        minutes, due = float(self.queue.arrivals[interval]) / 60, int(self.queue.due[interval])
        if self.lost[interval]:
            self.overdue += minutes
            self.late += minutes
        elif minutes > 0:
            self.waiting[due] = self.waiting.get(due, 0.0) + minutes
        if self.plan is not None:
            self.planned += float(self.plan[interval])
        for one in [due for due in self.waiting if due <= interval]:
            late = self.waiting.pop(one)
            self.overdue += late
            self.late += late
            self.planned -= late
            self.done[self.last_open] += late
        if self.queue.open[interval]:
            self.last_open = interval

    def wanted(self, interval: int) -> tuple[float, float, float]:
        """Minutes that may be worked now: (planned by now, all not late, late); 0 while the queue is closed."""
        if not self.queue.open[interval]:
            return 0.0, 0.0, 0.0
        timely = sum(self.waiting.values())
        planned = timely if self.plan is None else min(max(0.0, self.planned), timely)
        return planned, timely, self.overdue

    def work(self, minutes: float) -> None:
        """Do `minutes` of work, the earliest due first and late work last."""
        for due in sorted(self.waiting):
            done = min(self.waiting[due], minutes)
            self.waiting[due] -= done
            minutes -= done
            if due < self.queue.due.size:
                self.planned -= done
                self.done[self.now] += done
            if self.waiting[due] <= 1e-9:
                del self.waiting[due]
            if minutes <= 0:
                return
        self.overdue = max(0.0, self.overdue - minutes)
