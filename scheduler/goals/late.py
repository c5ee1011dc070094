"""Email, cases and other work that may wait is done by its due time."""

from __future__ import annotations

from typing import ClassVar

from scheduler.count.case import Case
from scheduler.count.deferred import late_seconds
from scheduler.goals.goal import Goal, Tally, Weight, whole_points


class Late(Goal):
    """Each agent-hour of deferred work that is not done by its due time costs `weight` points, once.

    Work due after the horizon is not late; work already overdue when the horizon begins is.
    """

    rank: ClassVar[int] = 3
    weight: Weight = 20

    def count(self, case: Case) -> Tally:
        hours, notes = 0.0, []
        for work in case.requirement.deferred:
            agents = case.coverage.assigned[case.requirement.row(work.queue)]
            late = float(late_seconds(work, case.requirement.interval_minutes, agents).sum()) / 3600
            hours += late
            if late > 0:
                notes.append(f"{work.queue}: {late:.1f} agent-hours late")
        return Tally(whole_points(self.weight * hours), hours, "agent-hours late", tuple(notes))
