"""What people were told stays as it is."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from scheduler.count.case import Case
from scheduler.goals.goal import Goal, Tally, Weight, whole_points
from scheduler.goals.terms.asked import Asked
from scheduler.roster import Roster


class Change(Goal):
    """Each agent and date whose shift, start or end differs from the published roster costs `weight` points."""

    rank: ClassVar[int] = 8
    unit: ClassVar[str] = "shifts"
    at_stake: ClassVar[str] = "it was published"
    weight: Weight = 0

    def adds_up(self, asked: Asked) -> bool:
        return True

    def count(self, case: Case) -> Tally:
        if case.published is None:
            return Tally(0, 0, "changed shifts", ("no roster of this horizon was published",))
        told, now = _days(case, case.published), _days(case, case.roster)
        changed = sum(told.get(key) != now.get(key) for key in told.keys() | now.keys())
        return Tally(whole_points(self.weight * changed), changed, "changed shifts")


def _days(case: Case, roster: Roster) -> dict[tuple[str, date], tuple[str, datetime, datetime]]:
    rows = (duty for duty in roster.duties if case.horizon.holds(duty.day))
    return {(duty.agent, duty.day): (duty.shift, duty.start, duty.end) for duty in rows}
