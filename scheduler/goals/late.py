"""Email, cases and other deferred work is done by its due time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.count.deferred import late_seconds
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.level import HOURS
from scheduler.goals.terms.asked import Asked
from scheduler.goals.terms.rows import LateWork


class Late(Goal):
    """Each agent-hour of deferred work that is not done by its due time costs `weight` points, once.

    Work due after the horizon is not late; work already overdue when the horizon begins is.
    """

    rank: ClassVar[int] = 3
    unit: ClassVar[str] = HOURS
    grain: ClassVar[float] = 0.1
    whole_minutes: ClassVar[bool] = True
    weight: Weight = 20

    def terms(self, asked: Asked) -> Iterator[LateWork]:
        queues = (name for name in asked.queues if asked.operation.queues[name].deferred)
        yield LateWork(dict.fromkeys(queues, self.weight))

    def is_asked(self, asked: Asked) -> bool:
        return asked.requirement is not None and bool(asked.requirement.deferred)

    def count(self, case: Case) -> Tally:
        hours, notes = 0.0, []
        for work in case.requirement.deferred:
            agents = case.coverage.assigned[case.requirement.row(work.queue)]
            late = float(late_seconds(work, case.requirement.interval_minutes, agents).sum()) / 3600
            hours += late
            if late > 0:
                notes.append(f"{work.queue}: {late:.1f} agent-hours late")
        return Tally(whole_points(self.weight * hours), hours, "agent-hours late", tuple(notes))
