"""Deferred work of one queue as the intervals go by: what waits, what of it is planned by now, and what is late."""

from __future__ import annotations

import numpy as np

from scheduler.operation import FloatArray
from scheduler.problem.lost import lost_arrivals, lost_backlog
from scheduler.requirement import DeferredWork


class Backlog:
    """What has arrived and is not done, in minutes; what is due earliest is done first."""

    def __init__(self, work: DeferredWork, plan: FloatArray | None = None) -> None:
        """`plan` [interval] minutes that are meant to be done; all at once without one."""
        self.queue, self.plan = work, plan
        lost = np.where(lost_backlog(work), work.backlog, 0.0) / 60
        timely = work.backlog / 60 - lost
        self.waiting = {due: float(timely[due]) for due in np.flatnonzero(timely > 0).tolist()}
        """Due interval -> minutes that are not late yet."""
        self.overdue = self.late = float(lost.sum())
        """Minutes that are late and not done, and all that were late by now."""
        self.planned = 0.0
        """Minutes planned by now that are neither done nor late."""
        self.lost = lost_arrivals(work)
        self.done = np.zeros(work.due.size)
        """[interval] minutes of work due within the horizon done in time; what is late, where it could be done last."""
        self.last_open = -1
        self.now = 0

    def arrive(self, interval: int) -> None:
        """Take in what arrives in an interval, and what is planned for it; what is due by now is late."""
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
        """Minutes that may be worked now: (planned by now, not late yet in all, late)."""
        if not self.queue.open[interval]:
            return 0.0, 0.0, 0.0
        timely = sum(self.waiting.values())
        planned = timely if self.plan is None else min(max(0.0, self.planned), timely)
        return planned, timely, self.overdue

    def work(self, minutes: float) -> None:
        """Do so many minutes of it; what is late already comes last."""
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
